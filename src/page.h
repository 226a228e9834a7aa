/* One page, from its bytes to its output: the order of the stages. */
#ifndef PAGE_H
#define PAGE_H

#include "diag.h"
#include "emit.h"
#include "find.h"
#include "opt.h"

struct arena;
struct matcher;
struct rules;

/* what pages share; lives as long as the process */
struct cleaner {
	const struct opts *opts;
	struct rules *rules;
	struct matcher *matcher;
	const struct emitter *emitter;
	struct emit_opts emit;
};

/* one page as it came, and what the caller knows of it */
struct page {
	str bytes;
	enum from from;		/* FROM_AUTO, FROM_HTML or FROM_TEXT */
	str url, charset, lang;	/* may be empty */
	bool terse;		/* nobody asks for author and date */
	bool spare;		/* bytes are the arena's, and nobody's later */
};

/*
 * Reads the page into a document and judges its blocks. NULL when it could
 * not be read, which was reported. Everything lives in the arena. *found says
 * whether there is an article; when there is none that is reported, too.
 */
struct doc *page_judge(const struct cleaner *, struct arena *,
    const struct page *, enum found *found, struct diag *);

/* page_judge, then the output appended to out; nothing if there is none */
void page_clean(const struct cleaner *, struct arena *, const struct page *,
    struct buf *out, struct diag *);

#endif
