/* Who is acting, and what that person may do. */
#ifndef ZHIDU_ACCESS_H
#define ZHIDU_ACCESS_H

#include "zhidu/session.h"

#ifdef __cplusplus
extern "C" {
#endif

/*
 * What the book knows of whoever runs the program: item, title, own,
 * elsewhere. First login, person, branch and roles; then, for each area of
 * data, the rights over data of the own branch and of others. `purpose` (or
 * NULL) is what the rights are asked for.
 */
ZD_API int zd_whoami(struct zd_session *s, const char *purpose, struct zd_sink *sink, struct zd_error *err);

/*
 * The keys of sensitive fields. They lie in the keyring ($ZHIDU_KEYS, or
 * zhidu/keys in the user's configuration folder), never in the book.
 */
/* key, made_at, author, reason, in_use, values, there */
ZD_API int zd_keys_list(struct zd_session *s, struct zd_sink *sink, struct zd_error *err);
/* A new key; every sensitive value is sealed anew, all or none. Old keys stay in the keyring, for backups. */
ZD_API int zd_keys_rotate(struct zd_session *s, uint64_t *count, struct zd_error *err);
/* Copies the book's keys into a new keyring, or from another into the user's. */
ZD_API int zd_keys_export(struct zd_session *s, const char *file, size_t *count, struct zd_error *err);
ZD_API int zd_keys_import(struct zd_session *s, const char *file, size_t *count, struct zd_error *err);

/* Who was shown sensitive values, the last first; limit 0: all. */
ZD_API int zd_reveals(struct zd_session *s, int64_t limit, struct zd_sink *sink, struct zd_error *err);

#ifdef __cplusplus
}
#endif

#endif
