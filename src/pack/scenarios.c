/* Scenarios: their form, and that the parameters they set exist. What they mean is said by the what-ifs. */
#include <string.h>

#include "pack/parts.h"

/* Each is weighed against all others, so that one without effect is named. */
#define CHANGES_MAX 100

struct scenario_form {
	const char *title, *why, *where;
	struct zd_raw *set, *with, *rules, *changes, *as_of, *policies;
};

static const struct zd_key scenario_keys[] = {
	{"title", ZD_WANT_TEXT, false, offsetof(struct scenario_form, title)},
	{"why", ZD_WANT_TEXT, false, offsetof(struct scenario_form, why)},
	{"set", ZD_WANT_MAP, false, offsetof(struct scenario_form, set)},
	{"with", ZD_WANT_MAP, false, offsetof(struct scenario_form, with)},
	{"rules", ZD_WANT_MAP, false, offsetof(struct scenario_form, rules)},
	{"changes", ZD_WANT_LIST, false, offsetof(struct scenario_form, changes)},
	{"where", ZD_WANT_TEXT, false, offsetof(struct scenario_form, where)},
	{"as_of", ZD_WANT_SCALAR, false, offsetof(struct scenario_form, as_of)},
	{"policies", ZD_WANT_LIST, false, offsetof(struct scenario_form, policies)},
};

/* One of `changes`: what differs from a day on. */
struct change_form {
	struct zd_raw *from, *set, *with, *rules;
};

static const struct zd_key change_keys[] = {
	{"from", ZD_WANT_SCALAR, true, offsetof(struct change_form, from)},
	{"set", ZD_WANT_MAP, false, offsetof(struct change_form, set)},
	{"with", ZD_WANT_MAP, false, offsetof(struct change_form, with)},
	{"rules", ZD_WANT_MAP, false, offsetof(struct change_form, rules)},
};

struct set_form {
	struct zd_raw *branch, *value;
};

static const struct zd_key set_keys[] = {
	{"branch", ZD_WANT_SCALAR, true, offsetof(struct set_form, branch)},
	{"value", ZD_WANT_ANY, true, offsetof(struct set_form, value)},
};

/* `{branch: …, value: …}` sets a branch's value, unless the parameter itself is a map with such a key. */
static bool is_for_branch(const struct zd_param *param, const struct zd_raw *raw)
{
	if (!zd_raw_get(raw, "branch"))
		return false;
	for (size_t i = 0; param->type.kind == ZD_KIND_MAP && !param->type.open && i < param->type.count; i++)
		if (strcmp(param->type.keys[i], "branch") == 0)
			return false;
	return true;
}

static void check_set(const struct zd_reader *r, const struct zd_raw *set)
{
	for (size_t i = 0; i < set->count; i++) {
		const char *name = set->keys[i];
		const struct zd_raw *raw = set->items[i];
		const struct zd_param *param = zd_pack_param(r->pack, name);
		struct set_form form = {0};
		struct zd_value value;
		if (!param) {
			zd_report_unknown(r, &set->key_places[i], "parameter", name,
					  zd_pack_nearest_param(r->pack, name));
			continue;
		}
		if (is_for_branch(param, raw)) {
			zd_form_read(r, &form, raw, name, &raw->place, set_keys, ZD_COUNT(set_keys));
			raw = form.value;
		}
		if (raw && param->group.count > 0)
			zd_read_value(r, &value, &param->type, raw, name);
	}
}

/* Keys are SUBJECT.field, SUBJECT being any key, or * for all. */
static void check_with(const struct zd_reader *r, const struct zd_raw *with)
{
	for (size_t i = 0; i < with->count; i++) {
		const char *dot = strrchr(with->keys[i], '.');
		if (!dot || dot == with->keys[i] || !dot[1])
			zd_report(r, ZD_F_BAD_NAME, &with->key_places[i],
				  "with: wants SUBJECT.field or *.field, got \"%s\"", with->keys[i]);
		if (with->items[i]->kind == ZD_RAW_MAP)
			zd_report(r, ZD_F_WRONG_TYPE, &with->items[i]->place,
				  "with: wants one value or a list, got a map");
	}
}

static void check_rules(const struct zd_reader *r, const struct zd_raw *rules)
{
	for (size_t i = 0; i < rules->count; i++)
		zd_want_kind(r, rules->items[i], ZD_RAW_SCALAR, rules->keys[i]);
}

static void check_all(const struct zd_reader *r, const struct zd_raw *set, const struct zd_raw *with,
		      const struct zd_raw *rules)
{
	if (set)
		check_set(r, set);
	if (with)
		check_with(r, with);
	if (rules)
		check_rules(r, rules);
}

static void read_changes(struct zd_reader *r, struct zd_scenario *s, const struct zd_raw *list)
{
	if (list->count > CHANGES_MAX) {
		zd_report(r, ZD_F_OUT_OF_BOUNDS, &list->place, "changes: at most %d, got %zu", CHANGES_MAX,
			  list->count);
		return;
	}
	s->changes = zd_arena_alloc(&r->pack->arena, (list->count + 1) * sizeof *s->changes);
	for (size_t i = 0; i < list->count; i++) {
		struct change_form form = {0};
		struct zd_scenario_change *c = &s->changes[s->change_count];
		const struct zd_raw *raw = list->items[i];
		if (!zd_want_kind(r, raw, ZD_RAW_MAP, "a change"))
			continue;
		zd_form_read(r, &form, raw, "a change", &raw->place, change_keys, ZD_COUNT(change_keys));
		if (!form.from || !zd_read_date(r, &c->from, form.from->text, &form.from->place))
			continue;
		check_all(r, form.set, form.with, form.rules);
		c->set = form.set;
		c->with = form.with;
		c->rules = form.rules;
		s->change_count++;
	}
	/* By date, whatever the order of the file: the later one wins. */
	for (size_t i = 1; i < s->change_count; i++) {
		for (size_t k = i; k > 0 && s->changes[k - 1].from > s->changes[k].from; k--) {
			struct zd_scenario_change later = s->changes[k - 1];
			s->changes[k - 1] = s->changes[k];
			s->changes[k] = later;
		}
	}
}

void zd_scenario_fill(struct zd_reader *r, struct zd_scenario *s, const struct zd_raw *root)
{
	struct scenario_form form = {.title = s->name};
	int32_t day;
	zd_form_read(r, &form, root, "a scenario", &root->place, scenario_keys, ZD_COUNT(scenario_keys));
	s->title = form.title;
	s->why = form.why;
	s->where = form.where;
	s->set = form.set;
	s->with = form.with;
	s->rules = form.rules;
	s->place = root->place;
	if (form.as_of && zd_read_date(r, &day, form.as_of->text, &form.as_of->place))
		s->as_of = form.as_of->text;
	if (form.policies)
		zd_read_texts(r, &s->policies, &s->policy_count, form.policies, "policies");
	check_all(r, s->set, s->with, s->rules);
	if (form.changes)
		read_changes(r, s, form.changes);
}

void zd_read_scenarios(struct zd_reader *r)
{
	struct zd_pack *p = r->pack;
	size_t count;
	struct zd_doc *docs = zd_docs_read(r, ZD_FILE_SCENARIO, &count);
	p->scenarios = zd_arena_alloc(&p->arena, (count + 1) * sizeof *p->scenarios);
	for (size_t i = 0; i < count; i++) {
		struct zd_scenario *s = &p->scenarios[p->scenario_count++];
		s->name = zd_files_stem(r, docs[i].file->path);
		zd_scenario_fill(r, s, docs[i].root);
	}
}
