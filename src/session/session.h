/*
 * The session's inside: what is open, and how it comes to be loaded. This
 * layer puts the others together; it decides nothing itself.
 */
#ifndef ZD_SESSION_SESSION_H
#define ZD_SESSION_SESSION_H

#include "engine/stream.h"
#include "model/pack.h"
#include "pack/reader.h"
#include "script/runtime.h"
#include "store/book.h"
#include "store/reader.h"
#include "store/release.h"
#include "zhidu/session.h"

/* A pack ready to decide: its files read, its scripts parsed, its names resolved. */
struct zd_loaded {
	struct zd_pack *pack;
	struct zd_scripts *scripts;
	struct zd_release release; /* id 0: the folder's files as they are */
	struct zd_findings findings;
};

struct zd_session {
	char *book_path;
	char *pack_path;
	void (*note)(void *context, const char *text);
	void (*progress)(void *context, uint64_t done, uint64_t total);
	void *context;
	struct zd_book *book;
	bool writable;
	struct zd_loaded **loaded; /* all that was loaded, until the session ends */
	size_t loaded_count, loaded_cap;
	struct zd_findings *findings; /* of the last one loaded */
};

/* The book, opened for reading or writing (once opened for writing it stays so). Borrowed. */
int zd_session_book(struct zd_session *s, bool write, struct zd_book **out, struct zd_error *err);

/*
 * Loads the folder's pack, with the parts asked for (ZD_READ_…). Broken
 * policies are left to those who ask for them; any other error is
 * ZD_FINDINGS, or ZD_GUARDRAIL where a branch goes too far.
 */
int zd_load_folder(struct zd_session *s, unsigned what, struct zd_loaded **out, struct zd_error *err);
/* The same, but errors stay findings: for check. */
int zd_load_folder_anyway(struct zd_session *s, unsigned what, struct zd_loaded **out, struct zd_error *err);
/* Only what deciding one policy needs of it: no other policy, no checks of what the pack says elsewhere. pack->hash is empty. */
int zd_load_folder_for(struct zd_session *s, const char *policy, struct zd_loaded **out, struct zd_error *err);
/* The release in force on a day, or of a number; with a note when the folder's files differ from it. */
int zd_load_release_at(struct zd_session *s, int32_t day, struct zd_loaded **out, struct zd_error *err);
int zd_load_release(struct zd_session *s, int64_t id, struct zd_loaded **out, struct zd_error *err);
/* The same with its cases, which only publishing and comparing ask for. */
int zd_load_release_whole(struct zd_session *s, int64_t id, struct zd_loaded **out, struct zd_error *err);
/* For records: the folder's where it is sound and the book has been brought to its model, else the release in force today. */
int zd_load_latest_model(struct zd_session *s, struct zd_loaded **out, struct zd_error *err);
/* Files from elsewhere, as a pack; errors stay findings. */
int zd_load_files(struct zd_session *s, const char *label, const struct zd_pack_file *files, size_t count,
		  struct zd_loaded **out, struct zd_error *err);
/* What is loaded, loaded again with some files changed or added (none: a copy): for scenarios, which change it. */
int zd_load_changed(struct zd_session *s, const struct zd_loaded *from, const struct zd_pack_file *changes,
		    size_t count, struct zd_loaded **out, struct zd_error *err);

/* What the folder's files are called in the book's terms: "release 3", or "draft" where no release is the same. Lives as long as the session. */
const char *zd_folder_release(struct zd_session *s, const struct zd_loaded *loaded);

/* ZD_USAGE when there is no such branch, in the pack or in the book; NULL is fine. */
int zd_branch_check(struct zd_session *s, const struct zd_pack *pack, const char *branch, struct zd_error *err);

void zd_session_note(struct zd_session *s, const char *fmt, ...) ZD_PRINTF(2, 3);

/* The columns in which people see an entity's records; in the pack's arena. */
const char *const *zd_list_columns(struct zd_pack *pack, const struct zd_entity *e, size_t *count);

/* A sink that swallows what it is given. */
extern struct zd_sink zd_nowhere;

/* When: from --as-of and --period; both NULL: today. */
struct zd_when {
	int32_t as_of;
	enum zd_period period;
};
int zd_when_parse(struct zd_when *out, const char *as_of, const char *period, struct zd_error *err);
/* How many threads a run uses: as asked, or 2 where there are two processors (0). */
int zd_threads_for(int asked);
/* Today, local time, as a day number. */
int32_t zd_today(void);
/* The user's name as the operating system knows it. */
void zd_user_name(char *buf, size_t size);

/*
 * Puts "name=value" on top of a pack's parameters, as the latest scenario
 * layer: name may reach into a map, `name@branch` is for one branch. Checked
 * against type and rules (ZD_DATA), and guardrails for a branch
 * (ZD_GUARDRAIL). branch: the one that is decided for, or NULL; a value of
 * its own would hide the group's, so it is replaced as well. The pack's arena
 * owns the layers.
 */
int zd_override(struct zd_pack *pack, const char *assignment, const char *branch, struct zd_error *err);
/* The same in parts; branch NULL: as the name says. */
int zd_override_value(struct zd_pack *pack, const char *name, const char *branch, const char *text,
		      struct zd_error *err);

/*
 * The value in force of a parameter whose name may reach into a map; type and
 * value are borrowed from the pack. ZD_USAGE: no such parameter or key;
 * ZD_DATA: no value in force on that day.
 */
int zd_param_value(const struct zd_pack *pack, const char *name, const char *branch, int32_t day,
		   const struct zd_type **type, const struct zd_value **value, struct zd_error *err);

#endif
