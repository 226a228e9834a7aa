/* Names out of bylines. */
#include "metas.h"
#include "utf8.h"

enum { PARTS = 20, LONGEST_NAME = 100 };

/* what stands where a name should, but is none */
static const str nobody[] = {
	STR("admin"), STR("administrator"), STR("author"), STR("anonymous"),
	STR("unknown"), STR("none"), STR("null"), STR("undefined"),
	STR("root"), STR("webmaster"), STR("user"), STR("guest"),
	STR("editor"), STR("staff"), STR("website"), STR("na"), STR("n/a"),
	STR("default"), STR("super user"), STR("superuser"), STR("posted"),
	STR("published"), STR("updated"), STR("share"), STR("follow"),
	STR("bluesky"), STR("twitter"), STR("facebook"), STR("linkedin"),
	STR("instagram"), STR("mastodon"), STR("email"), STR("contributors"),
	STR("columnists"), STR("about"), STR("comments"), STR("avatar"),
	STR("team"), STR("authors"), STR("by"), STR("written by"),
	STR("last updated on"), STR("posted by"), STR("guest columnists"),
	STR("disclosure"), STR("advertiser disclosure"), STR("read more"),
	STR("us"), STR("me"), STR("contact us"), STR("link copied!"),
	STR("meet the team"), STR("view profile"), STR("profile"), STR("bio"),
	STR("article by"), STR("view more posts"), STR("mon"), STR("tue"),
	STR("wed"), STR("thu"), STR("fri"), STR("sat"), STR("sun"),
	STR("monday"), STR("tuesday"), STR("wednesday"), STR("thursday"),
	STR("friday"), STR("saturday"), STR("sunday"), STR("jan"),
	STR("feb"), STR("mar"), STR("apr"), STR("may"), STR("jun"),
	STR("jul"), STR("aug"), STR("sep"), STR("oct"), STR("nov"),
	STR("dec"), STR("see all"), STR("all posts"), STR("content"),
	STR("editorial"), STR("last modified"), STR("last updated"),
	STR("share article"), STR("share this article"), STR("updated on"),
	STR("published on"), STR("table of contents"), STR("copy link"),
	STR("print"), STR("save"), STR("min read"), STR("reading time"),
	STR("orcid image"), STR("full bio"), STR("view bio"), STR("read bio"),
	STR("insights from"), STR("no comments"), STR("share post"),
	STR("leave a comment"), STR("written by:"), STR("abstract")
};

/* words of an office rather than of a name */
static const str offices[] = {
	STR("editor"), STR("writer"), STR("reporter"), STR("correspondent"),
	STR("contributor"), STR("columnist"), STR("journalist"),
	STR("producer"), STR("manager"), STR("director"), STR("specialist"),
	STR("freelance"), STR("founder"), STR("co-founder"), STR("ceo"),
	STR("author"), STR("redakteur"), STR("redakteurin"),
	STR("photographer"), STR("strategist"), STR("analyst"),
	STR("consultant"), STR("intern"), STR("redactor"), STR("blogger"),
	STR("marketer"), STR("engineer"), STR("professor"), STR("cto"),
	STR("president"), STR("chief"), STR("head"), STR("attorney"),
	STR("coordinator"), STR("assistant"), STR("associate"),
	STR("senior"), STR("expert"), STR("advisor"), STR("adviser"),
	STR("executive"), STR("creator"), STR("gardener"),
	STR("lecturer"), STR("researcher"), STR("trainer"), STR("dietitian")
};

/* last words of houses */
static const str houses[] = {
	STR("ltd"), STR("ltd."), STR("inc"), STR("inc."), STR("llc"),
	STR("gmbh"), STR("team"), STR("staff"), STR("editors"),
	STR("official"), STR("editorial"), STR("magazine"), STR("news"),
	STR("university"), STR("redaktion"), STR("newsroom"), STR("desk"),
	STR("admin"), STR("blog"), STR("group"), STR("agency"),
	STR("contributor"), STR("contributors")
};

static bool
has_office(str v)
{
	for (str word; (word = str_token(&v)).n > 0; ) {
		while (word.n > 0 && str_chr(S(".,()"), word.s[word.n - 1]) < 4)
			word.n--;
		if (IS_ONE(word, offices))
			return true;
	}
	return false;
}

/* "Jane Roe Senior Editor" to "Jane Roe" */
static str
before_office(str v)
{
	str rest = v, word;

	for (unsigned i = 0; (word = str_token(&rest)).n > 0; i++)
		if (i >= 2 && IS_ONE(word, offices))
			return str_slice(v, 0, (size_t)(word.s - v.s));
	return v;
}

/* a letter or a digit: no mark starts or ends so */
static bool
is_plain(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9');
}

static str
trim_marks(str v)
{
	static const str marks[] = {
		STR(":"), STR(","), STR(";"), STR("|"), STR("-"), STR("/"),
		STR("\xe2\x80\x93"), STR("\xe2\x80\x94"), STR("\xe2\x80\xa2"),
		STR("\xc2\xb7"), STR("*"), STR("@"), STR("("), STR("&"),
		STR("\xef\xbc\x9a")
	};
	size_t n;

	do {
		n = v.n;
		v = str_trim(v);
		if (v.n == 0 || (is_plain(v.s[0]) && is_plain(v.s[v.n - 1])))
			break;
		for (size_t i = 0; i < COUNT(marks); i++) {
			if (str_starts(v, marks[i]))
				v = str_slice(v, marks[i].n, v.n);
			if (str_ends(v, marks[i]))
				v.n -= marks[i].n;
		}
	} while (v.n != n);
	return v;
}

/* "Jane RoeJane Roe", "Jane Roe Jane Roe": a picture's text before the name */
static str
once(str v)
{
	size_t half = v.n / 2;
	str a = str_slice(v, 0, half), b = str_slice(v, half + v.n % 2, v.n);

	return v.n >= 8 && str_eq(str_trim(a), str_trim(b)) ? str_trim(a) : v;
}

/* words that end a name: what follows tells where and when */
static str
before_place(str v)
{
	static const str words[] = {
		STR(" in "), STR(" for "), STR(" at "), STR(" on "),
		STR(" from "), STR(" is "), STR(" | "), STR(" \xc2\xb7 "),
		STR(" \xe2\x80\xa2 "), STR(" \xe2\x80\x94 "),
		STR(" \xe2\x8b\x85 "), STR(" Published"), STR(" Updated"),
		STR(" Posted"), STR(" Last "), STR(" Reviewed"),
		STR(" View "), STR(" Read "), STR(" Share"), STR(" - "),
		STR(" \xe2\x80\x93 "), STR(" \xe2\x97\x8f")
	};

	for (size_t i = 0; i < COUNT(words); i++)
		v.n = str_find(v, words[i]);
	return v;
}

/* "Jane RoeMay": the date behind it stood in an element of its own */
static str
before_month(struct arena *a, str v)
{
	for (size_t i = v.n; i > 4; i--) {
		if (v.s[i - 1] < 'A' || v.s[i - 1] > 'Z')
			continue;
		if (v.s[i - 2] >= 'a' && v.s[i - 2] <= 'z' && v.n - i >= 2 &&
		    month_of(a, str_slice(v, i - 1, v.n)) > 0)
			v.n = i - 1;
		break;
	}
	return v;
}

/* digits and marks: "2-3", "10:30" */
static bool
is_number(str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (is_plain(word.s[i]) &&
		    (word.s[i] < '0' || word.s[i] > '9'))
			return false;
	return word.n > 0 && word.s[0] >= '0' && word.s[0] <= '9';
}

/* the text up to its first number */
static str
before_number(str v)
{
	str rest = v, word;

	while ((word = str_token(&rest)).n > 0)
		if (is_number(word))
			return str_slice(v, 0, (size_t)(word.s - v.s));
	return v;
}

/* the text up to its date, or up to its first number */
static str
before_date(struct arena *a, str v)
{
	static const str words[] = {
		STR(" on"), STR(" at"), STR(" am"), STR(" le"), STR(" el"),
		STR(" il"), STR(" den")
	};
	str cut = before_number(str_slice(v, 0, date_offset(a, v)));

	if (cut.n == v.n)
		return v;
	cut = before_month(a, str_trim(cut));
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_ends(cut, words[i]))
			cut.n -= words[i].n;
	return cut;
}

static bool
credential(str v)
{
	static const str known[] = {
		STR("phd"), STR("ph.d"), STR("ph.d."), STR("jr"), STR("jr."),
		STR("sr"), STR("sr."), STR("esq"), STR("esq."), STR("psyd"),
		STR("pharmd"), STR("edd"), STR("lcsw"), STR("dnp"), STR("inc"),
		STR("inc."), STR("llc"), STR("ltd"), STR("ltd.")
	};
	str last = v, word, rest = v;
	unsigned small = 0;

	while ((word = str_token(&rest)).n > 0)
		last = word;
	for (size_t i = 0; i < last.n; i++)
		small += last.s[i] >= 'a' && last.s[i] <= 'z';
	return IS_ONE(v, known) || (v.n <= 16 && small <= 1 &&
	    (unsigned char)v.s[0] < 0x80);
}

static bool
address(str v)
{
	return str_chr(v, '@') < v.n || str_find(v, S("://")) < v.n ||
	    str_istarts(v, S("www.")) || str_ends(v, S(".com")) ||
	    str_chr(v, '{') < v.n || str_chr(v, '<') < v.n ||
	    str_find(v, S(": ")) < v.n;
}

/* 0 of a word's separator at v, else its bytes */
static size_t
joint(str v)
{
	static const str words[] = {
		STR(" and "), STR(" & "), STR(" und "), STR(" et "),
		STR(" och "),
		STR(" with "), STR(";"), STR(" | "), STR("\xe3\x80\x81"),
		STR(" \xd0\xb8 "), STR(" \xe2\x80\xa2 ")
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_istarts(v, words[i]))
			return words[i].n;
	return 0;
}

/* does a comma part two names here, or a name and what follows it? */
static bool
comma_parts(str before, str after)
{
	str next = str_trim(str_slice(after, 0, str_chr(after, ',')));

	return next.n > 0 && !credential(next) &&
	    str_chr(str_trim(before), ' ') < str_trim(before).n;
}

/* where the first name of the list ends; *next is where the rest starts */
static size_t
split(str v, size_t *next)
{
	for (size_t i = 1; i < v.n; i++) {
		size_t n = joint(str_slice(v, i, v.n));

		if (n == 0 && v.s[i] == ',' && comma_parts(str_slice(v, 0, i),
		    str_slice(v, i + 1, v.n)))
			n = 1;
		if (n > 0) {
			*next = i + n;
			return i;
		}
	}
	*next = v.n;
	return v.n;
}

static str
last_word(str v)
{
	str word, last = v;

	while ((word = str_token(&v)).n > 0)
		last = word;
	return last;
}

/* has that source named a person already? */
static bool
named_before(const struct judge *j, const char *source)
{
	for (size_t i = 0; i < j->meta->n; i++)
		if (j->meta->all[i].field == META_AUTHOR &&
		    j->meta->all[i].source == source &&
		    j->meta->all[i].rank < SRC_ACCOUNT)
			return true;
	return false;
}

/* is it the site's name? A person may keep one under theirs. */
static bool
names_site(const struct judge *j, str name)
{
	for (size_t i = 0; i < j->meta->n; i++)
		if (j->meta->all[i].field == META_SITE &&
		    str_ieq(j->meta->all[i].value, name))
			return true;
	return false;
}

/* a house is named only where nobody else is, or with its people */
static bool
is_house(const struct judge *j, const char *source, str name)
{
	str rest = name;

	if (IS_ONE(str_token(&rest), houses) ||
	    IS_ONE(last_word(name), houses))
		return !named_before(j, source);
	if (names_site(j, name))
		return !author_name(name);
	return host_named(j, name) && (str_istarts(name, S("the ")) ||
	    str_chr(name, ' ') == name.n);
}

/* the name of an account: "jroe", "jane.roe" */
static bool
is_account(str name, const struct tally *t)
{
	return t->upper == 0 && t->ideographs == 0 && t->words <= 3 &&
	    str_chr(name, ' ') == name.n && (unsigned char)name.s[0] < 0x80;
}

/* was the start of it named before? */
static bool
extends(const struct judge *j, const char *source, str name)
{
	for (size_t i = 0; i < j->meta->n; i++) {
		const struct candidate *c = &j->meta->all[i];

		if (c->field == META_AUTHOR && c->source == source &&
		    name.n > c->value.n && str_starts(name, c->value))
			return true;
	}
	return false;
}

/* names have few words, and in Latin script a capital somewhere */
static bool
looks_like_prose(str name, const struct tally *t)
{
	char last = name.s[name.n - 1];

	if (t->ideographs > 0)
		return t->ideographs > 12;
	return t->words > 7 || (t->words > 3 && t->upper < 2) ||
	    (t->words > 2 && (last == '.' || last == '?' || last == '!') &&
	    t->upper < 2) || t->digits > 4;
}

/* "Jane Roe", without what stands around the name */
static str
bare_name(str lang, unsigned rank, str name)
{
	if (rank >= SRC_PRINTED)
		name = before_place(name);
	name = trim_marks(before_office(name));
	name = trim_marks(str_slice(name, lead_length(name, lang), name.n));
	return once(trim_marks(str_slice(name, lead_label(name), name.n)));
}

/* what is printed is a name only when it looks like one, a further one most */
static bool
looks_badly(str name, const struct tally *t, unsigned rank, bool further)
{
	bool small = is_plain(name.s[0]) && (t->upper == 0 || further) &&
	    (name.s[0] < 'A' || name.s[0] > 'Z');

	if (rank < SRC_PRINTED)
		return further && small;
	return (small && (further || str_chr(name, ' ') < name.n)) ||
	    (further && t->words < 2 && t->ideographs == 0);
}

/* people stand over accounts and houses, full names over single words */
static unsigned
weighed(const struct judge *j, const char *source, unsigned rank, str name,
    const struct tally *t)
{
	unsigned least = is_house(j, source, name) ? SRC_HOUSE :
	    is_account(name, t) || (rank >= SRC_PRINTED && t->words == 1 &&
	    t->ideographs == 0) ? SRC_ACCOUNT :
	    names_site(j, name) ? SRC_PRINTED - 1 : 0;

	return rank > least ? rank : least;
}

static void
add_name(struct judge *j, const char *source, unsigned rank, str name,
    unsigned *added)
{
	struct tally t;

	if (*added > 0 && lead_helper(str_trim(name)))
		return;
	name = bare_name(j->lang, rank, name);
	utf8_tally(name, &t);
	if (name.n == 0 || name.n > LONGEST_NAME || address(name) ||
	    t.letters < (rank < SRC_PRINTED || t.ideographs ? 2 : 3) ||
	    IS_ONE(name, nobody) || looks_like_prose(name, &t))
		return;
	/* what stands by a name may tell the office */
	if ((*added > 0 || rank >= SRC_PRINTED || t.words == 1) &&
	    has_office(name))
		return;
	if (looks_badly(name, &t, rank, *added > 0) ||
	    extends(j, source, name))
		return;
	meta_add(j, META_AUTHOR, source, weighed(j, source, rank, name, &t),
	    name);
	++*added;
}

/* "Roe, Jane" of a library's record to "Jane Roe" */
static str
in_order(struct arena *a, const char *source, str v)
{
	str given, family = str_cut(v, ',', &given);
	struct buf b;

	if ((!str_starts(str_of(source), S("citation")) &&
	    !str_starts(str_of(source), S("dc"))) || given.n == 0 ||
	    str_chr(given, ',') < given.n || str_chr(family, ' ') < family.n ||
	    credential(str_trim(given)))
		return v;
	buf_init(&b, a);
	buf_put(&b, str_trim(given));
	buf_putc(&b, ' ');
	buf_put(&b, family);
	return buf_str(&b);
}

void
author_house(struct judge *j, const char *source, str name)
{
	meta_add(j, META_AUTHOR, source, SRC_HOUSE, name);
}

void
author_add(struct judge *j, const char *source, unsigned rank, str v)
{
	unsigned added = 0;
	size_t next;

	if (j->meta->n >= CANDIDATES)
		return;
	v = trim_marks(meta_clean(j->doc->arena, meta_decode(j->doc->arena,
	    str_slice(v, 0, 2000))));
	v = trim_marks(str_slice(v, lead_length(v, j->lang), v.n));
	if (v.n > 400)
		return;
	if (date_offset(j->doc->arena, v) == 0)
		v = trim_marks(date_without(j->doc->arena, v));
	v = before_date(j->doc->arena, v);
	v = in_order(j->doc->arena, source, v);
	for (unsigned i = 0; i < PARTS && v.n > 0; i++) {
		size_t n = split(v, &next);

		add_name(j, source, rank, str_slice(v, 0, n), &added);
		/* "By the end of this year, Jane Roe …" */
		if (rank >= SRC_PRINTED && added == 0)
			break;
		v = str_slice(v, next, v.n);
	}
}

bool
author_line(const struct judge *j, str text, str *names)
{
	size_t n;

	if (text.n > 0 && !is_plain(text.s[0]))
		text = trim_marks(text);
	if (!lead_may_start(j->starts, text))
		return false;
	text = trim_marks(text);
	n = lead_length(text, j->lang);
	if (n == 0)
		return false;
	*names = trim_marks(before_date(j->doc->arena,
	    str_slice(text, n, text.n)));
	return names->n > 0 && names->n <= LONGEST_NAME;
}

/* words inside of names that have no capital: "Ludwig van Beethoven" */
static bool
particle(str word)
{
	static const str known[] = {
		STR("van"), STR("von"), STR("der"), STR("den"), STR("de"),
		STR("da"), STR("di"), STR("del"), STR("la"), STR("le"),
		STR("bin"), STR("al"), STR("el"), STR("y"), STR("zu")
	};

	return IS_ONE(word, known);
}

static bool
has_capital(str word)
{
	size_t i = 0;

	return utf8_class(utf8_next(word, &i)) == CC_UPPER &&
	    (word.n <= 3 || word.s[1] < 'A' || word.s[1] > 'Z');
}

bool
author_name(str text)
{
	unsigned words = 0, small = 0;
	str word, rest;

	text = str_trim(text);
	if (text.n == 0 || (is_plain(text.s[0]) && text.s[0] > 'Z'))
		return false;
	text = rest = trim_marks(before_place(text));
	if (text.n > 40)
		return false;
	while ((word = str_token(&rest)).n > 0) {
		bool capital = has_capital(word);

		if (words == 5 || (!capital && (words == 0 || !particle(word))))
			return false;
		words++;
		small += !capital;
	}
	return words - small >= 2 && words - small <= 4 && !has_office(text);
}

bool
author_names(str text)
{
	unsigned n = 0;

	for (size_t next; text.n > 0; n++) {
		if (!author_name(str_slice(text, 0, split(text, &next))))
			return false;
		text = str_slice(text, next, text.n);
	}
	return n >= 2;
}
