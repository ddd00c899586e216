/*
 * The runtime: deciders that run policies in Lua. A Lua state is made with
 * nothing in it but what the policies' bindings name; its memory is capped
 * by its allocator, its steps by the text that the front end writes, its
 * time by a clock looked at as steps are used.
 */
#ifndef ZD_SCRIPT_RUNTIME_H
#define ZD_SCRIPT_RUNTIME_H

#include "base/map.h"
#include "engine/decider.h"
#include "script/unit.h"

/*
 * The syntax trees of a pack's policies, by policy (the group's and the
 * branches'): what zd_runtime_maker needs to write the texts. Filled by
 * zd_scripts_read, which parses every rules file of pack->files, fills
 * pack->policies, policy_map and the branches' policies, and reports findings.
 */
struct zd_scripts;
void zd_scripts_read(struct zd_scripts **out, struct zd_pack *pack, struct zd_findings *findings);
/* Only the group's policy of that id, the branches' in its place, and those that its text, and theirs, may name. */
void zd_scripts_read_for(struct zd_scripts **out, struct zd_pack *pack, const char *id, struct zd_findings *findings);
const struct zd_syntax *zd_scripts_syntax(const struct zd_scripts *s, const struct zd_policy *policy);
/* Puts another tree in a policy's place, for deciders made from then on; returns the one that was there. */
const struct zd_syntax *zd_scripts_replace(struct zd_scripts *s, const struct zd_policy *policy,
					   const struct zd_syntax *syntax);
void zd_scripts_free(struct zd_scripts *s);

/* A decider maker that runs Lua; context: the scripts. Deciders of several threads each have a state of their own. */
struct zd_decider_maker zd_runtime_maker(struct zd_scripts *scripts);

#endif
