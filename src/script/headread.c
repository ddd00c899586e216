/* What the readers of a policy's head share: texts, truths, tables, keys and names, each with its finding when it is none. */
#include "script/headread.h"

#include <string.h>

#include "base/utf8.h"

struct zd_place zd_head_place(const struct zd_head_reader *r, const struct zd_node *n)
{
	return (struct zd_place){.file = r->syntax->file, .line = n->line, .column = n->column};
}

const char *zd_head_text(struct zd_head_reader *r, const struct zd_node *value, const char *what)
{
	const struct zd_node *literal = zd_syntax_literal(r->syntax, value);
	if (literal && literal->kind == ZD_NODE_STRING)
		return literal->text;
	FIND(r, ZD_F_WRONG_TYPE, value, "%s must be a text written here, or a constant above `return`", what);
	return NULL;
}

bool zd_head_truth(struct zd_head_reader *r, const struct zd_node *value, const char *what)
{
	const struct zd_node *literal = zd_syntax_literal(r->syntax, value);
	if (!literal || (literal->kind != ZD_NODE_TRUE && literal->kind != ZD_NODE_FALSE))
		FIND(r, ZD_F_WRONG_TYPE, value, "%s must be true or false", what);
	return literal && literal->kind == ZD_NODE_TRUE;
}

bool zd_head_table(struct zd_head_reader *r, const struct zd_node *value, const char *what)
{
	if (value->kind == ZD_NODE_TABLE)
		return true;
	FIND(r, ZD_F_WRONG_TYPE, value, "%s must be a list in braces", what);
	return false;
}

size_t zd_head_count(const struct zd_node *first)
{
	size_t count = 0;
	for (; first; first = first->next)
		count++;
	return count;
}

const char *zd_head_key(struct zd_head_reader *r, const struct zd_node *field)
{
	if (field->a && field->a->kind == ZD_NODE_STRING)
		return field->a->text;
	if (field->a)
		FIND(r, ZD_F_POLICY_FORM, field->a, "a key here must be a name");
	return NULL;
}

void zd_head_name(struct zd_head_reader *r, const struct zd_node *n, const char *name)
{
	if (!zd_is_name(name))
		FIND(r, ZD_F_BAD_NAME, n, "\"%s\" is not a name: a small letter, then letters, digits and \"_\"", name);
}

void zd_head_id(struct zd_head_reader *r, const struct zd_node *n, const char *id)
{
	if (!zd_is_id(id))
		FIND(r, ZD_F_BAD_NAME, n, "\"%s\" is not a name, nor names joined by dots", id);
}

void zd_head_new(struct zd_head_reader *r, struct zd_map *seen, const struct zd_node *n, const char *name)
{
	if (!zd_map_put(seen, name, r))
		FIND(r, ZD_F_DUPLICATE, n, "\"%s\" stands here twice", name);
}
