/*
 * A change of type. A value is written as text by its old type and read by
 * the new one; it is the same value when it is written alike again, or
 * differs only as two spellings of one number or one moment do.
 */
#include "store/retype.h"

#include <string.h>

#include "base/date.h"
#include "base/money.h"
#include "model/text.h"

static bool is_numeric(enum zd_kind kind)
{
	return kind == ZD_KIND_INT || kind == ZD_KIND_NUMBER || kind == ZD_KIND_MONEY || kind == ZD_KIND_RATE;
}

/* Leading zeros and signs belong to numbers that are names: of articles, telephones, orders. */
static bool is_plain_number(const char *s)
{
	if (*s == '-')
		s++;
	return *s >= '0' && *s <= '9' && !(s[0] == '0' && s[1] >= '0' && s[1] <= '9');
}

static bool same_number(const char *a, const char *b)
{
	struct zd_decimal x, y;
	return is_plain_number(a) && is_plain_number(b) && zd_decimal_parse(a, strlen(a), &x) &&
	       zd_decimal_parse(b, strlen(b), &y) && x.digits == y.digits && x.scale == y.scale;
}

static bool same_moment(const char *a, const char *b)
{
	int64_t x, y;
	return zd_datetime_parse(a, strlen(a), &x) && zd_datetime_parse(b, strlen(b), &y) && x == y;
}

static void write(struct zd_str *text, const struct zd_type *type, const struct zd_value *value, bool as_digit)
{
	if (as_digit && type->kind == ZD_KIND_BOOL)
		zd_str_addc(text, value->i ? '1' : '0');
	else
		zd_value_plain(text, type, value);
}

static bool ends_in(const struct zd_str *text, const char *ending)
{
	size_t n = strlen(ending);
	return text->len > n && strcmp(text->s + text->len - n, ending) == 0;
}

/* How much of the old text the new type can read: whole yuan as an integer, the midnight of a day as its date. */
static size_t readable_length(const struct zd_str *text, const struct zd_type *to, const struct zd_type *from)
{
	const char *rest = NULL;
	if (from->kind == ZD_KIND_MONEY && to->kind == ZD_KIND_INT)
		rest = ".00";
	else if (from->kind == ZD_KIND_DATETIME && to->kind == ZD_KIND_DATE)
		rest = " 00:00:00";
	return rest && ends_in(text, rest) ? text->len - strlen(rest) : text->len;
}

bool zd_retype(struct zd_value *out, const struct zd_type *to, const struct zd_value *value, const struct zd_type *from,
	       struct zd_arena *arena)
{
	struct zd_str before = {0}, after = {0};
	bool digits = is_numeric(from->kind) || is_numeric(to->kind);
	write(&before, from, value, digits);
	size_t length = readable_length(&before, to, from);
	bool good = zd_value_parse(out, to, zd_str_text(&before), length, arena, NULL) == ZD_OK;
	if (good) {
		write(&after, to, out, digits);
		const char *a = zd_str_text(&before), *b = zd_str_text(&after);
		good = strcmp(a, b) == 0 || (is_numeric(to->kind) && same_number(a, b)) ||
		       ((to->kind == ZD_KIND_DATE || to->kind == ZD_KIND_DATETIME) && same_moment(a, b));
	}
	zd_str_free(&before);
	zd_str_free(&after);
	return good;
}
