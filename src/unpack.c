#include "unpack.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "io.h"

enum {
	RAW = 256 * 1024,
	DICTIONARY = 16 << 20	/* no dictionary is larger */
};

static const char gzip_magic[] = "\x1f\x8b\x08";
static const char zstd_magic[] = "\x28\xb5\x2f\xfd";
static const char dictionary_magic[] = "\x5d\x2a\x4d\x18";

void
unpack_init(struct unpack *u, int fd, const struct arena *a)
{
	struct stat st;

	*u = (struct unpack){ .fd = fd, .between = true, .patient = true };
	arena_init(&u->arena, a->fail, a->ctx);
	u->raw = arena_text(&u->arena, RAW);
	u->seekable = fstat(fd, &st) == 0 && S_ISREG(st.st_mode);
	if (u->seekable) {
		off_t at = lseek(fd, 0, SEEK_CUR);

		u->base = at > 0 ? (uint64_t)at : 0;
	}
}

void
unpack_free(struct unpack *u)
{
	if (u->packing == PACK_GZIP)
		inflateEnd(&u->zlib);
	ZSTD_freeDStream(u->zstd);
	arena_free(&u->arena);
}

uint64_t
unpack_offset(const struct unpack *u)
{
	return u->base + u->from;
}

/* what there is in the file; a code */
static ssize_t
input(struct unpack *u, char *to, size_t most)
{
	struct pollfd p = { .fd = u->fd, .events = POLLIN };
	ssize_t n;

	do {
		if (!u->patient && !io_ready(u->fd))
			return UNPACK_WAIT;
		while (u->patient && io_poll(&p, 1, -1) < 0)
			if (io_signal() != 0)
				return UNPACK_STOPPED;
		n = io_read(u->fd, to, most);
	} while (n < 0 && errno == EAGAIN);
	return n < 0 ? UNPACK_FAILED : n;
}

/* more raw bytes behind those that are there; keeps a member that is small */
static ssize_t
refill(struct unpack *u)
{
	size_t start = u->from;
	ssize_t n;

	if (u->member >= u->base && u->member < u->base + u->from &&
	    unpack_offset(u) - u->member <= RAW / 2 &&
	    u->to - (size_t)(u->member - u->base) <= RAW / 4 * 3)
		start = (size_t)(u->member - u->base);
	if (start > 0) {
		memmove(u->raw, u->raw + start, u->to - start);
		u->base += start;
		u->from -= start;
		u->to -= start;
	}
	n = input(u, u->raw + u->to, RAW - u->to);
	if (n > 0)
		u->to += (size_t)n;
	return n;
}

/* has n raw bytes to look at, or what there is up to the end */
static ssize_t
look(struct unpack *u, size_t n)
{
	while (u->to - u->from < n) {
		ssize_t k = refill(u);

		if (k <= 0)
			return k < 0 ? k : (ssize_t)(u->to - u->from);
	}
	return (ssize_t)(u->to - u->from);
}

static bool
starts(const struct unpack *u, const char *magic)
{
	size_t n = strlen(magic);

	return u->to - u->from >= n &&
	    memcmp(u->raw + u->from, magic, n) == 0;
}

/* ---- zstd, with the dictionary that some archives put first ---- */

static uint32_t
le32(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}

/* the next n raw bytes, copied */
static ssize_t
take(struct unpack *u, char *to, size_t n)
{
	for (size_t got = 0; got < n; ) {
		size_t k = u->to - u->from;

		if (k == 0) {
			ssize_t more = refill(u);

			if (more <= 0)
				return more < 0 ? more : UNPACK_BROKEN;
			continue;
		}
		k = k < n - got ? k : n - got;
		memcpy(to + got, u->raw + u->from, k);
		u->from += k;
		got += k;
	}
	return 1;
}

/* it may be compressed itself */
static bool
load_dictionary(struct unpack *u, struct arena *a, const char *s, size_t n)
{
	unsigned long long size = ZSTD_getFrameContentSize(s, n);
	char *plain;
	size_t k;

	if (n < 4 || memcmp(s, zstd_magic, 4) != 0)
		return !ZSTD_isError(ZSTD_DCtx_loadDictionary(u->zstd, s, n));
	if (size > DICTIONARY)
		size = DICTIONARY;
	plain = arena_text(a, (size_t)size);
	k = ZSTD_decompress(plain, (size_t)size, s, n);
	return !ZSTD_isError(k) &&
	    !ZSTD_isError(ZSTD_DCtx_loadDictionary(u->zstd, plain, k));
}

static ssize_t
dictionary(struct unpack *u)
{
	struct arena a;
	ssize_t rc;
	size_t n;
	char *s;

	u->patient = true;	/* what follows is read in one go */
	n = le32(u->raw + u->from + 4);
	if (n > DICTIONARY)
		return UNPACK_BROKEN;
	u->from += 8;
	arena_init(&a, u->arena.fail, u->arena.ctx);
	s = arena_text(&a, n);
	rc = take(u, s, n);
	if (rc == 1 && !load_dictionary(u, &a, s, n))
		rc = UNPACK_BROKEN;
	arena_free(&a);
	return rc;
}

static ssize_t
zstd_read(struct unpack *u, char *to, size_t n)
{
	ZSTD_inBuffer in = { u->raw, u->to, u->from };
	ZSTD_outBuffer out = { to, n, 0 };
	size_t rc = ZSTD_decompressStream(u->zstd, &out, &in);

	u->from = in.pos;
	if (ZSTD_isError(rc)) {
		ZSTD_DCtx_reset(u->zstd, ZSTD_reset_session_only);
		return UNPACK_BROKEN;
	}
	u->between = rc == 0;
	return (ssize_t)out.pos;
}

/* ---- gzip ---- */

static ssize_t
gzip_read(struct unpack *u, char *to, size_t n)
{
	int rc;

	u->zlib.next_in = (unsigned char *)u->raw + u->from;
	u->zlib.avail_in = (unsigned)(u->to - u->from);
	u->zlib.next_out = (unsigned char *)to;
	u->zlib.avail_out = (unsigned)n;
	rc = inflate(&u->zlib, Z_NO_FLUSH);
	u->from = u->to - u->zlib.avail_in;
	u->between = rc == Z_STREAM_END;
	if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
		return UNPACK_BROKEN;
	return (ssize_t)(n - u->zlib.avail_out);
}

/* ---- both ---- */

/* what kind of file it is; 1, or a code */
static ssize_t
sniff(struct unpack *u)
{
	static const char firsts[] = { '\x1f', '\x28', '\x5d' };
	ssize_t n = look(u, 1);

	/* no more of what is plain: a short line may be all that comes */
	if (n > 0 && memchr(firsts, u->raw[u->from], sizeof(firsts)) != NULL)
		n = look(u, 8);
	if (n <= 0)
		return n;
	u->packing = PACK_PLAIN;
	if (starts(u, gzip_magic)) {
		if (inflateInit2(&u->zlib, 15 + 16) != Z_OK)
			return UNPACK_FAILED;
		u->packing = PACK_GZIP;
	} else if (starts(u, zstd_magic) || starts(u, dictionary_magic)) {
		u->zstd = ZSTD_createDStream();
		if (u->zstd == NULL)
			return UNPACK_FAILED;
		u->packing = PACK_ZSTD;
		if (n >= 8 && starts(u, dictionary_magic))
			return dictionary(u);
	} else {
		u->members = 1;
	}
	return 1;
}

/* opens the next member; 1, or a code */
static ssize_t
open_member(struct unpack *u)
{
	ssize_t n;

	/* some writers pad with zeros */
	while ((n = look(u, 4)) > 0 && u->raw[u->from] == '\0')
		u->from++;
	if (n <= 0)
		return n;
	u->member = unpack_offset(u);
	u->members++;
	if (u->packing == PACK_GZIP)
		inflateReset(&u->zlib);
	if (!starts(u, u->packing == PACK_GZIP ? gzip_magic : zstd_magic))
		return UNPACK_BROKEN;
	u->between = false;
	return 1;
}

static ssize_t
plain_read(struct unpack *u, char *to, size_t n)
{
	size_t held = u->to - u->from;
	ssize_t rc;

	if (held > 0) {
		n = n < held ? n : held;
		memcpy(to, u->raw + u->from, n);
		u->from += n;
		return (ssize_t)n;
	}
	u->base += u->to;
	u->from = u->to = 0;
	rc = input(u, to, n);
	u->base += rc > 0 ? (size_t)rc : 0;
	return rc;
}

ssize_t
unpack_read(struct unpack *u, char *to, size_t n)
{
	ssize_t rc = 1;

	if (u->packing == PACK_UNKNOWN)
		rc = sniff(u);
	if (rc <= 0)
		return rc;
	if (u->packing == PACK_PLAIN)
		return plain_read(u, to, n);
	for (;;) {
		if (u->between && (rc = open_member(u)) <= 0)
			return rc;
		if ((rc = look(u, 1)) <= 0)
			return rc < 0 ? rc : UNPACK_BROKEN;
		rc = u->packing == PACK_GZIP ? gzip_read(u, to, n) :
		    zstd_read(u, to, n);
		if (rc != 0)
			return rc;
	}
}

/* raw reading goes on at an offset, or where it is when that is gone */
static void
go_to(struct unpack *u, uint64_t offset)
{
	if (offset >= u->base && offset <= u->base + u->to) {
		u->from = (size_t)(offset - u->base);
	} else if (u->seekable &&
	    lseek(u->fd, (off_t)offset, SEEK_SET) == (off_t)offset) {
		u->base = offset;
		u->from = u->to = 0;
	}
	u->between = true;
	if (u->zstd != NULL)
		ZSTD_DCtx_reset(u->zstd, ZSTD_reset_session_only);
}

ssize_t
unpack_seek(struct unpack *u, uint64_t offset)
{
	const char *magic = u->packing == PACK_GZIP ? gzip_magic : zstd_magic;

	go_to(u, offset);
	if (u->packing == PACK_PLAIN)
		return 1;
	/* what is passed over is not looked at again */
	u->member = unpack_offset(u);
	for (;;) {
		ssize_t n = look(u, 4);
		char *p;

		if (n == UNPACK_WAIT)
			u->member--;
		if (n < 4)
			return n < 0 ? n : UNPACK_END;
		if (starts(u, magic))
			return 1;
		p = memchr(u->raw + u->from + 1, magic[0], (size_t)n - 1);
		u->from = p != NULL ? (size_t)(p - u->raw) : u->to;
		u->member = unpack_offset(u);
	}
}
