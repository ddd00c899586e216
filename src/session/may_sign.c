/* Who may sign: the role that the decision asks for, the right to approve there, and not one's own application. */
#include <string.h>

#include "base/str.h"
#include "model/text.h"
#include "session/naming.h"
#include "session/signing.h"

static const char *roles_of(const struct zd_actor *a, struct zd_str *out)
{
	for (size_t i = 0; i < a->role_count; i++)
		zd_str_printf(out, "%s%s", i ? ", " : "", a->roles[i]);
	if (!a->role_count)
		zd_str_add(out, "no role");
	return zd_str_text(out);
}

static int lacks_role(const struct zd_item *item, const struct zd_pack *pack, const struct zd_actor *a,
		      struct zd_error *err)
{
	const struct zd_policy *p = zd_pack_policy(pack, item->policy);
	const struct zd_give *by = p && p->sign ? zd_policy_give(p, p->sign->by) : NULL;
	struct zd_str roles = {0};
	int code = zd_fail(err, ZD_DENIED, "item %lld must be signed by %s, in the role %s; %s has %s",
			   (long long)item->id, zd_value_title(by ? by->type.enums : NULL, item->asks), item->role,
			   a->login, roles_of(a, &roles));
	zd_str_free(&roles);
	return code;
}

static bool own_branch(const struct zd_actor *a, const char *branch)
{
	return !branch || a->everywhere || (a->branch && strcmp(a->branch, branch) == 0);
}

static int lacks_right(const struct zd_item *item, const struct zd_entity *e, const struct zd_actor *a,
		       const char *branch, const char *why, struct zd_error *err)
{
	if (!own_branch(a, branch))
		return zd_fail(err, ZD_DENIED, "item %lld belongs to branch %s; %s belongs to %s%s%s",
			       (long long)item->id, branch, a->login, a->branch ? "branch " : "no branch",
			       a->branch ? a->branch : "", " and may not approve there");
	return zd_fail(err, ZD_DENIED, "item %lld: the roles of %s do not let anybody approve %s%s%s",
		       (long long)item->id, a->login, e->area ? e->area : e->name, why[0] ? ": " : "", why);
}

int zd_may_sign(const struct zd_item *item, const struct zd_pack *pack, const struct zd_actor *actor,
		struct zd_error *err)
{
	const struct zd_policy *p = zd_pack_policy(pack, item->policy);
	const struct zd_entity *e = p ? zd_pack_entity(pack, p->subject) : NULL;
	struct zd_rights rights = {0};
	struct zd_str branch = {0};
	if (!e)
		return zd_fail(err, ZD_DATA, "item %lld cannot be signed: there is no policy %s any more",
			       (long long)item->id, item->policy);
	if (!actor->rules)
		return zd_fail(err, ZD_DENIED,
			       "nobody can sign: the pack does not say who people are (pack.yaml, access)");
	if (!actor->known)
		return zd_fail(err, ZD_DENIED,
			       "nobody in the book has the login %s, so nobody can be said to sign (%s.%s)",
			       actor->login, actor->rules->pack->access->person, actor->rules->pack->access->login);
	if (!zd_actor_has_role(actor, item->role))
		return lacks_role(item, pack, actor, err);
	if (item->applicant.tag != ZD_NIL && zd_value_equal(&item->applicant, &actor->person))
		return zd_fail(err, ZD_DENIED, "item %lld is the application of %s, who cannot sign it",
			       (long long)item->id, actor->login);
	if (item->branch.tag != ZD_NIL)
		zd_value_plain(&branch, NULL, &item->branch);
	const char *where = branch.len ? zd_str_text(&branch) : NULL;
	int code = zd_actor_may(&rights, actor, e->area, where, NULL, err);
	bool may = e->area ? rights.approve : own_branch(actor, where);
	if (!code && !may)
		code = lacks_right(item, e, actor, where, rights.why, err);
	zd_str_free(&branch);
	return code;
}
