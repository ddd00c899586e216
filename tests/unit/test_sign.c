/* `sign` in a policy's head, its names, and what decisions ask to be signed. */
#include <check.h>
#include <string.h>

#include "engine/asking.h"
#include "model/text.h"
#include "script/unit.h"
#include "world.h"

Suite *suite_sign(void);

static struct world w;
static struct zd_error err;

static void setup(void)
{
	world_open(&w, 16);
	world_entity(&w, "unit", "id:text");
	world_entity(&w, "person", "id:text name:text");
	struct zd_entity *grant = world_entity(&w, "grant",
					       "id:text unit:ref=unit who:ref=person amount:int! status:enum=open|done"
					       " given:int signed:date by:ref=person remark:text paid:bool secret:text"
					       " badge:text");
	for (size_t i = 0; i < grant->field_count; i++) {
		grant->fields[i].sensitive = strcmp(grant->fields[i].name, "secret") == 0;
		grant->fields[i].unique = strcmp(grant->fields[i].name, "badge") == 0;
	}
	grant->branch = "unit";
}

static void teardown(void)
{
	world_close(&w);
}

/* ---- heads ---- */

static void read_head(struct zd_policy *p, const char *text)
{
	struct zd_syntax *syntax;
	*p = (struct zd_policy){0};
	zd_unit_read(&syntax, p, "a.b", "rules/a/b.lua", text, strlen(text), &w.arena, &w.findings);
	zd_findings_sort(&w.findings);
}

START_TEST(a_head_says_who_signs)
{
	struct zd_policy p;
	read_head(&p, "return { title = 't', clause = 'c', subject = 's', needs = { 'x' }, gives = { e = 'text' },\n"
		      "  sign = { by = 'e', nobody = { 'no', 'self' }, roles = { head = 'boss' }, applicant = 'a.b',\n"
		      "    when = 'status = open', on = { 'x' }, lower = { 'given' },\n"
		      "    approved = { given = 'x', paid = true }, rejected = { paid = false } },\n"
		      "  decide = function() return { e = '' } end }\n");
	ck_assert_msg(w.findings.count == 0, "%s", w.findings.count ? w.findings.items[0].message : "");
	const struct zd_sign *s = p.sign;
	ck_assert_ptr_nonnull(s);
	ck_assert_str_eq(s->by, "e");
	ck_assert_uint_eq(s->nobody_count, 2);
	ck_assert_str_eq(s->applicant, "a.b");
	ck_assert_str_eq(s->when, "status = open");
	ck_assert_str_eq(s->on[0].name, "x");
	ck_assert_str_eq(s->lower[0].name, "given");
	ck_assert_uint_eq(s->approved_count, 2);
	ck_assert_str_eq(s->approved[0].word, "x");
	ck_assert_int_eq(s->approved[1].truth.i, 1);
	ck_assert_int_eq(s->rejected[0].truth.i, 0);
	ck_assert_int_eq(s->by_place.line, 2);
	ck_assert_ptr_null(zd_sign_role_of(s, "no"));
	ck_assert_ptr_null(zd_sign_role_of(s, "self"));
	ck_assert_str_eq(zd_sign_role_of(s, "head"), "boss");
	ck_assert_str_eq(zd_sign_role_of(s, "none"), "none");
	ck_assert(zd_sign_uses(s, "x"));
	ck_assert(!zd_sign_uses(s, "e"));
}
END_TEST

START_TEST(nobody_is_none_unless_named)
{
	const struct zd_sign s = {.by = "e"};
	ck_assert_ptr_null(zd_sign_role_of(&s, "none"));
	ck_assert_str_eq(zd_sign_role_of(&s, "boss"), "boss");
}
END_TEST

static const struct {
	const char *source;
	enum zd_finding_code code;
	const char *message;
} heads[] = {
	{"return { sign = 'boss' }", ZD_F_WRONG_TYPE, "sign must be a list in braces"},
	{"return { sign = {} }", ZD_F_MISSING_KEY, "`by` is missing"},
	{"return { sign = { 'e' } }", ZD_F_POLICY_FORM, "key = value"},
	{"return { sign = { by = 5 } }", ZD_F_WRONG_TYPE, "by must be a text"},
	{"return { sign = { by = 'e', by = 'f' } }", ZD_F_DUPLICATE, "\"by\" stands here twice"},
	{"return { sign = { by = 'e', approve = {} } }", ZD_F_UNKNOWN_KEY, "did you mean \"approved\"?"},
	{"return { sign = { by = 'e', nobody = 'none' } }", ZD_F_WRONG_TYPE, "nobody must be a list"},
	{"return { sign = { by = 'e', nobody = {} } }", ZD_F_POLICY_FORM, "names something, or is left out"},
	{"return { sign = { by = 'e', on = { a = 'b' } } }", ZD_F_POLICY_FORM, "a list without keys"},
	{"return { sign = { by = 'e', on = { 'a', 'a' } } }", ZD_F_DUPLICATE, "\"a\" stands here twice"},
	{"return { sign = { by = 'e', roles = { 'a' } } }", ZD_F_POLICY_FORM, "value = \"role\""},
	{"return { sign = { by = 'e', roles = { a = 1 } } }", ZD_F_WRONG_TYPE, "must be a text"},
	{"return { sign = { by = 'e', applicant = 'a b' } }", ZD_F_BAD_NAME, "is not a name"},
	{"return { sign = { by = 'e', approved = { 'x' } } }", ZD_F_POLICY_FORM, "field = value"},
	{"return { sign = { by = 'e', approved = { x = 5 } } }", ZD_F_WRONG_TYPE, "x must be a text"},
	{"return { sign = { by = 'e', approved = { X = 'a' } } }", ZD_F_BAD_NAME, "is not a name"},
	{"return { sign = { by = 'e', approved = { x = 'a', x = 'b' } } }", ZD_F_DUPLICATE, "twice"},
	{"return { sign = { by = 'e', rejected = 'x' } }", ZD_F_WRONG_TYPE, "rejected must be a list"},
};

START_TEST(a_wrong_head_is_found)
{
	struct zd_policy p;
	bool found = false;
	read_head(&p, heads[_i].source);
	for (size_t i = 0; i < w.findings.count; i++)
		found |= w.findings.items[i].code == heads[_i].code &&
			 strstr(w.findings.items[i].message, heads[_i].message);
	ck_assert_msg(found, "%s", heads[_i].source);
}
END_TEST

/* ---- names ---- */

/* A policy with the rest of `sign` as a head has it. */
static struct zd_policy *policy_with(const char *sign)
{
	struct zd_policy head;
	struct zd_str text = {0};
	struct zd_policy *p = world_policy(&w, "g.size", "grant", "amount status level=g.other.level? as_of",
					   "signer:enum=none|boss|chief left:int");
	zd_str_printf(&text,
		      "return { title = 't', clause = 'c', subject = 's', gives = { signer = 'text' },"
		      " sign = { %s }, decide = function() return { signer = '' } end }",
		      sign);
	read_head(&head, zd_arena_strdup(&w.arena, zd_str_text(&text)));
	ck_assert_msg(w.findings.count == 0, "%s", w.findings.count ? w.findings.items[0].message : "");
	zd_str_free(&text);
	p->sign = head.sign;
	return p;
}

static const struct {
	const char *sign;
	enum zd_finding_code code;
	const char *message; /* NULL: it is fine */
} names[] = {
	{"by = 'signer', on = { 'amount' }", 0, NULL},
	{"by = 'signer', on = { 'amount', 'left', 'as_of', 'level' }, applicant = 'who', when = 'status = open',"
	 " lower = { 'given' }, approved = { given = 'amount', signed = 'today', by = 'signer', remark = 'why',"
	 " paid = true, status = 'done' }, rejected = { paid = false, given = 'left' }",
	 0, NULL},
	{"by = 'sinner', on = { 'amount' }", ZD_F_UNKNOWN_NAME, "'sinner' is none; did you mean 'signer'?"},
	{"by = 'left', on = { 'amount' }", ZD_F_UNKNOWN_NAME, "an outcome that is an enum; 'left' is none"},
	{"by = 'signer', on = { 'amount' }, nobody = { 'non' }", ZD_F_UNKNOWN_NAME,
	 "signer never is 'non'; did you mean 'none'?"},
	{"by = 'signer', on = { 'amount' }, roles = { head = 'x' }", ZD_F_UNKNOWN_NAME, "never is 'head'"},
	{"by = 'signer', on = { 'amount' }, applicant = 'whom'", ZD_F_UNKNOWN_NAME, "whom"},
	{"by = 'signer', on = { 'amount' }, applicant = 'amount'", ZD_F_POLICY_FORM, "refers to a person"},
	{"by = 'signer', on = { 'amount' }, when = 'state = open'", ZD_F_POLICY_FORM, "`when`: "},
	{"by = 'signer', on = { 'amount' }, when = 'secret = 1'", ZD_F_POLICY_FORM, "no column \"secret\""},
	{"by = 'signer', on = { 'amuont' }", ZD_F_UNKNOWN_NAME, "neither a need nor an outcome"},
	{"by = 'signer', on = { 'secret' }", ZD_F_UNKNOWN_NAME, "neither a need nor an outcome"},
	{"by = 'signer', on = { 'status' }, approved = { status = 'done' }", ZD_F_POLICY_FORM,
	 "what is signed would change with it"},
	{"by = 'signer', on = { 'amount' }, approved = { stats = 'done' }", ZD_F_UNKNOWN_NAME,
	 "grant has no field 'stats'; did you mean 'status'?"},
	{"by = 'signer', on = { 'amount' }, approved = { id = 'amount' }", ZD_F_POLICY_FORM, "it is the key"},
	{"by = 'signer', on = { 'amount' }, approved = { secret = 'why' }", ZD_F_POLICY_FORM, "it is sensitive"},
	{"by = 'signer', on = { 'amount' }, approved = { badge = 'why' }", ZD_F_POLICY_FORM, "it is unique"},
	{"by = 'signer', on = { 'amount' }, approved = { status = 'closed' }", ZD_F_UNKNOWN_NAME,
	 "'closed' is no value of the field, no need and no outcome"},
	{"by = 'signer', on = { 'amount' }, approved = { signed = 'amount' }", ZD_F_WRONG_TYPE,
	 "'amount' does not fit the field grant.signed (date)"},
	{"by = 'signer', on = { 'amount' }, approved = { amount = true }", ZD_F_WRONG_TYPE, "neither true nor false"},
	{"by = 'signer', on = { 'level' }, lower = { 'given' }", ZD_F_UNKNOWN_NAME, "does not set 'given'"},
	{"by = 'signer', on = { 'level' }, approved = { remark = 'why' }, lower = { 'remark' }", ZD_F_POLICY_FORM,
	 "nobody can grant less"},
};

START_TEST(its_names_are_looked_up)
{
	world_policy(&w, "g.other", "grant", "amount", "level:int");
	struct zd_policy *p = policy_with(names[_i].sign);
	zd_pack_resolve(&w.pack, &w.findings);
	if (!names[_i].message) {
		ck_assert_msg(w.findings.count == 0, "%s: %s", names[_i].sign,
			      w.findings.count ? w.findings.items[0].message : "");
		return;
	}
	ck_assert_msg(w.findings.count >= 1, "%s", names[_i].sign);
	ck_assert_msg(w.findings.items[0].code == names[_i].code &&
			      strstr(w.findings.items[0].message, names[_i].message),
		      "%s: %s", names[_i].sign, w.findings.items[0].message);
	ck_assert(p->broken);
}
END_TEST

/* ---- what is asked ---- */

/* signer by amount: below 10 none, below 100 boss, else chief; 13 fails. */
static int sizes(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params, size_t rows,
		 struct zd_value *out, struct zd_arena *arena, struct zd_error *e)
{
	(void)p;
	(void)params;
	(void)rows;
	(void)arena;
	int64_t n = args[0].i;
	if (n == 13)
		return zd_fail(e, ZD_POLICY, "no");
	out[0] = zd_value_string(n < 10 ? "none" : n < 100 ? "boss" : "chief");
	out[1] = zd_value_int(n / 2);
	return ZD_OK;
}

static struct zd_asked asked[8];
static bool asks[8];
static struct zd_arena kept;

static void ask_all(const char *sign)
{
	const char *ids[] = {"g.size"};
	struct zd_stream *stream;
	struct zd_batch *b;
	size_t at = 0;
	world_policy(&w, "g.other", "grant", "amount", "level:int");
	policy_with(sign);
	world_rule_of(&w, "g.size", sizes);
	world_resolve(&w, 0);
	struct zd_plan *plan = world_plan(&w, ids, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, 1);
	ck_assert_int_eq(zd_stream_open(&stream, &o, &err), ZD_OK);
	while (zd_stream_next(stream, &b, &err) == ZD_OK && b) {
		for (size_t row = 0; row < b->count && b->stage->steps[b->stage->step_count - 1].sign; row++, at++) {
			size_t step = b->stage->step_count - 1;
			asks[at] = zd_asks(&asked[at], b, row, step, &kept);
			if (asks[at]) {
				asked[at].applicant = zd_value_copy(&kept, &asked[at].applicant);
				asked[at].branch = zd_value_copy(&kept, &asked[at].branch);
			}
		}
	}
	zd_stream_close(stream);
	zd_plan_free(plan);
}

START_TEST(decisions_ask)
{
	world_record(&w, "unit", "north");
	world_record(&w, "person", "P1|林");
	world_record(&w, "grant", "1|north|P1|5|open");
	world_record(&w, "grant", "2|north|P1|50|open");
	world_record(&w, "grant", "3||P1|500|done");
	world_record(&w, "grant", "4|north||50|open");
	world_record(&w, "grant", "5|north||13|open");
	ask_all("by = 'signer', roles = { chief = 'head' }, applicant = 'who', when = 'status = open',"
		" on = { 'amount', 'left' }");
	ck_assert(!asks[0] && asks[1] && asks[2] && asks[3] && !asks[4]);
	ck_assert_str_eq(asked[1].by, "boss");
	ck_assert_str_eq(asked[1].role, "boss");
	ck_assert_str_eq(asked[2].by, "chief");
	ck_assert_str_eq(asked[2].role, "head");
	ck_assert(asked[1].open && !asked[2].open);
	ck_assert_str_eq(asked[1].applicant.s, "P1");
	ck_assert_int_eq(asked[3].applicant.tag, ZD_NIL);
	ck_assert_str_eq(asked[1].branch.s, "north");
	ck_assert_int_eq(asked[2].branch.tag, ZD_NIL);
	ck_assert_str_eq(asked[1].text, "{\"amount\":50,\"left\":25,\"signer\":\"boss\"}");
	/* The same is the same, whoever asked; anything else is not. */
	ck_assert_str_eq(asked[1].hash, asked[3].hash);
	ck_assert_str_ne(asked[1].hash, asked[2].hash);
	zd_arena_free(&kept);
}
END_TEST

Suite *suite_sign(void)
{
	Suite *s = suite_create("sign");
	TCase *t = tcase_create("sign");
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, a_head_says_who_signs);
	tcase_add_test(t, nobody_is_none_unless_named);
	tcase_add_loop_test(t, a_wrong_head_is_found, 0, sizeof heads / sizeof *heads);
	tcase_add_loop_test(t, its_names_are_looked_up, 0, sizeof names / sizeof *names);
	tcase_add_test(t, decisions_ask);
	suite_add_tcase(s, t);
	return s;
}
