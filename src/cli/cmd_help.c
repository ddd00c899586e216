/* zhidu help: about zhidu, a command or a finding; and the manual page. */
#include <stdlib.h>
#include <string.h>

#include "cli/help.h"
#include "cli/nearest.h"
#include "cli/pages.h"
#include "cli/words.h"

struct values {
	bool man;
	bool codes;
};

static const struct option options[] = {
	{.name = "man",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, man),
	 .help = "writes the manual page in roff"},
	{.name = "codes",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, codes),
	 .help = "lists the codes of findings, with what they mean"},
	{.name = NULL},
};

/* The finding of that code; false: there is none. */
static bool finding_named(const char *word, enum zd_finding_code *out)
{
	for (int i = 0; i < ZD_FINDING_COUNT; i++) {
		if (strcmp(word, zd_finding_word((enum zd_finding_code)i)) == 0) {
			*out = (enum zd_finding_code)i;
			return true;
		}
	}
	return false;
}

static bool explain(const char *topic)
{
	enum zd_finding_code code;

	if (!finding_named(topic, &code))
		return false;
	page_write(stdout, page_of(code));
	return true;
}

static int unknown(struct cli *cli, const char *topic)
{
	struct nearest near = {.wanted = topic};

	for (size_t i = 0; commands[i]; i++)
		nearest_offer(&near, commands[i]->name);
	for (int i = 0; i < ZD_FINDING_COUNT; i++)
		nearest_offer(&near, zd_finding_word((enum zd_finding_code)i));
	if (near.best)
		return zd_fail(&cli->err, ZD_USAGE, tr("\"%s\" is no command and no finding; did you mean \"%s\"?"),
			       topic, near.best);
	return zd_fail(&cli->err, ZD_USAGE, tr("\"%s\" is no command and no finding"), topic);
}

static bool is_group(const char *topic)
{
	size_t n = strlen(topic);

	for (size_t i = 0; commands[i]; i++) {
		if (strncmp(commands[i]->name, topic, n) == 0 && commands[i]->name[n] == ' ')
			return true;
	}
	return false;
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct given *g = cli->given;
	char topic[64] = ""; /* of one word or two */

	if (v->man) {
		manual_write(stdout);
		return ZD_OK;
	}
	if (v->codes) {
		for (int i = 0; i < ZD_FINDING_COUNT; i++)
			printf("%s\t%s\t%s\n", zd_finding_word((enum zd_finding_code)i),
			       tr(zd_finding_is_error((enum zd_finding_code)i) ? "error" : "warning"),
			       tr(zd_finding_meaning((enum zd_finding_code)i)));
		return ZD_OK;
	}
	if (g->operand_count == 0) {
		help_all(stdout, NULL);
		return ZD_OK;
	}
	for (size_t i = 0, n = 0; i < g->operand_count && n < sizeof topic; i++)
		n += (size_t)snprintf(topic + n, sizeof topic - n, "%s%s", i > 0 ? " " : "", g->operands[i]);
	if (command_named(topic))
		help_command(stdout, command_named(topic));
	else if (is_group(topic))
		help_all(stdout, topic);
	else if (!explain(topic))
		return unknown(cli, topic);
	return ZD_OK;
}

const struct command cmd_help = {
	.name = "help",
	.summary = "about a command, or about the code of a finding",
	.operands = {{"COMMAND", FILL_COMMAND, .optional = true, .many = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu help run", "a command"},
		     {"zhidu help unknown-key", "what the code of a finding means"},
		     {"zhidu help --codes", "all codes of findings"},
		     {"zhidu help --man > zhidu.1", "the manual page"}},
	.run = run,
};
