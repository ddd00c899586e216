/*
 * The life of releases: publishing with its impact, approval, going back,
 * what differs between two, and releases as signed files. A release never
 * changes once it is made; a run uses the one in force on its date.
 */
#ifndef ZHIDU_RELEASE_H
#define ZHIDU_RELEASE_H

#include "zhidu/session.h"

#ifdef __cplusplus
extern "C" {
#endif

struct zd_publish {
	const char *effective; /* a date: the first day in force */
	const char *message;   /* why */
	const char *as_of; /* the records that the impact is computed on; NULL: today, or the last day of its force */
	bool dry;          /* only shows the impact */
	bool no_impact;    /* without computing it; then it wants approval where the pack names who approves */
};
struct zd_published {
	int64_t release; /* 0: a dry run */
	bool proposed;   /* it is in force only once somebody else approves it */
	char role[64];   /* of whom */
	char effective[11];
};
/*
 * Checks the pack, runs its cases, writes the impact to `out`, and makes it a
 * release; or a proposal, where the impact is beyond the pack's limits.
 * ZD_DENIED: the book takes signed releases only.
 */
ZD_API int zd_publish(struct zd_session *s, const struct zd_publish *p, FILE *out, struct zd_published *result,
		      struct zd_error *err);
/* The same with the content of an earlier release. */
ZD_API int zd_rollback(struct zd_session *s, int64_t release, const struct zd_publish *p, FILE *out,
		       struct zd_published *result, struct zd_error *err);

/* id, status, effective, made_at, author, message, origin, decided_by, hash */
ZD_API int zd_releases(struct zd_session *s, struct zd_sink *sink, struct zd_error *err);
/* The impact as it was when a release was published; `json`: for programs. */
ZD_API int zd_impact_show(struct zd_session *s, int64_t release, bool json, FILE *out, struct zd_error *err);

/* The number of a release as people name it: "3", "release-3". False: it is none. */
ZD_API bool zd_release_number(const char *text, int64_t *out);
/* The files of a release: path, size, hash; or with a path the bytes of one. */
ZD_API int zd_release_show(struct zd_session *s, int64_t release, struct zd_sink *sink, struct zd_error *err);
ZD_API int zd_release_show_file(struct zd_session *s, int64_t release, const char *path, FILE *out,
				struct zd_error *err);

/*
 * What differs between two releases: numbers, "draft" for the pack's folder;
 * NULL for a: the release in force today, for b: the folder. Rows: part,
 * title, item, branch, before, after, clause, name.
 */
ZD_API int zd_diff(struct zd_session *s, const char *a, const char *b, struct zd_sink *sink, struct zd_error *err);

/*
 * What a branch has of its own in the pack's folder, or in a release (NULL:
 * the folder): parameters beside the group's value, with why, place and
 * guardrail, and policies that it replaces. Rows: part, name, title, since,
 * group, own, why, place, guardrail.
 */
ZD_API int zd_branch_diff(struct zd_session *s, const char *branch, const char *release, struct zd_sink *sink,
			  struct zd_error *err);

/* ---- releases as signed files ---- */

/* Makes a pair of keys: the secret one in a new file that only its owner can read, the public one into `key`. */
ZD_API int zd_release_key(const char *file, char key[65], struct zd_error *err);
/* A release as one file, signed with the secret key in keyfile. */
ZD_API int zd_release_export(struct zd_session *s, int64_t release, const char *file, const char *keyfile,
			     struct zd_error *err);
/*
 * Publishes a signed release, with its own date, beside the book's own files
 * of branches. `p`: message (NULL: that of the file), as_of, dry, no_impact.
 * ZD_DATA: the file is not whole; ZD_DENIED: the book does not trust its key.
 */
ZD_API int zd_release_import(struct zd_session *s, const char *file, const struct zd_publish *p, FILE *out,
			     struct zd_published *result, struct zd_error *err);
/*
 * From now on (`revoke`: no longer) the book takes releases signed by the key,
 * and none but those; files under branches/ (of `branch`, where it is named)
 * stay the book's own.
 */
ZD_API int zd_release_trust(struct zd_session *s, const char *key, const char *branch, bool revoke, const char *message,
			    struct zd_error *err);
/* key, trusted, branch, made_at, author, message */
ZD_API int zd_release_trusted(struct zd_session *s, struct zd_sink *sink, struct zd_error *err);

#ifdef __cplusplus
}
#endif

#endif
