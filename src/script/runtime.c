/* The maker of deciders that run Lua: joins the front end's texts with the deciders of stages. */
#include "script/runtime.h"

#include "script/load.h"

static int write_text(void *context, const struct zd_policy *policy, enum zd_mode mode, struct zd_arena *arena,
		      struct zd_unit *out, struct zd_error *err)
{
	const struct zd_syntax *syntax = zd_scripts_syntax(context, policy);

	if (policy->broken || !syntax)
		return zd_fail(err, ZD_POLICY, "policy %s cannot be decided: %s", policy->id,
			       policy->broken_why ? policy->broken_why : "its text is not known");
	zd_unit_write(out, syntax, policy, mode, arena);
	return ZD_OK;
}

static int make(void *context, const struct zd_pack *pack, const struct zd_stage *stage,
		const struct zd_variant *variants, size_t variant_count, enum zd_mode mode, struct zd_decider **out,
		struct zd_error *err)
{
	const struct zd_texts texts = {context, write_text};

	if (stage->is_set)
		return zd_set_new(&texts, pack, stage, variants, variant_count, mode, out, err);
	return zd_chain_new(&texts, pack, stage, variants, variant_count, mode, out, err);
}

struct zd_decider_maker zd_runtime_maker(struct zd_scripts *scripts)
{
	return (struct zd_decider_maker){scripts, make};
}
