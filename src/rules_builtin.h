/* The rules that come inside the program, made from rules/ by the build. */
#ifndef RULES_BUILTIN_H
#define RULES_BUILTIN_H

#include "rule_image.h"

extern const struct rules_image builtin_rules;

#endif
