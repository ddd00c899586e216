/* zhidu audit: whether the book still says what was recorded. */
#include "cli/say.h"
#include "cli/words.h"
#include "zhidu/decide.h"

struct values {
	enum zd_format format;
	const char *since;
	const char *head;
};

static const struct option options[] = {
	{.name = "since",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, since),
	 .value = "RUN|DATE",
	 .help = "only what was recorded from this run or day on, for large books; the chain is checked whole"},
	{.name = "head",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, head),
	 .value = "ENTRY:HASH",
	 .help = "what an earlier audit gave as its head: it must still be there"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct zd_audit_options what = {.since = v->since, .head = v->head};
	struct zd_audit_result result = {0};
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = zd_audit(cli->session, &what, sink, &result, &cli->err);

	sink->free(sink);
	if (code == ZD_OK || code == ZD_MISMATCH)
		say(cli, tr("%llu entries, %llu rows, %llu troubles; head %s"), (unsigned long long)result.entries,
		    (unsigned long long)result.rows, (unsigned long long)result.troubles, result.head);
	return code;
}

const struct command cmd_audit = {
	.name = "audit",
	.summary = "whether the book still says what was recorded",
	.text = "Releases, runs and all else that must not change are chained by hash. A row that was changed, "
		"removed, put\n"
		"in or moved is told with its place. Who can write the file can also cut off its end: note the head\n"
		"elsewhere and give it to the next audit.",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu audit", "exit status 6 when something was changed"},
		     {"zhidu audit --since 2025-11-01", "only what was recorded from that day on"}},
	.run = run,
};
