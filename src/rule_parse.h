/* Rule files, line by line. */
#ifndef RULE_PARSE_H
#define RULE_PARSE_H

#include "rule.h"

/* the state while one file is read */
struct rule_reader {
	struct rules *rules;
	struct diag *diag;
	str file;
	enum rank rank;
	unsigned number;	/* of the line */
	str line;		/* the whole line */
	str rest;		/* what of it is not read yet */
	str list;		/* name in force */
	uint32_t category;	/* in force */
	bool has_category;
	size_t first;		/* rules before this file's */
	struct rule *rule;	/* the open one; NULL: none, or a broken one */
	bool broken;		/* what is indented belongs to a broken rule */
	bool lazy;		/* a rule of the image: its patterns exist */
	uint32_t index, next_alt;	/* its own index, and theirs */
	size_t condcap, altcap, samplecap;
	struct sample_block *before, *after;	/* for the next sample */
	size_t nbefore, beforecap, nafter, aftercap;
	str around;		/* the line of one of them */
};

void rule_parse(struct rules *, str file, str text, enum rank, struct diag *);

#define RULE_KINDS "paragraph, heading, item, quote, row, caption, image, " \
	"title, byline or date"
#define RULE_UNKNOWN_KIND "unknown kind: there are " RULE_KINDS

/* --- shared by rule_parse.c, rule_cond.c, rule_sample.c --- */

bool rule_fail(struct rule_reader *, str at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* v from byte n on; what is empty still points to its place in the line */
str rule_rest(str v, size_t n);
void rule_skip_blank(struct rule_reader *);
/* the next word, to a blank */
str rule_word(struct rule_reader *);
/* "quoted", /…/ or to a blank; false: reported */
bool rule_value(struct rule_reader *, str *value);
/* a regex with its flags at rest; NULL: reported */
struct alt *rule_regex(struct rule_reader *, str langs);
/* reads conditions to the end of the line into the rule */
bool rule_conditions(struct rule_reader *, struct rule *);
/* NULL, or what is wrong with the name */
const char *rule_lang_wrong(str);
const char *rule_host_wrong(str);
/* hit, keep, before…: false when the keyword is not one of samples */
bool rule_sample_line(struct rule_reader *, str keyword, str options);
bool rule_sample_word(str keyword);

#endif
