/*
 * Who may do what: the section `access` of pack.yaml. It names the entity of
 * people, how the operating system knows them, and the policy that decides.
 * Pure data, checked against the rest of the pack.
 */
#ifndef ZD_MODEL_ACCESS_H
#define ZD_MODEL_ACCESS_H

#include "model/place.h"
#include "zhidu/finding.h"

struct zd_pack;

struct zd_access {
	const char *person;     /* an entity */
	const char *login;      /* its unique text field with the operating system's name for the person */
	const char *roles;      /* its fact that lists the roles in force */
	const char *everywhere; /* its bool fact or field: every branch is the person's own; or NULL */
	const char *policy;     /* gives see, reveal, change and approve */
	/* What the policy calls its inputs. */
	const char *in_roles, *in_area, *in_own, *in_purpose;
	struct zd_place place;
};

/* Every name of the section, the areas of entities and fields, and what is sensitive without an area. After the pack's names are resolved. */
void zd_access_check(const struct zd_pack *pack, struct zd_findings *findings);

#endif
