#define _POSIX_C_SOURCE 200809L

#include <check.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/db.h"
#include "store/records.h"
#include "store/schema.h"
#include "store_fixture.h"

static struct zd_error err;

static void write_file(const char *name, const char *data, size_t size)
{
	FILE *f = fopen(fixture_path(name), "wb");
	ck_assert_ptr_nonnull(f);
	ck_assert_uint_eq(fwrite(data, 1, size, f), size);
	fclose(f);
}

static off_t size_of(const char *name)
{
	struct stat st;
	return stat(fixture_path(name), &st) == 0 ? st.st_size : -1;
}

START_TEST(makes_and_opens)
{
	struct zd_str text = {0};
	struct zd_book *b;
	ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
	ck_assert_str_eq(zd_book_path(b), fixture_path("b.db"));
	ck_assert_str_eq(fixture_sql(b, "PRAGMA journal_mode", &text), "wal");
	ck_assert_str_eq(fixture_sql(b, "PRAGMA foreign_keys", &text), "1");
	ck_assert_str_eq(fixture_sql(b, "PRAGMA trusted_schema", &text), "0");
	ck_assert_str_eq(fixture_sql(b,
				     "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'zd_*'",
				     &text),
			 "0");
	ck_assert_ok(zd_book_check(b, &err));
	zd_book_close(b);

	/* Nothing is left beside the book. */
	struct zd_arena arena = {0};
	const char **names;
	size_t count;
	char *folder = zd_arena_strdup(&arena, fixture_path(""));
	ck_assert_ok(zd_folder_list(&names, &count, folder, &arena, &err));
	ck_assert_uint_eq(count, 1);
	zd_arena_free(&arena);

	ck_assert_fails(zd_book_create(&b, fixture_path("b.db"), &err), ZD_USAGE, "exists");
	ck_assert_ptr_null(b);
	ck_assert_ok(zd_book_open(&b, fixture_path("b.db"), false, &err));
	ck_assert_fails(zd_book_begin(b, &err), ZD_BUG, "reading");
	ck_assert_int_eq(zd_db_exec(zd_book_db(b), "DELETE FROM zd_meta", &err), ZD_IO);
	zd_book_close(b);
	zd_book_close(NULL);

	zd_str_free(&text);
	fixture_clean();
}
END_TEST

START_TEST(refuses_what_is_no_book)
{
	struct zd_book *b;
	sqlite3 *db;
	static char noise[5000];

	ck_assert_fails(zd_book_open(&b, fixture_path("none.db"), true, &err), ZD_BOOK, "there is no book");
	ck_assert_fails(zd_book_open(&b, fixture_path("none.db/x"), true, &err), ZD_BOOK, "there is no book");
	ck_assert_fails(zd_book_open(&b, fixture_path(""), true, &err), ZD_BOOK, "not a file");
	write_file("empty.db", "", 0);
	ck_assert_fails(zd_book_open(&b, fixture_path("empty.db"), true, &err), ZD_BOOK, "empty");
	memset(noise, 'x', sizeof noise);
	write_file("noise.db", noise, sizeof noise);
	ck_assert_fails(zd_book_open(&b, fixture_path("noise.db"), false, &err), ZD_BOOK, "nor any SQLite database");
	ck_assert_fails(zd_book_open(&b, fixture_path("noise.db"), true, &err), ZD_BOOK, "nor any SQLite database");
	ck_assert_int_eq(size_of("noise.db"), sizeof noise);
	write_file("text.db", "name,city\nx,y\n", 14);
	ck_assert_fails(zd_book_open(&b, fixture_path("text.db"), true, &err), ZD_BOOK, "not a book");

	ck_assert_ok(zd_db_open(&db, fixture_path("foreign.db"), ZD_DB_CREATE, &err));
	ck_assert_ok(zd_db_exec(db, "CREATE TABLE their (a)", &err));
	zd_db_close(db);
	ck_assert_fails(zd_book_open(&b, fixture_path("foreign.db"), true, &err), ZD_BOOK, "another program");
	ck_assert_ok(zd_db_open(&db, fixture_path("foreign.db"), ZD_DB_READ, &err));
	int64_t tables;
	ck_assert_ok(zd_db_number(&tables, db, "SELECT count(*) FROM sqlite_schema", &err));
	ck_assert_int_eq(tables, 1);
	zd_db_close(db);
	fixture_clean();
}
END_TEST

START_TEST(refuses_other_versions)
{
	struct zd_book *b;
	sqlite3 *db;
	ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
	zd_book_close(b);
	ck_assert_ok(zd_db_open(&db, fixture_path("b.db"), ZD_DB_WRITE, &err));
	ck_assert_ok(zd_db_exec(db, "PRAGMA user_version = 999", &err));
	zd_db_close(db);
	ck_assert_fails(zd_book_open(&b, fixture_path("b.db"), true, &err), ZD_BOOK, "newer zhidu");
	ck_assert_fails(zd_book_open(&b, fixture_path("b.db"), false, &err), ZD_BOOK, "999");
	ck_assert_ok(zd_db_open(&db, fixture_path("b.db"), ZD_DB_WRITE, &err));
	ck_assert_ok(zd_db_exec(db, "PRAGMA user_version = 0", &err));
	zd_db_close(db);
	ck_assert_fails(zd_book_open(&b, fixture_path("b.db"), true, &err), ZD_BOOK, "no version");
	fixture_clean();
}
END_TEST

/* Fills a book with some hundred pages. */
static struct zd_pack *fill(const char *name)
{
	struct zd_pack *p =
		fixture_pack("branch", "id:text name:text", "item", "id:int branch:ref=branch note:text", NULL);
	struct zd_book *b = fixture_book(name, p);
	struct zd_writer *w;
	static char note[500];
	bool written;
	const char *field;
	memset(note, 'n', sizeof note);
	ck_assert_ok(fixture_put(b, p, "branch", "b|B", &err));
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_writer_open(&w, b, zd_pack_entity(p, "item"), ZD_WRITE_INSERT, &err));
	for (int i = 0; i < 2000; i++) {
		struct zd_value row[] = {zd_value_int(i), zd_value_text("b", 1), zd_value_text(note, sizeof note)};
		ck_assert_ok(zd_writer_put(w, row, &written, &field, &err));
	}
	ck_assert_ok(zd_writer_close(w, true, &err));
	ck_assert_ok(zd_book_commit(b, &err));
	zd_book_close(b);
	return p;
}

START_TEST(finds_damage)
{
	struct zd_pack *p = fill("b.db");
	struct zd_book *b;
	off_t whole = size_of("b.db");
	/* Shorter than its header says, at any place: an error now or at the check, never a crash. */
	for (off_t cut = whole - 4096; cut > 0; cut -= whole / 7) {
		ck_assert_int_eq(truncate(fixture_path("b.db"), cut), 0);
		int rc = zd_book_open(&b, fixture_path("b.db"), true, &err);
		if (rc == ZD_OK) {
			rc = zd_book_check(b, &err);
			zd_book_close(b);
		}
		ck_assert_msg(rc == ZD_BOOK, "cut at %ld: %d %s", (long)cut, rc, err.message);
	}
	unlink(fixture_path("b.db"));
	fixture_pack_free(p);

	p = fill("c.db");
	int fd = open(fixture_path("c.db"), O_WRONLY);
	char rubbish[8192];
	memset(rubbish, 0xA5, sizeof rubbish);
	ck_assert_int_eq(pwrite(fd, rubbish, sizeof rubbish, whole / 2), sizeof rubbish);
	close(fd);
	ck_assert_ok(zd_book_open(&b, fixture_path("c.db"), false, &err));
	ck_assert_fails(zd_book_check(b, &err), ZD_BOOK, "damaged");
	zd_book_close(b);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(finds_dangling_references)
{
	struct zd_pack *p = fill("b.db");
	struct zd_book *b;
	ck_assert_ok(zd_book_open(&b, fixture_path("b.db"), true, &err));
	ck_assert_ok(zd_book_check(b, &err));
	/* SQLite's own keys are in force where no writer is open. */
	ck_assert_fails(zd_db_exec(zd_book_db(b), "DELETE FROM branch", &err), ZD_DATA, "FOREIGN KEY");
	ck_assert_ok(zd_db_exec(zd_book_db(b), "PRAGMA foreign_keys = OFF; DELETE FROM branch", &err));
	ck_assert_fails(zd_book_check(b, &err), ZD_BOOK, "2000 records of item refer by branch to a branch");
	zd_book_close(b);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(a_killed_writer_leaves_nothing)
{
	struct zd_pack *p = fill("b.db");
	struct zd_book *b;
	int pipes[2];
	ck_assert_int_eq(pipe(pipes), 0);
	pid_t pid = fork();
	if (pid == 0) {
		struct zd_error e;
		if (zd_book_open(&b, fixture_path("b.db"), true, &e) || zd_book_begin(b, &e) ||
		    zd_db_exec(zd_book_db(b),
			       "PRAGMA cache_size = 5; UPDATE item SET note = note || 'x'; DELETE FROM zd_entity", &e))
			_exit(1);
		if (write(pipes[1], "k", 1) != 1)
			_exit(1);
		pause();
		_exit(0);
	}
	char ready = 0;
	close(pipes[1]);
	ck_assert_int_eq(read(pipes[0], &ready, 1), 1);
	close(pipes[0]);
	/* The pages are in the log by now, without their commit. */
	ck_assert_int_gt(size_of("b.db-wal"), 1000000);
	kill(pid, SIGKILL);
	int status;
	ck_assert_int_eq(waitpid(pid, &status, 0), pid);
	ck_assert(WIFSIGNALED(status));

	struct zd_str text = {0};
	ck_assert_ok(zd_book_open(&b, fixture_path("b.db"), true, &err));
	ck_assert_ok(zd_book_check(b, &err));
	ck_assert_str_eq(fixture_sql(b, "SELECT count(*) || ' ' || max(length(note)) FROM item", &text), "2000 500");
	ck_assert_str_eq(fixture_sql(b, "SELECT count(*) FROM zd_entity", &text), "2");
	zd_book_close(b);
	zd_str_free(&text);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(a_full_disk_leaves_nothing)
{
	struct zd_pack *p = fill("b.db");
	struct zd_book *b;
	struct zd_writer *w;
	struct zd_str text = {0};
	bool written;
	const char *field;
	char note[400];
	memset(note, 'm', sizeof note);
	ck_assert_ok(zd_book_open(&b, fixture_path("b.db"), true, &err));
	ck_assert_ok(
		zd_db_exec(zd_book_db(b), "PRAGMA max_page_count = 1", &err)); /* SQLite makes it the present size */
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_writer_open(&w, b, zd_pack_entity(p, "item"), ZD_WRITE_INSERT, &err));
	int rc = ZD_OK;
	for (int i = 2000; rc == ZD_OK && i < 4000; i++) {
		struct zd_value row[] = {zd_value_int(i), zd_value_text("b", 1), zd_value_text(note, sizeof note)};
		rc = zd_writer_put(w, row, &written, &field, &err);
	}
	ck_assert_fails(rc, ZD_IO, "no room");
	ck_assert_str_eq(err.file, fixture_path("b.db"));
	zd_writer_close(w, false, NULL);
	zd_book_rollback(b);
	ck_assert_str_eq(fixture_sql(b, "SELECT count(*) FROM item", &text), "2000");
	ck_assert_ok(zd_db_exec(zd_book_db(b), "PRAGMA max_page_count = 1000000", &err));
	ck_assert_ok(fixture_put(b, p, "item", "2000|b|more", &err));
	ck_assert_ok(zd_book_check(b, &err));
	zd_book_close(b);
	zd_str_free(&text);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(transactions)
{
	struct zd_str text = {0};
	struct zd_book *b, *other;
	ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_int_eq(zd_book_begin(b, &err), ZD_BUG);
	ck_assert_ok(zd_db_exec(zd_book_db(b), "INSERT INTO zd_meta VALUES ('a', 'b')", &err));
	ck_assert_ok(zd_book_open(&other, fixture_path("b.db"), true, &err));
	sqlite3_busy_timeout(zd_book_db(other), 1);
	ck_assert_fails(zd_book_begin(other, &err), ZD_IO, "another program is writing");
	ck_assert_str_eq(fixture_sql(other, "SELECT count(*) FROM zd_meta", &text), "0");
	ck_assert_ok(zd_book_commit(b, &err));
	ck_assert_fails(zd_book_commit(b, &err), ZD_IO, "given up");
	ck_assert_ok(zd_book_begin(other, &err));
	ck_assert_str_eq(fixture_sql(other, "SELECT count(*) FROM zd_meta", &text), "1");
	ck_assert_ok(zd_db_exec(zd_book_db(other), "DELETE FROM zd_meta", &err));
	zd_book_close(other); /* rolls back */
	zd_book_rollback(b);  /* nothing is open: nothing happens */
	ck_assert_str_eq(fixture_sql(b, "SELECT count(*) FROM zd_meta", &text), "1");
	ck_assert_ok(zd_book_begin(b, &err));
	zd_book_distrust(b);
	ck_assert_fails(zd_book_commit(b, &err), ZD_BUG, "given up");
	zd_book_rollback(b);
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_book_commit(b, &err));
	zd_book_close(b);
	zd_str_free(&text);
	fixture_clean();
}
END_TEST

START_TEST(backs_up_what_is_committed)
{
	struct zd_pack *p = fill("b.db");
	struct zd_str text = {0};
	struct zd_book *b, *copy;
	char to[512];
	snprintf(to, sizeof to, "%s", fixture_path("copy.db"));
	ck_assert_ok(zd_book_open(&b, fixture_path("b.db"), true, &err));
	ck_assert_ok(zd_book_begin(b, &err));
	ck_assert_ok(zd_db_exec(zd_book_db(b), "UPDATE item SET note = NULL", &err));
	ck_assert_ok(zd_book_backup(b, to, &err));
	zd_book_rollback(b);
	ck_assert_ok(zd_book_open(&copy, to, true, &err));
	ck_assert_ok(zd_book_check(copy, &err));
	ck_assert_str_eq(fixture_sql(copy, "SELECT count(note) FROM item", &text), "2000");
	zd_book_close(copy);
	ck_assert_fails(zd_book_backup(b, to, &err), ZD_USAGE, "exists");
	ck_assert_fails(zd_book_backup(b, fixture_path("no/where.db"), &err), ZD_IO, "No such file");
	zd_book_close(b);
	zd_str_free(&text);
	fixture_pack_free(p);
	fixture_clean();
}
END_TEST

START_TEST(a_read_only_book)
{
	struct zd_book *b;
	ck_assert_ok(zd_book_create(&b, fixture_path("b.db"), &err));
	zd_book_close(b);
	ck_assert_int_eq(chmod(fixture_path("b.db"), 0444), 0);
	ck_assert_int_eq(chmod(fixture_path(""), 0555), 0);
	if (geteuid() != 0) {
		ck_assert_fails(zd_book_open(&b, fixture_path("b.db"), true, &err), ZD_IO, "read-only");
		ck_assert_ok(zd_book_open(&b, fixture_path("b.db"), false, &err));
		zd_book_close(b);
		ck_assert_int_eq(zd_book_create(&b, fixture_path("new.db"), &err), ZD_IO);
	}
	ck_assert_int_eq(chmod(fixture_path(""), 0755), 0);
	fixture_clean();
}
END_TEST

START_TEST(every_column_of_the_schema_is_explained)
{
	for (size_t i = 0; i < zd_schema_count; i++) {
		bool in_table = false;
		for (const char *line = zd_schema[i]; *line;) {
			size_t n = strcspn(line, "\n");
			char text[512];
			snprintf(text, sizeof text, "%.*s", (int)n, line);
			if (in_table && text[0] == '\t' && text[1] >= 'a' && text[1] <= 'z')
				ck_assert_msg(strstr(text, "-- ") != NULL, "%s", text);
			in_table = strncmp(text, "CREATE TABLE", 12) == 0 || (in_table && text[0] != ')');
			line += n + (line[n] == '\n');
		}
	}
}
END_TEST

Suite *suite_book(void);
Suite *suite_book(void)
{
	Suite *s = suite_create("book");
	TCase *t = tcase_create("book");

	tcase_set_timeout(t, 30);
	tcase_add_test(t, makes_and_opens);
	tcase_add_test(t, refuses_what_is_no_book);
	tcase_add_test(t, refuses_other_versions);
	tcase_add_test(t, finds_damage);
	tcase_add_test(t, finds_dangling_references);
	tcase_add_test(t, a_killed_writer_leaves_nothing);
	tcase_add_test(t, a_full_disk_leaves_nothing);
	tcase_add_test(t, transactions);
	tcase_add_test(t, backs_up_what_is_committed);
	tcase_add_test(t, a_read_only_book);
	tcase_add_test(t, every_column_of_the_schema_is_explained);
	suite_add_tcase(s, t);
	return s;
}
