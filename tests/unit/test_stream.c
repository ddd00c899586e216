#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "engine/path.h"
#include "model/text.h"
#include "world.h"

Suite *suite_stream(void);

static struct world w;
static struct zd_error err;

static void add_people(size_t count)
{
	char text[96];
	for (size_t i = 0; i < count; i++) {
		snprintf(text, sizeof text, "p%05zu|p%05zu|t%zu|%zu|%s", i, i * 7 % (count + 1), i % 37, i % 90,
			 i % 11 ? "true" : "false");
		if (i % 13 == 5)
			snprintf(text, sizeof text, "p%05zu|||%zu|true", i, i % 90);
		world_record(&w, "person", text);
	}
}

static void setup(void)
{
	world_open(&w, WORLD_MOST);
	world_entity(&w, "person", "id:text boss:ref=person team:text age:int active:bool");
	world_entity(&w, "sale", "id:int seller:ref=person amount:money");
	world_policy(&w, "a.first", "person", "age", "x:int grade:enum=A|B|C note:text");
	world_policy(&w, "a.second", "person", "x=a.first.x note=a.first.note age", "y:int");
	world_policy(&w, "b.rank", "person", "y=a.second.y? age", "rank:int word:text")->over = "team";
	zd_pack_policy(&w.pack, "b.rank")->when = "active";
	world_policy(&w, "c.boss", "person", "rank=b.rank.rank? word=boss.b.rank.word? theirs=boss.a.second.y?",
		     "z:int t:text");
	world_policy(&w, "d.sale", "sale", "amount seller grade=seller.a.first.grade? z=seller.c.boss.z?",
		     "bonus:money");
	world_resolve(&w, 0);
}

static void teardown(void)
{
	ck_assert_uint_eq(w.opened, w.closed);
	ck_assert_uint_eq(w.made, w.freed);
	world_close(&w);
}

static const char *digest_of(struct zd_str *out, const char *policy, int threads)
{
	struct zd_plan *plan = world_plan(&w, &policy, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, threads);
	ck_assert_msg(!world_digest(out, &o, &err), "%s", err.message);
	zd_plan_free(plan);
	return zd_str_text(out);
}

/* ---- small, by hand ---- */

static int add_all(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params, size_t rows,
		   struct zd_value *out, struct zd_arena *arena, struct zd_error *e)
{
	int64_t sum = 0;
	(void)params, (void)arena, (void)e;
	for (size_t i = 0; i < rows * p->need_count; i++)
		sum += args[i].tag == ZD_INT ? args[i].i : 0;
	for (size_t i = 0; i < rows * p->give_count; i++)
		out[i] = p->gives[i % p->give_count].type.kind == ZD_KIND_INT ? zd_value_int(sum) : ZD_VALUE_NIL;
	return ZD_OK;
}

static int refuse_young(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params,
			size_t rows, struct zd_value *out, struct zd_arena *arena, struct zd_error *e)
{
	if (args[0].i < 18)
		return zd_fail(e, ZD_POLICY, "too young");
	return add_all(p, args, params, rows, out, arena, e);
}

START_TEST(outcomes_reach_later_stages)
{
	static const char *const people[] = {"p1||red|20|true", "p2|p1|red|30|true", "p3|p1|blue|17|true",
					     "p4|p9||40|true", "p5|p4|red|50|false"};
	struct zd_str text = {0};
	for (size_t i = 0; i < 5; i++)
		world_record(&w, "person", people[i]);
	world_rule_of(&w, "a.first", refuse_young);
	world_rule_of(&w, "a.second", add_all);
	world_rule_of(&w, "b.rank", add_all);
	world_rule_of(&w, "c.boss", add_all);
	zd_pack_policy(&w.pack, "a.second")->needs[1].optional = true;
	/* a.first 20 30 – 40 50; a.second adds the age; b.rank adds up a team, without who is not active. */
	static const char *const expected =
		"0/0 p1 a.first:0 a.second:0|20|||40 because 20 because 40\n"
		"0/1 p2 a.first:0 a.second:0|30|||60 because 30 because 60\n"
		"0/2 p3 a.first:2 a.second:2|||| failed too young failed a.first.x is missing\n"
		"0/3 p4 a.first:0 a.second:0|40|||80 because 40 because 80\n"
		"0/4 p5 a.first:0 a.second:0|50|||100 because 50 because 100\n"
		"1/0 p1 b.rank:0|150| because 150\n"
		"1/1 p2 b.rank:0|150| because 150\n"
		"1/2 p3 b.rank:0|17| because 17\n"
		"1/3 p4 b.rank:1||\n"
		"1/4 p5 b.rank:1||\n"
		"2/0 p1 c.boss:0|150| because 150\n"
		"2/1 p2 c.boss:0|190| because 190\n"
		"2/2 p3 c.boss:0|57| because 57\n"
		"2/3 p4 c.boss:0|0| because 0\n"
		"2/4 p5 c.boss:0|80| because 80\n";
	ck_assert_str_eq(digest_of(&text, "c.boss", 1), expected);
	zd_str_free(&text);
}
END_TEST

START_TEST(recorded_inputs_are_left_as_they_are)
{
	struct zd_str text = {0};
	const char *id = "c.boss";
	add_people(3);
	struct zd_plan *plan = world_plan(&w, &id, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, 1);
	o.only = &plan->stages[2];
	ck_assert(!world_digest(&text, &o, &err));
	ck_assert_uint_eq(w.opened, 1);
	ck_assert_ptr_eq(strstr(zd_str_text(&text), "2/0 p00000"), zd_str_text(&text));
	zd_str_free(&text);
	zd_plan_free(plan);
}
END_TEST

/* ---- the edges of batches, and threads ---- */

static const size_t sizes[] = {0, 1, 2, 511, 512, 513, 1024, 1025, 2600};

START_TEST(threads_and_batches_make_no_difference)
{
	struct zd_str one = {0}, two = {0}, small = {0};
	char text[96];
	add_people(sizes[_i]);
	for (size_t i = 0; i < sizes[_i]; i++) {
		snprintf(text, sizeof text, "%zu|p%05zu|%zu.50", i, i * 31 % (sizes[_i] + 3), i);
		world_record(&w, "sale", text);
	}
	digest_of(&one, "d.sale", 1);
	digest_of(&two, "d.sale", 2);
	ck_assert_str_eq(zd_str_text(&one), zd_str_text(&two));
	w.batch_rows = 7;
	digest_of(&small, "d.sale", 2);
	ck_assert_str_eq(zd_str_text(&one), zd_str_text(&small));
	zd_str_free(&one);
	zd_str_free(&two);
	zd_str_free(&small);
}
END_TEST

/* What a taker holds stays as it is while the producer goes on, and while stages change. */
START_TEST(a_held_batch_does_not_change)
{
	const char *id = "d.sale";
	struct zd_stream *s;
	struct zd_batch *b;
	struct zd_str before = {0}, after = {0};
	add_people(1500);
	struct zd_plan *plan = world_plan(&w, &id, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, 2);
	ck_assert(!zd_stream_open(&s, &o, &err));
	for (;;) {
		ck_assert(!zd_stream_next(s, &b, &err));
		if (!b)
			break;
		zd_str_clear(&before);
		zd_str_clear(&after);
		world_print(&before, b);
		for (volatile int i = 0; i < 200000; i++)
			;
		world_print(&after, b);
		ck_assert_str_eq(zd_str_text(&before), zd_str_text(&after));
	}
	zd_stream_close(s);
	zd_str_free(&before);
	zd_str_free(&after);
	zd_plan_free(plan);
}
END_TEST

START_TEST(a_stream_can_be_closed_early)
{
	const char *id = "d.sale";
	add_people(3000);
	struct zd_plan *plan = world_plan(&w, &id, 1, ZD_PERIOD_NONE);
	for (size_t taken = 0; taken < 12; taken++) {
		struct zd_stream_options o = world_options(&w, plan, 1 + _i);
		struct zd_stream *s;
		struct zd_batch *b;
		ck_assert(!zd_stream_open(&s, &o, &err));
		for (size_t i = 0; i < taken; i++)
			ck_assert(!zd_stream_next(s, &b, &err));
		zd_stream_close(s);
		ck_assert_uint_eq(w.opened, w.closed);
		ck_assert_uint_eq(w.made, w.freed);
	}
	zd_plan_free(plan);
}
END_TEST

/* ---- failures ---- */

static const size_t fails[] = {1, 2, 512, 513, 514, 900};

START_TEST(a_source_that_fails_stops_the_stream)
{
	struct zd_str text[2] = {{0}, {0}};
	const char *id = "c.boss";
	add_people(900);
	w.fail_at = fails[_i];
	struct zd_plan *plan = world_plan(&w, &id, 1, ZD_PERIOD_NONE);
	for (int threads = 1; threads <= 2; threads++) {
		struct zd_stream_options o = world_options(&w, plan, threads);
		ck_assert_int_eq(world_digest(&text[threads - 1], &o, &err), ZD_BOOK);
		ck_assert_ptr_nonnull(strstr(err.message, "cannot be read"));
	}
	ck_assert_str_eq(zd_str_text(&text[0]), zd_str_text(&text[1]));
	ck_assert((text[0].len > 0) == (fails[_i] > 512));
	zd_str_free(&text[0]);
	zd_str_free(&text[1]);
	zd_plan_free(plan);
}
END_TEST

/* ---- what a stage of a date or a period sees ---- */

static const struct {
	const char *as_of;
	enum zd_period run, stage;
	const char *first, *last;
} periods[] = {
	{"2025-11-30", ZD_PERIOD_NONE, ZD_PERIOD_NONE, "2025-11-01", "2025-11-30"},
	{"2025-11-15", ZD_PERIOD_NONE, ZD_PERIOD_NONE, "2025-11-01", "2025-11-15"},
	{"2025-11-01", ZD_PERIOD_NONE, ZD_PERIOD_NONE, "2025-11-01", "2025-11-01"},
	{"2025-11-15", ZD_PERIOD_NONE, ZD_PERIOD_MONTH, "2025-11-01", "2025-11-15"},
	{"2025-11-15", ZD_PERIOD_NONE, ZD_PERIOD_QUARTER, "2025-10-01", "2025-11-15"},
	{"2025-11-30", ZD_PERIOD_MONTH, ZD_PERIOD_MONTH, "2025-11-01", "2025-11-30"},
	{"2025-11-30", ZD_PERIOD_MONTH, ZD_PERIOD_NONE, "2025-11-01", "2025-11-30"},
	{"2025-12-31", ZD_PERIOD_QUARTER, ZD_PERIOD_QUARTER, "2025-10-01", "2025-12-31"},
	{"2025-12-31", ZD_PERIOD_YEAR, ZD_PERIOD_NONE, "2025-01-01", "2025-12-31"},
	{"2024-02-29", ZD_PERIOD_MONTH, ZD_PERIOD_MONTH, "2024-02-01", "2024-02-29"},
};

static int32_t day(const char *text)
{
	struct zd_date d;
	ck_assert(zd_date_parse(text, strlen(text), &d));
	return zd_date_days(d);
}

START_TEST(a_scope_has_a_period)
{
	struct zd_scope scope = {.as_of = day(periods[_i].as_of), .period = periods[_i].run};
	struct zd_stage stage = {.period = periods[_i].stage};
	int32_t first, last;
	zd_scope_period(&scope, &stage, &first, &last);
	ck_assert_int_eq(first, day(periods[_i].first));
	ck_assert_int_eq(last, day(periods[_i].last));
}
END_TEST

START_TEST(a_sets_variant_is_known_afterwards)
{
	const char *id = "b.rank";
	struct zd_stream *s;
	struct zd_batch *b;
	add_people(100);
	world_param(&w, id, "limit", 1);
	world_override(&w, "limit", "t5", 2);
	((struct zd_entity *)zd_pack_entity(&w.pack, "person"))->branch = "team";
	struct zd_plan *plan = world_plan(&w, &id, 1, ZD_PERIOD_NONE);
	struct zd_stream_options o = world_options(&w, plan, 1);
	ck_assert(!zd_stream_open(&s, &o, &err));
	while (!zd_stream_next(s, &b, &err) && b) {
		for (size_t row = 0; b->stage->is_set && row < b->count; row++) {
			const struct zd_value *team = &b->in[row * b->stage->slot_count + (size_t)b->stage->over_slot];
			bool theirs =
				team->tag == ZD_TEXT && strcmp(team->s, "t5") == 0 && b->status[row] != ZD_LEFT_OUT;
			ck_assert_uint_eq(b->variant[row], theirs);
		}
	}
	zd_stream_close(s);
	zd_plan_free(plan);
}
END_TEST

static int list_length(const struct zd_policy *p, const struct zd_value *args, const struct zd_value *params,
		       size_t rows, struct zd_value *out, struct zd_arena *arena, struct zd_error *e)
{
	(void)p, (void)params, (void)rows, (void)arena, (void)e;
	out[0] = zd_value_int(args[0].tag == ZD_LIST ? (int64_t)args[0].len * 1000 + args[0].list[0].i : -1);
	return ZD_OK;
}

/* A history has this run's own outcome at its end when the run decides it. */
START_TEST(a_history_holds_what_the_run_decides)
{
	static const char *outcomes[] = {"m.score.x"};
	static const char *const ids[] = {"m.grade", "m.score"};
	struct zd_str text = {0};
	struct zd_policy *p = world_policy(&w, "m.grade", "person", "recent?", "n:int");
	world_policy(&w, "m.score", "person", "age", "x:int")->period = ZD_PERIOD_MONTH;
	p->period = ZD_PERIOD_MONTH;
	p->needs[0].is_history = true;
	p->needs[0].history = outcomes;
	p->needs[0].history_count = 1;
	p->needs[0].last = 6;
	world_rule_of(&w, "m.score", add_all);
	world_rule_of(&w, "m.grade", list_length);
	world_resolve(&w, 0);
	world_record(&w, "person", "p1||red|20|true");
	struct zd_plan *plan = world_plan(&w, ids, 2, ZD_PERIOD_MONTH);
	struct zd_stream_options o = world_options(&w, plan, 1);
	o.mode = ZD_MODE_FAST;
	ck_assert(!world_digest(&text, &o, &err));
	ck_assert_str_eq(zd_str_text(&text), "0/0 p1 m.score:0|20\n1/0 p1 m.grade:0|1020\n");
	zd_plan_free(plan);
	zd_str_clear(&text);
	/* Alone, it has what is on record: nothing here. */
	plan = world_plan(&w, ids, 1, ZD_PERIOD_MONTH);
	o = world_options(&w, plan, 1);
	o.mode = ZD_MODE_FAST;
	ck_assert(!world_digest(&text, &o, &err));
	ck_assert_str_eq(zd_str_text(&text), "0/0 p1 m.grade:0|-1\n");
	zd_plan_free(plan);
	zd_str_free(&text);
}
END_TEST

/* ---- random plans against a plain way of deciding them ---- */

#define POLICIES 12

struct naive {
	struct zd_value *out; /* rows × gives; nil where not decided */
	size_t rows;
};

static const char *random_needs(struct world *x, uint64_t *seed, size_t entity, const size_t *subjects, size_t count)
{
	struct zd_str text = {0};
	static const char *const own[] = {"n?", "kind?", "fact?", "link.n?", "link.fact?"};
	size_t fields = 1 + world_random(seed) % 3;
	for (size_t i = 0; i < fields; i++)
		zd_str_printf(&text, "f%zu=%s ", i, own[world_random(seed) % (entity < 2 ? 5 : 3)]);
	for (size_t i = 0; i < count; i++) {
		const char *give = world_random(seed) % 2 ? "a" : "b";
		if (subjects[i] == entity && world_random(seed) % 2)
			zd_str_printf(&text, "o%zu=r.p%zu.%s%s ", i, i, give, world_random(seed) % 3 ? "?" : "");
		else if (subjects[i] == entity + 1 && world_random(seed) % 2)
			zd_str_printf(&text, "v%zu=link.r.p%zu.%s? ", i, i, give);
	}
	const char *needs = zd_arena_strdup(&x->arena, zd_str_text(&text));
	zd_str_free(&text);
	return needs;
}

/* Three entities, each with a reference to the next. */
static void random_world(struct world *x, uint64_t *seed)
{
	static const char *const entities[] = {"one", "two", "three"};
	static const char *const fields[] = {"id:int link:ref=two group:int n:int kind:enum=u|v|w open:bool",
					     "id:int link:ref=three group:int n:int kind:enum=u|v|w open:bool",
					     "id:int link:text group:int n:int kind:enum=u|v|w open:bool"};
	size_t subjects[POLICIES];
	char text[96];
	world_open(x, POLICIES);
	for (size_t e = 0; e < 3; e++) {
		world_entity(x, entities[e], fields[e]);
		world_facts(x, entities[e], "fact:int");
	}
	for (size_t e = 0; e < 3; e++) {
		size_t rows = world_random(seed) % 8 ? world_random(seed) % 700 : 0;
		for (size_t i = 0; i < rows; i++) {
			snprintf(text, sizeof text, "%zu|%llu|%llu|%llu|%c|%d|%llu", i,
				 (unsigned long long)(world_random(seed) % 80),
				 (unsigned long long)(world_random(seed) % 9),
				 (unsigned long long)(world_random(seed) % 50), "uvw"[world_random(seed) % 3],
				 (int)(world_random(seed) % 2), (unsigned long long)(world_random(seed) % 5));
			if (world_random(seed) % 10 == 0)
				snprintf(text, sizeof text, "%zu|||7", i);
			world_record(x, entities[e], text);
		}
	}
	for (size_t i = 0; i < POLICIES; i++) {
		subjects[i] = world_random(seed) % 3;
		struct zd_policy *p =
			world_policy(x, zd_arena_printf(&x->arena, "r.p%zu", i), entities[subjects[i]],
				     random_needs(x, seed, subjects[i], subjects, i), "a:int? b:enum=u|v");
		p->over = world_random(seed) % 4 ? NULL : "group";
		p->when = world_random(seed) % 4 ? NULL : "open";
	}
	world_resolve(x, 0);
}

static size_t naive_args(struct world *x, const struct naive *done, const struct zd_policy *p, size_t row,
			 struct zd_value *args)
{
	const struct zd_entity *e = zd_pack_entity(&x->pack, p->subject);
	for (size_t i = 0; i < p->need_count; i++) {
		struct zd_slot slot;
		const struct zd_value *key, *found = NULL;
		if (zd_path_resolve(&slot, &x->pack, e, p->needs[i].path, &x->arena, &err))
			ck_abort_msg("%s", err.message);
		size_t at = world_follow(x, e, row, &slot, &key);
		if (slot.kind != ZD_SLOT_OUTCOME)
			found = world_value(x, e, row, &slot);
		else if (at != SIZE_MAX)
			found = &done[slot.outcome.policy - x->pack.policies].out[at * 2 + slot.outcome.give];
		args[i] = found ? *found : ZD_VALUE_NIL;
		if (args[i].tag == ZD_NIL && !p->needs[i].optional)
			return i;
	}
	return SIZE_MAX;
}

/* Decides some rows together; all their outcomes stay nil when one of them lacks something. */
static void naive_decide(struct world *x, struct naive *done, const struct zd_policy *p, const size_t *rows,
			 size_t count)
{
	struct naive *mine = &done[p - x->pack.policies];
	struct zd_value *args = zd_alloc((count * p->need_count + 1) * sizeof *args);
	struct zd_value *out = zd_alloc((count * 2 + 1) * sizeof *out);
	bool ready = count > 0;
	for (size_t i = 0; i < count && ready; i++)
		ready = naive_args(x, done, p, rows[i], &args[i * p->need_count]) == SIZE_MAX;
	if (ready && !world_mix(p, args, NULL, count, out, &x->arena, &err)) {
		for (size_t i = 0; i < count; i++)
			memcpy(&mine->out[rows[i] * 2], &out[i * 2], 2 * sizeof *out);
	}
	free(args);
	free(out);
}

static void naive_policy(struct world *x, struct naive *done, const struct zd_policy *p)
{
	struct naive *mine = &done[p - x->pack.policies];
	mine->rows = world_table_of(x, p->subject)->rows;
	mine->out = zd_alloc((mine->rows * 2 + 1) * sizeof *mine->out);
	size_t *rows = zd_alloc((mine->rows + 1) * sizeof *rows);
	for (int64_t group = 0; group < 9; group++) {
		size_t count = 0;
		for (size_t row = 0; row < mine->rows; row++) {
			const struct zd_value *open = world_cell(x, p->subject, row, "open");
			const struct zd_value *of = world_cell(x, p->subject, row, "group");
			if (p->when && (open->tag != ZD_BOOL || !open->i))
				continue;
			if (!p->over && group == 0)
				naive_decide(x, done, p, &row, 1);
			else if (p->over && of->tag == ZD_INT && of->i == group)
				rows[count++] = row;
		}
		naive_decide(x, done, p, rows, count);
	}
	free(rows);
}

static void compare_with_naive(struct world *x, const struct naive *done, const struct zd_plan *plan, int threads)
{
	struct zd_stream_options o = world_options(x, plan, threads);
	struct zd_stream *s;
	struct zd_batch *b;
	size_t seen = 0, expected = 0;
	o.mode = ZD_MODE_FAST;
	ck_assert(!zd_stream_open(&s, &o, &err));
	while (!zd_stream_next(s, &b, &err) && b) {
		seen += b->count * b->stage->step_count;
		for (size_t row = 0; row < b->count; row++) {
			for (size_t i = 0; i < b->stage->out_count; i++) {
				const struct zd_policy *p = b->stage->steps[i / 2].policy;
				const struct zd_value *got = &b->out[row * b->stage->out_count + i];
				if (!zd_value_equal(got, &done[p - x->pack.policies].out[(b->first + row) * 2 + i % 2]))
					ck_abort_msg("%s row %llu", p->id, (unsigned long long)(b->first + row));
			}
		}
	}
	zd_stream_close(s);
	for (size_t st = 0; st < plan->stage_count; st++)
		expected += plan->stages[st].step_count * world_table_of(x, plan->stages[st].entity->name)->rows;
	ck_assert_uint_eq(seen, expected);
}

START_TEST(random_plans_decide_as_the_plain_way_does)
{
	struct world x;
	struct naive done[POLICIES] = {{0}};
	uint64_t seed = (uint64_t)_i * 7919 + 1;
	struct zd_str one = {0}, two = {0};
	random_world(&x, &seed);
	x.batch_rows = _i % 3 ? 0 : 1 + world_random(&seed) % 100;
	for (size_t i = 0; i < POLICIES; i++)
		naive_policy(&x, done, &x.pack.policies[i]);
	struct zd_plan *plan = world_plan(&x, NULL, 0, ZD_PERIOD_NONE);
	compare_with_naive(&x, done, plan, 1);
	compare_with_naive(&x, done, plan, 2);
	struct zd_stream_options o = world_options(&x, plan, 1);
	ck_assert(!world_digest(&one, &o, &err));
	o.threads = 2;
	ck_assert(!world_digest(&two, &o, &err));
	ck_assert_str_eq(zd_str_text(&one), zd_str_text(&two));
	zd_plan_free(plan);
	for (size_t i = 0; i < POLICIES; i++)
		free(done[i].out);
	zd_str_free(&one);
	zd_str_free(&two);
	world_close(&x);
}
END_TEST

Suite *suite_stream(void)
{
	Suite *s = suite_create("stream");
	TCase *t = tcase_create("stream");
	tcase_set_timeout(t, 60);
	tcase_add_checked_fixture(t, setup, teardown);
	tcase_add_test(t, outcomes_reach_later_stages);
	tcase_add_test(t, recorded_inputs_are_left_as_they_are);
	tcase_add_loop_test(t, threads_and_batches_make_no_difference, 0, sizeof sizes / sizeof *sizes);
	tcase_add_test(t, a_held_batch_does_not_change);
	tcase_add_loop_test(t, a_stream_can_be_closed_early, 0, 2);
	tcase_add_loop_test(t, a_source_that_fails_stops_the_stream, 0, sizeof fails / sizeof *fails);
	tcase_add_loop_test(t, a_scope_has_a_period, 0, sizeof periods / sizeof *periods);
	tcase_add_test(t, a_sets_variant_is_known_afterwards);
	tcase_add_test(t, a_history_holds_what_the_run_decides);
	suite_add_tcase(s, t);
	t = tcase_create("random");
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, random_plans_decide_as_the_plain_way_does, 0, 24);
	suite_add_tcase(s, t);
	return s;
}
