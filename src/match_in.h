/* What match.c, match_context.c and cond.c share. */
#ifndef MATCH_IN_H
#define MATCH_IN_H

#include "match.h"
#include "match_regex.h"
#include "norm.h"
#include "screen.h"
#include "trial.h"

#define NO_BLOCK UINT32_MAX

/* a rule holds for a block */
struct hit {
	uint32_t block, rule;
	uint32_t from, to;	/* of a cut: bytes of the block's text */
	uint32_t last;		/* of take=: the last block that goes, too */
};

struct hits {
	struct hit *v;
	size_t n, cap;
};

/* where on the page a rule without context held, and no veto stood */
struct extent {
	uint32_t rule, first, last;	/* blocks */
};

/* facts of the page for conditions with context; arrays by block */
struct page {
	uint32_t *prev, *next;	/* visible neighbours, or NO_BLOCK */
	uint32_t *before;	/* words of the page that stand before it */
	uint32_t words;		/* of the page: what was not dropped so far */
	uint32_t first, last;	/* blocks of prose, or NO_BLOCK */
	bool *gone;		/* hidden, or dropped by a stage alone */
	struct extent *extents;	/* a rule once, as pages may have many hits */
	size_t nextents;
	struct starts *starts;	/* made for again=, or NULL */
};

/* how many short blocks of the page start with a word; hash, a power of two */
struct starts {
	size_t n;
	struct start {
		str word;	/* none: free */
		uint32_t count;
	} *v;
};

/* what is known of a text on the page at hand */
struct seen {
	str text;
	struct norm *norm;		/* NULL: not made yet */
	bool looked;			/* what follows is known */
	uint32_t n, *found;		/* pieces that it may match */
	uint32_t last;			/* index of the one asked for last */
	uint8_t *answers;		/* by these: a trial_answer + 1, or 0 */
};

/* what a program said of the text that was looked at then */
struct tried {
	uint32_t look, start, pick, lead;
	enum trial_answer answer;
};

/* rules without a pattern */
struct bare {
	uint32_t *v;
	size_t n;
};

enum { TRIED_BITS = 8, IDLE = 256 };

struct matcher {
	struct arena *arena;
	struct rules *rules;
	struct regexes *regexes;
	bool jit;
	uint32_t only;		/* a rule, or UINT32_MAX */
	uint32_t only_block;	/* its sample */
	unsigned long *counts;	/* hits by rule */
	struct effort *effort;	/* by rule */
	const struct screen *image;	/* of the rules of the image, or NULL */
	struct screen own;		/* of the others */
	uint32_t npieces;		/* of both, those of the image first */
	struct trials own_trials;
	struct tried *tried;		/* the latest of these; hash */
	struct trial_text letters;	/* of the block at hand, when asked */
	bool has_letters;
	struct candidates links;	/* of its targets, when asked */
	bool has_links;
	uint32_t *cut_by;		/* by alternative: the look in which
					   it last cut */
	struct bare bare, bare_late;	/* the latter with context */
	struct candidates found;	/* of the block at hand */
	uint32_t look;			/* a number of its own */
	char *key;		/* of the block at hand */
	size_t keycap;

	/* of the page at hand, in the page's arena */
	struct doc *doc;
	struct diag *diag;
	struct hits hits;	/* context-free, by block */
	uint32_t *first_hit;	/* by block: its first of them; n+1 long */
	struct hits late;	/* with context, by block */
	struct page *page;	/* NULL before match_context */
	uint64_t *classes;	/* by box: bits of the names it stands under */
	size_t nnames;		/* of rules when that was made */
	unsigned long long_blocks;	/* not searched */
	struct seen **seen;	/* hash of short texts, or NULL */
	size_t nseen;
	struct hits waiting;	/* pieces (rule) with context, by block */
	str *idle;		/* targets that no rule can match; hash */
};

/* a block as a rule sees it */
struct subject {
	struct matcher *m;
	uint32_t block;
	str text;		/* folded */
	struct norm *norm;
	struct seen *seen;	/* or NULL: nothing is kept of it */
	const struct span *spans;
	uint32_t nspans;
	uint32_t words, chars, link_chars;
	enum kind kind;
};

/* --- match_context.c --- */

/* a block of prose, as where= and prev=prose have it */
bool match_prose(const struct doc *, uint32_t block);

/* --- match.c --- */

static inline bool
within(const struct range *r, uint32_t n)
{
	return n >= r->from && n <= r->to;
}

/* makes m->key large enough for the key of a text */
void match_key_room(struct matcher *, size_t text);
/* the block less its cuts; false: rules don't see it */
bool subject_make(struct matcher *, uint32_t block, struct subject *);
/* what was tried and found of the block before is forgotten */
void subject_next(struct matcher *);
/* looks for the pieces that may match: m->found, each once */
void subject_look(const struct subject *);
/* does the piece match, as far as is cheap to tell? */
enum trial_answer subject_trial(const struct subject *, uint32_t piece);
/* does it? */
bool subject_matches(const struct subject *, uint32_t piece);
const struct piece *match_piece(const struct matcher *, uint32_t);
/* may the rule, and in this phase, say anything of the block? */
bool subject_wanted(const struct subject *, uint32_t rule, bool context);
/* do its conditions hold, but for like= and wording=, which cost most? */
bool subject_holds(const struct subject *, const struct rule *);
/* and those? */
bool subject_holds_costly(const struct subject *, const struct rule *);
/* characters of the text that are in links */
uint32_t subject_links(str text, const struct span *, uint32_t n);

/* --- match_tail.c --- */

/* adds the cut of its last sentences that a rule with tail= makes */
void match_tail(const struct subject *);
/* the same for a rule without a regex that waits for the finder */
void match_tail_late(const struct subject *, uint32_t rule, struct hits *);

/* --- match_seen.c --- */

/* a new page, m->doc */
void seen_page(struct matcher *);
/* what is kept of the text; NULL: nothing is */
struct seen *seen_text(struct matcher *, str text);
/* keeps what was found (m->found), or has it again */
void seen_keep(struct matcher *, struct seen *);
void seen_recall(struct matcher *, const struct seen *);
/* where the answer for the piece is kept, or NULL */
uint8_t *seen_answer(struct seen *, uint32_t piece);

/* --- match_hits.c --- */

void hits_add(struct matcher *, struct hits *, const struct hit *);
/*
 * From that hit on: among rules of one rank the one that comes first has the
 * last word; then by place.
 */
void hits_sort(struct matcher *, struct hits *, size_t from);
/* adds the cuts that the piece's whole alternative makes in the block */
void hits_add_cuts(const struct subject *, const struct piece *,
    struct hits *);
/* adds a cut of the span of the subject's text */
void hits_add_cut(const struct subject *, uint32_t rule, const size_t span[2],
    struct hits *);
/* the context-free hits of a block are v[*from..to-1] */
size_t hits_of(const struct matcher *, uint32_t block, size_t *from);
/* the first of the late hits of this block or one behind it */
size_t late_of(const struct matcher *, uint32_t block);
/* does an allow or keep among the block's hits stand against the rule? */
bool hit_vetoed(const struct matcher *, uint32_t block,
    const struct rule *);
/* does allow, by its of=, speak of the rule? */
bool allow_covers(const struct rule *allow, const struct rule *);

/* --- match_href.c --- */

/* does a target of the block match the alternative of href=? */
bool match_href(const struct subject *, const struct alt *);

/* --- match_class.c --- */

/* does the block's box, or one around it, carry a name of class=? */
bool match_class(struct matcher *, uint32_t block, const struct cond *);

/* --- cond.c --- */

/* holds for the block, negation included */
bool cond_holds(const struct cond *, const struct subject *);
/* last block that take= takes after this one; the block itself: none */
uint32_t cond_take(const struct matcher *, uint32_t block,
    const struct range *, bool *enough);

/* --- match_rescue.c --- */

void match_rescue(struct matcher *);

#endif
