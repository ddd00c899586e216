/* What to say when a name means nothing: advice for those who know Lua, the nearest name for those who mistyped. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "script/checker.h"
#include "script/unit.h"

/* Names of Lua that policies lack, and what to do instead. Those of a library's field stand before the library's. */
static const struct {
	const char *name;
	const char *advice;
} missing[] = {
	{"string.format", "use text.format"},
	{"string.gmatch", "use text.split"},
	{"string.gsub", "use text.replace"},
	{"string.find", "use text.contains"},
	{"string.match", "use text.contains, text.starts or text.ends"},
	{"string.len", "use text.length"},
	{"string.lower", "use text.lower"},
	{"string.upper", "use text.upper"},
	{"string.sub", "use text.sub"},
	{"string", "use the text library"},
	{"utf8", "use the text library, which counts in characters"},
	{"math.random", "the same inputs always give the same outcome"},
	{"math.randomseed", "the same inputs always give the same outcome"},
	{"math.pow", "multiply instead"},
	{"table.pack", "write { … }"},
	{"table.move", "use a loop"},
	{"os", "the date decided for is the need `as_of`; the date library reckons with dates"},
	{"io", "what a policy knows comes through needs and params"},
	{"debug", "`zhidu explain` shows the lines that ran"},
	{"print", "reasons are given by because(); `zhidu explain` shows the lines that ran"},
	{"pcall", "test before, or refuse with stop()"},
	{"xpcall", "test before, or refuse with stop()"},
	{"load", "everything a policy does stands in its file"},
	{"loadstring", "everything a policy does stands in its file"},
	{"loadfile", "everything a policy does stands in its file"},
	{"dofile", "everything a policy does stands in its file"},
	{"require", "use a need for another policy's outcome, and a param for a shared number"},
	{"package", "everything a policy does stands in its file"},
	{"setmetatable", "tables are plain here"},
	{"getmetatable", "tables are plain here"},
	{"rawget", "tables are plain here: write t[k]"},
	{"rawset", "tables are plain here: write t[k] = v"},
	{"rawequal", "tables are plain here: write a == b"},
	{"rawlen", "tables are plain here: write #t"},
	{"coroutine", "use a loop"},
	{"next", "use pairs"},
	{"select", "name the parameters"},
	{"unpack", "use table.unpack"},
	{"collectgarbage", "memory is looked after"},
	{"warn", "reasons are given by because()"},
	{"_G", "there are no global names"},
	{"_ENV", "there are no global names"},
	{"_VERSION", "it is Lua 5.4"},
};

static int compare_names(const void *a, const void *b)
{
	return strcmp(a, *(const char *const *)b);
}

bool zd_checker_library(const char *group, const char *field, uint32_t *index)
{
	char full[64];
	if (strlen(group) + (field ? strlen(field) : 0) + 2 > sizeof full)
		return false;
	snprintf(full, sizeof full, "%s%s%s", group, field ? "." : "", field ? field : "");
	const char *const *found = bsearch(full, zd_library_names, zd_library_count, sizeof *found, compare_names);
	if (found)
		*index = (uint32_t)(found - zd_library_names);
	return found != NULL;
}

bool zd_checker_is_group(const char *name)
{
	size_t len = strlen(name);
	for (size_t i = 0; i < zd_library_count; i++)
		if (strncmp(zd_library_names[i], name, len) == 0 && zd_library_names[i][len] == '.')
			return true;
	return false;
}

static const char *advice(const char *name, const char *field)
{
	for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
		size_t len = strlen(name);
		if (strncmp(missing[i].name, name, len) != 0)
			continue;
		const char *rest = missing[i].name + len;
		if (*rest == '\0' || (field && *rest == '.' && strcmp(rest + 1, field) == 0))
			return missing[i].advice;
	}
	return NULL;
}

static const char *nearest_visible(const struct zd_checker *c, const char *name)
{
	const char *names[ZD_VISIBLE_MAX + 128];
	size_t count = 0;
	for (size_t i = c->visible; i-- > 0;)
		names[count++] = c->scope[i]->declared->text;
	names[count++] = "because";
	names[count++] = "stop";
	for (size_t i = 0; i < zd_library_count && count < sizeof names / sizeof *names; i++)
		names[count++] = zd_library_names[i];
	/* "money.times" is near to itself only, but its group may be what was meant. */
	static const char *const groups[] = {"date", "math", "money", "table", "text"};
	for (size_t i = 0; i < sizeof groups / sizeof *groups && count < sizeof names / sizeof *names; i++)
		names[count++] = groups[i];
	return zd_nearest(name, names, count);
}

/* The line on which a name is declared above `return`, though it is not visible yet; 0: nowhere. */
static int declared_below(const struct zd_checker *c, const char *name)
{
	for (const struct zd_node *n = c->syntax->chunk; n; n = n->next) {
		if (n->kind == ZD_NODE_LOCAL_FUNCTION && strcmp(n->a->text, name) == 0)
			return n->line;
		for (const struct zd_node *d = n->kind == ZD_NODE_LOCAL ? n->list : NULL; d; d = d->next)
			if (strcmp(d->text, name) == 0)
				return n->line;
	}
	return 0;
}

void zd_checker_unknown_field(struct zd_checker *c, const struct zd_node *n, const char *what, const char *name,
			      const char *const *names, size_t count)
{
	const char *near = zd_nearest(name, names, count);
	ZD_FIND(c, ZD_F_UNKNOWN_NAME, n, "%s \"%s\" is declared nowhere%s", what, name, zd_suggest(near, "\"").text);
}

static void unknown_in_group(struct zd_checker *c, const struct zd_node *n, const char *group, const char *field)
{
	const char *names[128];
	size_t count = 0, len = strlen(group);
	for (size_t i = 0; i < zd_library_count && count < 128; i++)
		if (strncmp(zd_library_names[i], group, len) == 0 && zd_library_names[i][len] == '.')
			names[count++] = zd_library_names[i] + len + 1;
	const char *near = zd_nearest(field, names, count);
	ZD_FIND(c, ZD_F_UNKNOWN_NAME, n, "the library %s has no \"%s\"%s", group, field, zd_suggest(near, "\"").text);
}

void zd_checker_unknown(struct zd_checker *c, const struct zd_node *n, const char *name, const char *field)
{
	const char *instead = advice(name, field);
	if (instead) {
		bool group_exists = field && zd_checker_is_group(name);
		bool dotted = field && (group_exists || strcmp(name, "string") == 0);
		ZD_FIND(c, ZD_F_LUA_FORBIDDEN, n, "policies have no %s%s%s: %s", name, dotted ? "." : "",
			dotted ? field : "", instead);
		return;
	}
	if (field && zd_checker_is_group(name)) {
		unknown_in_group(c, n, name, field);
		return;
	}
	if (strcmp(name, "param") == 0 || strcmp(name, "tables") == 0) {
		ZD_FIND(c, ZD_F_UNKNOWN_NAME, n,
			"\"%s\" is not known here: decide gets it, decide = function(record, param, tables), and hands "
			"on what "
			"other functions need",
			name);
		return;
	}
	int below = declared_below(c, name);
	if (below > 0) {
		ZD_FIND(c, ZD_F_UNKNOWN_NAME, n, "\"%s\" is not known here yet: move what line %d declares up", name,
			below);
		return;
	}
	const char *near = nearest_visible(c, name);
	ZD_FIND(c, ZD_F_UNKNOWN_NAME, n, "\"%s\" is declared nowhere%s", name, zd_suggest(near, "\"").text);
}

void zd_checker_undeclared(struct zd_checker *c, const struct zd_node *n)
{
	const char *near = nearest_visible(c, n->text);
	ZD_FIND(c, ZD_F_LUA_FORBIDDEN, n,
		"\"%s\" would be a global name: declare it with `local` where it begins to be used%s%s%s", n->text,
		near ? "; or did you mean \"" : "", near ? near : "", near ? "\"?" : "");
}
