/* What the parts of the parser share: the place in the text, and the making of nodes. */
#ifndef ZD_SCRIPT_PARSER_H
#define ZD_SCRIPT_PARSER_H

#include "script/syntax.h"

struct zd_parser {
	struct zd_lexer lexer;
	struct zd_token token; /* the one looked at */
	struct zd_token ahead; /* the next, when has_ahead */
	bool has_ahead;
	uint32_t last_end; /* of the token before */
	int depth;
	int loops; /* around the place, within its function */
};

void zd_parser_next(struct zd_parser *p);
enum zd_token_kind zd_parser_ahead(struct zd_parser *p);
bool zd_parser_at(const struct zd_parser *p, enum zd_token_kind kind);
void zd_parser_forbid(struct zd_parser *p, const struct zd_token *t, const char *message);
/* The syntax error that something else should stand here; opener says what it would have closed, or is NULL. */
void zd_parser_fail(struct zd_parser *p, const char *wanted, const struct zd_token *opener);
bool zd_parser_accept(struct zd_parser *p, enum zd_token_kind kind);
void zd_parser_expect(struct zd_parser *p, enum zd_token_kind kind, const struct zd_token *opener);
bool zd_parser_enter(struct zd_parser *p);
void zd_parser_leave(struct zd_parser *p);
struct zd_node *zd_parser_node(struct zd_parser *p, enum zd_node_kind kind);
/* A node that begins where another one, its first part, does. */
struct zd_node *zd_parser_around(struct zd_parser *p, enum zd_node_kind kind, const struct zd_node *first);
/* The node's text ends with the token before. */
struct zd_node *zd_parser_done(struct zd_parser *p, struct zd_node *n);
/* A node of the token looked at, with its text. */
struct zd_node *zd_parser_leaf(struct zd_parser *p, enum zd_node_kind kind);
struct zd_node *zd_parser_name(struct zd_parser *p);
struct zd_node *zd_parser_expressions(struct zd_parser *p);
/* The parameters and the body, the `function` (and a name) being read. */
struct zd_node *zd_parser_function(struct zd_parser *p, struct zd_node *f, const struct zd_token *opener);
/* A name or a parenthesis, with the fields and calls that follow it. */
struct zd_node *zd_parser_suffixed(struct zd_parser *p);
struct zd_node *zd_parser_expression(struct zd_parser *p);
/* Statements up to what cannot begin one; the first. */
struct zd_node *zd_parser_block(struct zd_parser *p);

#endif
