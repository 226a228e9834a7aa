/* What a style attribute does to an element's visibility. */
#ifndef HTML_STYLE_H
#define HTML_STYLE_H

#include "str.h"

/* what keeps an element's text from the screen, the surest last */
enum sign {
	SIGN_NONE,
	SIGN_ARIA,		/* aria-hidden alone: may be decoration */
	SIGN_OPACITY,		/* may be faded in by a script */
	SIGN_VISIBILITY,	/* the same */
	SIGN_CLASS,		/* a class says so: a script may change it */
	SIGN_READER,		/* a class for screen readers alone */
	SIGN_STYLE,		/* not displayed, no size, out of sight */
	SIGN_ATTRIBUTE,		/* hidden */
	SIGN_MAX
};

enum sign style_hides(str style);

#endif
