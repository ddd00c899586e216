/* What editors are told of a pack: the pieces that zd_write_stubs puts into files. */
#ifndef ZD_SESSION_STUBS_H
#define ZD_SESSION_STUBS_H

#include "base/str.h"
#include "model/pack.h"

/* LuaCATS annotations: the library, entities' fields and facts, every policy's needs, parameters, tables and outcomes. */
void zd_stubs_lua(struct zd_str *out, const struct zd_pack *pack);
/* A plugin of the Lua language server that gives `decide` of each policy's file its parameters' types. */
void zd_stubs_plugin(struct zd_str *out, const struct zd_pack *pack);

/* JSON schemas of the pack's YAML files. */
void zd_stubs_params(struct zd_str *out, const struct zd_pack *pack);
void zd_stubs_branch(struct zd_str *out, const struct zd_pack *pack); /* a branch's params.yaml */
void zd_stubs_model(struct zd_str *out, const struct zd_pack *pack);
void zd_stubs_cases(struct zd_str *out, const struct zd_pack *pack);
void zd_stubs_scenario(struct zd_str *out, const struct zd_pack *pack);

#endif
