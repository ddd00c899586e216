/* What a branch has of its own, beside what the group says. */
#include <string.h>

#include "session/differ.h"
#include "zhidu/release.h"

struct own {
	struct zd_sink *sink;
	struct zd_arena arena;
	struct zd_error *err;
};

static const char *place_text(struct own *o, const struct zd_place *p)
{
	return zd_arena_printf(&o->arena, "%s:%d", p->file, p->line);
}

static int put_value(struct own *o, const struct zd_param *p, const struct zd_layer *layer, const struct zd_dated *d)
{
	struct zd_origin group;
	char date[ZD_DATE_LEN + 1];
	bool always = d->from == ZD_ALWAYS;
	/* An override for ever stands beside what the group says today, or will. */
	int32_t today = zd_today();
	zd_param_resolve(p, NULL, always || d->from < today ? today : d->from, &group);
	if (!group.value)
		zd_param_resolve(p, NULL, INT32_MAX, &group);
	if (!always)
		zd_date_format(zd_date_from_days(d->from), date);
	const struct zd_value row[] = {
		zd_value_string("param"),
		zd_value_string(p->name),
		zd_value_string(p->title),
		always ? ZD_VALUE_NIL : zd_value_string(date),
		zd_value_string(zd_value_words(&p->type, group.value, &o->arena)),
		zd_value_string(zd_value_words(&p->type, &d->value, &o->arena)),
		zd_value_string(layer->why),
		zd_value_string(place_text(o, &d->place)),
		zd_value_string(zd_guardrail_text(p, &o->arena)),
	};
	return o->sink->row(o->sink, row, o->err);
}

static int put_params(struct own *o, const struct zd_pack *pack, const char *branch)
{
	int code = ZD_OK;
	for (size_t i = 0; i < pack->param_count; i++) {
		const struct zd_param *p = &pack->params[i];
		for (size_t k = 0; k < p->branch_count; k++) {
			const struct zd_layer *layer = &p->branches[k];
			for (size_t v = 0; v < layer->count && !code && strcmp(layer->branch, branch) == 0; v++)
				code = put_value(o, p, layer, &layer->values[v]);
		}
	}
	return code;
}

static int put_policies(struct own *o, const struct zd_pack *pack, const struct zd_branch *branch)
{
	int code = ZD_OK;
	for (size_t i = 0; branch && i < branch->policy_count && !code; i++) {
		const struct zd_policy *p = &branch->policies[i], *group = zd_pack_policy(pack, p->id);
		const char *lines = group ? zd_lines_text(group, p, &o->arena) : NULL;
		const struct zd_value row[] = {
			zd_value_string("policy"),
			zd_value_string(p->id),
			zd_value_string(p->title ? p->title : p->id),
			ZD_VALUE_NIL,
			zd_value_string(group ? place_text(o, &group->place) : NULL),
			zd_value_string(lines ? lines : "与集团相同"),
			zd_value_string(p->note),
			zd_value_string(place_text(o, &p->place)),
			zd_value_string(group && group->branch_may_replace ? "分公司可以另定" : "分公司不得另定"),
		};
		code = o->sink->row(o->sink, row, o->err);
	}
	return code;
}

int zd_branch_diff(struct zd_session *s, const char *branch, const char *release, struct zd_sink *sink,
		   struct zd_error *err)
{
	static const char *const PARTS[] = {"param", "policy"};
	static const char *const PART_TITLES[] = {"参数", "制度"};
	static const struct zd_enum PART = {.name = "part",
					    .title = "类别",
					    .count = 2,
					    .values = (const char **)PARTS,
					    .titles = (const char **)PART_TITLES};
	static const struct zd_head HEADS[] = {
		{"part", "类别", {.kind = ZD_KIND_ENUM, .enums = &PART}},
		{"name", "代号", {.kind = ZD_KIND_TEXT}},
		{"title", "名称", {.kind = ZD_KIND_TEXT}},
		{"since", "自", {.kind = ZD_KIND_DATE}},
		{"group", "集团", {.kind = ZD_KIND_TEXT}},
		{"own", "分公司", {.kind = ZD_KIND_TEXT}},
		{"why", "理由", {.kind = ZD_KIND_TEXT}},
		{"place", "位置", {.kind = ZD_KIND_TEXT}},
		{"guardrail", "护栏", {.kind = ZD_KIND_TEXT}},
	};
	struct zd_loaded *loaded;
	struct own o = {.sink = sink, .err = err};
	/* What breaks a guardrail is shown as well: it is what people look for here. */
	int code = release ? zd_differ_load(s, release, &loaded, err) : zd_load_folder_anyway(s, 0, &loaded, err);
	if (!code)
		code = zd_branch_check(s, loaded->pack, branch, err);
	if (!code)
		code = sink->begin(sink, HEADS, sizeof HEADS / sizeof *HEADS, err);
	if (!code)
		code = put_params(&o, loaded->pack, branch);
	if (!code)
		code = put_policies(&o, loaded->pack, zd_pack_branch(loaded->pack, branch));
	zd_arena_free(&o.arena);
	return code ? code : sink->end(sink, err);
}
