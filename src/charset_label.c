/* The names of charsets, as the WHATWG's Encoding Standard gives them. */
#include "charset_in.h"

#define TABLE(labels, name) { labels, CODER_TABLE, charset_##name, NULL }
#define ICONV(labels, name) { labels, CODER_ICONV, NULL, name }

const struct charset charsets[] = {
{ "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    CODER_UTF8, NULL, NULL },
TABLE("windows-1252 iso-8859-1 latin1 ascii us-ascii ansi_x3.4-1968 cp1252 "
    "cp819 csisolatin1 ibm819 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
    "iso_8859-1:1987 l1 x-cp1252 x-user-defined", cp1252),
{ "utf-16le utf-16 ucs-2 csunicode iso-10646-ucs-2 unicode unicodefeff",
    CODER_UTF16LE, NULL, NULL },
{ "utf-16be unicodefffe", CODER_UTF16BE, NULL, NULL },
{ "utf-32le utf-32 ucs-4", CODER_UTF32LE, NULL, NULL },
{ "utf-32be", CODER_UTF32BE, NULL, NULL },
ICONV("gb18030 gbk gb2312 chinese csgb2312 csiso58gb231280 gb_2312 "
    "gb_2312-80 iso-ir-58 x-gbk hz-gb-2312", "GB18030"),
ICONV("big5 big5-hkscs cn-big5 csbig5 x-x-big5", "BIG5-HKSCS"),
ICONV("shift_jis sjis shift-jis x-sjis ms_kanji ms932 csshiftjis "
    "windows-31j cp932", "CP932"),
ICONV("euc-jp cseucpkdfmtjapanese x-euc-jp", "EUC-JP-MS"),
ICONV("iso-2022-jp csiso2022jp", "ISO-2022-JP-2"),
ICONV("euc-kr uhc windows-949 cp949 ks_c_5601-1987 ks_c_5601-1989 "
    "ksc5601 ksc_5601 korean cseuckr csksc56011987 iso-ir-149", "UHC"),
TABLE("windows-1251 cp1251 x-cp1251", cp1251),
TABLE("koi8-r koi koi8 koi8_r cskoi8r", koi8_r),
TABLE("koi8-u koi8-ru", koi8_u),
TABLE("iso-8859-5 cyrillic csisolatincyrillic iso-ir-144 iso8859-5 iso88595 "
    "iso_8859-5 iso_8859-5:1988", iso8859_5),
TABLE("ibm866 866 cp866 csibm866", ibm866),
TABLE("x-mac-cyrillic x-mac-ukrainian mac-cyrillic", mac_cyrillic),
TABLE("windows-1250 cp1250 x-cp1250", cp1250),
TABLE("iso-8859-2 latin2 l2 csisolatin2 iso-ir-101 iso8859-2 iso88592 "
    "iso_8859-2 iso_8859-2:1987", iso8859_2),
TABLE("windows-1253 cp1253 x-cp1253", cp1253),
TABLE("iso-8859-7 greek greek8 csisolatingreek ecma-118 elot_928 iso-ir-126 "
    "iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek",
    iso8859_7),
TABLE("windows-1254 cp1254 x-cp1254 iso-8859-9 latin5 l5 csisolatin5 "
    "iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989", cp1254),
TABLE("windows-1255 cp1255 x-cp1255", cp1255),
TABLE("iso-8859-8 iso-8859-8-i hebrew visual logical csiso88598e csiso88598i "
    "csisolatinhebrew iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
    "iso_8859-8:1988", iso8859_8),
TABLE("windows-1256 cp1256 x-cp1256", cp1256),
TABLE("iso-8859-6 arabic asmo-708 csiso88596e csiso88596i csisolatinarabic "
    "ecma-114 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 "
    "iso_8859-6 iso_8859-6:1987", iso8859_6),
TABLE("windows-1257 cp1257 x-cp1257", cp1257),
TABLE("windows-1258 cp1258 x-cp1258", cp1258),
TABLE("windows-874 cp874 tis-620 iso-8859-11 iso8859-11 iso885911 dos-874",
    cp874),
TABLE("iso-8859-3 latin3 l3 csisolatin3 iso-ir-109 iso8859-3 iso88593 "
    "iso_8859-3 iso_8859-3:1988", iso8859_3),
TABLE("iso-8859-4 latin4 l4 csisolatin4 iso-ir-110 iso8859-4 iso88594 "
    "iso_8859-4 iso_8859-4:1988", iso8859_4),
TABLE("iso-8859-10 latin6 l6 csisolatin6 iso-ir-157 iso8859-10 iso885910",
    iso8859_10),
TABLE("iso-8859-13 iso8859-13 iso885913", iso8859_13),
TABLE("iso-8859-14 iso8859-14 iso885914", iso8859_14),
TABLE("iso-8859-15 l9 latin9 csisolatin9 iso8859-15 iso885915 iso_8859-15",
    iso8859_15),
TABLE("iso-8859-16", iso8859_16),
TABLE("macintosh mac csmacintosh x-mac-roman", macintosh),
};
const unsigned charset_count = sizeof(charsets) / sizeof(charsets[0]);

const struct charset *
charset_of(str label)
{
	label = str_trim(label);
	if (label.n == 0)
		return NULL;
	for (unsigned i = 0; i < charset_count; i++)
		if (str_has_token(str_of(charsets[i].labels), label))
			return &charsets[i];
	return NULL;
}

bool
charset_known(str label)
{
	return charset_of(label) != NULL;
}
