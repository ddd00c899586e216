/*
 * Expressions, by precedence climbing. The parser's own depth and the height
 * of the tree are bounded, so that no text can exhaust the stack of what
 * walks the tree later.
 */
#include "script/parser.h"

struct zd_node *zd_parser_expressions(struct zd_parser *p)
{
	struct zd_node *first = zd_parser_expression(p), *last = first;
	while (zd_parser_accept(p, ZD_TK_COMMA))
		last = last->next = zd_parser_expression(p);
	return first;
}

static struct zd_node *field(struct zd_parser *p)
{
	struct zd_node *f = zd_parser_node(p, ZD_NODE_FIELD);
	if (zd_parser_at(p, ZD_TK_NAME) && zd_parser_ahead(p) == ZD_TK_ASSIGN) {
		f->a = zd_parser_leaf(p, ZD_NODE_STRING);
		zd_parser_next(p);
	} else if (zd_parser_at(p, ZD_TK_BRACKET)) {
		struct zd_token opener = p->token;
		zd_parser_next(p);
		f->a = zd_parser_expression(p);
		zd_parser_expect(p, ZD_TK_UNBRACKET, &opener);
		zd_parser_expect(p, ZD_TK_ASSIGN, NULL);
	}
	f->b = zd_parser_expression(p);
	return zd_parser_done(p, f);
}

static struct zd_node *table(struct zd_parser *p)
{
	struct zd_node *t = zd_parser_node(p, ZD_NODE_TABLE), **link = &t->list;
	struct zd_token opener = p->token;
	zd_parser_next(p);
	while (!zd_parser_at(p, ZD_TK_UNBRACE) && !p->lexer.failed) {
		*link = field(p);
		link = &(*link)->next;
		if (!zd_parser_accept(p, ZD_TK_COMMA) && !zd_parser_accept(p, ZD_TK_SEMICOLON))
			break;
	}
	zd_parser_expect(p, ZD_TK_UNBRACE, &opener);
	return zd_parser_done(p, t);
}

/* The parameters and the body, the `function` (and a name) being read. */
struct zd_node *zd_parser_function(struct zd_parser *p, struct zd_node *f, const struct zd_token *opener)
{
	int loops = p->loops;
	p->loops = 0;
	struct zd_node **link = &f->list;
	zd_parser_expect(p, ZD_TK_OPEN, NULL);
	while (!zd_parser_at(p, ZD_TK_CLOSE) && !p->lexer.failed) {
		if (zd_parser_at(p, ZD_TK_DOTS)) {
			zd_parser_forbid(p, &p->token, "\"...\": name the parameters, or take a list");
			zd_parser_next(p);
			break;
		}
		*link = zd_parser_name(p);
		link = &(*link)->next;
		if (!zd_parser_accept(p, ZD_TK_COMMA))
			break;
	}
	zd_parser_expect(p, ZD_TK_CLOSE, NULL);
	f->inner = p->last_end;
	f->body = zd_parser_block(p);
	f->close = p->token.start;
	zd_parser_expect(p, ZD_TK_END, opener);
	p->loops = loops;
	return zd_parser_done(p, f);
}

static struct zd_node *arguments(struct zd_parser *p, struct zd_node *callee)
{
	struct zd_node *call = zd_parser_around(p, ZD_NODE_CALL, callee);
	call->a = callee;
	if (zd_parser_at(p, ZD_TK_STRING)) {
		call->list = zd_parser_leaf(p, ZD_NODE_STRING);
	} else if (zd_parser_at(p, ZD_TK_BRACE)) {
		call->list = table(p);
	} else {
		struct zd_token opener = p->token;
		zd_parser_expect(p, ZD_TK_OPEN, NULL);
		if (!zd_parser_at(p, ZD_TK_CLOSE))
			call->list = zd_parser_expressions(p);
		zd_parser_expect(p, ZD_TK_CLOSE, &opener);
	}
	return zd_parser_done(p, call);
}

static struct zd_node *primary(struct zd_parser *p)
{
	if (zd_parser_at(p, ZD_TK_NAME))
		return zd_parser_leaf(p, ZD_NODE_NAME);
	struct zd_node *n = zd_parser_node(p, ZD_NODE_PAREN);
	struct zd_token opener = p->token;
	if (!zd_parser_accept(p, ZD_TK_OPEN)) {
		zd_parser_fail(p, "a value or a name", NULL);
		return zd_parser_done(p, zd_parser_node(p, ZD_NODE_NIL));
	}
	n->a = zd_parser_expression(p);
	zd_parser_expect(p, ZD_TK_CLOSE, &opener);
	return zd_parser_done(p, n);
}

/* A name or a parenthesis, with the fields and calls that follow it. */
struct zd_node *zd_parser_suffixed(struct zd_parser *p)
{
	struct zd_node *n = primary(p);
	while (!p->lexer.failed) {
		struct zd_node *outer;
		switch (p->token.kind) {
		case ZD_TK_DOT:
			outer = zd_parser_around(p, ZD_NODE_INDEX, n);
			zd_parser_next(p);
			outer->a = n;
			outer->b = zd_parser_name(p);
			outer->b->kind = ZD_NODE_STRING;
			n = zd_parser_done(p, outer);
			break;
		case ZD_TK_BRACKET: {
			struct zd_token opener = p->token;
			outer = zd_parser_around(p, ZD_NODE_INDEX, n);
			zd_parser_next(p);
			outer->a = n;
			outer->b = zd_parser_expression(p);
			zd_parser_expect(p, ZD_TK_UNBRACKET, &opener);
			n = zd_parser_done(p, outer);
			break;
		}
		case ZD_TK_COLON:
			zd_parser_forbid(p, &p->token,
					 "methods: call the library's function, such as text.upper(x) for x:upper()");
			zd_parser_next(p);
			zd_parser_name(p);
			n = arguments(p, n);
			break;
		case ZD_TK_OPEN:
		case ZD_TK_STRING:
		case ZD_TK_BRACE:
			n = arguments(p, n);
			break;
		default:
			return n;
		}
	}
	return n;
}

static struct zd_node *simple(struct zd_parser *p)
{
	switch (p->token.kind) {
	case ZD_TK_NUMBER:
		return zd_parser_leaf(p, ZD_NODE_NUMBER);
	case ZD_TK_STRING:
		return zd_parser_leaf(p, ZD_NODE_STRING);
	case ZD_TK_NIL:
		return zd_parser_leaf(p, ZD_NODE_NIL);
	case ZD_TK_TRUE:
		return zd_parser_leaf(p, ZD_NODE_TRUE);
	case ZD_TK_FALSE:
		return zd_parser_leaf(p, ZD_NODE_FALSE);
	case ZD_TK_DOTS:
		zd_parser_forbid(p, &p->token, "\"...\": name the parameters, or take a list");
		return zd_parser_leaf(p, ZD_NODE_NIL);
	case ZD_TK_BRACE:
		return table(p);
	case ZD_TK_FUNCTION: {
		struct zd_node *f = zd_parser_node(p, ZD_NODE_FUNCTION);
		struct zd_token opener = p->token;
		zd_parser_next(p);
		return zd_parser_function(p, f, &opener);
	}
	default:
		return zd_parser_suffixed(p);
	}
}

/* How strongly an operator holds what is left and right of it; 0: it is none. As in Lua. */
static void strength(enum zd_token_kind op, int *left, int *right)
{
	*left = *right = 0;
	switch (op) {
	case ZD_TK_OR:
		*left = *right = 1;
		break;
	case ZD_TK_AND:
		*left = *right = 2;
		break;
	case ZD_TK_LT:
	case ZD_TK_GT:
	case ZD_TK_LE:
	case ZD_TK_GE:
	case ZD_TK_NE:
	case ZD_TK_EQ:
		*left = *right = 3;
		break;
	case ZD_TK_BOR:
		*left = *right = 4;
		break;
	case ZD_TK_TILDE:
		*left = *right = 5;
		break;
	case ZD_TK_BAND:
		*left = *right = 6;
		break;
	case ZD_TK_SHL:
	case ZD_TK_SHR:
		*left = *right = 7;
		break;
	case ZD_TK_CONCAT:
		*left = 9, *right = 8;
		break;
	case ZD_TK_ADD:
	case ZD_TK_SUB:
		*left = *right = 10;
		break;
	case ZD_TK_MUL:
	case ZD_TK_DIV:
	case ZD_TK_IDIV:
	case ZD_TK_MOD:
		*left = *right = 11;
		break;
	case ZD_TK_POW:
		*left = 14, *right = 13;
		break;
	default:
		break;
	}
}
#define UNARY_STRENGTH 12

static void check_operator(struct zd_parser *p, bool unary)
{
	switch (p->token.kind) {
	case ZD_TK_POW:
		zd_parser_forbid(p, &p->token,
				 "\"^\" is not exact: multiply instead, and math.sqrt(x) is the square root");
		break;
	case ZD_TK_BOR:
	case ZD_TK_BAND:
	case ZD_TK_SHL:
	case ZD_TK_SHR:
		zd_parser_forbid(p, &p->token, "operators on bits: policies use `and`, `or`, `not`");
		break;
	case ZD_TK_TILDE:
		zd_parser_forbid(p, &p->token, unary ? "\"~\": write `not`" : "\"~\": \"not equal\" is written ~=");
		break;
	default:
		break;
	}
}

static struct zd_node *operation(struct zd_parser *p, int limit)
{
	if (!zd_parser_enter(p)) {
		zd_parser_leave(p);
		return zd_parser_done(p, zd_parser_node(p, ZD_NODE_NIL));
	}
	struct zd_node *n;
	if (zd_parser_at(p, ZD_TK_NOT) || zd_parser_at(p, ZD_TK_SUB) || zd_parser_at(p, ZD_TK_LEN) ||
	    zd_parser_at(p, ZD_TK_TILDE)) {
		check_operator(p, true);
		n = zd_parser_node(p, ZD_NODE_UNARY);
		n->op = p->token.kind;
		zd_parser_next(p);
		n->a = operation(p, UNARY_STRENGTH);
		n = zd_parser_done(p, n);
	} else {
		n = simple(p);
	}
	int left, right;
	strength(p->token.kind, &left, &right);
	while (left > limit && !p->lexer.failed) {
		check_operator(p, false);
		struct zd_node *outer = zd_parser_around(p, ZD_NODE_BINARY, n);
		outer->op = p->token.kind;
		zd_parser_next(p);
		outer->a = n;
		outer->b = operation(p, right);
		n = zd_parser_done(p, outer);
		strength(p->token.kind, &left, &right);
	}
	zd_parser_leave(p);
	return n;
}

struct zd_node *zd_parser_expression(struct zd_parser *p)
{
	return operation(p, 0);
}
