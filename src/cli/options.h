/*
 * Options and operands as tables. One table a command drives parsing, help,
 * completion and the manual page; what is given lands in a struct of the
 * command's own.
 */
#ifndef ZD_CLI_OPTIONS_H
#define ZD_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "zhidu/rows.h"

/* What completes a word on the shell's command line. */
enum fill {
	FILL_NOTHING,
	FILL_FILE,
	FILL_FOLDER,
	FILL_ENTITY,
	FILL_POLICY,
	FILL_PARAM,
	FILL_BRANCH,
	FILL_REPORT,
	FILL_COMMAND
};

enum option_kind {
	OPTION_FLAG,   /* bool */
	OPTION_TEXT,   /* const char * */
	OPTION_LIST,   /* struct texts: may be given again and again */
	OPTION_COUNT,  /* int64_t, not negative */
	OPTION_FORMAT, /* enum zd_format */
};

/* What a list option gathered. */
struct texts {
	const char **items;
	size_t count;
};

/* A table of these ends with a nameless one. */
struct option {
	const char *name;
	char letter; /* also -m; 0: none */
	enum option_kind kind;
	size_t at;         /* offset of its place in the command's struct */
	const char *value; /* what stands for its value in help */
	const char *help;
	const char *words;    /* "csv|jsonl": what the value must be one of; or NULL */
	const char *fallback; /* what stands when it is not given; or NULL: zero */
	enum fill fill;
	bool required;
};

struct operand {
	const char *name;
	enum fill fill;
	bool optional;
	bool many; /* one or more; with `optional`, any number */
};

struct command;

/* What was on the command line. */
struct given {
	const char *book;
	const char *pack;
	const char *lang;
	bool help;
	bool version;
	const char *group;             /* "param" of "param set"; or NULL */
	const struct command *command; /* NULL: none named */
	void *values;                  /* the command's struct, filled */
	const char **operands;
	size_t operand_count;
};

extern const struct option global_options[];

/*
 * Reads a command line; ZD_USAGE with a message when it is wrong. As far as it
 * was read, `out` is filled in any case; free it with given_free.
 */
int given_read(struct given *out, int argc, char **argv, struct zd_error *err);
void given_free(struct given *given);

/* Of commands that have no other option. */
struct only_format {
	enum zd_format format;
};
extern const struct option only_format[];

/* The option rows that many commands share. T: the command's struct. */
#define FORMAT_OPTION(T)                                                                                               \
	{                                                                                                              \
		.name = "format", .kind = OPTION_FORMAT, .at = offsetof(T, format), .value = "FORMAT",                 \
		.words = "table|csv|json|jsonl", .fallback = "table", .help = "how rows are written"                   \
	}
#define AS_OF_OPTION(T)                                                                                                \
	{                                                                                                              \
		.name = "as-of", .kind = OPTION_TEXT, .at = offsetof(T, as_of), .value = "DATE",                       \
		.help = "as things stood at the end of that day; without it, today"                                    \
	}
#define PERIOD_OPTION(T)                                                                                               \
	{                                                                                                              \
		.name = "period", .kind = OPTION_TEXT, .at = offsetof(T, period), .value = "PERIOD",                   \
		.help = "for a month, quarter or year: 2025-11, 2025Q4, 2025"                                          \
	}
#define BRANCH_OPTION(T, text)                                                                                         \
	{                                                                                                              \
		.name = "branch", .kind = OPTION_TEXT, .at = offsetof(T, branch), .value = "BRANCH",                   \
		.fill = FILL_BRANCH, .help = text                                                                      \
	}
#define WHERE_OPTION(T, text)                                                                                          \
	{                                                                                                              \
		.name = "where", .kind = OPTION_TEXT, .at = offsetof(T, where), .value = "CONDITION", .help = text     \
	}
#define REVEAL_OPTIONS(T)                                                                                              \
	{.name = "reveal",                                                                                             \
	 .kind = OPTION_FLAG,                                                                                          \
	 .at = offsetof(T, reveal),                                                                                    \
	 .help = "sensitive fields as they are, for those who may see them so; it is put on record"},                  \
	{                                                                                                              \
		.name = "purpose", .kind = OPTION_TEXT, .at = offsetof(T, purpose), .value = "WHY",                    \
		.help = "what they are revealed for"                                                                   \
	}
#define THREADS_OPTION(T)                                                                                              \
	{                                                                                                              \
		.name = "threads", .kind = OPTION_COUNT, .at = offsetof(T, threads), .value = "N",                     \
		.help = "how many threads decide; without it as suits the machine"                                     \
	}
/* An HTML page, and whether files may be written over. */
#define PAGE_OPTION(T)                                                                                                 \
	{                                                                                                              \
		.name = "html", .kind = OPTION_TEXT, .at = offsetof(T, html), .value = "FILE", .fill = FILL_FILE,      \
		.help = "also writes one page with tables and charts, which needs nothing else"                        \
	}
#define OVERWRITE_OPTION(T)                                                                                            \
	{                                                                                                              \
		.name = "force", .kind = OPTION_FLAG, .at = offsetof(T, force),                                        \
		.help = "writes over files that are there"                                                             \
	}
#define DRAFT_OPTION(T, text)                                                                                          \
	{                                                                                                              \
		.name = "draft", .kind = OPTION_FLAG, .at = offsetof(T, draft), .help = text                           \
	}

#endif
