/*
 * Cells of decision tables: their grammar and whether a value matches. A cell
 * is `-`, `not(tests)` or tests joined by commas; a test is null, a literal,
 * a comparison or a range. Literals are read as the column's type; text that
 * holds commas, brackets or operators is quoted.
 */
#include "model/table.h"

#include <string.h>

#include "base/utf8.h"
#include "model/text.h"

struct scan {
	const char *s; /* what is left */
	const char *end;
	const struct zd_type *type;
	struct zd_arena *arena;
	struct zd_error *err;
};

static bool blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void skip_blanks(struct scan *in)
{
	while (in->s < in->end && blank(*in->s))
		in->s++;
}

static bool accept(struct scan *in, const char *word)
{
	size_t n = strlen(word);
	if ((size_t)(in->end - in->s) < n || memcmp(in->s, word, n) != 0)
		return false;
	in->s += n;
	skip_blanks(in);
	return true;
}

static int refuse(struct scan *in, const char *message, const char *s, size_t n)
{
	struct zd_str text = {0};
	zd_text_quote(&text, s, n);
	int rc = zd_fail(in->err, ZD_DATA, message, zd_str_text(&text));
	zd_str_free(&text);
	return rc;
}

/* Whether the type's values have an order that people mean by `<`. */
static bool is_ordered(const struct zd_type *type)
{
	return type->kind != ZD_KIND_BOOL && type->kind != ZD_KIND_ENUM && type->kind != ZD_KIND_LIST &&
	       type->kind != ZD_KIND_MAP;
}

static bool is_numeric(const struct zd_type *type)
{
	return type->kind == ZD_KIND_INT || type->kind == ZD_KIND_NUMBER || type->kind == ZD_KIND_MONEY ||
	       type->kind == ZD_KIND_RATE;
}

static int quoted_literal(struct scan *in, struct zd_value *out)
{
	char quote = *in->s;
	const char *start = in->s++;
	const char *close = memchr(in->s, quote, (size_t)(in->end - in->s));
	if (!close)
		return refuse(in, "the quote of %s is not closed", start, (size_t)(in->end - start));
	size_t n = (size_t)(close - in->s);
	int rc = is_numeric(in->type) || in->type->kind == ZD_KIND_BOOL
			 ? refuse(in, "%s is in quotes, so it is text", in->s, n)
			 : zd_value_parse(out, in->type, in->s, n, in->arena, in->err);
	in->s = close + 1;
	skip_blanks(in);
	return rc;
}

/* Up to a comma or a bracket that closes more than the literal opened; within a range also up to "..". */
static const char *bare_end(const struct scan *in, bool in_range)
{
	const char *p = in->s;
	for (int depth = 0; p < in->end; p++) {
		if (*p == '(' || *p == '[')
			depth++;
		else if ((*p == ')' || *p == ']') && depth-- == 0)
			break;
		else if (*p == ',' && depth == 0)
			break;
		else if (in_range && *p == '.' && p + 1 < in->end && p[1] == '.')
			break;
	}
	return p;
}

static int literal(struct scan *in, bool in_range, struct zd_value *out)
{
	if (in->s < in->end && (*in->s == '"' || *in->s == '\''))
		return quoted_literal(in, out);

	const char *start = in->s;
	const char *end = bare_end(in, in_range);
	in->s = end;
	while (end > start && blank(end[-1]))
		end--;
	size_t n = (size_t)(end - start);
	if (n == 0)
		return zd_fail(in->err, ZD_DATA, "a value is missing; a cell that matches anything is \"-\"");
	for (const char *p = start; p < end; p++) {
		if (*p == '<' || *p == '>' || *p == '=' || *p == '"')
			return refuse(in, "%s holds an operator or a quote; text like this is written in quotes", start,
				      n);
		if (!in_range && *p == '.' && p + 1 < end && p[1] == '.')
			return refuse(in, "%s looks like a range, which is written as [a..b], [a..b), (a..b] or (a..b)",
				      start, n);
	}
	size_t digits = *start == '-' || *start == '+';
	if (is_numeric(in->type) && n > digits + 1 && start[digits] == '0' && start[digits + 1] >= '0' &&
	    start[digits + 1] <= '9')
		return refuse(in, "%s begins with 0; numbers have no commas between thousands", start, n);
	return zd_value_parse(out, in->type, start, n, in->arena, in->err);
}

static int comparison(struct scan *in, const char *op, struct zd_test *out)
{
	if (op[0] != '=' && !is_ordered(in->type))
		return zd_fail(in->err, ZD_DATA, "\"%s\" needs values that have an order; write the values that match",
			       op);
	struct zd_value v;
	int rc = literal(in, false, &v);
	if (rc != ZD_OK)
		return rc;
	if (op[0] != '<') {
		out->has_low = true;
		out->low_open = strcmp(op, ">") == 0;
		out->low = v;
	}
	if (op[0] != '>') {
		out->has_high = true;
		out->high_open = strcmp(op, "<") == 0;
		out->high = v;
	}
	return ZD_OK;
}

static bool is_empty(const struct zd_test *t)
{
	int order = zd_value_compare(&t->low, &t->high);
	if (order > 0 || (order == 0 && (t->low_open || t->high_open)))
		return true;
	/* Between two neighbouring integers there is nothing. */
	return t->low.tag == ZD_INT && t->low_open && t->high_open && t->low.i + 1 == t->high.i;
}

static int range(struct scan *in, struct zd_test *out)
{
	const char *start = in->s;
	if (!is_ordered(in->type))
		return zd_fail(in->err, ZD_DATA,
			       "a range needs values that have an order; write the values that match");
	out->low_open = *in->s++ == '(';
	skip_blanks(in);
	int rc = literal(in, true, &out->low);
	if (rc != ZD_OK)
		return rc;
	if (!accept(in, ".."))
		return refuse(in, "%s is no range, which is written as [a..b], [a..b), (a..b] or (a..b)", start,
			      (size_t)(in->end - start));
	rc = literal(in, true, &out->high);
	if (rc != ZD_OK)
		return rc;
	out->high_open = in->s < in->end && *in->s == ')';
	if (!accept(in, ")") && !accept(in, "]"))
		return refuse(in, "the range of %s is not closed", start, (size_t)(in->end - start));
	out->has_low = out->has_high = true;
	if (is_empty(out))
		return refuse(in, "nothing is within the range %s", start, (size_t)(in->s - start));
	return ZD_OK;
}

/* `null` in quotes is a text, a longer word is another word. */
static bool accept_null(struct scan *in)
{
	const char *end = bare_end(in, false);
	while (end > in->s && blank(end[-1]))
		end--;
	return end - in->s == 4 && accept(in, "null");
}

static int test(struct scan *in, struct zd_test *out)
{
	static const char *const ops[] = {"<=", ">=", "<", ">", "="};
	*out = (struct zd_test){0};
	if (accept_null(in)) {
		out->is_nil = true;
		return ZD_OK;
	}
	if (accept(in, "!="))
		return zd_fail(in->err, ZD_DATA, "there is no \"!=\" in a cell; write not(…)");
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
		if (accept(in, ops[i]))
			return comparison(in, ops[i], out);
	}
	if (in->s < in->end && (*in->s == '[' || *in->s == '('))
		return range(in, out);
	return comparison(in, "=", out);
}

static int tests(struct scan *in, struct zd_cell *out)
{
	struct zd_test *list = NULL;
	size_t cap = 0;
	do {
		if (out->count == cap) {
			cap = cap > 0 ? 2 * cap : 4;
			struct zd_test *more = zd_arena_alloc(in->arena, cap * sizeof *more);
			if (list)
				memcpy(more, list, out->count * sizeof *more);
			list = more;
		}
		int rc = test(in, &list[out->count++]);
		if (rc != ZD_OK)
			return rc;
		skip_blanks(in);
	} while (accept(in, ","));
	out->tests = list;
	return ZD_OK;
}

static bool accept_not(struct scan *in)
{
	struct scan ahead = *in;
	if (!accept(&ahead, "not") || !accept(&ahead, "("))
		return false;
	*in = ahead;
	return true;
}

int zd_cell_parse(struct zd_cell *out, const char *text, const struct zd_type *type, struct zd_arena *arena,
		  struct zd_error *err)
{
	size_t n = strlen(text);
	struct scan in = {.s = text, .end = text + n, .type = type, .arena = arena, .err = err};
	*out = (struct zd_cell){0};
	if (zd_utf8_valid(text, n) < n)
		return zd_fail(err, ZD_DATA, "is not valid UTF-8 text");
	while (in.end > in.s && blank(in.end[-1]))
		in.end--;
	skip_blanks(&in);
	if (in.end - in.s == 1 && *in.s == '-')
		return ZD_OK;

	out->negated = accept_not(&in);
	int rc = tests(&in, out);
	if (rc != ZD_OK)
		return rc;
	if (out->negated && !accept(&in, ")"))
		return refuse(&in, "the bracket of %s is not closed", text, n);
	if (in.s < in.end)
		return refuse(&in, "%s is left over; several values are joined by commas", in.s,
			      (size_t)(in.end - in.s));
	return ZD_OK;
}

/* Values of different kinds have no order here, though zd_value_compare gives them one. */
static bool comparable(const struct zd_value *a, const struct zd_value *b)
{
	bool numbers = (a->tag == ZD_INT || a->tag == ZD_NUMBER) && (b->tag == ZD_INT || b->tag == ZD_NUMBER);
	return numbers || a->tag == b->tag;
}

static bool test_matches(const struct zd_test *t, const struct zd_value *v)
{
	if (t->is_nil || v->tag == ZD_NIL)
		return t->is_nil && v->tag == ZD_NIL;
	if (t->has_low) {
		if (!comparable(v, &t->low))
			return false;
		int order = zd_value_compare(v, &t->low);
		if (order < 0 || (order == 0 && t->low_open))
			return false;
	}
	if (t->has_high) {
		if (!comparable(v, &t->high))
			return false;
		int order = zd_value_compare(v, &t->high);
		if (order > 0 || (order == 0 && t->high_open))
			return false;
	}
	return true;
}

bool zd_cell_matches(const struct zd_cell *cell, const struct zd_value *value)
{
	if (cell->count == 0)
		return true;
	for (size_t i = 0; i < cell->count; i++) {
		if (test_matches(&cell->tests[i], value))
			return !cell->negated;
	}
	return cell->negated;
}
