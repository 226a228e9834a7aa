/* Rules against the blocks of a page. */
#ifndef MATCH_H
#define MATCH_H

#include "rule.h"

struct matcher;

/*
 * For rules that are ready (rules_ready) and outlive it. It keeps compiled
 * patterns from page to page; one page at a time.
 */
struct matcher *matcher_new(struct arena *, struct rules *);
void matcher_free(struct matcher *);

/*
 * Rules without context: drops, cuts, kinds and keeps. False when a limit of
 * the regex engine fired (reported); what other rules found stands.
 */
bool match_free(struct matcher *, struct doc *, struct diag *);
/*
 * After match_free and the finder, on the same page: rules with context,
 * drop-after and drop-before, allow; then the rescue of pages that shipped
 * rules would gut.
 */
bool match_context(struct matcher *, struct doc *, struct diag *);

/* how often each rule, by index, hit since the matcher was made */
const unsigned long *matcher_hits(const struct matcher *);
/*
 * By rule, since the matcher was made: how often its patterns were tried on a
 * text by the cheap matcher, and how often PCRE2 had to search one.
 */
struct effort {
	unsigned long trials, searches;
};
const struct effort *matcher_effort(const struct matcher *);
/* compile patterns to machine code from now on: pays on many pages */
void matcher_jit(struct matcher *);

/* --- for rule_check.c --- */

/*
 * Of the rules that can give a verdict alone, let only this one; when it looks
 * around, those without context tell it what stands around this block.
 */
void matcher_only(struct matcher *, uint32_t rule, uint32_t block);
/* did the rule hit the block of the page matched last? */
bool matcher_has_hit(const struct matcher *, uint32_t block, uint32_t rule);
/* why the rule does not hold for the block; in the page's arena */
str matcher_explain(struct matcher *, uint32_t block, uint32_t rule);
/* which alternative holds, to go behind "matched" */
str matcher_matched(struct matcher *, uint32_t block, uint32_t rule);
/*
 * Of patterns that nothing tells from others and that are tried on every
 * block, the one with that number: its rule and its text, or false.
 */
bool matcher_always(const struct matcher *, size_t number, uint32_t *rule,
    str *pattern);
/* compiles a pattern to see whether it is good; false: reported */
bool match_compiles(struct rules *, const struct alt *, struct diag *);
/* does the pattern match this text? */
bool matcher_finds(struct matcher *, const struct alt *, str text,
    struct diag *);
/* fills in the version of the library in use, "10.42 2022-12-11" */
void match_library_version(char text[static 64]);

#endif
