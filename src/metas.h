/* What the parts of meta.c share. */
#ifndef METAS_H
#define METAS_H

#include "meta.h"

/*
 * Ranks of sources, the lower is preferred: what a page says for machines
 * stands over what it shows, what it shows over what its address says.
 */
enum {
	SRC_RULE = 0,
	SRC_JSONLD = 10,
	SRC_OG = 20,
	SRC_ITEMPROP = 30,
	SRC_SCHOLAR = 40,	/* citation_*, Dublin Core, parsely, sailthru */
	SRC_META = 50,
	SRC_ORIGIN = 58,	/* "originally published on" */
	SRC_PRINTED = 59,	/* "By Jane Roe" under the title */
	SRC_MARKED = 60,	/* visible, and marked up as what it is */
	SRC_VISIBLE = 70,
	SRC_ACCOUNT = 72,	/* an author who is the name of an account */
	SRC_HOUSE = 73,		/* an author who is no person */
	SRC_URL = 80,
	SRC_NEVER = 100		/* told in trace, never chosen */
};

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

enum { CANDIDATES = 500 };	/* of a page, beyond them nothing is told */

struct judge {
	struct doc *doc;
	struct meta *meta;
	str lang;		/* of the page, as far as it is known */
	str label;		/* of the first value on the page's card */
	unsigned char starts[128];	/* of lead_starts */
	int order;		/* of day and month, once asked for: 1 day
				   first, -1 month first */
};

/* adds a candidate after cleaning it for its field; nothing when it is empty */
void meta_add(struct judge *, enum meta_field, const char *source,
    unsigned rank, str value);
/* text of the page in one line, white space folded, entities decoded once
   more where an attribute was escaped twice */
str meta_clean(struct arena *, str);

/* the text with its character references decoded; itself when it has none */
str meta_decode(struct arena *, str);

void meta_facts(struct judge *);	/* the head, microdata, rel=author */
void meta_jsonld(struct judge *);
void meta_visible(struct judge *);	/* byline and date near the title */
void meta_title(struct judge *);	/* chooses it and retypes blocks */
void meta_language(struct judge *);
/* "en-US" to "en"; empty when it is no language tag */
str lang_primary(struct arena *, str tag);

/* JSON text without the faults that pages are full of */
str json_mend(struct arena *, str);

/* without the members that nobody asks for; for JSON without faults */
str json_prune(struct arena *, str);

/* letters and digits of a title, folded, blanks between the words */
str title_key(struct arena *, str);

/* 1..12 of the name of a month, or of its start, or 0 */
long month_of(struct arena *, str word);
/* could the text hold a date? cheap */
bool date_likely(str);
/* ISO 8601 of a date written for machines or people, or empty */
str date_parse(struct arena *, str);
struct dated {
	str date;		/* ISO 8601, without a time */
	size_t from, to;	/* where it stands in the text */
};
/* the first date of the text, as below; false: it has none */
bool date_next(struct arena *, str text, bool day_first, struct dated *);
/* 1: a date of the text, such as 25/12/2024, has its day first; -1: its
   month; 0: none tells */
int date_order(str text);
/* the first date that the text holds, in any language known, or empty; of two
   small numbers the first is the day when day_first says so */
str date_find(struct arena *, str, bool day_first);
/* where that date starts, or the length */
size_t date_offset(struct arena *, str);
/* the text with a bar in that date's place */
str date_without(struct arena *, str);

/* dates of a block close to the title, and of one that is not */
void day_near(struct judge *, const struct block *, unsigned rank);
void day_far(struct judge *, const struct block *);
/* of time elements in blocks from..to, those over the title ranked lower */
void day_times(struct judge *, size_t from, size_t title, size_t to);
void day_origin(struct judge *);	/* "originally published on" */
/* weighs dates shown, the candidates from here on, against those of the head
   and the address */
void day_settle(struct judge *, size_t from);

/* does the text hold one of a table of words? is it one? */
#define HAS(text, list) str_has_any((text), (list), COUNT(list))
#define IS_ONE(text, list) str_is_any((text), (list), COUNT(list))

/* the names in a byline as candidates */
void author_add(struct judge *, const char *source, unsigned rank, str);
/*
 * Is the text nothing but a byline ("By Jane Roe")? *names is what follows.
 * Some leads are bylines in the language of the page alone.
 */
bool author_line(const struct judge *, str text, str *names);
/* does the name stand in the host's, or the host's in it? */
bool host_named(const struct judge *, str name);

/* bytes of "By", "Written by"… at the start, 0: none */
size_t lead_length(str, str lang);
size_t lead_label(str);			/* of "More about", "Photo of"… */
bool lead_helper(str);			/* "Edited by" and the like */
bool lead_alone(str);			/* "By", and nothing else */
/*
 * A bit for each form of word that leads start with: few lines of a page start
 * so, and the others need no closer look.
 */
void lead_starts(unsigned char bits[128]);
bool lead_may_start(const unsigned char bits[128], str);

/* one that is not split into people */
void author_house(struct judge *, const char *source, str name);
/* nothing but names of two or more people */
bool author_names(str text);
/* two to four words with capitals, as names are written in Latin script */
bool author_name(str text);
/* authors that a short block near the title or, far, elsewhere may name */
void byline_look(struct judge *, size_t block, size_t title, bool far);

#endif
