/* The limits of publishing: which one holds, whether two packs have the same, and whether their names are known. */
#include "model/publish.h"

#include <string.h>

#include "base/utf8.h"
#include "model/pack.h"
#include "model/same.h"

const struct zd_publish_limit *zd_publish_limit_of(const struct zd_publish_rules *rules, const char *policy)
{
	for (size_t i = 0; i < rules->policy_count; i++) {
		if (strcmp(rules->policies[i].policy, policy) == 0)
			return &rules->policies[i];
	}
	return &rules->general;
}

static bool same_limit(const struct zd_publish_limit *a, const struct zd_publish_limit *b)
{
	return zd_text_same(a->policy, b->policy) && a->has_changed == b->has_changed && a->has_money == b->has_money &&
	       a->money == b->money && !(a->changed < b->changed) && !(b->changed < a->changed);
}

bool zd_publish_same(const struct zd_publish_rules *a, const struct zd_publish_rules *b)
{
	if (!zd_text_same(a->approver, b->approver) || !zd_text_same(a->area, b->area) ||
	    a->policy_count != b->policy_count || !same_limit(&a->general, &b->general))
		return false;
	for (size_t i = 0; i < a->policy_count; i++) {
		if (!same_limit(&a->policies[i], &b->policies[i]))
			return false;
	}
	return true;
}

void zd_publish_check(const struct zd_pack *pack, struct zd_findings *findings)
{
	const struct zd_publish_rules *rules = &pack->publish;
	for (size_t i = 0; i < rules->policy_count; i++) {
		const struct zd_publish_limit *l = &rules->policies[i];
		if (zd_pack_policy(pack, l->policy))
			continue;
		zd_find(findings, ZD_F_UNKNOWN_NAME, l->place.file, l->place.line, l->place.column,
			"publish: there is no policy \"%s\"%s", l->policy,
			zd_suggest(zd_pack_nearest_policy(pack, l->policy), "\"").text);
	}
	if (rules->approver && !pack->access)
		zd_find(findings, ZD_F_MISSING_KEY, rules->place.file, rules->place.line, rules->place.column,
			"publish: \"access\" is missing: without it nobody has a role, so nobody could approve");
}
