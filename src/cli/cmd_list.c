/* zhidu list: records of an entity, chosen and ordered. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/words.h"
#include "zhidu/records.h"

struct values {
	enum zd_format format;
	const char *where;
	const char *columns;
	const char *order;
	int64_t limit;
	bool names;
	bool reveal;
	const char *purpose;
	bool keys;
};

static const struct option options[] = {
	WHERE_OPTION(struct values, "only records of which this is true"),
	{.name = "columns",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, columns),
	 .value = "NAME,...",
	 .help = "fields, or paths across references, or all; without it a table has the main ones, other formats all"},
	{.name = "order",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, order),
	 .value = "NAME",
	 .help = "by this field; with - before it downwards; without it by key"},
	{.name = "limit",
	 .kind = OPTION_COUNT,
	 .at = offsetof(struct values, limit),
	 .value = "N",
	 .help = "at most so many records"},
	{.name = "names",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, names),
	 .help = "references by name, not by key, as tables have them"},
	{.name = "keys",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, keys),
	 .help = "references by key, also in tables"},
	REVEAL_OPTIONS(struct values),
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

/* Cuts a copy of "a,b,c" into its names. */
static size_t split(char *list, const char **names)
{
	size_t count = 0;

	names[count++] = list;
	while ((list = strchr(list, ',')) != NULL) {
		*list++ = '\0';
		names[count++] = list;
	}
	return count;
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	bool people = v->format == ZD_FORMAT_TABLE;
	struct zd_listing listing = {.where = v->where,
				     .reveal = v->reveal,
				     .purpose = v->purpose,
				     .order = v->order,
				     .limit = v->limit,
				     .brief = people,
				     .names = v->names || (people && !v->keys)};
	char *copy = NULL;
	const char **names = NULL;
	int code = ZD_OK;

	if (v->columns && strcmp(v->columns, "all") == 0) {
		listing.brief = false;
	} else if (v->columns) {
		size_t n = strlen(v->columns) + 1;
		copy = memcpy(cli_alloc(n), v->columns, n);
		names = cli_alloc(n * sizeof *names);
		listing.columns = names;
		listing.column_count = split(copy, names);
		for (size_t i = 0; i < listing.column_count; i++) {
			if (!*names[i])
				code = zd_fail(&cli->err, ZD_USAGE, tr("--columns has an empty name: \"%s\""),
					       v->columns);
		}
	}
	if (code == ZD_OK) {
		struct zd_sink *sink = zd_sink_new(stdout, v->format);
		code = zd_list_records(cli->session, cli->given->operands[0], &listing, sink, &cli->err);
		sink->free(sink);
	}
	free(names);
	free(copy);
	return code;
}

const struct command cmd_list = {
	.name = "list",
	.summary = "records of an entity",
	.text = "A condition compares fields: price >= 100 and (kind = lamp or name contains 'old'). Sensitive fields "
		"are\n"
		"masked.",
	.operands = {{"ENTITY", FILL_ENTITY}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu list item --where 'price >= 100' --order -price --limit 10", "the ten dearest"},
		     {"zhidu list item --columns id,name,shop.name --names",
		      "some columns, one of them across a reference"}},
	.run = run,
};
