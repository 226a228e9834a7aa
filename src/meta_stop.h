/*
 * Short words that are frequent, and the languages that have them: a bit each
 * in the order of stop_languages, those before STOP_LATIN in Latin letters,
 * those from STOP_INDIC on in Devanagari.
 */
#ifndef META_STOP_H
#define META_STOP_H

#include <stdint.h>

#include "str.h"

enum { STOP_LANGUAGES = 45, STOP_LATIN = 36, STOP_INDIC = 42 };

extern const char *const stop_languages[];

uint64_t stop_langs(str word);

#endif
