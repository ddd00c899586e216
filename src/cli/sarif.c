/* The rules are the codes, each with its page; a result has its rule, its level, its message and its place. */
#include "cli/sarif.h"

#include <ctype.h>
#include <string.h>

#include "cli/pages.h"
#include "cli/words.h"
#include "zhidu/session.h"

static void put_part(FILE *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '"' || *s == '\\')
			fprintf(out, "\\%c", *s);
		else if (*s == '\n')
			fputs("\\n", out);
		else if ((unsigned char)*s < 0x20)
			fprintf(out, "\\u%04x", (unsigned)(unsigned char)*s);
		else
			fputc(*s, out);
	}
}

static void put(FILE *out, const char *s)
{
	fputc('"', out);
	put_part(out, s);
	fputc('"', out);
}

/* A reference as RFC 3986 has it: everything but plain characters in percent. */
static void put_uri(FILE *out, const char *s)
{
	for (; *s; s++) {
		if (isalnum((unsigned char)*s) || strchr("-._~/", *s))
			fputc(*s, out);
		else
			fprintf(out, "%%%02X", (unsigned)(unsigned char)*s);
	}
}

static void put_example(FILE *out, const char *word, const struct page *page, const char *text)
{
	if (!text)
		return;
	fputs("\\n\\n", out);
	put_part(out, word);
	fputc(' ', out);
	put_part(out, page->file);
	fputs("\\n", out);
	put_part(out, text);
}

static void put_rule(FILE *out, enum zd_finding_code code)
{
	const struct page *page = page_of(code);

	fputs("{\"id\":", out);
	put(out, zd_finding_word(code));
	fputs(",\"shortDescription\":{\"text\":", out);
	put(out, tr(zd_finding_meaning(code)));
	fputs("},\"fullDescription\":{\"text\":", out);
	put(out, page_text(&page->why));
	fputs("},\"help\":{\"text\":\"", out);
	put_part(out, page_text(&page->why));
	fputs("\\n", out);
	put_part(out, page_text(&page->mend));
	put_example(out, tr("Wrong:"), page, page->wrong);
	put_example(out, tr("Right:"), page, page->right);
	fprintf(out, "\"},\"defaultConfiguration\":{\"level\":\"%s\"}}",
		zd_finding_is_error(code) ? "error" : "warning");
}

static void put_place(FILE *out, const char *pack, const struct zd_finding *f)
{
	fputs(",\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"", out);
	while (strncmp(pack, "./", 2) == 0)
		pack += 2;
	if (pack[0] == '/')
		fputs("file://", out);
	put_uri(out, pack);
	if (*f->file && *pack && pack[strlen(pack) - 1] != '/')
		fputc('/', out);
	put_uri(out, f->file);
	fputs("\"}", out);
	if (f->line > 0) {
		fprintf(out, ",\"region\":{\"startLine\":%d", f->line);
		if (f->column > 0)
			fprintf(out, ",\"startColumn\":%d", f->column);
		fputc('}', out);
	}
	fputs("}}]", out);
}

void sarif_write(FILE *out, const char *pack, const struct zd_findings *found, const bool *show)
{
	bool any = false;

	fputs("{\"$schema\":\"https://json.schemastore.org/"
	      "sarif-2.1.0.json\",\"version\":\"2.1.0\",\"runs\":[{\"tool\":{"
	      "\"driver\":{\"name\":\"zhidu\",\"semanticVersion\":",
	      out);
	put(out, zd_version());
	fprintf(out, ",\"language\":\"%s\",\"rules\":[\n", words_are_chinese() ? "zh" : "en");
	for (int i = 0; i < ZD_FINDING_COUNT; i++) {
		fputs(i ? ",\n" : "", out);
		put_rule(out, (enum zd_finding_code)i);
	}
	fputs("]}},\"columnKind\":\"unicodeCodePoints\",\"results\":[", out);
	for (size_t i = 0; i < found->count; i++) {
		const struct zd_finding *f = &found->items[i];
		if (!show[i])
			continue;
		fputs(any ? ",\n" : "\n", out);
		any = true;
		fputs("{\"ruleId\":", out);
		put(out, zd_finding_word(f->code));
		fprintf(out, ",\"ruleIndex\":%d,\"level\":\"%s\",\"message\":{\"text\":", (int)f->code,
			zd_finding_is_error(f->code) ? "error" : "warning");
		put(out, f->message);
		fputc('}', out);
		put_place(out, pack, f);
		fputc('}', out);
	}
	fputs("]}]}\n", out);
}
