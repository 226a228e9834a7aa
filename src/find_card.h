/* Features of shops and listings: prices, cards, sections, link targets. */
#ifndef FIND_CARD_H
#define FIND_CARD_H

#include "find_box.h"
#include "find_feat.h"

/* what the address and the markup say of the page as a whole */
struct page_cards {
	uint32_t money, images, times, buttons, most;
	int address;		/* kind of page by the words of its path */
};

/* fills the features of blocks, and counts the page */
void cards_fill(const struct doc *, struct featset *, struct page_cards *);

#endif
