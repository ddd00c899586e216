/*
 * Cases, all of them. Each is decided with its lines traced and its decision
 * tables watched, so that what no case ran comes with the cases.
 */
#include "session/cases.h"

#include <stdlib.h>
#include <string.h>

#include "script/unit.h"
#include "session/onecase.h"

/* A whole run of `test`. */
struct testing {
	struct zd_loaded *loaded;
	int32_t day;
	bool **hits;  /* for each table, for each of its rows and its default */
	bool *tables; /* those that policies tested use */
	void (*event)(void *context, const struct zd_test_event *e);
	void *context;
	struct zd_test_result *result;
	struct zd_arena arena;
};

/* What the cases did to one policy's lines. */
struct coverage {
	struct testing *testing;
	const struct zd_policy *policy;
	const int *lines;
	size_t count;
	bool *ran; /* one a line */
};

static void tell(struct testing *t, const struct zd_test_event *e)
{
	if (t->event)
		t->event(t->context, e);
}

/* ---- what runs ---- */

static void mark_lines(void *context, const struct zd_single *s, const struct zd_batch *b)
{
	struct coverage *cover = context;
	if (s->variants.items[s->variant].steps[0].policy != s->policy) /* a branch's replacement */
		return;
	for (size_t i = 0; i < b->trace_count; i++) {
		size_t low = 0, high = cover->count;
		int line = b->traces[i].line;
		while (low < high) {
			size_t middle = (low + high) / 2;
			if (cover->lines[middle] < line)
				low = middle + 1;
			else
				high = middle;
		}
		if (low < cover->count && cover->lines[low] == line)
			cover->ran[low] = true;
	}
}

static void mark_rows(void *context, const struct zd_table *t, const struct zd_value *inputs)
{
	struct testing *all = ((struct coverage *)context)->testing;
	const struct zd_pack *pack = all->loaded->pack;
	if (t >= pack->tables && t < pack->tables + pack->table_count)
		zd_table_hits(t, inputs, all->hits[t - pack->tables], &all->arena);
}

/* The places that were not met, from 1; returns how many. */
static size_t missed_of(const bool *met, const int *names, size_t count, int *missed)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++) {
		if (!met[i])
			missed[n++] = names ? names[i] : (int)i + 1;
	}
	return n;
}

static void end_policy(const struct coverage *cover)
{
	struct testing *t = cover->testing;
	int *missed = zd_alloc((cover->count + 1) * sizeof *missed);
	size_t n = missed_of(cover->ran, cover->lines, cover->count, missed);
	t->result->lines += cover->count;
	t->result->covered += cover->count - n;
	tell(t, &(struct zd_test_event){.policy = cover->policy->id,
					.file = cover->policy->place.file,
					.passed = true,
					.lines = cover->count,
					.covered = cover->count - n,
					.missed = missed});
	free(missed);
}

static void end_tables(struct testing *t)
{
	const struct zd_pack *pack = t->loaded->pack;
	for (size_t i = 0; i < pack->table_count; i++) {
		const struct zd_table *table = &pack->tables[i];
		size_t count = table->row_count + (table->fallback ? 1 : 0);
		if (!t->tables[i])
			continue;
		int *missed = zd_alloc((count + 1) * sizeof *missed);
		size_t n = missed_of(t->hits[i], NULL, count, missed);
		t->result->rows += count;
		t->result->rows_covered += count - n;
		tell(t, &(struct zd_test_event){.table = table->name,
						.file = table->place.file,
						.line = table->place.line,
						.passed = true,
						.lines = count,
						.covered = count - n,
						.missed = missed});
		free(missed);
	}
}

/* ---- all of them ---- */

bool zd_policy_named(const char *policy, const char *const *ids, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strncmp(policy, ids[i], strlen(ids[i])) == 0)
			return true;
	}
	return count == 0;
}

static void test_policy(struct testing *t, const struct zd_policy *p)
{
	struct zd_pack *pack = t->loaded->pack;
	struct coverage cover = {.testing = t, .policy = p};
	const struct zd_syntax *syntax = zd_scripts_syntax(t->loaded->scripts, p);
	const struct zd_case_watch watch = {{mark_rows, &cover}, mark_lines, NULL, &cover};
	if (syntax)
		zd_unit_lines(&cover.lines, &cover.count, syntax, &t->arena);
	cover.ran = zd_alloc(cover.count + 1);
	for (size_t i = 0; i < p->table_count; i++) {
		const struct zd_table *table = zd_pack_table(pack, p->tables[i].target);
		if (table)
			t->tables[table - pack->tables] = true;
	}
	for (size_t i = 0; i < pack->case_count; i++) {
		const struct zd_case *c = &pack->cases[i];
		struct zd_str difference = {0};
		if (strcmp(c->policy, p->id) != 0)
			continue;
		zd_case_run(t->loaded, c, t->day, ZD_MODE_TRACE, &watch, &difference);
		bool passed = difference.len == 0;
		*(passed ? &t->result->passed : &t->result->failed) += 1;
		tell(t, &(struct zd_test_event){.policy = p->id,
						.name = c->name,
						.file = c->place.file,
						.line = c->place.line,
						.passed = passed,
						.difference = zd_str_text(&difference)});
		zd_str_free(&difference);
	}
	end_policy(&cover);
	free(cover.ran);
}

/* Cases of policies that do not exist are failures, not silence. */
static void test_strays(struct testing *t, const char *const *ids, size_t count)
{
	for (size_t i = 0; i < t->loaded->pack->case_count; i++) {
		const struct zd_case *c = &t->loaded->pack->cases[i];
		if (zd_pack_policy(t->loaded->pack, c->policy) || !zd_policy_named(c->policy, ids, count))
			continue;
		t->result->failed++;
		tell(t, &(struct zd_test_event){.policy = c->policy,
						.name = c->name,
						.file = c->place.file,
						.line = c->place.line,
						.difference = "there is no such policy"});
	}
}

void zd_cases_run(struct zd_loaded *loaded, const char *const *ids, size_t count,
		  void (*event)(void *, const struct zd_test_event *), void *context, struct zd_test_result *result)
{
	struct zd_pack *pack = loaded->pack;
	struct testing t = {.loaded = loaded, .event = event, .context = context, .result = result};
	memset(result, 0, sizeof *result);
	t.day = zd_case_day(pack);
	t.hits = zd_arena_alloc(&t.arena, (pack->table_count + 1) * sizeof *t.hits);
	t.tables = zd_arena_alloc(&t.arena, pack->table_count + 1);
	for (size_t i = 0; i < pack->table_count; i++)
		t.hits[i] = zd_arena_alloc(&t.arena, pack->tables[i].row_count + 1);
	for (size_t i = 0; i < pack->policy_count; i++) {
		if (zd_policy_named(pack->policies[i].id, ids, count))
			test_policy(&t, &pack->policies[i]);
	}
	end_tables(&t);
	test_strays(&t, ids, count);
	zd_arena_free(&t.arena);
}

int zd_policies_named(const struct zd_pack *pack, const char *const *ids, size_t count, struct zd_error *err)
{
	for (size_t i = 0; i < count; i++) {
		bool found = false;
		for (size_t k = 0; k < pack->policy_count; k++)
			found |= strncmp(pack->policies[k].id, ids[i], strlen(ids[i])) == 0;
		if (!found)
			return zd_fail(err, ZD_USAGE, "no policy '%s'", ids[i]);
	}
	return ZD_OK;
}

int zd_test(struct zd_session *s, const char *const *ids, size_t count,
	    void (*event)(void *context, const struct zd_test_event *e), void *context, struct zd_test_result *result,
	    struct zd_error *err)
{
	struct zd_loaded *loaded;
	memset(result, 0, sizeof *result);
	if (zd_load_folder(s, ZD_READ_CASES, &loaded, err) || zd_policies_named(loaded->pack, ids, count, err))
		return err->code;
	zd_cases_run(loaded, ids, count, event, context, result);
	if (result->failed)
		return zd_fail(err, ZD_FINDINGS, "%zu of %zu cases failed", result->failed,
			       result->passed + result->failed);
	return ZD_OK;
}
