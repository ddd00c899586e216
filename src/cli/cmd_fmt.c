/* zhidu fmt: the pack's YAML files laid out. */
#include "cli/say.h"
#include "cli/words.h"

struct values {
	bool check;
};

static const struct option options[] = {
	{.name = "check",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, check),
	 .help = "changes nothing; exit status 1 when a file would change"},
	{.name = NULL},
};

static void changed(void *context, const char *file)
{
	(void)context;
	puts(file);
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct zd_formatting what = {
		.files = cli->given->operands,
		.count = cli->given->operand_count,
		.check = v->check,
		.changed = changed,
	};
	size_t count;
	int code = zd_format_pack(cli->session, &what, &count, &cli->err);

	if (code == ZD_OK && v->check && count)
		return ZD_FINDINGS;
	return code;
}

const struct command cmd_fmt = {
	.name = "fmt",
	.summary = "lays out the pack's YAML files",
	.text = "Two spaces a level, one where one is needed, no blanks at the end. Comments, order, quotes and line\n"
		"breaks stay, aligned values stay aligned, and what the files mean stays the same. Names the files "
		"that\n"
		"changed.",
	.operands = {{"FILE", FILL_FILE, .optional = true, .many = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu fmt", "all of them"}, {"zhidu fmt --check", "only which ones would change"}},
	.run = run,
};
