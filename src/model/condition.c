/*
 * Conditions: a recursive descent over tokens with a bound on its depth. A
 * condition is parsed once into a tree of arena nodes with typed literals,
 * then tested on many rows. A missing value makes every comparison false;
 * `not` turns that round like any other false.
 */
#include "model/condition.h"

#include <string.h>

#include "base/utf8.h"
#include "model/text.h"

#define MAX_DEPTH 64

enum node {
	NODE_AND,
	NODE_OR,
	NODE_NOT,
	NODE_COMPARE,
	NODE_IN,
	NODE_CONTAINS,
	NODE_NULL,
};

enum op {
	OP_EQ,
	OP_NE,
	OP_LT,
	OP_LE,
	OP_GT,
	OP_GE
};

struct zd_condition {
	enum node node;
	enum op op;    /* of COMPARE */
	size_t column; /* of tests */
	struct zd_value *literals;
	size_t count; /* of literals or parts */
	struct zd_condition **parts;
};

enum token {
	TOKEN_END,
	TOKEN_WORD,
	TOKEN_QUOTED,
	TOKEN_OP,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_COMMA
};

struct parser {
	const char *text;
	size_t size;
	size_t next; /* behind the token */
	enum token token;
	size_t start;  /* of the token */
	const char *s; /* the token's text, unquoted; not terminated when bare */
	size_t n;
	enum op op;
	int depth;
	const struct zd_condition_column *columns; /* NULL: names are collected instead */
	size_t column_count;
	const char **names;
	size_t name_count, name_cap;
	struct zd_arena *arena;
	struct zd_error *err;
};

static int parse_or(struct parser *in, struct zd_condition **out);

static int column_of(const struct parser *in, size_t offset)
{
	return (int)zd_utf8_length(in->text, offset) + 1;
}

/* An error at an offset; `message` has one %s, for the quoted text. */
static int refuse(struct parser *in, size_t offset, const char *message, const char *s, size_t n)
{
	struct zd_str text = {0};
	zd_text_quote(&text, s, n);
	int rc = zd_fail_at(in->err, ZD_DATA, NULL, 0, column_of(in, offset), message, zd_str_text(&text));
	zd_str_free(&text);
	return rc;
}

static int refuse_token(struct parser *in, const char *wanted)
{
	struct zd_str found = {0};
	if (in->token == TOKEN_END)
		zd_str_add(&found, "the end");
	else
		zd_text_quote(&found, in->text + in->start, in->next - in->start);
	int rc = zd_fail_at(in->err, ZD_DATA, NULL, 0, column_of(in, in->start), "wants %s, found %s", wanted,
			    zd_str_text(&found));
	zd_str_free(&found);
	return rc;
}

static bool is_word_byte(char c)
{
	return !strchr(" \t\r\n()=!<>,'\"", c);
}

/* A quote within quotes is written twice. */
static int quoted_token(struct parser *in)
{
	char quote = in->text[in->start];
	char *text = zd_arena_alloc(in->arena, in->size - in->start + 1);
	size_t i = in->start + 1;
	in->n = 0;
	for (;; i++) {
		if (i >= in->size)
			return refuse(in, in->start, "the quote of %s is not closed", in->text + in->start,
				      in->size - in->start);
		if (in->text[i] == quote) {
			if (i + 1 >= in->size || in->text[i + 1] != quote)
				break;
			i++;
		}
		text[in->n++] = in->text[i];
	}
	in->token = TOKEN_QUOTED;
	in->s = text;
	in->next = i + 1;
	return ZD_OK;
}

static int op_token(struct parser *in)
{
	static const struct {
		const char *text;
		enum op op;
	} ops[] = {{"!=", OP_NE}, {"<=", OP_LE}, {">=", OP_GE}, {"=", OP_EQ}, {"<", OP_LT}, {">", OP_GT}};
	const char *s = in->text + in->start;
	size_t length = strspn(s, "=!<>");
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
		if (strlen(ops[i].text) == length && memcmp(ops[i].text, s, length) == 0) {
			in->token = TOKEN_OP;
			in->op = ops[i].op;
			in->next = in->start + length;
			return ZD_OK;
		}
	}
	return refuse(in, in->start, "there is no operator %s; there are = != < <= > >=", s, length);
}

static int advance(struct parser *in)
{
	while (in->next < in->size && strchr(" \t\r\n", in->text[in->next]))
		in->next++;
	in->start = in->next;
	if (in->start == in->size) {
		in->token = TOKEN_END;
		return ZD_OK;
	}
	switch (in->text[in->start]) {
	case '(':
		in->token = TOKEN_OPEN;
		break;
	case ')':
		in->token = TOKEN_CLOSE;
		break;
	case ',':
		in->token = TOKEN_COMMA;
		break;
	case '"':
	case '\'':
		return quoted_token(in);
	case '=':
	case '!':
	case '<':
	case '>':
		return op_token(in);
	default:
		while (in->next < in->size && is_word_byte(in->text[in->next]))
			in->next++;
		in->token = TOKEN_WORD;
		in->s = in->text + in->start;
		in->n = in->next - in->start;
		return ZD_OK;
	}
	in->next = in->start + 1;
	return ZD_OK;
}

static bool at_word(const struct parser *in, const char *word)
{
	if (in->token != TOKEN_WORD || strlen(word) != in->n)
		return false;
	for (size_t i = 0; i < in->n; i++) {
		char c = in->s[i];
		if ((c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c) != word[i])
			return false;
	}
	return true;
}

static struct zd_condition *new_node(struct parser *in, enum node node)
{
	struct zd_condition *c = zd_arena_alloc(in->arena, sizeof *c);
	c->node = node;
	return c;
}

/* Makes room for one more item of an arena array. */
static void *grown(struct parser *in, void *items, size_t count, size_t *cap, size_t size)
{
	if (count < *cap)
		return items;
	*cap = *cap > 0 ? 2 * *cap : 4;
	void *more = zd_arena_alloc(in->arena, *cap * size);
	if (count > 0)
		memcpy(more, items, count * size);
	return more;
}

static void collect_name(struct parser *in)
{
	const char *name = zd_arena_strndup(in->arena, in->s, in->n);
	for (size_t i = 0; i < in->name_count; i++) {
		if (strcmp(in->names[i], name) == 0)
			return;
	}
	in->names = grown(in, in->names, in->name_count, &in->name_cap, sizeof *in->names);
	in->names[in->name_count++] = name;
}

static int unknown_name(struct parser *in)
{
	const char *name = zd_arena_strndup(in->arena, in->s, in->n);
	const char *nearest = zd_nearest_of(name, in->columns, in->column_count, sizeof *in->columns);
	if (!nearest)
		return refuse(in, in->start, "there is no column %s", in->s, in->n);
	struct zd_str message = {0};
	zd_text_quote(&message, in->s, in->n);
	int rc = zd_fail_at(in->err, ZD_DATA, NULL, 0, column_of(in, in->start),
			    "there is no column %s; did you mean \"%s\"?", zd_str_text(&message), nearest);
	zd_str_free(&message);
	return rc;
}

static int parse_name(struct parser *in, size_t *column)
{
	*column = 0;
	if (in->token != TOKEN_WORD && in->token != TOKEN_QUOTED)
		return refuse_token(in, "the name of a column");
	if (!in->columns) {
		collect_name(in);
		return advance(in);
	}
	for (size_t i = 0; i < in->column_count; i++) {
		if (strlen(in->columns[i].name) == in->n && memcmp(in->columns[i].name, in->s, in->n) == 0) {
			*column = i;
			return advance(in);
		}
	}
	return unknown_name(in);
}

static const struct zd_type *type_of(const struct parser *in, size_t column)
{
	static const struct zd_type text = {.kind = ZD_KIND_TEXT};
	return in->columns ? &in->columns[column].type : &text;
}

static int parse_literal(struct parser *in, const struct zd_type *type, struct zd_value *out)
{
	*out = ZD_VALUE_NIL;
	if (in->token != TOKEN_WORD && in->token != TOKEN_QUOTED)
		return refuse_token(in, "a value");
	if (at_word(in, "null"))
		return refuse_token(in, "a value (a missing one is tested with \"is null\")");
	if (in->columns) {
		int rc = zd_value_parse(out, type, in->s, in->n, in->arena, in->err);
		if (rc != ZD_OK) {
			if (in->err)
				in->err->column = column_of(in, in->start);
			return rc;
		}
	}
	return advance(in);
}

static int one_literal(struct parser *in, const struct zd_type *type, struct zd_condition *c)
{
	c->literals = zd_arena_alloc(in->arena, sizeof *c->literals);
	c->count = 1;
	return parse_literal(in, type, c->literals);
}

static bool has_order(const struct zd_type *type)
{
	return type->kind != ZD_KIND_ENUM && type->kind != ZD_KIND_BOOL;
}

static int parse_compare(struct parser *in, const struct zd_type *type, struct zd_condition *c)
{
	c->node = NODE_COMPARE;
	c->op = in->op;
	if (type->kind == ZD_KIND_LIST || type->kind == ZD_KIND_MAP)
		return refuse_token(in, "\"contains\" or \"is null\", since the column holds several values");
	if (c->op != OP_EQ && c->op != OP_NE && !has_order(type))
		return refuse_token(in, "=, != or \"in\", since the column's values have no order");
	int rc = advance(in);
	return rc != ZD_OK ? rc : one_literal(in, type, c);
}

static int parse_in(struct parser *in, const struct zd_type *type, struct zd_condition *c)
{
	size_t cap = 0;
	c->node = NODE_IN;
	if (type->kind == ZD_KIND_LIST || type->kind == ZD_KIND_MAP)
		return refuse_token(in, "\"contains\" or \"is null\", since the column holds several values");
	int rc = advance(in);
	if (rc != ZD_OK)
		return rc;
	if (in->token != TOKEN_OPEN)
		return refuse_token(in, "a list in parentheses");
	do {
		rc = advance(in);
		if (rc != ZD_OK)
			return rc;
		c->literals = grown(in, c->literals, c->count, &cap, sizeof *c->literals);
		rc = parse_literal(in, type, &c->literals[c->count++]);
		if (rc != ZD_OK)
			return rc;
	} while (in->token == TOKEN_COMMA);
	if (in->token != TOKEN_CLOSE)
		return refuse_token(in, "a comma or \")\"");
	return advance(in);
}

/* Part of a text, or an item of a list. */
static int parse_contains(struct parser *in, const struct zd_type *type, struct zd_condition *c)
{
	static const struct zd_type text = {.kind = ZD_KIND_TEXT};
	c->node = NODE_CONTAINS;
	if (type->kind == ZD_KIND_LIST)
		type = type->count > 0 ? type->of : &text;
	else if (type->kind != ZD_KIND_TEXT && type->kind != ZD_KIND_REF)
		return refuse_token(in, "=, != or another test, since the column holds no text");
	int rc = advance(in);
	return rc != ZD_OK ? rc : one_literal(in, type, c);
}

static int parse_is(struct parser *in, struct zd_condition *c, bool *negated)
{
	c->node = NODE_NULL;
	int rc = advance(in);
	if (rc == ZD_OK && at_word(in, "not")) {
		*negated = true;
		rc = advance(in);
	}
	if (rc != ZD_OK)
		return rc;
	return at_word(in, "null") ? advance(in) : refuse_token(in, "\"null\" or \"not null\"");
}

static void negate(struct parser *in, struct zd_condition **c)
{
	struct zd_condition *outer = new_node(in, NODE_NOT);
	outer->parts = zd_arena_memdup(in->arena, c, sizeof *c);
	outer->count = 1;
	*c = outer;
}

/* name op value, name in (…), name contains value, name is [not] null */
static int parse_test(struct parser *in, struct zd_condition **out)
{
	struct zd_condition *c = new_node(in, NODE_COMPARE);
	bool negated = false;
	*out = c;
	int rc = parse_name(in, &c->column);
	if (rc != ZD_OK)
		return rc;
	const struct zd_type *type = type_of(in, c->column);
	if (in->token == TOKEN_OP)
		return parse_compare(in, type, c);
	if (at_word(in, "is")) {
		rc = parse_is(in, c, &negated);
		if (rc == ZD_OK && negated)
			negate(in, out);
		return rc;
	}
	if (at_word(in, "in"))
		return parse_in(in, type, c);
	if (at_word(in, "contains"))
		return parse_contains(in, type, c);
	return refuse_token(in, "= != < <= > >=, \"in\", \"contains\" or \"is\"");
}

static int parse_factor(struct parser *in, struct zd_condition **out)
{
	bool is_not = at_word(in, "not");
	if (!is_not && in->token != TOKEN_OPEN)
		return parse_test(in, out);
	if (in->depth == MAX_DEPTH)
		return zd_fail_at(in->err, ZD_DATA, NULL, 0, column_of(in, in->start),
				  "the condition is nested deeper than %d", MAX_DEPTH);
	in->depth++;
	int rc = advance(in);
	if (rc == ZD_OK)
		rc = is_not ? parse_factor(in, out) : parse_or(in, out);
	in->depth--;
	if (rc != ZD_OK)
		return rc;
	if (is_not) {
		negate(in, out);
		return ZD_OK;
	}
	return in->token == TOKEN_CLOSE ? advance(in) : refuse_token(in, "\"and\", \"or\" or \")\"");
}

static int parse_chain(struct parser *in, enum node node, const char *word,
		       int (*part)(struct parser *, struct zd_condition **), struct zd_condition **out)
{
	int rc = part(in, out);
	if (rc != ZD_OK || !at_word(in, word))
		return rc;
	struct zd_condition *chain = new_node(in, node);
	size_t cap = 1;
	chain->parts = zd_arena_memdup(in->arena, out, sizeof *out);
	chain->count = 1;
	while (at_word(in, word)) {
		rc = advance(in);
		if (rc != ZD_OK)
			return rc;
		chain->parts = grown(in, chain->parts, chain->count, &cap, sizeof *chain->parts);
		rc = part(in, &chain->parts[chain->count++]);
		if (rc != ZD_OK)
			return rc;
	}
	*out = chain;
	return ZD_OK;
}

static int parse_and(struct parser *in, struct zd_condition **out)
{
	return parse_chain(in, NODE_AND, "and", parse_factor, out);
}

static int parse_or(struct parser *in, struct zd_condition **out)
{
	return parse_chain(in, NODE_OR, "or", parse_and, out);
}

static int parse_all(struct parser *in, struct zd_condition **out)
{
	size_t valid = zd_utf8_valid(in->text, in->size);
	if (valid < in->size)
		return zd_fail_at(in->err, ZD_DATA, NULL, 0, column_of(in, valid), "is not valid UTF-8 text");
	int rc = advance(in);
	if (rc == ZD_OK)
		rc = parse_or(in, out);
	if (rc == ZD_OK && in->token != TOKEN_END)
		rc = refuse_token(in, "\"and\", \"or\" or the end (text of several words needs quotes)");
	return rc;
}

int zd_condition_parse(struct zd_condition **out, const char *text, const struct zd_condition_column *columns,
		       size_t count, struct zd_arena *arena, struct zd_error *err)
{
	static const struct zd_condition_column none[1];
	struct parser in = {
		.text = text,
		.size = strlen(text),
		.columns = count > 0 ? columns : none,
		.column_count = count,
		.arena = arena,
		.err = err,
	};
	return parse_all(&in, out);
}

int zd_condition_names(const char ***names, size_t *count, const char *text, struct zd_arena *arena,
		       struct zd_error *err)
{
	struct parser in = {.text = text, .size = strlen(text), .arena = arena, .err = err};
	struct zd_condition *unused;
	int rc = parse_all(&in, &unused);
	*names = in.names;
	*count = rc == ZD_OK ? in.name_count : 0;
	return rc;
}

static bool compare(enum op op, int order)
{
	switch (op) {
	case OP_EQ:
		return order == 0;
	case OP_NE:
		return order != 0;
	case OP_LT:
		return order < 0;
	case OP_LE:
		return order <= 0;
	case OP_GT:
		return order > 0;
	case OP_GE:
		return order >= 0;
	}
	return false;
}

static bool contains(const struct zd_value *v, const struct zd_value *wanted)
{
	if (v->tag == ZD_TEXT)
		return strstr(v->s, wanted->s) != NULL;
	for (uint32_t i = 0; v->tag == ZD_LIST && i < v->len; i++) {
		if (zd_value_compare(&v->list[i], wanted) == 0)
			return true;
	}
	return false;
}

bool zd_condition_test(const struct zd_condition *c, const struct zd_value *row)
{
	switch (c->node) {
	case NODE_AND:
		for (size_t i = 0; i < c->count; i++) {
			if (!zd_condition_test(c->parts[i], row))
				return false;
		}
		return true;
	case NODE_OR:
		for (size_t i = 0; i < c->count; i++) {
			if (zd_condition_test(c->parts[i], row))
				return true;
		}
		return false;
	case NODE_NOT:
		return !zd_condition_test(c->parts[0], row);
	case NODE_NULL:
		return row[c->column].tag == ZD_NIL;
	default:
		break;
	}

	const struct zd_value *v = &row[c->column];
	if (v->tag == ZD_NIL)
		return false;
	if (c->node == NODE_CONTAINS)
		return contains(v, &c->literals[0]);
	if (c->node == NODE_COMPARE)
		return compare(c->op, zd_value_compare(v, &c->literals[0]));
	for (size_t i = 0; i < c->count; i++) {
		if (zd_value_compare(v, &c->literals[i]) == 0)
			return true;
	}
	return false;
}
