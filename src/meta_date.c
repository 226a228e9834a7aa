/*
 * Dates as machines and people write them, to ISO 8601. A text becomes tokens
 * (numbers, words, marks); a date is a row of kinds of tokens. A zone is kept
 * when it stands there as an offset, never guessed.
 */
#include "arena.h"
#include "metas.h"
#include "utf8.h"

enum {
	TOKENS = 64, LOOK = 600,	/* tokens, bytes that are read */
	BUDDHA = 543			/* years that Thai dates are ahead */
};

enum token_kind { TOKEN_NUMBER, TOKEN_WORD, TOKEN_MARK };

struct token {
	enum token_kind kind;
	str text;
	size_t digits;		/* of a number */
	long value;		/* of a number; month 1..12 of a word, 0: none,
				   -1: nobody asked yet */
};

struct date {
	long year, month, day;
	bool timed;
	long hour, minute, second;
	str zone;		/* "Z", "+02:00", or empty */
};

static bool
word_class(enum cclass k)
{
	return k == CC_LETTER || k == CC_UPPER;
}

/* years, months and days in one character each, as East Asia writes them */
static bool
counter(uint32_t c)
{
	return c == 0x5e74 || c == 0x6708 || c == 0x65e5 || c == 0xb144 ||
	    c == 0xc6d4 || c == 0xc77c;
}

/* 0..9 in the digits of this and that script, or -1 */
static int
digit_of(uint32_t c)
{
	static const uint32_t zeros[] = {
		'0', 0x0660, 0x06f0, 0x0966, 0x09e6, 0xff10
	};

	for (size_t i = 0; i < COUNT(zeros); i++)
		if (c >= zeros[i] && c <= zeros[i] + 9)
			return (int)(c - zeros[i]);
	return -1;
}

static enum token_kind
kind_of_char(uint32_t c)
{
	enum cclass k;

	if (digit_of(c) >= 0)
		return TOKEN_NUMBER;
	k = utf8_class(c);
	return !counter(c) && (word_class(k) || k == CC_IDEOGRAPH) ?
	    TOKEN_WORD : TOKEN_MARK;
}

static bool
ascii_digit(str v, size_t i)
{
	return i < v.n && v.s[i] >= '0' && v.s[i] <= '9';
}

/* neither a digit nor the first byte of one in another script */
static bool
dull(char c)
{
	unsigned char b = (unsigned char)c;

	return (b < '0' || b > '9') && b < 0xd9;
}

/* a year, eight digits, or numbers with a mark between */
bool
date_likely(str v)
{
	size_t run = 0;

	for (size_t i = 0; i <= v.n; i++) {
		while (run == 0 && i < v.n && dull(v.s[i]))
			i++;
		if (ascii_digit(v, i)) {
			run++;
			continue;
		}
		if (run == 4 || run == 8 || run == 14 ||
		    (run > 0 && run < 3 && ascii_digit(v, i + 1) &&
		    str_chr(S("./-"), v.s[i]) < 3))
			return true;
		run = 0;
		/* digits of other scripts start so */
		if (i < v.n && (v.s[i] == '\xd9' || v.s[i] == '\xdb' ||
		    v.s[i] == '\xe0' || v.s[i] == '\xef'))
			return true;
	}
	return false;
}

static void
read_number(struct token *t)
{
	t->value = 0;
	for (size_t i = 0; i < t->text.n && t->digits < 15; t->digits++)
		t->value = t->value * 10 + digit_of(utf8_next(t->text, &i));
}

/* "Jane RoeMay 5": a word ends where an element ended */
static bool
glued(str text, size_t i)
{
	return text.s[i] >= 'A' && text.s[i] <= 'Z' &&
	    text.s[i - 1] >= 'a' && text.s[i - 1] <= 'z';
}

static size_t
tokenize(str text, struct token *t)
{
	size_t n = 0, i = 0;

	text = str_slice(text, 0, LOOK);
	if (!date_likely(text))
		return 0;
	while (i < text.n && n < TOKENS) {
		size_t from = i, next = i;
		uint32_t c = utf8_next(text, &next);
		enum token_kind kind = kind_of_char(c);

		if (utf8_class(c) == CC_SPACE || c == 0x200e || c == 0x200f) {
			i = next;
			continue;
		}
		do {
			i = next;
		} while (kind != TOKEN_MARK && i < text.n &&
		    kind_of_char(utf8_next(text, &next)) == kind &&
		    !glued(text, i));
		t[n] = (struct token){ .kind = kind, .value = -1,
		    .text = str_slice(text, from, i) };
		if (kind == TOKEN_NUMBER)
			read_number(&t[n]);
		n++;
	}
	return n;
}

static bool
plausible(const struct date *d)
{
	static const char days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31,
	    30, 31 };
	bool leap = d->year % 4 == 0 && (d->year % 100 != 0 ||
	    d->year % 400 == 0);

	return d->year >= 1990 && d->year <= 2100 && d->month >= 1 &&
	    d->month <= 12 && d->day >= 1 && d->day <= days[d->month - 1] &&
	    (d->month != 2 || d->day < 29 || leap);
}

/*
 * Y year of four digits, y of two, M month as a number, D day, N month by its
 * name, B year, month and day in eight digits, - a mark that parts numbers,
 * E day or month, v the Vietnamese word for month, o up to three of: a mark,
 * an ordinal ending, "de", "of"
 */
static const char *const shapes[] = {
	"Y-M-D", "NoDoY", "DoNoY", "YoNoD", "YoDoN", "B", "E-E-Y", "E-E-y",
	"Do-o-NoY", "DvMoY"
};

static bool
is_glue(const struct token *t)
{
	static const str words[] = {
		STR("st"), STR("nd"), STR("rd"), STR("th"), STR("de"),
		STR("of"), STR("del"), STR("er"), STR("di"), STR("a"),
		STR("ой"), STR("р"), STR("m"), STR("gada"), STR("năm"),
		STR("d"), STR("den")
	};

	if (t->kind == TOKEN_MARK)
		return (t->text.n == 1 && str_chr(S(".,-/'"),
		    t->text.s[0]) < 5) || str_eq(t->text, S("\xc2\xba")) ||
		    str_eq(t->text, S("\xe2\x80\x99"));
	for (size_t i = 0; i < COUNT(words); i++)
		if (t->kind == TOKEN_WORD && str_ieq(t->text, words[i]))
			return true;
	return false;
}

static bool
parts_numbers(const struct token *t)
{
	static const char marks[] = "-/.年月년월\xe2\x80\x90\xe2\x80\x91";

	return t->kind == TOKEN_MARK && str_find(S(marks), t->text) <
	    sizeof(marks) - 1;
}

static bool
number_of(const struct token *t, size_t least, size_t most)
{
	return t->kind == TOKEN_NUMBER && t->digits >= least &&
	    t->digits <= most;
}

static bool
month_word(str word)
{
	return str_eq(word, S("tháng")) || str_ieq(word, S("thg"));
}

static long
year_of(long value)
{
	return value > 2400 && value < 2700 ? value - BUDDHA : value;
}

/* reads one token as the shape's letter says; false: it is something else */
static bool
take(struct date *d, char letter, const struct token *t, long *number)
{
	long *to = letter == 'M' ? &d->month : letter == 'D' ? &d->day :
	    letter == 'E' ? number : &d->year;

	if (letter == 'N')
		return t->kind == TOKEN_WORD;
	if (letter == 'v')
		return t->kind == TOKEN_WORD && month_word(t->text);
	if (letter == 'B') {
		d->year = t->value / 10000;
		d->month = t->value / 100 % 100;
		d->day = t->value % 100;
		return number_of(t, 8, 8);
	}
	if (letter == '-')
		return parts_numbers(t);
	*to = letter == 'y' ? t->value + (t->value < 90 ? 2000 : 1900) :
	    letter == 'Y' ? year_of(t->value) : t->value;
	return letter == 'Y' ? number_of(t, 4, 4) : letter == 'y' ?
	    number_of(t, 2, 2) : number_of(t, 1, 2);
}

/* day and month in the order that the numbers, else the mark, allow */
static void
order(struct date *d, const long two[2], str mark, bool day_first)
{
	bool first = two[0] > 12 || (two[1] <= 12 &&
	    (day_first || str_eq(mark, S("."))));

	d->day = two[first ? 0 : 1];
	d->month = two[first ? 1 : 0];
}

/* Poles write the day without a full stop, and mean another month */
static bool
croatian_october(const struct token *t, size_t n)
{
	return n > 2 && t[1].kind == TOKEN_MARK && str_eq(t[1].text, S(".")) &&
	    str_eq(t[2].text, S("listopada"));
}

/* the month that the word names, or 0 */
static long
month_named(struct arena *a, struct token *t)
{
	if (t->value < 0)
		t->value = month_of(a, t->text);
	return t->value;
}

/*
 * Tokens of the date that starts at t, or 0. To ask for a month's name costs
 * most: that comes last.
 */
static size_t
match(struct arena *a, const char *shape, struct token *t, size_t n,
    bool day_first, struct date *d)
{
	long two[2] = { 0, 0 };
	size_t i = 0, k = 0;
	struct token *name = NULL;

	*d = (struct date){ 0 };
	for (; *shape != '\0'; shape++) {
		if (*shape == 'o') {
			for (size_t most = 3; most > 0 && i < n &&
			    is_glue(&t[i]); most--)
				i++;
			continue;
		}
		if (i >= n || !take(d, *shape, &t[i], &two[k]))
			return 0;
		if (*shape == 'E')
			k = 1;
		if (*shape == 'N')
			name = &t[i];
		i++;
	}
	if (name != NULL)
		d->month = month_named(a, name);
	/* "9.8/10" is no date */
	if (k > 0 && !str_eq(t[1].text, t[3].text))
		return 0;
	if (k > 0)
		order(d, two, t[1].text, day_first);
	if (croatian_october(t, i))
		d->month = 10;
	return plausible(d) ? i : 0;
}

static bool
is_mark(const struct token *t, const char *mark)
{
	return t->kind == TOKEN_MARK && str_eq(t->text, str_of(mark));
}

/* "Z", "+02:00", "-0500", "GMT" behind a time */
static str
zone(struct arena *a, const struct token *t, size_t n)
{
	struct buf b;

	if (n >= 1 && t->kind == TOKEN_WORD && (str_ieq(t->text, S("z")) ||
	    str_ieq(t->text, S("gmt")) || str_ieq(t->text, S("utc"))))
		return n >= 2 && (is_mark(&t[1], "+") || is_mark(&t[1], "-")) ?
		    zone(a, t + 1, n - 1) : S("Z");
	if (n < 2 || !(is_mark(t, "+") || is_mark(t, "-")) ||
	    t[1].kind != TOKEN_NUMBER)
		return (str){ "", 0 };
	buf_init(&b, a);
	buf_put(&b, t->text);
	if (t[1].text.n == 4 && t[1].value <= 1459)
		buf_printf(&b, "%02ld:%02ld", t[1].value / 100,
		    t[1].value % 100);
	else if (t[1].text.n == 2 && n >= 4 && is_mark(&t[2], ":") &&
	    number_of(&t[3], 2, 2) && t[1].value <= 14)
		buf_printf(&b, "%02ld:%02ld", t[1].value, t[3].value);
	else
		return (str){ "", 0 };
	return buf_str(&b);
}

/* "10:30", "10:30:00.000", "10:30 pm" behind the date */
static void
read_time(struct arena *a, const struct token *t, size_t n, struct date *d)
{
	size_t i = 0;

	while (i < n && i < 2 && t[i].kind != TOKEN_NUMBER)
		i++;
	if (i + 2 >= n || !number_of(&t[i], 1, 2) || !is_mark(&t[i + 1], ":") ||
	    !number_of(&t[i + 2], 2, 2))
		return;
	d->hour = t[i].value;
	d->minute = t[i + 2].value;
	i += 3;
	if (i + 1 < n && is_mark(&t[i], ":") && number_of(&t[i + 1], 2, 2)) {
		d->second = t[i + 1].value;
		i += 2;
	}
	if (i + 1 < n && is_mark(&t[i], ".") && t[i + 1].kind == TOKEN_NUMBER)
		i += 2;
	if (i < n && d->hour <= 12 && (str_ieq(t[i].text, S("pm")) ||
	    str_ieq(t[i].text, S("am")))) {
		d->hour = d->hour % 12 + (str_ieq(t[i].text, S("pm")) ? 12 : 0);
		i++;
	}
	d->timed = d->hour < 24 && d->minute < 60 && d->second < 60;
	if (i < n)
		d->zone = zone(a, t + i, n - i);
}

static str
iso(struct arena *a, const struct date *d)
{
	struct buf b;

	buf_init(&b, a);
	buf_printf(&b, "%04ld-%02ld-%02ld", d->year, d->month, d->day);
	if (d->timed) {
		buf_printf(&b, "T%02ld:%02ld:%02ld", d->hour, d->minute,
		    d->second);
		buf_put(&b, d->zone);
	}
	return buf_str(&b);
}

/* the first date among the tokens, and the first token of it */
static size_t
find(struct arena *a, struct token *t, size_t n, bool day_first, size_t *at,
    struct date *d)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; t[i].kind != TOKEN_MARK &&
		    k < COUNT(shapes); k++) {
			size_t used = match(a, shapes[k], t + i, n - i,
			    day_first, d);

			*at = i;
			if (used > 0)
				return used;
		}
	return 0;
}

str
date_parse(struct arena *a, str text)
{
	struct token t[TOKENS];
	size_t n = tokenize(text, t), at, used;
	struct date d;

	/* a date in a sentence is no statement for machines */
	if (text.n > 80)
		return (str){ "", 0 };
	used = find(a, t, n, false, &at, &d);
	if (used == 0)
		return (str){ "", 0 };
	read_time(a, t + at + used, n - at - used, &d);
	return iso(a, &d);
}

bool
date_next(struct arena *a, str text, bool day_first, struct dated *out)
{
	struct token t[TOKENS];
	size_t n = tokenize(text, t), at, used;
	const struct token *last;
	struct date d;

	used = find(a, t, n, day_first, &at, &d);
	if (used == 0)
		return false;
	last = &t[at + used - 1];
	out->date = iso(a, &d);
	out->from = (size_t)(t[at].text.s - text.s);
	out->to = (size_t)(last->text.s - text.s) + last->text.n;
	return true;
}

str
date_find(struct arena *a, str text, bool day_first)
{
	struct dated d;

	return date_next(a, text, day_first, &d) ? d.date : (str){ "", 0 };
}

size_t
date_offset(struct arena *a, str text)
{
	struct dated d;

	return date_next(a, text, false, &d) ? d.from : text.n;
}

str
date_without(struct arena *a, str text)
{
	struct dated d;
	struct buf b;

	if (!date_next(a, text, false, &d))
		return text;
	buf_init(&b, a);
	buf_put(&b, str_slice(text, 0, d.from));
	buf_puts(&b, " | ");
	buf_put(&b, str_slice(text, d.to, text.n));
	return buf_str(&b);
}

/* the digits at i, at most four, as a number; *n counts them */
static long
digits_at(str v, size_t i, size_t *n)
{
	long value = 0;

	for (*n = 0; *n < 4 && ascii_digit(v, i + *n); (*n)++)
		value = value * 10 + v.s[i + *n] - '0';
	return value;
}

/* of "25/12/2024" at i: 1, of "12/25/2024": -1, else 0 */
static int
order_at(str v, size_t i)
{
	size_t a, b, year, mark;
	long one = digits_at(v, i, &a), two;

	if (a == 0 || a > 2 || str_chr(S("./-"), v.s[i + a]) == 3)
		return 0;
	mark = i + a;
	two = digits_at(v, mark + 1, &b);
	digits_at(v, mark + b + 2, &year);
	if (b == 0 || b > 2 || year != 4 || v.s[mark] != v.s[mark + b + 1] ||
	    (one > 12) == (two > 12))
		return 0;
	return one > 12 ? 1 : -1;
}

int
date_order(str text)
{
	int order = 0;

	for (size_t i = 0; i + 8 <= text.n && order == 0; i++)
		if (ascii_digit(text, i)) {
			order = order_at(text, i);
			while (ascii_digit(text, i + 1))
				i++;
		}
	return order;
}
