/* Operators are found between their operands, behind blanks and comments; a mutant is the whole text read again. */
#include "script/mutants.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "script/review.h"
#include "script/unit.h"

static const struct {
	enum zd_token_kind op;
	const char *from, *to;
} swaps[] = {
	{ZD_TK_LE, "<=", "<"},  {ZD_TK_LT, "<", "<="},  {ZD_TK_GE, ">=", ">"},   {ZD_TK_GT, ">", ">="},
	{ZD_TK_EQ, "==", "~="}, {ZD_TK_NE, "~=", "=="}, {ZD_TK_OR, "or", "and"}, {ZD_TK_AND, "and", "or"},
	{ZD_TK_ADD, "+", "-"},  {ZD_TK_SUB, "-", "+"},
};

struct finder {
	const struct zd_syntax *s;
	struct zd_mutant_place *items;
	size_t count, cap;
	uint32_t words_end; /* up to here stands the call of a reason */
};

/* Behind blanks and comments. */
static uint32_t skip(const struct zd_syntax *s, uint32_t at, uint32_t end)
{
	while (at < end) {
		if (strchr(" \t\r\n\f\v", s->text[at])) {
			at++;
		} else if (at + 1 < end && s->text[at] == '-' && s->text[at + 1] == '-') {
			while (at < end && s->text[at] != '\n')
				at++;
		} else {
			break;
		}
	}
	return at;
}

static void place(struct finder *f, uint32_t at, const char *from, const char *to)
{
	int line = 1;
	uint32_t start = f->s->begin;
	for (uint32_t i = f->s->begin; i < at; i++) {
		if (f->s->text[i] == '\n')
			line++, start = i + 1;
	}
	ZD_GROW(f->items, f->count, f->cap);
	f->items[f->count++] =
		(struct zd_mutant_place){at, line, 1 + (int)zd_utf8_length(f->s->text + start, at - start), from, to};
}

static void look_at(void *context, struct zd_node *n)
{
	struct finder *f = context;
	if (n->kind == ZD_NODE_CALL && (n->a->meaning == ZD_MEANS_BECAUSE || n->a->meaning == ZD_MEANS_STOP))
		f->words_end = n->end > f->words_end ? n->end : f->words_end;
	if (n->kind != ZD_NODE_BINARY || n->start < f->words_end)
		return;
	for (size_t i = 0; i < sizeof swaps / sizeof *swaps; i++) {
		if (swaps[i].op != n->op)
			continue;
		uint32_t at = skip(f->s, n->a->end, n->b->start);
		size_t len = strlen(swaps[i].from);
		if (at + len <= n->b->start && memcmp(f->s->text + at, swaps[i].from, len) == 0)
			place(f, at, swaps[i].from, swaps[i].to);
	}
}

static int by_place(const void *left, const void *right)
{
	const struct zd_mutant_place *a = left, *b = right;
	return (a->at > b->at) - (a->at < b->at);
}

void zd_mutants_find(struct zd_mutant_place **out, size_t *count, const struct zd_syntax *s, struct zd_arena *arena)
{
	struct finder f = {.s = s};
	for (struct zd_node *n = s->chunk; n; n = n->next) {
		if (n->kind == ZD_NODE_LOCAL_FUNCTION)
			zd_node_walk(n, look_at, &f);
	}
	if (s->decide)
		zd_node_walk(s->decide, look_at, &f);
	if (f.count)
		qsort(f.items, f.count, sizeof *f.items, by_place);
	*out = f.count ? zd_arena_memdup(arena, f.items, f.count * sizeof *f.items) : NULL;
	*count = f.count;
	free(f.items);
}

struct zd_syntax *zd_mutant_read(const struct zd_syntax *s, const struct zd_policy *policy,
				 const struct zd_mutant_place *place, struct zd_arena *arena)
{
	size_t from = strlen(place->from), to = strlen(place->to), size = s->size - from + to;
	char *text = zd_arena_alloc(arena, size + 1);
	struct zd_findings findings = {0};
	struct zd_policy read;
	struct zd_syntax *out;
	memcpy(text, s->text, place->at);
	memcpy(text + place->at, place->to, to);
	memcpy(text + place->at + to, s->text + place->at + from, s->size - place->at - from);
	zd_unit_read(&out, &read, policy->id, s->file, text, size, arena, &findings);
	if (findings.errors)
		out = NULL;
	zd_findings_free(&findings);
	return out;
}
