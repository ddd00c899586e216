/*
 * Books that take signed releases only: which files of a pack are then the
 * book's own, and what may be published without a signature.
 */
#ifndef ZD_SESSION_TRUST_H
#define ZD_SESSION_TRUST_H

#include "session/releasing.h"
#include "store/publication.h"

/* Whether a file of the pack is the book's own: of the branch, or with "" of any. */
bool zd_is_own_file(const char *path, const char *branch);
/* The hash of a pack's files without the book's own. */
void zd_group_hash(const struct zd_pack *pack, const char *branch, char out[ZD_HASH_LEN + 1]);
/* ZD_DENIED: the book takes signed releases only, and this one changes more than the book's own files. */
int zd_trust_allows(struct zd_session *s, const struct zd_candidate *c, int32_t effective, struct zd_error *err);

#endif
