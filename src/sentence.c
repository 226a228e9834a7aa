#include "sentence.h"

#include <string.h>

#include "norm.h"
#include "utf8.h"

/* characters of a line but the last of a hard-wrapped paragraph */
enum { WRAP_LEAST = 40, WRAP_MOST = 100 };

enum { FOOTNOTE = 3 };	/* digits of its number at most */

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

/* "[3]", which may stand behind the stop: where it ends, or i itself */
static size_t
footnote(str text, size_t i)
{
	size_t end = i + 1;

	if (text.s[i] != '[')
		return i;
	while (end < text.n && end - i <= FOOTNOTE &&
	    utf8_class((unsigned char)text.s[end]) == CC_DIGIT)
		end++;
	return end > i + 1 && end < text.n && text.s[end] == ']' ?
	    end + 1 : i;
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
		} else if (stopped && !blank && footnote(text, i) > i) {
			next = footnote(text, i);
		} else if (stopped && (blank || !closing(c))) {
			if (starts_one(c, blank, before))
				put_first(starts, &n, most, i);
			stopped = false;
		}
		before = c;
	}
	return n;
}

/* --- where junk may start that no stop divides from the sentence --- */

enum {
	LABEL = 4,		/* words of "Read more from us:" at most */
	CAPS = 4,		/* letters of a word that shouts, at least */
	SHORT = 3		/* bytes of "the" and "of", which end nothing */
};

/* a word of the folded text, what hangs on it included */
struct word {
	size_t from, to;
	enum cclass first;	/* class of the first character */
	bool colon, sign, lower, caps;
};

static bool
next_word(str text, size_t *i, struct word *w)
{
	unsigned upper = 0, letters = 0;
	bool named = false;
	enum cclass class = CC_OTHER, last;

	while (*i < text.n && text.s[*i] == ' ')
		++*i;
	if (*i == text.n)
		return false;
	*w = (struct word){ .from = *i };
	while (*i < text.n && text.s[*i] != ' ') {
		size_t next = *i;

		last = class;
		class = utf8_class(utf8_next(text, &next));
		if (*i == w->from)
			w->first = class;
		else if (last == CC_LETTER && class == CC_UPPER)
			break;	/* glued: the blank was lost */
		upper += class == CC_UPPER;
		letters += class == CC_LETTER;
		named = named || class != CC_OTHER;
		*i = next;
	}
	w->to = *i;
	w->colon = text.s[*i - 1] == ':';
	w->sign = !named;
	w->lower = w->first == CC_LETTER;
	w->caps = upper >= CAPS && letters == 0;
	return true;
}

/* is a colon among the words from that byte on, which would be a label? */
static bool
labelled(str text, size_t i)
{
	struct word w;

	for (int k = 0; k < LABEL && next_word(text, &i, &w); k++)
		if (w.colon)
			return true;
		else if (w.sign || stop((unsigned char)text.s[w.to - 1]))
			return false;
	return false;
}

/* are all words from that byte on in capitals? */
static bool
shouts(str text, size_t i)
{
	struct word w;

	while (next_word(text, &i, &w))
		if (!w.caps && !w.sign)
			return false;
	return true;
}

/* does the text end with the bracket that opens at that byte? */
static bool
enclosed(str text, size_t at)
{
	char first = text.s[at], last = text.s[text.n - 1];

	if (last == '.' && text.n > 1)
		last = text.s[text.n - 2];
	return ((first == '(' && last == ')') ||
	    (first == '[' && last == ']')) && at + 1 < text.n &&
	    text.s[at + 1] >= 'A' && text.s[at + 1] <= 'Z';
}

/* a bar, an arrow, a bullet: not what joins words */
static bool
divides(str text, const struct word *w)
{
	return w->sign && memchr("&+-/=<*_~", text.s[w->from], 9) == NULL;
}

/* does the word start another sentence, rather than be a name in this one? */
static bool
turns(str text, const struct word *before, const struct word *w)
{
	size_t i = w->to;
	struct word next;

	return before->to - before->from > SHORT && !before->colon &&
	    next_word(text, &i, &next) && next.lower;
}

/* what is known of a text whose joints are looked for */
struct joints {
	str text;
	bool ended, colon;	/* it ends as a sentence does; has a colon */
};

static bool
joint(const struct joints *j, const struct word *before, const struct word *w)
{
	str text = j->text;

	if (w->sign || before->to == 0 || stop((unsigned char)
	    text.s[before->to - 1]))
		return false;
	if (before->colon || divides(text, before))
		return !w->lower;
	if (w->first != CC_UPPER)
		return enclosed(text, w->from);
	return (j->colon && labelled(text, w->from) &&
	    (before->lower || !w->colon)) ||
	    (w->caps && !before->caps && shouts(text, w->from)) ||
	    (!j->ended && turns(text, before, w));
}

static bool
holds(str text, const char *signs)
{
	while (*signs != '\0' && memchr(text.s, *signs, text.n) == NULL)
		signs++;
	return *signs != '\0';
}

/*
 * May there be a joint in the end of a text that ends as a sentence does?
 * Mostly not, and this is cheap to see.
 */
static bool
divided(str text)
{
	size_t end = text.n;

	while (end > 0 && utf8_class((unsigned char)text.s[end - 1]) ==
	    CC_OTHER)
		end--;
	return holds(text, ":|>") ||
	    holds(str_slice(text, end, text.n), ")]") ||
	    (end > 0 && utf8_class((unsigned char)text.s[end - 1]) == CC_UPPER);
}

unsigned
sentence_joints(str text, size_t from, unsigned most, size_t starts[])
{
	str end = str_slice(text, from, text.n);
	struct joints j = { text, sentence_ends(text), holds(end, ":") };
	struct word before = { 0 }, w;
	unsigned n = 0;

	if (j.ended && !divided(end))
		return 0;
	while (from > 0 && from < text.n && text.s[from] != ' ')
		from++;
	for (size_t i = from; next_word(text, &i, &w); before = w)
		if (joint(&j, &before, &w))
			put_first(starts, &n, most, before.sign ?
			    before.from : w.from);
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
