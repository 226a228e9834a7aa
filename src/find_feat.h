/* What the finder knows of a block: small integers, made in linear time. */
#ifndef FIND_FEAT_H
#define FIND_FEAT_H

#include <stdint.h>

#include "doc.h"

struct boxstat;
struct class_word;
struct opening;

/* name, what it is; counts are cut off at INT16_MAX, shares are in 1/1000 */
#define FEAT_ROWS(ROW) \
/* the block's own text */ \
ROW(WORDS,	"words") \
ROW(CHARS_WORD,	"characters a word, in tenths") \
ROW(LINKS,	"share of characters in links") \
ROW(NLINKS,	"links") \
ROW(STOPS,	"sentence ends inside") \
ROW(COMMAS,	"commas") \
ROW(END,	"how it ends: 3 stop, 2 colon, 1 other mark, 0 letter") \
ROW(START,	"how it starts: 3 upper, 2 lower, 1 digit, 0 other") \
ROW(UPPER,	"share of upper-case letters") \
ROW(CAPPED,	"share of capitalised words") \
ROW(DIGITS,	"share of digits") \
ROW(MARKS,	"share of other characters") \
ROW(BARS,	"bars, bullets and arrows") \
ROW(ODD,	"copyright signs, at signs, addresses") \
ROW(QUESTION,	"question marks") \
ROW(QUOTES,	"quotation marks") \
ROW(LINES,	"line breaks") \
ROW(STRONG,	"share of characters in strong or em") \
ROW(CODE,	"share of characters in code") \
ROW(KIND,	"kind") \
ROW(LEVEL,	"heading level") \
ROW(LIST,	"list depth") \
ROW(ORDERED,	"in an ordered list") \
ROW(QUOTE,	"quote depth") \
ROW(NOSCRIPT,	"in noscript") \
/* what rules without context said */ \
ROW(JUNK,	"a rule would drop it") \
ROW(JUNK_PREV,	"blocks since the last such") \
ROW(JUNK_NEXT,	"blocks until the next such") \
ROW(JUNK_NEAR,	"such among the ten around it") \
ROW(AFTER_COMMENTS, "words since a comment marker") \
ROW(AFTER_RELATED, "words since a related marker") \
ROW(AFTER_END,	"words since a copyright or newsletter marker") \
ROW(BEFORE_RELATED, "words until a related or comment marker") \
/* elements around it */ \
ROW(ELEM,	"element of the box, ordered by usual prose") \
ROW(PARENT,	"element of the box around it") \
ROW(DEPTH,	"depth of the box") \
ROW(IN_ARTICLE,	"distance to article") \
ROW(IN_MAIN,	"distance to main") \
ROW(IN_ASIDE,	"distance to aside, nav, footer") \
ROW(IN_HEADER,	"distance to header") \
ROW(IN_FORM,	"distance to form, button, label, select") \
ROW(IN_TABLE,	"distance to table") \
ROW(IN_LIST,	"distance to ul, ol") \
ROW(IN_FIGURE,	"distance to figure") \
ROW(IN_BODY,	"distance to itemprop articleBody and such") \
ROW(CLASS_OWN,	"class words of the box") \
ROW(CLASS_UP,	"class words of the three boxes around it") \
ROW(CLASS_MIN,	"worst class word of any ancestor") \
ROW(CLASS_MAX,	"best class word of any ancestor") \
ROW(CLASS_NEAR,	"class words of the two named boxes around, together") \
ROW(CLASS_JOINT, "those of all ancestors, together") \
ROW(CLASS_SUM,	"all class words of the ancestors") \
/* where it stands */ \
ROW(BLOCK_AT,	"share of blocks before it") \
ROW(WORDS_AT,	"share of words before it") \
ROW(PROSE_AT,	"share of prose before it") \
ROW(PROSE_BEFORE, "words of prose before it") \
ROW(PROSE_AFTER, "words of prose after it") \
ROW(TITLE_DIST,	"blocks since the title") \
ROW(TITLE_WORDS, "words since the title") \
ROW(HEADING_DIST, "blocks since a heading") \
ROW(HEADING_JUNK, "the last heading fell to a rule") \
ROW(PROSE_PREV,	"blocks since prose") \
ROW(PROSE_NEXT,	"blocks until prose") \
ROW(INDEX,	"blocks before it") \
ROW(REST,	"blocks after it") \
/* neighbours */ \
ROW(P1_WORDS,	"words of the one before") \
ROW(P1_LINKS,	"link share of the one before") \
ROW(P1_KIND,	"kind of the one before") \
ROW(P1_END,	"end of the one before") \
ROW(N1_WORDS,	"words of the next") \
ROW(N1_LINKS,	"link share of the next") \
ROW(N1_KIND,	"kind of the next") \
ROW(N1_END,	"end of the next") \
ROW(P2_WORDS,	"words of the one before that") \
ROW(P2_LINKS,	"link share of the one before that") \
ROW(N2_WORDS,	"words of the one after next") \
ROW(N2_LINKS,	"link share of the one after next") \
ROW(NEAR_PROSE,	"share of prose among the words of ten around it") \
ROW(NEAR_LINKS,	"link share of the ten around it") \
ROW(SAME_BOX_P,	"the one before is in the same box") \
ROW(SAME_BOX_N,	"the next is in the same box") \
ROW(REPEATS,	"the same text elsewhere on the page") \
/* containers */ \
ROW(B0_WORDS,	"words in the box") \
ROW(B0_PROSE,	"share of the page's prose in the box") \
ROW(B0_LINKS,	"link share in the box") \
ROW(B0_MEAN,	"words a block in the box") \
ROW(B1_BLOCKS,	"blocks in the box around it") \
ROW(B1_PROSE,	"share of the page's prose there") \
ROW(B1_LINKS,	"link share there") \
ROW(B1_MEAN,	"words a block there") \
ROW(B1_PURE,	"share of prose in its words") \
ROW(B2_BLOCKS,	"blocks in the box around that") \
ROW(B2_PROSE,	"share of the page's prose there") \
ROW(B2_LINKS,	"link share there") \
ROW(B2_MEAN,	"words a block there") \
ROW(B2_PURE,	"share of prose in its words") \
ROW(B3_PROSE,	"share of the page's prose one further up") \
ROW(B3_LINKS,	"link share there") \
ROW(B3_MEAN,	"words a block there") \
ROW(HOME_DIST,	"boxes up to one with half the page's prose") \
ROW(HOME_LINKS,	"link share of that one") \
ROW(HOME_PURE,	"share of prose in its words") \
ROW(B1_AT,	"share of the prose around it that stands before it") \
ROW(B2_AT,	"the same one further up") \
ROW(SIBLINGS,	"boxes like its own beside it") \
ROW(COUSINS,	"boxes like the one around beside that") \
ROW(SHAPE_COUNT, "blocks in boxes of the same shape") \
ROW(SHAPE_WORDS, "words a block in those") \
ROW(SHAPE_PROSE, "share of the page's prose in those") \
ROW(SHAPE_LINKS, "link share in those") \
/* agreement with what the page says of itself */ \
ROW(TITLE_SHARE, "share of its words in the title") \
ROW(TITLE_FILL,	"share of the title's words in it") \
ROW(ABOUT_SHARE, "share of its words in the description") \
ROW(BODY_SHARE,	"share of its words in the JSON-LD body") \
ROW(TOLD_SHARE,	"share of its words in a JSON-LD description") \
ROW(AUTHOR_AT,	"how early it names an author: 60 less the words before") \
/* what its words say */ \
ROW(PHRASES,	"what its words and their pairs weigh, in 1/32") \
ROW(PHRASES_P,	"those of the one before") \
ROW(PHRASES_N,	"those of the next") \
ROW(PHRASES_NEAR, "mean of the ten around it") \
ROW(ENDS,	"what its words weigh as those behind the end, in 1/32") \
ROW(ENDS_MAX,	"most of those of short lines before it, after prose") \
ROW(ENDS_WORDS,	"words since that line, or from the start") \
ROW(ENDS_NEXT,	"most of those behind it, the near ones more") \
/* shops and listings */ \
ROW(MONEY,	"prices") \
ROW(MONEY_NEAR,	"prices among the ten around it") \
ROW(RUN,	"longest run without a blank") \
ROW(TARGET,	"first link: 1 in the page, 2 the site, 3 elsewhere, 4 none") \
ROW(IMAGE_PREV,	"blocks since an image") \
ROW(IMAGE_NEXT,	"blocks until an image") \
ROW(B1_TWINS,	"boxes like the one around, anywhere") \
ROW(B2_TWINS,	"boxes like the one around that, anywhere") \
ROW(SEC_LEVEL,	"level of the heading above") \
ROW(SEC_LINKED,	"the heading above is a link") \
ROW(SEC_BLOCKS,	"blocks of the section") \
ROW(SEC_WORDS,	"words of the section") \
ROW(SEC_PROSE,	"share of prose in it") \
ROW(SEC_LINKS,	"link share in it") \
ROW(SEC_MONEY,	"prices in it") \
ROW(SEC_INDEX,	"headings before it") \
/* the page */ \
ROW(PAGE_MONEY,	"prices of the page") \
ROW(PAGE_IMAGES, "images of the page") \
ROW(PAGE_TIMES,	"time elements") \
ROW(PAGE_BUTTONS, "buttons and forms") \
ROW(PAGE_TWINS,	"most boxes of one form") \
ROW(PAGE_ADDRESS, "kind of page by the words of its address") \
ROW(PAGE_BLOCKS, "blocks of the page") \
ROW(PAGE_PROSE,	"words of prose of the page") \
ROW(PAGE_PURE,	"share of prose in its words") \
ROW(PAGE_LINKS,	"link share of the page") \
ROW(PAGE_MEAN,	"words of a block of prose") \
ROW(PAGE_HEADS,	"headings") \
ROW(PAGE_ITEMS,	"share of list items and rows") \
ROW(PAGE_ARTICLES, "article elements") \
ROW(PAGE_TYPE,	"kind of page by og:type and JSON-LD") \
ROW(PAGE_URL,	"depth of the address's path") \
ROW(PAGE_CAPS,	"prose blocks") \
/* second stage: what the first said of it and of those around it */ \
ROW(S_OWN,	"first score") \
ROW(S_P1,	"first score of the one before") \
ROW(S_P2,	"of the one before that") \
ROW(S_P3,	"of the third before") \
ROW(S_N1,	"first score of the next") \
ROW(S_N2,	"of the one after next") \
ROW(S_N3,	"of the third after") \
ROW(S_NEAR,	"mean of the ten around it") \
ROW(S_WIDE,	"mean of the thirty around it") \
ROW(S_B1,	"mean in the box around") \
ROW(S_B2,	"mean in the box around that") \
ROW(S_B3,	"mean one further up") \
ROW(S_SHAPE,	"mean in boxes of the same shape") \
ROW(S_PAGE,	"share of the page's words that pass") \
ROW(S_BEFORE,	"share of passing words before it") \
ROW(S_FIRST,	"blocks since the first long one that passes") \
ROW(S_LAST,	"blocks until the last long one that passes") \
ROW(S_UP,	"blocks since one that passes") \
ROW(S_DOWN,	"blocks until one that passes") \
ROW(S_RANK,	"share of the page's words that score no less") \
ROW(S_ABOVE,	"those words, by the expected ones, in 1/100") \
ROW(S_REST,	"first score less the page's threshold, in 1/100") \
ROW(S_EXPECT,	"expected F1 of the page") \
ROW(S_DOUBT,	"share of the expected words that are in doubt") \
ROW(S_TOP,	"best score of the page") \
ROW(S_BOXES,	"boxes around blocks that pass") \
ROW(S_MASS,	"share of the expected words in the box around") \
ROW(S_HOME,	"the box around holds most of them") \
ROW(S_HOME_MEAN, "mean in the box that does") \
ROW(S_HOME_DIST, "blocks to that box") \
ROW(S_SECTION,	"mean of the section") \
ROW(S_HEAD,	"first score of the heading above") \
ROW(S_KIND,	"mean of the blocks of its kind") \
ROW(S_KIND_DEPTH, "of those at the same depth") \
ROW(S_ELEM_DEPTH, "of those in like elements at the same depth") \
ROW(S_WORST,	"least score up to a long one that passes")

enum feat {
#define ROW(id, help) FEAT_##id,
	FEAT_ROWS(ROW)
#undef ROW
	FEAT_MAX
};
/* "WORDS" and "words", as above */
extern const struct feat_row {
	const char *name, *help;
} feat_rows[FEAT_MAX];

typedef int16_t feats[FEAT_MAX];

/* features of a page's blocks; everything lives in the doc's arena */
struct featset {
	feats *rows;		/* doc->n; those of other blocks are zero */
	uint32_t *judged;	/* indexes of the blocks to judge, in order */
	size_t n;		/* of those */
	struct opening *openings;	/* of the k-th judged */
	struct boxstat *boxes;
	uint32_t *shape;	/* of the k-th judged: a number below shapes */
	uint32_t shapes;
};
static inline int16_t *
judged_row(const struct featset *set, size_t k)
{
	return set->rows[set->judged[k]];
}

/* words: weights of class words, CLASS_SLOTS or NULL */
void feat_make(struct doc *, const struct class_word *words,
    struct featset *);
/* reads the openings of the judged blocks, which feat_make does itself */
void feat_openings(const struct doc *, struct featset *);
/* fills the second stage's features from the n first scores (log odds) */
void feat_second(const struct doc *, struct featset *, const float *score);

/* counts and shares (in 1/1000, 0 of nothing) as features hold them */
int16_t feat_clip(int64_t);
int16_t feat_share(uint64_t part, uint64_t whole);

/* is it for the finder: text that is shown and no part of a figure? */
bool feat_judged(const struct block *);
/* prose by its form: twelve words, few links, ends like a sentence or is long */
bool feat_prose(const struct block *);

#endif
