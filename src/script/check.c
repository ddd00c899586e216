/*
 * Checks a whole file: what stands above `return`, decide, and then what
 * could not be told before, such as what is never used.
 */
#include "script/check.h"

#include <stdlib.h>
#include <string.h>

#include "script/checker.h"
#include "script/unit.h"

#define HELPERS 9 /* the runtime's functions that a text may be given besides */

enum constant_type {
	NOT_CONSTANT,
	CONSTANT_NUMBER,
	CONSTANT_TEXT,
	CONSTANT_BOOL,
};

/* The type of an expression of literals and constants above; marks those as used. */
static enum constant_type constant_type(struct zd_checker *c, struct zd_node *n)
{
	enum constant_type a, b;
	struct zd_symbol *s;
	switch (n->kind) {
	case ZD_NODE_NUMBER:
		return CONSTANT_NUMBER;
	case ZD_NODE_STRING:
		return CONSTANT_TEXT;
	case ZD_NODE_TRUE:
	case ZD_NODE_FALSE:
		return CONSTANT_BOOL;
	case ZD_NODE_PAREN:
		return constant_type(c, n->a);
	case ZD_NODE_NAME:
		s = zd_checker_lookup(c, n->text);
		if (!s || s->kind != ZD_SYMBOL_CONSTANT)
			return NOT_CONSTANT;
		s->uses++;
		n->symbol = s;
		n->meaning = ZD_MEANS_LOCAL;
		return (enum constant_type)s->declared->index;
	case ZD_NODE_UNARY:
		a = constant_type(c, n->a);
		return n->op == ZD_TK_SUB && a == CONSTANT_NUMBER ? a : NOT_CONSTANT;
	case ZD_NODE_BINARY:
		a = constant_type(c, n->a);
		b = constant_type(c, n->b);
		if (n->op == ZD_TK_CONCAT && a == CONSTANT_TEXT && b == CONSTANT_TEXT)
			return CONSTANT_TEXT;
		if ((n->op == ZD_TK_ADD || n->op == ZD_TK_SUB || n->op == ZD_TK_MUL) && a == CONSTANT_NUMBER && b == a)
			return CONSTANT_NUMBER;
		return NOT_CONSTANT;
	default:
		return NOT_CONSTANT;
	}
}

static void constants(struct zd_checker *c, struct zd_node *n)
{
	struct zd_node *value = n->values;
	for (struct zd_node *name = n->list; name; name = name->next) {
		enum constant_type type = value ? constant_type(c, value) : NOT_CONSTANT;
		if (value && value->kind == ZD_NODE_TABLE)
			ZD_FIND(c, ZD_F_LUA_FORBIDDEN, value,
				"a table above `return` would be kept from one decision to the next: make it inside "
				"decide, "
				"or make it a param");
		else if (value && value->kind == ZD_NODE_FUNCTION)
			ZD_FIND(c, ZD_F_LUA_FORBIDDEN, value, "write `local function %s(…)`", name->text);
		else if (type == NOT_CONSTANT)
			ZD_FIND(c, ZD_F_LUA_FORBIDDEN, value ? value : name,
				"a constant above `return` is a number, a text, true or false");
		struct zd_symbol *s = zd_checker_declare(c, name, ZD_SYMBOL_CONSTANT);
		s->value = value;
		name->index = type;
		value = value ? value->next : NULL;
	}
}

static void chunk(struct zd_checker *c)
{
	for (struct zd_node *n = c->syntax->chunk; n && !c->full; n = n->next) {
		if (n->kind == ZD_NODE_LOCAL) {
			constants(c, n);
		} else if (n->kind == ZD_NODE_LOCAL_FUNCTION) {
			zd_checker_declare(c, n->a, ZD_SYMBOL_FUNCTION);
			zd_checker_function(c, n->b);
		} else if (n->kind != ZD_NODE_RETURN) {
			ZD_FIND(c, ZD_F_LUA_FORBIDDEN, n,
				"above `return` there are only local functions and local constants");
		}
	}
}

/* Constants that the head names are used. Whether they may stand there, the head's reader says. */
static void head_uses(struct zd_checker *c, struct zd_node *n)
{
	if (n->kind == ZD_NODE_TABLE) {
		for (struct zd_node *f = n->list; f; f = f->next)
			head_uses(c, f->b);
	} else if (n->kind == ZD_NODE_NAME || n->kind == ZD_NODE_PAREN) {
		constant_type(c, n);
	}
}

static void decide(struct zd_checker *c)
{
	struct zd_node *f = c->syntax->decide;
	bool set = c->syntax->is_set;
	enum zd_symbol_kind kinds[] = {set ? ZD_SYMBOL_MEMBERS : ZD_SYMBOL_NEEDS, ZD_SYMBOL_PARAMS, ZD_SYMBOL_TABLES};
	size_t visible = c->visible, i = 0;
	/* Needs are names of the function as it is written out. */
	c->active = set ? 0 : c->policy->need_count;
	for (struct zd_node *parameter = f->list; parameter && i < 3; parameter = parameter->next)
		zd_checker_declare(c, parameter, kinds[i++]);
	c->in_decide = true;
	zd_checker_block(c, f->body);
	c->in_decide = false;
	c->visible = visible;
}

static void unused(struct zd_checker *c)
{
	const struct zd_policy *p = c->policy;
	for (size_t i = 0; i < p->need_count; i++)
		if (!c->used_needs[i] && !(p->sign && zd_sign_uses(p->sign, p->needs[i].name)))
			zd_find(c->findings, ZD_F_UNUSED, p->needs[i].place.file, p->needs[i].place.line,
				p->needs[i].place.column, "the need \"%s\" is not used", p->needs[i].name);
	for (size_t i = 0; i < p->param_count; i++)
		if (!c->used_params[i])
			zd_find(c->findings, ZD_F_UNUSED, p->params[i].place.file, p->params[i].place.line,
				p->params[i].place.column, "the param \"%s\" is not used", p->params[i].name);
	for (size_t i = 0; i < p->table_count; i++)
		if (!c->used_tables[i])
			zd_find(c->findings, ZD_F_UNUSED, p->tables[i].place.file, p->tables[i].place.line,
				p->tables[i].place.column, "the table \"%s\" is not used", p->tables[i].name);
	for (size_t i = 0; i < c->visible; i++)
		if (c->scope[i]->uses == 0)
			ZD_FIND(c, ZD_F_UNUSED, c->scope[i]->declared, "\"%s\" is not used",
				c->scope[i]->declared->text);
}

/* Fields of members that are no needs, and that the policy gives to no table itself. */
static void member_fields(struct zd_checker *c)
{
	const struct zd_policy *p = c->policy;
	const char **names = zd_arena_alloc(c->arena, (p->need_count + 1) * sizeof *names);
	for (size_t i = 0; i < p->need_count; i++)
		names[i] = p->needs[i].name;
	names[p->need_count] = "id";
	for (const struct zd_later *l = c->members; l; l = l->next) {
		const struct zd_node *field = l->node->b, *name = l->node->a;
		bool changed = name->symbol && name->symbol->assigned;
		if (!changed && !zd_map_get(&c->assigned_fields, field->text))
			zd_checker_unknown_field(c, field, "the need", field->text, names, p->need_count + 1);
	}
}

/* Everything the written text is given, with what stands above `return`, are names of one Lua function. */
static void bindings(struct zd_checker *c)
{
	size_t count = c->policy->param_count + c->policy->table_count + HELPERS;
	for (size_t i = 0; i < zd_library_count; i++)
		count += c->used_library[i];
	if (count + c->visible > ZD_ACTIVE_MAX || count + c->policy->need_count + c->most_visible > ZD_VISIBLE_MAX)
		zd_find(c->findings, ZD_F_POLICY_FORM, c->syntax->file, c->policy->place.line, c->policy->place.column,
			"this policy uses too many params, tables, library functions and local names: %zu",
			count + c->policy->need_count + c->most_visible);
}

static void *place_in_list(size_t i)
{
	return (void *)(uintptr_t)(i + 1);
}

void zd_script_check(struct zd_syntax *s, const struct zd_policy *policy, struct zd_arena *arena,
		     struct zd_findings *findings)
{
	struct zd_checker c = {
		.syntax = s, .policy = policy, .arena = arena, .findings = findings, .errors_before = findings->errors};
	c.used_needs = zd_arena_alloc(arena, policy->need_count + 1);
	c.used_params = zd_arena_alloc(arena, policy->param_count + 1);
	c.used_tables = zd_arena_alloc(arena, policy->table_count + 1);
	c.used_library = zd_arena_alloc(arena, zd_library_count);
	for (size_t i = 0; i < policy->need_count; i++)
		zd_map_put(&c.needs, policy->needs[i].name, place_in_list(i));
	for (size_t i = 0; i < policy->param_count; i++)
		zd_map_put(&c.params, policy->params[i].name, place_in_list(i));
	for (size_t i = 0; i < policy->table_count; i++)
		zd_map_put(&c.tables, policy->tables[i].name, place_in_list(i));

	chunk(&c);
	if (s->head && !c.full)
		head_uses(&c, s->head);
	if (s->decide && !c.full)
		decide(&c);
	if (s->decide && !c.full) {
		for (const struct zd_later *l = c.texts; l; l = l->next)
			zd_checker_text(&c, l->node);
		member_fields(&c);
		unused(&c);
		bindings(&c);
	}
	zd_map_free(&c.needs);
	zd_map_free(&c.params);
	zd_map_free(&c.tables);
	zd_map_free(&c.assigned_fields);
}
