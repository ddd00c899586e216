/* zhidu check: everything that can be wrong in a pack. */
#include "cli/say.h"
#include "cli/words.h"

struct values {
	enum zd_format format;
};

static const struct option options[] = {FORMAT_OPTION(struct values), {.name = NULL}};

static bool wanted(const struct given *g, const struct zd_finding *f)
{
	for (size_t i = 0; i < g->operand_count; i++) {
		if (f->file && zd_same_pack_file(g->operands[i], f->file))
			return true;
	}
	return g->operand_count == 0;
}

static struct zd_value place(int n)
{
	return n > 0 ? zd_value_int(n) : ZD_VALUE_NIL;
}

static int write_rows(struct cli *cli, enum zd_format format, const struct zd_findings *found)
{
	static const struct zd_head heads[] = {
		{"file", NULL, {.kind = ZD_KIND_TEXT}},  {"line", NULL, {.kind = ZD_KIND_INT}},
		{"column", NULL, {.kind = ZD_KIND_INT}}, {"severity", NULL, {.kind = ZD_KIND_TEXT}},
		{"code", NULL, {.kind = ZD_KIND_TEXT}},  {"message", NULL, {.kind = ZD_KIND_TEXT}},
	};
	struct zd_sink *sink = zd_sink_new(stdout, format);
	int code = sink->begin(sink, heads, sizeof heads / sizeof heads[0], &cli->err);

	for (size_t i = 0; i < found->count && code == ZD_OK; i++) {
		const struct zd_finding *f = &found->items[i];
		const struct zd_value row[] = {
			zd_value_string(f->file),
			place(f->line),
			place(f->column),
			zd_value_string(zd_finding_is_error(f->code) ? "error" : "warning"),
			zd_value_string(zd_finding_word(f->code)),
			zd_value_string(f->message),
		};
		if (wanted(cli->given, f))
			code = sink->row(sink, row, &cli->err);
	}
	if (code == ZD_OK)
		code = sink->end(sink, &cli->err);
	sink->free(sink);
	return code;
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	int code = zd_check(cli->session, &cli->err);
	const struct zd_findings *found = zd_session_findings(cli->session);
	unsigned errors = 0, warnings = 0;

	if (code != ZD_OK && code != ZD_FINDINGS && code != ZD_GUARDRAIL)
		return code;
	for (size_t i = 0; i < cli->given->operand_count; i++) {
		if (!zd_pack_has_file(cli->session, cli->given->operands[i]))
			return zd_fail(&cli->err, ZD_USAGE, tr("the pack has no file '%s'"), cli->given->operands[i]);
	}
	for (size_t i = 0; i < found->count; i++) {
		const struct zd_finding *f = &found->items[i];
		if (!wanted(cli->given, f))
			continue;
		if (zd_finding_is_error(f->code))
			errors++;
		else
			warnings++;
		if (v->format == ZD_FORMAT_TABLE)
			say_finding(cli, stdout, f);
	}
	if (v->format != ZD_FORMAT_TABLE) {
		int written = write_rows(cli, v->format, found);
		if (written != ZD_OK)
			return written;
	}
	fflush(stdout);
	say(cli, tr("errors: %u, warnings: %u"), errors, warnings);
	if (errors == 0 && cli->given->operand_count == 0)
		return code;
	cli->err.message[0] = '\0';
	return errors == 0 ? ZD_OK : code == ZD_OK ? ZD_FINDINGS : code;
}

const struct command cmd_check = {
	.name = "check",
	.summary = "everything that can be wrong in a pack",
	.text = "Prints file:line:column: error or warning: message [code], all of them; as rows in the other "
		"formats.\n"
		"With FILE, only what is found in those files. `zhidu help CODE` explains a code.",
	.operands = {{"FILE", FILL_FILE, .optional = true, .many = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu check", "the pack in policies"},
		     {"zhidu --pack drafts check params/item.yaml", "one file of another pack"},
		     {"zhidu check --format json", "for programs"}},
	.run = run,
};
