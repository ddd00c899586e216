/*
 * Reads a policy's head without running anything: its values are literals,
 * or constants named above `return`. Whether the paths, parameters and
 * tables that it names exist is for those who know the pack.
 */
#include "script/head.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "script/headread.h"

#define HISTORY_MAX 120 /* periods */

/* The word without a '?' at its end, which sets *optional. */
static const char *strip_optional(struct zd_head_reader *r, const char *word, bool *optional)
{
	size_t len = strlen(word);
	if (len == 0 || word[len - 1] != '?')
		return word;
	*optional = true;
	return zd_arena_strndup(r->arena, word, len - 1);
}

static bool type_from_word(const char *word, struct zd_type *out)
{
	static const enum zd_kind kinds[] = {ZD_KIND_MONEY, ZD_KIND_BOOL, ZD_KIND_NUMBER,   ZD_KIND_INT,
					     ZD_KIND_TEXT,  ZD_KIND_DATE, ZD_KIND_DATETIME, ZD_KIND_LIST};
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		if (strcmp(zd_kind_word(kinds[i]), word) == 0) {
			*out = (struct zd_type){.kind = kinds[i]};
			return true;
		}
	}
	return false;
}

/* The enum that the unnamed fields of a table write in place. */
static void enum_in_place(struct zd_head_reader *r, const struct zd_node *table, struct zd_type *out)
{
	struct zd_map seen = {0};
	struct zd_enum *e = zd_arena_alloc(r->arena, sizeof *e);
	e->values = zd_arena_alloc(r->arena, (zd_head_count(table->list) + 1) * sizeof *e->values);
	for (const struct zd_node *f = table->list; f; f = f->next) {
		const char *value = f->a ? NULL : zd_head_text(r, f->b, "an allowed value");
		if (!value)
			continue;
		zd_head_new(r, &seen, f, value);
		e->values[e->count++] = value;
	}
	e->titles = e->values;
	zd_map_free(&seen);
	*out = (struct zd_type){.kind = ZD_KIND_ENUM, .enums = e};
}

static void give_from_word(struct zd_head_reader *r, struct zd_give *give, const struct zd_node *n, const char *word)
{
	word = strip_optional(r, word, &give->optional);
	if (type_from_word(word, &give->type))
		return;
	zd_head_name(r, n, word);
	give->type = (struct zd_type){.kind = ZD_KIND_ENUM};
	give->enum_name = word;
}

/* { "money", title = "…" }, { { "A", "B" }, title = "…" }, or { "A", "B" } alone. */
static void give_from_table(struct zd_head_reader *r, struct zd_give *give, const struct zd_node *table)
{
	static const char *const keys[] = {"optional", "title"};
	size_t unnamed = 0;
	const struct zd_node *first = NULL;
	for (const struct zd_node *f = table->list; f; f = f->next) {
		const char *key = zd_head_key(r, f);
		if (!f->a && unnamed++ == 0)
			first = f;
		if (!key)
			continue;
		const char *near = zd_nearest(key, keys, 2);
		if (strcmp(key, "title") == 0)
			give->title = zd_head_text(r, f->b, "title");
		else if (strcmp(key, "optional") == 0)
			give->optional = zd_head_truth(r, f->b, "optional");
		else
			FIND(r, ZD_F_UNKNOWN_KEY, f, "\"%s\" is no key of an outcome%s", key,
			     zd_suggest(near, "\"").text);
	}
	const struct zd_node *word = first ? zd_syntax_literal(r->syntax, first->b) : NULL;
	struct zd_type ignored;
	bool known = word && word->kind == ZD_NODE_STRING && type_from_word(word->text, &ignored);
	if (unnamed == 0)
		FIND(r, ZD_F_POLICY_FORM, table, "the type of \"%s\" is missing", give->name);
	else if (unnamed == 1 && first->b->kind == ZD_NODE_TABLE)
		enum_in_place(r, first->b, &give->type);
	else if (unnamed == 1 && word && word->kind == ZD_NODE_STRING && (known || give->title))
		give_from_word(r, give, first, word->text);
	else
		enum_in_place(r, table, &give->type);
}

static void read_gives(struct zd_head_reader *r, const struct zd_node *value)
{
	struct zd_policy *policy = r->policy;
	struct zd_map seen = {0};
	if (!zd_head_table(r, value, "gives"))
		return;
	size_t count = zd_head_count(value->list);
	if (count == 0)
		FIND(r, ZD_F_POLICY_FORM, value, "a policy gives at least one outcome");
	if (count > ZD_GIVES_MAX)
		FIND(r, ZD_F_POLICY_FORM, value, "a policy gives at most %d outcomes, not %zu", ZD_GIVES_MAX, count);
	policy->gives = zd_arena_alloc(r->arena, (count + 1) * sizeof *policy->gives);
	for (const struct zd_node *f = value->list; f; f = f->next) {
		const char *name = zd_head_key(r, f);
		if (!f->a)
			FIND(r, ZD_F_POLICY_FORM, f, "an outcome is written name = type");
		if (!name)
			continue;
		zd_head_name(r, f, name);
		zd_head_new(r, &seen, f, name);
		if (strcmp(name, "run") == 0 || strcmp(name, "subject") == 0)
			FIND(r, ZD_F_BAD_NAME, f, "\"%s\" is what decisions on record call the run and the subject",
			     name);
		struct zd_give *give = &policy->gives[policy->give_count++];
		*give = (struct zd_give){.name = name, .place = zd_head_place(r, f)};
		if (f->b->kind == ZD_NODE_TABLE) {
			give_from_table(r, give, f->b);
		} else {
			const char *word = zd_head_text(r, f->b, "a type");
			if (word)
				give_from_word(r, give, f->b, word);
		}
	}
	zd_map_free(&seen);
}

static void read_history(struct zd_head_reader *r, struct zd_need *need, const struct zd_node *value)
{
	need->is_history = true;
	size_t count = value->kind == ZD_NODE_TABLE ? zd_head_count(value->list) : 1;
	need->history = zd_arena_alloc(r->arena, (count + 1) * sizeof *need->history);
	const struct zd_node *f = value->kind == ZD_NODE_TABLE ? value->list : value;
	for (; f; f = value->kind == ZD_NODE_TABLE ? f->next : NULL) {
		if (f->kind == ZD_NODE_FIELD && f->a) {
			FIND(r, ZD_F_POLICY_FORM, f, "history is a list of outcomes, without names");
			continue;
		}
		const struct zd_node *item = f->kind == ZD_NODE_FIELD ? f->b : f;
		const char *path = zd_head_text(r, item, "an outcome");
		if (!path)
			continue;
		zd_head_id(r, item, path);
		need->history[need->history_count++] = path;
	}
	if (need->history_count > 0)
		need->path = need->history[0];
	else
		FIND(r, ZD_F_POLICY_FORM, value, "history names no outcome");
}

static int read_last(struct zd_head_reader *r, const struct zd_node *value)
{
	const struct zd_node *literal = zd_syntax_literal(r->syntax, value);
	char *end = NULL;
	long last = literal && literal->kind == ZD_NODE_NUMBER ? strtol(literal->text, &end, 10) : 0;
	if (!end || *end != '\0' || last < 1 || last > HISTORY_MAX) {
		FIND(r, ZD_F_WRONG_TYPE, value, "last must be a whole number from 1 to %d", HISTORY_MAX);
		return 1;
	}
	return (int)last;
}

static void read_need_type(struct zd_head_reader *r, struct zd_need *need, const struct zd_node *value)
{
	need->has_type = true;
	if (value->kind == ZD_NODE_TABLE) {
		enum_in_place(r, value, &need->type);
		return;
	}
	const char *word = zd_head_text(r, value, "type");
	if (word && !type_from_word(word, &need->type))
		FIND(r, ZD_F_WRONG_TYPE, value,
		     "\"%s\" is no type: money, bool, number, int, text, date, datetime, list, or a list of texts",
		     word);
}

/* { "path", type = "…", optional = true } or { history = { "…" }, last = n, since = "field" }. */
static void need_from_table(struct zd_head_reader *r, struct zd_need *need, const struct zd_node *table)
{
	static const char *const keys[] = {"history", "last", "optional", "since", "type"};
	for (const struct zd_node *f = table->list; f; f = f->next) {
		const char *key = zd_head_key(r, f);
		if (!f->a && !need->path) {
			const char *path = zd_head_text(r, f->b, "a path");
			if (path) {
				need->path = strip_optional(r, path, &need->optional);
				zd_head_id(r, f, need->path);
			}
		} else if (!f->a) {
			FIND(r, ZD_F_POLICY_FORM, f, "a need has one path");
		} else if (!key) {
			continue;
		} else if (strcmp(key, "history") == 0) {
			read_history(r, need, f->b);
		} else if (strcmp(key, "last") == 0) {
			need->last = read_last(r, f->b);
		} else if (strcmp(key, "optional") == 0) {
			need->optional = zd_head_truth(r, f->b, "optional");
		} else if (strcmp(key, "type") == 0) {
			read_need_type(r, need, f->b);
		} else if (strcmp(key, "since") == 0) {
			need->since = zd_head_text(r, f->b, "since");
			if (need->since)
				zd_head_name(r, f->b, need->since);
		} else {
			const char *near = zd_nearest(key, keys, sizeof keys / sizeof *keys);
			FIND(r, ZD_F_UNKNOWN_KEY, f, "\"%s\" is no key of a need%s", key, zd_suggest(near, "\"").text);
		}
	}
	if (!need->path)
		FIND(r, ZD_F_POLICY_FORM, table, "the path of \"%s\" is missing", need->name);
	else if (need->is_history && need->last == 0)
		FIND(r, ZD_F_MISSING_KEY, table, "`last` is missing: how many periods of history");
	else if (!need->is_history && (need->last || need->since))
		FIND(r, ZD_F_POLICY_FORM, table, "`last` and `since` belong to a history");
}

static void read_needs(struct zd_head_reader *r, const struct zd_node *value)
{
	struct zd_policy *policy = r->policy;
	struct zd_map seen = {0};
	if (!zd_head_table(r, value, "needs"))
		return;
	size_t count = zd_head_count(value->list);
	if (count > ZD_NEEDS_MAX)
		FIND(r, ZD_F_POLICY_FORM, value, "a policy has at most %d needs, not %zu", ZD_NEEDS_MAX, count);
	policy->needs = zd_arena_alloc(r->arena, (count + 1) * sizeof *policy->needs);
	for (const struct zd_node *f = value->list; f; f = f->next) {
		struct zd_need need = {.name = zd_head_key(r, f), .place = zd_head_place(r, f)};
		if (f->a && !need.name)
			continue;
		if (f->a && f->b->kind == ZD_NODE_TABLE) {
			need_from_table(r, &need, f->b);
		} else {
			const char *path = zd_head_text(r, f->b, "a need");
			if (!path)
				continue;
			need.path = strip_optional(r, path, &need.optional);
			zd_head_id(r, f->b, need.path);
		}
		if (!need.path)
			need.path = "";
		if (!need.name) {
			const char *dot = strrchr(need.path, '.');
			need.name = dot ? dot + 1 : need.path;
		} else {
			zd_head_name(r, f, need.name);
		}
		zd_head_new(r, &seen, f, need.name);
		policy->needs[policy->need_count++] = need;
	}
	zd_map_free(&seen);
}

static void read_uses(struct zd_head_reader *r, const struct zd_node *value, const char *what, struct zd_use **uses,
		      size_t *use_count)
{
	struct zd_map seen = {0};
	if (!zd_head_table(r, value, what))
		return;
	*uses = zd_arena_alloc(r->arena, (zd_head_count(value->list) + 1) * sizeof **uses);
	for (const struct zd_node *f = value->list; f; f = f->next) {
		const char *name = zd_head_key(r, f);
		if (!f->a)
			FIND(r, ZD_F_POLICY_FORM, f, "%s are written name = \"…\"", what);
		const char *target = name ? zd_head_text(r, f->b, name) : NULL;
		if (!target)
			continue;
		zd_head_name(r, f, name);
		zd_head_id(r, f->b, target);
		zd_head_new(r, &seen, f, name);
		(*uses)[(*use_count)++] = (struct zd_use){.name = name, .target = target, .place = zd_head_place(r, f)};
	}
	zd_map_free(&seen);
}

/* { field = "outcome", … } */
static void read_sets(struct zd_head_reader *r, const struct zd_node *value)
{
	struct zd_policy *policy = r->policy;
	struct zd_map seen = {0};
	if (!zd_head_table(r, value, "sets"))
		return;
	policy->effects = zd_arena_alloc(r->arena, (zd_head_count(value->list) + 1) * sizeof *policy->effects);
	if (!value->list)
		FIND(r, ZD_F_POLICY_FORM, value, "sets names at least one field");
	for (const struct zd_node *f = value->list; f; f = f->next) {
		const char *field = zd_head_key(r, f);
		if (!f->a)
			FIND(r, ZD_F_POLICY_FORM, f, "what a policy sets is written field = \"outcome\"");
		const char *give = field ? zd_head_text(r, f->b, field) : NULL;
		if (!give)
			continue;
		zd_head_name(r, f, field);
		zd_head_name(r, f->b, give);
		zd_head_new(r, &seen, f, field);
		policy->effects[policy->effect_count++] =
			(struct zd_effect){.field = field, .give = give, .place = zd_head_place(r, f)};
	}
	zd_map_free(&seen);
}

static void read_moved(struct zd_head_reader *r, const struct zd_node *value)
{
	r->policy->moved = zd_head_text(r, value, "moved");
	r->policy->moved_place = zd_head_place(r, value);
	if (r->policy->moved)
		zd_head_name(r, value, r->policy->moved);
}

static void read_title(struct zd_head_reader *r, const struct zd_node *value)
{
	r->policy->title = zd_head_text(r, value, "title");
}

static void read_clause(struct zd_head_reader *r, const struct zd_node *value)
{
	r->policy->clause = zd_head_text(r, value, "clause");
}

static void read_note(struct zd_head_reader *r, const struct zd_node *value)
{
	r->policy->note = zd_head_text(r, value, "note");
}

static void read_subject(struct zd_head_reader *r, const struct zd_node *value)
{
	r->policy->subject = zd_head_text(r, value, "subject");
	if (r->policy->subject)
		zd_head_name(r, value, r->policy->subject);
}

static void read_over(struct zd_head_reader *r, const struct zd_node *value)
{
	r->syntax->is_set = true;
	r->policy->over = zd_head_text(r, value, "over");
	if (r->policy->over)
		zd_head_id(r, value, r->policy->over);
}

static void read_when(struct zd_head_reader *r, const struct zd_node *value)
{
	r->policy->when = zd_head_text(r, value, "when");
	if (r->policy->when)
		zd_head_id(r, value, r->policy->when);
}

static void read_period(struct zd_head_reader *r, const struct zd_node *value)
{
	const char *word = zd_head_text(r, value, "period");
	for (int kind = ZD_PERIOD_MONTH; word && kind <= ZD_PERIOD_YEAR; kind++)
		if (strcmp(word, zd_period_word((enum zd_period)kind)) == 0)
			r->policy->period = (enum zd_period)kind;
	if (word && r->policy->period == ZD_PERIOD_NONE)
		FIND(r, ZD_F_WRONG_TYPE, value, "period is \"month\", \"quarter\" or \"year\", not \"%s\"", word);
}

static void read_branch(struct zd_head_reader *r, const struct zd_node *value)
{
	r->policy->branch_may_replace = zd_head_truth(r, value, "branch");
}

static void read_params(struct zd_head_reader *r, const struct zd_node *value)
{
	read_uses(r, value, "params", &r->policy->params, &r->policy->param_count);
}

static void read_tables(struct zd_head_reader *r, const struct zd_node *value)
{
	read_uses(r, value, "tables", &r->policy->tables, &r->policy->table_count);
}

static void read_decide(struct zd_head_reader *r, const struct zd_node *value)
{
	if (value->kind != ZD_NODE_FUNCTION) {
		FIND(r, ZD_F_POLICY_FORM, value,
		     "decide must be a function written here: function(record, param) … end");
		return;
	}
	size_t count = zd_head_count(value->list);
	if (count > 3)
		FIND(r, ZD_F_POLICY_FORM, value, "decide takes at most three things: record, param, tables; not %zu",
		     count);
	else
		r->syntax->decide = (struct zd_node *)value;
}

static const struct key {
	const char *name;
	void (*read)(struct zd_head_reader *r, const struct zd_node *value);
	bool required;
} keys[] = {
	{"title", read_title, true},    {"clause", read_clause, true}, {"subject", read_subject, true},
	{"period", read_period, false}, {"over", read_over, false},    {"when", read_when, false},
	{"branch", read_branch, false}, {"needs", read_needs, false},  {"params", read_params, false},
	{"tables", read_tables, false}, {"gives", read_gives, true},   {"decide", read_decide, true},
	{"note", read_note, false},     {"sets", read_sets, false},    {"moved", read_moved, false},
	{"sign", zd_head_sign, false},
};
#define KEY_COUNT (sizeof keys / sizeof *keys)

static void unknown_key(struct zd_head_reader *r, const struct zd_node *field, const char *name)
{
	const char *names[KEY_COUNT];
	for (size_t i = 0; i < KEY_COUNT; i++)
		names[i] = keys[i].name;
	const char *near = zd_nearest(name, names, KEY_COUNT);
	FIND(r, ZD_F_UNKNOWN_KEY, field, "\"%s\" is no key of a policy%s", name, zd_suggest(near, "\"").text);
}

static void read_keys(struct zd_head_reader *r)
{
	const struct zd_node *head = r->syntax->head;
	bool seen[KEY_COUNT] = {false};
	for (const struct zd_node *f = head->list; f; f = f->next) {
		const char *name = zd_head_key(r, f);
		if (!f->a)
			FIND(r, ZD_F_POLICY_FORM, f, "what a policy says is written key = value");
		if (!name)
			continue;
		size_t i = 0;
		while (i < KEY_COUNT && strcmp(keys[i].name, name) != 0)
			i++;
		if (i == KEY_COUNT) {
			unknown_key(r, f, name);
		} else if (seen[i]) {
			FIND(r, ZD_F_DUPLICATE, f, "\"%s\" stands here twice", name);
		} else {
			seen[i] = true;
			keys[i].read(r, f->b);
		}
	}
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (keys[i].required && !seen[i])
			FIND(r, ZD_F_MISSING_KEY, head, "`%s` is missing", keys[i].name);
}

void zd_head_read(struct zd_syntax *s, struct zd_policy *policy, struct zd_arena *arena, struct zd_findings *findings)
{
	struct zd_head_reader r = {.syntax = s, .policy = policy, .arena = arena, .findings = findings};
	struct zd_node *last = s->chunk;
	while (last && last->next)
		last = last->next;
	policy->place = (struct zd_place){.file = s->file, .line = 1, .column = 1};
	if (!last || last->kind != ZD_NODE_RETURN || !last->values || last->values->next ||
	    last->values->kind != ZD_NODE_TABLE) {
		int line = last ? last->line : 1, column = last ? last->column : 1;
		zd_find(findings, ZD_F_POLICY_FORM, s->file, line, column,
			"a policy file ends with return { title = \"…\", … }");
	} else {
		s->head = last->values;
		policy->place = zd_head_place(&r, last);
		read_keys(&r);
	}
	if (!policy->title)
		policy->title = policy->id;
	if (!policy->clause)
		policy->clause = "";
	if (!policy->subject)
		policy->subject = "";
}
