/* Tokens of Lua, with their places. Knows what a token is, not where it may stand. */
#ifndef ZD_SCRIPT_LEXER_H
#define ZD_SCRIPT_LEXER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"
#include "zhidu/finding.h"

#define ZD_KEYWORDS(X)                                                                                                 \
	X(AND, "and")                                                                                                  \
	X(BREAK, "break")                                                                                              \
	X(DO, "do")                                                                                                    \
	X(ELSE, "else")                                                                                                \
	X(ELSEIF, "elseif")                                                                                            \
	X(END, "end")                                                                                                  \
	X(FALSE, "false")                                                                                              \
	X(FOR, "for")                                                                                                  \
	X(FUNCTION, "function")                                                                                        \
	X(GOTO, "goto")                                                                                                \
	X(IF, "if")                                                                                                    \
	X(IN, "in")                                                                                                    \
	X(LOCAL, "local")                                                                                              \
	X(NIL, "nil")                                                                                                  \
	X(NOT, "not")                                                                                                  \
	X(OR, "or")                                                                                                    \
	X(REPEAT, "repeat")                                                                                            \
	X(RETURN, "return")                                                                                            \
	X(THEN, "then")                                                                                                \
	X(TRUE, "true")                                                                                                \
	X(UNTIL, "until")                                                                                              \
	X(WHILE, "while")

/* A longer symbol stands before the shorter ones that it begins with. */
#define ZD_SYMBOLS(X)                                                                                                  \
	X(DOTS, "...")                                                                                                 \
	X(CONCAT, "..")                                                                                                \
	X(DOT, ".")                                                                                                    \
	X(EQ, "==")                                                                                                    \
	X(ASSIGN, "=")                                                                                                 \
	X(NE, "~=")                                                                                                    \
	X(TILDE, "~")                                                                                                  \
	X(LE, "<=")                                                                                                    \
	X(SHL, "<<")                                                                                                   \
	X(LT, "<")                                                                                                     \
	X(GE, ">=")                                                                                                    \
	X(SHR, ">>")                                                                                                   \
	X(GT, ">")                                                                                                     \
	X(IDIV, "//")                                                                                                  \
	X(DIV, "/")                                                                                                    \
	X(LABEL, "::")                                                                                                 \
	X(COLON, ":")                                                                                                  \
	X(ADD, "+")                                                                                                    \
	X(SUB, "-")                                                                                                    \
	X(MUL, "*")                                                                                                    \
	X(MOD, "%")                                                                                                    \
	X(POW, "^")                                                                                                    \
	X(LEN, "#")                                                                                                    \
	X(BAND, "&")                                                                                                   \
	X(BOR, "|")                                                                                                    \
	X(OPEN, "(")                                                                                                   \
	X(CLOSE, ")")                                                                                                  \
	X(BRACE, "{")                                                                                                  \
	X(UNBRACE, "}")                                                                                                \
	X(BRACKET, "[")                                                                                                \
	X(UNBRACKET, "]")                                                                                              \
	X(SEMICOLON, ";")                                                                                              \
	X(COMMA, ",")

enum zd_token_kind {
	ZD_TK_END_OF_FILE,
	ZD_TK_NAME,
	ZD_TK_NUMBER,
	ZD_TK_STRING,
#define X(name, word) ZD_TK_##name,
	ZD_KEYWORDS(X) ZD_SYMBOLS(X)
#undef X
};

struct zd_token {
	enum zd_token_kind kind;
	uint32_t start, end; /* offsets in the text */
	int line, column;
	const char *text; /* of a name or number as written, of a string what it stands for; else NULL */
	size_t len;
};

/* Once it has failed it gives the end of the file for ever; only the first failure is a finding. */
struct zd_lexer {
	const char *file;
	const char *text;
	size_t size;
	size_t at;
	int line;
	size_t marked; /* the column of this offset is known */
	int column;
	bool failed;
	struct zd_arena *arena;
	struct zd_findings *findings;
};

void zd_lexer_next(struct zd_lexer *l, struct zd_token *out);
/* The finding ZD_F_LUA_SYNTAX, unless the lexer has failed already; and it fails. */
void zd_lexer_fail(struct zd_lexer *l, int line, int column, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
/* How a kind of token is called in messages ("then", "a name"). */
const char *zd_token_words(enum zd_token_kind kind);
/* The length of the line break at s, n > 0 bytes being left: 2 for CR LF and LF CR, 0 for none. */
size_t zd_line_break(const char *s, size_t n);

#endif
