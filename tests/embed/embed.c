/*
 * A program of somebody else's that holds zhidu: it knows the installed
 * headers only, and is compiled as C and as C++. Arguments: the folder of the
 * pack of tests/data/shop, and the version that pkg-config tells. Prints what
 * is not as it should be, then `N passed, N failed`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zhidu/zhidu.h>

static int passed, failed;

static void demand(bool promise, const char *what, const struct zd_error *err)
{
	char text[1100];
	if (promise) {
		passed++;
		return;
	}
	failed++;
	printf("not ok: %s%s%s\n", what, err && err->code ? ": " : "",
	       err && err->code ? zd_error_text(err, text, sizeof text) : "");
}

/* ---- the pack ---- */

static void look_at_pack(struct zd_session *s)
{
	struct zd_error err = {};
	int code = zd_check(s, &err);
	demand(code == ZD_OK, "the pack is without errors", &err);
	demand(zd_session_findings(s)->errors == 0, "and its findings say so", NULL);
}

static void look_for_no_pack(void)
{
	struct zd_error err = {};
	struct zd_session_options options = {};
	options.pack = "/nowhere";
	struct zd_session *s = zd_session_new(&options);
	demand(zd_check(s, &err) == ZD_NOT_FOUND && strstr(err.file, "nowhere"), "no pack is not found", &err);
	demand(strcmp(zd_code_word(err.code), "not-found") == 0 && zd_code_status(err.code) == 3, "its word and status",
	       NULL);
	zd_session_free(s);
}

/* ---- rows in memory ---- */

static const char *const chain_policies[] = {"member.tier", "member.voucher"};

static size_t place_of(const struct zd_head *heads, size_t count, const char *name)
{
	size_t i = 0;
	while (i < count && strcmp(heads[i].name, name) != 0)
		i++;
	if (i == count) {
		printf("not ok: there is no %s\n", name);
		exit(1);
	}
	return i;
}

struct decided {
	const char *branch;
	int64_t spent; /* fen */
	const char *tier;
	int64_t voucher; /* fen; -1: the decision fails */
};
static const struct decided members[] = {
	{"south", 100000, "gold", 4000}, {"south", 99999, "silver", 2000}, {"south", 39000, "silver", 780},
	{"north", 39000, "silver", 0},   {NULL, 10, "plain", 0},           {"south", -1, "plain", -1},
};
#define MEMBERS (sizeof members / sizeof members[0])

static struct zd_value text_of(const char *s)
{
	return s ? zd_value_text(s, strlen(s)) : ZD_VALUE_NIL;
}

static void decide_rows(struct zd_session *s)
{
	struct zd_error err = {};
	struct zd_chain *chain;
	const struct zd_head *in_heads, *out_heads;
	size_t bad = 0;
	int code = zd_chain_open(&chain, s, chain_policies, 2, "2025-06-30", &err);
	demand(code == ZD_OK, "a chain opens", &err);
	if (code)
		return;
	size_t in_count = zd_chain_inputs(chain, &in_heads), out_count = zd_chain_outcomes(chain, &out_heads);
	size_t spent = place_of(in_heads, in_count, "spent_12m"), branch = place_of(in_heads, in_count, "branch");
	size_t tier = place_of(out_heads, out_count, "member_tier_tier");
	size_t voucher = place_of(out_heads, out_count, "member_voucher_voucher");
	demand(in_heads[spent].type.kind == ZD_KIND_MONEY, "inputs have types", NULL);
	struct zd_value *in = (struct zd_value *)calloc(MEMBERS * in_count, sizeof *in);
	struct zd_value *out = (struct zd_value *)calloc(MEMBERS * out_count, sizeof *out);
	for (size_t i = 0; i < MEMBERS; i++) {
		in[i * in_count + spent] = zd_value_int(members[i].spent);
		in[i * in_count + branch] = text_of(members[i].branch);
	}
	for (int twice = 0; twice < 2; twice++) {
		code = zd_chain_decide(chain, in, MEMBERS, out, &bad, &err);
		demand(code == ZD_OK && bad == 1, "rows are decided, but one", &err);
		for (size_t i = 0; i < MEMBERS; i++) {
			const struct zd_value *row = &out[i * out_count];
			struct zd_value want_tier = text_of(members[i].tier);
			struct zd_value want = members[i].voucher < 0 ? ZD_VALUE_NIL : zd_value_int(members[i].voucher);
			demand(zd_value_equal(&row[tier], &want_tier), members[i].tier, NULL);
			demand(zd_value_equal(&row[voucher], &want), "the voucher", NULL);
		}
	}
	free(in);
	free(out);
	zd_chain_close(chain);
}

static void open_no_chain(struct zd_session *s)
{
	static const char *const unknown[] = {"member.teir"};
	struct zd_error err = {};
	struct zd_chain *chain;
	int code = zd_chain_open(&chain, s, unknown, 1, NULL, &err);
	demand(code == ZD_USAGE && !chain && strstr(err.message, "member.tier"), "an unknown policy has a nearest",
	       &err);
}

/* ---- lines of JSON ---- */

static void decide_lines(struct zd_session *s)
{
	static const char good[] = "{\"id\":\"M1\",\"spent_12m\":1000,\"tier\":\"gold\"}";
	static const char bad[] = "{\"id\":\"M2\",\"spent_12m\":\"much\",\"tier\":\"gold\"}";
	static const char *const params[] = {"member.voucher.rate.gold=10%"};
	struct zd_error err = {};
	struct zd_eval *e;
	struct zd_eval_options options = {};
	const char *text = "";
	options.policy = "member.voucher";
	options.as_of = "2025-06-30";
	demand(zd_eval_open(&e, s, &options, &err) == ZD_OK, "a policy opens", &err);
	demand(zd_eval_line(e, good, strlen(good), 1, &text, &err) == ZD_OK, "a line is decided", &err);
	demand(strstr(text, "\"subject\":\"M1\"") && strstr(text, "\"voucher\":40.00"), text, NULL);
	demand(zd_eval_line(e, bad, strlen(bad), 2, &text, &err) == ZD_DATA, "a bad line is bad data", &err);
	demand(strstr(text, "\"error\"") && strstr(text, "\"line\":2") && strstr(text, "spent_12m"), text, NULL);
	demand(zd_eval_line(e, good, strlen(good), 3, &text, &err) == ZD_OK, "and the next one goes on", &err);
	zd_eval_close(e);
	options.params = params;
	options.param_count = 1;
	if (zd_eval_open(&e, s, &options, &err) == ZD_OK) {
		zd_eval_line(e, good, strlen(good), 1, &text, &err);
		demand(strstr(text, "\"voucher\":100.00") != NULL, text, NULL);
		zd_eval_close(e);
	} else {
		demand(false, "a parameter is overridden", &err);
	}
}

/* ---- a sink of its own ---- */

struct counting {
	struct zd_sink sink; /* first: what zhidu holds */
	size_t name, value;  /* columns */
	size_t columns, rows, ends;
	size_t most; /* rows that it takes */
	char least[64];
};

static int count_begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct counting *c = (struct counting *)self;
	(void)err;
	c->columns = count;
	c->name = place_of(heads, count, "name");
	c->value = place_of(heads, count, "value");
	return ZD_OK;
}

static int count_row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct counting *c = (struct counting *)self;
	if (c->rows == c->most)
		return zd_fail(err, ZD_IO, "no more than %d", (int)c->most);
	c->rows++;
	if (strcmp(values[c->name].s, "member.voucher.least") == 0)
		snprintf(c->least, sizeof c->least, "%s", values[c->value].s);
	return ZD_OK;
}

static int count_end(struct zd_sink *self, struct zd_error *err)
{
	(void)err;
	((struct counting *)self)->ends++;
	return ZD_OK;
}

static struct counting counting(size_t most)
{
	struct counting c = {};
	c.sink.begin = count_begin;
	c.sink.row = count_row;
	c.sink.end = count_end;
	c.most = most;
	return c;
}

static void list_params(struct zd_session *s)
{
	struct zd_error err = {};
	struct zd_param_query query = {};
	struct counting all = counting(100), few = counting(1);
	char value[64] = "";
	query.as_of = "2025-06-30";
	demand(zd_param_list(s, &query, &all.sink, &err) == ZD_OK, "parameters are listed", &err);
	demand(all.rows == 3 && all.columns == 8 && all.ends == 1, "all of them", NULL);
	demand(strcmp(all.least, "5.00") == 0, all.least, NULL);
	demand(zd_param_list(s, &query, &few.sink, &err) == ZD_IO && strstr(err.message, "no more than 1"),
	       "a sink that refuses stops it", &err);
	demand(few.rows == 1 && few.ends == 0, "without an end", NULL);
	query.branch = "north";
	demand(zd_param_get(s, "member.voucher.least", &query, value, sizeof value, &err) == ZD_OK, "one is read",
	       &err);
	demand(strcmp(value, "8.00") == 0, value, NULL);
	demand(zd_param_get(s, "member.voucher.rate.gold", &query, value, sizeof value, &err) == ZD_OK &&
		       strcmp(value, "0.04") == 0,
	       "a part of one is read", &err);
}

static void write_table(struct zd_session *s)
{
	struct zd_error err = {};
	struct zd_param_query query = {};
	char line[256] = "";
	FILE *out = tmpfile();
	struct zd_sink *sink = zd_sink_new(out, ZD_FORMAT_CSV);
	query.prefix = "member.tier.";
	demand(zd_param_list(s, &query, sink, &err) == ZD_OK, "a list is written", &err);
	sink->free(sink);
	rewind(out);
	demand(fgets(line, sizeof line, out) && strncmp(line, "name,title,value,", 17) == 0, line, NULL);
	fclose(out);
}

int main(int argc, char **argv)
{
	struct zd_session_options options = {};
	if (argc != 3)
		return 2;
	options.pack = argv[1];
	demand(strcmp(zd_version(), argv[2]) == 0, "the version is that of pkg-config", NULL);
	struct zd_session *s = zd_session_new(&options);
	look_at_pack(s);
	look_for_no_pack();
	decide_rows(s);
	open_no_chain(s);
	decide_lines(s);
	list_params(s);
	write_table(s);
	zd_session_free(s);
	printf("%d passed, %d failed\n", passed, failed);
	return failed != 0;
}
