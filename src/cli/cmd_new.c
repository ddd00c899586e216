/* zhidu new policy, new entity: files to begin with. */
#include "cli/say.h"
#include "cli/words.h"

struct values {
	const char *subject;
	const char *title;
	const char *clause;
	const char *period;
};

static const struct option policy_options[] = {
	{.name = "subject",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, subject),
	 .value = "ENTITY",
	 .help = "what it decides about",
	 .fill = FILL_ENTITY,
	 .required = true},
	{.name = "title",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, title),
	 .value = "TEXT",
	 .help = "its title; without it the name"},
	{.name = "clause",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, clause),
	 .value = "TEXT",
	 .help = "the clause that asks for it"},
	{.name = "period",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, period),
	 .value = "PERIOD",
	 .words = "month|quarter|year",
	 .help = "decided for each of these; without it for a date"},
	{.name = NULL},
};

static const struct option entity_options[] = {
	{.name = "title",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct values, title),
	 .value = "TEXT",
	 .help = "its title; without it the name"},
	{.name = NULL},
};

static int run_policy(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const struct zd_new_policy what = {
		.id = cli->given->operands[0],
		.subject = v->subject,
		.title = v->title ? v->title : cli->given->operands[0],
		.clause = v->clause,
		.period = v->period,
	};

	return zd_scaffold_policy(cli->session, &what, &cli->err);
}

static int run_entity(struct cli *cli, const void *values)
{
	const struct values *v = values;
	const char *name = cli->given->operands[0];

	return zd_scaffold_entity(cli->session, name, v->title ? v->title : name, &cli->err);
}

const struct command cmd_new_policy = {
	.name = "new policy",
	.summary = "a policy's file to begin with, and its cases",
	.text = "Both pass as they are; change them step by step, with zhidu test POLICY after each.",
	.operands = {{"POLICY"}},
	.options = policy_options,
	.size = sizeof(struct values),
	.examples = {{"zhidu new policy item.bonus --subject item --title Bonus",
		      "rules/item/bonus.lua and cases/item/bonus.yaml"}},
	.run = run_policy,
};

const struct command cmd_new_entity = {
	.name = "new entity",
	.summary = "an entity's file to begin with",
	.text = "Afterwards zhidu migrate brings the book to it.",
	.operands = {{"ENTITY"}},
	.options = entity_options,
	.size = sizeof(struct values),
	.examples = {{"zhidu new entity parcel --title Parcel", "model/parcel.yaml"}},
	.run = run_entity,
};
