/* Beyond which changes a release wants somebody else's approval: the section `publish` of pack.yaml. Pure data. */
#ifndef ZD_MODEL_PUBLISH_H
#define ZD_MODEL_PUBLISH_H

#include <stdbool.h>
#include <stdint.h>

#include "model/place.h"
#include "zhidu/finding.h"

struct zd_pack;

/* Of all policies, or of one. */
struct zd_publish_limit {
	const char *policy; /* NULL: every one without its own */
	bool has_changed, has_money;
	double changed; /* the share of its subjects whose decision changes */
	int64_t money;  /* fen: how much one money outcome rises, or falls, over all subjects */
	struct zd_place place;
};
struct zd_publish_rules {
	const char *approver; /* a role; NULL: nobody approves */
	const char *area;     /* of data: who publishes must have the right to change it; NULL: everybody may */
	struct zd_publish_limit general;
	struct zd_publish_limit *policies;
	size_t policy_count;
	struct zd_place place;
};

/* The limit that holds for a policy. */
const struct zd_publish_limit *zd_publish_limit_of(const struct zd_publish_rules *rules, const char *policy);
bool zd_publish_same(const struct zd_publish_rules *a, const struct zd_publish_rules *b);
/* Its names, and whether anybody could approve. After the pack's names are resolved. */
void zd_publish_check(const struct zd_pack *pack, struct zd_findings *findings);

#endif
