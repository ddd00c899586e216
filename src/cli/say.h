/* Everything that goes to standard error, and findings wherever they go. */
#ifndef ZD_CLI_SAY_H
#define ZD_CLI_SAY_H

#include <stdio.h>

#include "cli/cli.h"
#include "zhidu/finding.h"

/* "zhidu: file:line:col: message" */
void say_error(struct cli *cli, const struct zd_error *err);
/* A line of its own on standard error. */
void say(struct cli *cli, const char *fmt, ...) ZD_PRINTF(2, 3);
/* A text from anywhere, as a terminal may have it (zd_plain). */
void say_plain(FILE *out, const char *text);
/* "file:line:col: error: message [code]" */
void say_finding(struct cli *cli, FILE *out, const struct zd_finding *f);

/* Failed decisions: the first `most` are told one by one, all are counted. */
struct failures {
	struct cli *cli;
	uint64_t most, count;
};
void say_failure(void *context, const char *policy, const char *subject, const char *field, const char *message);

/* For zd_session_options; context: the struct cli. */
void say_note(void *context, const char *text);
void say_progress(void *context, uint64_t done, uint64_t total);
void say_progress_over(struct cli *cli);

/* Whether a stream takes colour, and the escape sequence of one if it does, else "". */
enum colour {
	COLOUR_OFF,
	COLOUR_BOLD,
	COLOUR_RED,
	COLOUR_GREEN,
	COLOUR_YELLOW
};
const char *colour(FILE *out, enum colour c);

#endif
