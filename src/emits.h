/* What the emitters share with each other, and with those who splice. */
#ifndef EMITS_H
#define EMITS_H

#include "emit.h"
#include "escape.h"
#include "meta.h"
#include "walk.h"

typedef void emit_fn(struct buf *, const struct doc *,
    const struct emit_opts *);
emit_fn emit_text, emit_markdown, emit_html, emit_xml, emit_json, emit_jsonl,
    emit_trace, emit_report, emit_dropped;

/* kinds that only tell of the article; no output prints them in its body */
#define KINDS_ABOUT \
	(KIND_BIT(KIND_TITLE) | KIND_BIT(KIND_BYLINE) | KIND_BIT(KIND_DATE))
/* kinds of prose: what text and markdown print; captions when asked for */
#define KINDS_PROSE \
	(KIND_ALL & ~(KINDS_ABOUT | KIND_BIT(KIND_CAPTION) | \
	KIND_BIT(KIND_IMAGE)))

/* the article's title, or empty */
str emit_title(const struct doc *);
/* the address of a link or an image as it may be printed, or empty */
str emit_url(const struct doc *, str written);
/* of markup: name="value"; text with an element for each line break */
void emit_attribute(struct buf *, const char *name, str value);
void emit_lines(struct buf *, str text, const char *br);
/* of pre: its text and its language; fences of text input are left out */
str emit_pre(const struct walk *, str *info);

#endif
