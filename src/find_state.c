/* Is there an article at all, and if not, what is the page? */
#include "find.h"

/* a page that says it is a wall and keeps fewer words than this is one */
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

static bool
fell_to(const struct block *b, str rule)
{
	return b->fate == FATE_DROP && str_eq(b->verdict->why->id, rule);
}

/* words that fell to each of the states' rules */
static enum found
state_of(const struct doc *d, enum found otherwise)
{
	for (size_t s = 0; s < sizeof(states) / sizeof(*states); s++)
		for (size_t i = 0; i < d->n; i++)
			if (fell_to(&d->blocks[i], states[s].rule))
				return states[s].found;
	return otherwise;
}

enum found
find_state(const struct doc *d)
{
	uint32_t words = 0;

	for (size_t i = 0; i < d->n; i++)
		if (d->blocks[i].fate == FATE_KEEP &&
		    d->blocks[i].kind != KIND_IMAGE)
			words += d->blocks[i].words;
	if (words >= FEW_WORDS)
		return FOUND_ARTICLE;
	return state_of(d, words > 0 ? FOUND_ARTICLE : FOUND_NOTHING);
}
