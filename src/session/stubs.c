/* Stubs: what editors need, written into a folder. */
#include "session/stubs.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "session/session.h"

static const char LUARC[] =
	"{\n"
	"  \"runtime.version\": \"Lua 5.4\",\n"
	"  \"runtime.plugin\": \"%s/plugin.lua\",\n"
	"  \"runtime.builtin\": {\"io\": \"disable\", \"os\": \"disable\", \"string\": \"disable\","
	" \"coroutine\": \"disable\", \"debug\": \"disable\", \"package\": \"disable\", \"utf8\": \"disable\"},\n"
	"  \"workspace.library\": [\"%s\"]\n"
	"}\n";
static const char SETTINGS[] = "{\n"
			       "  \"yaml.schemas\": {\n"
			       "    \"%s/params.schema.json\": \"%s/params/*.yaml\",\n"
			       "    \"%s/branch.schema.json\": \"%s/branches/*/params.yaml\",\n"
			       "    \"%s/model.schema.json\": \"%s/model/*.yaml\",\n"
			       "    \"%s/cases.schema.json\": \"%s/cases/**/*.yaml\",\n"
			       "    \"%s/scenario.schema.json\": \"%s/scenarios/*.yaml\"\n"
			       "  }\n"
			       "}\n";

static void write_luarc(struct zd_str *b, const char *folder)
{
	zd_str_printf(b, LUARC, folder, folder);
}

static void write_settings(struct zd_str *b, const char *folder, const char *pack)
{
	zd_str_printf(b, SETTINGS, folder, pack, folder, pack, folder, pack, folder, pack, folder, pack);
}

static int make_folder(const char *folder, struct zd_error *err)
{
	if (mkdir(folder, 0777) == 0 || errno == EEXIST)
		return ZD_OK;
	return zd_fail_at(err, ZD_IO, folder, 0, 0, "no folder can be made there: %s", strerror(errno));
}

static int put_file(const char *folder, const char *name, struct zd_str *text, struct zd_error *err)
{
	struct zd_arena arena = {0};
	int code = zd_file_write(zd_path_join(&arena, folder, name), zd_str_text(text), text->len, err);
	zd_arena_free(&arena);
	zd_str_free(text);
	return code;
}

int zd_write_stubs(struct zd_session *s, const char *folder, struct zd_error *err)
{
	static const struct {
		const char *name;
		void (*write)(struct zd_str *out, const struct zd_pack *pack);
	} FILES[] = {
		{"zhidu.lua", zd_stubs_lua},
		{"plugin.lua", zd_stubs_plugin},
		{"params.schema.json", zd_stubs_params},
		{"branch.schema.json", zd_stubs_branch},
		{"model.schema.json", zd_stubs_model},
		{"cases.schema.json", zd_stubs_cases},
		{"scenario.schema.json", zd_stubs_scenario},
	};
	struct zd_loaded *loaded;
	struct zd_str text = {0};
	int code = zd_load_folder(s, ZD_READ_ALL, &loaded, err);
	if (!code)
		code = make_folder(folder, err);
	for (size_t i = 0; i < sizeof FILES / sizeof *FILES && !code; i++) {
		FILES[i].write(&text, loaded->pack);
		code = put_file(folder, FILES[i].name, &text, err);
	}
	if (!code) {
		write_luarc(&text, folder);
		code = put_file(folder, "luarc.json", &text, err);
	}
	if (!code) {
		write_settings(&text, folder, s->pack_path);
		code = put_file(folder, "settings.json", &text, err);
	}
	return code;
}
