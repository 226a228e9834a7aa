/* Words in front of names: "Written by", "Von", "About the author". */
#include "metas.h"

static const str leads[] = {
	STR("by"), STR("written by"), STR("posted by"), STR("published by"),
	STR("reported by"), STR("contributed by"), STR("story by"),
	STR("article by"), STR("words by"), STR("text by"), STR("authored by"),
	STR("created by"), STR("submitted by"), STR("post by"),
	STR("this post was written by"), STR("this article was written by"),
	STR("view all posts by"), STR("posts by"), STR("articles by"),
	STR("view all articles by"), STR("more by"), STR("about the author"),
	STR("author"), STR("authors"), STR("author(s)"), STR("contributor"),
	STR("contributors"), STR("guest post by"), STR("a guest post by"),
	STR("geschrieben von"), STR("verfasst von"), STR("ein beitrag von"),
	STR("autor"), STR("autorin"), STR("autoren"), STR("autora"),
	STR("autores"), STR("escrito por"), STR("publicado por"),
	STR("écrit par"), STR("Écrit par"), STR("rédigé par"),
	STR("Rédigé par"), STR("publié par"), STR("auteur"), STR("autrice"),
	STR("scritto da"), STR("a cura di"), STR("autore"),
	STR("geschreven door"), STR("skrevet av"), STR("skriven av"),
	STR("skrevet af"), STR("kirjoittaja"), STR("kirjoittanut"),
	STR("napisał"), STR("napisała"), STR("autorka"), STR("napsal"),
	STR("napsala"), STR("szerző"), STR("Szerző"), STR("yazan"),
	STR("yazar"), STR("penulis"), STR("ditulis oleh"), STR("scris de"),
	STR("tác giả"), STR("автор"), STR("Автор"), STR("από"), STR("Από"),
	STR("συντάκτης"), STR("Συντάκτης"), STR("מאת"), STR("بقلم"),
	STR("كتب"), STR("الكاتب"), STR("نویسنده"), STR("लेखक"), STR("作者"),
	STR("记者"), STR("記者"), STR("著者"), STR("撰文"), STR("筆者"), STR("글")
};

/* short ones are words of other languages, too, and hold in theirs alone */
static const struct {
	str words;
	const char *langs;
} tied[] = {
	{ STR("von"), "de" }, { STR("por"), "es pt" },
	{ STR("redacción"), "es" }, { STR("texto"), "es pt" },
	{ STR("par"), "fr" }, { STR("di"), "it" }, { STR("door"), "nl" },
	{ STR("av"), "sv nb no nn" }, { STR("af"), "da" },
	{ STR("tekst"), "nb da pl nl" }, { STR("text"), "de sv cs" },
	{ STR("teksti"), "fi" }, { STR("przez"), "pl" },
	{ STR("oleh"), "id ms" }, { STR("de"), "ro ca gl" },
	{ STR("текст"), "ru uk bg sr" }, { STR("Текст"), "ru uk bg sr" },
	{ STR("文"), "zh ja" }
};

/* who had a hand in it: named where nobody else is, or never */
static const str helpers[] = {
	STR("updated by"), STR("edited by"), STR("reviewed by"),
	STR("fact checked by"), STR("fact-checked by"),
	STR("medically reviewed by"), STR("expert reviewed by"),
	STR("edited and reviewed by"), STR("approved by"),
	STR("translated by")
}, others[] = {
	STR("photos by"), STR("photo by"), STR("photography by"),
	STR("illustrated by"), STR("illustrations by"), STR("sponsored by"),
	STR("presented by"), STR("powered by")
};

/* words in front of a name where nothing but a name is expected */
static const str labels[] = {
	STR("more about"), STR("more from"), STR("follow"),
	STR("picture of"), STR("photo of"), STR("image of"),
	STR("headshot of"), STR("a headshot of"), STR("profile picture of"),
	STR("insights from"), STR("avatar of"), STR("avatar for"),
	STR("profile of"), STR("portrait of"), STR("about"), STR("from")
};

static char
small(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

/* does the text go on behind n bytes as behind a word? */
static bool
ends_word(str v, size_t n)
{
	static const str wide[] = { STR("\uff1a"), STR("\uff0f") };
	str rest = str_slice(v, n, v.n);

	return v.n > n && (str_chr(S(" :\t\n|-/"), v.s[n]) < 7 ||
	    str_starts(rest, wide[0]) || str_starts(rest, wide[1]));
}

static bool
starts(str v, str words)
{
	return str_istarts(v, words) && ends_word(v, words.n);
}

static size_t
longest(str v, const str *list, size_t n)
{
	char first = v.n > 0 ? small(v.s[0]) : '\0';
	size_t best = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i].s[0] == first && list[i].n > best &&
		    starts(v, list[i]))
			best = list[i].n;
	return best;
}

static bool
in_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    ((unsigned char)c >= 0x80 && c != '\xef');
}

/* of 1024, by the first two letters, in any case, and the word's length */
static unsigned
start_of(str v)
{
	unsigned n = 2;

	while (n < v.n && n < 16 && in_word(v.s[n]))
		n++;
	return (((unsigned)(v.s[0] & 31) << 5 | (unsigned)(v.s[1] & 31)) +
	    n * 67) & 1023;
}

/* "ByJane Roe": an element ended between the two */
static bool
glued(str v)
{
	return v.n > 4 && (v.s[0] == 'B' || v.s[0] == 'b') &&
	    v.s[1] == 'y' && v.s[2] >= 'A' && v.s[2] <= 'Z';
}

static void
add_starts(unsigned char bits[128], str lead)
{
	unsigned at = start_of(lead);

	bits[at / 8] |= (unsigned char)(1 << at % 8);
}

void
lead_starts(unsigned char bits[128])
{
	for (size_t i = 0; i < COUNT(leads); i++)
		add_starts(bits, leads[i]);
	for (size_t i = 0; i < COUNT(tied); i++)
		add_starts(bits, tied[i].words);
	for (size_t i = 0; i < COUNT(helpers); i++)
		add_starts(bits, helpers[i]);
}

bool
lead_may_start(const unsigned char bits[128], str v)
{
	unsigned at;

	if (v.n < 2)
		return false;
	at = start_of(v);
	return (bits[at / 8] >> at % 8 & 1) != 0 || glued(v);
}

size_t
lead_length(str v, str lang)
{
	size_t best;

	if (glued(v))
		return 2;
	best = longest(v, leads, COUNT(leads));
	for (size_t i = 0; i < COUNT(tied) && v.n > 0; i++)
		if (tied[i].words.n > best && starts(v, tied[i].words) &&
		    (lang.n == 0 ||
		    str_has_token(str_of(tied[i].langs), lang)))
			best = tied[i].words.n;
	return best > 0 ? best : longest(v, helpers, COUNT(helpers));
}

bool
lead_helper(str v)
{
	return longest(v, helpers, COUNT(helpers)) > 0 ||
	    longest(v, others, COUNT(others)) > 0;
}

size_t
lead_label(str v)
{
	return longest(v, labels, COUNT(labels));
}

bool
lead_alone(str v)
{
	while (v.n > 0 && (v.s[v.n - 1] == ':' || v.s[v.n - 1] == ' '))
		v.n--;
	for (size_t i = 0; i < COUNT(leads); i++)
		if (v.n == leads[i].n && str_ieq(v, leads[i]))
			return true;
	return false;
}
