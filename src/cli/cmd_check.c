/* zhidu check: everything that can be wrong in a pack. */
#include <stdlib.h>
#include <string.h>

#include "cli/sarif.h"
#include "cli/say.h"
#include "cli/words.h"

struct values {
	const char *format;
	const char *as_of;
	int64_t max_errors;
	bool strict;
};

static const struct option options[] = {
	{.name = "format",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, format),
	 .value = "FORMAT",
	 .words = "table|csv|json|jsonl|sarif",
	 .fallback = "table",
	 .help = "how findings are written"},
	{.name = "as-of",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, as_of),
	 .value = "DATE",
	 .help = "what is due for review, and which overrides still matter, on that day; without it, today"},
	{.name = "max-errors",
	 .kind = OPTION_COUNT,
	 .at = offsetof(struct values, max_errors),
	 .value = "N",
	 .help = "shows no more than N errors, and nothing behind the last of them"},
	{.name = "strict",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, strict),
	 .help = "warnings too give exit status 1"},
	{.name = NULL},
};

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

static int write_rows(struct cli *cli, enum zd_format format, const struct zd_findings *found, const bool *show)
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
		if (show[i])
			code = sink->row(sink, row, &cli->err);
	}
	if (code == ZD_OK)
		code = sink->end(sink, &cli->err);
	sink->free(sink);
	return code;
}

struct counts {
	unsigned errors, warnings, hidden;
};

/* Which findings are shown: those of the files named, up to the last error that is wanted. */
static struct counts choose(struct cli *cli, const struct values *v, const struct zd_findings *found, bool *show)
{
	struct counts n = {0};

	for (size_t i = 0; i < found->count; i++) {
		if (!wanted(cli->given, &found->items[i]))
			continue;
		bool error = zd_finding_is_error(found->items[i].code);
		bool full = v->max_errors > 0 && n.errors >= v->max_errors;
		show[i] = !full;
		n.hidden += full;
		*(error ? &n.errors : &n.warnings) += 1;
	}
	return n;
}

static int write_all(struct cli *cli, const struct values *v, const struct zd_findings *found, const bool *show)
{
	enum zd_format format = ZD_FORMAT_TABLE;

	if (strcmp(v->format, "sarif") == 0) {
		sarif_write(stdout, zd_pack_folder(cli->session), found, show);
		return ZD_OK;
	}
	zd_format_of(v->format, &format);
	if (format != ZD_FORMAT_TABLE)
		return write_rows(cli, format, found, show);
	for (size_t i = 0; i < found->count; i++) {
		if (show[i])
			say_finding(cli, stdout, &found->items[i]);
	}
	return ZD_OK;
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	int code = zd_check_as_of(cli->session, v->as_of, &cli->err);
	const struct zd_findings *found = zd_session_findings(cli->session);

	if (code != ZD_OK && code != ZD_FINDINGS && code != ZD_GUARDRAIL)
		return code;
	for (size_t i = 0; i < cli->given->operand_count; i++) {
		if (!zd_pack_has_file(cli->session, cli->given->operands[i]))
			return zd_fail(&cli->err, ZD_USAGE, tr("the pack has no file '%s'"), cli->given->operands[i]);
	}
	bool *show = cli_alloc((found->count + 1) * sizeof *show);
	struct counts n = choose(cli, v, found, show);
	int written = write_all(cli, v, found, show);
	free(show);
	if (written != ZD_OK)
		return written;
	fflush(stdout);
	if (n.hidden)
		say(cli, tr("%u more are not shown"), n.hidden);
	say(cli, tr("errors: %u, warnings: %u"), n.errors, n.warnings);
	cli->err.message[0] = '\0';
	if (n.errors)
		return code == ZD_OK ? ZD_FINDINGS : code;
	return v->strict && n.warnings ? ZD_FINDINGS : ZD_OK;
}

const struct command cmd_check = {
	.name = "check",
	.summary = "everything that can be wrong in a pack",
	.text = "Prints file:line:column: error or warning: message [code], all of them; as rows in the other "
		"formats, or\n"
		"as SARIF 2.1.0 for editors and build servers. With a book, flaws of decision tables say how many of "
		"its\n"
		"records they concern.\n"
		"With FILE, only what is found in those files. `zhidu help CODE` explains a code.",
	.operands = {{"FILE", FILL_FILE, .optional = true, .many = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu check", "the pack in policies"},
		     {"zhidu --pack drafts check params/item.yaml", "one file of another pack"},
		     {"zhidu check --strict --max-errors 20", "warnings count as errors; not more than a screen"},
		     {"zhidu check --format sarif > check.sarif", "for an editor or a build server"},
		     {"zhidu check --as-of 2027-01-01", "what will be due for review then"}},
	.run = run,
};
