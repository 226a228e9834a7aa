#include "find_name.h"

#include "find_form.h"
#include "meta.h"

enum {
	AUTHORS = 8,	/* that are looked for */
	PARTS = 6,	/* words of a name */
	WORDS = 60	/* of a block that are looked at */
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

/* the first place of the name among the words, or WORDS */
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
	return WORDS;
}

/* of the names' first places in the text the first, or WORDS */
static uint32_t
first_name(const struct name *names, uint32_t nnames, str text)
{
	struct wordscan w = { .text = text };
	uint32_t words[WORDS], n = 0, first = WORDS;

	while (n < WORDS && wordscan_next(&w, &words[n]))
		n++;
	for (uint32_t i = 0; i < nnames; i++) {
		uint32_t at = find_name(&names[i], words, n);

		first = at < first ? at : first;
	}
	return first;
}

void
name_fill(const struct doc *d, struct featset *set)
{
	struct name authors[AUTHORS];
	uint32_t n = authors_of(d, authors);

	for (size_t k = 0; k < set->n; k++) {
		const struct block *b = &d->blocks[set->judged[k]];

		set->rows[set->judged[k]][FEAT_AUTHOR_AT] = n == 0 ? -1 :
		    (int16_t)(WORDS - first_name(authors, n, b->text));
	}
}
