/*
 * tests/unit/exam.h: a capsule in a temp folder that the doctor goes through, and what he finds as text:
 * "kind file:line:col: what stands there", a line each. It is the first of March 2024, noon.
 */
#ifndef TESTS_UNIT_EXAM_H
#define TESTS_UNIT_EXAM_H

#include "unit/test.h"

#include "base/buf.h"
#include "exam/exam.h"

#define EXAM_NOW 1709294400
#define EXAM_OWNER "owner: sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n"
#define EXAM_SETTINGS "title: A capsule\nhost: h.example\n" EXAM_OWNER
#define EXAM_POST "---\ntitle: A post\ndate: 2024-01-01\n---\n"

struct exam_file {
	const char *path, *text;
};

/* A row of most tables: files beside capsule.yaml (which may be among them), and all that is found. */
struct exam_row {
	const char *name;
	struct exam_file files[6];
	const char *want;
};

static inline struct str
exam_listing(const struct faults *found, struct buf *to)
{
	buf_init(to, 1 << 20);
	for (size_t i = 0; i < found->n; i++) {
		const struct fault *f = &found->items[i];

		buf_addf(to, "%s %.*s", fault_rows[f->kind].name, STR_ARG(f->at.file));
		if (f->at.line > 0)
			buf_addf(to, ":%zu", f->at.line);
		if (f->at.col > 0)
			buf_addf(to, ":%zu", f->at.col);
		buf_addf(to, ": %.*s\n", STR_ARG(f->found));
	}
	return buf_str(to);
}

static inline void
exam_write(const struct temp *t, const struct exam_file *files, size_t n)
{
	temp_write(t, "capsule/capsule.yaml", EXAM_SETTINGS);
	for (size_t i = 0; i < n && files[i].path != NULL; i++) {
		char path[256];

		(void)snprintf(path, sizeof(path), "capsule/%s", files[i].path);
		temp_write(t, path, files[i].text);
	}
}

/* Go through it; what is found must be `want`. */
static inline void
exam_look(const struct temp *t, const char *want)
{
	char path[128];
	struct exam_source source = { .path = path, .now = EXAM_NOW };
	struct faults found = { .n = 0 };
	struct exam_counts counts;
	struct error err;
	struct buf listing;

	(void)snprintf(path, sizeof(path), "%s/capsule", t->path);
	if (exam_run(&source, &found, &counts, &err) == -1)
		fail_msg("%s", err.text);
	assert_str_equal(exam_listing(&found, &listing), want);
	buf_release(&listing);
	faults_release(&found);
}

static inline void
exam_test(void **state)
{
	const struct exam_row *row = *state;
	struct temp t;

	temp_open(&t);
	exam_write(&t, row->files, COUNT(row->files));
	exam_look(&t, row->want);
	temp_close(&t);
}

#endif
