/*
 * Writes the text that the runtime loads: the policy's own text with some
 * pieces replaced, each on its own line, so that the lines of errors and
 * traces are those of the file. What is left out leaves its line breaks.
 *
 * Names that it adds begin with "_" and a capital, which policies may not
 * use: _N_x a need, _P_x a param, _T_x a table, _L_x_y of the library, _H_x
 * a helper, _R, _Q and _S the record, params and tables as a whole, _F what
 * is left of the ration of steps, _G1 … outcomes on their way.
 */
#include <stdlib.h>
#include <string.h>

#include "base/str.h"
#include "script/syntax.h"
#include "script/unit.h"

#define STEP " _F=_F-1 if _F<0 then _F=_H_more()end "

/* X(name): the helpers, in the order in which they are bound. */
#define HELPERS(X)                                                                                                     \
	X(begin)                                                                                                       \
	X(more)                                                                                                        \
	X(len)                                                                                                         \
	X(record)                                                                                                      \
	X(give)                                                                                                        \
	X(because)                                                                                                     \
	X(stop)                                                                                                        \
	X(line)                                                                                                        \
	X(value)

enum helper {
#define X(name) HELPER_##name,
	HELPERS(X)
#undef X
	HELPER_COUNT
};
static const char *const helper_names[] = {
#define X(name) #name,
	HELPERS(X)
#undef X
};

struct writer {
	const struct zd_syntax *syntax;
	const struct zd_policy *policy;
	enum zd_mode mode;
	struct zd_str out;
	uint32_t at; /* of the text: what is before has been written, or left out */
	bool helpers[HELPER_COUNT];
	bool *params, *tables, *library;
};

static void expression(struct writer *w, const struct zd_node *n);
static void block(struct writer *w, const struct zd_node *first);

static void put(struct writer *w, const char *s)
{
	zd_str_add(&w->out, s);
}

static void copy_to(struct writer *w, uint32_t offset)
{
	zd_str_addn(&w->out, w->syntax->text + w->at, offset - w->at);
	w->at = offset;
}

/* Leaves the text up to there out, but not its line breaks. */
static void skip_to(struct writer *w, uint32_t offset)
{
	put(w, " ");
	while (w->at < offset) {
		size_t n = zd_line_break(w->syntax->text + w->at, offset - w->at);
		if (n > 0)
			put(w, "\n ");
		w->at += n > 0 ? (uint32_t)n : 1;
	}
}

/* Blanks keep what is added apart from what stands beside it: `not#list` is Lua. */
static void helper(struct writer *w, enum helper which)
{
	w->helpers[which] = true;
	zd_str_printf(&w->out, " _H_%s", helper_names[which]);
}

static void step(struct writer *w)
{
	w->helpers[HELPER_more] = true;
	put(w, STEP);
}

/* "money.times" as a name of the written text. */
static void library_name(struct zd_str *out, const char *name)
{
	zd_str_add(out, "_L_");
	for (; *name; name++)
		zd_str_addc(out, *name == '.' ? '_' : *name);
}

/* Writes what a name means instead of it; false: the name itself will do. */
static bool meaning(struct writer *w, const struct zd_node *n)
{
	if (n->meaning == ZD_MEANS_NOTHING || n->meaning == ZD_MEANS_LOCAL)
		return false;
	copy_to(w, n->start);
	skip_to(w, n->end);
	switch (n->meaning) {
	case ZD_MEANS_NEED:
		zd_str_printf(&w->out, "_N_%s", w->policy->needs[n->index].name);
		break;
	case ZD_MEANS_PARAM:
		w->params[n->index] = true;
		zd_str_printf(&w->out, "_P_%s", w->policy->params[n->index].name);
		break;
	case ZD_MEANS_TABLE:
		w->tables[n->index] = true;
		zd_str_printf(&w->out, "_T_%s", w->policy->tables[n->index].name);
		break;
	case ZD_MEANS_LIBRARY:
		w->library[n->index] = true;
		library_name(&w->out, zd_library_names[n->index]);
		break;
	case ZD_MEANS_BECAUSE:
		helper(w, HELPER_because);
		break;
	case ZD_MEANS_STOP:
		helper(w, HELPER_stop);
		break;
	case ZD_MEANS_ALL_NEEDS:
		put(w, "_R");
		break;
	case ZD_MEANS_ALL_PARAMS:
		put(w, "_Q");
		break;
	default:
		put(w, "_S");
		break;
	}
	put(w, " ");
	return true;
}

static void expressions(struct writer *w, const struct zd_node *first)
{
	for (; first; first = first->next)
		expression(w, first);
}

static void function(struct writer *w, const struct zd_node *f)
{
	copy_to(w, f->inner);
	step(w);
	block(w, f->body);
	copy_to(w, f->end);
}

static void expression(struct writer *w, const struct zd_node *n)
{
	switch (n->kind) {
	case ZD_NODE_NAME:
		meaning(w, n);
		break;
	case ZD_NODE_INDEX:
		if (!meaning(w, n)) {
			expression(w, n->a);
			expression(w, n->b);
		}
		break;
	case ZD_NODE_CALL:
		expression(w, n->a);
		expressions(w, n->list);
		break;
	case ZD_NODE_FUNCTION:
		function(w, n);
		break;
	case ZD_NODE_TABLE:
		for (const struct zd_node *f = n->list; f; f = f->next) {
			if (f->a)
				expression(w, f->a);
			expression(w, f->b);
		}
		break;
	case ZD_NODE_BINARY:
		expression(w, n->a);
		expression(w, n->b);
		break;
	case ZD_NODE_UNARY:
		if (n->op == ZD_TK_LEN) {
			copy_to(w, n->start);
			helper(w, HELPER_len);
			put(w, "(");
			w->at++;
			expression(w, n->a);
			copy_to(w, n->end);
			put(w, ")");
		} else {
			expression(w, n->a);
		}
		break;
	case ZD_NODE_PAREN:
		expression(w, n->a);
		break;
	default:
		break;
	}
	copy_to(w, n->end);
}

/* Whether working the value out can neither fail nor do anything. */
static bool is_harmless(const struct zd_node *n)
{
	switch (n->kind) {
	case ZD_NODE_NIL:
	case ZD_NODE_TRUE:
	case ZD_NODE_FALSE:
	case ZD_NODE_NUMBER:
	case ZD_NODE_STRING:
	case ZD_NODE_NAME:
		return true;
	case ZD_NODE_INDEX:
		return n->meaning != ZD_MEANS_NOTHING;
	case ZD_NODE_PAREN:
		return is_harmless(n->a);
	case ZD_NODE_UNARY:
		return n->op == ZD_TK_NOT && is_harmless(n->a);
	case ZD_NODE_BINARY:
		return (n->op == ZD_TK_AND || n->op == ZD_TK_OR || n->op == ZD_TK_EQ || n->op == ZD_TK_NE) &&
		       is_harmless(n->a) && is_harmless(n->b);
	default:
		return false;
	}
}

/* A reason that nobody asked for: of its values only the failures matter. */
static void unasked_reason(struct writer *w, const struct zd_node *call)
{
	bool harmless = true;
	const struct zd_node *last = NULL;
	for (const struct zd_node *argument = call->list; argument; argument = argument->next) {
		harmless = harmless && is_harmless(argument);
		last = argument;
	}
	if (!harmless) {
		put(w, "do local _U=");
		skip_to(w, call->list->start);
		expressions(w, call->list);
		copy_to(w, last->end);
		put(w, " end");
	}
	skip_to(w, call->end);
}

/* In a trace, the values that names were given. */
static void values(struct writer *w, const struct zd_node *names)
{
	if (w->mode != ZD_MODE_TRACE)
		return;
	for (const struct zd_node *n = names; n; n = n->next) {
		if (n->kind != ZD_NODE_NAME)
			continue;
		helper(w, HELPER_value);
		zd_str_printf(&w->out, "(%d,\"%s\",%s);", n->line, n->text, n->text);
	}
}

static void loop(struct writer *w, const struct zd_node *n)
{
	if (n->kind == ZD_NODE_WHILE)
		expression(w, n->a);
	expressions(w, n->values);
	copy_to(w, n->inner);
	step(w);
	values(w, n->list);
	block(w, n->body);
	copy_to(w, n->close);
	if (n->kind == ZD_NODE_REPEAT)
		expression(w, n->a);
}

/* The value alone, also where a call would give several. */
static void single(struct writer *w, const struct zd_node *n, bool last)
{
	bool several = last && n->kind == ZD_NODE_CALL;
	if (several)
		put(w, "(");
	expression(w, n);
	if (several)
		put(w, ")");
}

/* return { limit = a, ceiling = b }, where the fields stand in the order of gives: return a,b */
static void outcomes_in_order(struct writer *w, const struct zd_node *table)
{
	const struct zd_node *f = table->list;
	for (size_t i = 0; i < w->policy->give_count; i++) {
		put(w, i > 0 ? "," : " ");
		if (f && f->index == i) {
			skip_to(w, f->b->start);
			single(w, f->b, i + 1 == w->policy->give_count);
			f = f->next;
		} else {
			put(w, "nil");
		}
	}
	skip_to(w, table->end);
}

/* The same in any order: the values are worked out as they stand, then put in order. */
static void outcomes_in_any_order(struct writer *w, const struct zd_node *table)
{
	bool *given = zd_alloc(w->policy->give_count + 1);
	put(w, "local ");
	for (const struct zd_node *f = table->list; f; f = f->next) {
		zd_str_printf(&w->out, "%s_G%u", f == table->list ? "" : ",", f->index + 1);
		given[f->index] = true;
	}
	put(w, "=");
	for (const struct zd_node *f = table->list; f; f = f->next) {
		skip_to(w, f->b->start);
		single(w, f->b, !f->next);
		if (f->next)
			put(w, ",");
	}
	skip_to(w, table->end);
	put(w, " return ");
	for (size_t i = 0; i < w->policy->give_count; i++) {
		if (given[i])
			zd_str_printf(&w->out, "%s_G%zu", i > 0 ? "," : "", i + 1);
		else
			put(w, i > 0 ? ",nil" : "nil");
	}
	free(given);
}

static void return_statement(struct writer *w, const struct zd_node *n)
{
	if (n->meaning == ZD_MEANS_OUTCOMES) {
		const struct zd_node *table = n->values;
		bool ordered = true;
		for (const struct zd_node *f = table->list; f && f->next; f = f->next)
			ordered = ordered && f->index < f->next->index;
		if (ordered || !table->list) {
			copy_to(w, n->start);
			put(w, "return");
			skip_to(w, table->start);
			outcomes_in_order(w, table);
		} else {
			skip_to(w, table->start);
			outcomes_in_any_order(w, table);
		}
	} else if (n->meaning == ZD_MEANS_OUTCOME) {
		copy_to(w, n->values->start);
		helper(w, HELPER_give);
		put(w, "(");
		expression(w, n->values);
		put(w, ")");
	} else {
		expressions(w, n->values);
	}
}

static void statement(struct writer *w, const struct zd_node *n)
{
	copy_to(w, n->start);
	if (w->mode == ZD_MODE_TRACE) {
		helper(w, HELPER_line);
		zd_str_printf(&w->out, "(%d);", n->line);
	}
	switch (n->kind) {
	case ZD_NODE_LOCAL:
	case ZD_NODE_ASSIGN:
		if (n->kind == ZD_NODE_ASSIGN)
			expressions(w, n->list);
		expressions(w, n->values);
		copy_to(w, n->end);
		values(w, n->list);
		break;
	case ZD_NODE_CALLING:
		if (w->mode == ZD_MODE_FAST && n->a->a->meaning == ZD_MEANS_BECAUSE)
			unasked_reason(w, n->a);
		else
			expression(w, n->a);
		break;
	case ZD_NODE_DO:
		block(w, n->body);
		break;
	case ZD_NODE_IF:
		for (const struct zd_node *branch = n->list; branch; branch = branch->next) {
			if (branch->a)
				expression(w, branch->a);
			block(w, branch->body);
		}
		break;
	case ZD_NODE_WHILE:
	case ZD_NODE_REPEAT:
	case ZD_NODE_FOR_NUMBER:
	case ZD_NODE_FOR_IN:
		loop(w, n);
		break;
	case ZD_NODE_LOCAL_FUNCTION:
		function(w, n->b);
		break;
	case ZD_NODE_RETURN:
		return_statement(w, n);
		break;
	default:
		break;
	}
	copy_to(w, n->end);
}

static void block(struct writer *w, const struct zd_node *first)
{
	for (; first; first = first->next)
		statement(w, first);
}

/* What stands above `return`. */
static void chunk(struct writer *w)
{
	for (const struct zd_node *n = w->syntax->chunk; n; n = n->next) {
		if (n->kind == ZD_NODE_LOCAL_FUNCTION) {
			function(w, n->b);
		} else if (n->kind == ZD_NODE_LOCAL) {
			for (const struct zd_node *name = n->list; name; name = name->next) {
				copy_to(w, name->end);
				if (!name->constant)
					put(w, "<const>");
			}
		}
		if (n->kind == ZD_NODE_RETURN)
			copy_to(w, n->start);
		else
			copy_to(w, n->end);
	}
}

/* A record, params or tables as a whole: a table made when deciding begins. */
static void whole(struct writer *w, const char *name, const char *prefix, const char *what)
{
	const struct zd_policy *p = w->policy;
	size_t count = prefix[1] == 'N' ? p->need_count : prefix[1] == 'P' ? p->param_count : p->table_count;
	zd_str_printf(&w->out, " local %s=", name);
	helper(w, HELPER_record);
	put(w, "({");
	for (size_t i = 0; i < count; i++) {
		const char *field = prefix[1] == 'N'   ? p->needs[i].name
				    : prefix[1] == 'P' ? p->params[i].name
						       : p->tables[i].name;
		zd_str_printf(&w->out, "%s[\"%s\"]=%s%s", i > 0 ? "," : "", field, prefix, field);
		if (prefix[1] == 'P')
			w->params[i] = true;
		else if (prefix[1] == 'T')
			w->tables[i] = true;
	}
	zd_str_printf(&w->out, "},\"%s\")", what);
}

static void decide(struct writer *w)
{
	const struct zd_syntax *s = w->syntax;
	const struct zd_policy *p = w->policy;
	const struct zd_node *f = s->decide, *last = f->body;
	while (last && last->next)
		last = last->next;
	put(w, "return");
	skip_to(w, f->start);
	put(w, "function(");
	if (s->is_set)
		put(w, f->list ? f->list->text : "");
	else
		for (size_t i = 0; i < p->need_count; i++)
			zd_str_printf(&w->out, "%s_N_%s", i > 0 ? "," : "", p->needs[i].name);
	skip_to(w, f->inner);
	put(w, ")");
	if (s->has_steps) {
		put(w, " _F=");
		helper(w, HELPER_begin);
		put(w, "()");
	}
	if (s->all_needs)
		whole(w, "_R", "_N_", "needs");
	if (s->all_params)
		whole(w, "_Q", "_P_", "params");
	if (s->all_tables)
		whole(w, "_S", "_T_", "tables");
	put(w, " ");
	block(w, f->body);
	copy_to(w, f->close);
	if (!s->is_set && (!last || last->kind != ZD_NODE_RETURN)) {
		put(w, "return ");
		helper(w, HELPER_give);
		put(w, "(nil)");
	}
	put(w, " end");
}

static void bind(struct zd_unit *out, struct zd_str *names, enum zd_bind_kind kind, const char *name, size_t index)
{
	static const char *const prefixes[] = {"", "_P_", "_T_", "_H_"};
	zd_str_add(names, out->binding_count > 0 ? "," : "local ");
	if (kind == ZD_BIND_LIBRARY)
		library_name(names, name);
	else
		zd_str_printf(names, "%s%s", prefixes[kind], name);
	out->bindings[out->binding_count++] = (struct zd_binding){.kind = kind, .name = name, .index = index};
}

/* The first line: names for everything that the text was found to use. */
static void bind_all(struct zd_unit *out, const struct writer *w, struct zd_str *names, struct zd_arena *arena)
{
	const struct zd_policy *p = w->policy;
	size_t most = zd_library_count + p->param_count + p->table_count + HELPER_COUNT;
	out->bindings = zd_arena_alloc(arena, most * sizeof *out->bindings);
	for (size_t i = 0; i < zd_library_count; i++)
		if (w->library[i])
			bind(out, names, ZD_BIND_LIBRARY, zd_library_names[i], i);
	for (size_t i = 0; i < p->param_count; i++)
		if (w->params[i])
			bind(out, names, ZD_BIND_PARAM, p->params[i].name, i);
	for (size_t i = 0; i < p->table_count; i++)
		if (w->tables[i])
			bind(out, names, ZD_BIND_TABLE, p->tables[i].name, i);
	for (size_t i = 0; i < HELPER_COUNT; i++)
		if (w->helpers[i])
			bind(out, names, ZD_BIND_HELPER, helper_names[i], i);
	if (out->binding_count > 0)
		zd_str_add(names, "=...");
	if (w->syntax->has_steps)
		zd_str_add(names, " local _F=0");
	if (names->len > 0)
		zd_str_add(names, " ");
}

void zd_unit_write(struct zd_unit *out, const struct zd_syntax *syntax, const struct zd_policy *policy,
		   enum zd_mode mode, struct zd_arena *arena)
{
	struct writer w = {.syntax = syntax, .policy = policy, .mode = mode, .at = syntax->begin};
	struct zd_str text = {0};
	w.params = zd_arena_alloc(arena, policy->param_count + 1);
	w.tables = zd_arena_alloc(arena, policy->table_count + 1);
	w.library = zd_arena_alloc(arena, zd_library_count);
	*out = (struct zd_unit){.text = ""};
	if (!syntax->decide || policy->broken)
		return;
	chunk(&w);
	decide(&w);
	bind_all(out, &w, &text, arena);
	zd_str_addn(&text, zd_str_text(&w.out), w.out.len);
	out->text = zd_arena_strndup(arena, zd_str_text(&text), text.len);
	out->size = text.len;
	zd_str_free(&text);
	zd_str_free(&w.out);
}
