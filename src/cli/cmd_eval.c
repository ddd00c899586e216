/* zhidu eval: objects in, decisions out, line by line. */
#include <stdlib.h>
#include <string.h>

#include "cli/lines.h"
#include "cli/say.h"
#include "cli/words.h"
#include "zhidu/decide.h"

struct values {
	const char *input;
	const char *branch;
	const char *as_of;
	struct texts params;
};

static const struct option options[] = {
	{.name = "input",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, input),
	 .value = "FILE",
	 .fill = FILL_FILE,
	 .help = "the objects, one a line; without it standard input"},
	BRANCH_OPTION(struct values, "with the parameters of this branch"),
	{.name = "as-of",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, as_of),
	 .value = "DATE",
	 .help = "with the parameters in force on that day; without it today"},
	{.name = "param",
	 .kind = OPTION_LIST,
	 .at = offsetof(struct values, params),
	 .value = "NAME=VALUE",
	 .fill = FILL_PARAM,
	 .help = "another value for a parameter; may be repeated"},
	{.name = NULL},
};

static bool is_blank(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (s[i] != ' ' && s[i] != '\t' && s[i] != '\r')
			return false;
	}
	return true;
}

static int one_line(struct cli *cli, struct zd_eval *eval, const struct lines *in, const char *line, size_t size)
{
	const char *text = NULL;
	int code;

	if (size > LONGEST_LINE) {
		printf("{\"error\":{\"line\":%d,\"message\":\"the line is longer than 16 MiB\"}}\n", in->number);
		return ZD_DATA;
	}
	code = zd_eval_line(eval, line, size, in->number, &text, &cli->err);
	if (text) {
		fputs(text, stdout);
		putchar('\n');
	}
	return code;
}

static bool is_bad_line(int code)
{
	return code == ZD_DATA || code == ZD_POLICY || code == ZD_LIMIT;
}

static int each_line(struct cli *cli, struct zd_eval *eval, struct lines *in)
{
	int worst = ZD_OK;
	unsigned long long bad = 0, all = 0;

	for (;;) {
		const char *line;
		size_t size;
		int code = lines_next(in, &line, &size, &cli->err);
		if (code != ZD_OK)
			return code;
		if (!line)
			break;
		if (size <= LONGEST_LINE && is_blank(line, size))
			continue;
		all++;
		code = one_line(cli, eval, in, line, size);
		if (code != ZD_OK && !is_bad_line(code))
			return code;
		bad += code != ZD_OK;
		if (zd_code_status(code) > zd_code_status(worst))
			worst = code;
	}
	fflush(stdout);
	if (bad > 0)
		say(cli, tr("%llu of %llu lines could not be decided"), bad, all);
	cli->err.message[0] = '\0';
	return worst;
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct given *g = cli->given;
	const struct zd_eval_options what = {
		.policy = g->operands[0],
		.branch = v->branch,
		.as_of = v->as_of,
		.params = v->params.items,
		.param_count = v->params.count,
	};
	const char *file = g->operand_count > 1 ? g->operands[1] : v->input ? v->input : "-";
	struct zd_eval *eval = NULL;
	struct lines in;

	if (v->input && g->operand_count > 1)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("the input is named twice"));
	int code = zd_eval_open(&eval, cli->session, &what, &cli->err);
	if (code != ZD_OK)
		return code;
	code = lines_open(&in, file, stdout, &cli->err);
	if (code == ZD_OK) {
		code = each_line(cli, eval, &in);
		lines_close(&in);
	}
	zd_eval_close(eval);
	return code;
}

const struct command cmd_eval = {
	.name = "eval",
	.summary = "decides objects given as JSON, without a book",
	.text = "Reads one object a line, its keys being the names the policy needs, and writes one line for each, in "
		"order.\n"
		"A policy over a set reads an array of objects a line. A line that cannot be decided gives {\"error\": "
		"...} in\n"
		"its place; the others are decided all the same.",
	.operands = {{"POLICY", FILL_POLICY}, {"FILE", FILL_FILE, .optional = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"echo '{\"id\":\"I001\",\"price\":120}' | zhidu eval item.class", "one object"},
		     {"zhidu eval item.class --input items.jsonl --as-of 2025-11-30", "many, as of a day"},
		     {"zhidu eval item.class items.jsonl --param item.class.limit=90", "with another parameter"}},
	.run = run,
};
