/*
 * The small languages of what-ifs: ranges of values, measures, and goals
 * over outcomes. The first byte says which and of what type. A range that is
 * accepted has values that its type reads; whatever is refused has a reason.
 */
#include "fuzz.h"
#include "model/text.h"
#include "whatif/grid.h"
#include "whatif/measure.h"

static const char *words[] = {"A", "B"};
static const struct zd_enum grades = {.name = "grade", .count = 2, .values = words, .titles = words};
static struct zd_give gives[] = {
	{.name = "pay", .type = {.kind = ZD_KIND_MONEY}},
	{.name = "score", .type = {.kind = ZD_KIND_NUMBER}},
	{.name = "places", .type = {.kind = ZD_KIND_INT}},
	{.name = "share", .type = {.kind = ZD_KIND_RATE}},
	{.name = "grade", .type = {.kind = ZD_KIND_ENUM, .enums = &grades}},
	{.name = "over", .type = {.kind = ZD_KIND_BOOL}},
	{.name = "note", .type = {.kind = ZD_KIND_TEXT}},
	{.name = "day", .type = {.kind = ZD_KIND_DATE}},
	{.name = "past", .type = {.kind = ZD_KIND_LIST}},
};
static struct zd_policy policies[] = {
	{.id = "a.pay", .gives = gives, .give_count = sizeof gives / sizeof gives[0]},
	{.id = "a.rank", .gives = gives + 2, .give_count = 3},
};
static const struct zd_pack pack = {.policies = policies, .policy_count = 2};

static void grid(const char *text, const struct zd_type *type, bool fine)
{
	struct zd_grid g;
	struct zd_error err = {0};
	char buf[32];
	if (zd_grid_parse(&g, text, type, fine, &err)) {
		FUZZ_MUST(err.code == ZD_USAGE && err.message[0]);
		return;
	}
	FUZZ_MUST(g.count > 0 && g.step != 0);
	const uint64_t places[] = {0, g.count / 2, g.count - 1};
	for (size_t i = 0; i < 3; i++) {
		struct zd_value v;
		const char *written = zd_grid_text(&g, places[i], buf);
		FUZZ_MUST(strlen(written) < sizeof buf);
		FUZZ_MUST(zd_value_parse(&v, type, written, strlen(written), NULL, &err) == ZD_OK);
	}
}

static void measure(const char *text)
{
	static const char *const one[] = {"a.pay"};
	struct zd_arena arena = {0};
	for (size_t n = 0; n < 2; n++) {
		struct zd_error err = {0};
		struct zd_measure m;
		if (zd_measure_parse(&m, text, &pack, one, n, &arena, &err))
			FUZZ_MUST((err.code == ZD_USAGE || err.code == ZD_NOT_FOUND) && err.message[0]);
		else
			FUZZ_MUST(m.policy && m.give < m.policy->give_count);
	}
	zd_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct zd_type types[] = {
		{.kind = ZD_KIND_INT}, {.kind = ZD_KIND_NUMBER}, {.kind = ZD_KIND_MONEY}, {.kind = ZD_KIND_RATE}};
	unsigned what = fuzz_byte(&data, &size);
	char *text = fuzz_text(data, size);
	if (what % 16 < 8)
		grid(text, &types[what % 4], what % 8 < 4);
	else
		measure(text);
	free(text);
	return 0;
}
