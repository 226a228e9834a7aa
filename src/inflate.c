#include "inflate.h"

#include <brotli/decode.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

#include "arena.h"

enum { PIECE = 32 * 1024 };

/* what one step of a library made */
struct step {
	char piece[PIECE];
	size_t n;
	bool end;		/* reached, and all was well */
};

/* runs a library's step function until nothing more comes */
static enum inflated
run(struct arena *a, size_t most, str *out, void *lib,
    bool (*step)(void *lib, struct step *))
{
	struct step s = { .end = false };
	struct buf b;
	bool more = true;

	buf_init(&b, a);
	while (more) {
		s.n = 0;
		more = step(lib, &s);
		if (s.n > most - b.n)
			return INFLATED_TOO_LARGE;
		buf_put(&b, (str){ s.piece, s.n });
	}
	*out = buf_str(&b);
	return s.end ? INFLATED : b.n > 0 ? INFLATED_CUT : INFLATED_NOT;
}

static bool
zlib_step(void *lib, struct step *s)
{
	z_stream *z = lib;
	int rc;

	z->next_out = (unsigned char *)s->piece;
	z->avail_out = sizeof(s->piece);
	rc = inflate(z, Z_NO_FLUSH);
	s->n = sizeof(s->piece) - z->avail_out;
	/* gzip files may be put together by cat */
	if (rc == Z_STREAM_END && z->avail_in > 2 &&
	    z->next_in[0] == 0x1f && z->next_in[1] == 0x8b)
		return inflateReset(z) == Z_OK;
	s->end = rc == Z_STREAM_END;
	return rc == Z_OK && s->n > 0;
}

/* an input of nothing is nothing compressed; sizes fit: a record is < 2 GB */
static enum inflated
zlib(struct arena *a, str in, size_t most, str *out, int window)
{
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)in.s,
	    .avail_in = (unsigned)in.n };
	enum inflated how;

	if (in.n == 0 || inflateInit2(&z, window) != Z_OK)
		return INFLATED_NOT;
	how = run(a, most, out, &z, zlib_step);
	inflateEnd(&z);
	return how;
}

enum inflated
inflate_gzip(struct arena *a, str in, size_t most, str *out)
{
	if (!str_starts(in, S("\x1f\x8b")))
		return INFLATED_NOT;
	return zlib(a, in, most, out, 15 + 16);
}

enum inflated
inflate_deflate(struct arena *a, str in, size_t most, str *out)
{
	enum inflated how = zlib(a, in, most, out, 15 + 32);

	/* a page as it is starts with '<', which is no bare deflate either */
	if (how == INFLATED_NOT && in.n > 0 && in.s[0] != '<')
		how = zlib(a, in, most, out, -15);
	return how;
}

struct brotli {
	BrotliDecoderState *state;
	const uint8_t *in;
	size_t n;
};

static bool
brotli_step(void *lib, struct step *s)
{
	struct brotli *b = lib;
	uint8_t *out = (uint8_t *)s->piece;
	size_t room = sizeof(s->piece);
	BrotliDecoderResult rc = BrotliDecoderDecompressStream(b->state,
	    &b->n, &b->in, &room, &out, NULL);

	/* what an error left undone is not text */
	s->n = sizeof(s->piece) - room;
	s->end = rc == BROTLI_DECODER_RESULT_SUCCESS;
	return rc == BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT;
}

enum inflated
inflate_brotli(struct arena *a, str in, size_t most, str *out)
{
	struct brotli b = { .in = (const uint8_t *)in.s, .n = in.n };
	enum inflated how;

	/* it has no magic: a page as it is starts with '<' */
	if (in.n == 0 || in.s[0] == '<')
		return INFLATED_NOT;
	b.state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
	if (b.state == NULL) {
		a->fail(a->ctx);
		return INFLATED_NOT;
	}
	how = run(a, most, out, &b, brotli_step);
	BrotliDecoderDestroyInstance(b.state);
	return how;
}

struct zstd {
	ZSTD_DStream *state;
	ZSTD_inBuffer in;
};

static bool
zstd_step(void *lib, struct step *s)
{
	struct zstd *z = lib;
	ZSTD_outBuffer out = { s->piece, sizeof(s->piece), 0 };
	size_t rc = ZSTD_decompressStream(z->state, &out, &z->in);

	s->n = out.pos;
	s->end = rc == 0 && z->in.pos == z->in.size;
	return !ZSTD_isError(rc) && (z->in.pos < z->in.size || rc > 0) &&
	    out.pos > 0;
}

enum inflated
inflate_zstd(struct arena *a, str in, size_t most, str *out)
{
	struct zstd z = { .in = { in.s, in.n, 0 } };
	enum inflated how;

	if (!str_starts(in, S("\x28\xb5\x2f\xfd")))
		return INFLATED_NOT;
	z.state = ZSTD_createDStream();
	if (z.state == NULL) {
		a->fail(a->ctx);
		return INFLATED_NOT;
	}
	how = run(a, most, out, &z, zstd_step);
	ZSTD_freeDStream(z.state);
	return how;
}
