/*
 * Parcels:
 *
 *   zhidu release 1
 *   key <public key>
 *   release <number>
 *   effective <date>
 *   hash <of all files>
 *   author <JSON string>
 *   message <JSON string>
 *   files <count>
 *   file <size> <hash> <path>        one a file, sorted by path
 *   content
 *   <the files' bytes, one behind the other>
 *   signature <over everything before this line>
 */
#include "pack/parcel.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/json.h"
#include "base/utf8.h"

#define MAGIC "zhidu release "
#define VERSION "1"
#define FILES_MAX 20000
#define SIGNATURE "signature "
#define SIGNATURE_LINE (strlen(SIGNATURE) + ZD_SIGNATURE_LEN + 1)

static void hash_of(const char *data, size_t size, char out[ZD_HASH_LEN + 1])
{
	struct zd_hash hash;
	zd_hash_begin(&hash);
	zd_hash_add(&hash, data, size);
	zd_hash_end(&hash, out);
}

/* ---- writing ---- */

static void put_string(struct zd_str *out, const char *word, const char *text)
{
	zd_str_printf(out, "%s ", word);
	zd_json_string(out, text, strlen(text));
	zd_str_addc(out, '\n');
}

void zd_parcel_write(struct zd_str *out, const struct zd_parcel *p, const char *secret)
{
	char key[ZD_KEY_LEN + 1] = "", hash[ZD_HASH_LEN + 1], date[ZD_DATE_LEN + 1], signature[ZD_SIGNATURE_LEN + 1];
	zd_key_public(key, secret);
	zd_pack_hash(p->files, p->count, hash);
	zd_date_format(zd_date_from_days(p->effective), date);
	zd_str_printf(out, MAGIC VERSION "\nkey %s\nrelease %" PRId64 "\neffective %s\nhash %s\n", key, p->release,
		      date, hash);
	put_string(out, "author", p->author);
	put_string(out, "message", p->message);
	zd_str_printf(out, "files %zu\n", p->count);
	for (size_t i = 0; i < p->count; i++) {
		hash_of(p->files[i].data, p->files[i].size, hash);
		zd_str_printf(out, "file %zu %s %s\n", p->files[i].size, hash, p->files[i].path);
	}
	zd_str_add(out, "content\n");
	for (size_t i = 0; i < p->count; i++)
		zd_str_addn(out, p->files[i].data, p->files[i].size);
	zd_sign_bytes(signature, zd_str_text(out), out->len, secret);
	zd_str_printf(out, SIGNATURE "%s\n", signature);
}

/* ---- reading ---- */

struct reading {
	const char *at, *end; /* of what is signed */
	struct zd_arena *arena;
	struct zd_error *err;
	bool failed;
};

static void spoil(struct reading *r, const char *what)
{
	if (!r->failed)
		zd_fail(r->err, ZD_DATA, "the signed file does not have the right form: %s", what);
	r->failed = true;
}

/* The rest of a line that begins with the word and a blank; "" after a failure. */
static const char *take(struct reading *r, const char *word)
{
	size_t n = strlen(word);
	const char *end = r->failed ? NULL : memchr(r->at, '\n', (size_t)(r->end - r->at));
	if (!end || (size_t)(end - r->at) <= n || memcmp(r->at, word, n) != 0 || r->at[n] != ' ' ||
	    memchr(r->at, '\0', (size_t)(end - r->at))) {
		spoil(r, zd_arena_printf(r->arena, "a line \"%s …\" is missing", word));
		return "";
	}
	const char *text = zd_arena_strndup(r->arena, r->at + n + 1, (size_t)(end - r->at) - n - 1);
	r->at = end + 1;
	return text;
}

/* A number in as few digits as it takes. */
static uint64_t number(struct reading *r, const char *text, size_t n)
{
	uint64_t value = 0;
	if (n == 0 || n > 15 || (n > 1 && text[0] == '0'))
		spoil(r, "a number is wrong");
	for (size_t i = 0; i < n && !r->failed; i++) {
		if (text[i] < '0' || text[i] > '9')
			spoil(r, "a number is wrong");
		else
			value = value * 10 + (uint64_t)(text[i] - '0');
	}
	return r->failed ? 0 : value;
}

static const char *string(struct reading *r, const char *word)
{
	struct zd_json *json;
	struct zd_error ignored;
	const char *text = take(r, word);
	if (r->failed || zd_json_parse(&json, text, strlen(text), r->arena, &ignored) || json->kind != ZD_JSON_STRING) {
		spoil(r, zd_arena_printf(r->arena, "\"%s\" is no JSON string", word));
		return "";
	}
	return json->text;
}

static void copy_hash(struct reading *r, char out[ZD_HASH_LEN + 1], const char *text)
{
	if (!r->failed && !zd_key_ok(text)) /* as many hexadecimal digits as a key */
		spoil(r, "a hash is wrong");
	zd_utf8_copy(out, ZD_HASH_LEN + 1, text);
}

/* "<size> <hash> <path>" */
static void read_entry(struct reading *r, struct zd_pack_file *file, char hash[ZD_HASH_LEN + 1])
{
	const char *text = take(r, "file");
	size_t digits = strcspn(text, " ");
	file->size = (size_t)number(r, text, digits);
	text += digits + (text[digits] == ' ');
	if (strlen(text) < ZD_HASH_LEN + 2 || text[ZD_HASH_LEN] != ' ') {
		spoil(r, "a line of a file is wrong");
		return;
	}
	copy_hash(r, hash, zd_arena_strndup(r->arena, text, ZD_HASH_LEN));
	file->path = text + ZD_HASH_LEN + 1;
}

static void read_files(struct reading *r, struct zd_parcel *p)
{
	const char *text = take(r, "files");
	uint64_t count = number(r, text, strlen(text));
	if (count > FILES_MAX)
		spoil(r, "too many files");
	if (r->failed)
		return;
	p->count = (size_t)count;
	p->files = zd_arena_alloc(r->arena, (p->count + 1) * sizeof *p->files);
	char(*hashes)[ZD_HASH_LEN + 1] = zd_arena_alloc(r->arena, (p->count + 1) * sizeof *hashes);
	for (size_t i = 0; i < p->count && !r->failed; i++) {
		read_entry(r, &p->files[i], hashes[i]);
		if (i && !r->failed && strcmp(p->files[i - 1].path, p->files[i].path) >= 0)
			spoil(r, "its files are not in order");
	}
	static const char CONTENT[] = "content\n";
	if (!r->failed && ((size_t)(r->end - r->at) < strlen(CONTENT) || memcmp(r->at, CONTENT, strlen(CONTENT)) != 0))
		spoil(r, "the content is missing");
	if (!r->failed)
		r->at += strlen(CONTENT);
	for (size_t i = 0; i < p->count && !r->failed; i++) {
		char hash[ZD_HASH_LEN + 1];
		if ((size_t)(r->end - r->at) < p->files[i].size) {
			spoil(r, "the content is too short");
			return;
		}
		p->files[i].data = r->at;
		r->at += p->files[i].size;
		hash_of(p->files[i].data, p->files[i].size, hash);
		if (strcmp(hash, hashes[i]) != 0)
			spoil(r, "a file is not what its hash says");
	}
	if (!r->failed && r->at != r->end)
		spoil(r, "there is more content than files");
}

/* Whose signature it bears; the bytes before the last line are what is signed. */
static int verify(struct reading *r, struct zd_parcel *p, const char *data, size_t size)
{
	size_t n = strlen(MAGIC VERSION "\n");
	if (size < strlen(MAGIC) || memcmp(data, MAGIC, strlen(MAGIC)) != 0)
		return zd_fail(r->err, ZD_DATA, "this is no signed release");
	if (size < n || memcmp(data, MAGIC VERSION "\n", n) != 0)
		return zd_fail(r->err, ZD_DATA, "the signed release has another version than %s, the one that is known",
			       VERSION);
	if (size < n + SIGNATURE_LINE || data[size - 1] != '\n' ||
	    memcmp(data + size - SIGNATURE_LINE, SIGNATURE, strlen(SIGNATURE)) != 0)
		return zd_fail(r->err, ZD_DATA, "the signed release ends before its signature: the file is not whole");
	r->at = data + n;
	r->end = data + size - SIGNATURE_LINE;
	const char *key = take(r, "key");
	if (r->failed)
		return r->err->code;
	if (!zd_key_ok(key))
		return zd_fail(r->err, ZD_DATA, "the signed release names no key");
	zd_utf8_copy(p->key, sizeof p->key, key);
	const char *signature = zd_arena_strndup(r->arena, r->end + strlen(SIGNATURE), ZD_SIGNATURE_LEN);
	if (!zd_signature_fits(signature, data, (size_t)(r->end - data), key))
		return zd_fail(r->err, ZD_DATA,
			       "the signature does not fit: the file was changed after it was signed, or is not by the "
			       "key that it names");
	return ZD_OK;
}

int zd_parcel_read(struct zd_parcel *out, const char *data, size_t size, struct zd_arena *arena, struct zd_error *err)
{
	struct reading r = {.arena = arena, .err = err};
	struct zd_date date;
	char hash[ZD_HASH_LEN + 1];
	*out = (struct zd_parcel){.author = "", .message = ""};
	if (verify(&r, out, data, size))
		return err->code;
	const char *text = take(&r, "release");
	out->release = (int64_t)number(&r, text, strlen(text));
	text = take(&r, "effective");
	if (!r.failed && !zd_date_parse(text, strlen(text), &date))
		spoil(&r, "the date is none");
	copy_hash(&r, out->hash, take(&r, "hash"));
	out->author = string(&r, "author");
	out->message = string(&r, "message");
	read_files(&r, out);
	if (r.failed)
		return err->code;
	out->effective = zd_date_days(date);
	zd_pack_hash(out->files, out->count, hash);
	if (strcmp(hash, out->hash) != 0)
		return zd_fail(err, ZD_DATA, "the signed release is not what its hash says");
	return ZD_OK;
}
