/* How a scenario differs from its base, and what that can touch. */
#include <string.h>

#include "base/file.h"
#include "base/str.h"
#include "base/utf8.h"
#include "engine/path.h"
#include "model/text.h"
#include "session/whatif.h"
#include "whatif/report.h"
#include "whatif/with.h"

/* ---- what differs ---- */

static struct zd_difference *add(struct zd_whatif *w, enum zd_change_kind kind, const char *name, const char *value)
{
	ZD_GROW(w->list, w->count, w->cap);
	struct zd_difference *d = &w->list[w->count++];
	*d = (struct zd_difference){.kind = kind, .name = name, .value = value, .from = w->from};
	d->text = zd_arena_printf(&w->arena, "%s=%s", name, value);
	return d;
}

static int split(struct zd_whatif *w, const char *text, const char **name, const char **value, struct zd_error *err)
{
	const char *equals = strchr(text, '=');
	if (!equals)
		return zd_fail(err, ZD_USAGE, "'%s' is not NAME=VALUE", text);
	*name = zd_arena_strndup(&w->arena, text, (size_t)(equals - text));
	*value = zd_arena_strdup(&w->arena, equals + 1);
	return ZD_OK;
}

static const char *show(struct zd_whatif *w, const struct zd_type *type, const struct zd_value *value)
{
	return zd_value_show_text(type, value, &w->arena);
}

const char *zd_whatif_shown(struct zd_whatif *w, const struct zd_pack *pack, const char *name, const char *branch)
{
	const struct zd_type *type;
	const struct zd_value *value;
	struct zd_error ignored;
	return zd_param_value(pack, name, branch, w->when.as_of, &type, &value, &ignored) ? NULL : show(w, type, value);
}

static int add_param(struct zd_whatif *w, const char *name, const char *branch, const char *value, struct zd_error *err)
{
	const struct zd_type *type;
	const struct zd_value *before;
	const char *at = strchr(name, '@');
	if (at) {
		branch = at + 1;
		name = zd_arena_strndup(&w->arena, name, (size_t)(at - name));
	}
	struct zd_difference *d = add(w, ZD_CHANGE_PARAM, name, value);
	d->branch = branch;
	if (zd_branch_check(w->session, w->base->pack, branch, err))
		return err->code;
	int32_t day = w->from > w->when.as_of ? w->from : w->when.as_of;
	if (zd_param_value(w->base->pack, name, branch, day, &type, &before, err))
		return err->code;
	d->before = show(w, type, before);
	return ZD_OK;
}

/* Every name that can be given another value: fields and facts of all entities. */
static const char **all_names(struct zd_whatif *w, size_t *count)
{
	const struct zd_pack *pack = w->base->pack;
	size_t n = 1;
	for (size_t i = 0; i < pack->entity_count; i++)
		n += pack->entities[i].field_count;
	for (size_t i = 0; i < pack->fact_count; i++)
		n += pack->facts[i].value_count;
	const char **names = zd_arena_alloc(&w->arena, n * sizeof *names);
	*count = 0;
	for (size_t i = 0; i < pack->entity_count; i++) {
		for (size_t k = 0; k < pack->entities[i].field_count; k++)
			names[(*count)++] = pack->entities[i].fields[k].name;
	}
	for (size_t i = 0; i < pack->fact_count; i++) {
		for (size_t k = 0; k < pack->facts[i].value_count; k++)
			names[(*count)++] = pack->facts[i].values[k].name;
	}
	return names;
}

static bool has_record(struct zd_whatif *w, const struct zd_entity *e, const struct zd_with *with)
{
	struct zd_value key;
	struct zd_error ignored;
	if (!zd_entity_field(e, with->path) && !zd_pack_fact(w->base->pack, e->name, with->path, NULL))
		return false;
	return !with->subject ||
	       (!zd_value_parse(&key, &e->fields[0].type, with->subject, strlen(with->subject), &w->arena, &ignored) &&
		!zd_reader_subject(w->reader, e, &key, &ignored));
}

/* A value of a record: there must be a record that has such a field or fact. */
static int add_with(struct zd_whatif *w, const char *name, const char *value, struct zd_error *err)
{
	const struct zd_pack *pack = w->base->pack;
	struct zd_with with;
	struct zd_difference *d = add(w, ZD_CHANGE_WITH, name, value);
	size_t n = 0;
	if (zd_with_parse(&with, d->text, &w->arena, err))
		return err->code;
	d->entities = zd_arena_alloc(&w->arena, (pack->entity_count + 1) * sizeof *d->entities);
	for (size_t i = 0; i < pack->entity_count; i++) {
		if (has_record(w, &pack->entities[i], &with))
			d->entities[n++] = &pack->entities[i];
	}
	if (n)
		return ZD_OK;
	size_t count;
	const char **names = all_names(w, &count);
	for (size_t i = 0; i < count; i++) {
		if (strcmp(names[i], with.path) == 0)
			return zd_fail(err, ZD_NOT_FOUND, "%s: no record '%s' has a '%s'", with.text, with.subject,
				       with.path);
	}
	const char *near = zd_nearest(with.path, names, count);
	return zd_fail(err, ZD_USAGE, "%s: no record has a field or fact '%s'%s", with.text, with.path,
		       zd_suggest(near, "'").text);
}

static int add_rule(struct zd_whatif *w, const char *id, const char *file, struct zd_error *err)
{
	char *data;
	size_t size;
	const struct zd_policy *policy;
	if (zd_pack_find_policy(&policy, w->base->pack, id, err) ||
	    zd_file_read(&data, &size, file, (size_t)1 << 20, &w->arena, err))
		return err->code;
	struct zd_difference *d = add(w, ZD_CHANGE_RULE, id, file);
	char *path = zd_arena_printf(&w->arena, "rules/%s.lua", id);
	for (char *c = path; *c && strcmp(c, ".lua") != 0; c++) {
		if (*c == '.')
			*c = '/';
	}
	d->file = (struct zd_pack_file){path, data, size};
	return ZD_OK;
}

static const char *raw_text(struct zd_whatif *w, const struct zd_raw *raw)
{
	struct zd_str b = {0};
	zd_raw_write(&b, raw);
	return zd_str_keep(&b, &w->arena);
}

static const struct zd_raw *raw_member(const struct zd_raw *map, const char *key)
{
	for (size_t i = 0; map->kind == ZD_RAW_MAP && i < map->count; i++) {
		if (strcmp(map->keys[i], key) == 0)
			return map->items[i];
	}
	return NULL;
}

/* `name: value`, or `name: {branch: …, value: …}`. */
static int add_set(struct zd_whatif *w, const char *name, const struct zd_raw *raw, struct zd_error *err)
{
	const struct zd_raw *branch = raw_member(raw, "branch"), *value = raw_member(raw, "value");
	if (branch && value && raw->count == 2)
		return add_param(w, name, branch->text, raw_text(w, value), err);
	return add_param(w, name, NULL, raw_text(w, raw), err);
}

static const char *beside(struct zd_whatif *w, const char *file, const char *name)
{
	const char *slash = strrchr(file, '/');
	if (!slash || name[0] == '/')
		return name;
	return zd_path_join(&w->arena, zd_arena_strndup(&w->arena, file, (size_t)(slash - file)), name);
}

static int find_scenario(struct zd_whatif *w, const char *name, const struct zd_scenario **out, struct zd_error *err)
{
	struct zd_scenario *read;
	const struct zd_pack *pack = w->base->pack;
	for (size_t i = 0; i < pack->scenario_count; i++) {
		if (strcmp(pack->scenarios[i].name, name) == 0) {
			*out = &pack->scenarios[i];
			return ZD_OK;
		}
	}
	if (!zd_file_exists(name))
		return zd_fail(err, ZD_USAGE, "no scenario '%s' in the pack, and no such file", name);
	if (zd_scenario_read(&read, name, w->base->pack, &w->base->findings, err))
		return err->code;
	*out = read;
	return ZD_OK;
}

/* A scenario's own date counts where the question names none; then that day's release is the base. */
static int take_date(struct zd_whatif *w, const struct zd_scenario *s, struct zd_error *err)
{
	if (!s->as_of || w->o->as_of || w->o->period || w->over_time)
		return ZD_OK;
	return zd_when_parse(&w->when, s->as_of, NULL, err)
		       ? (int)err->code
		       : zd_load_release_at(w->session, w->when.as_of, &w->base, err);
}

/* The three maps of a scenario, or of one of its changes. */
static int add_all(struct zd_whatif *w, const char *file, const struct zd_raw *set, const struct zd_raw *with,
		   const struct zd_raw *rules, struct zd_error *err)
{
	for (size_t i = 0; set && i < set->count; i++) {
		if (add_set(w, set->keys[i], set->items[i], err))
			return err->code;
	}
	for (size_t i = 0; with && i < with->count; i++) {
		const struct zd_raw *raw = with->items[i];
		const char *text = raw->kind == ZD_RAW_NULL     ? ""
				   : raw->kind == ZD_RAW_SCALAR ? raw->text
								: raw_text(w, raw);
		if (add_with(w, with->keys[i], text, err))
			return err->code;
	}
	for (size_t i = 0; rules && i < rules->count; i++) {
		if (add_rule(w, rules->keys[i], beside(w, file, rules->items[i]->text), err))
			return err->code;
	}
	return ZD_OK;
}

static int add_scenario(struct zd_whatif *w, const char *name, struct zd_error *err)
{
	const struct zd_scenario *s = NULL;
	if (find_scenario(w, name, &s, err) || take_date(w, s, err))
		return err->code;
	w->scenario = s;
	const char *file = zd_file_exists(name) ? name : zd_path_join(&w->arena, w->session->pack_path, s->place.file);
	if (add_all(w, file, s->set, s->with, s->rules, err))
		return err->code;
	for (size_t i = 0; i < s->change_count; i++) {
		const struct zd_scenario_change *c = &s->changes[i];
		w->from = c->from;
		if (add_all(w, file, c->set, c->with, c->rules, err))
			return err->code;
	}
	w->from = ZD_ALWAYS;
	for (size_t i = 0; i < s->policy_count; i++) {
		ZD_GROW(w->policies, w->policy_count, w->policy_cap);
		w->policies[w->policy_count++] = s->policies[i];
	}
	if (s->where && !w->where)
		w->where = s->where;
	return ZD_OK;
}

int zd_whatif_collect(struct zd_whatif *w, struct zd_error *err)
{
	const struct zd_whatif_options *o = w->o;
	const char *name, *value;
	w->where = o->where;
	w->from = ZD_ALWAYS;
	if (o->scenario && add_scenario(w, o->scenario, err))
		return err->code;
	for (size_t i = 0; i < o->set_count; i++) {
		if (split(w, o->set[i], &name, &value, err) || add_param(w, name, NULL, value, err))
			return err->code;
	}
	for (size_t i = 0; i < o->with_count; i++) {
		if (split(w, o->with[i], &name, &value, err) || add_with(w, name, value, err))
			return err->code;
	}
	for (size_t i = 0; i < o->rule_count; i++) {
		if (split(w, o->rules[i], &name, &value, err) || add_rule(w, name, value, err))
			return err->code;
	}
	if (o->draft)
		add(w, ZD_CHANGE_DRAFT, w->session->pack_path, "draft");
	return ZD_OK;
}

/* ---- what differs, for a report ---- */

/* The title of what is changed; a part of a parameter, "credit.limit.months.north", has that of the whole. */
static const char *title_of(struct zd_whatif *w, const struct zd_difference *d)
{
	const struct zd_pack *pack = w->base->pack;
	if (d->kind == ZD_CHANGE_RULE) {
		const struct zd_policy *policy = zd_pack_policy(pack, d->name);
		return policy ? policy->title : NULL;
	}
	char *name = zd_arena_strdup(&w->arena, d->name);
	const struct zd_param *param = NULL;
	for (char *end = name; d->kind == ZD_CHANGE_PARAM && end && !param;) {
		param = zd_pack_param(pack, name);
		end = strrchr(name, '.');
		if (end)
			*end = '\0';
	}
	return param ? param->title : NULL;
}

struct zd_change *zd_whatif_changes(struct zd_whatif *w)
{
	static const char *const KINDS[] = {"param", "with", "rule", "draft"};
	struct zd_change *changes = zd_arena_alloc(&w->arena, (w->count + 1) * sizeof *changes);
	for (size_t i = 0; i < w->count; i++) {
		const struct zd_difference *d = &w->list[i];
		char day[ZD_DATE_LEN + 1];
		zd_date_format(zd_date_from_days(d->from == ZD_ALWAYS ? 0 : d->from), day);
		changes[i] = (struct zd_change){.kind = KINDS[d->kind],
						.name = d->name,
						.title = title_of(w, d),
						.branch = d->branch,
						.value = d->value,
						.before = d->before,
						.after = d->after,
						.from = d->from == ZD_ALWAYS ? NULL : zd_arena_strdup(&w->arena, day),
						.no_effect = d->no_effect};
	}
	return changes;
}
