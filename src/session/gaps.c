/*
 * Decision tables, checked with the book at hand: a gap that nobody falls
 * into is less pressing than one that takes a tenth of the records. The
 * counting reads the fields and facts that the table asks for and decides
 * nothing.
 */
#include "session/gaps.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/str.h"
#include "model/tablecheck.h"
#include "model/text.h"

#define ROWS 1024

struct counter {
	struct zd_session *session;
	struct zd_loaded *loaded;
	struct zd_reader *reader; /* NULL: no book, or none that can be asked */
	bool tried;
};

/* How many records of an entity fall into each of a table's flaws. */
struct tally {
	const struct zd_entity *entity;
	uint64_t *counts;
};

static struct zd_reader *reader_of(struct counter *c)
{
	struct zd_error err;
	if (!c->tried && access(c->session->book_path, F_OK) == 0 &&
	    zd_reader_open(&c->reader, c->session->book_path, &err)) {
		zd_session_note(c->session, "the book is not asked who falls where tables have flaws: %s", err.message);
		c->reader = NULL;
	}
	c->tried = true;
	return c->reader;
}

static bool uses(const struct zd_policy *p, const struct zd_table *t)
{
	for (size_t i = 0; i < p->table_count; i++) {
		if (strcmp(p->tables[i].target, t->name) == 0)
			return true;
	}
	return false;
}

static const struct zd_type *type_of(const struct zd_pack *pack, const struct zd_entity *e, const char *name)
{
	const struct zd_field *field = zd_entity_field(e, name);
	if (field)
		return &field->type;
	const struct zd_fact_value *fact = zd_pack_fact(pack, e->name, name, NULL);
	return fact ? &fact->type : NULL;
}

/* Whether the table's inputs are all fields or facts of the entity, by name and type. */
static bool speaks_of(const struct zd_pack *pack, const struct zd_table *t, const struct zd_entity *e)
{
	for (size_t i = 0; i < t->input_count; i++) {
		const struct zd_type *type = type_of(pack, e, t->inputs[i].name);
		if (!type || !zd_type_equal(type, &t->inputs[i].type))
			return false;
	}
	return true;
}

/* A plan of one stage that only reads: the table's inputs, in their order. */
static int plan_inputs(struct zd_plan **out, const struct zd_pack *pack, const struct zd_table *t,
		       const struct zd_entity *e, size_t *slots, struct zd_error *err)
{
	struct zd_plan *plan = zd_alloc(sizeof *plan);
	plan->pack = pack;
	plan->stages = zd_arena_alloc(&plan->arena, sizeof *plan->stages);
	plan->stages[0] = (struct zd_stage){.entity = e, .over_slot = -1, .branch_slot = -1};
	plan->stage_count = 1;
	*out = plan;
	for (size_t i = 0; i < t->input_count; i++) {
		if (zd_plan_add_slot(plan, 0, t->inputs[i].name, &slots[i], err))
			return err->code;
	}
	return ZD_OK;
}

static void count_batch(const struct zd_table *t, const struct zd_flaws *flaws, const struct zd_batch *b,
			const size_t *slots, struct zd_value *inputs, uint64_t *counts)
{
	for (size_t row = 0; row < b->count; row++) {
		for (size_t i = 0; i < t->input_count; i++)
			inputs[i] = b->in[row * b->stage->slot_count + slots[i]];
		for (size_t k = 0; k < flaws->count; k++)
			counts[k] += flaws->items[k].cells && zd_flaw_holds(t, &flaws->items[k], inputs);
	}
}

static int count_records(struct counter *c, const struct zd_table *t, const struct zd_flaws *flaws,
			 const struct zd_entity *e, uint64_t *counts, struct zd_error *err)
{
	const struct zd_scope scope = {.as_of = zd_today()};
	struct zd_source_maker maker = zd_reader_sources(c->reader, c->loaded->pack);
	struct zd_source *source = NULL;
	struct zd_batch *batch = NULL;
	struct zd_plan *plan;
	size_t *slots = zd_alloc((t->input_count + 1) * sizeof *slots);
	struct zd_value *inputs = zd_alloc((t->input_count + 1) * sizeof *inputs);
	int code = plan_inputs(&plan, c->loaded->pack, t, e, slots, err);
	if (!code)
		code = maker.open(maker.context, &plan->stages[0], &scope, &source, err);
	if (!code) {
		batch = zd_batch_new(&plan->stages[0], ROWS);
		do {
			zd_batch_clear(batch);
			code = source->next(source, batch, err);
			if (!code)
				count_batch(t, flaws, batch, slots, inputs, counts);
		} while (!code && batch->count);
	}
	if (source)
		source->close(source);
	zd_batch_free(batch);
	zd_plan_free(plan);
	free(slots);
	free(inputs);
	return code;
}

static bool has_place(const struct zd_flaws *flaws)
{
	for (size_t i = 0; i < flaws->count; i++) {
		if (flaws->items[i].cells)
			return true;
	}
	return false;
}

/* One tally for each entity that the table speaks of and a policy uses it for. */
static struct tally *count_all(struct counter *c, const struct zd_table *t, const struct zd_flaws *flaws, size_t *count,
			       struct zd_arena *arena)
{
	const struct zd_pack *pack = c->loaded->pack;
	struct tally *tallies = zd_arena_alloc(arena, (pack->policy_count + 1) * sizeof *tallies);
	*count = 0;
	for (size_t i = 0; i < pack->policy_count; i++) {
		const struct zd_policy *p = &pack->policies[i];
		const struct zd_entity *e = p->broken || !uses(p, t) ? NULL : zd_pack_entity(pack, p->subject);
		bool again = false;
		for (size_t k = 0; k < *count; k++)
			again |= tallies[k].entity == e;
		if (!e || again || !speaks_of(pack, t, e) || !reader_of(c))
			continue;
		struct tally *tally = &tallies[*count];
		struct zd_error err;
		*tally = (struct tally){e, zd_arena_alloc(arena, flaws->count * sizeof *tally->counts)};
		if (count_records(c, t, flaws, e, tally->counts, &err))
			zd_session_note(c->session, "who falls where the flaws of %s lie is not known: %s", t->name,
					err.message);
		else
			(*count)++;
	}
	return tallies;
}

static void add_count(struct zd_str *b, const struct zd_entity *e, uint64_t n)
{
	zd_str_printf(b,
		      n == 1 ? "; %llu record of %s in the book falls there"
			     : "; %llu records of %s in the book fall there",
		      (unsigned long long)n, e->name);
}

static void check_table(struct counter *c, const struct zd_table *t)
{
	struct zd_arena arena = {0};
	struct zd_flaws flaws = {0};
	struct tally *tallies = NULL;
	size_t tally_count = 0;
	zd_table_check(t, &flaws, &arena);
	if (has_place(&flaws))
		tallies = count_all(c, t, &flaws, &tally_count, &arena);
	for (size_t i = 0; i < flaws.count; i++) {
		const struct zd_flaw *f = &flaws.items[i];
		struct zd_str message = {0};
		zd_str_add(&message, f->message);
		for (size_t k = 0; k < tally_count && f->cells; k++)
			add_count(&message, tallies[k].entity, tallies[k].counts[i]);
		zd_find(&c->loaded->findings, f->code, f->place.file, f->place.line, f->place.column, "%s",
			zd_str_text(&message));
		zd_str_free(&message);
	}
	zd_flaws_free(&flaws);
	zd_arena_free(&arena);
}

/* A file with errors has tables whose rows are not all there. */
static bool has_errors(const struct zd_findings *found, const char *file)
{
	for (size_t i = 0; i < found->count; i++) {
		if (zd_finding_is_error(found->items[i].code) && strcmp(found->items[i].file, file) == 0)
			return true;
	}
	return false;
}

void zd_tables_check(struct zd_session *s, struct zd_loaded *loaded)
{
	struct counter c = {.session = s, .loaded = loaded};
	const struct zd_pack *pack = loaded->pack;
	bool *sound = zd_alloc((pack->table_count + 1) * sizeof *sound);
	for (size_t i = 0; i < pack->table_count; i++)
		sound[i] = !has_errors(&loaded->findings, pack->tables[i].place.file);
	for (size_t i = 0; i < pack->table_count; i++) {
		if (sound[i])
			check_table(&c, &pack->tables[i]);
	}
	zd_reader_close(c.reader);
	free(sound);
}
