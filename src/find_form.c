#include "find_form.h"

#include <string.h>

#include "arena.h"
#include "utf8.h"

/* what a mark says of its text */
enum { M_PLAIN, M_STOP, M_COMMA, M_COLON, M_BAR, M_ODD, M_QUESTION, M_QUOTE,
	M_LINE };

static const unsigned char ascii_marks[128] = {
	['.'] = M_STOP, ['!'] = M_STOP, ['?'] = M_QUESTION, [','] = M_COMMA,
	[';'] = M_COMMA, [':'] = M_COLON, ['|'] = M_BAR, ['>'] = M_BAR,
	['/'] = M_BAR, ['*'] = M_BAR, ['@'] = M_ODD, ['"'] = M_QUOTE,
	['\n'] = M_LINE
};

static const struct {
	uint32_t c;
	unsigned char mark;
} wide_marks[] = {
	{ 0x00a9, M_ODD }, { 0x00ab, M_QUOTE }, { 0x00b7, M_BAR },
	{ 0x00bb, M_QUOTE }, { 0x037e, M_QUESTION }, { 0x0589, M_STOP },
	{ 0x060c, M_COMMA }, { 0x061b, M_COMMA }, { 0x061f, M_QUESTION },
	{ 0x06d4, M_STOP }, { 0x0964, M_STOP }, { 0x0965, M_STOP },
	{ 0x104b, M_STOP }, { 0x17d4, M_STOP }, { 0x201c, M_QUOTE },
	{ 0x201d, M_QUOTE }, { 0x201e, M_QUOTE }, { 0x2022, M_BAR },
	{ 0x2026, M_STOP }, { 0x203a, M_BAR }, { 0x2192, M_BAR },
	{ 0x25b6, M_BAR }, { 0x25ba, M_BAR }, { 0x3001, M_COMMA },
	{ 0x3002, M_STOP }, { 0x300c, M_QUOTE }, { 0x300d, M_QUOTE },
	{ 0x300e, M_QUOTE }, { 0x300f, M_QUOTE }, { 0xff01, M_STOP },
	{ 0xff0c, M_COMMA }, { 0xff0e, M_STOP }, { 0xff1a, M_COLON },
	{ 0xff1f, M_QUESTION }, { 0xff5c, M_BAR }
};

static int
mark_of(uint32_t c)
{
	size_t lo = 0, hi = sizeof(wide_marks) / sizeof(*wide_marks);

	if (c < 0x80)
		return ascii_marks[c];
	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (wide_marks[mid].c == c)
			return wide_marks[mid].mark;
		if (wide_marks[mid].c < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	return M_PLAIN;
}

/* a character that is no letter, digit or space */
static void
see_mark(struct form *f, uint32_t c, bool closes)
{
	int m = mark_of(c);

	f->marks++;
	f->commas += m == M_COMMA;
	f->bars += m == M_BAR;
	f->odd += m == M_ODD;
	f->questions += m == M_QUESTION;
	f->quotes += m == M_QUOTE;
	f->stops += closes && (m == M_STOP || m == M_QUESTION);
	if (m == M_STOP || m == M_QUESTION)
		f->end = 3;
	else if (m == M_COLON)
		f->end = 2;
	/* quotes and brackets close a sentence that has ended */
	else if (!(f->end == 3 && (m == M_QUOTE || c == ')' || c == '\'' ||
	    c == 0x2019)))
		f->end = 1;
}

static void
see_first(struct form *f, enum cclass k)
{
	f->start = k == CC_UPPER || k == CC_IDEOGRAPH ? 3 :
	    k == CC_LETTER ? 2 : k == CC_DIGIT ? 1 : 0;
}

/* letters of scripts without case count as upper at the start */
static bool
caseless(uint32_t c)
{
	return c >= 0x0590 && !(c >= 0x10a0 && c <= 0x10ff) &&
	    !(c >= 0x1e00 && c <= 0x1fff);
}

static void
see_letter(struct form *f, uint32_t c, enum cclass k, bool starts_word)
{
	if (k == CC_DIGIT) {
		f->digits++;
	} else {
		f->letters++;
		f->upper += k == CC_UPPER;
	}
	if (starts_word && k != CC_IDEOGRAPH) {
		f->words++;
		f->capped += k == CC_UPPER;
	}
	if (f->chars == 0 && k == CC_LETTER && caseless(c))
		f->start = 3;
	f->end = 0;
}

/* the same for the rest of a word, or what of it is a..z */
static size_t
see_letters(struct form *f, str v, size_t i)
{
	size_t n = utf8_letters(v, i);

	f->letters += (uint32_t)n;
	f->chars += (uint32_t)n;
	return n;
}

void
form_of(str v, struct form *f)
{
	bool inside = false;	/* a word */
	uint32_t ideographs = 0;

	memset(f, 0, sizeof(*f));
	for (size_t i = 0; i < v.n; ) {
		uint32_t c = utf8_next(v, &i);
		enum cclass k = utf8_class(c);

		if (k == CC_SPACE) {
			f->lines += c == '\n';
			inside = false;
			continue;
		}
		if (f->chars == 0)
			see_first(f, k);
		if (k == CC_OTHER) {
			bool last = i >= v.n || v.s[i] == ' ' ||
			    (unsigned char)v.s[i] >= 0x80;

			see_mark(f, c, last);
			inside = inside && (c == '\'' || c == '-' ||
			    c == 0x2019);
		} else {
			see_letter(f, c, k, !inside);
			ideographs += k == CC_IDEOGRAPH;
			inside = k != CC_IDEOGRAPH;
			if (inside)
				i += see_letters(f, v, i);
		}
		f->chars++;
	}
	f->words += (ideographs + 1) / 2;
}

/* the byte of a word, folded, or 0 */
static inline unsigned char
word_byte(unsigned char c)
{
	unsigned char low = c | 32;

	return low >= 'a' && low <= 'z' ? low : c >= 0x80 ||
	    (c >= '0' && c <= '9') ? c : 0;
}

bool
wordscan_next(struct wordscan *w, uint32_t *hash)
{
	const unsigned char *s = (const unsigned char *)w->text.s;
	uint32_t h = 2166136261u;
	size_t i = w->at, n = w->text.n, from;
	unsigned char c = 0;

	while (i < n && (c = word_byte(s[i])) == 0)
		i++;
	w->number = c <= '9';
	for (from = i; c != 0; c = i < n ? word_byte(s[i]) : 0) {
		h = (h ^ c) * 16777619u;
		i++;
	}
	w->at = i;
	*hash = h;
	return i > from;
}

struct opening
opening_of(struct arena *a, str text)
{
	struct wordscan w = { .text = text };
	uint32_t hash[OPENING_WORDS], n = 0;
	bool number[OPENING_WORDS];
	uint32_t *hashes;
	bool *numbers;

	while (n < OPENING_WORDS && wordscan_next(&w, &hash[n]))
		number[n++] = w.number;
	hashes = arena_array(a, n, sizeof(*hashes));
	numbers = arena_array(a, n, sizeof(*numbers));
	if (n > 0) {
		memcpy(hashes, hash, n * sizeof(*hashes));
		memcpy(numbers, number, n * sizeof(*numbers));
	}
	return (struct opening){ hashes, numbers, n };
}
