/*
 * The texts of reasons: they stand in the file, so that a reader finds what
 * people will read, and their {1}, {2:money} fit the values behind them.
 */
#include <string.h>

#include "base/utf8.h"
#include "script/checker.h"
#include "script/unit.h"

#define WORK_MAX 1000 /* pieces of one text, names of names followed */

struct values {
	size_t count;
	bool open;     /* there may be more: the last is a call that can give several */
	uint64_t used; /* by number, of the first 64 */
	int work;
};

/* How a value can be written, as the library's formatter knows it. */
static const char *const hows[] = {"money", "percent", "date"};
#define HOWS (sizeof hows / sizeof *hows)

/* Checks the places {n} and {n:how} of one text. */
static void check_places(struct zd_checker *c, const struct zd_node *literal, struct values *values)
{
	const char *s = literal->text;
	while ((s = strchr(s, '{')) != NULL) {
		const char *at = ++s;
		size_t number = 0;
		for (; *at >= '0' && *at <= '9'; at++)
			if (number < 10000)
				number = number * 10 + (size_t)(*at - '0');
		if (at == s || (*at != '}' && *at != ':'))
			continue;
		if (*at == ':') {
			size_t len = strcspn(at + 1, "{}");
			if (at[1 + len] != '}')
				continue;
			const char *how = zd_arena_strndup(c->arena, at + 1, len);
			size_t known = 0;
			while (known < HOWS && strcmp(how, hows[known]) != 0)
				known++;
			if (known == HOWS) {
				const char *near = zd_nearest(how, hows, HOWS);
				ZD_FIND(c, ZD_F_POLICY_FORM, literal,
					"{%zu:%s}: a value is written as it is, or by :money, :percent or :date%s",
					number, how, zd_suggest(near, "\"").text);
			}
		}
		if (number == 0)
			ZD_FIND(c, ZD_F_POLICY_FORM, literal, "{0}: the first value is {1}");
		else if (number > values->count && !values->open)
			ZD_FIND(c, ZD_F_POLICY_FORM, literal, "{%zu} has no value: there %s %zu behind the text",
				number, values->count == 1 ? "is" : "are", values->count);
		else if (number <= 64)
			values->used |= UINT64_C(1) << (number - 1);
	}
}

/* Checks every text that the expression can be; false: it can be something that does not stand in the file. */
static bool check_texts(struct zd_checker *c, const struct zd_node *e, struct values *values)
{
	if (++values->work > WORK_MAX)
		return false;
	switch (e->kind) {
	case ZD_NODE_STRING:
		check_places(c, e, values);
		return true;
	case ZD_NODE_PAREN:
		return check_texts(c, e->a, values);
	case ZD_NODE_NAME:
		if (!e->symbol || e->symbol->assigned || !e->symbol->value)
			return false;
		return check_texts(c, e->symbol->value, values);
	case ZD_NODE_BINARY:
		if (e->op == ZD_TK_AND)
			return check_texts(c, e->b, values);
		if (e->op != ZD_TK_OR && e->op != ZD_TK_CONCAT)
			return false;
		return check_texts(c, e->a, values) && check_texts(c, e->b, values);
	default:
		return false;
	}
}

/* Of the library's functions only one gives more than one value. */
static bool gives_several(const struct zd_node *callee)
{
	return callee->meaning != ZD_MEANS_LIBRARY || strcmp(zd_library_names[callee->index], "table.unpack") == 0;
}

void zd_checker_text(struct zd_checker *c, const struct zd_node *call)
{
	bool because = call->a->meaning == ZD_MEANS_BECAUSE;
	bool optional = call->a->meaning == ZD_MEANS_LIBRARY;
	const struct zd_node *text = call->list;
	if (because && text)
		text = text->next;
	if (!text) {
		ZD_FIND(c, ZD_F_POLICY_FORM, call, "%s",
			because    ? "a reason is given by because(clause, text, values…)"
			: optional ? "text.format(text, values…) wants a text"
				   : "a refusal is given by stop(text, values…)");
		return;
	}
	struct values values = {0};
	const struct zd_node *last = NULL;
	for (const struct zd_node *v = text->next; v; v = v->next) {
		values.count++;
		last = v;
	}
	values.open = last && last->kind == ZD_NODE_CALL && gives_several(last->a);
	if (!check_texts(c, text, &values)) {
		if (!optional)
			ZD_FIND(c, ZD_F_POLICY_FORM, text,
				"what people read stands here as a text; values go behind it, as {1}, {2:money}");
		return;
	}
	const struct zd_node *value = text->next;
	for (size_t i = 0; i < values.count && i < 64; i++, value = value->next)
		if (!(values.used >> i & 1) && !(values.open && i + 1 == values.count))
			ZD_FIND(c, ZD_F_UNUSED, value, "the text has no place {%zu} for this value", i + 1);
}
