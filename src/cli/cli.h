/*
 * The command line: what a command is, and what it gets to work with. Every
 * command is a row of the table below and has a file of its own.
 */
#ifndef ZD_CLI_CLI_H
#define ZD_CLI_CLI_H

#include "cli/options.h"
#include "zhidu/session.h"

struct example {
	const char *line; /* as typed */
	const char *what;
};

struct cli {
	const struct given *given;
	struct zd_session *session;
	struct zd_error err;
	bool progress_shown; /* a line of progress stands on the terminal */
	int64_t progress_at; /* when it was last written, in milliseconds */
};

#define MAX_OPERANDS 3
#define MAX_EXAMPLES 7
/* The tables are full or end with a nameless one; one too many does not compile. */
#define EACH_OPERAND(o, c)                                                                                             \
	for (const struct operand *o = (c)->operands; o < (c)->operands + MAX_OPERANDS && (o)->name; (o)++)
#define EACH_EXAMPLE(e, c)                                                                                             \
	for (const struct example *e = (c)->examples; e < (c)->examples + MAX_EXAMPLES && (e)->line; (e)++)

struct command {
	const char *name; /* "run"; in two words "param set" */
	const char *summary;
	const char *text; /* more about it, paragraphs parted by empty lines; or NULL */
	struct operand operands[MAX_OPERANDS];
	const struct option *options; /* NULL: none */
	size_t size;                  /* of the struct that the options fill */
	struct example examples[MAX_EXAMPLES];
	/* A code. When it is not ZD_OK, cli->err has the message, or none when all has been said. */
	int (*run)(struct cli *cli, const void *values);
	/* Instead of run: for what gives rows, which go to standard output in the form of --format. */
	int (*rows)(struct cli *cli, const void *values, struct zd_sink *sink);
};

/* All of them; ends with NULL. */
extern const struct command *const commands[];
/* The command of that name, NULL if there is none. */
const struct command *command_named(const char *name);

/* Every command, in the order of the help: `cmd_` and the word here name it. */
#define COMMANDS(X)                                                                                                    \
	X(init)                                                                                                        \
	X(import)                                                                                                      \
	X(export)                                                                                                      \
	X(add)                                                                                                         \
	X(set)                                                                                                         \
	X(show)                                                                                                        \
	X(list)                                                                                                        \
	X(check)                                                                                                       \
	X(test)                                                                                                        \
	X(eval)                                                                                                        \
	X(run)                                                                                                         \
	X(close)                                                                                                       \
	X(closes)                                                                                                      \
	X(adjustments)                                                                                                 \
	X(explain)                                                                                                     \
	X(whatif)                                                                                                      \
	X(whatif_compare)                                                                                              \
	X(param_list)                                                                                                  \
	X(param_get)                                                                                                   \
	X(param_origin)                                                                                                \
	X(param_set)                                                                                                   \
	X(publish)                                                                                                     \
	X(releases)                                                                                                    \
	X(impact)                                                                                                      \
	X(diff)                                                                                                        \
	X(rollback)                                                                                                    \
	X(release_key)                                                                                                 \
	X(release_export)                                                                                              \
	X(release_import)                                                                                              \
	X(release_trust)                                                                                               \
	X(decisions)                                                                                                   \
	X(pending)                                                                                                     \
	X(approve)                                                                                                     \
	X(reject)                                                                                                      \
	X(failures)                                                                                                    \
	X(runs)                                                                                                        \
	X(replay)                                                                                                      \
	X(audit)                                                                                                       \
	X(report)                                                                                                      \
	X(policies)                                                                                                    \
	X(entities)                                                                                                    \
	X(facts)                                                                                                       \
	X(branches)                                                                                                    \
	X(branch_diff)                                                                                                 \
	X(whoami)                                                                                                      \
	X(fmt)                                                                                                         \
	X(new_policy)                                                                                                  \
	X(new_entity)                                                                                                  \
	X(stubs)                                                                                                       \
	X(reveals)                                                                                                     \
	X(keys_init)                                                                                                   \
	X(keys_list)                                                                                                   \
	X(keys_rotate)                                                                                                 \
	X(keys_export)                                                                                                 \
	X(keys_import)                                                                                                 \
	X(migrate)                                                                                                     \
	X(doctor)                                                                                                      \
	X(backup)                                                                                                      \
	X(restore)                                                                                                     \
	X(completion)                                                                                                  \
	X(help)

#define X(name) extern const struct command cmd_##name;
COMMANDS(X)
#undef X

/* Memory; never NULL. */
void *cli_alloc(size_t size);
void *cli_realloc(void *p, size_t size);

#endif
