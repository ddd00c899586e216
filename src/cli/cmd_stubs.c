/* zhidu stubs: what editors need to complete names of the pack. */
#include "cli/say.h"
#include "cli/words.h"

static int run(struct cli *cli, const void *values)
{
	const char *folder = cli->given->operand_count ? cli->given->operands[0] : "editor";
	(void)values;
	int code = zd_write_stubs(cli->session, folder, &cli->err);

	if (code == ZD_OK) {
		printf(tr("%s: for the Lua language server, copy luarc.json to .luarc.json\n"), folder);
		printf(tr("%s: for the YAML language server, copy settings.json to .vscode/settings.json, or say the "
			  "same "
			  "in your editor's way\n"),
		       folder);
	}
	return code;
}

const struct command cmd_stubs = {
	.name = "stubs",
	.summary = "what editors need to complete names of the pack",
	.text = "Annotations (LuaCATS) of the library and of every policy's needs, parameters, tables and outcomes, "
		"and\n"
		"schemas of the pack's YAML files, each name with its title. They go into FOLDER (editor), outside "
		"the\n"
		"pack; make them again when names change. No line is needed in the policies themselves.",
	.operands = {{"FOLDER", FILL_FOLDER, .optional = true}},
	.examples = {{"zhidu stubs", "into the folder editor"}},
	.run = run,
};
