/*
 * The key `sign` of a policy's head:
 *
 *   sign = { by = "approver", nobody = { "none" }, roles = { manager = "shop_manager" }, applicant = "staff",
 *            when = "status = open", on = { "amount" }, lower = { "granted" },
 *            approved = { status = "granted", granted = "amount", decided_on = "today" },
 *            rejected = { status = "rejected", decided_on = "today" } }
 */
#include <string.h>

#include "base/utf8.h"
#include "script/headread.h"

/* { "a", "b" } */
static struct zd_sign_name *read_names(struct zd_head_reader *r, const struct zd_node *value, const char *what,
				       size_t *count)
{
	struct zd_map seen = {0};
	*count = 0;
	if (!zd_head_table(r, value, what))
		return NULL;
	struct zd_sign_name *names = zd_arena_alloc(r->arena, (zd_head_count(value->list) + 1) * sizeof *names);
	if (!value->list)
		FIND(r, ZD_F_POLICY_FORM, value, "%s names something, or is left out", what);
	for (const struct zd_node *f = value->list; f; f = f->next) {
		if (f->a)
			FIND(r, ZD_F_POLICY_FORM, f, "%s is a list without keys", what);
		const char *name = f->a ? NULL : zd_head_text(r, f->b, what);
		if (!name)
			continue;
		zd_head_new(r, &seen, f, name);
		names[(*count)++] = (struct zd_sign_name){name, zd_head_place(r, f)};
	}
	zd_map_free(&seen);
	return names;
}

static void read_roles(struct zd_head_reader *r, const struct zd_node *value)
{
	struct zd_sign *s = r->policy->sign;
	struct zd_map seen = {0};
	if (!zd_head_table(r, value, "roles"))
		return;
	s->roles = zd_arena_alloc(r->arena, (zd_head_count(value->list) + 1) * sizeof *s->roles);
	for (const struct zd_node *f = value->list; f; f = f->next) {
		const char *key = zd_head_key(r, f);
		if (!f->a)
			FIND(r, ZD_F_POLICY_FORM, f, "a role is written value = \"role\"");
		const char *role = key ? zd_head_text(r, f->b, key) : NULL;
		if (!role)
			continue;
		zd_head_new(r, &seen, f, key);
		s->roles[s->role_count++] = (struct zd_sign_role){key, role, zd_head_place(r, f)};
	}
	zd_map_free(&seen);
}

/* { field = "word", flag = true } */
static struct zd_sign_set *read_sets(struct zd_head_reader *r, const struct zd_node *value, const char *what,
				     size_t *count)
{
	struct zd_map seen = {0};
	*count = 0;
	if (!zd_head_table(r, value, what))
		return NULL;
	struct zd_sign_set *sets = zd_arena_alloc(r->arena, (zd_head_count(value->list) + 1) * sizeof *sets);
	for (const struct zd_node *f = value->list; f; f = f->next) {
		const char *field = zd_head_key(r, f);
		struct zd_sign_set set = {.field = field, .place = zd_head_place(r, f)};
		if (!f->a)
			FIND(r, ZD_F_POLICY_FORM, f, "what a signature sets is written field = value");
		if (!field)
			continue;
		if (f->b->kind == ZD_NODE_TRUE || f->b->kind == ZD_NODE_FALSE)
			set.truth = zd_value_bool(f->b->kind == ZD_NODE_TRUE);
		else if (!(set.word = zd_head_text(r, f->b, field)))
			continue;
		zd_head_name(r, f, field);
		zd_head_new(r, &seen, f, field);
		sets[(*count)++] = set;
	}
	zd_map_free(&seen);
	return sets;
}

static void read_key(struct zd_head_reader *r, const struct zd_node *f, const char *key)
{
	static const char *const keys[] = {"applicant", "approved", "by",    "lower", "nobody",
					   "on",        "rejected", "roles", "when"};
	struct zd_sign *s = r->policy->sign;
	if (strcmp(key, "by") == 0) {
		s->by = zd_head_text(r, f->b, key);
		s->by_place = zd_head_place(r, f->b);
	} else if (strcmp(key, "nobody") == 0) {
		s->nobody = read_names(r, f->b, key, &s->nobody_count);
	} else if (strcmp(key, "roles") == 0) {
		read_roles(r, f->b);
	} else if (strcmp(key, "applicant") == 0) {
		s->applicant = zd_head_text(r, f->b, key);
		s->applicant_place = zd_head_place(r, f->b);
		if (s->applicant)
			zd_head_id(r, f->b, s->applicant);
	} else if (strcmp(key, "when") == 0) {
		s->when = zd_head_text(r, f->b, key);
		s->when_place = zd_head_place(r, f->b);
	} else if (strcmp(key, "on") == 0) {
		s->on = read_names(r, f->b, key, &s->on_count);
	} else if (strcmp(key, "lower") == 0) {
		s->lower = read_names(r, f->b, key, &s->lower_count);
	} else if (strcmp(key, "approved") == 0) {
		s->approved = read_sets(r, f->b, key, &s->approved_count);
	} else if (strcmp(key, "rejected") == 0) {
		s->rejected = read_sets(r, f->b, key, &s->rejected_count);
	} else {
		const char *near = zd_nearest(key, keys, sizeof keys / sizeof *keys);
		FIND(r, ZD_F_UNKNOWN_KEY, f, "\"%s\" is no key of `sign`%s", key, zd_suggest(near, "\"").text);
	}
}

void zd_head_sign(struct zd_head_reader *r, const struct zd_node *value)
{
	struct zd_map seen = {0};
	if (!zd_head_table(r, value, "sign"))
		return;
	r->policy->sign = zd_arena_alloc(r->arena, sizeof *r->policy->sign);
	r->policy->sign->place = zd_head_place(r, value);
	for (const struct zd_node *f = value->list; f; f = f->next) {
		const char *key = zd_head_key(r, f);
		if (!f->a)
			FIND(r, ZD_F_POLICY_FORM, f, "what `sign` says is written key = value");
		if (!key)
			continue;
		zd_head_new(r, &seen, f, key);
		read_key(r, f, key);
	}
	zd_map_free(&seen);
	if (!r->policy->sign->by) {
		FIND(r, ZD_F_MISSING_KEY, value, "`by` is missing: the outcome that names who must sign");
		r->policy->sign = NULL;
	}
}
