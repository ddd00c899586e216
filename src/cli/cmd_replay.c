/* zhidu replay: decides a run again and demands the same. */
#include <errno.h>
#include <stdlib.h>

#include "cli/say.h"
#include "cli/words.h"
#include "zhidu/decide.h"

struct values {
	enum zd_format format;
	bool all;
};

static const struct option options[] = {
	{.name = "all",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct values, all),
	 .help = "every run on record, the oldest first"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

/* The number of a run as typed; 0: none. */
static int64_t number_of(const char *word)
{
	char *end;

	errno = 0;
	long long number = strtoll(word, &end, 10);
	return *end || errno || number <= 0 ? 0 : number;
}

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const char *word = cli->given->operand_count ? cli->given->operands[0] : NULL;
	struct zd_replay_result result = {0};

	if (!word == !v->all)
		return zd_fail(&cli->err, ZD_USAGE, "%s", tr("a RUN or --all, one of them"));
	if (word && !number_of(word))
		return zd_fail(&cli->err, ZD_USAGE, tr("a run is a number from 1 on, not \"%s\""), word);
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = word ? zd_replay(cli->session, number_of(word), sink, &result, &cli->err)
			: zd_replay_all(cli->session, sink, &result, &cli->err);
	sink->free(sink);
	if (code == ZD_OK || code == ZD_MISMATCH)
		say(cli, tr("%llu decisions, %llu different"), (unsigned long long)result.decisions,
		    (unsigned long long)result.different);
	return code;
}

const struct command cmd_replay = {
	.name = "replay",
	.summary = "decides a run again and demands the same",
	.text = "From the recorded inputs and the recorded release. Rows tell what differs; there should be none.",
	.operands = {{"RUN", .optional = true}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu replay 7", "exit status 6 when a decision differs"},
		     {"zhidu replay --all", "every run there ever was"}},
	.run = run,
};
