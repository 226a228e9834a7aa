/* Bytes of whatever charset to UTF-8. */
#ifndef CHARSET_H
#define CHARSET_H

#include <stdbool.h>
#include <stdint.h>

#include "str.h"

struct arena;
struct diag;

/*
 * The text of a page as valid UTF-8, without a byte order mark. What is
 * believed, in this order: the mark; bytes that are valid UTF-8; the label,
 * which the caller or an HTTP header gave and which may be empty; when tagged,
 * what the page declares; what the bytes look like; windows-1252. A charset
 * that does not fit the bytes is passed over. A byte that fits nothing gives
 * U+FFFD, none is lost. The result may be the bytes themselves.
 *
 * A label that nobody knows is reported as a warning and ignored.
 */
str charset_to_utf8(struct arena *, str bytes, str label, bool tagged,
    struct diag *);

/* are the bytes UTF-8 at first sight, so that no decoder is needed? */
bool charset_plain(str bytes);

/* is it a label of the WHATWG's Encoding Standard? case does not count */
bool charset_known(str label);

/*
 * What is meant by a control of U+0080..U+009F: the character that
 * windows-1252 has there; 0 when it has none.
 */
uint32_t charset_control(uint32_t);

/*
 * Makes ready what comes from files otherwise when first needed: for use
 * before a sandbox closes them. The arena must live as long as the process.
 */
void charset_load(struct arena *);

#endif
