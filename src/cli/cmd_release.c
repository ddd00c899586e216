/* zhidu release key, export, import, trust: releases as signed files. */
#include "cli/cli.h"
#include "cli/published.h"
#include "cli/words.h"
#include "zhidu/release.h"

/* ---- key ---- */

static int run_key(struct cli *cli, const void *values)
{
	char key[65];
	(void)values;
	int code = zd_release_key(cli->given->operands[0], key, &cli->err);

	if (code == ZD_OK)
		puts(key);
	return code;
}

const struct command cmd_release_key = {
	.name = "release key",
	.summary = "makes a pair of keys for signing releases",
	.text = "FILE gets the secret key; only its owner can read it. Keep it outside the book and the pack. The "
		"public "
		"key is\n"
		"printed: the books that are to trust it are told (zhidu release trust).",
	.operands = {{"FILE", FILL_FILE}},
	.examples = {{"zhidu release key group.key", "once, at the group"}},
	.run = run_key,
};

/* ---- export ---- */

struct export_values {
	const char *key;
};

static const struct option export_options[] = {
	{.name = "key",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct export_values, key),
	 .value = "KEYFILE",
	 .fill = FILL_FILE,
	 .required = true,
	 .help = "the secret key that signs"},
	{.name = NULL},
};

static int run_export(struct cli *cli, const void *values)
{
	const struct export_values *v = values;
	const struct given *g = cli->given;
	int64_t release;
	if (!zd_release_number(g->operands[0], &release))
		return zd_fail(&cli->err, ZD_USAGE, tr("a release is a number from 1 on, not \"%s\""), g->operands[0]);
	return zd_release_export(cli->session, release, g->operands[1], v->key, &cli->err);
}

const struct command cmd_release_export = {
	.name = "release export",
	.summary = "a release as one signed file",
	.text = "The same release and key give the same file, byte for byte. Its form is in docs/formats.md.",
	.operands = {{"RELEASE"}, {"FILE", FILL_FILE}},
	.options = export_options,
	.size = sizeof(struct export_values),
	.examples = {{"zhidu release export 3 group-3.zhidu --key group.key", "for the branches' books"}},
	.run = run_export,
};

/* ---- import ---- */

struct import_values {
	const char *message;
	const char *as_of;
	bool dry;
	bool no_impact;
};

static const struct option import_options[] = {
	{.name = "message",
	 .letter = 'm',
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct import_values, message),
	 .value = "WHY",
	 .help = "what changed and why; without it, what the signed release says"},
	{.name = "as-of",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct import_values, as_of),
	 .value = "DATE",
	 .help = "the impact on the records as of that day; without it, today"},
	{.name = "dry-run",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct import_values, dry),
	 .help = "shows the impact and publishes nothing"},
	{.name = "no-impact",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct import_values, no_impact),
	 .help = "publishes without computing the impact; then somebody else must approve"},
	{.name = NULL},
};

static int run_import(struct cli *cli, const void *values)
{
	const struct import_values *v = values;
	const struct zd_publish what = {
		.message = v->message, .as_of = v->as_of, .dry = v->dry, .no_impact = v->no_impact};
	struct zd_published made;
	int code = zd_release_import(cli->session, cli->given->operands[0], &what, stdout, &made, &cli->err);

	if (code == ZD_OK)
		tell_published(&made);
	return code;
}

const struct command cmd_release_import = {
	.name = "release import",
	.summary = "publishes a release from a signed file",
	.text = "The signature must be by a key that the book trusts. The release keeps its date; the book's own files "
		"of "
		"branches\n"
		"stay as they are. It is checked, and its impact shown, as when the pack is published.",
	.operands = {{"FILE", FILL_FILE}},
	.options = import_options,
	.size = sizeof(struct import_values),
	.examples = {{"zhidu release import group-3.zhidu --dry-run", "what it would change here"},
		     {"zhidu release import group-3.zhidu", "into the book"}},
	.run = run_import,
};

/* ---- trust ---- */

struct trust_values {
	enum zd_format format;
	const char *branch;
	const char *message;
	bool revoke;
};

static const struct option trust_options[] = {
	BRANCH_OPTION(struct trust_values, "the files of this branch stay the book's own; without it, of all branches"),
	{.name = "message",
	 .letter = 'm',
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct trust_values, message),
	 .value = "WHY",
	 .help = "whose key it is"},
	{.name = "revoke",
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct trust_values, revoke),
	 .help = "from now on no longer"},
	FORMAT_OPTION(struct trust_values),
	{.name = NULL},
};

static int run_trust(struct cli *cli, const void *values)
{
	const struct trust_values *v = values;
	const struct given *g = cli->given;
	if (g->operand_count)
		return zd_release_trust(cli->session, g->operands[0], v->branch, v->revoke, v->message, &cli->err);
	struct zd_sink *sink = zd_sink_new(stdout, v->format);
	int code = zd_release_trusted(cli->session, sink, &cli->err);

	sink->free(sink);
	return code;
}

const struct command cmd_release_trust = {
	.name = "release trust",
	.summary = "whose signed releases the book takes",
	.text = "From then on nothing but releases signed by such a key, and files under branches/, can be published "
		"in "
		"this book.\n"
		"Without KEY, the keys that were ever trusted.",
	.operands = {{"KEY", .optional = true}},
	.options = trust_options,
	.size = sizeof(struct trust_values),
	.examples = {{"zhidu release trust KEY --branch north -m 'the group, by telephone'", "the book of a branch"},
		     {"zhidu release trust", "the keys, and who said so"}},
	.run = run_trust,
};
