/* What `approve` and `reject` share. */
#ifndef ZD_CLI_SIGNING_H
#define ZD_CLI_SIGNING_H

#include "cli/cli.h"

struct signing {
	enum zd_format format;
	const char *message;
	const char *day;
	struct texts set;
};

/* Signs the operands: numbers of items, or release-N. */
int sign_operands(struct cli *cli, const struct signing *v, bool approve);

#define SIGNING_OPTIONS                                                                                                \
	{.name = "message",                                                                                            \
	 .letter = 'm',                                                                                                \
	 .kind = OPTION_TEXT,                                                                                          \
	 .at = offsetof(struct signing, message),                                                                      \
	 .value = "WHY",                                                                                               \
	 .required = true,                                                                                             \
	 .help = "why"},                                                                                               \
	{                                                                                                              \
		.name = "on", .kind = OPTION_TEXT, .at = offsetof(struct signing, day), .value = "DATE",               \
		.help = "the day from which it counts, not one to come; without it, today"                             \
	}

#endif
