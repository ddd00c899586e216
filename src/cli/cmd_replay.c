/* zhidu replay: decides a run again and demands the same. */
#include <errno.h>
#include <stdlib.h>

#include "cli/say.h"
#include "cli/words.h"
#include "zhidu/decide.h"

struct values {
	enum zd_format format;
};

static const struct option options[] = {FORMAT_OPTION(struct values), {.name = NULL}};

static int run(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const char *word = cli->given->operands[0];
	char *end;
	struct zd_replay_result result = {0};

	errno = 0;
	long long number = strtoll(word, &end, 10);
	if (*end || errno || number <= 0)
		return zd_fail(&cli->err, ZD_USAGE, tr("a run is a number from 1 on, not \"%s\""), word);
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = zd_replay(cli->session, number, sink, &result, &cli->err);
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
	.operands = {{"RUN"}},
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu replay 7", "exit status 6 when a decision differs"}},
	.run = run,
};
