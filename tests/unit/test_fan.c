#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/text.h"
#include "whatif/compare.h"
#include "world.h"

Suite *suite_fan(void);

/*
 * Random worlds: chains, sets, references, branches, histories, and some
 * parameters. Whatever a lane of a fan gives must be what a stream alone
 * gives with the same parameters.
 */
#define POLICIES 8
#define PARAMS 4
#define LANES 6

static struct world w;
static uint64_t seed;
static struct zd_error err;
static struct zd_plan *plan;

static size_t upto(size_t n)
{
	return (size_t)(world_random(&seed) % n);
}

static const char *const entities[] = {"person", "sale"};

static const char *random_needs(const size_t *subjects, size_t at)
{
	struct zd_str b = {0};
	zd_str_add(&b, subjects[at] ? "amount?" : "age?");
	for (size_t i = 0; i < 3 && at; i++) {
		size_t from = upto(at);
		const char *give = upto(2) ? "a" : "t";
		const char *via = subjects[at] ? (subjects[from] ? "" : "seller.") : upto(3) ? "" : "boss.";
		if (subjects[from] && !subjects[at])
			continue;
		zd_str_printf(&b, " n%zu=%sr.p%zu.%s%s", i, via, from, give, upto(4) ? "?" : "");
	}
	const char *needs = zd_arena_strdup(&w.arena, zd_str_text(&b));
	zd_str_free(&b);
	return needs;
}

static void add_history(struct zd_policy *p, size_t from)
{
	const char **outcomes = zd_arena_alloc(&w.arena, sizeof *outcomes);
	outcomes[0] = zd_arena_printf(&w.arena, "r.p%zu.a", from);
	struct zd_need *n = &p->needs[p->need_count++];
	*n = (struct zd_need){.name = "recent", .optional = true, .is_history = true, .history = outcomes};
	n->history_count = 1;
	n->last = 3;
}

static void add_policies(enum zd_period period)
{
	static const char *const names[PARAMS] = {"k0", "k1", "k2", "k3"};
	size_t subjects[POLICIES];
	for (size_t i = 0; i < POLICIES; i++) {
		subjects[i] = upto(3) == 0;
		struct zd_policy *p = world_policy(&w, zd_arena_printf(&w.arena, "r.p%zu", i), entities[subjects[i]],
						   random_needs(subjects, i), "a:int? t:text c:enum=u|v");
		p->period = period;
		p->over = subjects[i] || upto(3) ? NULL : "team";
		p->when = subjects[i] || upto(4) ? NULL : "active";
		for (size_t k = 0; k < i && period && upto(2); k++) {
			if (subjects[k] == subjects[i]) {
				add_history(p, k);
				break;
			}
		}
		if (upto(2))
			world_param(&w, p->id, names[upto(PARAMS)], (int64_t)upto(5));
	}
}

static void add_records(void)
{
	char text[96];
	size_t n = 40 + upto(700);
	for (size_t i = 0; i < n; i++) {
		snprintf(text, sizeof text, "p%04zu|p%04zu|t%zu|%zu|%s", i, i * 13 % (n + 2), i % 7, i % 61,
			 i % 9 ? "true" : "false");
		world_record(&w, "person", text);
		snprintf(text, sizeof text, "%zu|p%04zu|%zu.00", i, i * 7 % (n + 2), i);
		world_record(&w, "sale", text);
	}
}

static void open_world(int number)
{
	enum zd_period period = number % 3 ? ZD_PERIOD_NONE : ZD_PERIOD_MONTH;
	seed = (uint64_t)number * 104729 + 7;
	world_open(&w, POLICIES);
	world_entity(&w, "person", "id:text boss:ref=person team:text age:int active:bool")->branch = "team";
	world_entity(&w, "sale", "id:int seller:ref=person amount:money");
	add_policies(period);
	add_records();
	w.batch_rows = number % 2 ? 0 : 1 + upto(200);
	for (size_t i = 0; i < w.pack.param_count; i++) {
		if (upto(2))
			world_override(&w, w.pack.params[i].name, "t3", 9);
	}
	world_resolve(&w, 0);
	plan = world_plan(&w, NULL, 0, period);
}

static void close_world(void)
{
	zd_plan_free(plan);
	ck_assert_uint_eq(w.opened, w.closed);
	ck_assert_uint_eq(w.made, w.freed);
	world_close(&w);
}

static struct zd_put put_value(struct zd_param *p, const char *branch, int64_t value)
{
	struct zd_put put = {.param = p, .layer = {.branch = branch, .count = 1}};
	put.layer.values = zd_arena_alloc(&w.arena, sizeof *put.layer.values);
	put.layer.values[0] = (struct zd_dated){.from = ZD_ALWAYS, .value = zd_value_int(value)};
	return put;
}

static struct zd_lane random_lane(size_t most)
{
	struct zd_put *puts = zd_arena_alloc(&w.arena, 3 * sizeof *puts);
	struct zd_lane lane = {puts, w.pack.param_count ? upto(most) : 0};
	for (size_t i = 0; i < lane.count; i++)
		puts[i] = put_value(&w.pack.params[upto(w.pack.param_count)], upto(3) ? NULL : "t5",
				    100 + (int64_t)upto(3));
	return lane;
}

/* ---- lanes against streams ---- */

static void print_step(struct zd_str *out, const struct zd_batch *b, size_t row, size_t step)
{
	const struct zd_step *s = &b->stage->steps[step];
	zd_str_printf(out, " %s:%u", s->policy->id, b->status[row * b->stage->step_count + step]);
	for (size_t i = 0; i < s->policy->give_count; i++) {
		zd_str_addc(out, '|');
		zd_value_plain(out, &b->stage->out_types[s->first_out + i],
			       &b->out[row * b->stage->out_count + s->first_out + i]);
	}
}

static void print_part(struct zd_str *out, const struct zd_batch *first, const struct zd_fan_part *part)
{
	for (size_t row = 0; row < first->count; row++) {
		zd_str_printf(out, "%zu/%llu", first->stage->index, (unsigned long long)(first->first + row));
		for (size_t s = 0; s < first->stage->step_count; s++) {
			bool own = part->steps[s] >= 0;
			print_step(out, own ? part->batch : first, row, own ? (size_t)part->steps[s] : s);
		}
		zd_str_addc(out, '\n');
	}
}

/* What a stream gives with the parameters of a lane, which stay as they were. */
static void print_alone(struct zd_str *out, const struct zd_lane *lane)
{
	struct zd_stream_options o = world_options(&w, plan, 1);
	struct zd_stream *s;
	struct zd_batch *b;
	struct zd_param saved[PARAMS];
	memcpy(saved, w.pack.params, w.pack.param_count * sizeof *saved);
	for (size_t i = 0; i < lane->count; i++) {
		struct zd_param *p = lane->puts[i].param;
		struct zd_layer *layers = zd_arena_alloc(&w.arena, (p->scenario_count + 1) * sizeof *layers);
		if (p->scenario_count)
			memcpy(layers, p->scenario, p->scenario_count * sizeof *layers);
		layers[p->scenario_count++] = lane->puts[i].layer;
		p->scenario = layers;
	}
	o.scope.period = plan->stage_count ? plan->stages[0].period : ZD_PERIOD_NONE;
	ck_assert(!zd_stream_open(&s, &o, &err));
	while (!zd_stream_next(s, &b, &err) && b) {
		for (size_t row = 0; row < b->count; row++) {
			zd_str_printf(out, "%zu/%llu", b->stage->index, (unsigned long long)(b->first + row));
			for (size_t i = 0; i < b->stage->step_count; i++)
				print_step(out, b, row, i);
			zd_str_addc(out, '\n');
		}
	}
	zd_stream_close(s);
	memcpy(w.pack.params, saved, w.pack.param_count * sizeof *saved);
}

static struct zd_stream_options options(void)
{
	struct zd_stream_options o = world_options(&w, plan, 1);
	o.scope.period = plan->stage_count ? plan->stages[0].period : ZD_PERIOD_NONE;
	return o;
}

static int print_fan(struct zd_str *out, const struct zd_lane *lanes, size_t count)
{
	struct zd_stream_options o = options();
	struct zd_fan *f;
	const struct zd_batch *b;
	int code = zd_fan_open(&f, &o, lanes, count, &err);
	while (!code && !(code = zd_fan_next(f, &b, &err)) && b) {
		/* The order of the lanes is the caller's. */
		for (size_t i = count; i-- > 0 && !code;) {
			struct zd_fan_part part;
			code = zd_fan_lane(f, i, &part, &err);
			if (!code)
				print_part(&out[i], b, &part);
		}
	}
	zd_fan_close(f);
	return code;
}

START_TEST(a_lane_decides_as_a_stream_alone)
{
	struct zd_lane lanes[LANES];
	struct zd_str fan[LANES] = {{0}};
	open_world(_i);
	for (size_t i = 0; i < LANES; i++)
		lanes[i] = i || _i % 2 ? random_lane(4) : (struct zd_lane){NULL, 0};
	ck_assert_msg(!print_fan(fan, lanes, LANES), "%s", err.message);
	for (size_t i = 0; i < LANES; i++) {
		struct zd_str alone = {0};
		print_alone(&alone, &lanes[i]);
		ck_assert_uint_gt(alone.len, 0);
		ck_assert_msg(strcmp(zd_str_text(&alone), zd_str_text(&fan[i])) == 0, "lane %zu", i);
		zd_str_free(&alone);
		zd_str_free(&fan[i]);
	}
	close_world();
}
END_TEST

START_TEST(a_fan_reads_once)
{
	struct zd_lane lanes[LANES];
	struct zd_str out[LANES] = {{0}};
	open_world(_i);
	for (size_t i = 0; i < LANES; i++)
		lanes[i] = random_lane(4);
	ck_assert(!print_fan(out, lanes, LANES));
	ck_assert_uint_eq(w.opened, plan->stage_count);
	for (size_t i = 0; i < w.pack.param_count; i++)
		ck_assert_uint_eq(w.pack.params[i].scenario_count, 0);
	for (size_t i = 0; i < LANES; i++)
		zd_str_free(&out[i]);
	close_world();
}
END_TEST

START_TEST(a_source_that_fails_stops_the_fan)
{
	struct zd_lane lanes[LANES];
	struct zd_str out[LANES] = {{0}};
	open_world(_i);
	w.fail_at = 1 + upto(40);
	for (size_t i = 0; i < LANES; i++)
		lanes[i] = random_lane(4);
	ck_assert_int_eq(print_fan(out, lanes, LANES), ZD_BOOK);
	for (size_t i = 0; i < LANES; i++)
		zd_str_free(&out[i]);
	close_world();
}
END_TEST

/* ---- comparisons ---- */

static struct zd_tally *tallies[POLICIES];

static void new_tallies(void)
{
	for (size_t i = 0; i < POLICIES; i++) {
		const struct zd_policy *p = &w.pack.policies[i];
		tallies[i] = zd_tally_new(p, &zd_pack_entity(&w.pack, p->subject)->fields[0].type, 0);
	}
}

static void free_tallies(void)
{
	for (size_t i = 0; i < POLICIES; i++)
		zd_tally_free(tallies[i]);
}

static void print_tally(struct zd_str *out, const struct zd_tally *t)
{
	zd_str_printf(out, "%s %llu/%llu failed %llu %llu:", t->policy->id, (unsigned long long)t->changed,
		      (unsigned long long)t->subjects, (unsigned long long)t->failed_before,
		      (unsigned long long)t->failed_after);
	for (size_t k = 0; k < t->policy->give_count; k++) {
		const struct zd_tally_outcome *o = &t->outcomes[k];
		zd_str_printf(out, " %s %llu %llu %llu %lld %lld", o->give->name, (unsigned long long)o->changed,
			      (unsigned long long)o->had_before, (unsigned long long)o->had_after,
			      (long long)o->before.whole, (long long)o->after.whole);
		for (size_t i = 0; i < o->level_count && !o->many; i++)
			zd_str_printf(out, " %llu>%llu", (unsigned long long)o->levels[i].before,
				      (unsigned long long)o->levels[i].after);
	}
	zd_str_addc(out, '\n');
}

static struct zd_fan_options comparison(const struct zd_lane *lanes, size_t count)
{
	struct zd_stream_options o = options();
	return (struct zd_fan_options){.base = o,
				       .scenario = o,
				       .lanes = lanes,
				       .lane_count = count,
				       .tallies = tallies,
				       .tally_count = POLICIES};
}

START_TEST(a_lane_without_a_change_differs_in_nothing)
{
	struct zd_fan_result r;
	open_world(_i);
	new_tallies();
	/* Nothing at all; and the value that is in force already. */
	struct zd_param *p = &w.pack.params[0];
	struct zd_put same = put_value(p, NULL, w.pack.param_count ? p->group.values[0].value.i : 0);
	struct zd_lane lanes[] = {{NULL, 0}, {&same, w.pack.param_count > 0}};
	struct zd_fan_options o = comparison(lanes, 2);
	ck_assert_msg(!zd_fan_compare(&r, &o, &err), "%s", err.message);
	for (size_t i = 0; i < 2; i++) {
		for (size_t k = 0; k < POLICIES; k++)
			ck_assert_uint_eq(r.lanes[i][k]->changed, 0);
	}
	zd_fan_result_free(&r);
	free_tallies();
	close_world();
}
END_TEST

static void print_result(struct zd_str *out, const struct zd_fan_result *r, size_t lane)
{
	for (size_t k = 0; k < r->tally_count; k++)
		print_tally(out, r->lanes[lane][k]);
}

/* A lane's place among the others, their number, and the size of batches change nothing. */
START_TEST(lanes_do_not_see_one_another)
{
	struct zd_lane lanes[LANES], turned[LANES];
	struct zd_fan_result many, back, alone;
	open_world(_i);
	for (size_t i = 0; i < LANES; i++)
		lanes[i] = random_lane(4);
	for (size_t i = 0; i < LANES; i++)
		turned[i] = lanes[LANES - 1 - i];
	new_tallies();
	struct zd_fan_options o = comparison(lanes, LANES);
	ck_assert(!zd_fan_compare(&many, &o, &err));
	free_tallies();
	new_tallies();
	w.batch_rows = 33;
	o.lanes = turned;
	ck_assert(!zd_fan_compare(&back, &o, &err));
	for (size_t i = 0; i < LANES; i++) {
		struct zd_str a = {0}, b = {0}, c = {0};
		free_tallies();
		new_tallies();
		o.lanes = &lanes[i];
		o.lane_count = 1;
		ck_assert(!zd_fan_compare(&alone, &o, &err));
		print_result(&c, &alone, 0);
		zd_fan_result_free(&alone);
		/* Tallies that lanes share with the base are gone with it. */
		for (size_t k = 0; k < POLICIES; k++) {
			for (size_t n = 0; n < many.own_count; n++) {
				if (many.lanes[i][k] == many.own[n])
					print_tally(&a, many.lanes[i][k]);
			}
			for (size_t n = 0; n < back.own_count; n++) {
				if (back.lanes[LANES - 1 - i][k] == back.own[n])
					print_tally(&b, back.lanes[LANES - 1 - i][k]);
			}
		}
		ck_assert(strcmp(zd_str_text(&a), zd_str_text(&b)) == 0);
		ck_assert(a.len <= c.len);
		zd_str_free(&a);
		zd_str_free(&b);
		zd_str_free(&c);
	}
	zd_fan_result_free(&many);
	zd_fan_result_free(&back);
	free_tallies();
	close_world();
}
END_TEST

/* Two changes of different parameters, put on in either order. */
START_TEST(independent_changes_commute)
{
	struct zd_fan_result r;
	struct zd_str a = {0}, b = {0};
	open_world(_i);
	if (w.pack.param_count > 1) {
		struct zd_put one = put_value(&w.pack.params[0], NULL, 50),
			      two = put_value(&w.pack.params[1], "t5", 60);
		struct zd_put ab[] = {one, two}, ba[] = {two, one};
		struct zd_lane lanes[] = {{ab, 2}, {ba, 2}};
		new_tallies();
		struct zd_fan_options o = comparison(lanes, 2);
		ck_assert(!zd_fan_compare(&r, &o, &err));
		print_result(&a, &r, 0);
		print_result(&b, &r, 1);
		ck_assert(strcmp(zd_str_text(&a), zd_str_text(&b)) == 0);
		zd_fan_result_free(&r);
		free_tallies();
	}
	zd_str_free(&a);
	zd_str_free(&b);
	close_world();
}
END_TEST

START_TEST(groups_add_up_to_the_whole)
{
	struct zd_fan_result r;
	struct zd_lane lanes[3];
	open_world(_i);
	new_tallies();
	for (size_t i = 0; i < 3; i++)
		lanes[i] = random_lane(4);
	struct zd_fan_options o = comparison(lanes, 3);
	o.by = "team";
	ck_assert_msg(!zd_fan_compare(&r, &o, &err), "%s", err.message);
	for (size_t i = 0; i < 3; i++) {
		for (size_t k = 0; k < POLICIES; k++) {
			const struct zd_tally *t = r.lanes[i][k];
			uint64_t subjects = 0, changed = 0;
			zd_wide after = 0;
			for (size_t g = 0; g < t->group_count; g++) {
				subjects += t->groups[g].subjects;
				changed += t->groups[g].changed;
				after += t->groups[g].after[0].whole;
			}
			if (strcmp(t->policy->subject, "person") != 0)
				continue;
			ck_assert_uint_eq(subjects, t->subjects);
			ck_assert_uint_eq(changed, t->changed);
			ck_assert(after == t->outcomes[0].after.whole);
		}
	}
	zd_fan_result_free(&r);
	free_tallies();
	close_world();
}
END_TEST

/* With another plan for the scenario, although of the same policies, the same comes out. */
START_TEST(a_base_of_its_own_gives_the_same)
{
	struct zd_fan_result one, two;
	struct zd_lane lanes[4];
	struct zd_str a = {0}, b = {0};
	open_world(_i);
	for (size_t i = 0; i < 4; i++)
		lanes[i] = random_lane(4);
	new_tallies();
	struct zd_fan_options o = comparison(lanes, 4);
	ck_assert(!zd_fan_compare(&one, &o, &err));
	for (size_t i = 0; i < 4; i++)
		print_result(&a, &one, i);
	zd_fan_result_free(&one);
	free_tallies();
	new_tallies();
	struct zd_plan *other = world_plan(&w, NULL, 0, o.base.scope.period);
	o.scenario.plan = other;
	ck_assert_msg(!zd_fan_compare(&two, &o, &err), "%s", err.message);
	for (size_t i = 0; i < 4; i++)
		print_result(&b, &two, i);
	ck_assert(strcmp(zd_str_text(&a), zd_str_text(&b)) == 0);
	ck_assert_uint_eq(one.own_count + two.read, 2);
	zd_fan_result_free(&two);
	zd_plan_free(other);
	free_tallies();
	zd_str_free(&a);
	zd_str_free(&b);
	close_world();
}
END_TEST

Suite *suite_fan(void)
{
	Suite *s = suite_create("fan");
	TCase *t = tcase_create("fan");
	tcase_set_timeout(t, 60);
	tcase_add_loop_test(t, a_lane_decides_as_a_stream_alone, 0, 36);
	tcase_add_loop_test(t, a_fan_reads_once, 0, 3);
	tcase_add_loop_test(t, a_source_that_fails_stops_the_fan, 0, 6);
	tcase_add_loop_test(t, a_lane_without_a_change_differs_in_nothing, 0, 6);
	tcase_add_loop_test(t, lanes_do_not_see_one_another, 0, 6);
	tcase_add_loop_test(t, independent_changes_commute, 0, 12);
	tcase_add_loop_test(t, groups_add_up_to_the_whole, 0, 6);
	tcase_add_loop_test(t, a_base_of_its_own_gives_the_same, 0, 9);
	suite_add_tcase(s, t);
	return s;
}
