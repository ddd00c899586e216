/*
 * Deciding by a policy that somebody else wrote, on a few rows of a small
 * pack: nothing it does gets out of its limits, twice the same comes of it,
 * and reasons and traces leave the outcomes as they are.
 */
#include "engine/decider.h"
#include "engine/variant.h"
#include "fuzz.h"
#include "pack/reader.h"
#include "script/runtime.h"

#define FILE_OF(path, text)                                                                                            \
	{                                                                                                              \
		path, text, sizeof(text) - 1                                                                           \
	}
#define ROWS 3

static const struct zd_pack_file small_pack[] = {
	FILE_OF("pack.yaml",
		"name: small\nversion: 1.0.0\ntitle: small\n"
		"limits: {memory: 1MiB, steps: 3000, seconds: 2, member_memory: 2KiB, member_steps: 500}\n"),
	FILE_OF("model/small.yaml",
		"enums:\n  kind:\n    title: kind\n    values: {private: 个人, company: 企业}\n"
		"entities:\n  thing:\n    title: thing\n    fields:\n"
		"      id: {type: text, title: id}\n      team: {type: text, title: team}\n"
		"      kind: {type: enum, enum: kind, title: kind}\n      spent: {type: money, title: spent}\n"
		"      heads: {type: int, title: heads}\n      score: {type: number, title: score}\n"
		"      day: {type: date, title: day}\n      at: {type: datetime, title: at}\n"
		"      open: {type: bool, title: open}\n"),
	FILE_OF("params/small.yaml",
		"p.least:\n  title: least\n  type: money\n  value: 5\n"
		"p.rates:\n  title: rates\n  type: {gold: rate, plain: rate}\n  value: {gold: 4%, plain: 0%}\n"
		"p.steps:\n  title: steps\n  type: [number]\n  value: [1, 2.5, 4]\n"),
	FILE_OF("tables/small.yaml",
		"grid:\n  title: grid\n  hit: first\n  inputs:\n    heads: {type: int}\n    kind: {type: kind}\n"
		"  outputs:\n    word: {type: text}\n  rows:\n    - [\">= 10\", private, many]\n    - [\"-\", \"-\", "
		"few]\n"),
};
#define SMALL_PACK (sizeof small_pack / sizeof small_pack[0])

static struct zd_value text_value(const char *s)
{
	return zd_value_text(s, strlen(s));
}

/* Some value of the type: another one in each row. */
static struct zd_value value_of(const struct zd_type *type, size_t row)
{
	static const char *const words[] = {"甲乙丙", "", "a,b;c"};
	static const double numbers[] = {0.1, -1e300, 3};
	static const int64_t integers[] = {0, 12345678901234, -7};
	switch (type->kind) {
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
		return zd_value_int(integers[row]);
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		return zd_value_number(numbers[row]);
	case ZD_KIND_BOOL:
		return zd_value_bool(row % 2);
	case ZD_KIND_DATE:
		return text_value(row ? "2024-02-29" : "9999-12-31");
	case ZD_KIND_DATETIME:
		return text_value(row ? "2024-02-29 23:59:59" : "0001-01-01 00:00:00");
	case ZD_KIND_ENUM:
		return text_value(type->enums->values[row % type->enums->count]);
	default:
		return text_value(words[row]);
	}
}

/* Whether no step minds that a slot is empty. */
static bool may_be_absent(const struct zd_stage *stage, size_t slot)
{
	for (size_t i = 0; i < stage->steps[0].policy->need_count; i++) {
		const struct zd_arg *arg = &stage->steps[0].args[i];
		if (!arg->from_row && arg->index == slot && !arg->optional)
			return false;
	}
	return (int)slot != stage->over_slot && (int)slot != stage->steps[0].when_slot;
}

/* The last row has but the values that it must. */
static struct zd_batch *batch_of(const struct zd_stage *stage)
{
	static const char *const ids[] = {"T1", "T2", "T3"};
	struct zd_batch *b = zd_batch_new(stage, ROWS);
	b->count = ROWS;
	for (size_t row = 0; row < ROWS; row++) {
		b->ids[row] = text_value(ids[row]);
		for (size_t i = 0; i < stage->slot_count; i++) {
			bool absent = row == ROWS - 1 && may_be_absent(stage, i);
			b->in[row * stage->slot_count + i] =
				absent ? ZD_VALUE_NIL : value_of(&stage->slots[i].type, row);
		}
	}
	return b;
}

static void must_agree(const struct zd_batch *a, const struct zd_batch *b)
{
	const struct zd_stage *stage = a->stage;
	for (size_t row = 0; row < ROWS; row++) {
		/* Reasons take memory and steps, so a limit may be met in one mode only. */
		if (a->status[row] != ZD_DECIDED || b->status[row] != ZD_DECIDED)
			continue;
		for (size_t i = 0; i < stage->out_count; i++)
			FUZZ_MUST(zd_value_equal(&a->out[row * stage->out_count + i],
						 &b->out[row * stage->out_count + i]));
	}
}

static void must_be_said(const struct zd_batch *b)
{
	size_t failed = 0;
	for (size_t i = 0; i < b->failure_count; i++) {
		const struct zd_failure *f = &b->failures[i];
		FUZZ_MUST(f->row < ROWS && f->message[0] && f->code != ZD_BUG && b->status[f->row] == ZD_FAILED);
	}
	for (size_t row = 0; row < ROWS; row++)
		failed += b->status[row] == ZD_FAILED;
	FUZZ_MUST(failed == 0 || b->failure_count > 0);
}

static struct zd_batch *decide(const struct zd_pack *pack, struct zd_scripts *scripts, const struct zd_stage *stage,
			       const struct zd_variants *variants, enum zd_mode mode)
{
	struct zd_error err = {0};
	struct zd_decider_maker maker = zd_runtime_maker(scripts);
	struct zd_decider *decider;
	struct zd_batch *b = batch_of(stage);
	int rc = maker.make(maker.context, pack, stage, variants->items, variants->count, mode, &decider, &err);
	FUZZ_MUST(rc == ZD_OK || (rc != ZD_BUG && err.message[0]));
	if (rc == ZD_OK) {
		FUZZ_MUST(decider->decide(decider, b, &err) == ZD_OK);
		must_be_said(b);
		decider->free(decider);
		return b;
	}
	zd_batch_free(b);
	return NULL;
}

static void decide_in_modes(const struct zd_pack *pack, struct zd_scripts *scripts, const struct zd_stage *stage)
{
	static const enum zd_mode modes[] = {ZD_MODE_FAST, ZD_MODE_FAST, ZD_MODE_REASONS, ZD_MODE_TRACE};
	struct zd_batch *batches[4];
	struct zd_variants variants;
	struct zd_arena arena = {0};
	struct zd_error err = {0};
	FUZZ_MUST(zd_variants_make(&variants, pack, stage, 20000, &arena, &err) == ZD_OK);
	for (size_t i = 0; i < 4; i++) {
		batches[i] = decide(pack, scripts, stage, &variants, modes[i]);
		if (i > 0 && batches[0] && batches[i])
			must_agree(batches[0], batches[i]);
	}
	for (size_t i = 0; i < 4; i++)
		zd_batch_free(batches[i]);
	zd_variants_free(&variants);
	zd_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_pack_file files[SMALL_PACK + 1];
	struct zd_findings findings = {0};
	struct zd_error err = {0};
	struct zd_pack *pack;
	struct zd_scripts *scripts;
	struct zd_plan *plan = NULL;
	memcpy(files, small_pack, sizeof small_pack);
	files[SMALL_PACK] = (struct zd_pack_file){"rules/a/b.lua", (const char *)data, size};
	FUZZ_MUST(zd_pack_read_files(&pack, "small", files, SMALL_PACK + 1, 0, &findings, &err) == ZD_OK);
	FUZZ_MUST(findings.errors == 0);
	zd_scripts_read(&scripts, pack, &findings);
	zd_pack_resolve(pack, &findings);
	const struct zd_policy *policy = zd_pack_policy(pack, "a.b");
	if (findings.errors == 0 && policy && zd_plan_single(&plan, pack, policy, &err) == ZD_OK)
		decide_in_modes(pack, scripts, &plan->stages[0]);
	zd_plan_free(plan);
	zd_scripts_free(scripts);
	zd_pack_free(pack);
	zd_findings_free(&findings);
	return 0;
}
