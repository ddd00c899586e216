/* Help on the terminal. */
#include "cli/help.h"

#include <string.h>

#include "cli/say.h"
#include "cli/words.h"

static void operand(FILE *out, const struct operand *o)
{
	fprintf(out, " %s%s%s%s", o->optional ? "[" : "", o->name, o->many ? "..." : "", o->optional ? "]" : "");
}

void help_usage(FILE *out, const struct command *command)
{
	bool others = false;

	fprintf(out, "zhidu %s", command->name);
	EACH_OPERAND (o, command)
		operand(out, o);
	for (const struct option *o = command->options; o && o->name; o++) {
		if (o->required)
			fprintf(out, " --%s %s", o->name, o->value);
		else
			others = true;
	}
	if (others)
		fprintf(out, " [%s]", tr("options"));
}

/* "-m, --message WHY" */
static int option_words(char *buf, size_t size, const struct option *o)
{
	char letter[8] = "    ";

	if (o->letter)
		snprintf(letter, sizeof letter, "-%c, ", o->letter);
	return snprintf(buf, size, "%s--%s%s%s", letter, o->name, o->value ? " " : "", o->value ? o->value : "");
}

static void option_table(FILE *out, const struct option *options)
{
	char words[80];
	int width = 0;

	for (const struct option *o = options; o->name; o++) {
		int n = option_words(words, sizeof words, o);
		if (n > width)
			width = n;
	}
	for (const struct option *o = options; o->name; o++) {
		option_words(words, sizeof words, o);
		fprintf(out, "  %-*s  %s", width, words, tr(o->help));
		if (o->words)
			fprintf(out, " (%s)", o->words);
		if (o->fallback)
			fprintf(out, tr(", %s if not given"), o->fallback);
		fputc('\n', out);
	}
}

static void heading(FILE *out, const char *text)
{
	fprintf(out, "\n%s%s%s\n", colour(out, COLOUR_BOLD), text, colour(out, COLOUR_OFF));
}

void help_command(FILE *out, const struct command *command)
{
	fprintf(out, "zhidu %s: %s\n", command->name, tr(command->summary));
	heading(out, tr("Usage:"));
	fputs("  ", out);
	help_usage(out, command);
	fputc('\n', out);
	if (command->text)
		fprintf(out, "\n%s\n", tr(command->text));
	if (command->options) {
		heading(out, tr("Options:"));
		option_table(out, command->options);
	}
	heading(out, tr("Options of all commands:"));
	option_table(out, global_options);
	heading(out, tr("Examples:"));
	EACH_EXAMPLE (e, command)
		fprintf(out, "  %s\n      %s\n", e->line, tr(e->what));
}

static bool belongs(const struct command *command, const char *group)
{
	size_t n = group ? strlen(group) : 0;
	return !group || (strncmp(command->name, group, n) == 0 && command->name[n] == ' ');
}

void help_all(FILE *out, const char *group)
{
	if (!group)
		fprintf(out, "zhidu %s: %s\n", zd_version(), tr("regulations that can be carried out"));
	else
		fprintf(out, "zhidu %s\n", group);
	heading(out, tr("Usage:"));
	fprintf(out, "  zhidu [--book FILE] [--pack DIR] %s%sCOMMAND ...\n", group ? group : "", group ? " " : "");
	heading(out, tr("Commands:"));
	for (size_t i = 0; commands[i]; i++) {
		if (belongs(commands[i], group))
			fprintf(out, "  %-13s %s\n", commands[i]->name, tr(commands[i]->summary));
	}
	heading(out, tr("Options of all commands:"));
	option_table(out, global_options);
	fprintf(out, "\n%s\n",
		tr("`zhidu help COMMAND` shows a command's options and examples, `zhidu help CODE` explains a "
		   "finding."));
}
