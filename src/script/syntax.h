/*
 * The syntax tree of a policy file and the parser that makes it. The tree
 * keeps where each piece stands in the text, so that what is written out is
 * the text itself with some pieces replaced. What names mean is added by the
 * checker; after that the tree is read only.
 */
#ifndef ZD_SCRIPT_SYNTAX_H
#define ZD_SCRIPT_SYNTAX_H

#include "script/lexer.h"

enum zd_node_kind {
	ZD_NODE_NIL,
	ZD_NODE_TRUE,
	ZD_NODE_FALSE,
	ZD_NODE_NUMBER,         /* text: as written */
	ZD_NODE_STRING,         /* text: what it stands for */
	ZD_NODE_NAME,           /* text */
	ZD_NODE_INDEX,          /* a[b]; in a.name b is a string */
	ZD_NODE_CALL,           /* a(list) */
	ZD_NODE_FUNCTION,       /* function (list) body end */
	ZD_NODE_TABLE,          /* list of fields */
	ZD_NODE_FIELD,          /* a = b; a is NULL where there is no key */
	ZD_NODE_BINARY,         /* a op b */
	ZD_NODE_UNARY,          /* op a */
	ZD_NODE_PAREN,          /* (a) */
	ZD_NODE_LOCAL,          /* local list = values */
	ZD_NODE_ASSIGN,         /* list = values */
	ZD_NODE_CALLING,        /* the call a as a statement */
	ZD_NODE_DO,             /* do body end */
	ZD_NODE_WHILE,          /* while a do body end */
	ZD_NODE_REPEAT,         /* repeat body until a */
	ZD_NODE_IF,             /* list of branches */
	ZD_NODE_BRANCH,         /* if a then body; a is NULL for else */
	ZD_NODE_FOR_NUMBER,     /* for list = values do body end */
	ZD_NODE_FOR_IN,         /* for list in values do body end */
	ZD_NODE_LOCAL_FUNCTION, /* local function a, which is the function b */
	ZD_NODE_RETURN,         /* return values */
	ZD_NODE_BREAK,
};

/* What a name, or a name and its field, means. */
enum zd_meaning {
	ZD_MEANS_NOTHING,
	ZD_MEANS_LOCAL,
	ZD_MEANS_NEED,    /* index: of the policy's needs */
	ZD_MEANS_PARAM,   /* index: of its params */
	ZD_MEANS_TABLE,   /* index: of its tables */
	ZD_MEANS_LIBRARY, /* index: of zd_library_names */
	ZD_MEANS_BECAUSE,
	ZD_MEANS_STOP,
	ZD_MEANS_ALL_NEEDS, /* the record itself */
	ZD_MEANS_ALL_PARAMS,
	ZD_MEANS_ALL_TABLES,
	ZD_MEANS_OUTCOMES, /* a return of decide: of a table whose fields' index is of the policy's gives */
	ZD_MEANS_OUTCOME,  /* a return of decide: of something that turns out to be such a table */
};

struct zd_symbol; /* a name in its scope: the checker's */

struct zd_node {
	enum zd_node_kind kind;
	enum zd_token_kind op;
	uint32_t start, end;   /* offsets in the text */
	uint32_t inner, close; /* of functions and loops: where the body begins; of functions: where `end` stands */
	int line, column;
	uint16_t height;  /* of the tree below: at most ZD_SYNTAX_HEIGHT */
	bool constant;    /* of a declared name: <const> is written */
	uint16_t meaning; /* enum zd_meaning */
	uint32_t index;
	struct zd_symbol *symbol;
	const char *text;
	size_t len;
	struct zd_node *a, *b;
	struct zd_node *list, *values, *body; /* the first of each */
	struct zd_node *next;                 /* the next in a list */
};

#define ZD_SYNTAX_DEPTH 150  /* what the parser goes down: below what Lua's own goes */
#define ZD_SYNTAX_HEIGHT 200 /* how high a tree may be: long chains of operators and fields too */
#define ZD_SYNTAX_SIZE (256 * 1024)

struct zd_syntax {
	const char *file;
	const char *text;
	size_t size;
	uint32_t begin;         /* where the text begins: behind a byte order mark */
	struct zd_node *chunk;  /* the statements */
	struct zd_node *head;   /* the table that is returned, or NULL */
	struct zd_node *decide; /* the function in it, or NULL */
	bool is_set;
	/* Filled by the checker. */
	bool has_steps;                         /* loops, or functions other than decide */
	bool all_needs, all_params, all_tables; /* are used as records */
};

/*
 * Parses a text. NULL: it is no Lua, a finding says why. Well-formed Lua
 * that policies may not use (goto, methods, …) is a finding and left out
 * of the tree. text and file must outlive the tree.
 */
struct zd_syntax *zd_syntax_parse(const char *file, const char *text, size_t size, struct zd_arena *arena,
				  struct zd_findings *findings);

/*
 * The literal that an expression stands for: itself, or what the constant
 * above `return` that it names was given. NULL: it is no such expression.
 */
const struct zd_node *zd_syntax_literal(const struct zd_syntax *s, const struct zd_node *expression);

#endif
