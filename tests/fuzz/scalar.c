/*
 * Money, decimals, dates, date-times and periods as text, and scalars of each
 * type as people write them. What was read and is written comes back. Of two
 * lines the second is a pattern for the first.
 */
#include <math.h>

#include "base/date.h"
#include "base/money.h"
#include "fuzz.h"
#include "model/text.h"

static void read_money(const char *s, size_t n)
{
	int64_t fen, again;
	char text[32];
	if (!zd_money_parse(s, n, &fen))
		return;
	FUZZ_MUST(fen <= ZD_MONEY_MAX && fen >= -ZD_MONEY_MAX);
	size_t len = zd_money_format(fen, false, text);
	FUZZ_MUST(len == strlen(text) && zd_money_parse(text, len, &again) && again == fen);
	len = zd_money_format(fen, true, text);
	FUZZ_MUST(len == strlen(text) && len < sizeof text);
}

static void round_and_multiply(double d)
{
	int64_t fen;
	for (int digits = 0; digits <= 15; digits++) {
		double once = zd_round(d, digits);
		FUZZ_MUST(zd_round(once, digits) == once && !(once == 0 && signbit(once)));
	}
	if (zd_money_times(-12345, &d, 1, &fen))
		FUZZ_MUST(fen <= ZD_MONEY_MAX && fen >= -ZD_MONEY_MAX);
}

static void read_decimal(const char *s, size_t n)
{
	struct zd_decimal d, short_one;
	char text[64];
	int64_t fen;
	if (!zd_decimal_parse(s, n, &d))
		return;
	FUZZ_MUST(d.scale >= 0 && d.scale <= 18);
	struct zd_decimal factors[] = {d, d, {.digits = 15, .scale = 1}};
	zd_money_product(factors, 3, &fen);
	snprintf(text, sizeof text, "%llde-%d", (long long)d.digits, d.scale);
	double number = strtod(text, NULL);
	size_t len = zd_number_format(number, text);
	FUZZ_MUST(len == strlen(text) && len < 32 && strtod(text, NULL) == number);
	if (zd_decimal_of(number, &short_one)) {
		snprintf(text, sizeof text, "%llde-%d", (long long)short_one.digits, short_one.scale);
		FUZZ_MUST(strtod(text, NULL) == number);
	}
	round_and_multiply(number);
}

static void share(const char *s, size_t n)
{
	double weights[4];
	int64_t parts[4], sum = 0, m = 0;
	if (n < sizeof weights + sizeof m)
		return;
	memcpy(weights, s, sizeof weights);
	memcpy(&m, s + sizeof weights, sizeof m);
	m %= ZD_MONEY_MAX;
	if (!zd_money_share(m, weights, 4, parts))
		return;
	for (size_t i = 0; i < 4; i++) {
		FUZZ_MUST(isfinite(weights[i]) && weights[i] >= 0 && (m < 0 ? parts[i] <= 0 : parts[i] >= 0));
		sum += parts[i];
	}
	FUZZ_MUST(sum == m);
}

static void read_date(const char *s, size_t n)
{
	struct zd_date d, again;
	char text[ZD_DATE_LEN + 1];
	if (!zd_date_parse(s, n, &d))
		return;
	zd_date_format(d, text);
	FUZZ_MUST(n == ZD_DATE_LEN && memcmp(text, s, n) == 0);
	again = zd_date_from_days(zd_date_days(d));
	FUZZ_MUST(again.year == d.year && again.month == d.month && again.day == d.day);
	again = zd_date_add_months(d, 7);
	FUZZ_MUST(!zd_date_ok(again) || zd_date_months_between(d, again) == 7 || again.day != d.day);
}

static void read_datetime(const char *s, size_t n, const char *pattern)
{
	int64_t seconds, again;
	char text[ZD_DATETIME_LEN + 1];
	if (zd_datetime_parse(s, n, &seconds) || zd_datetime_scan(s, n, pattern, &seconds)) {
		zd_datetime_format(seconds, text);
		FUZZ_MUST(zd_datetime_parse(text, strlen(text), &again) && again == seconds);
	}
}

static void read_period(const char *s)
{
	enum zd_period kind;
	struct zd_date first, last, from, to;
	char text[16];
	if (!zd_period_parse(s, &kind, &first, &last))
		return;
	FUZZ_MUST(kind != ZD_PERIOD_NONE && zd_date_ok(first) && zd_date_ok(last));
	zd_period_format(kind, first, text);
	FUZZ_MUST(strcmp(text, s) == 0);
	zd_period_of(kind, last, &from, &to);
	FUZZ_MUST(zd_date_days(from) == zd_date_days(first) && zd_date_days(to) == zd_date_days(last));
}

static void read_value(const char *s, size_t n, enum zd_kind kind, struct zd_arena *arena)
{
	static const char *words[] = {"won", "lost"}, *titles[] = {"赢", "输"};
	static const struct zd_enum ends = {.name = "end", .count = 2, .values = words, .titles = titles};
	const struct zd_type type = {.kind = kind, .enums = &ends, .entity = "shop"};
	struct zd_error err = {0};
	struct zd_value v, back;
	struct zd_str text = {0};
	char why[256];
	if (zd_value_parse(&v, &type, s, n, arena, &err)) {
		FUZZ_MUST(err.code == ZD_DATA && err.message[0]);
		return;
	}
	FUZZ_MUST(v.tag == ZD_NIL || zd_value_fits(&type, &v, why, sizeof why));
	zd_value_show(&text, &type, &v);
	zd_str_clear(&text);
	zd_value_plain(&text, &type, &v);
	if (v.tag != ZD_NIL && text.len > 0) {
		FUZZ_MUST(zd_value_parse(&back, &type, text.s, text.len, arena, &err) == ZD_OK);
		FUZZ_MUST(zd_value_compare(&v, &back) == 0);
	}
	zd_str_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_arena arena = {0};
	char *text = fuzz_text(data, size);
	char *newline = strchr(text, '\n');
	const char *pattern = newline ? newline + 1 : "%Y/%m/%d";
	size_t n = newline ? (size_t)(newline - text) : strlen(text);
	char *s = fuzz_bytes(data, n);
	share((const char *)data, size);
	read_money(s, n);
	read_decimal(s, n);
	read_date(s, n);
	read_datetime(s, n, pattern);
	for (int kind = ZD_KIND_TEXT; kind <= ZD_KIND_REF; kind++)
		read_value(s, n, (enum zd_kind)kind, &arena);
	text[n] = '\0';
	read_period(text);
	free(s);
	free(text);
	zd_arena_free(&arena);
	return 0;
}
