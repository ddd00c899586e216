/*
 * Reads a command line after the tables of options.h. Options may stand
 * anywhere; `--` ends them; `-` and negative numbers are operands.
 */
#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "cli/cli.h"
#include "cli/nearest.h"
#include "cli/words.h"

#define MAX_OPTIONS 32

const struct option only_format[] = {FORMAT_OPTION(struct only_format), {.name = NULL}};

const struct option global_options[] = {
	{.name = "book",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct given, book),
	 .value = "FILE",
	 .fill = FILL_FILE,
	 .help = "the book; without it $ZHIDU_BOOK, then zhidu.db"},
	{.name = "pack",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct given, pack),
	 .value = "DIR",
	 .fill = FILL_FOLDER,
	 .help = "the pack; without it $ZHIDU_PACK, then policies"},
	{.name = "lang",
	 .kind = OPTION_TEXT,
	 .at = offsetof(struct given, lang),
	 .value = "LANGUAGE",
	 .words = "zh|en",
	 .help = "the language of messages; without it the locale's"},
	{.name = "help",
	 .letter = 'h',
	 .kind = OPTION_FLAG,
	 .at = offsetof(struct given, help),
	 .help = "shows help, after a command about the command"},
	{.name = "version", .kind = OPTION_FLAG, .at = offsetof(struct given, version), .help = "shows the version"},
	{.name = NULL},
};

struct reader {
	struct given *out;
	struct zd_error *err;
	int argc;
	char **argv;
	int next;               /* the argument after the one at hand */
	bool seen[MAX_OPTIONS]; /* of the command's options */
};

static const struct option *option_named(const struct option *options, const char *name, size_t n)
{
	for (; options && options->name; options++) {
		if (strlen(options->name) == n && memcmp(options->name, name, n) == 0)
			return options;
	}
	return NULL;
}

static const struct option *option_lettered(const struct option *options, char letter)
{
	for (; options && options->name; options++) {
		if (options->letter == letter)
			return options;
	}
	return NULL;
}

static const struct option *own_options(const struct given *given)
{
	return given->command ? given->command->options : NULL;
}

static void offer_options(struct nearest *near, const struct option *options)
{
	for (; options && options->name; options++)
		nearest_offer(near, options->name);
}

static int unknown_option(struct reader *r, const char *name, size_t n)
{
	char wanted[64] = "";
	struct nearest near = {.wanted = wanted};

	if (n < sizeof wanted) {
		snprintf(wanted, sizeof wanted, "%.*s", (int)n, name);
		offer_options(&near, own_options(r->out));
		offer_options(&near, global_options);
	}
	if (near.best)
		return zd_fail(r->err, ZD_USAGE, tr("unknown option \"--%.*s\"; did you mean \"--%s\"?"), (int)n, name,
			       near.best);
	return zd_fail(r->err, ZD_USAGE, tr("unknown option \"--%.*s\""), (int)n, name);
}

static bool one_of(const char *words, const char *word)
{
	size_t n = strlen(word);

	for (const char *at = words; at;) {
		const char *end = strchr(at, '|');
		size_t len = end ? (size_t)(end - at) : strlen(at);
		if (len == n && memcmp(at, word, n) == 0)
			return true;
		at = end ? end + 1 : NULL;
	}
	return false;
}

static int add_text(struct texts *list, const char *text)
{
	list->items = cli_realloc(list->items, (list->count + 1) * sizeof *list->items);
	list->items[list->count++] = text;
	return ZD_OK;
}

static int read_count(const struct option *o, const char *text, int64_t *out, struct zd_error *err)
{
	int64_t n = 0;

	for (const char *c = text; *c || c == text; c++) {
		if (*c < '0' || *c > '9' || n > (INT64_MAX - 9) / 10)
			return zd_fail(err, ZD_USAGE, tr("--%s wants a whole number, got \"%s\""), o->name, text);
		n = n * 10 + (*c - '0');
	}
	*out = n;
	return ZD_OK;
}

static int store(const struct option *o, void *values, const char *text, struct zd_error *err)
{
	void *place = (char *)values + o->at;

	if (o->words && !one_of(o->words, text))
		return zd_fail(err, ZD_USAGE, tr("--%s is one of %s, not \"%s\""), o->name, o->words, text);
	switch (o->kind) {
	case OPTION_FLAG:
		*(bool *)place = true;
		return ZD_OK;
	case OPTION_TEXT:
		*(const char **)place = text;
		return ZD_OK;
	case OPTION_LIST:
		return add_text(place, text);
	case OPTION_COUNT:
		return read_count(o, text, place, err);
	case OPTION_FORMAT:
		zd_format_of(text, place);
		return ZD_OK;
	}
	return ZD_OK;
}

/* An option with the value that stands with it in one word, or NULL. */
static int take(struct reader *r, const struct option *o, bool own, const char *value)
{
	if (o->kind == OPTION_FLAG) {
		if (value)
			return zd_fail(r->err, ZD_USAGE, tr("--%s takes no value"), o->name);
	} else if (!value) {
		if (r->next >= r->argc)
			return zd_fail(r->err, ZD_USAGE, tr("--%s needs a value: %s"), o->name, o->value);
		value = r->argv[r->next++];
	}
	if (!own)
		return store(o, r->out, value, r->err);
	/* Of two conditions or dates one would be dropped in silence. */
	bool *seen = &r->seen[o - own_options(r->out)];
	if (*seen && o->kind != OPTION_LIST && o->kind != OPTION_FLAG)
		return zd_fail(r->err, ZD_USAGE, tr("--%s is given twice"), o->name);
	*seen = true;
	return store(o, r->out->values, value, r->err);
}

static int long_option(struct reader *r, const char *word)
{
	const char *equals = strchr(word, '=');
	size_t n = equals ? (size_t)(equals - word) : strlen(word);
	const struct option *o = option_named(own_options(r->out), word, n);
	bool own = o != NULL;

	if (!o)
		o = option_named(global_options, word, n);
	if (!o)
		return unknown_option(r, word, n);
	return take(r, o, own, equals ? equals + 1 : NULL);
}

static int short_option(struct reader *r, const char *word)
{
	const struct option *o = option_lettered(own_options(r->out), word[0]);
	bool own = o != NULL;

	if (!o)
		o = option_lettered(global_options, word[0]);
	if (!o)
		return zd_fail(r->err, ZD_USAGE, tr("unknown option \"-%s\""), word);
	return take(r, o, own, word[1] ? word + 1 : NULL);
}

static int unknown_command(struct reader *r, const char *name)
{
	struct nearest near = {.wanted = name};

	for (size_t i = 0; commands[i]; i++)
		nearest_offer(&near, commands[i]->name);
	if (near.best)
		return zd_fail(r->err, ZD_USAGE, tr("unknown command \"%s\"; did you mean \"%s\"?"), name, near.best);
	return zd_fail(r->err, ZD_USAGE, tr("unknown command \"%s\""), name);
}

static void set_command(struct given *out, const struct command *command)
{
	out->command = command;
	out->values = cli_alloc(command->size);
	for (const struct option *o = command->options; o && o->name; o++) {
		if (o->fallback)
			store(o, out->values, o->fallback, NULL);
	}
}

static bool begins_a_command(const char *word)
{
	size_t n = strlen(word);

	for (size_t i = 0; commands[i]; i++) {
		if (strncmp(commands[i]->name, word, n) == 0 && commands[i]->name[n] == ' ')
			return true;
	}
	return false;
}

static int command_word(struct reader *r, const char *word)
{
	char name[64];
	const struct command *command;

	if (!r->out->group && !command_named(word) && begins_a_command(word)) {
		r->out->group = word;
		return ZD_OK;
	}
	if (strlen(word) + (r->out->group ? strlen(r->out->group) : 0) + 2 > sizeof name)
		return zd_fail(r->err, ZD_USAGE, tr("unknown command \"%s\""), word);
	snprintf(name, sizeof name, "%s%s%s", r->out->group ? r->out->group : "", r->out->group ? " " : "", word);
	command = command_named(name);
	if (!command)
		return unknown_command(r, name);
	set_command(r->out, command);
	return ZD_OK;
}

/* Whether a command of two words begins with the one given, as `whatif compare` does; it takes its place where no option came before. */
static bool longer_command(struct reader *r, const char *word)
{
	struct given *out = r->out;
	size_t n = strlen(out->command->name);
	const struct command *longer = NULL;
	for (size_t i = 0; commands[i] && !longer; i++) {
		const char *name = commands[i]->name;
		if (strncmp(name, out->command->name, n) == 0 && name[n] == ' ' && strcmp(name + n + 1, word) == 0)
			longer = commands[i];
	}
	for (const struct option *o = out->command->options; longer && o && o->name; o++) {
		if (r->seen[o - out->command->options])
			return false;
	}
	if (!longer)
		return false;
	free(out->values);
	set_command(out, longer);
	return true;
}

static int plain_word(struct reader *r, const char *word)
{
	struct given *out = r->out;

	if (!out->command)
		return command_word(r, word);
	if (out->operand_count == 0 && longer_command(r, word))
		return ZD_OK;
	out->operands[out->operand_count++] = word;
	return ZD_OK;
}

static bool is_option(const char *word)
{
	return word[0] == '-' && word[1] != '\0' && !(word[1] >= '0' && word[1] <= '9') && word[1] != '.';
}

static int check_operands(const struct given *given, struct zd_error *err)
{
	const char *missing = NULL; /* the first that must be there and is not */
	size_t required = 0, most = 0;
	bool any = false;

	EACH_OPERAND (o, given->command) {
		most++;
		any = any || o->many;
		if (!o->optional && required++ == given->operand_count)
			missing = o->name;
	}
	if (given->operand_count < required)
		return zd_fail(err, ZD_USAGE, tr("%s needs %s"), given->command->name, missing);
	if (given->operand_count > most && !any)
		return zd_fail(err, ZD_USAGE, tr("%s: \"%s\" is one word too many"), given->command->name,
			       given->operands[most]);
	return ZD_OK;
}

static int check_required(const struct reader *r)
{
	for (const struct option *o = own_options(r->out); o && o->name; o++) {
		if (o->required && !r->seen[o - own_options(r->out)])
			return zd_fail(r->err, ZD_USAGE, tr("%s needs --%s %s"), r->out->command->name, o->name,
				       o->value);
	}
	return ZD_OK;
}

int given_read(struct given *out, int argc, char **argv, struct zd_error *err)
{
	struct reader r = {.out = out, .err = err, .argc = argc, .argv = argv, .next = 1};
	bool options_over = false;
	int code = ZD_OK;

	*out = (struct given){.operands = cli_alloc((size_t)argc * sizeof *out->operands)};
	while (r.next < argc && code == ZD_OK) {
		const char *word = argv[r.next++];
		if (options_over || !is_option(word))
			code = plain_word(&r, word);
		else if (strcmp(word, "--") == 0)
			options_over = true;
		else if (word[1] == '-')
			code = long_option(&r, word + 2);
		else
			code = short_option(&r, word + 1);
	}
	if (code != ZD_OK || out->help || out->version)
		return code;
	if (!out->command)
		return out->group ? zd_fail(err, ZD_USAGE, tr("%s needs a second word"), out->group)
				  : zd_fail(err, ZD_USAGE, "%s", tr("no command given"));
	code = check_operands(out, err);
	return code == ZD_OK ? check_required(&r) : code;
}

void given_free(struct given *given)
{
	for (const struct option *o = own_options(given); o && o->name; o++) {
		if (o->kind == OPTION_LIST)
			free(((struct texts *)((char *)given->values + o->at))->items);
	}
	free(given->values);
	free(given->operands);
}
