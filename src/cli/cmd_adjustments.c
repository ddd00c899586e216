/* zhidu adjustments: corrections of closed periods, and where they are booked. */
#include "cli/cli.h"
#include "zhidu/close.h"

struct values {
	enum zd_format format;
	const char *period;
};

static const struct option options[] = {
	{.name = "period",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, period),
	 .value = "PERIOD",
	 .help = "only those booked in this period, such as 2025-11"},
	FORMAT_OPTION(struct values),
	{.name = NULL},
};

static int rows(struct cli *cli, const void *values, struct zd_sink *sink)
{
	const struct values *v = values;

	return zd_adjustments_booked(cli->session, v->period, sink, &cli->err);
}

const struct command cmd_adjustments = {
	.name = "adjustments",
	.summary = "corrections of closed periods, with the period in which they are booked",
	.text = "One row an outcome that would be another today. Its difference counts where it is of money.",
	.options = options,
	.size = sizeof(struct values),
	.examples = {{"zhidu adjustments --period 2025-12", "what December made good for earlier months"}},
	.rows = rows,
};
