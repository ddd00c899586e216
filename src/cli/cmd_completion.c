/* zhidu completion: what shells need to complete its command line, made from the tables. */
#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/words.h"

/* The command that lists the names of a kind, its first column being the names. */
static const char *lister(enum fill fill)
{
	switch (fill) {
	case FILL_ENTITY:
		return "entities";
	case FILL_POLICY:
		return "policies";
	case FILL_PARAM:
		return "param list";
	case FILL_BRANCH:
		return "branches";
	case FILL_REPORT:
		return "report";
	default:
		return NULL;
	}
}

static void put_words(const char *words, char between)
{
	for (; *words; words++)
		putchar(*words == '|' ? between : *words);
}

/* Text inside single quotes. */
static void put_quoted(const char *s)
{
	putchar('\'');
	for (; *s; s++) {
		if (*s == '\'')
			fputs("'\\''", stdout);
		else
			putchar(*s);
	}
	putchar('\'');
}

/* First words of commands, each once. */
static void put_first_words(char between)
{
	const char *last = "";
	size_t n = 0;

	for (size_t i = 0; commands[i]; i++) {
		const char *name = commands[i]->name;
		if (strcspn(name, " ") == n && strncmp(name, last, n) == 0)
			continue;
		n = strcspn(name, " ");
		printf("%s%.*s", i > 0 ? (char[]){between, '\0'} : "", (int)n, name);
		last = name;
	}
}

/* Commands of two words: the first one of each group tells its first word. */
static bool begins_group(size_t i)
{
	const char *second = strchr(commands[i]->name, ' ');

	return second && (i == 0 || strncmp(commands[i - 1]->name, commands[i]->name,
					    (size_t)(second - commands[i]->name) + 1) != 0);
}

static int group_length(size_t i)
{
	return (int)strcspn(commands[i]->name, " ");
}

/* The second words of the group that begins there. */
static void put_second_words(size_t i)
{
	size_t n = (size_t)group_length(i) + 1;

	for (size_t k = i; commands[k] && strncmp(commands[k]->name, commands[i]->name, n) == 0; k++)
		printf("%s%s", k > i ? " " : "", commands[k]->name + n);
}

/* The first words of all groups, each with text before and between. */
static void put_groups(const char *before, const char *between)
{
	size_t n = 0;

	for (size_t i = 0; commands[i]; i++) {
		if (begins_group(i))
			printf("%s%s%.*s", n++ ? between : "", before, group_length(i), commands[i]->name);
	}
}

/* ---- bash ---- */

static void bash_fill(enum fill fill, const char *words)
{
	if (words) {
		fputs("_zhidu_words '", stdout);
		put_words(words, ' ');
		fputs("'", stdout);
	} else if (fill == FILL_COMMAND) {
		fputs("_zhidu_words '", stdout);
		put_first_words(' ');
		fputs("'", stdout);
	} else if (fill == FILL_FILE) {
		fputs("_zhidu_files -f", stdout);
	} else if (fill == FILL_FOLDER) {
		fputs("_zhidu_files -d", stdout);
	} else if (lister(fill)) {
		printf("_zhidu_names %s", lister(fill));
	} else {
		putchar(':');
	}
}

static void bash_options(const struct option *options)
{
	for (; options && options->name; options++) {
		if (options->kind == OPTION_FLAG)
			continue;
		fputc('\t', stdout);
		if (options->letter)
			printf("-%c|", options->letter);
		printf("--%s) ", options->name);
		bash_fill(options->fill, options->words);
		fputs("; return ;;\n", stdout);
	}
}

static void bash_option_names(const struct option *options)
{
	for (; options && options->name; options++)
		printf(" --%s", options->name);
}

/* Whether no command before this one has a value option of that name. */
static bool first_of_name(size_t command, const struct option *option)
{
	for (size_t i = 0; i < command; i++) {
		for (const struct option *o = commands[i]->options; o && o->name; o++) {
			if (o->kind != OPTION_FLAG && strcmp(o->name, option->name) == 0)
				return false;
		}
	}
	return true;
}

static void bash(void)
{
	fputs("# bash completion for zhidu, made by `zhidu completion bash`\n"
	      "_zhidu_words() { COMPREPLY=($(compgen -W \"$1\" -- \"$cur\")); }\n"
	      "_zhidu_files() { compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen \"$1\" -- "
	      "\"$cur\"); }\n"
	      "_zhidu_names() {\n"
	      "\t_zhidu_words \"$(zhidu \"${globals[@]}\" \"$@\" --format csv 2>/dev/null | tail -n +2 | cut -d, "
	      "-f1)\"\n"
	      "}\n"
	      "_zhidu() {\n"
	      "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} cmd='' at=0 i w globals=()\n"
	      "\tCOMPREPLY=()\n"
	      "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	      "\t\tw=${COMP_WORDS[i]}\n"
	      "\t\tcase $w in\n"
	      "\t\t--book|--pack) globals+=(\"$w\" \"${COMP_WORDS[i+1]}\"); ((i++)) ;;\n"
	      "\t\t-m",
	      stdout);
	for (size_t i = 0; commands[i]; i++) {
		for (const struct option *o = commands[i]->options; o && o->name; o++) {
			if (o->kind != OPTION_FLAG && first_of_name(i, o))
				printf("|--%s", o->name);
		}
	}
	fputs("|--lang) ((i++)) ;;\n"
	      "\t\t-*) ;;\n"
	      "\t\t*) if [[ -z $cmd",
	      stdout);
	put_groups(" || $cmd == ", "");
	fputs(" ]]; then cmd=\"${cmd:+$cmd }$w\"; else ((++at)); fi ;;\n"
	      "\t\tesac\n"
	      "\tdone\n"
	      "\tcase $prev in\n",
	      stdout);
	bash_options(global_options);
	fputs("\tesac\n\tcase $cmd in\n\t'') if [[ $cur != -* ]]; then _zhidu_words '", stdout);
	put_first_words(' ');
	fputs("'; return; fi ;;\n", stdout);
	for (size_t i = 0; commands[i]; i++) {
		const struct command *c = commands[i];
		printf("\t'%s')\n\tcase $prev in\n", c->name);
		bash_options(c->options);
		fputs("\tesac\n\tif [[ $cur == -* ]]; then _zhidu_words '", stdout);
		bash_option_names(c->options);
		bash_option_names(global_options);
		fputs("'; return; fi\n", stdout);
		if (c->operands[0].name) {
			fputs("\tcase $at in\n", stdout);
			EACH_OPERAND (o, c) {
				if (o->many)
					fputs("\t*) ", stdout);
				else
					printf("\t%d) ", (int)(o - c->operands));
				bash_fill(o->fill, NULL);
				fputs(" ;;\n", stdout);
			}
			fputs("\tesac\n", stdout);
		}
		fputs("\treturn ;;\n", stdout);
	}
	for (size_t i = 0; commands[i]; i++) {
		if (!begins_group(i))
			continue;
		printf("\t%.*s) if [[ $cur != -* ]]; then _zhidu_words '", group_length(i), commands[i]->name);
		put_second_words(i);
		fputs("'; return; fi ;;\n", stdout);
	}
	fputs("\tesac\n"
	      "\t_zhidu_words '",
	      stdout);
	bash_option_names(global_options);
	fputs("'\n}\ncomplete -F _zhidu zhidu\n", stdout);
}

/* ---- fish ---- */

static void fish_fill(enum fill fill, const char *words)
{
	if (words) {
		fputs(" -a '", stdout);
		put_words(words, ' ');
		fputs("'", stdout);
	} else if (fill == FILL_COMMAND) {
		fputs(" -a '", stdout);
		put_first_words(' ');
		fputs("'", stdout);
	} else if (fill == FILL_FILE || fill == FILL_FOLDER) {
		fputs(" -F", stdout);
	} else if (lister(fill)) {
		printf(" -a '(zhidu %s --format csv 2>/dev/null | tail -n +2 | cut -d, -f1)'", lister(fill));
	}
}

static void fish_options(const struct option *options, const char *condition)
{
	for (; options && options->name; options++) {
		printf("complete -c zhidu%s -l %s", condition, options->name);
		if (options->letter)
			printf(" -s %c", options->letter);
		if (options->kind != OPTION_FLAG) {
			bool file = options->fill == FILL_FILE || options->fill == FILL_FOLDER;
			fputs(file ? " -r" : " -x", stdout);
			fish_fill(options->fill, options->words);
		}
		fputs(" -d ", stdout);
		put_quoted(tr(options->help));
		putchar('\n');
	}
}

static void fish(void)
{
	fputs("# fish completion for zhidu, made by `zhidu completion fish`\ncomplete -c zhidu -f\n", stdout);
	fish_options(global_options, "");
	for (size_t i = 0; commands[i]; i++) {
		if (!begins_group(i))
			continue;
		printf("complete -c zhidu -n '__fish_seen_subcommand_from %.*s", group_length(i), commands[i]->name);
		fputs("; and not __fish_seen_subcommand_from ", stdout);
		put_second_words(i);
		fputs("' -a '", stdout);
		put_second_words(i);
		fputs("'\n", stdout);
	}
	for (size_t i = 0; commands[i]; i++) {
		const struct command *c = commands[i];
		const char *second = strchr(c->name, ' ');
		char condition[160];
		if (!second || begins_group(i)) {
			printf("complete -c zhidu -n __fish_use_subcommand -a %.*s -d ", (int)strcspn(c->name, " "),
			       c->name);
			put_quoted(tr(c->summary));
			putchar('\n');
		}
		if (second)
			snprintf(condition, sizeof condition,
				 " -n '__fish_seen_subcommand_from %.*s; and __fish_seen_subcommand_from %s'",
				 (int)(second - c->name), c->name, second + 1);
		else
			snprintf(condition, sizeof condition, " -n '__fish_seen_subcommand_from %s'", c->name);
		fish_options(c->options, condition);
		EACH_OPERAND (o, c) {
			if (o->fill == FILL_NOTHING)
				continue;
			printf("complete -c zhidu%s", condition);
			fish_fill(o->fill, NULL);
			putchar('\n');
		}
	}
}

/* ---- zsh ---- */

/* Inside single quotes and the brackets of _arguments. */
static void zsh_text(const char *s)
{
	for (; *s; s++) {
		if (*s == '\'')
			fputs("'\\''", stdout);
		else if (strchr("[]:\\", *s))
			printf("\\%c", *s);
		else
			putchar(*s);
	}
}

static void zsh_fill(const char *name, enum fill fill, const char *words)
{
	putchar(':');
	zsh_text(name);
	putchar(':');
	if (words) {
		putchar('(');
		put_words(words, ' ');
		putchar(')');
	} else if (fill == FILL_COMMAND) {
		putchar('(');
		put_first_words(' ');
		putchar(')');
	} else if (fill == FILL_FILE) {
		fputs("_files", stdout);
	} else if (fill == FILL_FOLDER) {
		fputs("_files -/", stdout);
	} else if (lister(fill)) {
		printf("{_zhidu_names %s}", lister(fill));
	} else {
		putchar(' ');
	}
}

static void zsh_options(const struct option *options)
{
	for (; options && options->name; options++) {
		printf(" \\\n\t\t'%s--%s%s[", options->kind == OPTION_LIST ? "*" : "", options->name,
		       options->kind == OPTION_FLAG ? "" : "=");
		zsh_text(tr(options->help));
		putchar(']');
		if (options->kind != OPTION_FLAG)
			zsh_fill(options->value, options->fill, options->words);
		putchar('\'');
	}
}

static void zsh(void)
{
	fputs("#compdef zhidu\n"
	      "# zsh completion for zhidu, made by `zhidu completion zsh`\n"
	      "_zhidu_names() {\n"
	      "\tlocal -a names\n"
	      "\tnames=(${(f)\"$(zhidu \"$@\" --format csv 2>/dev/null | tail -n +2 | cut -d, -f1)\"})\n"
	      "\tcompadd -a names\n"
	      "}\n"
	      "_zhidu() {\n"
	      "\tlocal state line first\n"
	      "\ttypeset -A opt_args\n"
	      "\t_arguments -C",
	      stdout);
	zsh_options(global_options);
	fputs(" \\\n\t\t'1:command:(", stdout);
	put_first_words(' ');
	fputs(")' '*::word:->rest'\n"
	      "\t[[ $state == rest ]] || return\n"
	      "\tfirst=$words[1]\n"
	      "\tcase $first in\n",
	      stdout);
	for (size_t i = 0; commands[i]; i++) {
		if (!begins_group(i))
			continue;
		printf("\t(%.*s) if ((CURRENT == 2)); then compadd ", group_length(i), commands[i]->name);
		put_second_words(i);
		fputs("; return; fi\n\t\tfirst=\"$first $words[2]\"; shift words; ((CURRENT--)) ;;\n", stdout);
	}
	fputs("\tesac\n\tcase $first in\n", stdout);
	for (size_t i = 0; commands[i]; i++) {
		printf("\t('%s') _arguments", commands[i]->name);
		zsh_options(commands[i]->options);
		zsh_options(global_options);
		EACH_OPERAND (o, commands[i]) {
			if (o->many)
				fputs(" \\\n\t\t'*", stdout);
			else
				printf(" \\\n\t\t'%d%s", (int)(o - commands[i]->operands) + 1, o->optional ? ":" : "");
			zsh_fill(o->name, o->fill, NULL);
			putchar('\'');
		}
		fputs(" ;;\n", stdout);
	}
	fputs("\tesac\n}\n_zhidu \"$@\"\n", stdout);
}

/* ---- the command ---- */

static int run(struct cli *cli, const void *values)
{
	const char *shell = cli->given->operands[0];

	(void)values;
	if (strcmp(shell, "bash") == 0)
		bash();
	else if (strcmp(shell, "zsh") == 0)
		zsh();
	else if (strcmp(shell, "fish") == 0)
		fish();
	else
		return zd_fail(&cli->err, ZD_USAGE, tr("completion knows bash, zsh and fish, not \"%s\""), shell);
	return ZD_OK;
}

const struct command cmd_completion = {
	.name = "completion",
	.summary = "completes the command line in bash, zsh or fish",
	.operands = {{"SHELL"}},
	.examples = {{"eval \"$(zhidu completion bash)\"", "in ~/.bashrc"},
		     {"zhidu completion zsh > ~/.zfunc/_zhidu", "in a folder of $fpath"},
		     {"zhidu completion fish > ~/.config/fish/completions/zhidu.fish", "where fish looks"}},
	.run = run,
};
