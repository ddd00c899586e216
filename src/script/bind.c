/*
 * Walks functions with their scopes in hand, binds every name to what it
 * means, and refuses what policies may not do. Texts of reasons and fields
 * of members are put aside until the whole file is known.
 */
#include <string.h>

#include "script/checker.h"
#include "script/unit.h"

struct scope {
	size_t visible, active;
};

static void expression(struct zd_checker *c, struct zd_node *n);
static void statement(struct zd_checker *c, struct zd_node *n);

static struct scope open_scope(const struct zd_checker *c)
{
	return (struct scope){c->visible, c->active};
}

static void close_scope(struct zd_checker *c, struct scope before)
{
	c->visible = before.visible;
	c->active = before.active;
}

static void too_many(struct zd_checker *c, const struct zd_node *n)
{
	if (!c->full)
		ZD_FIND(c, ZD_F_POLICY_FORM, n, "too many local names at once here: a function has room for %d",
			ZD_ACTIVE_MAX);
	c->full = true;
}

/* Lua keeps `count` values of its own on the stack, as it does for loops. */
static void hide(struct zd_checker *c, const struct zd_node *n, size_t count)
{
	c->active += count;
	if (c->active > ZD_ACTIVE_MAX)
		too_many(c, n);
}

struct zd_symbol *zd_checker_declare(struct zd_checker *c, struct zd_node *name, enum zd_symbol_kind kind)
{
	struct zd_symbol *s = zd_arena_alloc(c->arena, sizeof *s);
	*s = (struct zd_symbol){.kind = kind, .declared = name, .constant = name->constant};
	if (name->text[0] == '_' && name->text[1] >= 'A' && name->text[1] <= 'Z')
		ZD_FIND(c, ZD_F_BAD_NAME, name, "\"%s\": names that begin with \"_\" and a capital are zhidu's own",
			name->text);
	hide(c, name, 1);
	if (c->visible == ZD_VISIBLE_MAX)
		too_many(c, name);
	else
		c->scope[c->visible++] = s;
	if (c->visible > c->most_visible)
		c->most_visible = c->visible;
	name->symbol = s;
	name->meaning = ZD_MEANS_LOCAL;
	return s;
}

struct zd_symbol *zd_checker_lookup(const struct zd_checker *c, const char *name)
{
	for (size_t i = c->visible; i-- > 0;)
		if (strcmp(c->scope[i]->declared->text, name) == 0)
			return c->scope[i];
	return NULL;
}

static void later(struct zd_checker *c, struct zd_later **list, const struct zd_node *n)
{
	struct zd_later *l = zd_arena_alloc(c->arena, sizeof *l);
	*l = (struct zd_later){.node = n, .next = *list};
	*list = l;
}

static void use_all(bool *used, size_t count)
{
	for (size_t i = 0; i < count; i++)
		used[i] = true;
}

/* In a set policy needs are fields of records that go through any hands: a name written anywhere counts as use. */
static void use_field(struct zd_checker *c, const char *name)
{
	size_t place = (size_t)(uintptr_t)zd_map_get(&c->needs, name);
	if (c->syntax->is_set && place > 0)
		c->used_needs[place - 1] = true;
}

/* What a local name means that stands by itself. */
static void bind_local(struct zd_checker *c, struct zd_node *n, struct zd_symbol *s)
{
	const struct zd_policy *p = c->policy;
	s->uses++;
	n->symbol = s;
	n->meaning = ZD_MEANS_LOCAL;
	if (s->kind == ZD_SYMBOL_NEEDS) {
		n->meaning = ZD_MEANS_ALL_NEEDS;
		c->syntax->all_needs = true;
		use_all(c->used_needs, p->need_count);
	} else if (s->kind == ZD_SYMBOL_PARAMS) {
		n->meaning = ZD_MEANS_ALL_PARAMS;
		c->syntax->all_params = true;
		use_all(c->used_params, p->param_count);
	} else if (s->kind == ZD_SYMBOL_TABLES) {
		n->meaning = ZD_MEANS_ALL_TABLES;
		c->syntax->all_tables = true;
		use_all(c->used_tables, p->table_count);
	}
}

static void bind_name(struct zd_checker *c, struct zd_node *n)
{
	struct zd_symbol *s = zd_checker_lookup(c, n->text);
	if (s) {
		bind_local(c, n, s);
	} else if (strcmp(n->text, "because") == 0 || strcmp(n->text, "stop") == 0) {
		ZD_FIND(c, ZD_F_POLICY_FORM, n, "%s is called: %s(…)", n->text, n->text);
	} else if (zd_checker_library(n->text, NULL, &n->index)) {
		n->meaning = ZD_MEANS_LIBRARY;
		c->used_library[n->index] = true;
	} else if (zd_checker_is_group(n->text)) {
		ZD_FIND(c, ZD_F_LUA_FORBIDDEN, n, "the library %s is no value: name what you use of it, %s.…", n->text,
			n->text);
	} else {
		zd_checker_unknown(c, n, n->text, NULL);
	}
}

/* record.field, param.field, tables.field. */
static void bind_field(struct zd_checker *c, struct zd_node *n, struct zd_symbol *s)
{
	static const char *const words[] = {"the need", "the param", "the table"};
	const struct zd_policy *p = c->policy;
	int which = s->kind == ZD_SYMBOL_NEEDS ? 0 : s->kind == ZD_SYMBOL_PARAMS ? 1 : 2;
	const struct zd_map *maps[] = {&c->needs, &c->params, &c->tables};
	bool *used[] = {c->used_needs, c->used_params, c->used_tables};
	size_t place = (size_t)(uintptr_t)zd_map_getn(maps[which], n->b->text, n->b->len);
	s->uses++;
	if (place > 0) {
		n->meaning = (uint16_t)(ZD_MEANS_NEED + which);
		n->index = (uint32_t)(place - 1);
		used[which][place - 1] = true;
		return;
	}
	size_t count = which == 0 ? p->need_count : which == 1 ? p->param_count : p->table_count;
	const char **names = zd_arena_alloc(c->arena, (count + 1) * sizeof *names);
	for (size_t i = 0; i < count; i++)
		names[i] = which == 0 ? p->needs[i].name : which == 1 ? p->params[i].name : p->tables[i].name;
	zd_checker_unknown_field(c, n->b, words[which], n->b->text, names, count);
}

/* Whether the expression is one of the members of a set: a name that stands for one, or members[i]. */
static bool is_member(const struct zd_checker *c, const struct zd_node *n)
{
	const struct zd_node *name = n->kind == ZD_NODE_INDEX ? n->a : n;
	const struct zd_symbol *s = name->kind == ZD_NODE_NAME ? zd_checker_lookup(c, name->text) : NULL;
	return s && s->kind == (n->kind == ZD_NODE_INDEX ? ZD_SYMBOL_MEMBERS : ZD_SYMBOL_MEMBER);
}

static void bind_index(struct zd_checker *c, struct zd_node *n)
{
	bool is_field = n->b->kind == ZD_NODE_STRING;
	if (n->a->kind == ZD_NODE_NAME) {
		struct zd_symbol *s = zd_checker_lookup(c, n->a->text);
		if (s && is_field &&
		    (s->kind == ZD_SYMBOL_NEEDS || s->kind == ZD_SYMBOL_PARAMS || s->kind == ZD_SYMBOL_TABLES)) {
			bind_field(c, n, s);
			return;
		}
		if (!s && is_field && zd_checker_library(n->a->text, n->b->text, &n->index)) {
			n->meaning = ZD_MEANS_LIBRARY;
			c->used_library[n->index] = true;
			return;
		}
		if (!s && is_field) {
			zd_checker_unknown(c, n->a, n->a->text, n->b->text);
			return;
		}
	}
	if (is_field && is_member(c, n->a) && strcmp(n->b->text, "id") != 0 && !zd_map_get(&c->needs, n->b->text))
		later(c, &c->members, n);
	expression(c, n->a);
	expression(c, n->b);
}

static void call(struct zd_checker *c, struct zd_node *n, bool is_statement)
{
	struct zd_node *callee = n->a;
	bool free_name = callee->kind == ZD_NODE_NAME && !zd_checker_lookup(c, callee->text);
	if (free_name && strcmp(callee->text, "because") == 0) {
		callee->meaning = ZD_MEANS_BECAUSE;
		if (!is_statement)
			ZD_FIND(c, ZD_F_POLICY_FORM, n, "because(…) gives no value: it is a statement of its own");
	} else if (free_name && strcmp(callee->text, "stop") == 0) {
		callee->meaning = ZD_MEANS_STOP;
	} else {
		expression(c, callee);
	}
	size_t count = 0;
	for (struct zd_node *argument = n->list; argument && count <= ZD_ARGUMENTS_MAX; argument = argument->next) {
		expression(c, argument);
		count++;
	}
	if (count > ZD_ARGUMENTS_MAX)
		ZD_FIND(c, ZD_F_POLICY_FORM, n, "a call with more than %d values: put them in a list",
			ZD_ARGUMENTS_MAX);
	bool format =
		callee->meaning == ZD_MEANS_LIBRARY && strcmp(zd_library_names[callee->index], "text.format") == 0;
	if (callee->meaning == ZD_MEANS_BECAUSE || callee->meaning == ZD_MEANS_STOP || format)
		later(c, &c->texts, n);
}

void zd_checker_function(struct zd_checker *c, struct zd_node *f)
{
	struct scope before = open_scope(c);
	bool in_decide = c->in_decide;
	c->in_decide = false;
	c->active = 0;
	c->syntax->has_steps = true;
	for (struct zd_node *parameter = f->list; parameter; parameter = parameter->next)
		zd_checker_declare(c, parameter, ZD_SYMBOL_LOCAL);
	zd_checker_block(c, f->body);
	c->in_decide = in_decide;
	close_scope(c, before);
}

static void expression(struct zd_checker *c, struct zd_node *n)
{
	if (c->full)
		return;
	switch (n->kind) {
	case ZD_NODE_NAME:
		bind_name(c, n);
		break;
	case ZD_NODE_INDEX:
		bind_index(c, n);
		if (n->b->kind == ZD_NODE_STRING)
			use_field(c, n->b->text);
		break;
	case ZD_NODE_STRING:
		use_field(c, n->text);
		break;
	case ZD_NODE_CALL:
		call(c, n, false);
		break;
	case ZD_NODE_FUNCTION:
		zd_checker_function(c, n);
		break;
	case ZD_NODE_TABLE:
		for (struct zd_node *f = n->list; f; f = f->next) {
			if (f->a && f->a->kind == ZD_NODE_STRING)
				zd_map_put(&c->assigned_fields, f->a->text, c);
			else if (f->a)
				expression(c, f->a);
			expression(c, f->b);
		}
		break;
	case ZD_NODE_BINARY:
		expression(c, n->a);
		expression(c, n->b);
		break;
	case ZD_NODE_UNARY:
	case ZD_NODE_PAREN:
		expression(c, n->a);
		break;
	default:
		break;
	}
	if (c->findings->errors - c->errors_before > ZD_ERRORS_MAX)
		c->full = true;
}

static void expressions(struct zd_checker *c, struct zd_node *first)
{
	for (; first; first = first->next)
		expression(c, first);
}

static void assign_name(struct zd_checker *c, struct zd_node *n)
{
	struct zd_symbol *s = zd_checker_lookup(c, n->text);
	if (!s) {
		zd_checker_undeclared(c, n);
		return;
	}
	s->assigned = true;
	n->symbol = s;
	n->meaning = ZD_MEANS_LOCAL;
	if (s->kind == ZD_SYMBOL_CONSTANT || s->kind == ZD_SYMBOL_FUNCTION)
		ZD_FIND(c, ZD_F_LUA_FORBIDDEN, n,
			"\"%s\" stands above `return` and stays as it is: nothing is kept from one decision to the "
			"next",
			n->text);
	else if (s->kind != ZD_SYMBOL_LOCAL && s->kind != ZD_SYMBOL_MEMBER)
		ZD_FIND(c, ZD_F_LUA_FORBIDDEN, n, "\"%s\" is given to decide and stays as it is: use another local",
			n->text);
	else if (s->constant)
		ZD_FIND(c, ZD_F_LUA_SYNTAX, n, "\"%s\" is <const>", n->text);
}

static void assign_field(struct zd_checker *c, struct zd_node *n)
{
	const struct zd_node *root = n;
	while (root->kind == ZD_NODE_INDEX)
		root = root->a;
	const struct zd_symbol *s = root->kind == ZD_NODE_NAME ? zd_checker_lookup(c, root->text) : NULL;
	if (n->b->kind == ZD_NODE_STRING)
		zd_map_put(&c->assigned_fields, n->b->text, c);
	if (s && (s->kind == ZD_SYMBOL_NEEDS || s->kind == ZD_SYMBOL_PARAMS || s->kind == ZD_SYMBOL_TABLES))
		ZD_FIND(c, ZD_F_LUA_FORBIDDEN, n, "\"%s\" is given to decide and stays as it is: use a local",
			root->text);
	else if (root->kind == ZD_NODE_NAME && !s && zd_checker_is_group(root->text))
		ZD_FIND(c, ZD_F_LUA_FORBIDDEN, n, "the library %s stays as it is", root->text);
	else
		expression(c, n);
}

static void local_names(struct zd_checker *c, struct zd_node *n)
{
	expressions(c, n->values);
	struct zd_node *value = n->values;
	bool member[ZD_VISIBLE_MAX] = {false};
	size_t i = 0;
	for (struct zd_node *v = value; v && i < ZD_VISIBLE_MAX; v = v->next)
		member[i++] = is_member(c, v);
	i = 0;
	for (struct zd_node *name = n->list; name && !c->full; name = name->next, i++) {
		struct zd_symbol *s = zd_checker_declare(c, name, member[i] ? ZD_SYMBOL_MEMBER : ZD_SYMBOL_LOCAL);
		s->value = value;
		value = value ? value->next : NULL;
	}
}

/* Whether a loop goes over the members of the set: for i, m in ipairs(members). */
static bool is_over_members(const struct zd_node *n)
{
	const struct zd_node *v = n->values;
	if (n->kind != ZD_NODE_FOR_IN || v->kind != ZD_NODE_CALL || v->a->meaning != ZD_MEANS_LIBRARY || !v->list)
		return false;
	const char *iterator = zd_library_names[v->a->index];
	return (strcmp(iterator, "ipairs") == 0 || strcmp(iterator, "pairs") == 0) && v->list->kind == ZD_NODE_NAME &&
	       v->list->symbol && v->list->symbol->kind == ZD_SYMBOL_MEMBERS;
}

static void loop(struct zd_checker *c, struct zd_node *n)
{
	struct scope before = open_scope(c);
	c->syntax->has_steps = true;
	if (n->kind == ZD_NODE_WHILE)
		expression(c, n->a);
	expressions(c, n->values);
	if (n->kind == ZD_NODE_FOR_IN || n->kind == ZD_NODE_FOR_NUMBER)
		hide(c, n, 4);
	bool members = n->list && is_over_members(n);
	for (struct zd_node *name = n->list; name && !c->full; name = name->next)
		zd_checker_declare(c, name, members && name == n->list->next ? ZD_SYMBOL_MEMBER : ZD_SYMBOL_LOCAL);
	if (n->kind == ZD_NODE_REPEAT) {
		/* The condition sees what the body declares. */
		struct scope inner = open_scope(c);
		for (struct zd_node *inside = n->body; inside && !c->full; inside = inside->next)
			statement(c, inside);
		expression(c, n->a);
		close_scope(c, inner);
	} else {
		zd_checker_block(c, n->body);
	}
	close_scope(c, before);
}

static void outcomes(struct zd_checker *c, struct zd_node *n)
{
	const struct zd_policy *p = c->policy;
	struct zd_node *table = n->values;
	bool *given = zd_arena_alloc(c->arena, p->give_count + 1);
	const char **names = zd_arena_alloc(c->arena, (p->give_count + 1) * sizeof *names);
	for (size_t i = 0; i < p->give_count; i++)
		names[i] = p->gives[i].name;
	n->meaning = ZD_MEANS_OUTCOMES;
	for (struct zd_node *f = table->list; f; f = f->next) {
		if (!f->a || f->a->kind != ZD_NODE_STRING) {
			ZD_FIND(c, ZD_F_POLICY_FORM, f, "outcomes are written name = value");
			continue;
		}
		size_t i = 0;
		while (i < p->give_count && strcmp(names[i], f->a->text) != 0)
			i++;
		if (i == p->give_count)
			zd_checker_unknown_field(c, f->a, "the outcome", f->a->text, names, p->give_count);
		else if (given[i])
			ZD_FIND(c, ZD_F_DUPLICATE, f, "\"%s\" stands here twice", f->a->text);
		else
			given[i] = true;
		f->index = (uint32_t)i;
	}
	for (size_t i = 0; i < p->give_count; i++)
		if (!given[i] && !p->gives[i].optional)
			ZD_FIND(c, ZD_F_MISSING_KEY, n, "the outcome \"%s\" is missing", names[i]);
	hide(c, n, p->give_count);
	c->active -= p->give_count;
}

static void return_values(struct zd_checker *c, struct zd_node *n)
{
	expressions(c, n->values);
	if (!c->in_decide || c->full)
		return;
	if (!n->values)
		ZD_FIND(c, ZD_F_POLICY_FORM, n, "decide returns its outcomes: return { … }");
	else if (n->values->next)
		ZD_FIND(c, ZD_F_POLICY_FORM, n, "decide returns one table: return { … }");
	else if (c->syntax->is_set)
		return;
	else if (n->values->kind == ZD_NODE_TABLE)
		outcomes(c, n);
	else
		n->meaning = ZD_MEANS_OUTCOME;
}

static void statement(struct zd_checker *c, struct zd_node *n)
{
	switch (n->kind) {
	case ZD_NODE_LOCAL:
		local_names(c, n);
		break;
	case ZD_NODE_ASSIGN:
		expressions(c, n->values);
		for (struct zd_node *target = n->list; target && !c->full; target = target->next) {
			if (target->kind == ZD_NODE_NAME)
				assign_name(c, target);
			else
				assign_field(c, target);
		}
		break;
	case ZD_NODE_CALLING:
		call(c, n->a, true);
		break;
	case ZD_NODE_DO:
		zd_checker_block(c, n->body);
		break;
	case ZD_NODE_IF:
		for (struct zd_node *branch = n->list; branch; branch = branch->next) {
			if (branch->a)
				expression(c, branch->a);
			zd_checker_block(c, branch->body);
		}
		break;
	case ZD_NODE_WHILE:
	case ZD_NODE_REPEAT:
	case ZD_NODE_FOR_NUMBER:
	case ZD_NODE_FOR_IN:
		loop(c, n);
		break;
	case ZD_NODE_LOCAL_FUNCTION:
		zd_checker_declare(c, n->a, ZD_SYMBOL_LOCAL);
		zd_checker_function(c, n->b);
		break;
	case ZD_NODE_RETURN:
		return_values(c, n);
		break;
	default:
		break;
	}
}

void zd_checker_block(struct zd_checker *c, struct zd_node *first)
{
	struct scope before = open_scope(c);
	for (; first && !c->full; first = first->next)
		statement(c, first);
	close_scope(c, before);
}
