/*
 * Text of a file as values of one field: by the field's type, or first by a
 * format of an import map. The usual spellings are read without allocating;
 * what they do not know goes to zd_value_parse, which also has the messages.
 */
#ifndef ZD_STORE_CONVERT_H
#define ZD_STORE_CONVERT_H

#include "base/mem.h"
#include "base/money.h"
#include "model/entity.h"
#include "model/importmap.h"

struct zd_convert;

/*
 * The converter lives in the arena and is given back to zd_convert_close. A
 * format that does not go with the field's type is ZD_DATA:
 *  integer  17850.0 is 17850; for int, number, money (whole yuan), text and references
 *  fen      a whole number of fen; for money
 *  yuan     1234.5 or 1,234.50; for money
 *  percent  4 or 4% is 0.04; for number and rate
 *  pattern  for date and date-time, which take what they need of it
 */
int zd_convert_open(struct zd_convert **out, const struct zd_field *field, enum zd_map_format format,
		    const char *pattern, struct zd_arena *arena, struct zd_error *err);
void zd_convert_close(struct zd_convert *c); /* NULL is fine */

/*
 * Reads s[n], valid UTF-8 with a NUL behind it. Text of *out is s itself, in
 * the arena, or the converter's until its next call. ZD_DATA where s is no
 * such value; the message does not name the field, nor what is sensitive.
 */
int zd_convert(struct zd_convert *c, const char *s, size_t n, struct zd_value *out, struct zd_arena *arena,
	       struct zd_error *err);

/*
 * The product of decimals as a value of the field (money, int, number, rate):
 * exact, money rounded once. ZD_DATA where it has no place in it.
 */
int zd_convert_product(const struct zd_convert *c, const struct zd_decimal *factors, size_t count, struct zd_value *out,
		       struct zd_error *err);

#endif
