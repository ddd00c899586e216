#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "whatif/tally.h"
#include "world.h"

Suite *suite_tally(void);

static struct world w;
static struct zd_tally *t;
static const struct zd_type text_type = {.kind = ZD_KIND_TEXT};

static void setup(void)
{
	world_open(&w, 4);
	world_entity(&w, "person", "id:text");
	t = zd_tally_new(
		world_policy(&w, "p.one", "person", "id", "class:enum=A|B|C pay:money score:number n:int words:text"),
		&text_type, 3);
}

static void teardown(void)
{
	zd_tally_free(t);
	world_close(&w);
}

/* Enough for one decision; an empty class is one that failed. */
struct decision {
	const char *class;
	int64_t pay;
	double score;
};

static void values_of(struct zd_value *out, const struct decision *d)
{
	for (size_t i = 0; i < 5; i++)
		out[i] = ZD_VALUE_NIL;
	if (!*d->class)
		return;
	out[0] = zd_value_text(d->class, strlen(d->class));
	out[1] = zd_value_int(d->pay);
	out[2] = zd_value_number(d->score);
	out[3] = zd_value_int(d->pay / 10);
	out[4] = zd_value_text(d->class, 1);
}

static void add(const char *id, struct decision before, struct decision after, const char *group)
{
	struct zd_value a[5], b[5], key = zd_value_text(id, strlen(id));
	values_of(a, &before);
	values_of(b, &after);
	zd_tally_add(t, &key, a, b, !*before.class, !*after.class, group);
}

START_TEST(levels_and_moves)
{
	add("p1", (struct decision){"B", 0, 0}, (struct decision){"A", 0, 0}, NULL);
	add("p2", (struct decision){"C", 0, 0}, (struct decision){"C", 0, 0}, NULL);
	add("p3", (struct decision){"B", 0, 0}, (struct decision){"A", 0, 0}, NULL);
	add("p4", (struct decision){"A", 0, 0}, (struct decision){"", 0, 0}, NULL);
	add("p5", (struct decision){"", 0, 0}, (struct decision){"", 0, 0}, NULL);
	zd_tally_finish(t);
	const struct zd_tally_outcome *o = &t->outcomes[0];
	ck_assert_uint_eq(t->subjects, 5);
	ck_assert_uint_eq(t->changed, 3);
	ck_assert_uint_eq(t->failed_before, 1);
	ck_assert_uint_eq(t->failed_after, 2);
	ck_assert_uint_eq(o->changed, 3);
	ck_assert_uint_eq(o->level_count, 4);
	/* nothing first, then in the order of the enum */
	static const struct {
		const char *name;
		uint64_t before, after;
	} levels[] = {{NULL, 1, 2}, {"A", 1, 2}, {"B", 2, 0}, {"C", 1, 1}};
	for (size_t i = 0; i < 4; i++) {
		ck_assert_int_eq(o->levels[i].value.tag, levels[i].name ? ZD_TEXT : ZD_NIL);
		if (levels[i].name)
			ck_assert_str_eq(o->levels[i].value.s, levels[i].name);
		ck_assert_uint_eq(o->levels[i].before, levels[i].before);
		ck_assert_uint_eq(o->levels[i].after, levels[i].after);
	}
	ck_assert_uint_eq(o->move_count, 2);
	ck_assert_uint_eq(o->moves[0].from, 1);
	ck_assert_uint_eq(o->moves[0].to, 0);
	ck_assert_uint_eq(o->moves[1].from, 2);
	ck_assert_uint_eq(o->moves[1].to, 1);
	ck_assert_uint_eq(o->moves[1].count, 2);
}
END_TEST

START_TEST(sums_are_exact)
{
	struct zd_value v;
	const struct zd_type *money = &t->outcomes[1].give->type, *number = &t->outcomes[2].give->type;
	for (size_t i = 0; i < 3; i++)
		add("p", (struct decision){"A", INT64_C(900000000000000001), 0.5}, (struct decision){"A", -3, 0.5},
		    NULL);
	zd_tally_finish(t);
	const struct zd_tally_outcome *o = &t->outcomes[1];
	ck_assert(zd_sums_total(&o->before, money, &v));
	ck_assert_int_eq(v.i, INT64_C(2700000000000000003));
	ck_assert(zd_sums_mean(&o->before, money, &v));
	ck_assert_int_eq(v.i, INT64_C(900000000000000001));
	ck_assert(zd_sums_mean(&o->after, money, &v));
	ck_assert_int_eq(v.i, -3);
	ck_assert_uint_eq(o->down, 3);
	ck_assert_uint_eq(t->outcomes[2].changed, 0);
	ck_assert(zd_sums_mean(&t->outcomes[2].after, number, &v));
	ck_assert_double_eq(v.d, 0.5);
	struct zd_sums none = {0}, huge = {.count = 2, .whole = (zd_wide)INT64_MAX + 1};
	ck_assert(!zd_sums_mean(&none, money, &v));
	ck_assert(!zd_sums_total(&huge, money, &v));
}
END_TEST

static const struct {
	int64_t sum;
	uint64_t count;
	int64_t mean;
} means[] = {{5, 2, 3}, {-5, 2, -3}, {4, 3, 1}, {-4, 3, -1}, {1, 3, 0}, {2, 3, 1}, {0, 9, 0}};

START_TEST(means_round_half_away)
{
	const struct zd_sums s = {.count = means[_i].count, .whole = means[_i].sum};
	struct zd_value v;
	ck_assert(zd_sums_mean(&s, &(struct zd_type){.kind = ZD_KIND_MONEY}, &v));
	ck_assert_int_eq(v.i, means[_i].mean);
}
END_TEST

/* An integer given for a number counts like one. */
START_TEST(numbers_of_two_kinds_add_up)
{
	struct zd_value a[5] = {ZD_VALUE_NIL}, v, key = zd_value_int(1);
	a[2] = zd_value_int(3);
	zd_tally_add(t, &key, a, a, false, false, NULL);
	a[2] = zd_value_number(0.5);
	zd_tally_add(t, &key, a, a, false, false, NULL);
	ck_assert(zd_sums_total(&t->outcomes[2].before, &t->outcomes[2].give->type, &v));
	ck_assert_double_eq(v.d, 3.5);
	ck_assert(zd_sums_mean(&t->outcomes[2].before, &t->outcomes[2].give->type, &v));
	ck_assert_double_eq(v.d, 1.75);
}
END_TEST

START_TEST(movers_come_by_distance)
{
	static const int64_t changes[] = {10, -50, 0, 50, 20, -50, 40};
	static const char *const first[] = {"p1", "p3", "p5"};
	char id[8];
	for (size_t i = 0; i < 7; i++) {
		snprintf(id, sizeof id, "p%zu", i);
		add(id, (struct decision){"A", 100, 0}, (struct decision){"A", 100 + changes[i], 0}, NULL);
	}
	zd_tally_finish(t);
	ck_assert_int_eq(t->mover_outcome, 1);
	ck_assert_uint_eq(t->mover_count, 3);
	for (size_t i = 0; i < 3; i++)
		ck_assert_str_eq(t->movers[i].id.s, first[i]);
	ck_assert_int_eq(t->movers[1].before.i, 100);
	ck_assert_int_eq(t->movers[1].after.i, 150);
}
END_TEST

/* Values beyond the most that are listed are counted as changed, and no more. */
START_TEST(many_levels_are_not_listed)
{
	static char words[600][8];
	for (size_t i = 0; i < 600; i++) {
		snprintf(words[i], sizeof words[i], "w%zu", i);
		struct zd_value a[5] = {ZD_VALUE_NIL}, b[5] = {ZD_VALUE_NIL}, key = zd_value_int((int64_t)i);
		a[4] = zd_value_text(words[i], strlen(words[i]));
		b[4] = zd_value_text(words[(i + 1) % 600], strlen(words[(i + 1) % 600]));
		zd_tally_add(t, &key, a, b, false, false, NULL);
	}
	zd_tally_finish(t);
	ck_assert(t->outcomes[4].many);
	ck_assert_uint_eq(t->outcomes[4].changed, 600);
	ck_assert(!t->outcomes[0].many);
}
END_TEST

/* Lists that compare as the same without being it keep their own level. */
START_TEST(like_levels_stay_apart)
{
	struct zd_value items[2] = {zd_value_int(1), zd_value_number(1.0)};
	for (size_t i = 0; i < 3; i++) {
		struct zd_value a[5] = {ZD_VALUE_NIL}, key = zd_value_int((int64_t)i);
		a[4] = (struct zd_value){.tag = ZD_LIST, .len = 1, .list = &items[i > 0]};
		zd_tally_add(t, &key, a, a, false, false, NULL);
	}
	zd_tally_finish(t);
	ck_assert_uint_eq(t->outcomes[4].level_count, 2);
	ck_assert_uint_eq(t->outcomes[4].levels[0].before, 1);
	ck_assert_uint_eq(t->outcomes[4].levels[1].before, 2);
}
END_TEST

START_TEST(groups_add_up)
{
	static const char *const classes[] = {"A", "B", "C", ""};
	static const char *const groups[] = {"east", "west", "", "north"};
	uint64_t seed = (uint64_t)_i, subjects = 0, changed = 0;
	zd_wide before = 0, after = 0;
	char id[16];
	for (size_t i = 0; i < 400; i++) {
		struct decision a = {classes[world_random(&seed) % 4], (int64_t)(world_random(&seed) % 1000), 1};
		struct decision b =
			world_random(&seed) % 2 ? a : (struct decision){classes[world_random(&seed) % 4], 77, 2};
		snprintf(id, sizeof id, "p%zu", i);
		add(id, a, b, groups[world_random(&seed) % 4]);
	}
	zd_tally_finish(t);
	ck_assert_uint_eq(t->group_count, 4);
	for (size_t g = 0; g < t->group_count; g++) {
		ck_assert(g == 0 || strcmp(t->groups[g - 1].key, t->groups[g].key) < 0);
		subjects += t->groups[g].subjects;
		changed += t->groups[g].changed;
		before += t->groups[g].before[1].whole;
		after += t->groups[g].after[1].whole;
	}
	ck_assert_uint_eq(subjects, t->subjects);
	ck_assert_uint_eq(changed, t->changed);
	ck_assert(before == t->outcomes[1].before.whole);
	ck_assert(after == t->outcomes[1].after.whole);
	const struct zd_tally_outcome *o = &t->outcomes[0];
	uint64_t sides[2] = {0, 0}, moved = 0;
	for (size_t i = 0; i < o->level_count; i++) {
		sides[0] += o->levels[i].before;
		sides[1] += o->levels[i].after;
	}
	for (size_t i = 0; i < o->move_count; i++)
		moved += o->moves[i].count;
	ck_assert_uint_eq(sides[0], t->subjects);
	ck_assert_uint_eq(sides[1], t->subjects);
	ck_assert_uint_eq(moved, o->changed);
}
END_TEST

/* Several tallies added up are one tally of everything. */
START_TEST(merged_tallies_are_one)
{
	static const struct decision before[] = {{"A", 100, 1.5}, {"B", 50, 0}, {"", 0, 0}, {"C", -7, 2}, {"A", 0, 0}},
				     after[] = {{"B", 120, 1.5}, {"B", 50, 0}, {"A", 9, 9}, {"C", -7, 3}, {"", 0, 0}};
	struct zd_changed changed = {0};
	struct zd_tally *parts[2], *whole = t, *sum;
	for (int i = 0; i < 2; i++) {
		parts[i] = zd_tally_new(whole->policy, &text_type, 3);
		parts[i]->changed_subjects = &changed;
	}
	sum = zd_tally_new(whole->policy, &text_type, 0);
	for (size_t i = 0; i < 50; i++) {
		char id[8];
		snprintf(id, sizeof id, "p%zu", i % 10);
		const char *group = i % 3 ? "g1" : "g2";
		t = parts[i % 4 == 1];
		add(id, before[i % 5], after[i % 5], group);
		t = whole;
		add(id, before[i % 5], after[i % 5], group);
	}
	for (int i = 0; i < 2; i++) {
		zd_tally_finish(parts[i]);
		zd_tally_merge(sum, parts[i]);
	}
	zd_tally_finish(sum);
	zd_tally_finish(whole);
	ck_assert_uint_eq(sum->subjects, whole->subjects);
	ck_assert_uint_eq(sum->changed, whole->changed);
	ck_assert_uint_eq(sum->failed_before, whole->failed_before);
	ck_assert_uint_eq(sum->failed_after, whole->failed_after);
	for (size_t i = 0; i < whole->policy->give_count; i++) {
		const struct zd_tally_outcome *a = &whole->outcomes[i], *b = &sum->outcomes[i];
		ck_assert_uint_eq(a->changed, b->changed);
		ck_assert_uint_eq(a->had_before, b->had_before);
		ck_assert_uint_eq(a->had_after, b->had_after);
		ck_assert_uint_eq(a->level_count, b->level_count);
		for (size_t k = 0; k < a->level_count; k++) {
			ck_assert(zd_value_equal(&a->levels[k].value, &b->levels[k].value));
			ck_assert_uint_eq(a->levels[k].before, b->levels[k].before);
			ck_assert_uint_eq(a->levels[k].after, b->levels[k].after);
		}
		ck_assert_uint_eq(a->move_count, b->move_count);
		for (size_t k = 0; k < a->move_count; k++)
			ck_assert_uint_eq(a->moves[k].count, b->moves[k].count);
		ck_assert(a->before.whole == b->before.whole && a->after.whole == b->after.whole);
		ck_assert_double_eq(a->after.sum, b->after.sum);
		ck_assert_uint_eq(a->up, b->up);
		ck_assert(a->rise == b->rise && a->fall == b->fall);
		ck_assert_uint_eq(a->before.count, b->before.count);
		ck_assert(!a->before.count || zd_value_equal(&a->before.min, &b->before.min));
		ck_assert(!a->after.count || zd_value_equal(&a->after.max, &b->after.max));
	}
	ck_assert_uint_eq(sum->group_count, 2);
	for (size_t g = 0; g < 2; g++) {
		ck_assert_str_eq(sum->groups[g].key, whole->groups[g].key);
		ck_assert_uint_eq(sum->groups[g].changed, whole->groups[g].changed);
		ck_assert(sum->groups[g].after[1].whole == whole->groups[g].after[1].whole);
		ck_assert(sum->groups[g].rise[1] == whole->groups[g].rise[1]);
	}
	/* p0, p5: A to B; p2, p7 from nothing; p3, p8; p4, p9 to nothing */
	ck_assert_uint_eq(changed.count, 8);
	zd_wide moved = 0;
	for (size_t i = 0; i < changed.count; i++)
		moved += changed.items[i].whole;
	ck_assert(moved == whole->outcomes[1].after.whole - whole->outcomes[1].before.whole);
	zd_changed_free(&changed);
	zd_tally_free(parts[0]);
	zd_tally_free(parts[1]);
	zd_tally_free(sum);
}
END_TEST

START_TEST(rises_and_falls_are_told_apart)
{
	add("p1", (struct decision){"A", 100, 0}, (struct decision){"A", 150, 0}, "x");
	add("p2", (struct decision){"A", 100, 0}, (struct decision){"A", 30, 0}, "x");
	add("p3", (struct decision){"A", 100, 0}, (struct decision){"A", 100, 0}, "y");
	add("p4", (struct decision){"", 0, 0}, (struct decision){"A", 7, 0}, "y");
	add("p5", (struct decision){"A", 9, 0}, (struct decision){"", 0, 0}, "y");
	zd_tally_finish(t);
	ck_assert_int_eq((int64_t)t->outcomes[1].rise, 57);
	ck_assert_int_eq((int64_t)t->outcomes[1].fall, 79);
	ck_assert_int_eq((int64_t)t->groups[0].rise[1], 50);
	ck_assert_int_eq((int64_t)t->groups[0].fall[1], 70);
	ck_assert_int_eq((int64_t)t->groups[1].rise[1], 7);
	ck_assert_int_eq((int64_t)t->groups[1].fall[1], 9);
}
END_TEST

/* Of a policy without numbers those that change are named, too, when asked for. */
START_TEST(movers_without_numbers)
{
	struct zd_tally *words =
		zd_tally_new(world_policy(&w, "p.two", "person", "id", "class:enum=A|B"), &text_type, 2);
	struct zd_value a = zd_value_string("A"), b = zd_value_string("B"), key = zd_value_string("p1");
	ck_assert_int_eq(words->mover_outcome, -1);
	zd_tally_name_movers(words);
	zd_tally_add(words, &key, &a, &a, false, false, NULL);
	for (int i = 0; i < 3; i++)
		zd_tally_add(words, &key, &a, &b, false, false, NULL);
	zd_tally_finish(words);
	ck_assert_uint_eq(words->mover_count, 2);
	ck_assert_str_eq(words->movers[0].after.s, "B");
	zd_tally_free(words);
	zd_tally_name_movers(t);
	ck_assert_int_eq(t->mover_outcome, 1);
}
END_TEST

Suite *suite_tally(void)
{
	Suite *s = suite_create("tally");
	TCase *c = tcase_create("tally");
	tcase_add_checked_fixture(c, setup, teardown);
	tcase_add_test(c, merged_tallies_are_one);
	tcase_add_test(c, levels_and_moves);
	tcase_add_test(c, sums_are_exact);
	tcase_add_loop_test(c, means_round_half_away, 0, sizeof means / sizeof *means);
	tcase_add_test(c, numbers_of_two_kinds_add_up);
	tcase_add_test(c, movers_come_by_distance);
	tcase_add_test(c, rises_and_falls_are_told_apart);
	tcase_add_test(c, movers_without_numbers);
	tcase_add_test(c, many_levels_are_not_listed);
	tcase_add_test(c, like_levels_stay_apart);
	tcase_add_loop_test(c, groups_add_up, 0, 10);
	suite_add_tcase(s, c);
	return s;
}
