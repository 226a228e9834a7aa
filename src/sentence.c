#include "sentence.h"

#include "norm.h"
#include "utf8.h"

/* characters of a line but the last of a hard-wrapped paragraph */
enum { WRAP_LEAST = 40, WRAP_MOST = 100 };

/* ends of sentences: . ! ? and theirs in Arabic, Urdu, Hindi, CJK, … */
static bool
stop(uint32_t c)
{
	static const uint32_t stops[] = { 0x61f, 0x6d4, 0x964, 0x965,
	    0x203c, 0x2047, 0x2048, 0x2049, 0x2026, 0x3002, 0xff01,
	    0xff0e, 0xff1f, 0xff61, 0x1362, 0x104b, 0x17d4, 0x589 };

	if (c < 0x80)
		return c == '.' || c == '!' || c == '?';
	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		if (c == stops[i])
			return true;
	return false;
}

/* may stand behind the stop: quotation marks, brackets, footnote signs */
static bool
closing(uint32_t c)
{
	static const uint32_t closers[] = { '"', '\'', ')', ']', '*', 0xbb,
	    0xab, 0x2019, 0x201c, 0x201d, 0x300d, 0x300f, 0xff09, 0x3009,
	    0x300b, 0x200f, 0x200e, 0xa0, ' ', '\n', '\t', '\r' };

	for (size_t i = 0; i < sizeof(closers) / sizeof(*closers); i++)
		if (c == closers[i])
			return true;
	return false;
}

bool
sentence_ends(str text)
{
	for (size_t end = text.n; end > 0; ) {
		size_t i = end - 1, next;
		uint32_t c;

		while (i > 0 && ((unsigned char)text.s[i] & 0xc0) == 0x80)
			i--;
		next = i;
		c = utf8_next(text, &next);
		if (!closing(c))
			return stop(c);
		end = i;
	}
	return false;
}

/* may a sentence start with c, a blank or nothing behind the stop? */
static bool
starts_one(uint32_t c, bool blank, uint32_t after)
{
	enum cclass class = utf8_class(c);

	if (blank)
		return class != CC_LETTER || norm_upper(c) == c;
	return class == CC_IDEOGRAPH ||
	    (class == CC_UPPER && (after == '.' || after == '!' ||
	    after == '?' || after == ')'));
}

static void
put_first(size_t v[], unsigned *n, unsigned most, size_t at)
{
	*n += *n < most;
	for (unsigned k = *n - 1; k > 0; k--)
		v[k] = v[k - 1];
	v[0] = at;
}

/* letters, digits and blanks, which end nothing */
static bool
plain(char c)
{
	return (unsigned char)c < 0x80 &&
	    utf8_ascii[(unsigned char)c] != CC_OTHER;
}

unsigned
sentence_starts(str text, size_t from, unsigned most, size_t starts[])
{
	bool stopped = false, blank = false;
	uint32_t before = 0;
	unsigned n = 0;

	while (from < text.n && ((unsigned char)text.s[from] & 0xc0) == 0x80)
		from++;
	for (size_t i = from, next = from; i < text.n; i = next) {
		uint32_t c;

		while (!stopped && plain(text.s[next]) &&
		    next + 1 < text.n)
			i = ++next;
		c = utf8_next(text, &next);
		if (!stopped && c < 0x80 && !stop(c))
			continue;
		if (stop(c)) {
			stopped = true;
			blank = false;
		} else if (stopped && c == ' ') {
			blank = true;
		} else if (stopped && (blank || !closing(c))) {
			if (starts_one(c, blank, before))
				put_first(starts, &n, most, i);
			stopped = false;
		}
		before = c;
	}
	return n;
}

bool
sentence_wrapped(str v)
{
	size_t longest = 0, stops = 0, joints = 0;
	str rest = v, line;

	while (str_line(&rest, &line)) {
		size_t n = utf8_chars(line);

		longest = n > longest ? n : longest;
	}
	if (longest > WRAP_MOST)
		return false;
	while (str_line(&v, &line) && v.n > 0) {
		size_t n = utf8_chars(line);

		if (n < WRAP_LEAST || n * 10 < longest * 6)
			return false;
		stops += sentence_ends(line);
		joints++;
	}
	return joints > 0 && stops * 2 <= joints;
}
