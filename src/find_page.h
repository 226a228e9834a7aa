/* Features that look at the whole page: repetition, agreement, its kind. */
#ifndef FIND_PAGE_H
#define FIND_PAGE_H

#include "find_box.h"
#include "find_feat.h"

struct page_facts {
	size_t title_at;	/* place of the title among the judged, or n */
	uint32_t blocks, prose, words, prose_blocks, heads, items, articles;
	uint32_t chars, link_chars;
	int type, url_depth;
};

/* of the page, as the caller or the page says; may be empty */
str feat_address(const struct doc *);
void page_facts(const struct doc *, const struct featset *,
    struct page_facts *);
void page_fill(const struct page_facts *, struct featset *);
/* blocks in boxes of the same shape, and texts that repeat */
void page_shapes(const struct doc *, struct featset *);
/* words shared with title, description and JSON-LD's articleBody */
void page_agreement(const struct doc *, struct featset *);

#endif
