/* Rules: what a rule file says, read, checked and ready to be matched. */
#ifndef RULE_H
#define RULE_H

#include "doc.h"
#include "str.h"

struct arena;
struct diag;
struct limits;

enum action {
	ACTION_DROP,
	ACTION_CUT,
	ACTION_DROP_AFTER,
	ACTION_DROP_BEFORE,	/* up to here they remove */
	ACTION_MARK,
	ACTION_ALLOW,
	ACTION_KEEP,
	ACTION_MAX
};
extern const char *const action_names[ACTION_MAX];

/* both ends belong to it; to is UINT32_MAX where there is no end */
struct range {
	uint32_t from, to;
};

/* one regular expression; alternatives of a rule differ by language */
struct alt {
	str source;		/* folded, pattern.h */
	str raw;		/* as written, with the breaks of continued
				   lines: a view of the rule file */
	str langs;		/* "en", "da,no" */
	unsigned flags;		/* PATTERN_ICASE… */
	uint32_t rule;		/* index of its rule */
	uint32_t index;		/* among all of the rules */
};

enum { RULE_TAIL = 20 };	/* words that tail= may cut */

/* a name in a condition, resolved by rules_ready */
enum ref_kind { REF_KIND, REF_PROSE, REF_CATEGORY, REF_RULE };

struct ref {
	enum ref_kind kind;
	uint32_t value;		/* a kind, or index of a category or a name
				   that class= asks for */
	str name;		/* as written; the id of a rule */
};

enum cond_what {
	COND_WORDS, COND_CHARS, COND_KIND, COND_LINK, COND_HREF, COND_CAPS,
	COND_WHERE, COND_REST, COND_PREV, COND_NEXT, COND_LIKE, COND_WITH,
	COND_CLASS, COND_HOST, COND_LANG, COND_TAKE, COND_TAIL, COND_OF,
	COND_WORDING, COND_AGAIN,
	COND_MAX
};

struct cond {
	enum cond_what what;
	bool negated;
	struct range range;	/* words, chars, take, again; rest, wording: per
				   cent */
	unsigned mask;		/* kind: bits; link, where, like: bits of the
				   words' places in their lists */
	struct ref *refs;	/* prev, next, with, of; class, host, lang use
				   the name alone */
	uint32_t nrefs;
	const struct alt *regex;	/* href */
	str text;		/* as written, to point at */
};

enum sample_what { SAMPLE_HIT, SAMPLE_KEEP, SAMPLE_TODO_HIT, SAMPLE_TODO_KEEP };
enum sample_link { SAMPLE_LINK_NONE, SAMPLE_LINK_SOME, SAMPLE_LINK_WHOLE };

/* a block that a sample is made of */
struct sample_block {
	str text, lang, href, classes, host;
	enum kind kind;		/* KIND_MAX: not said */
	enum sample_link link;
};

struct sample {
	enum sample_what what;
	struct sample_block block;
	struct sample_block *before, *after;
	uint32_t nbefore, nafter;
	bool has_gives;
	str gives;		/* what a cut leaves */
	unsigned line;
};

struct rule {
	struct why why;
	enum action action;
	enum kind kind;		/* of ACTION_MARK */
	uint32_t category;	/* index */
	bool context;		/* has conditions on more than its block */
	bool worded;		/* goes by wording= alone, without a regex */
	unsigned kinds;		/* bits: the kinds of block that it sees */
	struct range words;	/* of the block, with the default bound */
	struct range chars;	/* of the block; of what a cut removes */
	struct range take;	/* to is 0 when it takes no others */
	struct range tail;	/* words of the end of a longer block that it
				   cuts; to is 0 when it cuts none */
	struct alt **alts;	/* NULL in a rule from the image */
	uint32_t nalts;
	struct cond *conds;	/* all but kind=, words=, chars=, take=,
				   tail= */
	uint32_t nconds;
	struct sample *samples;
	uint32_t nsamples;
	str head;		/* its line, to point at */
	str spec;		/* conditions as written */
};

struct category {
	str name, description;
	bool by_default;	/* on unless switched off */
	bool on;
};

struct element_rule {
	enum element_action {
		ELEMENT_DROP, ELEMENT_ARTICLE, ELEMENT_TITLE, ELEMENT_AUTHOR,
		ELEMENT_DATE
	} action;
	const char *xpath;
	str host;		/* a suffix, or empty: everywhere */
	const struct why *why;
	str source;		/* the XPath as written, to point at */
};

struct rule_source {
	str file, text;
	enum rank rank;
};

/* what was loaded; to read, not to write */
struct rules {
	struct arena *arena;
	const struct limits *limits;
	const struct rules_image *image;	/* of the first ones, or NULL */
	struct rule **all;	/* NULL: in the image, not needed yet */
	size_t n, cap;
	struct alt **alts;	/* of all rules, and those of href=; NULL: as
				   above */
	size_t nalts, altcap;
	bool *off;		/* by rule: switched off; of rules_ready */
	struct id_slot **ids;	/* hash of the ids that were loaded */
	struct category *categories;
	size_t ncategories, categorycap;
	struct element_rule *elements;
	size_t nelements, elementcap;
	struct rule_source *sources;
	size_t nsources, sourcecap;
	struct rule_choice *choices;	/* -k and -d, in order */
	size_t nchoices, choicecap;
	str *names;		/* that class= asks for */
	size_t nnames, namecap;
	bool samples;		/* keep samples (--check) */
	unsigned errors;
};

/*
 * The rules live in the arena, which lives as long as the process; so must
 * the texts that are loaded. limits may be NULL: the defaults.
 */
struct rules *rules_new(struct arena *, const struct limits *);
/* reads samples, too: needed before the loading of what --check checks */
void rules_want_samples(struct rules *);
/*
 * Reads one file's text. False when something is wrong: each error was
 * reported with its place, up to ten in all. Valid UTF-8 is not required.
 */
bool rules_load(struct rules *, str file, str text, enum rank, struct diag *);
/* -k (keep: switch off) and -d (on): a comma list of categories or ids */
bool rules_select(struct rules *, str names, bool keep, struct diag *);
/*
 * Once, after loading: names are resolved, -k and -d take effect, patterns
 * that did not come with the program are compiled to see that they are good.
 */
bool rules_ready(struct rules *, struct diag *);

const struct element_rule *rules_elements(const struct rules *, size_t *n);
bool rules_category_on(const struct rules *, str category);
/* samples and lint of what was loaded with samples; *failed counts errors */
bool rules_check(struct rules *, struct diag *, bool verbose,
    unsigned *failed);
/* a table of all rules, or of those that have lines in a language */
bool rules_list(struct rules *, str lang, struct buf *);
/* --rule-stats: hits by rule (matcher_hits), the most frequent first */
void rules_stats(struct rules *, const unsigned long *hits, struct buf *);
/* of everything loaded, in order */
unsigned long long rules_hash(const struct rules *);

/* --- for rule_*.c and match*.c --- */

/* reports at a place in a loaded text; counts; false */
bool rules_error(struct rules *, struct diag *, str at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
bool rules_verror(struct rules *, struct diag *, str at, const char *fmt,
    va_list) __attribute__((format(printf, 4, 0)));
/* the same of what is worth a look, but no error */
void rules_note(struct rules *, struct diag *, str at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));
/* no more errors are reported */
bool rules_full(const struct rules *);
/* index of a category, made when it is new */
uint32_t rules_category(struct rules *, str name);
const struct category *rules_category_find(const struct rules *, str name);
/* index of a rule of that id, or UINT32_MAX */
uint32_t rules_find(const struct rules *, str id);
struct rule *rules_make(struct rules *, uint32_t index);
/* the rule, made from the image when it is met first */
static inline struct rule *
rules_at(struct rules *r, uint32_t index)
{
	return r->all[index] != NULL ? r->all[index] : rules_make(r, index);
}

struct alt *rules_alt(struct rules *, uint32_t index);
/* remembers a rule by id and rank: NULL, or who has both already */
const struct why *rules_add_id(struct rules *, const struct why *);

#endif
