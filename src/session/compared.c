/* Two saved what-ifs side by side. Neither book nor pack is looked at. */
#include "session/output.h"
#include "session/session.h"
#include "whatif/page_rows.h"
#include "zhidu/whatif.h"

static int write_page(const struct zd_compare_options *o, const struct zd_kept *one, const struct zd_kept *two,
		      struct zd_error *err)
{
	struct zd_str html = {0};
	int code = zd_kept_page(one, two, &html, err);
	if (!code)
		code = zd_output_write(o->html, o->force, &html, err);
	zd_str_free(&html);
	return code;
}

int zd_whatif_compare(const struct zd_compare_options *o, FILE *out, struct zd_error *err)
{
	struct zd_arena arena = {0};
	struct zd_kept one, two;
	bool for_people = o->format == ZD_FORMAT_TABLE;
	int code = zd_output_check(o->html, o->force, err);
	if (!code)
		code = zd_kept_read(&one, o->one, &arena, err);
	if (!code)
		code = zd_kept_read(&two, o->two, &arena, err);
	if (!code && o->html)
		code = write_page(o, &one, &two, err);
	if (!code) {
		struct zd_sink *sink = zd_sink_new(out, o->format);
		struct zd_str heads = {0};
		zd_kept_heads(&heads, &one, &two);
		zd_str_addc(&heads, '\n');
		if (for_people && one.span == two.span)
			fputs(zd_plain(heads.s), out);
		code = zd_kept_rows(&one, &two, for_people, sink, err);
		sink->free(sink);
		zd_str_free(&heads);
	}
	zd_arena_free(&arena);
	return code;
}
