/*
 * Parameters: which value is in force, where it comes from, and whether what
 * the layers hold keeps the parameter's rules and guardrails. This is the only
 * place where layers and dates are weighed: from the most particular,
 *   what a scenario sets for the branch, the branch's own override,
 *   what a scenario sets for the group, the group's value;
 * a layer whose first date lies ahead is passed over.
 */
#include "model/param.h"

#include <string.h>

#include "model/text.h"

/* The last value of a layer that began by the day; NULL: none yet. */
static const struct zd_dated *in_force(const struct zd_layer *layer, int32_t day)
{
	size_t low = 0, high = layer->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (layer->values[middle].from <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 ? &layer->values[low - 1] : NULL;
}

static bool same_branch(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static const struct zd_layer *branch_layer(const struct zd_param *p, const char *branch)
{
	for (size_t i = 0; i < p->branch_count; i++) {
		if (same_branch(p->branches[i].branch, branch))
			return &p->branches[i];
	}
	return NULL;
}

static bool take(struct zd_origin *out, const struct zd_layer *layer, int32_t day, bool is_scenario)
{
	const struct zd_dated *dated = layer ? in_force(layer, day) : NULL;
	if (!dated)
		return false;
	*out = (struct zd_origin){.value = &dated->value, .layer = layer, .dated = dated, .is_scenario = is_scenario};
	return true;
}

static bool take_scenario(struct zd_origin *out, const struct zd_param *p, const char *branch, int32_t day)
{
	for (size_t i = p->scenario_count; i-- > 0;) {
		if (same_branch(p->scenario[i].branch, branch) && take(out, &p->scenario[i], day, true))
			return true;
	}
	return false;
}

void zd_param_resolve(const struct zd_param *p, const char *branch, int32_t day, struct zd_origin *out)
{
	*out = (struct zd_origin){0};
	bool of_branch =
		branch && (take_scenario(out, p, branch, day) || take(out, branch_layer(p, branch), day, false));
	if (of_branch || take_scenario(out, p, NULL, day))
		out->hidden = in_force(&p->group, day);
	else
		take(out, &p->group, day, false);
}

/* Whether the group has the same value in force, and no other, as long as this override holds. */
static bool has_no_effect(const struct zd_param *p, const struct zd_layer *layer, size_t index)
{
	const struct zd_dated *dated = &layer->values[index];
	const struct zd_dated *hidden = in_force(&p->group, dated->from);
	if (!hidden || !zd_value_equal(&hidden->value, &dated->value))
		return false;
	for (const struct zd_dated *later = hidden + 1; later < p->group.values + p->group.count; later++) {
		if (index + 1 < layer->count && later->from >= layer->values[index + 1].from)
			break;
		if (!zd_value_equal(&later->value, &dated->value))
			return false;
	}
	return true;
}

static void check_branch(const struct zd_param *p, const struct zd_layer *layer, struct zd_findings *findings)
{
	char why[512];
	if (!p->branch_allowed) {
		zd_find(findings, ZD_F_GUARDRAIL, layer->place.file, layer->place.line, layer->place.column,
			"branch %s may not set %s: the group keeps it to itself", layer->branch, p->name);
		return;
	}
	for (size_t i = 0; i < layer->count; i++) {
		const struct zd_dated *dated = &layer->values[i];
		const struct zd_place *place = &dated->place;
		if (!zd_rules_check(&p->branch_rules, &p->type, &dated->value, why, sizeof why))
			zd_find(findings, ZD_F_GUARDRAIL, place->file, place->line, place->column,
				"branch %s goes beyond the guardrail of %s: %s", layer->branch, p->name, why);
		else if (!zd_rules_check(&p->rules, &p->type, &dated->value, why, sizeof why))
			zd_find(findings, ZD_F_OUT_OF_BOUNDS, place->file, place->line, place->column,
				"%s of branch %s: %s", p->name, layer->branch, why);
		else if (has_no_effect(p, layer, i))
			zd_find(findings, ZD_F_NO_EFFECT, place->file, place->line, place->column,
				"branch %s sets %s to the value it already has from the group", layer->branch, p->name);
	}
}

void zd_param_check(const struct zd_param *p, struct zd_findings *findings)
{
	char why[512];
	for (size_t i = 0; i < p->group.count; i++) {
		const struct zd_dated *dated = &p->group.values[i];
		if (!zd_rules_check(&p->rules, &p->type, &dated->value, why, sizeof why))
			zd_find(findings, ZD_F_OUT_OF_BOUNDS, dated->place.file, dated->place.line, dated->place.column,
				"%s: %s", p->name, why);
	}
	for (size_t i = 0; i < p->branch_count; i++)
		check_branch(p, &p->branches[i], findings);
}

int zd_param_allows(const struct zd_param *p, const char *branch, const struct zd_value *value, struct zd_error *err)
{
	char why[512];
	if (!zd_value_fits(&p->type, value, why, sizeof why))
		return zd_fail(err, ZD_DATA, "%s: %s", p->name, why);
	if (branch && !p->branch_allowed)
		return zd_fail(err, ZD_GUARDRAIL, "branch %s may not set %s: the group keeps it to itself", branch,
			       p->name);
	if (branch && !zd_rules_check(&p->branch_rules, &p->type, value, why, sizeof why))
		return zd_fail(err, ZD_GUARDRAIL, "branch %s goes beyond the guardrail of %s: %s", branch, p->name,
			       why);
	if (!zd_rules_check(&p->rules, &p->type, value, why, sizeof why))
		return zd_fail(err, ZD_DATA, "%s: %s", p->name, why);
	return ZD_OK;
}
