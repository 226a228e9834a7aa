/* Is there an article at all, and if not, what is the page? */
#include "find.h"

/*
 * A page is a wall or an error when it says so, keeps fewer words than this,
 * and at most twice as many as say so.
 */
enum { FEW_WORDS = 80 };

/* what the rules of rules/page.rules say of a page */
static const struct {
	str rule;
	enum found found;
} states[] = {
	{ STR("page/error"), FOUND_ERROR },
	{ STR("page/robot"), FOUND_ROBOT },
	{ STR("page/script"), FOUND_SHELL },
	{ STR("page/consent"), FOUND_CONSENT },
	{ STR("page/login"), FOUND_LOGIN }
};

static const char *const reasons[FOUND_MAX] = {
	[FOUND_ARTICLE] = "there is one",
	[FOUND_NOTHING] = "the page holds no text of its own",
	[FOUND_CONSENT] = "the page is a consent wall",
	[FOUND_LOGIN] = "the page asks to log in",
	[FOUND_ERROR] = "the page reports an error",
	[FOUND_SHELL] = "the page is empty without scripts",
	[FOUND_ROBOT] = "the page checks whether a person reads it"
};

const char *
found_reason(enum found f)
{
	return reasons[f];
}

/* the state that most words of the page speak for; *words: how many */
static enum found
state_of(const struct doc *d, uint32_t *words)
{
	uint32_t sums[FOUND_MAX] = { 0 };
	enum found best = FOUND_NOTHING;

	for (size_t i = 0; i < d->n; i++) {
		const struct block *b = &d->blocks[i];

		for (size_t s = 0; b->fate == FATE_DROP &&
		    s < sizeof(states) / sizeof(*states); s++)
			if (str_eq(b->verdict->why->id, states[s].rule))
				sums[states[s].found] += b->words + 1;
	}
	for (int f = 0; f < FOUND_MAX; f++)
		if (sums[f] > sums[best])
			best = (enum found)f;
	*words = sums[best];
	return best;
}

enum found
find_state(const struct doc *d)
{
	uint32_t words = 0, against;
	enum found state;

	for (size_t i = 0; i < d->n; i++)
		if (d->blocks[i].fate == FATE_KEEP &&
		    d->blocks[i].kind != KIND_IMAGE)
			words += d->blocks[i].words;
	if (words >= FEW_WORDS)
		return FOUND_ARTICLE;
	state = state_of(d, &against);
	if (against > 0 && against * 2 >= words)
		return state;
	return words > 0 ? FOUND_ARTICLE : FOUND_NOTHING;
}
