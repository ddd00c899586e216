/* Help and the manual page, both written from the tables. */
#ifndef ZD_CLI_HELP_H
#define ZD_CLI_HELP_H

#include <stdio.h>

#include "cli/cli.h"

/* What zhidu is and which commands there are; with a group ("param"), the commands of it. */
void help_all(FILE *out, const char *group);
void help_command(FILE *out, const struct command *command);
/* "zhidu run [POLICY...] [options]" */
void help_usage(FILE *out, const struct command *command);
/* All of it as roff. */
void manual_write(FILE *out);

#endif
