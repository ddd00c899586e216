/* The pack of a world. */
#include "world.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"

void world_open(struct world *w, size_t policies)
{
	memset(w, 0, sizeof *w);
	w->pack.root = "world";
	w->pack.entities = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *w->pack.entities);
	w->pack.facts = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *w->pack.facts);
	w->pack.params = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *w->pack.params);
	w->pack.branches = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *w->pack.branches);
	w->pack.policies = zd_arena_alloc(&w->arena, (policies + 1) * sizeof *w->pack.policies);
	w->rules = zd_arena_alloc(&w->arena, (policies + 1) * sizeof *w->rules);
}

void world_close(struct world *w)
{
	for (size_t i = 0; i < w->pack.entity_count; i++)
		free(w->tables[i].cells);
	zd_findings_free(&w->findings);
	zd_map_free(&w->pack.entity_map);
	zd_map_free(&w->pack.policy_map);
	zd_map_free(&w->pack.param_map);
	zd_map_free(&w->pack.enum_map);
	zd_arena_free(&w->pack.arena);
	zd_arena_free(&w->arena);
}

/* ---- words ---- */

/* The next word up to a separator; NULL at the end. */
static char *next_word(struct world *w, const char **text, char separator)
{
	while (separator == ' ' && **text == ' ')
		++*text;
	if (!**text)
		return NULL;
	const char *end = strchr(*text, separator);
	size_t n = end ? (size_t)(end - *text) : strlen(*text);
	char *word = zd_arena_strndup(&w->arena, *text, n);
	*text += n + (end != NULL);
	return word;
}

static void add_values(struct world *w, struct zd_type *type, const char *values)
{
	struct zd_enum *e = zd_arena_alloc(&w->arena, sizeof *e);
	char *value;
	e->values = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *e->values);
	e->titles = e->values;
	while ((value = next_word(w, &values, '|')))
		e->values[e->count++] = value;
	type->enums = e;
}

/* "name:type" or "name:type=more"; the word becomes the name. */
static struct zd_type read_type(struct world *w, char *word)
{
	struct zd_type type = {.kind = ZD_KIND_TEXT};
	char *colon = strchr(word, ':');
	ck_assert_ptr_nonnull(colon);
	*colon = '\0';
	char *more = strchr(colon + 1, '=');
	if (more)
		*more++ = '\0';
	while (strcmp(zd_kind_word(type.kind), colon + 1) != 0) {
		ck_assert_int_ne(type.kind, ZD_KIND_MAP);
		type.kind++;
	}
	if (type.kind == ZD_KIND_ENUM)
		add_values(w, &type, more);
	else
		type.entity = more;
	return type;
}

static bool cut_mark(char *word, char mark)
{
	size_t n = strlen(word);
	bool marked = n && word[n - 1] == mark;
	if (marked)
		word[n - 1] = '\0';
	return marked;
}

/* ---- the pack ---- */

struct zd_entity *world_entity(struct world *w, const char *name, const char *fields)
{
	struct zd_entity *e = &w->pack.entities[w->pack.entity_count];
	char *word;
	*e = (struct zd_entity){.name = name, .title = name};
	e->fields = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *e->fields);
	while ((word = next_word(w, &fields, ' '))) {
		struct zd_field *f = &e->fields[e->field_count++];
		f->required = cut_mark(word, '!');
		f->type = read_type(w, word);
		f->name = word;
		f->title = word;
	}
	w->tables[w->pack.entity_count++] = (struct world_table){.entity = e, .width = e->field_count};
	zd_map_put(&w->pack.entity_map, name, e);
	return e;
}

struct world_table *world_table_of(const struct world *w, const char *entity)
{
	for (size_t i = 0; i < w->pack.entity_count; i++) {
		if (strcmp(w->tables[i].entity->name, entity) == 0)
			return (struct world_table *)&w->tables[i];
	}
	ck_abort_msg("no entity %s", entity);
	return NULL;
}

void world_facts(struct world *w, const char *subject, const char *facts)
{
	struct zd_fact *f = &w->pack.facts[w->pack.fact_count++];
	char *word;
	*f = (struct zd_fact){.name = subject, .subject = subject};
	f->values = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *f->values);
	while ((word = next_word(w, &facts, ' '))) {
		struct zd_fact_value *v = &f->values[f->value_count++];
		v->type = read_type(w, word);
		v->name = word;
		v->title = word;
	}
	world_table_of(w, subject)->width += f->value_count;
}

static const struct zd_type *cell_type(const struct world *w, const struct world_table *t, size_t at)
{
	if (at < t->entity->field_count)
		return &t->entity->fields[at].type;
	at -= t->entity->field_count;
	for (size_t i = 0;; i++) {
		const struct zd_fact *f = &w->pack.facts[i];
		if (strcmp(f->subject, t->entity->name) != 0)
			continue;
		if (at < f->value_count)
			return &f->values[at].type;
		at -= f->value_count;
	}
}

void world_record(struct world *w, const char *entity, const char *values)
{
	struct world_table *t = world_table_of(w, entity);
	struct zd_error err = {0};
	t->cells = zd_realloc(t->cells, (t->rows + 1) * t->width * sizeof *t->cells);
	for (size_t i = 0; i < t->width; i++) {
		struct zd_value *v = &t->cells[t->rows * t->width + i];
		const char *word = next_word(w, &values, '|');
		*v = ZD_VALUE_NIL;
		/* Checks are not free, and there are many records. */
		if (word && *word && zd_value_parse(v, cell_type(w, t, i), word, strlen(word), &w->arena, &err))
			ck_abort_msg("%s: %s", word, err.message);
	}
	t->rows++;
}

static void read_needs(struct world *w, struct zd_policy *p, const char *needs)
{
	char *word;
	p->needs = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *p->needs);
	while ((word = next_word(w, &needs, ' '))) {
		struct zd_need *n = &p->needs[p->need_count++];
		char *equals = strchr(word, '=');
		n->optional = cut_mark(word, '?');
		n->name = word;
		n->path = word;
		if (equals) {
			*equals = '\0';
			n->path = equals + 1;
		}
	}
}

struct zd_policy *world_policy(struct world *w, const char *id, const char *subject, const char *needs,
			       const char *gives)
{
	struct zd_policy *p = &w->pack.policies[w->pack.policy_count++];
	char *word;
	*p = (struct zd_policy){.id = id, .title = id, .subject = subject, .place = {id, 1, 1}};
	read_needs(w, p, needs);
	p->gives = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *p->gives);
	while ((word = next_word(w, &gives, ' '))) {
		struct zd_give *g = &p->gives[p->give_count++];
		g->optional = cut_mark(word, '?');
		g->type = read_type(w, word);
		g->name = word;
	}
	p->params = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *p->params);
	zd_map_put(&w->pack.policy_map, id, p);
	return p;
}

void world_rule_of(struct world *w, const char *policy, world_rule *rule)
{
	w->rules[zd_pack_policy(&w->pack, policy) - w->pack.policies] = rule;
}

static struct zd_layer layer_of(struct world *w, const char *branch, int64_t value)
{
	struct zd_layer layer = {.branch = branch, .count = 1};
	layer.values = zd_arena_alloc(&w->arena, sizeof *layer.values);
	layer.values[0] = (struct zd_dated){.from = ZD_ALWAYS, .value = zd_value_int(value)};
	return layer;
}

struct zd_param *world_param(struct world *w, const char *policy, const char *name, int64_t value)
{
	struct zd_param *param = zd_pack_param(&w->pack, name);
	struct zd_policy *p = zd_pack_policy(&w->pack, policy);
	if (!param) {
		param = &w->pack.params[w->pack.param_count++];
		*param = (struct zd_param){.name = name, .type = {.kind = ZD_KIND_INT}, .branch_allowed = true};
		param->group = layer_of(w, NULL, value);
		param->branches = zd_arena_alloc(&w->arena, WORLD_MOST * sizeof *param->branches);
		zd_map_put(&w->pack.param_map, name, param);
	}
	p->params[p->param_count++] = (struct zd_use){.name = name, .target = name};
	return param;
}

void world_override(struct world *w, const char *param, const char *branch, int64_t value)
{
	struct zd_param *p = zd_pack_param(&w->pack, param);
	p->branches[p->branch_count++] = layer_of(w, branch, value);
}

void world_resolve(struct world *w, size_t errors)
{
	zd_pack_resolve(&w->pack, &w->findings);
	ck_assert_msg(w->findings.count == errors, "%zu findings, the first: %s", w->findings.count,
		      w->findings.count ? w->findings.items[0].message : "");
}

struct zd_plan *world_plan(struct world *w, const char *const *ids, size_t count, enum zd_period period)
{
	struct zd_plan *plan;
	struct zd_error err = {0};
	ck_assert_msg(!zd_plan_new(&plan, &w->pack, ids, count, period, &err), "%s", err.message);
	return plan;
}
