/* Feeding values to policies row after row: decided once for a column how it is pushed, then fast. */
#ifndef ZD_SCRIPT_FEED_H
#define ZD_SCRIPT_FEED_H

#include <string.h>

#include "script/load.h"

enum zd_how {
	ZD_HOW_INT,
	ZD_HOW_NUMBER,
	ZD_HOW_BOOL,
	ZD_HOW_WORD,
	ZD_HOW_TEXT,
	ZD_HOW_OTHER
};

static inline enum zd_how zd_how_of(const struct zd_type *type, const struct zd_words *words)
{
	switch (type->kind) {
	case ZD_KIND_INT:
	case ZD_KIND_MONEY:
		return ZD_HOW_INT;
	case ZD_KIND_NUMBER:
	case ZD_KIND_RATE:
		return ZD_HOW_NUMBER;
	case ZD_KIND_BOOL:
		return ZD_HOW_BOOL;
	case ZD_KIND_ENUM:
		return words ? ZD_HOW_WORD : ZD_HOW_TEXT;
	case ZD_KIND_TEXT:
	case ZD_KIND_DATE:
	case ZD_KIND_DATETIME:
		return ZD_HOW_TEXT;
	default:
		return ZD_HOW_OTHER;
	}
}

/* Where a value comes from and how it is pushed. */
struct zd_feed {
	uint32_t index; /* of a slot, or of a column of the row */
	bool from_row;
	bool required;
	uint8_t how;
	const struct zd_type *type;
	const struct zd_words *words;
};

static inline struct zd_feed zd_feed_of(const struct zd_runner *r, const struct zd_arg *arg)
{
	struct zd_feed f = {.index = (uint32_t)arg->index, .from_row = arg->from_row, .required = !arg->optional};

	f.type = arg->from_row ? &r->stage->out_types[arg->index] : &r->stage->slots[arg->index].type;
	f.words = arg->from_row ? r->column_words[arg->index] : r->slot_words[arg->index];
	f.how = (uint8_t)zd_how_of(f.type, f.words);
	return f;
}

/* Pushes the word that the text is; all words begin at stack place `base`. */
static inline void zd_push_word(lua_State *L, const struct zd_words *words, const struct zd_value *v, int base)
{
	const struct zd_enum *e = words->enums;

	for (size_t i = 0; i < e->count; i++) {
		if (e->values[i] == v->s) {
			lua_pushvalue(L, base + (int)(words->first + i));
			return;
		}
	}
	for (size_t i = 0; i < e->count; i++) {
		if (strncmp(e->values[i], v->s, v->len) == 0 && e->values[i][v->len] == '\0') {
			lua_pushvalue(L, base + (int)(words->first + i));
			return;
		}
	}
	lua_pushlstring(L, v->s, v->len);
}

/* Pushes one value; the same as zd_push by its type. */
static inline void zd_push_feed(lua_State *L, const struct zd_feed *f, const struct zd_value *v, int base)
{
	switch ((enum zd_how)f->how) {
	case ZD_HOW_INT:
		if (v->tag == ZD_INT) {
			lua_pushinteger(L, v->i);
			return;
		}
		break;
	case ZD_HOW_NUMBER:
		if (v->tag == ZD_NUMBER || v->tag == ZD_INT) {
			lua_pushnumber(L, v->tag == ZD_NUMBER ? v->d : (lua_Number)v->i);
			return;
		}
		break;
	case ZD_HOW_BOOL:
		if (v->tag == ZD_BOOL) {
			lua_pushboolean(L, v->i != 0);
			return;
		}
		break;
	case ZD_HOW_WORD:
		if (v->tag == ZD_TEXT) {
			zd_push_word(L, f->words, v, base);
			return;
		}
		break;
	case ZD_HOW_TEXT:
		if (v->tag == ZD_TEXT) {
			lua_pushlstring(L, v->s, v->len);
			return;
		}
		break;
	case ZD_HOW_OTHER:
		break;
	}
	zd_push(L, f->type, v);
}

#endif
