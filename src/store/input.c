/*
 * Bytes on their way in: read(2), then zlib where the file is gzip, then
 * iconv where it is gb18030. Each step keeps what it could not use yet.
 */
#include "store/input.h"

#include <errno.h>
#include <fcntl.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "base/mem.h"

#define RAW_SIZE ((size_t)128 * 1024)
#define FIRST_WINDOW ((size_t)256 * 1024)
#define GZIP_ONLY (15 + 16) /* zlib's window bits for gzip and nothing else */
#define LONGEST_CHARACTER 4 /* in bytes, of gb18030 and UTF-8 */

struct zd_input {
	int fd;
	uint64_t taken, total;
	unsigned char *raw; /* bytes of the file: raw[raw_at] up to raw[raw_end] are not used yet */
	size_t raw_at, raw_end;
	bool gzip;
	bool between; /* two gzip members, or behind the last */
	z_stream inflater;
	bool convert;
	iconv_t converter;
	char *foreign; /* bytes that are not converted yet */
	size_t foreign_at, foreign_end;
};

/* One read of at most cap bytes; *n is 0 at the end of the file. */
static int read_file(struct zd_input *in, void *buf, size_t cap, size_t *n, struct zd_error *err)
{
	ssize_t got;
	do {
		got = read(in->fd, buf, cap);
	} while (got < 0 && errno == EINTR);
	*n = got > 0 ? (size_t)got : 0;
	in->taken += *n;
	return got < 0 ? zd_fail(err, ZD_IO, "cannot be read: %s", strerror(errno)) : ZD_OK;
}

/* Makes sure that `wanted` bytes are in `raw`, unless the file ends before. */
static int fill_raw(struct zd_input *in, size_t wanted, struct zd_error *err)
{
	size_t n = 1;
	int rc = ZD_OK;
	if (in->raw_end - in->raw_at >= wanted)
		return ZD_OK;
	memmove(in->raw, in->raw + in->raw_at, in->raw_end - in->raw_at);
	in->raw_end -= in->raw_at;
	in->raw_at = 0;
	while (!rc && n > 0 && in->raw_end < wanted) {
		rc = read_file(in, in->raw + in->raw_end, RAW_SIZE - in->raw_end, &n, err);
		in->raw_end += n;
	}
	return rc;
}

static bool at_gzip(const struct zd_input *in)
{
	const unsigned char *p = in->raw + in->raw_at;
	return in->raw_end - in->raw_at >= 2 && p[0] == 0x1f && p[1] == 0x8b;
}

/* Between members: *more says whether another one begins. */
static int next_member(struct zd_input *in, bool *more, struct zd_error *err)
{
	*more = false;
	int rc = fill_raw(in, 2, err);
	if (rc || in->raw_at == in->raw_end)
		return rc;
	if (!at_gzip(in))
		return zd_fail(err, ZD_DATA, "the gzip file is damaged: behind its end there is something else");
	inflateReset(&in->inflater);
	in->between = false;
	*more = true;
	return ZD_OK;
}

/* One call of zlib into what is left of its output. */
static int inflate_some(struct zd_input *in, struct zd_error *err)
{
	z_stream *z = &in->inflater;
	int rc = fill_raw(in, 1, err);
	if (rc)
		return rc;
	z->next_in = in->raw + in->raw_at;
	z->avail_in = (uInt)(in->raw_end - in->raw_at);
	int status = inflate(z, Z_NO_FLUSH);
	in->raw_at = in->raw_end - z->avail_in;
	if (status == Z_STREAM_END)
		in->between = true;
	else if (status == Z_BUF_ERROR && in->raw_at == in->raw_end)
		return zd_fail(err, ZD_DATA, "the gzip file is cut off before its end");
	else if (status != Z_OK && status != Z_BUF_ERROR)
		return zd_fail(err, ZD_DATA, "the gzip file is damaged: %s", z->msg ? z->msg : zError(status));
	return ZD_OK;
}

static int read_gzip(struct zd_input *in, char *buf, size_t cap, size_t *n, struct zd_error *err)
{
	z_stream *z = &in->inflater;
	int rc = ZD_OK;
	bool more = true;
	z->next_out = (unsigned char *)buf;
	z->avail_out = (uInt)cap;
	while (!rc && more && z->avail_out == cap)
		rc = in->between ? next_member(in, &more, err) : inflate_some(in, err);
	*n = cap - z->avail_out;
	return *n > 0 ? ZD_OK : rc;
}

/* The file's bytes, out of their gzip. */
static int read_bytes(struct zd_input *in, char *buf, size_t cap, size_t *n, struct zd_error *err)
{
	if (cap > RAW_SIZE)
		cap = RAW_SIZE;
	if (in->gzip)
		return read_gzip(in, buf, cap, n, err);
	*n = in->raw_end - in->raw_at;
	if (*n == 0)
		return read_file(in, buf, cap, n, err);
	if (*n > cap)
		*n = cap;
	memcpy(buf, in->raw + in->raw_at, *n);
	in->raw_at += *n;
	return ZD_OK;
}

static int fill_foreign(struct zd_input *in, bool *ended, struct zd_error *err)
{
	size_t n, rest = in->foreign_end - in->foreign_at;
	memmove(in->foreign, in->foreign + in->foreign_at, rest);
	int rc = read_bytes(in, in->foreign + rest, RAW_SIZE - rest, &n, err);
	in->foreign_at = 0;
	in->foreign_end = rest + n;
	*ended = n == 0;
	return rc;
}

static int read_converted(struct zd_input *in, char *buf, size_t cap, size_t *n, struct zd_error *err)
{
	char *to = buf;
	size_t room = cap;
	*n = 0;
	while (to == buf) {
		bool ended = false;
		/* A rest shorter than a character may be the beginning of one. */
		if (in->foreign_end - in->foreign_at < LONGEST_CHARACTER) {
			int rc = fill_foreign(in, &ended, err);
			if (rc)
				return rc;
			if (in->foreign_end == 0)
				return ZD_OK;
		}
		char *from = in->foreign + in->foreign_at;
		size_t left = in->foreign_end - in->foreign_at;
		size_t result = iconv(in->converter, &from, &left, &to, &room);
		in->foreign_at = in->foreign_end - left;
		if (result == (size_t)-1 && to == buf && (errno == EILSEQ || (errno == EINVAL && ended)))
			return zd_fail(err, ZD_DATA, "is not gb18030 text from here on (byte 0x%02X)",
				       (unsigned char)*from);
	}
	*n = (size_t)(to - buf);
	return ZD_OK;
}

int zd_input_read(struct zd_input *in, char *buf, size_t cap, size_t *n, struct zd_error *err)
{
	return in->convert ? read_converted(in, buf, cap, n, err) : read_bytes(in, buf, cap, n, err);
}

static int open_file(struct zd_input *in, const char *path, struct zd_error *err)
{
	struct stat st;
	if (strcmp(path, "-") == 0) {
		in->fd = STDIN_FILENO;
		return ZD_OK;
	}
	in->fd = open(path, O_RDONLY | O_CLOEXEC);
	if (in->fd < 0)
		return errno == ENOENT || errno == ENOTDIR
			       ? zd_fail_at(err, ZD_NOT_FOUND, path, 0, 0, "there is no such file")
			       : zd_fail_at(err, ZD_IO, path, 0, 0, "cannot be read: %s", strerror(errno));
	if (fstat(in->fd, &st) == 0 && S_ISDIR(st.st_mode))
		return zd_fail_at(err, ZD_IO, path, 0, 0, "this is a folder, not a file");
	in->total = S_ISREG(st.st_mode) && st.st_size > 0 ? (uint64_t)st.st_size : 0;
	return ZD_OK;
}

int zd_input_open(struct zd_input **out, const char *path, bool gb18030, struct zd_error *err)
{
	struct zd_input *in = zd_alloc(sizeof *in);
	*in = (struct zd_input){.fd = -1, .converter = (iconv_t)-1};
	in->raw = zd_realloc(NULL, RAW_SIZE);
	int rc = open_file(in, path, err);
	if (!rc)
		rc = fill_raw(in, 2, err);
	if (!rc && at_gzip(in)) {
		in->gzip = inflateInit2(&in->inflater, GZIP_ONLY) == Z_OK;
		if (!in->gzip)
			rc = zd_fail(err, ZD_LIMIT, "not enough memory to read gzip");
	}
	if (!rc && gb18030) {
		in->convert = true;
		in->foreign = zd_realloc(NULL, RAW_SIZE);
		in->converter = iconv_open("UTF-8", "GB18030");
		if (in->converter == (iconv_t)-1)
			rc = zd_fail(err, ZD_IO, "this system cannot read gb18030");
	}
	if (rc) {
		zd_input_close(in);
		in = NULL;
	}
	*out = in;
	return rc;
}

void zd_input_close(struct zd_input *in)
{
	if (!in)
		return;
	if (in->gzip)
		inflateEnd(&in->inflater);
	if (in->converter != (iconv_t)-1)
		iconv_close(in->converter);
	if (in->fd > STDIN_FILENO)
		close(in->fd);
	free(in->raw);
	free(in->foreign);
	free(in);
}

void zd_input_progress(const struct zd_input *in, uint64_t *bytes, uint64_t *total)
{
	*bytes = in->taken;
	*total = in->total;
}

int zd_window_fill(struct zd_window *w, size_t most, struct zd_error *err)
{
	size_t n = 1, before;
	int rc = ZD_OK;
	if (w->start > 0) {
		memmove(w->data, w->data + w->start, w->end - w->start);
		w->end -= w->start;
		w->start = 0;
	}
	if (w->cap - w->end < LONGEST_CHARACTER && w->cap < most) {
		w->cap = w->cap ? 2 * w->cap : FIRST_WINDOW;
		if (w->cap > most)
			w->cap = most;
		w->data = zd_realloc(w->data, w->cap + 1);
	}
	/* A character that is converted must fit whole. */
	for (before = w->end; !rc && n > 0 && w->cap - w->end >= LONGEST_CHARACTER; w->end += n) {
		n = 0;
		rc = zd_input_read(w->in, w->data + w->end, w->cap - w->end, &n, err);
	}
	w->ended = !rc && n == 0;
	return w->end > before ? ZD_OK : rc; /* damage comes again */
}

void zd_window_free(struct zd_window *w)
{
	free(w->data);
	w->data = NULL;
	w->start = w->end = w->cap = 0;
}
