/* Values as text and text as values, by their type: the one place that knows how money, dates and enums are written. */
#ifndef ZD_MODEL_TEXT_H
#define ZD_MODEL_TEXT_H

#include "base/json.h"
#include "base/mem.h"
#include "base/str.h"
#include "model/pack.h"
#include "zhidu/error.h"
#include "zhidu/value.h"

/*
 * Reads a scalar as a person or a CSV file writes it: money in yuan, a rate
 * with or without '%', dates ISO, bools true/false/yes/no/1/0/是/否, enum
 * values by name or title. Text is copied into the arena. ZD_DATA without a
 * place otherwise, the message saying what is wanted.
 */
int zd_value_parse(struct zd_value *out, const struct zd_type *type, const char *s, size_t n, struct zd_arena *arena,
		   struct zd_error *err);
/* The same from JSON (numbers exactly; lists and maps too). */
int zd_value_from_json(struct zd_value *out, const struct zd_type *type, const struct zd_json *json,
		       struct zd_arena *arena, struct zd_error *err);
/* The same from YAML; err has the place. */
int zd_value_from_raw(struct zd_value *out, const struct zd_type *type, const struct zd_raw *raw,
		      struct zd_arena *arena, struct zd_error *err);

/* As people read it: money "300,000.00", a rate "4%", an enum by its title, a bool 是 or 否, a list "a, b", nil "". */
void zd_value_show(struct zd_str *b, const struct zd_type *type, const struct zd_value *v);
/* As machines and CSV files read it: money "300000.00", enums by name, nil "". */
void zd_value_plain(struct zd_str *b, const struct zd_type *type, const struct zd_value *v);
/* The same as texts of their own, in an arena. */
const char *zd_value_show_text(const struct zd_type *type, const struct zd_value *v, struct zd_arena *arena);
const char *zd_value_plain_text(const struct zd_type *type, const struct zd_value *v, struct zd_arena *arena);
void zd_value_json(struct zd_str *b, const struct zd_type *type, const struct zd_value *v);
/* Text in quotes for messages: at most 40 characters of it, control characters and broken UTF-8 as '?'. */
void zd_text_quote(struct zd_str *b, const char *s, size_t n);
/* A raw value as YAML on one line, text in double quotes where it was quoted. */
void zd_raw_write(struct zd_str *b, const struct zd_raw *raw);
/* A type in words for messages: "money", "one of A, B, C", "a list of text". */
void zd_type_words(struct zd_str *b, const struct zd_type *type);
bool zd_type_equal(const struct zd_type *a, const struct zd_type *b);
/* Deep copy into an arena. */
struct zd_value zd_value_copy(struct zd_arena *arena, const struct zd_value *v);
/* Whether the value is of the type, ints being numbers too; fills why ("wants money, got text") if not. */
bool zd_value_fits(const struct zd_type *type, const struct zd_value *v, char *why, size_t size);

#endif
