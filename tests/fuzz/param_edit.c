/*
 * Setting a parameter in the text of a params.yaml. The first line of the
 * input is the new value, the second the date or nothing; the rest is the
 * file. What comes out reads as what was set, and setting it again changes
 * nothing more.
 */
#include "fuzz.h"
#include "pack/reader.h"
#include "pack/yaml.h"

/* The line at *text, which then begins behind it. */
static char *take_line(char **text)
{
	char *line = *text;
	size_t n = strcspn(line, "\n");
	*text += n + (line[n] == '\n');
	line[n] = '\0';
	return line;
}

static void read_again(const char *text, size_t size, const char *date)
{
	struct zd_arena arena = {0};
	struct zd_findings findings = {0};
	struct zd_raw *root = zd_yaml_read("params.yaml", text, size, &arena, &findings);
	FUZZ_MUST(findings.count == 0 && root);
	const struct zd_raw *param = zd_raw_get(root, "a.b");
	FUZZ_MUST(date ? zd_raw_get(zd_raw_get(param, "values"), date) : zd_raw_get(param, "value"));
	zd_arena_free(&arena);
	zd_findings_free(&findings);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zd_error err = {0};
	char *input = fuzz_text(data, size), *rest = input, *once, *twice;
	size_t once_size, twice_size;
	const char *value = take_line(&rest), *date = take_line(&rest);
	size_t n = size - (size_t)(rest - input);
	if (!*date)
		date = NULL;
	int rc = zd_param_edit(&once, &once_size, rest, n, "a.b", date, value, "因为", &err);
	FUZZ_MUST(rc == ZD_OK || ((rc == ZD_USAGE || rc == ZD_DATA) && err.message[0] && !once));
	if (rc == ZD_OK) {
		read_again(once, once_size, date);
		FUZZ_MUST(zd_param_edit(&twice, &twice_size, once, once_size, "a.b", date, value, "因为", &err) ==
			  ZD_OK);
		FUZZ_MUST(once_size == twice_size && memcmp(once, twice, once_size) == 0);
		free(twice);
	}
	free(once);
	free(input);
	return 0;
}
