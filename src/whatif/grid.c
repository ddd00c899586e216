/* Grids. */
#include "whatif/grid.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/money.h"
#include "base/utf8.h"
#include "model/text.h"

#define SCALE_MAX 9
#define DIGITS_MAX INT64_C(1000000000000000000)

bool zd_grid_fits(const struct zd_type *type)
{
	return type->kind == ZD_KIND_INT || type->kind == ZD_KIND_NUMBER || type->kind == ZD_KIND_MONEY ||
	       type->kind == ZD_KIND_RATE;
}

static int scale_of(const struct zd_type *type)
{
	return type->kind == ZD_KIND_INT ? 0 : type->kind == ZD_KIND_RATE ? 4 : 2;
}

/* One of the numbers. What the type itself does not read is no number here either. */
static int read_number(struct zd_decimal *out, const char *text, const char *s, size_t n, const struct zd_type *type,
		       struct zd_error *err)
{
	struct zd_value v;
	struct zd_arena arena = {0};
	int code = zd_value_parse(&v, type, s, n, &arena, err);
	zd_arena_free(&arena);
	bool percent = !code && n > 1 && s[n - 1] == '%';
	if (!code && (!zd_decimal_parse(s, percent ? n - 1 : n, out) || out->scale + 2 * percent > SCALE_MAX))
		code = zd_fail(err, ZD_USAGE, "'%.*s' has too many digits", (int)n, s);
	if (code) {
		err->code = ZD_USAGE;
		err->column = (int)zd_utf8_length(text, (size_t)(s - text)) + 1;
		return err->code;
	}
	out->scale += 2 * percent;
	return ZD_OK;
}

/* To a common scale; false: too large. */
static bool rescale(struct zd_decimal *d, int scale)
{
	for (; d->scale < scale; d->scale++) {
		if (d->digits > DIGITS_MAX / 10 || d->digits < -DIGITS_MAX / 10)
			return false;
		d->digits *= 10;
	}
	return true;
}

static int refuse(struct zd_error *err, const char *text, bool fine)
{
	return zd_fail(err, ZD_USAGE, "'%s' is not %s", text, fine ? "LO:HI or LO:HI:STEP" : "FROM:TO:STEP");
}

int zd_grid_parse(struct zd_grid *out, const char *text, const struct zd_type *type, bool fine, struct zd_error *err)
{
	struct zd_decimal d[3] = {{0, 0}, {0, 0}, {1, scale_of(type)}};
	size_t parts = 0;
	for (const char *s = text; parts < 3; parts++) {
		size_t n = strcspn(s, ":");
		if (read_number(&d[parts], text, s, n, type, err))
			return n ? (int)err->code : refuse(err, text, fine);
		if (!s[n]) {
			parts++;
			break;
		}
		s += n + 1;
		if (parts == 2)
			return refuse(err, text, fine);
	}
	if (parts < 2 || (parts == 2 && !fine))
		return refuse(err, text, fine);
	int scale = d[0].scale > d[1].scale ? d[0].scale : d[1].scale;
	if (parts == 2 && scale > d[2].scale) /* bounds finer than the type */
		d[2] = (struct zd_decimal){1, scale};
	scale = scale > d[2].scale ? scale : d[2].scale;
	for (size_t i = 0; i < 3; i++) {
		if (!rescale(&d[i], scale))
			return zd_fail(err, ZD_USAGE, "'%s' is beyond what can be counted", text);
	}
	int64_t way = d[1].digits - d[0].digits, step = d[2].digits;
	if (step == 0)
		return zd_fail(err, ZD_USAGE, "'%s' has a step of nothing", text);
	if ((way > 0 && step < 0) || (way < 0 && step > 0))
		return zd_fail(err, ZD_USAGE, "'%s' is empty: its step leads away from its end", text);
	*out = (struct zd_grid){d[0].digits, step, scale, (uint64_t)(way / step) + 1};
	return ZD_OK;
}

const char *zd_grid_text(const struct zd_grid *g, uint64_t i, char buf[32])
{
	int64_t digits = g->from + (int64_t)i * g->step;
	uint64_t whole = (uint64_t)(digits < 0 ? -digits : digits), unit = 1;
	for (int k = 0; k < g->scale; k++)
		unit *= 10;
	int n = snprintf(buf, 32, "%s%llu", digits < 0 ? "-" : "", (unsigned long long)(whole / unit));
	if (g->scale)
		n += snprintf(buf + n, 32 - (size_t)n, ".%0*llu", g->scale, (unsigned long long)(whole % unit));
	while (g->scale && buf[n - 1] == '0')
		buf[--n] = '\0';
	if (buf[n - 1] == '.')
		buf[--n] = '\0';
	return buf;
}

struct zd_value zd_grid_value(const struct zd_grid *g, const struct zd_type *type, uint64_t i)
{
	char buf[32];
	struct zd_value v = ZD_VALUE_NIL;
	struct zd_error ignored;
	const char *text = zd_grid_text(g, i, buf);
	zd_value_parse(&v, type, text, strlen(text), NULL, &ignored);
	return v;
}
