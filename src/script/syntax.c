/* Statements, and the whole file. The parser stops at the first thing that is no Lua. */
#include "script/syntax.h"

#include <string.h>

#include "script/parser.h"

#define FOLLOWED_MAX 32 /* constants that stand for constants, and parentheses */

static struct zd_node *if_statement(struct zd_parser *p)
{
	struct zd_node *n = zd_parser_node(p, ZD_NODE_IF), **link = &n->list;
	struct zd_token opener = p->token;
	do {
		struct zd_node *branch = *link = zd_parser_node(p, ZD_NODE_BRANCH);
		link = &branch->next;
		zd_parser_next(p);
		branch->a = zd_parser_expression(p);
		zd_parser_expect(p, ZD_TK_THEN, NULL);
		branch->body = zd_parser_block(p);
		zd_parser_done(p, branch);
	} while (zd_parser_at(p, ZD_TK_ELSEIF));
	if (zd_parser_at(p, ZD_TK_ELSE)) {
		struct zd_node *branch = *link = zd_parser_node(p, ZD_NODE_BRANCH);
		zd_parser_next(p);
		branch->body = zd_parser_block(p);
		zd_parser_done(p, branch);
	}
	zd_parser_expect(p, ZD_TK_END, &opener);
	return zd_parser_done(p, n);
}

/* `do … end` of a loop, or `repeat … until` up to `until`. */
static void loop_body(struct zd_parser *p, struct zd_node *n, enum zd_token_kind begin, enum zd_token_kind end,
		      const struct zd_token *opener)
{
	zd_parser_expect(p, begin, NULL);
	n->inner = p->last_end;
	p->loops++;
	n->body = zd_parser_block(p);
	p->loops--;
	n->close = p->token.start;
	zd_parser_expect(p, end, opener);
}

static struct zd_node *for_statement(struct zd_parser *p)
{
	struct zd_node *n = zd_parser_node(p, ZD_NODE_FOR_IN);
	struct zd_token opener = p->token;
	zd_parser_next(p);
	struct zd_node *last = n->list = zd_parser_name(p);
	if (zd_parser_accept(p, ZD_TK_ASSIGN)) {
		n->kind = ZD_NODE_FOR_NUMBER;
		n->values = last = zd_parser_expression(p);
		zd_parser_expect(p, ZD_TK_COMMA, NULL);
		last = last->next = zd_parser_expression(p);
		if (zd_parser_accept(p, ZD_TK_COMMA))
			last->next = zd_parser_expression(p);
	} else {
		while (zd_parser_accept(p, ZD_TK_COMMA))
			last = last->next = zd_parser_name(p);
		zd_parser_expect(p, ZD_TK_IN, NULL);
		n->values = zd_parser_expressions(p);
	}
	loop_body(p, n, ZD_TK_DO, ZD_TK_END, &opener);
	return zd_parser_done(p, n);
}

static struct zd_node *local_name(struct zd_parser *p)
{
	struct zd_node *n = zd_parser_name(p);
	if (!zd_parser_at(p, ZD_TK_LT))
		return n;
	zd_parser_next(p);
	struct zd_token word = p->token;
	zd_parser_expect(p, ZD_TK_NAME, NULL);
	if (word.text && strcmp(word.text, "const") == 0)
		n->constant = true;
	else if (word.text && strcmp(word.text, "close") == 0)
		zd_parser_forbid(p, &word, "<close>: a policy has nothing to close");
	else if (word.text)
		zd_lexer_fail(&p->lexer, word.line, word.column, "\"<%.40s>\" is nothing that a name can be",
			      word.text);
	zd_parser_expect(p, ZD_TK_GT, NULL);
	return n;
}

static struct zd_node *local_statement(struct zd_parser *p)
{
	struct zd_node *n = zd_parser_node(p, ZD_NODE_LOCAL);
	struct zd_token opener = p->token;
	zd_parser_next(p);
	if (zd_parser_at(p, ZD_TK_FUNCTION)) {
		n->kind = ZD_NODE_LOCAL_FUNCTION;
		n->b = zd_parser_node(p, ZD_NODE_FUNCTION);
		opener = p->token;
		zd_parser_next(p);
		n->a = zd_parser_name(p);
		n->b = zd_parser_function(p, n->b, &opener);
		return zd_parser_done(p, n);
	}
	struct zd_node *last = n->list = local_name(p);
	while (zd_parser_accept(p, ZD_TK_COMMA))
		last = last->next = local_name(p);
	if (zd_parser_accept(p, ZD_TK_ASSIGN))
		n->values = zd_parser_expressions(p);
	return zd_parser_done(p, n);
}

static struct zd_node *assignment_or_call(struct zd_parser *p)
{
	struct zd_node *first = zd_parser_suffixed(p);
	if (!zd_parser_at(p, ZD_TK_ASSIGN) && !zd_parser_at(p, ZD_TK_COMMA)) {
		struct zd_node *n = zd_parser_around(p, ZD_NODE_CALLING, first);
		n->a = first;
		if (first->kind != ZD_NODE_CALL)
			zd_parser_fail(p, "an assignment or a call", NULL);
		return zd_parser_done(p, n);
	}
	struct zd_node *n = zd_parser_around(p, ZD_NODE_ASSIGN, first), *last = n->list = first;
	while (zd_parser_accept(p, ZD_TK_COMMA))
		last = last->next = zd_parser_suffixed(p);
	zd_parser_expect(p, ZD_TK_ASSIGN, NULL);
	for (last = n->list; last; last = last->next)
		if (last->kind != ZD_NODE_NAME && last->kind != ZD_NODE_INDEX)
			zd_lexer_fail(&p->lexer, last->line, last->column, "nothing can be assigned to this");
	n->values = zd_parser_expressions(p);
	return zd_parser_done(p, n);
}

/* Statements that policies may not use; NULL: they leave no node. */
static struct zd_node *forbidden(struct zd_parser *p)
{
	struct zd_token t = p->token;
	zd_parser_next(p);
	if (t.kind == ZD_TK_GOTO) {
		zd_parser_forbid(p, &t, "goto: use a loop, `if`, `break`, or a function that returns");
		zd_parser_name(p);
	} else if (t.kind == ZD_TK_LABEL) {
		zd_parser_forbid(p, &t, "labels: use a loop, `if`, `break`, or a function that returns");
		zd_parser_name(p);
		zd_parser_expect(p, ZD_TK_LABEL, NULL);
	} else {
		zd_parser_forbid(p, &t, "global functions and methods: write `local function name(…)`");
		zd_parser_name(p);
		while (zd_parser_accept(p, ZD_TK_DOT) || zd_parser_accept(p, ZD_TK_COLON))
			zd_parser_name(p);
		zd_parser_function(p, zd_parser_node(p, ZD_NODE_FUNCTION), &t);
	}
	return NULL;
}

static struct zd_node *return_statement(struct zd_parser *p)
{
	struct zd_node *n = zd_parser_node(p, ZD_NODE_RETURN);
	zd_parser_next(p);
	switch (p->token.kind) {
	case ZD_TK_END_OF_FILE:
	case ZD_TK_END:
	case ZD_TK_ELSE:
	case ZD_TK_ELSEIF:
	case ZD_TK_UNTIL:
	case ZD_TK_SEMICOLON:
		break;
	default:
		n->values = zd_parser_expressions(p);
	}
	zd_parser_done(p, n);
	zd_parser_accept(p, ZD_TK_SEMICOLON);
	return n;
}

static struct zd_node *statement(struct zd_parser *p)
{
	struct zd_token opener = p->token;
	struct zd_node *n;
	switch (p->token.kind) {
	case ZD_TK_IF:
		return if_statement(p);
	case ZD_TK_WHILE:
		n = zd_parser_node(p, ZD_NODE_WHILE);
		zd_parser_next(p);
		n->a = zd_parser_expression(p);
		loop_body(p, n, ZD_TK_DO, ZD_TK_END, &opener);
		return zd_parser_done(p, n);
	case ZD_TK_DO:
		n = zd_parser_node(p, ZD_NODE_DO);
		zd_parser_next(p);
		n->body = zd_parser_block(p);
		zd_parser_expect(p, ZD_TK_END, &opener);
		return zd_parser_done(p, n);
	case ZD_TK_FOR:
		return for_statement(p);
	case ZD_TK_REPEAT:
		n = zd_parser_node(p, ZD_NODE_REPEAT);
		loop_body(p, n, ZD_TK_REPEAT, ZD_TK_UNTIL, &opener);
		n->a = zd_parser_expression(p);
		return zd_parser_done(p, n);
	case ZD_TK_LOCAL:
		return local_statement(p);
	case ZD_TK_RETURN:
		return return_statement(p);
	case ZD_TK_BREAK:
		if (p->loops == 0)
			zd_lexer_fail(&p->lexer, opener.line, opener.column, "this `break` is in no loop");
		return zd_parser_leaf(p, ZD_NODE_BREAK);
	case ZD_TK_FUNCTION:
	case ZD_TK_GOTO:
	case ZD_TK_LABEL:
		return forbidden(p);
	default:
		return assignment_or_call(p);
	}
}

/* Statements up to what cannot begin one; the first. */
struct zd_node *zd_parser_block(struct zd_parser *p)
{
	struct zd_node *first = NULL, **link = &first;
	while (!p->lexer.failed) {
		if (zd_parser_accept(p, ZD_TK_SEMICOLON))
			continue;
		if (zd_parser_at(p, ZD_TK_END_OF_FILE) || zd_parser_at(p, ZD_TK_END) || zd_parser_at(p, ZD_TK_ELSE) ||
		    zd_parser_at(p, ZD_TK_ELSEIF) || zd_parser_at(p, ZD_TK_UNTIL))
			break;
		bool returns = zd_parser_at(p, ZD_TK_RETURN);
		struct zd_node *n = zd_parser_enter(p) ? statement(p) : NULL;
		zd_parser_leave(p);
		if (n) {
			*link = n;
			link = &n->next;
		}
		if (returns)
			break;
	}
	return first;
}

struct zd_syntax *zd_syntax_parse(const char *file, const char *text, size_t size, struct zd_arena *arena,
				  struct zd_findings *findings)
{
	struct zd_syntax *s = zd_arena_alloc(arena, sizeof *s);
	*s = (struct zd_syntax){.file = file, .text = text, .size = size};
	if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
		s->begin = 3;
	struct zd_parser p = {.lexer = {.file = file,
					.text = text,
					.size = size,
					.at = s->begin,
					.line = 1,
					.marked = s->begin,
					.column = 1,
					.arena = arena,
					.findings = findings}};
	zd_parser_next(&p);
	s->chunk = zd_parser_block(&p);
	if (!zd_parser_at(&p, ZD_TK_END_OF_FILE))
		zd_parser_fail(&p, "the end of the file", NULL);
	return p.lexer.failed ? NULL : s;
}

/* What the constant of this name was given, if it is declared above `before`. */
static const struct zd_node *constant(const struct zd_syntax *s, const char *wanted, uint32_t before)
{
	const struct zd_node *found = NULL;
	for (const struct zd_node *n = s->chunk; n && n->end <= before; n = n->next) {
		const struct zd_node *value = n->values;
		if (n->kind != ZD_NODE_LOCAL)
			continue;
		for (const struct zd_node *declared = n->list; declared && value; declared = declared->next) {
			if (strcmp(declared->text, wanted) == 0)
				found = value;
			value = value->next;
		}
	}
	return found;
}

const struct zd_node *zd_syntax_literal(const struct zd_syntax *s, const struct zd_node *e)
{
	for (int followed = 0; e && followed < FOLLOWED_MAX; followed++) {
		switch (e->kind) {
		case ZD_NODE_STRING:
		case ZD_NODE_NUMBER:
		case ZD_NODE_TRUE:
		case ZD_NODE_FALSE:
			return e;
		case ZD_NODE_PAREN:
			e = e->a;
			break;
		case ZD_NODE_NAME:
			e = constant(s, e->text, e->start);
			break;
		default:
			return NULL;
		}
	}
	return NULL;
}
