/* Measures: a small language of one form, WORD(OUTCOME) or WORD(OUTCOME=VALUE). */
#include "whatif/measure.h"

#include <string.h>

#include "base/utf8.h"
#include "model/text.h"

struct reader {
	const char *text;
	const struct zd_pack *pack;
	const char *const *policies;
	size_t policy_count;
	struct zd_arena *arena;
	struct zd_error *err;
};

static const char *const WORDS[] = {
#define X(name, word, title) word,
	ZD_MEASURES(X)
#undef X
};

static int column_at(const struct reader *r, const char *at)
{
	return (int)zd_utf8_length(r->text, (size_t)(at - r->text)) + 1;
}

static int find_kind(struct reader *r, enum zd_measure_kind *out, const char *word, size_t n)
{
	const size_t count = sizeof WORDS / sizeof *WORDS;
	for (size_t i = 0; i < count; i++) {
		if (strlen(WORDS[i]) == n && strncmp(WORDS[i], word, n) == 0) {
			*out = (enum zd_measure_kind)i;
			return ZD_OK;
		}
	}
	const char *name = zd_arena_strndup(r->arena, word, n);
	return zd_fail_at(r->err, ZD_USAGE, NULL, 0, column_at(r, word),
			  "there is no measure '%s'%s (count, share, sum, mean, min and max)", name,
			  zd_suggest(zd_nearest(name, WORDS, count), "'").text);
}

/* ---- the outcome ---- */

static bool give_named(const struct zd_policy *p, const char *name, size_t *give)
{
	for (size_t i = 0; i < p->give_count; i++) {
		if (strcmp(p->gives[i].name, name) == 0) {
			*give = i;
			return true;
		}
	}
	return false;
}

/* The names of all outcomes of some policies (none named: of the pack), for "did you mean". */
static const char **all_gives(const struct reader *r, const struct zd_policy *only, size_t *count)
{
	size_t most = 1;
	for (size_t i = 0; i < r->pack->policy_count; i++)
		most += r->pack->policies[i].give_count;
	const char **names = zd_arena_alloc(r->arena, most * sizeof *names);
	*count = 0;
	for (size_t i = 0; i < r->pack->policy_count; i++) {
		const struct zd_policy *p = &r->pack->policies[i];
		for (size_t k = 0; k < p->give_count && (!only || only == p); k++)
			names[(*count)++] = p->gives[k].name;
	}
	return names;
}

static int refuse_outcome(struct reader *r, const char *name, const char *at, const struct zd_policy *only)
{
	size_t count;
	const char **names = all_gives(r, only, &count);
	return zd_fail_at(r->err, ZD_USAGE, NULL, 0, column_at(r, at), "%s%s no outcome '%s'%s",
			  only ? only->id : "there is", only ? " has" : "", name,
			  zd_suggest(zd_nearest(name, names, count), "'").text);
}

static int find_in_policy(struct reader *r, struct zd_measure *m, const char *path, const char *dot, const char *at)
{
	const char *id = zd_arena_strndup(r->arena, path, (size_t)(dot - path));
	if (zd_pack_find_policy(&m->policy, r->pack, id, r->err)) {
		r->err->column = column_at(r, at);
		return r->err->code;
	}
	return give_named(m->policy, dot + 1, &m->give) ? ZD_OK
							: refuse_outcome(r, dot + 1, at + (dot + 1 - path), m->policy);
}

/* Among some policies, or all of the pack; *seen: how many have it. */
static const struct zd_policy *find_among(const struct reader *r, bool all, const char *name, size_t *seen,
					  const struct zd_policy **second)
{
	const struct zd_policy *found = NULL;
	size_t n = all ? r->pack->policy_count : r->policy_count, give;
	*seen = 0;
	for (size_t i = 0; i < n; i++) {
		const struct zd_policy *p = all ? &r->pack->policies[i] : zd_pack_policy(r->pack, r->policies[i]);
		if (!p || !give_named(p, name, &give) || p == found)
			continue;
		*second = found ? p : NULL;
		found = found ? found : p;
		if (++*seen == 2)
			break;
	}
	return found;
}

static int find_outcome(struct reader *r, struct zd_measure *m, const char *path, const char *at)
{
	const struct zd_policy *second = NULL;
	size_t seen;
	const char *dot = strrchr(path, '.');
	if (dot)
		return find_in_policy(r, m, path, dot, at);
	m->policy = find_among(r, false, path, &seen, &second);
	if (!seen)
		m->policy = find_among(r, true, path, &seen, &second);
	if (!seen)
		return refuse_outcome(r, path, at, NULL);
	if (seen > 1)
		return zd_fail_at(r->err, ZD_USAGE, NULL, 0, column_at(r, at),
				  "'%s' is an outcome of %s and of %s: write %s.%s", path, m->policy->id, second->id,
				  m->policy->id, path);
	give_named(m->policy, path, &m->give);
	return ZD_OK;
}

/* ---- the value ---- */

static int find_value(struct reader *r, struct zd_measure *m, const char *s, size_t n, const char *at)
{
	const struct zd_type *type = &m->policy->gives[m->give].type;
	if (zd_value_parse(&m->value, type, s, n, r->arena, r->err)) {
		r->err->code = ZD_USAGE;
		r->err->column = column_at(r, at);
		return zd_fail_context(r->err, "%s", m->policy->gives[m->give].name);
	}
	m->has_value = true;
	return ZD_OK;
}

static bool is_number(const struct zd_type *t)
{
	return t->kind == ZD_KIND_INT || t->kind == ZD_KIND_NUMBER || t->kind == ZD_KIND_MONEY ||
	       t->kind == ZD_KIND_RATE;
}

/* Whether the measure fits the outcome, and what it gives. */
static int give_type(struct reader *r, struct zd_measure *m, const char *at)
{
	const struct zd_type *type = &m->policy->gives[m->give].type;
	bool counts = m->kind == ZD_MEASURE_COUNT || m->kind == ZD_MEASURE_SHARE;
	m->type = *type;
	if (counts) {
		m->type = (struct zd_type){.kind = m->kind == ZD_MEASURE_COUNT ? ZD_KIND_INT : ZD_KIND_RATE};
		if (m->has_value && (is_number(type) || type->kind == ZD_KIND_LIST || type->kind == ZD_KIND_MAP))
			return zd_fail_at(r->err, ZD_USAGE, NULL, 0, column_at(r, at),
					  "%s=… wants an outcome with few values, %s is %s", WORDS[m->kind],
					  m->policy->gives[m->give].name, zd_kind_word(type->kind));
		return ZD_OK;
	}
	if (m->has_value || !is_number(type))
		return zd_fail_at(r->err, ZD_USAGE, NULL, 0, column_at(r, at), "%s(…) wants a number, %s is %s%s",
				  WORDS[m->kind], m->policy->gives[m->give].name, zd_kind_word(type->kind),
				  m->has_value ? " and has no '='" : "");
	if (m->kind == ZD_MEASURE_MEAN && type->kind == ZD_KIND_INT)
		m->type.kind = ZD_KIND_NUMBER;
	return ZD_OK;
}

static void trim(const char **s, const char **end)
{
	while (*s < *end && **s == ' ')
		++*s;
	while (*end > *s && (*end)[-1] == ' ')
		--*end;
}

int zd_measure_parse(struct zd_measure *out, const char *text, const struct zd_pack *pack, const char *const *policies,
		     size_t policy_count, struct zd_arena *arena, struct zd_error *err)
{
	struct reader r = {zd_arena_strdup(arena, text), pack, policies, policy_count, arena, err};
	const char *s = r.text, *end = s + strlen(s);
	*out = (struct zd_measure){.text = r.text};
	trim(&s, &end);
	const char *open = memchr(s, '(', (size_t)(end - s));
	if (!open || end[-1] != ')')
		return zd_fail_at(err, ZD_USAGE, NULL, 0, column_at(&r, open ? end : s),
				  "'%s' is no measure such as sum(OUTCOME) or count(OUTCOME=VALUE)", text);
	const char *word_end = open, *path = open + 1, *close = end - 1;
	trim(&s, &word_end);
	if (find_kind(&r, &out->kind, s, (size_t)(word_end - s)))
		return err->code;
	const char *equals = memchr(path, '=', (size_t)(close - path)), *path_end = equals ? equals : close;
	trim(&path, &path_end);
	if (path == path_end)
		return zd_fail_at(err, ZD_USAGE, NULL, 0, column_at(&r, path), "%s() wants an outcome",
				  WORDS[out->kind]);
	if (find_outcome(&r, out, zd_arena_strndup(arena, path, (size_t)(path_end - path)), path))
		return err->code;
	const char *value = equals ? equals + 1 : close, *value_end = close;
	trim(&value, &value_end);
	out->has_value = equals != NULL;
	if (give_type(&r, out, path))
		return err->code;
	return equals ? find_value(&r, out, value, (size_t)(value_end - value), value) : ZD_OK;
}

/* ---- what it is ---- */

static bool count_of(const struct zd_measure *m, const struct zd_tally *t, bool after, uint64_t *count)
{
	const struct zd_tally_outcome *o = &t->outcomes[m->give];
	struct zd_value wanted = m->has_value ? m->value : zd_value_bool(true);
	*count = after ? o->had_after : o->had_before;
	if (!m->has_value && o->give->type.kind != ZD_KIND_BOOL)
		return true;
	if (o->many)
		return false;
	*count = 0;
	for (size_t i = 0; i < o->level_count; i++) {
		if (zd_value_equal(&o->levels[i].value, &wanted))
			*count = after ? o->levels[i].after : o->levels[i].before;
	}
	return true;
}

bool zd_measure_of(const struct zd_measure *m, const struct zd_tally *t, bool after, struct zd_value *out)
{
	const struct zd_tally_outcome *o = &t->outcomes[m->give];
	const struct zd_sums *s = after ? &o->after : &o->before;
	uint64_t count, decided = t->subjects - (after ? t->failed_after : t->failed_before);
	*out = ZD_VALUE_NIL;
	switch (m->kind) {
	case ZD_MEASURE_COUNT:
		if (!count_of(m, t, after, &count))
			return false;
		*out = zd_value_int((int64_t)count);
		return true;
	case ZD_MEASURE_SHARE:
		if (!count_of(m, t, after, &count) || !decided)
			return false;
		*out = zd_value_number((double)count / (double)decided);
		return true;
	case ZD_MEASURE_SUM:
		return zd_sums_total(s, &o->give->type, out);
	case ZD_MEASURE_MEAN:
		return zd_sums_mean(s, &o->give->type, out);
	case ZD_MEASURE_MIN:
	case ZD_MEASURE_MAX:
		if (s->count)
			*out = m->kind == ZD_MEASURE_MIN ? s->min : s->max;
		return s->count > 0;
	}
	return false;
}
