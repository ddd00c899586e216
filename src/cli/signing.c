/* approve and reject: what is named is signed, all of it or nothing. */
#include "cli/signing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli/words.h"
#include "zhidu/signing.h"

#define RELEASE "release-"

static int read_number(struct cli *cli, const char *word, int64_t *out)
{
	char *end;
	errno = 0;
	long long n = strtoll(word, &end, 10);
	if (word[0] < '0' || word[0] > '9' || *end || errno || n < 1)
		return zd_fail(&cli->err, ZD_USAGE, tr("'%s' is no number of an item; see zhidu pending"), word);
	*out = n;
	return ZD_OK;
}

/* A release comes into force for everybody, so it is signed by itself. */
static int sign_release(struct cli *cli, const struct signing *v, bool approve)
{
	const char *word = cli->given->operands[0] + strlen(RELEASE);
	int64_t release;
	int code = read_number(cli, word, &release);

	if (code == ZD_OK && cli->given->operand_count > 1)
		code = zd_fail(&cli->err, ZD_USAGE, "%s", tr("a release is signed by itself"));
	if (code == ZD_OK && (v->day || v->set.count))
		code = zd_fail(&cli->err, ZD_USAGE, "%s", tr("--on and --set are not for releases"));
	if (code == ZD_OK)
		code = zd_sign_release(cli->session, release, approve, v->message, &cli->err);
	if (code == ZD_OK)
		printf(approve ? "release %lld approved\n" : "release %lld rejected\n", (long long)release);
	return code;
}

int sign_operands(struct cli *cli, const struct signing *v, bool approve)
{
	size_t count = cli->given->operand_count;
	int64_t *items = cli_alloc((count + 1) * sizeof *items);
	struct zd_signing what = {.approve = approve,
				  .items = items,
				  .item_count = count,
				  .why = v->message,
				  .set = v->set.items,
				  .set_count = v->set.count,
				  .day = v->day};
	int code = ZD_OK;

	if (strncmp(cli->given->operands[0], RELEASE, strlen(RELEASE)) == 0) {
		free(items);
		return sign_release(cli, v, approve);
	}
	for (size_t i = 0; i < count && code == ZD_OK; i++)
		code = read_number(cli, cli->given->operands[i], &items[i]);
	if (code == ZD_OK) {
		struct zd_sink *sink = zd_sink_new(stdout, v->format);
		code = zd_sign(cli->session, &what, sink, &cli->err);
		sink->free(sink);
	}
	free(items);
	return code;
}
