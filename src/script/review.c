/*
 * Numbers and ways through decide. A number of the business written in Lua
 * cannot be dated, overridden or asked about; a few numbers are no business:
 * 0, 1 and 100, places in lists, digits of a rounding. Any other stands above
 * `return` under a name, with a comment that begins with "fixed:" and says why.
 */
#include "script/review.h"

#include <stdlib.h>
#include <string.h>

#include "script/checker.h"
#include "script/unit.h"

void zd_node_walk(struct zd_node *n, void (*visit)(void *context, struct zd_node *n), void *context)
{
	visit(context, n);
	if (n->a)
		zd_node_walk(n->a, visit, context);
	if (n->b)
		zd_node_walk(n->b, visit, context);
	struct zd_node *const lists[] = {n->list, n->values, n->body};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
		for (struct zd_node *item = lists[i]; item; item = item->next)
			zd_node_walk(item, visit, context);
	}
}

/* ---- numbers ---- */

struct numbers {
	const struct zd_syntax *s;
	struct zd_findings *findings;
	const struct zd_node **meant; /* numbers that are no business where they stand */
	size_t count, cap;
};

static void mean(struct numbers *x, const struct zd_node *n)
{
	if (!n || n->kind != ZD_NODE_NUMBER)
		return;
	ZD_GROW(x->meant, x->count, x->cap);
	x->meant[x->count++] = n;
}

static bool calls(const struct zd_node *n, const char *const *names, size_t count)
{
	if (n->kind != ZD_NODE_CALL || n->a->meaning != ZD_MEANS_LIBRARY)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(zd_library_names[n->a->index], names[i]) == 0)
			return true;
	}
	return false;
}

/* Parents come first: what they say of their numbers is known when those are met. */
static void number(void *context, struct zd_node *n)
{
	static const char *const digits[] = {"math.round"}, *const places[] = {"text.sub"};
	struct numbers *x = context;
	if (n->kind == ZD_NODE_INDEX)
		mean(x, n->b);
	if (n->kind == ZD_NODE_FIELD)
		mean(x, n->a);
	if (calls(n, digits, 1) && n->list)
		mean(x, n->list->next);
	for (const struct zd_node *at = calls(n, places, 1) ? n->list : NULL; at; at = at->next)
		mean(x, at);
	if (n->kind != ZD_NODE_NUMBER)
		return;
	double value = strtod(n->text, NULL);
	bool meant = value == 0 || value == 1 || value == 100;
	for (size_t i = 0; i < x->count && !meant; i++)
		meant = x->meant[i] == n;
	if (!meant)
		zd_find(x->findings, ZD_F_NUMBER, x->s->file, n->line, n->column,
			"the number %s stands in the policy: make it a parameter, or name it above `return` with a "
			"comment \"fixed: why\"",
			n->text);
}

bool zd_review_is_fixed(const struct zd_syntax *s, uint32_t offset)
{
	static const char *const marks[] = {"fixed:", "固定：", "固定:"};
	const char *at = s->text + offset, *end = s->text + s->size;
	while (at < end && (*at == ' ' || *at == '\t' || *at == ';' || *at == ','))
		at++;
	if (end - at < 2 || at[0] != '-' || at[1] != '-')
		return false;
	at += 2;
	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		size_t n = strlen(marks[i]);
		if ((size_t)(end - at) > n && memcmp(at, marks[i], n) == 0)
			return at[n] != '\n' && at[n] != '\r';
	}
	return false;
}

void zd_review_numbers(const struct zd_syntax *s, struct zd_findings *findings)
{
	struct numbers x = {.s = s, .findings = findings};
	for (struct zd_node *n = s->chunk; n; n = n->next) {
		if (n->kind == ZD_NODE_LOCAL_FUNCTION || (n->kind == ZD_NODE_LOCAL && !zd_review_is_fixed(s, n->end)))
			zd_node_walk(n, number, &x);
	}
	if (s->decide)
		zd_node_walk(s->decide, number, &x);
	free(x.meant);
}

/* ---- ways through decide ---- */

static void find_break(void *context, struct zd_node *n)
{
	*(bool *)context |= n->kind == ZD_NODE_BREAK;
}

static bool ends(const struct zd_node *first);

static bool ends_statement(const struct zd_node *n)
{
	bool breaks = false, other = false;
	switch (n->kind) {
	case ZD_NODE_RETURN:
		return true;
	case ZD_NODE_CALLING:
		return n->a->a->meaning == ZD_MEANS_STOP || calls(n->a, (const char *const[]){"error"}, 1);
	case ZD_NODE_DO:
		return ends(n->body);
	case ZD_NODE_WHILE:
		for (struct zd_node *b = n->body; b; b = b->next)
			zd_node_walk(b, find_break, &breaks);
		return n->a->kind == ZD_NODE_TRUE && !breaks;
	case ZD_NODE_IF:
		for (const struct zd_node *branch = n->list; branch; branch = branch->next) {
			if (!ends(branch->body))
				return false;
			other = branch->a == NULL;
		}
		return other;
	default:
		return false;
	}
}

/* Whether no way leads behind the statements. */
static bool ends(const struct zd_node *first)
{
	for (; first; first = first->next) {
		if (ends_statement(first))
			return true;
	}
	return false;
}

void zd_review_ends(const struct zd_syntax *s, struct zd_findings *findings)
{
	if (s->decide && !ends(s->decide->body))
		zd_find(findings, ZD_F_NO_RETURN, s->file, s->decide->line, s->decide->column,
			"decide can come to its end without a return: such a subject has no outcome and fails");
}

void zd_script_review(const struct zd_syntax *s, const struct zd_policy *policy, const struct zd_pack *pack,
		      struct zd_findings *findings)
{
	zd_review_numbers(s, findings);
	zd_review_values(s, policy, pack, findings);
	zd_review_ends(s, findings);
}
