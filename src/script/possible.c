/*
 * The texts that an outcome can be, as far as the policy's text shows them.
 * Where it does not, nothing is said: each set of texts is at least what can
 * come, never less.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "base/utf8.h"
#include "script/checker.h"
#include "script/review.h"
#include "script/unit.h"

#define DEPTH_MAX 24
#define WORK_MAX 20000 /* expressions looked at for one outcome; beyond, anything may come */

/* A value that a local name is given; NULL: one that is not to be seen. */
struct giving {
	const struct zd_symbol *symbol;
	const struct zd_node *value;
};

struct texts {
	const struct zd_node **items; /* strings */
	size_t count, cap;
	const struct zd_value **values; /* outputs of decision tables */
	size_t value_count, value_cap;
	bool open; /* others too */
};

struct review {
	const struct zd_syntax *s;
	const struct zd_policy *policy;
	const struct zd_pack *pack;
	struct zd_findings *findings;
	struct giving *givings;
	size_t giving_count, giving_cap;
	struct zd_node **functions; /* with the symbol that names each, of the same index */
	const struct zd_symbol **names;
	size_t function_count, function_cap, name_cap;
	const struct zd_node **calls; /* of functions by name */
	size_t call_count, call_cap;
	size_t work;
};

/* ---- what the whole text holds ---- */

static void give(struct review *r, const struct zd_symbol *s, const struct zd_node *value)
{
	ZD_GROW(r->givings, r->giving_count, r->giving_cap);
	r->givings[r->giving_count++] = (struct giving){s, value};
}

static void name_function(struct review *r, const struct zd_symbol *s, struct zd_node *f)
{
	size_t cap = r->function_cap;
	ZD_GROW(r->functions, r->function_count, r->function_cap);
	if (cap != r->function_cap)
		r->names = zd_realloc(r->names, r->function_cap * sizeof *r->names);
	r->names[r->function_count] = s;
	r->functions[r->function_count++] = f;
}

/* local a, b = f(): the second value is behind the call. */
static void give_list(struct review *r, const struct zd_node *targets, const struct zd_node *values)
{
	const struct zd_node *value = values;
	bool behind_call = false;
	for (const struct zd_node *t = targets; t; t = t->next) {
		bool nothing = !value && !behind_call;
		if (t->kind == ZD_NODE_NAME && t->symbol && !nothing)
			give(r, t->symbol, value);
		if (value && !value->next && value->kind == ZD_NODE_CALL)
			behind_call = true;
		value = value ? value->next : NULL;
	}
}

/* for i, x in ipairs(…): i is a number. */
static bool goes_in_order(const struct zd_node *loop)
{
	const struct zd_node *v = loop->values;
	return v && v->kind == ZD_NODE_CALL && v->a->meaning == ZD_MEANS_LIBRARY &&
	       strcmp(zd_library_names[v->a->index], "ipairs") == 0;
}

static void gather(void *context, struct zd_node *n)
{
	struct review *r = context;
	switch (n->kind) {
	case ZD_NODE_LOCAL:
		if (n->list && n->list->symbol && n->values && n->values->kind == ZD_NODE_FUNCTION)
			name_function(r, n->list->symbol, n->values);
		give_list(r, n->list, n->values);
		break;
	case ZD_NODE_ASSIGN:
		give_list(r, n->list, n->values);
		break;
	case ZD_NODE_LOCAL_FUNCTION:
		if (n->a->symbol)
			name_function(r, n->a->symbol, n->b);
		break;
	case ZD_NODE_FOR_IN:
	case ZD_NODE_FOR_NUMBER:
		for (const struct zd_node *name = n->list; name; name = name->next) {
			bool place = name == n->list && goes_in_order(n);
			if (name->symbol && n->kind == ZD_NODE_FOR_IN && !place)
				give(r, name->symbol, NULL);
		}
		break;
	case ZD_NODE_CALL:
		if (n->a->kind == ZD_NODE_NAME && n->a->symbol) {
			ZD_GROW(r->calls, r->call_count, r->call_cap);
			r->calls[r->call_count++] = n;
		}
		break;
	default:
		break;
	}
}

/* ---- the texts that an expression can be ---- */

static void evaluate(struct review *r, const struct zd_node *n, struct texts *out, int depth);

static void add_column(const struct zd_table *t, const char *column, struct texts *out)
{
	size_t i = 0;
	while (i < t->output_count && strcmp(t->outputs[i].name, column) != 0)
		i++;
	for (size_t row = 0; i < t->output_count && row <= t->row_count; row++) {
		const struct zd_value *outputs = row < t->row_count ? t->rows[row].outputs : t->fallback;
		if (!outputs)
			continue;
		ZD_GROW(out->values, out->value_count, out->value_cap);
		out->values[out->value_count++] = &outputs[i];
	}
}

/* The decision table whose hit an expression is; NULL: not to be seen. */
static const struct zd_table *table_of(struct review *r, const struct zd_node *n)
{
	const struct zd_table *t = NULL;
	if (n->kind == ZD_NODE_CALL && n->a->meaning == ZD_MEANS_TABLE)
		return zd_pack_table(r->pack, r->policy->tables[n->a->index].target);
	if (n->kind != ZD_NODE_NAME || !n->symbol)
		return NULL;
	for (size_t i = 0; i < r->giving_count; i++) {
		if (r->givings[i].symbol != n->symbol)
			continue;
		const struct zd_node *v = r->givings[i].value;
		if (t || !v || v->kind != ZD_NODE_CALL)
			return NULL;
		t = table_of(r, v);
		if (!t)
			return NULL;
	}
	return t;
}

struct returns {
	struct review *r;
	struct texts *out;
	int depth;
};

static void visit_return(struct returns *x, const struct zd_node *first)
{
	for (; first; first = first->next) {
		if (first->kind == ZD_NODE_RETURN && first->values)
			evaluate(x->r, first->values, x->out, x->depth);
		if (first->kind == ZD_NODE_IF)
			for (const struct zd_node *b = first->list; b; b = b->next)
				visit_return(x, b->body);
		else if (first->kind != ZD_NODE_LOCAL_FUNCTION)
			visit_return(x, first->body);
	}
}

/* A parameter of a named function is what the calls give it. */
static bool evaluate_argument(struct review *r, const struct zd_symbol *s, struct texts *out, int depth)
{
	for (size_t f = 0; f < r->function_count; f++) {
		size_t place = 0, calls = 0;
		const struct zd_node *p = r->functions[f]->list;
		while (p && p->symbol != s)
			p = p->next, place++;
		if (!p)
			continue;
		for (size_t i = 0; i < r->call_count; i++) {
			if (r->calls[i]->a->symbol != r->names[f])
				continue;
			const struct zd_node *a = r->calls[i]->list;
			calls++;
			for (size_t k = 0; a && k < place; k++)
				a = a->next;
			if (a)
				evaluate(r, a, out, depth);
		}
		if (r->names[f]->uses > calls) /* handed on as a value: called from elsewhere */
			out->open = true;
		return true;
	}
	return false;
}

static void evaluate_name(struct review *r, const struct zd_node *n, struct texts *out, int depth)
{
	const struct zd_symbol *s = n->symbol;
	if (!s || n->meaning != ZD_MEANS_LOCAL) {
		out->open = true;
		return;
	}
	bool known = evaluate_argument(r, s, out, depth);
	for (size_t i = 0; i < r->giving_count; i++) {
		if (r->givings[i].symbol != s)
			continue;
		known = true;
		if (r->givings[i].value)
			evaluate(r, r->givings[i].value, out, depth);
		else
			out->open = true;
	}
	if (!known && s->kind != ZD_SYMBOL_LOCAL)
		out->open = true;
}

static void evaluate_call(struct review *r, const struct zd_node *n, struct texts *out, int depth)
{
	if (n->a->meaning == ZD_MEANS_STOP)
		return;
	if (n->a->meaning == ZD_MEANS_LIBRARY) {
		const char *name = zd_library_names[n->a->index];
		out->open |= strncmp(name, "math.", 5) != 0 && strncmp(name, "money.", 6) != 0;
		return;
	}
	for (size_t f = 0; n->a->kind == ZD_NODE_NAME && f < r->function_count; f++) {
		if (r->names[f] == n->a->symbol && !r->names[f]->assigned) {
			struct returns x = {r, out, depth};
			visit_return(&x, r->functions[f]->body);
			return;
		}
	}
	out->open = true;
}

static void evaluate(struct review *r, const struct zd_node *n, struct texts *out, int depth)
{
	const struct zd_table *t;
	if (out->open || depth > DEPTH_MAX || ++r->work > WORK_MAX) {
		out->open = true;
		return;
	}
	switch (n->kind) {
	case ZD_NODE_STRING:
		ZD_GROW(out->items, out->count, out->cap);
		out->items[out->count++] = n;
		break;
	case ZD_NODE_PAREN:
		evaluate(r, n->a, out, depth + 1);
		break;
	case ZD_NODE_BINARY:
		if (n->op == ZD_TK_OR)
			evaluate(r, n->a, out, depth + 1);
		if (n->op == ZD_TK_OR || n->op == ZD_TK_AND)
			evaluate(r, n->b, out, depth + 1);
		out->open |= n->op == ZD_TK_CONCAT;
		break;
	case ZD_NODE_NAME:
		evaluate_name(r, n, out, depth + 1);
		break;
	case ZD_NODE_CALL:
		evaluate_call(r, n, out, depth + 1);
		break;
	case ZD_NODE_INDEX:
		t = n->b->kind == ZD_NODE_STRING ? table_of(r, n->a) : NULL;
		if (t)
			add_column(t, n->b->text, out);
		else
			out->open = true;
		break;
	case ZD_NODE_NIL:
	case ZD_NODE_TRUE:
	case ZD_NODE_FALSE:
	case ZD_NODE_NUMBER:
	case ZD_NODE_UNARY:
	case ZD_NODE_TABLE:
	case ZD_NODE_FUNCTION:
		break;
	default:
		out->open = true;
		break;
	}
}

/* ---- what an outcome can be ---- */

struct outcome {
	struct review *r;
	const struct zd_give *give;
	struct texts texts;
	bool given;
};

/* A field of the outcome's name in any table that the policy makes may be the outcome. */
static void visit_outcome(void *context, struct zd_node *n)
{
	struct outcome *o = context;
	const char *name = o->give->name;
	if (n->kind == ZD_NODE_FIELD && n->a && n->a->kind == ZD_NODE_STRING && strcmp(n->a->text, name) == 0) {
		o->given = true;
		evaluate(o->r, n->b, &o->texts, 0);
	}
	if (n->kind == ZD_NODE_FIELD && n->a && n->a->kind != ZD_NODE_STRING && n->a->kind != ZD_NODE_NUMBER)
		evaluate(o->r, n->b, &o->texts, 0);
	if (n->kind == ZD_NODE_CALL && n->a->meaning == ZD_MEANS_TABLE) {
		const struct zd_table *t = zd_pack_table(o->r->pack, o->r->policy->tables[n->a->index].target);
		for (size_t i = 0; t && i < t->output_count; i++)
			o->given |= strcmp(t->outputs[i].name, name) == 0;
		if (t)
			add_column(t, name, &o->texts);
	}
	if (n->kind != ZD_NODE_ASSIGN)
		return;
	const struct zd_node *value = n->values;
	for (const struct zd_node *target = n->list; target; target = target->next) {
		bool computed = target->kind == ZD_NODE_INDEX && target->b->kind != ZD_NODE_STRING;
		bool named = target->kind == ZD_NODE_INDEX && !computed && strcmp(target->b->text, name) == 0;
		o->given |= named;
		if ((named || computed) && value)
			evaluate(o->r, value, &o->texts, 0);
		else if (named)
			o->texts.open = true;
		value = value ? value->next : NULL;
	}
}

static bool can_be(const struct texts *t, const char *value)
{
	for (size_t i = 0; i < t->count; i++) {
		if (strcmp(t->items[i]->text, value) == 0)
			return true;
	}
	for (size_t i = 0; i < t->value_count; i++) {
		if (t->values[i]->tag == ZD_TEXT && strcmp(t->values[i]->s, value) == 0)
			return true;
	}
	return t->open;
}

static bool is_value(const struct zd_enum *e, const char *text)
{
	for (size_t i = 0; i < e->count; i++) {
		if (strcmp(e->values[i], text) == 0)
			return true;
	}
	return false;
}

static void unknown_value(struct review *r, const struct zd_node *n, const char *what, const struct zd_enum *e)
{
	const char *near = zd_nearest_of(n->text, e->values, e->count, sizeof *e->values);
	zd_find(r->findings, ZD_F_UNKNOWN_VALUE, r->s->file, n->line, n->column, "%s is never \"%s\"%s", what, n->text,
		zd_suggest(near, "\"").text);
}

/* What a record, a parameter or the record of needs brings is not in the text. */
static bool comes_from_elsewhere(const struct review *r, const struct zd_give *g)
{
	const struct zd_policy *p = r->policy;
	if (r->s->all_needs || r->s->all_params || zd_policy_need(p, g->name))
		return true;
	for (size_t i = 0; i < p->param_count; i++) {
		const struct zd_param *param = zd_pack_param(r->pack, p->params[i].target);
		const struct zd_type *type = param ? &param->type : NULL;
		for (size_t k = 0; type && type->kind == ZD_KIND_MAP && k < type->count; k++) {
			if (type->open || strcmp(type->keys[k], g->name) == 0)
				return true;
		}
	}
	return false;
}

static void visit_all(struct review *r, void (*visit)(void *, struct zd_node *), void *context)
{
	for (struct zd_node *n = r->s->chunk; n; n = n->next) {
		if (n->kind != ZD_NODE_RETURN)
			zd_node_walk(n, visit, context);
	}
	if (r->s->decide)
		zd_node_walk(r->s->decide, visit, context);
}

struct declaration {
	const struct zd_place *place;
	uint32_t end;
};

static void visit_declaration(void *context, struct zd_node *n)
{
	struct declaration *d = context;
	if (n->kind == ZD_NODE_FIELD && n->line == d->place->line && n->end > d->end)
		d->end = n->end;
}

/* A comment behind the line that declares the outcome can say that it is meant. */
static bool is_meant(const struct review *r, const struct zd_give *g)
{
	struct declaration d = {.place = &g->place};
	if (r->s->head)
		zd_node_walk(r->s->head, visit_declaration, &d);
	return d.end > 0 && zd_review_is_fixed(r->s, d.end);
}

static void review_give(struct review *r, const struct zd_give *g)
{
	struct outcome o = {.r = r, .give = g};
	bool elsewhere = comes_from_elsewhere(r, g) || is_meant(r, g);
	r->work = 0;
	visit_all(r, visit_outcome, &o);
	if (!elsewhere && !o.given && !o.texts.open)
		zd_find(r->findings, ZD_F_NEVER_GIVEN, g->place.file, g->place.line, g->place.column,
			"no return gives the outcome \"%s\"", g->name);
	const struct zd_enum *e = g->type.kind == ZD_KIND_ENUM ? g->type.enums : NULL;
	for (size_t i = 0; e && !elsewhere && o.given && i < e->count; i++) {
		if (!can_be(&o.texts, e->values[i]))
			zd_find(r->findings, ZD_F_NEVER_GIVEN, g->place.file, g->place.line, g->place.column,
				"no return gives the %s \"%s\"", g->name, e->values[i]);
	}
	free(o.texts.items);
	free(o.texts.values);
}

/* ---- texts that are no value of an enum ---- */

/* In a returned table every text that an outcome can be must be one of its values. */
static void review_return(struct review *r, const struct zd_node *n)
{
	for (const struct zd_node *f = n->values->list; f; f = f->next) {
		const struct zd_give *g = f->index < r->policy->give_count ? &r->policy->gives[f->index] : NULL;
		struct texts t = {0};
		if (!g || g->type.kind != ZD_KIND_ENUM || !g->type.enums)
			continue;
		r->work = 0;
		evaluate(r, f->b, &t, 0);
		for (size_t i = 0; i < t.count; i++) {
			if (!is_value(g->type.enums, t.items[i]->text))
				unknown_value(r, t.items[i], g->name, g->type.enums);
		}
		free(t.items);
		free(t.values);
	}
}

/* The need whose value an expression is: itself, or a local that is that need and nothing else. */
static const struct zd_need *need_of(const struct review *r, const struct zd_node *n)
{
	if (n->kind == ZD_NODE_INDEX && n->meaning == ZD_MEANS_NEED)
		return &r->policy->needs[n->index];
	if (n->kind != ZD_NODE_NAME || !n->symbol || n->symbol->assigned || !n->symbol->value)
		return NULL;
	const struct zd_node *v = n->symbol->value;
	return v->kind == ZD_NODE_INDEX && v->meaning == ZD_MEANS_NEED ? &r->policy->needs[v->index] : NULL;
}

static void review_comparison(struct review *r, const struct zd_node *a, const struct zd_node *b)
{
	const struct zd_need *need = b->kind == ZD_NODE_STRING ? need_of(r, a) : NULL;
	const struct zd_enum *e = need && need->type.kind == ZD_KIND_ENUM ? need->type.enums : NULL;
	if (e && !is_value(e, b->text))
		unknown_value(r, b, need->name, e);
}

static void visit_value(void *context, struct zd_node *n)
{
	struct review *r = context;
	if (n->kind == ZD_NODE_RETURN && n->meaning == ZD_MEANS_OUTCOMES)
		review_return(r, n);
	if (n->kind == ZD_NODE_BINARY && (n->op == ZD_TK_EQ || n->op == ZD_TK_NE)) {
		review_comparison(r, n->a, n->b);
		review_comparison(r, n->b, n->a);
	}
}

void zd_review_values(const struct zd_syntax *s, const struct zd_policy *policy, const struct zd_pack *pack,
		      struct zd_findings *findings)
{
	struct review r = {.s = s, .policy = policy, .pack = pack, .findings = findings};
	visit_all(&r, gather, &r);
	for (size_t i = 0; i < policy->give_count; i++)
		review_give(&r, &policy->gives[i]);
	visit_all(&r, visit_value, &r);
	free(r.givings);
	free(r.functions);
	free(r.names);
	free(r.calls);
}
