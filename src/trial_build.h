/* What trial_build.c, trial_known.c, trial_lead.c and trial_set.c share. */
#ifndef TRIAL_BUILD_H
#define TRIAL_BUILD_H

#include "pattern.h"
#include "trial.h"

struct trial_hash {
	uint32_t *slots;	/* index + 1, or 0 */
	size_t size;
};

struct trial_builder {
	struct arena *arena;	/* of the result */
	struct arena *scratch;	/* of one pattern */
	uint16_t *code;
	size_t n, cap, start;
	struct trial_set *sets, wanted_set;
	size_t nsets, setcap;
	struct trial_lead *leads, wanted_lead;
	size_t nleads, leadcap;
	uint16_t *ranges;
	size_t nranges, rangecap;
	struct trial_hash set_hash, lead_hash;
	size_t *jumps;		/* that wait for their target */
	size_t njumps, jumpcap;
	const struct node *choice;	/* whose branches are pieces, or NULL */
	const struct node *picked;	/* one of them, or NULL: all */
	struct trial_entry *entry;	/* of the next branch */
	unsigned depth;
	bool failed;		/* the program at hand */
};

void trial_hash_init(struct arena *, struct trial_hash *);

/* --- trial_known.c --- */

/* a pattern that stands twice has one program */
struct trial_known {
	const struct screen *screen;
	struct rules *rules;
	uint32_t *slots;	/* a pattern's first piece + 1, or 0; hash */
	size_t mask;
};

/* in the arena */
void trial_known_init(struct trial_known *, struct arena *, struct rules *,
    const struct screen *);
/* the first piece of the pattern of this piece, which may be itself */
uint32_t trial_known_piece(struct trial_known *, uint32_t piece);

/* --- trial_lead.c --- */

/* a letter as programs and folded texts have it */
uint32_t trial_unit(const struct node *);
/* what the list, or one node, and what follows it may start with */
struct trial_lead lead_of(struct trial_builder *, struct node *list,
    const struct trial_lead *after);
struct trial_lead lead_of_node(struct trial_builder *, struct node *,
    const struct trial_lead *after);
/* what may stand before a match; LEAD_END: nothing does */
struct trial_lead lead_before(struct trial_builder *, const struct node *tree);
/* how long matches are, and what they end with */
void trial_ends(struct trial_builder *, struct node *tree,
    struct trial_entry *);

/* --- trial_set.c --- */

void lead_add(struct trial_lead *, const struct trial_lead *);
void lead_add_char(struct trial_lead *, uint32_t c);
void lead_add_folded(struct trial_lead *, uint32_t c);
void lead_add_all(struct trial_lead *);
void lead_add_set(struct trial_lead *, const struct trial_set *);
uint32_t lead_index(struct trial_builder *, const struct trial_lead *);

/* the set of a NODE_SET or NODE_CHAR */
uint32_t trial_set_of(struct trial_builder *, struct node *);

#endif
