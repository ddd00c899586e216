/* Parameters: lists, one value, where it comes from, and changing it in the pack's files. */
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/text.h"
#include "pack/yaml.h"
#include "session/session.h"

static const char *text_or_empty(const char *s)
{
	return s ? s : "";
}

static const char *date_text(struct zd_arena *arena, int32_t day)
{
	char *text = zd_arena_alloc(arena, ZD_DATE_LEN + 1);
	zd_date_format(zd_date_from_days(day), text);
	return text;
}

static const char *value_text(struct zd_arena *arena, const struct zd_type *type, const struct zd_value *v)
{
	struct zd_str b = {0};
	if (type->kind == ZD_KIND_MAP || type->kind == ZD_KIND_LIST)
		zd_value_json(&b, type, v);
	else
		zd_value_plain(&b, type, v);
	return zd_str_keep(&b, arena);
}

static int day_of(const struct zd_param_query *q, int32_t *day, struct zd_error *err)
{
	struct zd_when when;
	if (zd_when_parse(&when, q->as_of, NULL, err))
		return err->code;
	*day = when.as_of;
	return ZD_OK;
}

static int list_one(const struct zd_param *p, const struct zd_param_query *q, int32_t day, struct zd_sink *sink,
		    struct zd_arena *arena, struct zd_error *err)
{
	struct zd_origin o;
	zd_param_resolve(p, q->branch, day, &o);
	bool overridden = o.layer && o.layer->branch;
	if ((q->assumed && !p->assumed) || (q->overridden && !overridden))
		return ZD_OK;
	struct zd_value row[] = {
		zd_value_string(p->name),
		zd_value_string(p->title),
		o.value ? zd_value_string(value_text(arena, &p->type, o.value)) : ZD_VALUE_NIL,
		zd_value_string(p->unit),
		zd_value_string(p->clause),
		zd_value_string(overridden ? o.layer->branch : NULL),
		zd_value_bool(p->assumed),
		p->has_review ? zd_value_string(date_text(arena, p->review_by)) : ZD_VALUE_NIL,
	};
	return sink->row(sink, row, err);
}

int zd_param_list(struct zd_session *s, const struct zd_param_query *q, struct zd_sink *sink, struct zd_error *err)
{
	static const struct zd_head HEADS[] = {
		{"name", "参数", {.kind = ZD_KIND_TEXT}},    {"title", "名称", {.kind = ZD_KIND_TEXT}},
		{"value", "值", {.kind = ZD_KIND_TEXT}},     {"unit", "单位", {.kind = ZD_KIND_TEXT}},
		{"clause", "条款", {.kind = ZD_KIND_TEXT}},  {"branch", "分公司", {.kind = ZD_KIND_TEXT}},
		{"assumed", "暂定", {.kind = ZD_KIND_BOOL}}, {"review_by", "复核期限", {.kind = ZD_KIND_DATE}},
	};
	struct zd_loaded *loaded;
	struct zd_arena arena = {0};
	int32_t day = 0;
	if (day_of(q, &day, err) || zd_load_folder(s, 0, &loaded, err) ||
	    zd_branch_check(s, loaded->pack, q->branch, err) ||
	    sink->begin(sink, HEADS, sizeof HEADS / sizeof *HEADS, err))
		return err->code;
	int code = ZD_OK;
	for (size_t i = 0; i < loaded->pack->param_count && !code; i++) {
		const struct zd_param *p = &loaded->pack->params[i];
		if (!q->prefix || strncmp(p->name, q->prefix, strlen(q->prefix)) == 0)
			code = list_one(p, q, day, sink, &arena, err);
	}
	zd_arena_free(&arena);
	return code ? code : sink->end(sink, err);
}

int zd_param_value(const struct zd_pack *pack, const char *name, const char *branch, int32_t day,
		   const struct zd_type **type, const struct zd_value **value, struct zd_error *err)
{
	const char *inner;
	struct zd_origin o;
	struct zd_param *p = zd_pack_param_within(pack, name, &inner);
	if (!p)
		return zd_pack_find_param(&p, pack, name, err);
	zd_param_resolve(p, branch, day, &o);
	if (!o.value) {
		char date[ZD_DATE_LEN + 1];
		zd_date_format(zd_date_from_days(day), date);
		return zd_fail(err, ZD_DATA, "%s has no value in force on %s", p->name, date);
	}
	*type = &p->type;
	*value = o.value;
	while (inner) {
		size_t n = strcspn(inner, "."), i = 0;
		const struct zd_value *v = *value;
		while (v->tag == ZD_MAP && i < v->len &&
		       (strlen(v->map[i].key) != n || strncmp(v->map[i].key, inner, n) != 0))
			i++;
		if (v->tag != ZD_MAP || i == v->len)
			return zd_fail(err, ZD_USAGE, "parameter %s has no '%.*s'", p->name, (int)n, inner);
		*value = &v->map[i].value;
		*type = (*type)->open ? &(*type)->of[0] : &(*type)->of[i];
		inner = inner[n] ? inner + n + 1 : NULL;
	}
	return ZD_OK;
}

int zd_param_get(struct zd_session *s, const char *name, const struct zd_param_query *q, char *buf, size_t size,
		 struct zd_error *err)
{
	struct zd_loaded *loaded;
	struct zd_arena arena = {0};
	const struct zd_type *type;
	const struct zd_value *value;
	int32_t day = 0;
	if (day_of(q, &day, err) || zd_load_folder(s, 0, &loaded, err) ||
	    zd_branch_check(s, loaded->pack, q->branch, err) ||
	    zd_param_value(loaded->pack, name, q->branch, day, &type, &value, err))
		return err->code;
	snprintf(buf, size, "%s", value_text(&arena, type, value));
	zd_arena_free(&arena);
	return ZD_OK;
}

/* ---- origin ---- */

struct origin_list {
	const struct zd_param *param;
	const struct zd_origin *in_force;
	struct zd_sink *sink;
	struct zd_arena arena;
	const char *release;
};

static int put_layer(struct origin_list *l, const struct zd_layer *layer, struct zd_error *err)
{
	for (size_t i = layer->count; i-- > 0;) {
		const struct zd_dated *d = &layer->values[i];
		bool used = l->in_force->dated == d;
		struct zd_value row[] = {
			zd_value_string(value_text(&l->arena, &l->param->type, &d->value)),
			zd_value_string(layer->branch ? layer->branch : "group"),
			d->from == ZD_ALWAYS ? ZD_VALUE_NIL : zd_value_string(date_text(&l->arena, d->from)),
			zd_value_string(text_or_empty(d->place.file)),
			zd_value_int(d->place.line),
			zd_value_string(l->release),
			zd_value_string(layer->why ? layer->why : l->param->clause),
			zd_value_bool(used),
		};
		if (l->sink->row(l->sink, row, err))
			return err->code;
	}
	return ZD_OK;
}

int zd_param_origin(struct zd_session *s, const char *name, const struct zd_param_query *q, struct zd_sink *sink,
		    struct zd_error *err)
{
	static const struct zd_head HEADS[] = {
		{"value", "值", {.kind = ZD_KIND_TEXT}},    {"layer", "层", {.kind = ZD_KIND_TEXT}},
		{"from", "生效日", {.kind = ZD_KIND_DATE}}, {"file", "文件", {.kind = ZD_KIND_TEXT}},
		{"line", "行", {.kind = ZD_KIND_INT}},      {"release", "版本", {.kind = ZD_KIND_TEXT}},
		{"why", "依据", {.kind = ZD_KIND_TEXT}},    {"in_force", "有效", {.kind = ZD_KIND_BOOL}},
	};
	struct zd_loaded *loaded;
	struct zd_param *p;
	struct zd_origin o;
	int32_t day = 0;
	if (day_of(q, &day, err) || zd_load_folder(s, 0, &loaded, err) ||
	    zd_branch_check(s, loaded->pack, q->branch, err) || zd_pack_find_param(&p, loaded->pack, name, err) ||
	    sink->begin(sink, HEADS, sizeof HEADS / sizeof *HEADS, err))
		return err->code;
	zd_param_resolve(p, q->branch, day, &o);
	struct origin_list l = {.param = p, .in_force = &o, .sink = sink, .release = zd_folder_release(s, loaded)};
	int code = ZD_OK;
	for (size_t i = 0; i < p->branch_count && !code; i++) {
		if (q->branch && strcmp(p->branches[i].branch, q->branch) == 0)
			code = put_layer(&l, &p->branches[i], err);
	}
	if (!code)
		code = put_layer(&l, &p->group, err);
	zd_arena_free(&l.arena);
	return code ? code : sink->end(sink, err);
}

/* ---- set ---- */

/* The file that holds a parameter's layer; a branch's new override goes to its params.yaml. */
static const char *file_of(const struct zd_param *p, const char *branch, struct zd_arena *arena)
{
	if (!branch)
		return p->place.file;
	return zd_arena_printf(arena, "branches/%s/params.yaml", branch);
}

struct setting {
	struct zd_loaded *loaded;
	struct zd_param *param;
	const char *value; /* of the whole parameter, as YAML on one line */
};

/* The same checks as a scenario's: type, rules, guardrails. A name that reaches into a map becomes the whole map. */
static int check_set(struct setting *out, struct zd_session *s, const char *name, const char *value, const char *branch,
		     const char *from, struct zd_arena *arena, struct zd_error *err)
{
	struct zd_date date = zd_date_from_days(zd_today());
	const char *inner;
	struct zd_origin origin;
	if (from && !zd_date_parse(from, strlen(from), &date))
		return zd_fail(err, ZD_USAGE, "'%s' is no date such as 2026-01-01", from);
	if (branch && !zd_is_name(branch))
		return zd_fail(err, ZD_USAGE, "'%s' is no branch id", branch);
	if (zd_load_folder(s, 0, &out->loaded, err) || zd_branch_check(s, out->loaded->pack, branch, err) ||
	    zd_override_value(out->loaded->pack, name, branch, value, err))
		return err->code;
	out->param = zd_pack_param_within(out->loaded->pack, name, &inner);
	zd_param_resolve(out->param, branch, zd_date_days(date), &origin);
	out->value = inner && origin.value ? value_text(arena, &out->param->type, origin.value) : value;
	return ZD_OK;
}

int zd_param_set(struct zd_session *s, const char *name, const char *value, const char *branch, const char *from,
		 const char *why, struct zd_error *err)
{
	struct setting set;
	struct zd_arena arena = {0};
	char *text = NULL, *changed = NULL;
	size_t size = 0, changed_size;
	int code = check_set(&set, s, name, value, branch, from, &arena, err);
	const char *path = code ? "" : zd_path_join(&arena, s->pack_path, file_of(set.param, branch, &arena));
	if (!code && zd_file_exists(path))
		code = zd_file_read(&text, &size, path, ZD_YAML_SIZE_MAX, &arena, err);
	if (!code)
		code = zd_param_edit(&changed, &changed_size, text ? text : "", size, set.param->name, from, set.value,
				     why, err);
	if (!code)
		code = zd_file_write(path, changed, changed_size, err);
	free(changed);
	zd_arena_free(&arena);
	return code;
}
