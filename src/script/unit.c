/* Reads a policy file from its bytes to a checked tree; and says which of its lines can run. */
#include "script/unit.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "script/check.h"
#include "script/head.h"
#include "script/syntax.h"

/* Where a byte of the text stands. */
static void locate(const char *text, size_t offset, int *line, int *column)
{
	*line = *column = 1;
	for (size_t i = 0; i < offset;) {
		size_t n = zd_line_break(text + i, offset - i);
		if (n > 0)
			++*line, *column = 1;
		else if ((text[i] & 0xC0) != 0x80)
			++*column;
		i += n > 0 ? n : 1;
	}
}

/* Whether the bytes can be a policy's text at all; otherwise a finding. */
static bool is_text(const char *file, const char *text, size_t size, struct zd_findings *findings)
{
	const char *why = NULL;
	int line = 1, column = 1;
	if (size > ZD_SYNTAX_SIZE) {
		zd_find(findings, ZD_F_LUA_FORBIDDEN, file, 0, 0, "the file has %zu bytes; a policy has at most %d",
			size, ZD_SYNTAX_SIZE);
		return false;
	}
	size_t valid = zd_utf8_valid(text, size);
	if (size > 0 && text[0] == 0x1b)
		why = "this is compiled Lua; a policy is its text";
	else if (size > 0 && text[0] == '#')
		why = "a policy is not a program of its own: leave the line that begins with \"#\" out";
	else if (valid < size)
		why = text[valid] == '\0' ? "a NUL byte: a policy is text" : "not UTF-8: save the file as UTF-8";
	if (!why)
		return true;
	if (valid < size)
		locate(text, valid, &line, &column);
	zd_find(findings, ZD_F_LUA_FORBIDDEN, file, line, column, "%s", why);
	return false;
}

/* Breaks the policy if findings since `before` are errors; the first by place says why. */
static void judge(struct zd_policy *policy, const struct zd_findings *findings, size_t before, struct zd_arena *arena)
{
	const struct zd_finding *first = NULL;
	for (size_t i = before; i < findings->count; i++) {
		const struct zd_finding *f = &findings->items[i];
		if (zd_finding_is_error(f->code) &&
		    (!first || f->line < first->line || (f->line == first->line && f->column < first->column)))
			first = f;
	}
	policy->broken = first != NULL;
	if (first && first->line > 0)
		policy->broken_why =
			zd_arena_printf(arena, "%s:%d:%d: %s", first->file, first->line, first->column, first->message);
	else if (first)
		policy->broken_why = zd_arena_printf(arena, "%s: %s", first->file, first->message);
}

void zd_unit_read(struct zd_syntax **out, struct zd_policy *policy, const char *id, const char *file, const char *text,
		  size_t size, struct zd_arena *arena, struct zd_findings *findings)
{
	size_t before = findings->count;
	*out = NULL;
	*policy = (struct zd_policy){.id = id,
				     .title = id,
				     .clause = "",
				     .subject = "",
				     .source = text,
				     .source_size = size,
				     .place = {.file = file, .line = 1, .column = 1}};
	if (is_text(file, text, size, findings))
		*out = zd_syntax_parse(file, text, size, arena, findings);
	if (*out) {
		policy->title = policy->clause = policy->subject = NULL;
		zd_head_read(*out, policy, arena, findings);
		zd_script_check(*out, policy, arena, findings);
	}
	judge(policy, findings, before, arena);
}

struct lines {
	int *items;
	size_t count, cap;
};

static void lines_of(struct lines *l, const struct zd_node *n);

static void lines_of_all(struct lines *l, const struct zd_node *first)
{
	for (; first; first = first->next)
		lines_of(l, first);
}

static void lines_of(struct lines *l, const struct zd_node *n)
{
	if (n->kind >= ZD_NODE_LOCAL && n->kind != ZD_NODE_BRANCH) {
		ZD_GROW(l->items, l->count, l->cap);
		l->items[l->count++] = n->line;
	}
	if (n->a)
		lines_of(l, n->a);
	if (n->b)
		lines_of(l, n->b);
	lines_of_all(l, n->list);
	lines_of_all(l, n->values);
	lines_of_all(l, n->body);
}

static int compare_lines(const void *a, const void *b)
{
	int x = *(const int *)a, y = *(const int *)b;
	return (x > y) - (x < y);
}

void zd_unit_lines(const int **lines, size_t *count, const struct zd_syntax *syntax, struct zd_arena *arena)
{
	struct lines l = {0};
	for (const struct zd_node *n = syntax->chunk; n; n = n->next)
		if (n->kind == ZD_NODE_LOCAL_FUNCTION)
			lines_of_all(&l, n->b->body);
	if (syntax->decide)
		lines_of_all(&l, syntax->decide->body);
	size_t kept = 0;
	if (l.count > 0)
		qsort(l.items, l.count, sizeof *l.items, compare_lines);
	for (size_t i = 0; i < l.count; i++)
		if (kept == 0 || l.items[kept - 1] != l.items[i])
			l.items[kept++] = l.items[i];
	*lines = zd_arena_memdup(arena, l.items, kept * sizeof *l.items);
	*count = kept;
	free(l.items);
}
