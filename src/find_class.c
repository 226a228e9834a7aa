/* Words of class and id attributes, weighed by the fitted table. */
#include <string.h>

#include "find_box.h"
#include "find_model.h"

/* a class attribute with more words than this says no more */
enum { MOST_WORDS = 24 };

static const struct class_word *
look_up(const struct class_word *words, const char *word, size_t n)
{
	size_t at;

	if (n < 2 || n >= sizeof(words[0].word))
		return NULL;
	at = str_hash((str){ word, n }) & (CLASS_SLOTS - 1);
	for (; words[at].word[0] != '\0';
	    at = (at + 1) & (CLASS_SLOTS - 1))
		if (memcmp(words[at].word, word, n) == 0 &&
		    words[at].word[n] == '\0')
			return &words[at];
	return NULL;
}

struct weighed {
	struct class_weight *w;
	const struct class_word *known[MOST_WORDS];
};

/* a word says once what it says beside the others */
static void
weigh_joint(struct weighed *to, const struct class_word *c)
{
	for (size_t i = 0; i < to->w->n; i++)
		if (to->known[i] == c)
			return;
	to->w->joint = (int16_t)(to->w->joint + c->joint);
	to->w->near = (int16_t)(to->w->near + c->near);
}

static void
weigh(const struct class_word *words, const char *word, size_t n,
    struct weighed *to)
{
	const struct class_word *c = look_up(words, word, n);
	struct class_weight *w = to->w;

	if (c == NULL)
		return;
	weigh_joint(to, c);
	to->known[w->n++] = c;
	w->sum = (int16_t)(w->sum + c->weight);
	if (c->weight < w->low)
		w->low = c->weight;
	if (c->weight > w->high)
		w->high = c->weight;
}

/* a name as MsoHeader says how Word set a paragraph, not what it is */
static size_t
past_style(str names, size_t i)
{
	if (i >= names.n || names.s[i] != 'M' ||
	    (i > 0 && names.s[i - 1] > ' ') ||
	    !str_starts(str_slice(names, i, names.n), S("Mso")))
		return i;
	while (i < names.n && names.s[i] > ' ')
		i++;
	return i;
}

/* parts words at separators, digits and inner capitals: postBody-2, post_body */
void
class_weigh(const struct class_word *words, str names,
    struct class_weight *w)
{
	struct weighed to = { .w = w };
	char word[32];
	size_t n = 0, seen = 0;
	bool lower = false;

	*w = (struct class_weight){ 0 };
	if (words == NULL)
		return;
	for (size_t i = 0; i <= names.n && seen < MOST_WORDS; i++) {
		bool up, letter;
		char c;

		for (; i < names.n && names.s[i] >= 'a' &&
		    names.s[i] <= 'z'; i++, lower = true)
			if (n < sizeof(word))
				word[n++] = names.s[i];
		i = past_style(names, i);
		c = i < names.n ? names.s[i] : ' ';
		up = c >= 'A' && c <= 'Z';
		letter = up || (c >= 'a' && c <= 'z');

		if (n > 0 && (!letter || (up && lower))) {
			weigh(words, word, n, &to);
			seen++;
			n = 0;
		}
		if (letter && n < sizeof(word))
			word[n++] = up ? (char)(c + 32) : c;
		lower = letter && !up;
	}
}
