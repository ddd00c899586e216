/* Tokens taken one by one, messages about those that should not be there, and nodes with their places. */
#include "script/parser.h"

#include <stdio.h>

void zd_parser_next(struct zd_parser *p)
{
	p->last_end = p->token.end;
	if (p->has_ahead)
		p->token = p->ahead;
	else
		zd_lexer_next(&p->lexer, &p->token);
	p->has_ahead = false;
	if (p->lexer.failed)
		p->token.kind = ZD_TK_END_OF_FILE;
}

enum zd_token_kind zd_parser_ahead(struct zd_parser *p)
{
	if (!p->has_ahead)
		zd_lexer_next(&p->lexer, &p->ahead);
	p->has_ahead = true;
	return p->ahead.kind;
}

bool zd_parser_at(const struct zd_parser *p, enum zd_token_kind kind)
{
	return p->token.kind == kind;
}

void zd_parser_forbid(struct zd_parser *p, const struct zd_token *t, const char *message)
{
	if (!p->lexer.failed)
		zd_find(p->lexer.findings, ZD_F_LUA_FORBIDDEN, p->lexer.file, t->line, t->column, "%s", message);
}

/* The syntax error that something else should stand here; opener says what it would have closed, or is NULL. */
void zd_parser_fail(struct zd_parser *p, const char *wanted, const struct zd_token *opener)
{
	const struct zd_token *t = &p->token;
	char found[64];
	snprintf(found, sizeof found, "%s", zd_token_words(t->kind));
	if (t->kind > ZD_TK_STRING || t->kind == ZD_TK_NAME)
		snprintf(found, sizeof found, "\"%.*s\"", t->end - t->start > 40 ? 40 : (int)(t->end - t->start),
			 p->lexer.text + t->start);
	if (opener && opener->line != t->line)
		zd_lexer_fail(&p->lexer, t->line, t->column,
			      "%s should stand here, not %s, to close the \"%s\" of line %d", wanted, found,
			      zd_token_words(opener->kind), opener->line);
	else
		zd_lexer_fail(&p->lexer, t->line, t->column, "%s should stand here, not %s", wanted, found);
	p->token.kind = ZD_TK_END_OF_FILE;
}

bool zd_parser_accept(struct zd_parser *p, enum zd_token_kind kind)
{
	if (!zd_parser_at(p, kind))
		return false;
	zd_parser_next(p);
	return true;
}

void zd_parser_expect(struct zd_parser *p, enum zd_token_kind kind, const struct zd_token *opener)
{
	char wanted[32];
	snprintf(wanted, sizeof wanted, kind == ZD_TK_NAME ? "%s" : "\"%s\"", zd_token_words(kind));
	if (!zd_parser_accept(p, kind))
		zd_parser_fail(p, wanted, opener);
}

static void too_deep(struct zd_parser *p)
{
	zd_lexer_fail(&p->lexer, p->token.line, p->token.column, "this is nested too deeply");
	p->token.kind = ZD_TK_END_OF_FILE;
}

bool zd_parser_enter(struct zd_parser *p)
{
	if (++p->depth > ZD_SYNTAX_DEPTH)
		too_deep(p);
	return !p->lexer.failed;
}

void zd_parser_leave(struct zd_parser *p)
{
	p->depth--;
}

struct zd_node *zd_parser_node(struct zd_parser *p, enum zd_node_kind kind)
{
	struct zd_node *n = zd_arena_alloc(p->lexer.arena, sizeof *n);
	n->kind = kind;
	n->start = p->token.start;
	n->line = p->token.line;
	n->column = p->token.column;
	return n;
}

/* A node that begins where another one, its first part, does. */
struct zd_node *zd_parser_around(struct zd_parser *p, enum zd_node_kind kind, const struct zd_node *first)
{
	struct zd_node *n = zd_parser_node(p, kind);
	n->start = first->start;
	n->line = first->line;
	n->column = first->column;
	return n;
}

static uint16_t list_height(const struct zd_node *n)
{
	uint16_t height = 0;
	for (; n; n = n->next)
		if (n->height > height)
			height = n->height;
	return height;
}

/* The node's text ends with the token before. */
struct zd_node *zd_parser_done(struct zd_parser *p, struct zd_node *n)
{
	uint16_t heights[] = {n->a ? n->a->height : 0, n->b ? n->b->height : 0, list_height(n->list),
			      list_height(n->values), list_height(n->body)};
	for (size_t i = 0; i < sizeof heights / sizeof *heights; i++)
		if (heights[i] >= n->height)
			n->height = heights[i] + 1;
	n->end = p->last_end;
	if (n->height > ZD_SYNTAX_HEIGHT)
		too_deep(p);
	return n;
}

/* A node of the token looked at, with its text. */
struct zd_node *zd_parser_leaf(struct zd_parser *p, enum zd_node_kind kind)
{
	struct zd_node *n = zd_parser_node(p, kind);
	n->text = p->token.text;
	n->len = p->token.len;
	zd_parser_next(p);
	return zd_parser_done(p, n);
}

struct zd_node *zd_parser_name(struct zd_parser *p)
{
	struct zd_node *n = zd_parser_node(p, ZD_NODE_NAME);
	n->text = p->token.text;
	n->len = p->token.len;
	zd_parser_expect(p, ZD_TK_NAME, NULL);
	return zd_parser_done(p, n);
}
