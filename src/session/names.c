/* Names: what there is in a pack, for lists and completion. */
#include "session/session.h"

#include <stdio.h>
#include <string.h>

static int put(struct zd_sink *sink, const char *name, const char *title, const char *more, struct zd_error *err)
{
	struct zd_value row[3] = {zd_value_string(name), zd_value_string(title), zd_value_string(more)};
	return sink->row(sink, row, err);
}

/* A branch has no title of its own in a pack; how much it overrides is what can be said of it. */
static int put_branch(struct zd_sink *sink, const struct zd_pack *p, const struct zd_branch *b, struct zd_error *err)
{
	char note[80];
	size_t params = 0;
	for (size_t i = 0; i < p->param_count; i++) {
		for (size_t k = 0; k < p->params[i].branch_count; k++)
			params += strcmp(p->params[i].branches[k].branch, b->id) == 0;
	}
	snprintf(note, sizeof note, "参数 %zu 个，制度 %zu 项", params, b->policy_count);
	return put(sink, b->id, NULL, note, err);
}

static int put_names(const struct zd_pack *p, enum zd_name_kind kind, struct zd_sink *sink, struct zd_error *err)
{
	int code = ZD_OK;
	switch (kind) {
	case ZD_NAMES_POLICIES:
		for (size_t i = 0; i < p->policy_count && !code; i++)
			code = put(sink, p->policies[i].id, p->policies[i].title, p->policies[i].subject, err);
		break;
	case ZD_NAMES_PARAMS:
		for (size_t i = 0; i < p->param_count && !code; i++)
			code = put(sink, p->params[i].name, p->params[i].title, p->params[i].clause, err);
		break;
	case ZD_NAMES_ENTITIES:
		for (size_t i = 0; i < p->entity_count && !code; i++)
			code = put(sink, p->entities[i].name, p->entities[i].title, p->entities[i].note, err);
		break;
	case ZD_NAMES_BRANCHES:
		for (size_t i = 0; i < p->branch_count && !code; i++)
			code = put_branch(sink, p, &p->branches[i], err);
		break;
	case ZD_NAMES_FACTS:
		for (size_t i = 0; i < p->fact_count; i++) {
			for (size_t k = 0; k < p->facts[i].value_count && !code; k++)
				code = put(sink, p->facts[i].values[k].name, p->facts[i].values[k].title,
					   p->facts[i].subject, err);
		}
		break;
	}
	return code;
}

int zd_names(struct zd_session *s, enum zd_name_kind kind, struct zd_sink *sink, struct zd_error *err)
{
	static const char *const MORE[][2] = {
		{"subject", "对象"}, {"clause", "条款"}, {"note", "说明"}, {"note", "说明"}, {"subject", "对象"}};
	struct zd_loaded *loaded;
	struct zd_head heads[] = {{"name", "代号", {.kind = ZD_KIND_TEXT}},
				  {"title", "名称", {.kind = ZD_KIND_TEXT}},
				  {MORE[kind][0], MORE[kind][1], {.kind = ZD_KIND_TEXT}}};
	if (zd_load_folder(s, 0, &loaded, err) || sink->begin(sink, heads, 3, err) ||
	    put_names(loaded->pack, kind, sink, err))
		return err->code;
	return sink->end(sink, err);
}
