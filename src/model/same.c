/* Whether what two packs declare is the same. */
#include "model/same.h"

#include <string.h>

#include "model/text.h"

bool zd_text_same(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* ---- parameters ---- */

static bool in_force_same(const struct zd_param *a, const struct zd_param *b, const char *branch, int32_t day)
{
	struct zd_origin x, y;
	zd_param_resolve(a, branch, day, &x);
	zd_param_resolve(b, branch, day, &y);
	return x.value && y.value ? zd_value_equal(x.value, y.value) : x.value == y.value;
}

bool zd_param_same_on(const struct zd_param *a, const struct zd_param *b, int32_t day)
{
	if (!zd_type_equal(&a->type, &b->type) || !in_force_same(a, b, NULL, day))
		return false;
	for (size_t i = 0; i < a->branch_count; i++) {
		if (!in_force_same(a, b, a->branches[i].branch, day))
			return false;
	}
	for (size_t i = 0; i < b->branch_count; i++) {
		if (!in_force_same(a, b, b->branches[i].branch, day))
			return false;
	}
	return true;
}

/* ---- decision tables ---- */

static bool same_test(const struct zd_test *a, const struct zd_test *b)
{
	return a->is_nil == b->is_nil && a->has_low == b->has_low && a->has_high == b->has_high &&
	       a->low_open == b->low_open && a->high_open == b->high_open &&
	       (!a->has_low || zd_value_equal(&a->low, &b->low)) &&
	       (!a->has_high || zd_value_equal(&a->high, &b->high));
}

static bool same_cell(const struct zd_cell *a, const struct zd_cell *b)
{
	if (a->negated != b->negated || a->count != b->count)
		return false;
	for (size_t i = 0; i < a->count; i++) {
		if (!same_test(&a->tests[i], &b->tests[i]))
			return false;
	}
	return true;
}

static bool same_values(const struct zd_value *a, const struct zd_value *b, size_t count)
{
	if (!a || !b)
		return a == b;
	for (size_t i = 0; i < count; i++) {
		if (!zd_value_equal(&a[i], &b[i]))
			return false;
	}
	return true;
}

static bool same_columns(const struct zd_column *a, size_t count, const struct zd_column *b, size_t other)
{
	if (count != other)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (strcmp(a[i].name, b[i].name) != 0 || !zd_type_equal(&a[i].type, &b[i].type) ||
		    !zd_value_equal(&a[i].order, &b[i].order))
			return false;
	}
	return true;
}

bool zd_row_same(const struct zd_table *a, size_t row, const struct zd_table *b, size_t other)
{
	const struct zd_row *x = &a->rows[row], *y = &b->rows[other];
	if (a->input_count != b->input_count || a->output_count != b->output_count)
		return false;
	for (size_t i = 0; i < a->input_count; i++) {
		if (!same_cell(&x->cells[i], &y->cells[i]))
			return false;
	}
	return same_values(x->outputs, y->outputs, a->output_count);
}

bool zd_table_same(const struct zd_table *a, const struct zd_table *b)
{
	if (a->hit != b->hit || a->aggregate != b->aggregate || a->row_count != b->row_count ||
	    !same_columns(a->inputs, a->input_count, b->inputs, b->input_count) ||
	    !same_columns(a->outputs, a->output_count, b->outputs, b->output_count) ||
	    !same_values(a->fallback, b->fallback, a->output_count))
		return false;
	for (size_t i = 0; i < a->row_count; i++) {
		if (!zd_row_same(a, i, b, i))
			return false;
	}
	return true;
}

/* ---- the model and the policies ---- */

bool zd_field_same(const struct zd_field *a, const struct zd_field *b)
{
	return zd_type_equal(&a->type, &b->type) && a->required == b->required && a->unique == b->unique &&
	       a->sensitive == b->sensitive && a->has_min == b->has_min && a->has_max == b->has_max &&
	       (!a->has_min || zd_value_equal(&a->min, &b->min)) && (!a->has_max || zd_value_equal(&a->max, &b->max)) &&
	       zd_value_equal(&a->fallback, &b->fallback);
}

bool zd_fact_same(const struct zd_fact *a, const struct zd_fact *b)
{
	if (!zd_text_same(a->subject, b->subject) || !zd_text_same(a->sql, b->sql) || a->value_count != b->value_count)
		return false;
	for (size_t i = 0; i < a->value_count; i++) {
		if (strcmp(a->values[i].name, b->values[i].name) != 0 ||
		    !zd_type_equal(&a->values[i].type, &b->values[i].type) ||
		    !zd_value_equal(&a->values[i].fallback, &b->values[i].fallback))
			return false;
	}
	return true;
}

bool zd_policy_same(const struct zd_policy *a, const struct zd_policy *b)
{
	return a->source_size == b->source_size && memcmp(a->source, b->source, a->source_size) == 0;
}

const struct zd_policy *zd_branch_replacement(const struct zd_pack *p, const char *branch, const char *policy)
{
	const struct zd_branch *b = zd_pack_branch(p, branch);
	for (size_t i = 0; b && i < b->policy_count; i++) {
		if (strcmp(b->policies[i].id, policy) == 0)
			return &b->policies[i];
	}
	return NULL;
}
