/* zhidu import: records from CSV or JSON lines. */
#include <stdlib.h>
#include <string.h>

#include "cli/say.h"
#include "cli/words.h"
#include "zhidu/records.h"

struct values {
	enum zd_format format;
	const char *map;
	const char *rejects;
	bool update;
	bool skip_bad;
};

static const struct option options[] = {
	{.name = "map",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, map),
	 .value = "MAP",
	 .fill = FILL_FILE,
	 .help = "a file that says how the columns become fields"},
	{.name = "format",
	 .kind = OPTION_FORMAT,
	 .at = offsetof(struct values, format),
	 .value = "FORMAT",
	 .words = "csv|jsonl",
	 .fallback = "csv",
	 .help = "how the file is written; a map says it itself"},
	{.name = "update",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, update),
	 .help = "changes the records that are there; otherwise they are errors"},
	{.name = "skip-bad",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, skip_bad),
	 .help = "leaves bad rows out; otherwise one bad row stops the import"},
	{.name = "rejects",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, rejects),
	 .value = "OUT",
	 .fill = FILL_FILE,
	 .help = "writes the bad rows with reasons to a file"},
	{.name = NULL},
};

static void bad_row(void *context, const struct zd_error *err, const char *field)
{
	char text[sizeof err->file + sizeof err->message + 64];
	struct zd_error where = *err;

	if (field && *field)
		zd_fail_context(&where, "%s", field);
	say(context, "%s", zd_error_text(&where, text, sizeof text));
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct given *g = cli->given;
	struct zd_import in = {
		.entity = g->operand_count > 1 ? g->operands[0] : NULL,
		.file = g->operands[g->operand_count - 1],
		.map = v->map,
		.jsonl = v->format == ZD_FORMAT_JSONL,
		.update = v->update,
		.skip_bad = v->skip_bad,
		.rejects = v->rejects,
		.bad = bad_row,
		.context = cli,
	};
	struct zd_imported done = {0};

	if (!in.entity && !in.map)
		return zd_fail(&cli->err, ZD_USAGE, "%s",
			       tr("import needs ENTITY FILE, or a map that names the entity"));
	int code = zd_import_records(cli->session, &in, &done, &cli->err);
	if (code == ZD_OK || done.bad > 0)
		say(cli, tr("read %llu, written %llu, bad %llu, duplicates %llu, left out %llu"),
		    (unsigned long long)done.rows, (unsigned long long)(code == ZD_OK ? done.written : 0),
		    (unsigned long long)done.bad, (unsigned long long)done.duplicates,
		    (unsigned long long)done.filtered);
	if (code == ZD_OK && done.written == 0 && done.duplicates == 0 && done.bad > 0)
		return zd_fail(&cli->err, ZD_DATA, "%s", tr("every row is bad; nothing was imported"));
	return code;
}

const struct command cmd_import = {
	.name = "import",
	.summary = "records from CSV or JSON lines, all or none",
	.text = "A first line names the fields, in any order. `-` is standard input; gzip is read as it is. Every bad "
		"row is\n"
		"told with its line and column. With a map that names the entity, ENTITY may be left out.",
	.operands = {{"ENTITY", FILL_ENTITY, .optional = true}, {"FILE", FILL_FILE}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu import item items.csv", "one record a line"},
		     {"zhidu import item - --format jsonl < items.jsonl", "JSON lines from standard input"},
		     {"zhidu import item export.csv.gz --map policies/imports/shop.yaml --skip-bad --rejects bad.csv",
		      "somebody else's file, its bad rows put aside"}},
	.run = run,
};
