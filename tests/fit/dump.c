/*
 * Features of the blocks of pages, for fitting.
 *
 *	dump [-t] [-x] [-w WORDS]... [-p PHRASES]... [-e ENDS]...
 *	    [-s N SCORES] OUT FILE...
 *
 * Writes OUT.tsv, a line a judged block (page, index, container, words, kind,
 * rule category, text), and OUT.i16, its row of features; OUT.class, a line a box (page,
 * block range, class and id words); OUT.hashes, the number of the row and the
 * hash of each word and pair in it. With -t pages are first turned into the
 * text that a naive scraper would have stored, and files named *.txt are such
 * text; with -x, too, its Latin letters become Cyrillic ones: a language that
 * no rule knows. With -w, a table of class
 * words (a line a word: word, its weights), OUT.words gets the features that
 * depend on it, for each row those of each table; so does OUT.phrases with -p,
 * a table of phrases (a line each: hash, weight), and OUT.ends with -e, such a
 * table of what stands behind ends. With -s, which holds for each row N first
 * scores (32-bit floats), OUT.second gets the second stage's features, for each
 * row those of each score.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"
#include "charset.h"
#include "diag.h"
#include "find_feat.h"
#include "find_box.h"
#include "find_ends.h"
#include "find_model.h"
#include "find_phrase.h"
#include "html.h"
#include "input.h"
#include "limits.h"
#include "match.h"
#include "meta.h"
#include "rule.h"
#include "rules_builtin.h"
#include "slurp.h"
#include "text.h"
#include "utf8.h"

struct tables {
	struct phrase *all[64];
	size_t n;
};

struct dump {
	struct arena process, page;
	struct rules *rules;
	struct matcher *matcher;
	struct limits limits;
	struct diag diag;
	FILE *tsv, *rows, *classes, *scores, *words, *hashes, *phrases, *ends, *second;
	struct class_word *tables[64];
	struct tables said, over;
	size_t ntables, nscores;
	uint32_t row;
	bool as_text, foreign;
};

static void
die(void *ctx)
{
	(void)ctx;
	fputs("dump: out of memory\n", stderr);
	exit(1);
}

static FILE *
open_out(const char *base, const char *suffix)
{
	char name[4096];
	FILE *f;

	snprintf(name, sizeof(name), "%s%s", base, suffix);
	f = fopen(name, "w");
	if (f == NULL) {
		fprintf(stderr, "dump: %s: %s\n", name, strerror(errno));
		exit(1);
	}
	return f;
}

static void
put_text(FILE *f, str v)
{
	for (size_t i = 0; i < v.n; i++)
		putc(v.s[i] == '\t' || v.s[i] == '\n' || v.s[i] == '\r' ?
		    ' ' : v.s[i], f);
}

/* every block that a scraper without judgement would store */
static str
naive_text(struct doc *d)
{
	struct buf b;

	buf_init(&b, d->arena);
	for (size_t i = 0; i < d->n; i++) {
		if (d->blocks[i].hidden || d->blocks[i].noscript ||
		    d->blocks[i].text.n == 0)
			continue;
		buf_put(&b, d->blocks[i].text);
		buf_puts(&b, "\n\n");
	}
	return buf_str(&b);
}

/* "http:", "www." and "a@b" stay what they are */
static bool
address(str word)
{
	for (size_t i = 0; i < word.n; i++)
		if (word.s[i] == '@' || str_starts(str_slice(word, i, word.n),
		    S("://")))
			return true;
	return str_starts(word, S("www."));
}

/* the same text in letters of no language that we know words of */
static str
foreign_text(struct arena *a, str v)
{
	/* in the order of the Cyrillic ones */
	static const char latin[] = "abvgdejziqklmnoprstufhcywx";
	struct buf b;

	buf_init(&b, a);
	for (size_t i = 0, end; i < v.n; i = end) {
		for (end = i; end < v.n && v.s[end] != ' ' &&
		    v.s[end] != '\n'; end++)
			;
		end += end < v.n;
		for (bool kept = address(str_slice(v, i, end)); i < end; i++) {
			char low = (char)(v.s[i] | 0x20);
			const char *c = strchr(latin, low);

			if (kept || low < 'a' || low > 'z')
				buf_putc(&b, v.s[i]);
			else
				utf8_put(&b, 0x430 + (uint32_t)(c - latin) -
				    (low == v.s[i] ? 0 : 0x20));
		}
	}
	return buf_str(&b);
}

static void
put_classes(struct dump *s, const struct doc *d, const char *page)
{
	for (size_t i = 1; i < d->nboxes; i++) {
		const struct box *b = &d->boxes[i];

		if (b->classes.n + b->id.n == 0)
			continue;
		fprintf(s->classes, "%s\t%u\t%u\t", page, b->first, b->end);
		put_text(s->classes, b->classes);
		putc(' ', s->classes);
		put_text(s->classes, b->id);
		putc('\n', s->classes);
	}
}

/* CLASS_OWN and those behind it, for each table */
static void
put_words(struct dump *s, struct doc *d)
{
	enum { N = FEAT_CLASS_SUM - FEAT_CLASS_OWN + 1 };
	struct featset sets[64];

	for (size_t t = 0; t < s->ntables; t++)
		feat_make(d, s->tables[t], &sets[t]);
	for (size_t k = 0; k < sets[0].n; k++)
		for (size_t t = 0; t < s->ntables; t++)
			fwrite(&sets[t].rows[sets[t].judged[k]]
			    [FEAT_CLASS_OWN], sizeof(int16_t), N, s->words);
}

static void
put_hash(void *ctx, uint32_t hash)
{
	struct dump *s = ctx;
	uint32_t pair[] = { s->row, hash };

	fwrite(pair, sizeof(pair), 1, s->hashes);
}

/* n features from the first on, as each table fills them */
static void
put_filled(struct doc *d, struct featset *set,
    const struct tables *tables, bool ends, FILE *f)
{
	size_t first = ends ? FEAT_ENDS : FEAT_PHRASES;
	size_t n = (ends ? FEAT_ENDS_NEXT : FEAT_PHRASES_NEAR) - first + 1;
	int16_t *out = arena_array(d->arena, set->n * tables->n * n,
	    sizeof(*out));

	for (size_t t = 0; t < tables->n; t++) {
		if (ends)
			ends_fill(d, set, tables->all[t]);
		else
			phrases_fill(set, tables->all[t]);
		for (size_t k = 0; k < set->n; k++)
			memcpy(&out[(k * tables->n + t) * n],
			    &set->rows[set->judged[k]][first],
			    n * sizeof(*out));
	}
	fwrite(out, n * sizeof(*out), set->n * tables->n, f);
}

static void
put_second(struct dump *s, struct doc *d, struct featset *set)
{
	enum { N = FEAT_MAX - FEAT_S_OWN };
	float *all = arena_array(d->arena, set->n * s->nscores, sizeof(*all));
	float *one = arena_array(d->arena, set->n, sizeof(*one));
	int16_t *out = arena_array(d->arena, set->n * s->nscores * N,
	    sizeof(*out));

	if (fread(all, sizeof(*all), set->n * s->nscores, s->scores) !=
	    set->n * s->nscores) {
		fputs("dump: too few scores\n", stderr);
		exit(1);
	}
	for (size_t t = 0; t < s->nscores; t++) {
		for (size_t k = 0; k < set->n; k++)
			one[k] = all[k * s->nscores + t];
		feat_second(d, set, one);
		for (size_t k = 0; k < set->n; k++)
			memcpy(&out[(k * s->nscores + t) * N],
			    &set->rows[set->judged[k]][FEAT_S_OWN],
			    N * sizeof(*out));
	}
	fwrite(out, sizeof(*out) * N, set->n * s->nscores, s->second);
}

static void
put_blocks(struct dump *s, struct doc *d, const char *page)
{
	struct featset set;

	feat_make(d, NULL, &set);
	if (s->ntables > 0)
		put_words(s, d);
	if (s->said.n > 0)
		put_filled(d, &set, &s->said, false, s->phrases);
	if (s->over.n > 0)
		put_filled(d, &set, &s->over, true, s->ends);
	if (s->scores != NULL)
		put_second(s, d, &set);
	for (size_t k = 0; k < set.n; k++) {
		const struct block *b = &d->blocks[set.judged[k]];
		bool fell = b->fate == FATE_DROP;

		fprintf(s->tsv, "%s\t%u\t%u\t%u\t%s\t%.*s\t", page,
		    set.judged[k], set.boxes[b->box].wider, b->words,
		    kind_names[b->kind],
		    P(fell ? b->verdict->why->category : S("-")));
		put_text(s->tsv, b->text);
		putc('\n', s->tsv);
		fwrite(set.rows[set.judged[k]], sizeof(*set.rows), 1,
		    s->rows);
		phrase_features(&set.openings[k], put_hash, s);
		s->row++;
	}
}

static void
read_table(struct dump *s, const char *name)
{
	struct class_word *t = arena_array(&s->process, CLASS_SLOTS,
	    sizeof(*t));
	FILE *f = fopen(name, "r");
	char word[sizeof(t->word)];
	int weight, joint, near;

	if (f == NULL || s->ntables == 64) {
		fprintf(stderr, "dump: %s: %s\n", name, strerror(errno));
		exit(1);
	}
	while (fscanf(f, "%13s %d %d %d", word, &weight, &joint,
	    &near) == 4) {
		size_t at = str_hash(str_of(word)) & (CLASS_SLOTS - 1);

		while (t[at].word[0] != '\0')
			at = (at + 1) & (CLASS_SLOTS - 1);
		memcpy(t[at].word, word, sizeof(word));
		t[at].weight = (int8_t)weight;
		t[at].joint = (int8_t)joint;
		t[at].near = (int8_t)near;
	}
	fclose(f);
	s->tables[s->ntables++] = t;
}

static void
read_phrases(struct dump *s, struct tables *tables, const char *name)
{
	struct phrase *t = arena_array(&s->process, PHRASE_SLOTS,
	    sizeof(*t));
	FILE *f = fopen(name, "r");
	uint32_t hash;
	int weight;

	if (f == NULL || tables->n == 64) {
		fprintf(stderr, "dump: %s: %s\n", name, strerror(errno));
		exit(1);
	}
	while (fscanf(f, "%" SCNu32 "%d", &hash, &weight) == 2) {
		size_t at = hash & (PHRASE_SLOTS - 1);

		while (t[at].weight != 0)
			at = (at + 1) & (PHRASE_SLOTS - 1);
		t[at].check = (uint16_t)(hash >> 16);
		t[at].weight = (int8_t)weight;
	}
	fclose(f);
	tables->all[tables->n++] = t;
}

static void
dump_page(struct dump *s, const char *name)
{
	struct html_opts html = { .limits = &s->limits };
	struct doc doc;
	const char *page = strrchr(name, '/');
	bool plain;
	str bytes;

	page = page != NULL ? page + 1 : name;
	plain = strstr(page, ".txt") != NULL;
	if (!slurp_file(name, &s->page, 1u << 30, &bytes) ||
	    !input_unpack(&s->page, &bytes, &s->limits, &s->diag)) {
		fprintf(stderr, "dump: %s: %s\n", name, strerror(errno));
		exit(1);
	}
	doc_init(&doc, &s->page);
	if (!plain)
		html_read(&doc, charset_to_utf8(&s->page, bytes,
		    (str){ "", 0 }, true, &s->diag), &html, &s->diag);
	if (s->as_text) {
		str text = plain ? bytes : naive_text(&doc);

		if (s->foreign)
			text = foreign_text(&s->page, text);
		doc_init(&doc, &s->page);
		text_read(&doc, text, &s->limits, &s->diag);
	}
	match_free(s->matcher, &doc, &s->diag);
	meta_judge(&doc);
	put_blocks(s, &doc, page);
	put_classes(s, &doc, page);
	arena_reset(&s->page);
}

int
main(int argc, char **argv)
{
	struct dump s = { 0 };
	int i = 1;

	arena_init(&s.process, die, NULL);
	arena_init(&s.page, die, NULL);
	limits_default(&s.limits);
	diag_init(&s.diag, NULL, NULL);
	for (; i < argc && argv[i][0] == '-'; i++) {
		if (strcmp(argv[i], "-t") == 0) {
			s.as_text = true;
		} else if (strcmp(argv[i], "-x") == 0) {
			s.foreign = true;
		} else if (strcmp(argv[i], "-w") == 0 && i + 1 < argc) {
			read_table(&s, argv[++i]);
		} else if (strcmp(argv[i], "-p") == 0 && i + 1 < argc) {
			read_phrases(&s, &s.said, argv[++i]);
		} else if (strcmp(argv[i], "-e") == 0 && i + 1 < argc) {
			read_phrases(&s, &s.over, argv[++i]);
		} else if (strcmp(argv[i], "-s") == 0 && i + 2 < argc) {
			s.nscores = (size_t)atoi(argv[++i]);
			s.scores = fopen(argv[++i], "r");
		}
	}
	if (i + 1 >= argc) {
		fputs("usage: dump [-t] [-x] [-w WORDS]... [-p PHRASES]... "
		    "[-e ENDS]... [-s N SCORES] OUT FILE...\n", stderr);
		return 2;
	}
	s.rules = rules_new(&s.process, &s.limits);
	rules_load_image(s.rules, &builtin_rules);
	if (!rules_ready(s.rules, &s.diag))
		return 1;
	s.matcher = matcher_new(&s.process, s.rules);
	s.tsv = open_out(argv[i], ".tsv");
	s.rows = open_out(argv[i], ".i16");
	s.classes = open_out(argv[i], ".class");
	s.hashes = open_out(argv[i], ".hashes");
	s.phrases = s.said.n > 0 ? open_out(argv[i], ".phrases") : NULL;
	s.ends = s.over.n > 0 ? open_out(argv[i], ".ends") : NULL;
	s.words = s.ntables > 0 ? open_out(argv[i], ".words") : NULL;
	s.second = s.scores != NULL ? open_out(argv[i], ".second") : NULL;
	for (i++; i < argc; i++)
		dump_page(&s, argv[i]);
	return fclose(s.tsv) != 0 || fclose(s.rows) != 0 ||
	    fclose(s.classes) != 0 || fclose(s.hashes) != 0 ||
	    (s.phrases != NULL && fclose(s.phrases) != 0) ||
	    (s.ends != NULL && fclose(s.ends) != 0) ||
	    (s.words != NULL && fclose(s.words) != 0) ||
	    (s.second != NULL && fclose(s.second) != 0);
}
