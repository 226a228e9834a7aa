/* Names out of bylines. */
#include "metas.h"
#include "utf8.h"

enum { PARTS = 20, LONGEST_NAME = 100 };

/* words in front of a name; the longest first where one starts another */
static const str leads[] = {
	STR("written by"), STR("posted by"), STR("published by"),
	STR("reported by"), STR("reviewed by"), STR("contributed by"),
	STR("story by"), STR("article by"), STR("words by"), STR("text by"),
	STR("authored by"), STR("created by"), STR("submitted by"),
	STR("about the author"), STR("author"), STR("authors"), STR("by"),
	STR("contributors"), STR("contributor"), STR("post by"),
	STR("this post was written by"), STR("this article was written by"),
	STR("view all posts by"), STR("posts by"), STR("articles by"),
	STR("view all articles by"), STR("more by"), STR("edited by"),
	STR("geschrieben von"), STR("ein beitrag von"), STR("von"),
	STR("autor"), STR("autorin"), STR("escrito por"),
	STR("publicado por"), STR("por"), STR("redacci\xc3\xb3n"),
	STR("\xc3\xa9" "crit par"), STR("publi\xc3\xa9 par"), STR("par"),
	STR("scritto da"), STR("di"), STR("door"), STR("av"), STR("af"),
	STR("przez"), STR("\xd0\xb0\xd0\xb2\xd1\x82\xd0\xbe\xd1\x80"),
	STR("\xe4\xbd\x9c\xe8\x80\x85"), STR("\xe6\x96\x87")
};

/* words in front of a name where nothing but a name is expected */
static const str labels[] = {
	STR("more about"), STR("more from"), STR("follow"),
	STR("picture of"), STR("photo of"), STR("image of"),
	STR("headshot of"), STR("a headshot of"), STR("profile picture of"),
	STR("insights from"), STR("avatar of"), STR("avatar for"),
	STR("profile of"), STR("portrait of"), STR("about"), STR("from")
};

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
	STR("editorial")
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

/* who had a hand in it, named behind the author */
static const str helpers[] = {
	STR("updated by"), STR("edited by"), STR("reviewed by"),
	STR("fact checked by"), STR("fact-checked by"), STR("photos by"),
	STR("medically reviewed by")
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

static bool
among(str v, const str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(v, list[i]))
			return true;
	return false;
}

static bool
has_office(str v)
{
	for (str word; (word = str_token(&v)).n > 0; ) {
		while (word.n > 0 && str_chr(S(".,()"), word.s[word.n - 1]) < 4)
			word.n--;
		if (among(word, offices, COUNT(offices)))
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
		if (i >= 2 && among(word, offices, COUNT(offices)))
			return str_slice(v, 0, (size_t)(word.s - v.s));
	return v;
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
		for (size_t i = 0; i < COUNT(marks); i++) {
			if (str_starts(v, marks[i]))
				v = str_slice(v, marks[i].n, v.n);
			if (str_ends(v, marks[i]))
				v.n -= marks[i].n;
		}
	} while (v.n != n);
	return v;
}

/* bytes of the longest of the list that the text starts with, or 0 */
static size_t
starts_with(str v, const str *list, size_t n)
{
	size_t best = 0;

	for (size_t i = 0; i < n; i++)
		if (list[i].n > best && str_istarts(v, list[i]) &&
		    v.n > list[i].n &&
		    str_chr(S(" :\t\n|-"), v.s[list[i].n]) < 6)
			best = list[i].n;
	return best;
}

/* "ByJane Roe" is a lead, too: an element ended between the two */
static size_t
lead_length(str v)
{
	if (v.n > 4 && (str_starts(v, S("By")) || str_starts(v, S("by"))) &&
	    v.s[2] >= 'A' && v.s[2] <= 'Z')
		return 2;
	return starts_with(v, leads, COUNT(leads));
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
		STR(" View "), STR(" Read "), STR(" Share")
	};

	for (size_t i = 0; i < COUNT(words); i++)
		v.n = str_find(v, words[i]);
	return v;
}

static bool
is_number(str word)
{
	size_t digits = 0;

	for (size_t i = 0; i < word.n; i++) {
		if (word.s[i] >= '0' && word.s[i] <= '9')
			digits++;
		else if (str_chr(S(".,:;/-+%"), word.s[i]) == 8)
			return false;
	}
	return digits > 0;
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
	return among(v, known, COUNT(known)) || (v.n <= 16 && small <= 1 &&
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

/* a house is named only where nobody else is */
static bool
same_as_site(const struct judge *j, str name)
{
	for (size_t i = 0; i < j->meta->n; i++)
		if (j->meta->all[i].field == META_SITE &&
		    str_ieq(j->meta->all[i].value, name))
			return true;
	return false;
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

static void
add_name(struct judge *j, const char *source, unsigned rank, str name,
    unsigned *added)
{
	struct tally t;

	if (*added > 0 && starts_with(str_trim(name), helpers,
	    COUNT(helpers)) > 0)
		return;
	if (rank >= SRC_MARKED)
		name = before_place(name);
	name = before_office(name);
	name = trim_marks(name);
	name = trim_marks(str_slice(name, lead_length(name), name.n));
	name = once(trim_marks(str_slice(name, starts_with(name, labels,
	    COUNT(labels)), name.n)));
	utf8_tally(name, &t);
	if (name.n == 0 || name.n > LONGEST_NAME || address(name) ||
	    t.letters < 2 || among(name, nobody, COUNT(nobody)) ||
	    looks_like_prose(name, &t))
		return;
	/* what stands by a name may tell the office */
	if ((*added > 0 || rank >= SRC_MARKED || t.words == 1) &&
	    has_office(name))
		return;
	if ((*added > 0 && t.upper == 0) || extends(j, source, name))
		return;
	if (same_as_site(j, name) && rank < SRC_MARKED + 3)
		rank = SRC_MARKED + 3;
	meta_add(j, META_AUTHOR, source, rank, name);
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
author_add(struct judge *j, const char *source, unsigned rank, str v)
{
	unsigned added = 0;
	size_t next;

	if (j->meta->n >= CANDIDATES)
		return;
	v = trim_marks(meta_clean(j->doc->arena, meta_decode(j->doc->arena,
	    str_slice(v, 0, 2000))));
	v = trim_marks(str_slice(v, lead_length(v), v.n));
	if (v.n > 400)
		return;
	v = before_number(str_slice(v, 0, date_offset(j->doc->arena, v)));
	v = in_order(j->doc->arena, source, v);
	for (unsigned i = 0; i < PARTS && v.n > 0; i++) {
		size_t n = split(v, &next);

		add_name(j, source, rank, str_slice(v, 0, n), &added);
		v = str_slice(v, next, v.n);
	}
}

bool
author_line(str text, str *names)
{
	size_t n;

	text = trim_marks(text);
	n = lead_length(text);
	*names = trim_marks(str_slice(text, n, text.n));
	return n > 0 && names->n > 0 && names->n <= LONGEST_NAME;
}

bool
author_name(str text)
{
	unsigned words = 0;
	str word;

	text = trim_marks(before_place(text));
	if (text.n > 40 || has_office(text))
		return false;
	while ((word = str_token(&text)).n > 0) {
		size_t i = 0;
		enum cclass k = utf8_class(utf8_next(word, &i));

		if (k != CC_UPPER || (word.n > 3 &&
		    word.s[1] >= 'A' && word.s[1] <= 'Z'))
			return false;
		words++;
	}
	return words >= 2 && words <= 4;
}
