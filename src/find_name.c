#include "find_name.h"

#include "find_form.h"
#include "meta.h"

enum {
	AUTHORS = 8,	/* that are looked for */
	PARTS = 6	/* words of a name */
};

struct name {
	uint32_t words[PARTS];
	uint32_t n;
};

static struct name
name_of(str text)
{
	struct wordscan w = { .text = text };
	struct name name = { .n = 0 };

	while (name.n < PARTS && wordscan_next(&w, &name.words[name.n]))
		name.n++;
	return name;
}

/* a single word may be anybody's */
static uint32_t
authors_of(const struct doc *d, struct name names[AUTHORS])
{
	str told[AUTHORS];
	unsigned ntold = meta_told_authors(d->meta, told, AUTHORS);
	uint32_t n = 0;

	for (unsigned i = 0; i < ntold; i++) {
		names[n] = name_of(told[i]);
		n += names[n].n >= 2;
	}
	return n;
}

/* the first place of the name among the words, or OPENING_WORDS */
static uint32_t
find_name(const struct name *name, const uint32_t *words, uint32_t n)
{
	for (uint32_t i = 0; i + name->n <= n; i++) {
		uint32_t k = 0;

		while (k < name->n && words[i + k] == name->words[k])
			k++;
		if (k == name->n)
			return i;
	}
	return OPENING_WORDS;
}

/* of the names' first places in the text the first, or OPENING_WORDS */
static uint32_t
first_name(const struct name *names, uint32_t nnames, const struct opening *o)
{
	uint32_t first = OPENING_WORDS;

	for (uint32_t i = 0; i < nnames; i++) {
		uint32_t at = find_name(&names[i], o->hash, o->n);

		first = at < first ? at : first;
	}
	return first;
}

void
name_fill(const struct doc *d, struct featset *set)
{
	struct name authors[AUTHORS];
	uint32_t n = authors_of(d, authors);

	for (size_t k = 0; k < set->n; k++)
		set->rows[set->judged[k]][FEAT_AUTHOR_AT] = n == 0 ? -1 :
		    (int16_t)(OPENING_WORDS -
		    first_name(authors, n, &set->openings[k]));
}
