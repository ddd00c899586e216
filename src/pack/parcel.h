/*
 * Parcels: a release as one signed file. The form is in docs/formats.md. A
 * parcel is written byte for byte the same from the same release and key; of
 * one that is read nothing is believed before the signature fits.
 */
#ifndef ZD_PACK_PARCEL_H
#define ZD_PACK_PARCEL_H

#include "base/signing.h"
#include "base/str.h"
#include "model/pack.h"

#define ZD_PARCEL_MAX ((size_t)256 << 20) /* bytes of a parcel */

struct zd_parcel {
	char key[ZD_KEY_LEN + 1];   /* who signed */
	char hash[ZD_HASH_LEN + 1]; /* of all its files */
	int64_t release;            /* the release's number where it was made */
	int32_t effective;
	const char *author, *message;
	struct zd_pack_file *files; /* sorted by path */
	size_t count;
};

/* Writes and signs; key is that of the secret, hash is computed. The caller owns `out`. */
void zd_parcel_write(struct zd_str *out, const struct zd_parcel *p, const char *secret);
/*
 * Reads data, which must outlive the result, and checks everything: the form,
 * the signature by the key that it names, the hash of every file and of all.
 * ZD_DATA otherwise. Whether the key is to be trusted is the caller's to say.
 */
int zd_parcel_read(struct zd_parcel *out, const char *data, size_t size, struct zd_arena *arena, struct zd_error *err);

#endif
