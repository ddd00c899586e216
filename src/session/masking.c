/* Masking of sensitive columns: which they are, and what is left of their values. */
#include "session/masking.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

struct zd_value zd_mask(struct zd_arena *arena, const struct zd_value *v)
{
	if (v->tag != ZD_TEXT)
		return v->tag == ZD_NIL ? *v : zd_value_text("***", 3);
	size_t length = zd_utf8_length(v->s, v->len);
	size_t keep = length > 8 ? 4 : length > 1 ? 1 : 0;
	size_t at = zd_utf8_offset(v->s, v->len, length - keep);
	return zd_value_string(zd_arena_printf(arena, "***%s", v->s + at));
}

/* Whether a field is sensitive, or one on the way to it. */
static bool is_sensitive(const struct zd_pack *pack, const struct zd_entity *e, const char *path,
			 struct zd_arena *arena)
{
	while (e) {
		size_t n = strcspn(path, ".");
		const struct zd_field *f = zd_entity_field(e, zd_arena_strndup(arena, path, n));
		if (!f || f->sensitive)
			return f != NULL;
		if (!path[n])
			return false;
		e = f->type.kind == ZD_KIND_REF ? zd_pack_entity(pack, f->type.entity) : NULL;
		path += n + 1;
	}
	return false;
}

static int begin(struct zd_sink *self, const struct zd_head *heads, size_t count, struct zd_error *err)
{
	struct zd_masking *m = (struct zd_masking *)self;
	m->count = count;
	m->masked = zd_alloc(count + 1);
	m->row = zd_alloc((count + 1) * sizeof *m->row);
	for (size_t i = 0; i < count; i++)
		m->masked[i] = is_sensitive(m->pack, m->entity, heads[i].name, &m->arena);
	return m->inner->begin(m->inner, heads, count, err);
}

static int row(struct zd_sink *self, const struct zd_value *values, struct zd_error *err)
{
	struct zd_masking *m = (struct zd_masking *)self;
	zd_arena_reset(&m->arena);
	for (size_t i = 0; i < m->count; i++)
		m->row[i] = m->masked[i] ? zd_mask(&m->arena, &values[i]) : values[i];
	return m->inner->row(m->inner, m->row, err);
}

static int end(struct zd_sink *self, struct zd_error *err)
{
	struct zd_masking *m = (struct zd_masking *)self;
	return m->inner->end(m->inner, err);
}

struct zd_sink *zd_masking_open(struct zd_masking *m, const struct zd_pack *pack, const struct zd_entity *entity,
				struct zd_sink *inner)
{
	*m = (struct zd_masking){.sink = {begin, row, end, NULL}, .inner = inner, .pack = pack, .entity = entity};
	return &m->sink;
}

void zd_masking_close(struct zd_masking *m)
{
	free(m->masked);
	free(m->row);
	zd_arena_free(&m->arena);
}
