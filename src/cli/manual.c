/* The manual page in roff. It has no date, so that equal sources make equal pages. */
#include <string.h>

#include "cli/help.h"
#include "cli/words.h"

/* Text, so that roff takes none of it for a request. */
static void text(FILE *out, const char *s)
{
	bool line_start = true;

	for (; *s; s++) {
		if (line_start && (*s == '.' || *s == '\''))
			fputs("\\&", out);
		line_start = *s == '\n';
		if (*s == '\\')
			fputs("\\e", out);
		else if (*s == '-')
			fputs("\\-", out);
		else if (line_start && s[1] == '\n')
			fputs("\n.PP", out);
		else
			fputc(*s, out);
	}
}

static void request(FILE *out, const char *name, const char *argument)
{
	fprintf(out, ".%s ", name);
	text(out, argument);
	fputc('\n', out);
}

static void options(FILE *out, const struct option *o)
{
	for (; o && o->name; o++) {
		fputs(".TP\n", out);
		if (o->letter)
			fprintf(out, "\\fB\\-%c\\fR, ", o->letter);
		fputs("\\fB\\-\\-", out);
		text(out, o->name);
		fputs("\\fR", out);
		if (o->value)
			fprintf(out, " \\fI%s\\fR", o->value);
		fputc('\n', out);
		text(out, o->help);
		if (o->words)
			fprintf(out, "; one of %s", o->words);
		if (o->fallback)
			fprintf(out, "; %s if not given", o->fallback);
		fputs(".\n", out);
	}
}

static void command(FILE *out, const struct command *c)
{
	request(out, "SS", c->name);
	fputs(".B ", out);
	help_usage(out, c);
	fputs("\n.PP\n", out);
	text(out, c->summary);
	fputs(".\n", out);
	if (c->text) {
		fputs(".PP\n", out);
		text(out, c->text);
		fputc('\n', out);
	}
	options(out, c->options);
	EACH_EXAMPLE (e, c) {
		fputs(".PP\n", out);
		text(out, e->what);
		fputs(":\n.PP\n.nf\n.RS\n", out);
		text(out, e->line);
		fputs("\n.RE\n.fi\n", out);
	}
}

static void statuses(FILE *out)
{
	static const struct {
		int status;
		const char *meaning;
	} codes[] = {
#define X(name, word, status, meaning) {status, meaning},
		ZD_CODES(X)
#undef X
	};
	int last = -1;

	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
		if (codes[i].status == last)
			fprintf(out, "; %s", codes[i].meaning);
		else
			fprintf(out, "%s.TP\n%d\n%s", i > 0 ? "\n" : "", codes[i].status, codes[i].meaning);
		last = codes[i].status;
	}
	fputc('\n', out);
}

static void findings(FILE *out)
{
#define X(name, word, severity, meaning)                                                                               \
	fprintf(out, ".TP\n%s (%s)\n%s\n", word, severity ? "error" : "warning", meaning);
	ZD_FINDING_CODES(X)
#undef X
}

void manual_write(FILE *out)
{
	words_language("en");
	fprintf(out, ".TH ZHIDU 1 \"\" \"zhidu %s\"\n", zd_version());
	fputs(".SH NAME\nzhidu \\- regulations that can be carried out\n", out);
	fputs(".SH SYNOPSIS\n.B zhidu\n[\\fB\\-\\-book\\fR \\fIFILE\\fR] [\\fB\\-\\-pack\\fR \\fIDIR\\fR] "
	      "\\fICOMMAND\\fR ...\n",
	      out);
	fputs(".SH DESCRIPTION\n"
	      "A pack is a folder of policies, parameters and cases that an administrator edits. A book is a file with "
	      "the\n"
	      "records, the releases of the pack and every decision made. Results go to standard output, everything "
	      "else to\n"
	      "standard error. A word that begins with a hyphen is an option, unless it is a number; \\fB\\-\\-\\fR "
	      "ends the\n"
	      "options, and \\fB\\-\\fR as a file is standard input.\n",
	      out);
	fputs(".SH OPTIONS OF ALL COMMANDS\n", out);
	options(out, global_options);
	fputs(".SH COMMANDS\n", out);
	for (size_t i = 0; commands[i]; i++)
		command(out, commands[i]);
	fputs(".SH EXIT STATUS\n", out);
	statuses(out);
	fputs(".SH FINDINGS\n", out);
	findings(out);
	fputs(".SH ENVIRONMENT\n"
	      ".TP\n\\fBZHIDU_BOOK\\fR, \\fBZHIDU_PACK\\fR\nThe book and the pack where \\fB\\-\\-book\\fR and "
	      "\\fB\\-\\-pack\\fR do not name them.\n"
	      ".TP\n\\fBNO_COLOR\\fR\nNo colour, also on a terminal.\n"
	      ".TP\n\\fBLC_ALL\\fR, \\fBLC_MESSAGES\\fR, \\fBLANG\\fR\nThe language of messages: Chinese where the "
	      "first that is set begins with zh.\n",
	      out);
	fputs(".SH FILES\n.TP\nzhidu.db\nThe book.\n.TP\npolicies/\nThe pack.\n", out);
}
