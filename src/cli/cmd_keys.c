/* zhidu keys: the keys with which sensitive fields are kept. */
#include "cli/cli.h"
#include "cli/say.h"
#include "cli/words.h"
#include "zhidu/access.h"

static int init(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	return zd_migrate(cli->session, false, sink, &cli->err);
}

const struct command cmd_keys_init = {
	.name = "keys init",
	.summary = "makes the book's first key, and encrypts what is sensitive",
	.text = "Keys lie in the keyring: the file $ZHIDU_KEYS, or zhidu/keys in the user's configuration folder. The "
		"book\nknows them by their ids only. `zhidu init` and `zhidu migrate` do the same where the pack has "
		"sensitive fields.",
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu keys init", "a book from before"}},
	.rows = init,
};

static int list(struct cli *cli, const void *values, struct zd_sink *sink)
{
	(void)values;
	return zd_keys_list(cli->session, sink, &cli->err);
}

const struct command cmd_keys_list = {
	.name = "keys list",
	.summary = "the keys of the book, and how many values each has sealed",
	.options = only_format,
	.size = sizeof(struct only_format),
	.examples = {{"zhidu keys list", "and whether the keyring has them"}},
	.rows = list,
};

static int rotate(struct cli *cli, const void *values)
{
	uint64_t count;

	(void)values;
	if (zd_keys_rotate(cli->session, &count, &cli->err))
		return cli->err.code;
	say(cli, tr("a new key is in use; %llu values were sealed anew"), (unsigned long long)count);
	return ZD_OK;
}

const struct command cmd_keys_rotate = {
	.name = "keys rotate",
	.summary = "a new key; every sensitive value is encrypted anew",
	.text = "All or none. Old keys stay in the keyring, for backups. Whoever else has a keyring needs the new key.",
	.examples = {{"zhidu keys rotate", "once a year, and when somebody who had the keyring leaves"}},
	.run = rotate,
};

static int put_out(struct cli *cli, const void *values)
{
	size_t count;

	(void)values;
	if (zd_keys_export(cli->session, cli->given->operands[0], &count, &cli->err))
		return cli->err.code;
	say(cli, tr("keys written: %llu; whoever has the file can read what is sensitive"), (unsigned long long)count);
	return ZD_OK;
}

const struct command cmd_keys_export = {
	.name = "keys export",
	.summary = "the book's keys into a new keyring, for somebody else or a safe",
	.operands = {{"FILE", FILL_FILE}},
	.examples = {{"zhidu keys export /media/safe/keys", "kept apart from the backups"}},
	.run = put_out,
};

static int take_in(struct cli *cli, const void *values)
{
	size_t count;

	(void)values;
	if (zd_keys_import(cli->session, cli->given->operands[0], &count, &cli->err))
		return cli->err.code;
	say(cli, tr("keys of this book taken into the keyring: %llu"), (unsigned long long)count);
	return ZD_OK;
}

const struct command cmd_keys_import = {
	.name = "keys import",
	.summary = "the book's keys from another keyring into yours",
	.operands = {{"FILE", FILL_FILE}},
	.examples = {{"zhidu keys import /media/safe/keys", "those of this book"}},
	.run = take_in,
};
