/* `publish` in pack.yaml: beyond which changes a release wants approval, and whose. */
#include <string.h>

#include "pack/parts.h"

struct limit_form {
	struct zd_raw *changed, *money;
};

static const struct zd_key limit_keys[] = {
	{"changed", ZD_WANT_SCALAR, false, offsetof(struct limit_form, changed)},
	{"money", ZD_WANT_SCALAR, false, offsetof(struct limit_form, money)},
};

struct publish_form {
	const char *approver, *area;
	struct limit_form limit;
	struct zd_raw *policies;
};

static const struct zd_key publish_keys[] = {
	{"approver", ZD_WANT_TEXT, true, offsetof(struct publish_form, approver)},
	{"area", ZD_WANT_TEXT, false, offsetof(struct publish_form, area)},
	{"changed", ZD_WANT_SCALAR, false, offsetof(struct publish_form, limit.changed)},
	{"money", ZD_WANT_SCALAR, false, offsetof(struct publish_form, limit.money)},
	{"policies", ZD_WANT_MAP, false, offsetof(struct publish_form, policies)},
};

static void fill_limit(const struct zd_reader *r, struct zd_publish_limit *out, const struct limit_form *form)
{
	static const struct zd_type rate = {.kind = ZD_KIND_RATE}, money = {.kind = ZD_KIND_MONEY};
	struct zd_value v;
	if (form->changed && zd_read_value(r, &v, &rate, form->changed, "changed")) {
		out->has_changed = v.d >= 0 && v.d <= 1;
		out->changed = v.d;
		if (!out->has_changed)
			zd_report(r, ZD_F_OUT_OF_BOUNDS, &form->changed->place, "changed: wants 0%% to 100%%, got %s",
				  form->changed->text);
	}
	if (form->money && zd_read_value(r, &v, &money, form->money, "money")) {
		out->has_money = v.i >= 0;
		out->money = v.i;
		if (!out->has_money)
			zd_report(r, ZD_F_OUT_OF_BOUNDS, &form->money->place, "money: wants 0 or more, got %s",
				  form->money->text);
	}
}

void zd_read_publish(struct zd_reader *r, const struct zd_raw *raw)
{
	struct zd_publish_rules *rules = &r->pack->publish;
	struct publish_form form = {0};
	zd_form_read(r, &form, raw, "publish", &raw->place, publish_keys, ZD_COUNT(publish_keys));
	rules->approver = form.approver;
	rules->area = form.area;
	rules->place = raw->place;
	rules->general.place = raw->place;
	fill_limit(r, &rules->general, &form.limit);
	size_t count = form.policies ? form.policies->count : 0;
	rules->policies = zd_arena_alloc(&r->pack->arena, (count + 1) * sizeof *rules->policies);
	for (size_t i = 0; i < count; i++) {
		struct zd_publish_limit *limit = &rules->policies[rules->policy_count++];
		struct limit_form own = {0};
		*limit = (struct zd_publish_limit){.policy = form.policies->keys[i],
						   .place = form.policies->key_places[i]};
		if (zd_want_kind(r, form.policies->items[i], ZD_RAW_MAP, limit->policy) &&
		    zd_form_read(r, &own, form.policies->items[i], "a policy's limits", &limit->place, limit_keys,
				 ZD_COUNT(limit_keys)))
			fill_limit(r, limit, &own);
	}
}
