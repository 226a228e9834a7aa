#include "escape.h"

#include "charset.h"
#include "utf8.h"

enum { FLAG_TAGS = 6 };		/* "gbsct" and the tag that ends it */

/* bytes that are no character of any output, and lead bytes of such */
#define NEVER \
	[0x00] = ESC_DROP, [0x01] = ESC_DROP, [0x02] = ESC_DROP, \
	[0x03] = ESC_DROP, [0x04] = ESC_DROP, [0x05] = ESC_DROP, \
	[0x06] = ESC_DROP, [0x07] = ESC_DROP, [0x08] = ESC_DROP, \
	[0x0b] = ESC_SPACE, [0x0c] = ESC_SPACE, [0x0d] = ESC_SPACE, \
	[0x0e] = ESC_DROP, [0x0f] = ESC_DROP, [0x10] = ESC_DROP, \
	[0x11] = ESC_DROP, [0x12] = ESC_DROP, [0x13] = ESC_DROP, \
	[0x14] = ESC_DROP, [0x15] = ESC_DROP, [0x16] = ESC_DROP, \
	[0x17] = ESC_DROP, [0x18] = ESC_DROP, [0x19] = ESC_DROP, \
	[0x1a] = ESC_DROP, [0x1b] = ESC_DROP, [0x1c] = ESC_DROP, \
	[0x1d] = ESC_DROP, [0x1e] = ESC_DROP, [0x1f] = ESC_DROP, \
	[0x7f] = ESC_DROP, \
	[0xc2] = ESC_LEAD, [0xe2] = ESC_LEAD, [0xef] = ESC_LEAD, \
	[0xf3] = ESC_LEAD

const struct escape escape_plain = {
	.class = { NEVER },
};

const struct escape escape_line = {
	.class = { NEVER,
	    ['\t'] = ESC_FIRST, ['\n'] = ESC_FIRST + 1, ['\\'] = ESC_FIRST + 2,
	},
	.to = { "\\t", "\\n", "\\\\" },
	.line = "\\n", .paragraph = "\\n",
};

const struct escape escape_xml = {
	.class = { NEVER,
	    ['&'] = ESC_FIRST, ['<'] = ESC_FIRST + 1, ['>'] = ESC_FIRST + 2,
	},
	.to = { "&amp;", "&lt;", "&gt;" },
};

/* white space as references, or a reader would fold it to spaces */
const struct escape escape_attr = {
	.class = { NEVER,
	    ['&'] = ESC_FIRST, ['<'] = ESC_FIRST + 1, ['>'] = ESC_FIRST + 2,
	    ['"'] = ESC_FIRST + 3, ['\t'] = ESC_FIRST + 4,
	    ['\n'] = ESC_FIRST + 5,
	},
	.to = { "&amp;", "&lt;", "&gt;", "&quot;", "&#9;", "&#10;" },
};

const struct escape escape_json = {
	.class = { NEVER,
	    ['"'] = ESC_FIRST, ['\\'] = ESC_FIRST + 1, ['\t'] = ESC_FIRST + 2,
	    ['\n'] = ESC_FIRST + 3,
	},
	.to = { "\\\"", "\\\\", "\\t", "\\n" },
	/* line ends for some readers of lines */
	.line = "\\u2028", .paragraph = "\\u2029",
};

/*
 * A control of U+0080..U+009F is a character of windows-1252 that was read as
 * another charset's; NEL ends a line.
 */
static void
put_control(struct buf *b, unsigned char second)
{
	uint32_t c = second == 0x85 ? ' ' : charset_control(second);

	if (c == ' ')
		buf_putc(b, ' ');
	if (c < 0xa0)
		return;
	utf8_put(b, c);
}

/* U+E0000..U+E007F at s: letters that nobody sees */
static bool
is_tag(const unsigned char *s, size_t n)
{
	return n >= 4 && s[0] == 0xf3 && s[1] == 0xa0 &&
	    (s[2] == 0x80 || s[2] == 0x81);
}

/* do the tags in front of byte i follow a black flag, as Scotland's do? */
static bool
in_flag(str v, size_t i)
{
	const unsigned char *s = (const unsigned char *)v.s;

	for (unsigned n = 0; n <= FLAG_TAGS && i >= 4; n++) {
		i -= 4;
		if (!is_tag(s + i, v.n - i))
			return str_starts(str_slice(v, i, v.n),
			    S("\xf0\x9f\x8f\xb4"));
	}
	return false;
}

/*
 * Puts what stands for the character at s, which starts with a lead byte;
 * returns its length, or 0 when it is printed as it is.
 */
static size_t
put_lead(struct buf *b, const struct escape *e, const unsigned char *s,
    size_t n)
{
	if (s[0] == 0xc2 && n >= 2 && s[1] < 0xa0) {
		put_control(b, s[1]);
		return 2;
	}
	if (n < 3)
		return 0;
	if (s[0] == 0xef)
		return s[1] == 0xbf && s[2] >= 0xbe ? 3 : 0;
	if (s[0] != 0xe2 || s[1] != 0x80)
		return 0;
	if (s[2] >= 0xaa && s[2] <= 0xae)
		return 3;
	if ((s[2] == 0xa8 && e->line != NULL) ||
	    (s[2] == 0xa9 && e->paragraph != NULL)) {
		buf_puts(b, s[2] == 0xa8 ? e->line : e->paragraph);
		return 3;
	}
	return 0;
}

void
escape_put(struct buf *b, const struct escape *e, str v)
{
	const unsigned char *s = (const unsigned char *)v.s;
	size_t from = 0, i = 0;

	while (i < v.n) {
		unsigned char class = e->class[s[i]];
		size_t gone = 1;

		if (class == ESC_SAFE) {
			i++;
			continue;
		}
		/* the run before it first, whole */
		buf_put(b, str_slice(v, from, i));
		from = i;
		if (class == ESC_LEAD && s[i] == 0xf3)
			gone = is_tag(s + i, v.n - i) && !in_flag(v, i) ? 4 : 0;
		else if (class == ESC_LEAD)
			gone = put_lead(b, e, s + i, v.n - i);
		else if (class == ESC_SPACE)
			buf_putc(b, ' ');
		else if (class >= ESC_FIRST)
			buf_puts(b, e->to[class - ESC_FIRST]);
		from += gone;
		i = gone > 0 ? from : i + 1;
	}
	buf_put(b, str_slice(v, from, v.n));
}

str
escape_clean(struct arena *a, str v)
{
	struct buf b;
	size_t i = 0;

	while (i < v.n && escape_plain.class[(unsigned char)v.s[i]] == ESC_SAFE)
		i++;
	if (i == v.n)
		return v;
	buf_init(&b, a);
	escape_put(&b, &escape_plain, v);
	return buf_str(&b);
}
