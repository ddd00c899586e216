/*
 * The front end for policies. Text that is no policy becomes findings with a
 * place; what passes is written in each mode as text that Lua accepts, with
 * the lines that coverage counts.
 */
#include <lauxlib.h>
#include <lua.h>

#include "fuzz.h"
#include "script/unit.h"

static void must_compile(const struct zd_unit *unit)
{
	lua_State *L = luaL_newstate();
	FUZZ_MUST(L);
	if (luaL_loadbufferx(L, unit->text, unit->size, "=unit", "t") != LUA_OK) {
		fprintf(stderr, "%s\n%.*s\n", lua_tostring(L, -1), (int)unit->size, unit->text);
		FUZZ_MUST(!"Lua accepts the text");
	}
	lua_close(L);
}

static void write_modes(const struct zd_syntax *syntax, const struct zd_policy *policy, struct zd_arena *arena)
{
	static const enum zd_mode modes[] = {ZD_MODE_FAST, ZD_MODE_REASONS, ZD_MODE_TRACE};
	for (size_t i = 0; i < sizeof modes / sizeof modes[0]; i++) {
		struct zd_unit unit = {0};
		zd_unit_write(&unit, syntax, policy, modes[i], arena);
		FUZZ_MUST(policy->broken ? unit.size == 0 : unit.size > 0);
		for (size_t k = 0; k < unit.binding_count; k++) {
			const struct zd_binding *b = &unit.bindings[k];
			FUZZ_MUST(b->kind != ZD_BIND_PARAM || b->index < policy->param_count);
			FUZZ_MUST(b->kind != ZD_BIND_TABLE || b->index < policy->table_count);
		}
		if (unit.size > 0)
			must_compile(&unit);
	}
}

static void count_lines(const struct zd_syntax *syntax, struct zd_arena *arena)
{
	const int *lines;
	size_t count;
	zd_unit_lines(&lines, &count, syntax, arena);
	for (size_t i = 0; i < count; i++)
		FUZZ_MUST(lines[i] > (i ? lines[i - 1] : 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_arena arena = {0};
	struct zd_findings findings = {0};
	struct zd_syntax *syntax;
	struct zd_policy policy;
	char *text = fuzz_bytes(data, size);
	zd_unit_read(&syntax, &policy, "a.b", "rules/a/b.lua", text, size, &arena, &findings);
	FUZZ_MUST(policy.broken == (findings.errors > 0) && (syntax || policy.broken));
	FUZZ_MUST(!policy.broken || policy.broken_why);
	for (size_t i = 0; i < findings.count; i++)
		FUZZ_MUST(findings.items[i].message[0] && findings.items[i].line >= 0);
	if (syntax) {
		write_modes(syntax, &policy, &arena);
		count_lines(syntax, &arena);
	}
	zd_findings_free(&findings);
	zd_arena_free(&arena);
	free(text);
	return 0;
}
