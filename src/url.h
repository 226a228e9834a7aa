/* References as pages write them, to addresses that are safe to print. */
#ifndef URL_H
#define URL_H

#include "str.h"

struct arena;

/*
 * The reference resolved against the base (RFC 3986, section 5.2), white space
 * and other characters that no address holds as %XX. Without a usable base a
 * relative reference stays relative. Empty when there is nothing to point at:
 * another scheme than http, https or mailto, or a place in the same page.
 */
str url_resolve(struct arena *, str base, str ref);
/* is it http or https with a host? */
bool url_absolute(str);
/* the host of an address, without user and port; a view, maybe empty */
str url_host(str);

#endif
