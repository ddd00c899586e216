/* How releases stand, as SQL that several files of this folder share. Private to src/store. */
#ifndef ZD_STORE_STANDING_H
#define ZD_STORE_STANDING_H

/* Of a published release `r`: nobody had to approve it, or somebody did. */
#define ZD_RELEASE_HOLDS                                                                                               \
	"(NOT EXISTS (SELECT 1 FROM zd_proposal AS p WHERE p.release = r.id)"                                          \
	" OR EXISTS (SELECT 1 FROM zd_verdict AS v WHERE v.release = r.id AND v.approved))"

#endif
