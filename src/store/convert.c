/* Converters: for each type and format a quick reader, and what to say when it and the slow one have failed. */
#include "store/convert.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/date.h"
#include "base/map.h"
#include "base/str.h"
#include "model/text.h"

/* Dates by a pattern come again and again: the last one is remembered when it is not longer. */
#define MEMO_SIZE 32
/* Whole doubles up to here are exact. */
#define EXACT_INTEGER (INT64_C(1) << 53)

typedef bool reader(struct zd_convert *c, const char *s, size_t n, struct zd_value *out);

struct zd_convert {
	const struct zd_field *field;
	enum zd_map_format format;
	const char *pattern;
	reader *read;
	struct zd_map names;            /* of an enum: its values by name and title */
	struct zd_value last;           /* of an enum: the value seen last */
	char text[ZD_DATETIME_LEN + 5]; /* of values that are not in the file as they are */
	char memo[MEMO_SIZE];
	size_t memo_length; /* 0: nothing */
};

static bool is_blank(char ch)
{
	return ch == ' ' || ch == '\t';
}

/* ---- as the type has it ---- */

static bool read_text(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	(void)c;
	*out = zd_value_text(s, n);
	return true;
}

static bool read_int(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	bool negative = n > 0 && *s == '-';
	int64_t sum = 0;
	(void)c;
	s += negative;
	n -= negative;
	if (n == 0 || n > 18)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		sum = sum * 10 + (s[i] - '0');
	}
	*out = zd_value_int(negative ? -sum : sum);
	return true;
}

static bool read_money(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	int64_t fen;
	(void)c;
	if (!zd_money_parse(s, n, &fen))
		return false;
	*out = zd_value_int(fen);
	return true;
}

/* A decimal as the double that reading it gives: both sides are exact, and there is one rounding. */
static bool to_double(const struct zd_decimal *d, struct zd_value *out)
{
	int64_t power = 1;
	if (d->digits >= EXACT_INTEGER || d->digits <= -EXACT_INTEGER || d->scale > 15)
		return false;
	for (int i = 0; i < d->scale; i++)
		power *= 10;
	*out = zd_value_number((double)d->digits / (double)power);
	return true;
}

static bool read_number(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	struct zd_decimal d;
	(void)c;
	return zd_decimal_parse(s, n, &d) && to_double(&d, out);
}

static bool read_date(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	struct zd_date date;
	(void)c;
	*out = zd_value_text(s, n);
	return zd_date_parse(s, n, &date);
}

static bool read_datetime(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	int64_t seconds;
	(void)c;
	*out = zd_value_text(s, n);
	return n == ZD_DATETIME_LEN && s[ZD_DATE_LEN] == ' ' && zd_datetime_parse(s, n, &seconds);
}

static bool read_bool(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	bool truth = (n == 1 && *s == '1') || (n == 4 && memcmp(s, "true", 4) == 0);
	(void)c;
	*out = zd_value_bool(truth);
	return truth || (n == 1 && *s == '0') || (n == 5 && memcmp(s, "false", 5) == 0);
}

static bool read_enum(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	if (c->last.tag != ZD_TEXT || c->last.len != n || memcmp(c->last.s, s, n) != 0) {
		const char *name = zd_map_getn(&c->names, s, n);
		if (!name)
			return false;
		c->last = zd_value_string(name);
	}
	*out = c->last;
	return true;
}

static void name_values(struct zd_convert *c, const struct zd_enum *e)
{
	for (size_t i = 0; i < e->count; i++)
		zd_map_put(&c->names, e->values[i], (void *)(uintptr_t)e->values[i]);
	for (size_t i = 0; e->titles && i < e->count; i++) {
		if (e->titles[i] && !zd_map_get(&c->names, e->titles[i]))
			zd_map_put(&c->names, e->titles[i], (void *)(uintptr_t)e->values[i]);
	}
}

/* ---- formats ---- */

/* Text that the converter keeps, as a value of a field that holds text. */
static struct zd_value kept_text(struct zd_convert *c, int64_t i)
{
	int n = snprintf(c->text, sizeof c->text, "%" PRId64, i);
	return zd_value_text(c->text, (size_t)n);
}

static bool read_integer(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	struct zd_decimal d;
	if (!zd_decimal_parse(s, n, &d) || d.scale > 0)
		return false;
	switch (c->field->type.kind) {
	case ZD_KIND_INT:
		*out = zd_value_int(d.digits);
		return true;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		return to_double(&d, out);
	case ZD_KIND_MONEY:
		if (d.digits > ZD_MONEY_MAX / 100 || d.digits < -ZD_MONEY_MAX / 100)
			return false;
		*out = zd_value_int(d.digits * 100);
		return true;
	default:
		*out = kept_text(c, d.digits);
		return true;
	}
}

static bool read_fen(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	struct zd_decimal d;
	(void)c;
	if (!zd_decimal_parse(s, n, &d) || d.scale > 0 || d.digits > ZD_MONEY_MAX || d.digits < -ZD_MONEY_MAX)
		return false;
	*out = zd_value_int(d.digits);
	return true;
}

/* Commas may stand between thousands: all of them or none. */
static bool read_yuan(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	char plain[48];
	size_t length = 0, since = 0;
	bool comma = false, whole = true;
	if (read_money(c, s, n, out))
		return true;
	if (n > sizeof plain)
		return false;
	for (size_t i = 0; i < n; i++) {
		bool digit = s[i] >= '0' && s[i] <= '9';
		if (whole && s[i] == ',') {
			if (comma ? since != 3 : since < 1 || since > 3)
				return false;
			comma = true;
			since = 0;
			continue;
		}
		if (whole && s[i] == '.') {
			if (comma && since != 3)
				return false;
			whole = false;
		}
		since += digit;
		plain[length++] = s[i];
	}
	return (!whole || !comma || since == 3) && read_money(c, plain, length, out);
}

static bool read_percent(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	static const struct zd_type rate = {.kind = ZD_KIND_RATE};
	char text[64];
	struct zd_decimal d;
	(void)c;
	if (n > 0 && s[n - 1] == '%')
		n--;
	if (n + 2 > sizeof text || !zd_decimal_parse(s, n, &d))
		return false;
	d.scale += 2;
	if (to_double(&d, out))
		return true;
	memcpy(text, s, n);
	text[n] = '%';
	return zd_value_parse(out, &rate, text, n + 1, NULL, NULL) == ZD_OK;
}

static bool read_pattern(struct zd_convert *c, const char *s, size_t n, struct zd_value *out)
{
	size_t length = c->field->type.kind == ZD_KIND_DATE ? ZD_DATE_LEN : ZD_DATETIME_LEN;
	*out = zd_value_text(c->text, length);
	if (c->memo_length > 0 && c->memo_length == n && memcmp(c->memo, s, n) == 0)
		return true;
	int64_t seconds;
	c->memo_length = 0;
	if (!zd_datetime_scan(s, n, c->pattern, &seconds))
		return false;
	zd_datetime_format(seconds, c->text);
	c->text[length] = '\0';
	if (n <= MEMO_SIZE) {
		memcpy(c->memo, s, n);
		c->memo_length = n;
	}
	return true;
}

/* ---- */

static reader *const type_readers[] = {
	[ZD_KIND_TEXT] = read_text,         [ZD_KIND_INT] = read_int,     [ZD_KIND_NUMBER] = read_number,
	[ZD_KIND_MONEY] = read_money,       [ZD_KIND_RATE] = read_number, [ZD_KIND_DATE] = read_date,
	[ZD_KIND_DATETIME] = read_datetime, [ZD_KIND_BOOL] = read_bool,   [ZD_KIND_ENUM] = read_enum,
	[ZD_KIND_REF] = read_text,          [ZD_KIND_LIST] = NULL,        [ZD_KIND_MAP] = NULL,
};

#define KIND(name) (1u << ZD_KIND_##name)

static const struct {
	const char *name;
	reader *read;
	unsigned kinds;
	const char *kind_words;
	const char *wants;
} formats[] = {
	[ZD_AS_IS] = {"", NULL, ~0u, "", ""},
	[ZD_AS_INTEGER] = {"integer", read_integer,
			   KIND(INT) | KIND(NUMBER) | KIND(RATE) | KIND(MONEY) | KIND(TEXT) | KIND(REF),
			   "numbers, money, text and references", "wants a whole number"},
	[ZD_AS_FEN] = {"fen", read_fen, KIND(MONEY), "money", "wants a whole number of fen"},
	[ZD_AS_YUAN] = {"yuan", read_yuan, KIND(MONEY), "money", "wants money in yuan with at most two decimals"},
	[ZD_AS_PERCENT] = {"percent", read_percent, KIND(NUMBER) | KIND(RATE), "numbers and rates",
			   "wants a percentage such as 4 or 4%"},
	[ZD_AS_PATTERN] = {"a date pattern", read_pattern, KIND(DATE) | KIND(DATETIME), "dates and date-times",
			   "wants a date written as"},
};

int zd_convert_open(struct zd_convert **out, const struct zd_field *field, enum zd_map_format format,
		    const char *pattern, struct zd_arena *arena, struct zd_error *err)
{
	*out = NULL;
	if (!(formats[format].kinds & 1u << field->type.kind))
		return zd_fail(err, ZD_DATA, "the format %s is for %s, and %s is %s", formats[format].name,
			       formats[format].kind_words, field->name, zd_kind_word(field->type.kind));
	struct zd_convert *c = zd_arena_alloc(arena, sizeof *c);
	c->field = field;
	c->format = format;
	c->pattern = pattern;
	c->read = format == ZD_AS_IS ? type_readers[field->type.kind] : formats[format].read;
	if (field->type.kind == ZD_KIND_ENUM)
		name_values(c, field->type.enums);
	*out = c;
	return ZD_OK;
}

void zd_convert_close(struct zd_convert *c)
{
	if (c)
		zd_map_free(&c->names);
}

/* "wants …, got …". */
static int refuse(const struct zd_convert *c, const char *wants, const char *s, size_t n, struct zd_error *err)
{
	struct zd_str text = {0};
	zd_str_add(&text, wants);
	if (c->format == ZD_AS_PATTERN)
		zd_str_printf(&text, " %s", c->pattern);
	zd_str_add(&text, ", got ");
	if (c->field->sensitive)
		zd_str_add(&text, "something else");
	else
		zd_text_quote(&text, s, n);
	int rc = zd_fail(err, ZD_DATA, "%s", zd_str_text(&text));
	zd_str_free(&text);
	return rc;
}

static int refuse_sensitive(const struct zd_convert *c, struct zd_error *err)
{
	struct zd_str wants = {0};
	zd_str_add(&wants, "wants ");
	zd_type_words(&wants, &c->field->type);
	int rc = refuse(c, zd_str_text(&wants), "", 0, err);
	zd_str_free(&wants);
	return rc;
}

int zd_convert(struct zd_convert *c, const char *s, size_t n, struct zd_value *out, struct zd_arena *arena,
	       struct zd_error *err)
{
	if (c->read && c->read(c, s, n, out))
		return ZD_OK;
	if (c->format == ZD_AS_IS) {
		int rc = zd_value_parse(out, &c->field->type, s, n, arena, err);
		return rc && c->field->sensitive ? refuse_sensitive(c, err) : rc;
	}
	const char *from = s;
	size_t length = n;
	for (; length > 0 && is_blank(from[length - 1]); length--)
		;
	for (; length > 0 && is_blank(*from); length--)
		from++;
	if (length < n && c->read(c, from, length, out))
		return ZD_OK;
	*out = ZD_VALUE_NIL;
	return refuse(c, formats[c->format].wants, s, n, err);
}

/* digits × 10^-scale, exactly; false when there are too many digits. */
static bool multiply(const struct zd_decimal *factors, size_t count, struct zd_decimal *out)
{
	*out = (struct zd_decimal){.digits = 1};
	for (size_t i = 0; i < count; i++) {
		if (__builtin_mul_overflow(out->digits, factors[i].digits, &out->digits))
			return false;
		for (out->scale += factors[i].scale; out->scale > 0 && out->digits % 10 == 0; out->scale--)
			out->digits /= 10;
	}
	return true;
}

int zd_convert_product(const struct zd_convert *c, const struct zd_decimal *factors, size_t count, struct zd_value *out,
		       struct zd_error *err)
{
	enum zd_kind kind = c->field->type.kind;
	struct zd_decimal product;
	int64_t fen;
	*out = ZD_VALUE_NIL;
	if (kind == ZD_KIND_MONEY) {
		if (!zd_money_product(factors, count, &fen))
			return zd_fail(err, ZD_DATA, "the product is more money than can be kept");
		*out = zd_value_int(fen);
		return ZD_OK;
	}
	if (!multiply(factors, count, &product))
		return zd_fail(err, ZD_DATA, "the product has too many digits");
	if (kind == ZD_KIND_INT && product.scale == 0) {
		*out = zd_value_int(product.digits);
		return ZD_OK;
	}
	if (kind == ZD_KIND_INT)
		return zd_fail(err, ZD_DATA, "the product is no whole number");
	return to_double(&product, out) ? ZD_OK : zd_fail(err, ZD_DATA, "the product has too many digits");
}
