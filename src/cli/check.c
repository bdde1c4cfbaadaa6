#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/time.h"
#include "cli/command.h"
#include "exam/exam.h"
#include "format/json.h"

#include "base/banned.h"

#define OUTPUT_MAX (64 << 20)		/* bytes of a report: FAULTS_MAX findings as JSON are a tenth of it */
#define PROGRESS_STEP 100		/* things between two looks at how far it is; a small capsule shows none */

enum { OPTION_JSON, OPTION_QUIET, OPTION_STRICT, OPTION_CERTS };
static const struct option_row rows[] = {
	[OPTION_JSON] = { "--json", NULL, "one JSON object a line, for each finding" },
	[OPTION_QUIET] = { "--quiet", NULL, "errors only, and no summary" },
	[OPTION_STRICT] = { "--strict", NULL, "exit status 1 for hints, too" },
	[OPTION_CERTS] = { "--certs", "DIR", "certificates and keys (default: certs beside each capsule's folder)" },
};

struct report {
	bool json, quiet, strict, colour;
	const char *certs;
	bool has_shown;			/* progress, and it is still on the screen */
	struct buf out;
};

/* --- progress, on standard error --- */

static void
show_progress(void *ctx, const char *what, size_t done, size_t all)
{
	struct report *r = ctx;

	if (done == 0 || done % PROGRESS_STEP != 0)
		return;
	r->has_shown = true;
	if (all > 0)
		(void)fprintf(stderr, "\r\x1b[K%s: %zu of %zu", what, done, all);
	else
		(void)fprintf(stderr, "\r\x1b[K%s: %zu", what, done);
}

static void
end_progress(struct report *r)
{
	if (r->has_shown)
		(void)fprintf(stderr, "\r\x1b[K");
	r->has_shown = false;
}

/* --- the report, for people --- */

/* Control characters, those of a file's name too, must not reach the terminal. */
static void
add_shown(struct buf *to, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];
		bool c1 = c == 0xc2 && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xa0;

		if (c1)
			c = (unsigned char)s.p[++i];
		if (c1 || ascii_is_control((char)c))
			buf_addf(to, "\\x%02x", c);
		else
			buf_addc(to, (char)c);
	}
}

static void
add_colour(struct report *r, const char *sgr)
{
	if (r->colour)
		buf_addf(&r->out, "\x1b[%sm", sgr);
}

/* A path that an editor opens from where the command was typed. */
static void
add_place(struct report *r, const char *folder, const struct fault_at *at)
{
	struct str dir = str_of(folder);

	while (dir.n > 1 && str_ends(dir, STR("/")))
		dir.n--;
	if (!str_starts(at->file, STR("/")) && !str_eq(dir, STR("."))) {
		add_shown(&r->out, dir);
		buf_addc(&r->out, '/');
	}
	add_shown(&r->out, at->file);
	if (at->line > 0)
		buf_addf(&r->out, ":%zu", at->line);
	if (at->line > 0 && at->col > 0)
		buf_addf(&r->out, ":%zu", at->col);
}

static void
add_finding(struct report *r, const char *folder, const struct fault *f)
{
	static const char *const colours[SEVERITIES] = { "1;31", "1;33", "1;36" };
	const struct fault_row *row = &fault_rows[f->kind];

	buf_add(&r->out, STR("  "));
	add_colour(r, "1");
	add_place(r, folder, &f->at);
	add_colour(r, "0");
	buf_add(&r->out, STR(": "));
	add_colour(r, colours[row->severity]);
	buf_addf(&r->out, "%s", severity_names[row->severity]);
	add_colour(r, "0");
	buf_add(&r->out, STR(": "));
	add_shown(&r->out, f->found);
	buf_add(&r->out, STR("; expected "));
	add_shown(&r->out, f->expected);
	buf_addf(&r->out, "\n    → %s\n", row->mend);
}

static void
add_group(struct report *r, const char *name)
{
	add_colour(r, "1;4");
	buf_addf(&r->out, "%s", name);
	add_colour(r, "0");
	buf_addc(&r->out, '\n');
}

static void
add_count(struct buf *to, size_t n, const char *what)
{
	buf_addf(to, "%zu %s%s", n, what, n == 1 ? "" : "s");
}

static void
add_summary(struct report *r, const char *folder, const struct faults *found, const struct exam_counts *c)
{
	bool any = false;

	add_shown(&r->out, str_of(folder));
	buf_add(&r->out, STR(": "));
	add_count(&r->out, c->posts, "post");
	if (c->drafts > 0) {
		buf_add(&r->out, STR(" ("));
		add_count(&r->out, c->drafts, "draft");
		buf_add(&r->out, STR(" among them)"));
	}
	buf_add(&r->out, STR(", "));
	add_count(&r->out, c->files, "file");
	buf_add(&r->out, STR(", "));
	add_count(&r->out, c->comments, "comment");
	buf_addf(&r->out, " (%zu waiting): ", c->held);
	for (int s = 0; s < SEVERITIES; s++) {
		if (found->count[s] == 0)
			continue;
		buf_add(&r->out, any ? STR(", ") : STR_NONE);
		add_count(&r->out, found->count[s], severity_names[s]);
		any = true;
	}
	buf_add(&r->out, any ? STR("\n") : STR("nothing to mend\n"));
	if (found->left_out > 0)
		buf_addf(&r->out, "Only the first %d are told; %zu more were counted.\n", FAULTS_MAX, found->left_out);
}

static void
add_report(struct report *r, const char *folder, const struct faults *found, const struct exam_counts *counts)
{
	int group = -1;

	for (size_t i = 0; i < found->n; i++) {
		const struct fault *f = &found->items[i];
		const struct fault_row *row = &fault_rows[f->kind];

		if (r->quiet && row->severity != SEVERITY_ERROR)
			continue;
		if ((int)row->group != group)
			add_group(r, group_names[row->group]);
		group = (int)row->group;
		add_finding(r, folder, f);
	}
	if (!r->quiet)
		add_summary(r, folder, found, counts);
}

/* --- for programs --- */

static void
add_json(struct report *r, const char *folder, const struct fault *f)
{
	const struct fault_row *row = &fault_rows[f->kind];
	struct buf *out = &r->out;

	buf_addc(out, '{');
	json_member(out, true, "severity", str_of(severity_names[row->severity]));
	json_member(out, false, "group", str_of(group_names[row->group]));
	json_member(out, false, "kind", str_of(row->name));
	json_member(out, false, "folder", str_of(folder));
	json_member(out, false, "file", f->at.file);
	if (f->at.line > 0)
		buf_addf(out, ", \"line\": %zu", f->at.line);
	if (f->at.line > 0 && f->at.col > 0)
		buf_addf(out, ", \"column\": %zu", f->at.col);
	json_member(out, false, "found", f->found);
	json_member(out, false, "expected", f->expected);
	json_member(out, false, "mend", str_of(row->mend));
	buf_add(out, STR("}\n"));
}

static void
add_all_json(struct report *r, const char *folder, const struct faults *found)
{
	for (size_t i = 0; i < found->n; i++)
		if (!r->quiet || fault_rows[found->items[i].kind].severity == SEVERITY_ERROR)
			add_json(r, folder, &found->items[i]);
}

/* --- the command --- */

static int
status_of(const struct report *r, const struct faults *found)
{
	return found->count[SEVERITY_ERROR] > 0 || found->count[SEVERITY_WARNING] > 0 ||
	    (r->strict && found->count[SEVERITY_HINT] > 0) ? EXIT_NO : EXIT_DONE;
}

static int
check(struct report *r, const char *folder)
{
	const struct exam_source source = { folder, r->certs, time_now(), isatty(STDERR_FILENO) ? show_progress : NULL,
	    r };
	struct faults found = { .n = 0 };
	struct exam_counts counts;
	struct error err;
	int status = EXIT_USAGE;

	if (exam_run(&source, &found, &counts, &err) == -1) {
		end_progress(r);
		(void)fprintf(stderr, "carrel check: %s\n", err.text);
	} else {
		end_progress(r);
		status = status_of(r, &found);
		buf_init(&r->out, OUTPUT_MAX);
		if (r->json)
			add_all_json(r, folder, &found);
		else
			add_report(r, folder, &found, &counts);
		if (r->out.n > 0)
			(void)fwrite(r->out.p, 1, r->out.n, stdout);
		buf_release(&r->out);
	}
	faults_release(&found);
	return status;
}

/* https://no-color.org: set, and not empty. */
static bool
wants_colour(void)
{
	const char *no = getenv("NO_COLOR"), *term = getenv("TERM");

	return isatty(STDOUT_FILENO) && (no == NULL || *no == '\0') && term != NULL && strcmp(term, "dumb") != 0;
}

static int
run(int argc, char **argv)
{
	struct report r = { .colour = wants_colour() };
	const struct option_row *row;
	const char *argument;
	int at = 1, worst = EXIT_DONE;

	while ((row = command_option(argc, argv, &at, &check_command, &argument)) != NULL) {
		r.json = r.json || row == &rows[OPTION_JSON];
		r.quiet = r.quiet || row == &rows[OPTION_QUIET];
		r.strict = r.strict || row == &rows[OPTION_STRICT];
		if (row == &rows[OPTION_CERTS])
			r.certs = argument;
	}
	if (at == argc) {
		(void)fprintf(stderr, "carrel check: which folder? --help tells how\n");
		return EXIT_USAGE;
	}
	for (; at < argc; at++) {
		int status = check(&r, argv[at]);

		worst = status > worst ? status : worst;
	}
	if (fflush(stdout) == EOF || ferror(stdout)) {
		(void)fprintf(stderr, "carrel check: the report cannot be written\n");
		return EXIT_NO;
	}
	return worst;
}

const struct command check_command = {
	.name = "check",
	.arguments = "[options] DIR…",
	.summary = "look for faults in a capsule, and tell how to mend them",
	.group = COMMAND_LOOKS,
	.run = run,
	.options = rows,
	.n_options = sizeof(rows) / sizeof(rows[0]),
	.text = "Reads the files and writes nothing; the server need not run. Each finding says where it is, what\n"
	    "stands there, what was expected, and how to mend it. An error keeps something from being served,\n"
	    "or is not safe; a warning is what a reader meets; a hint may be meant so.\n"
	    "\n"
	    "Exit status: 0 when there are hints at most, 1 when there are warnings or errors (with --strict:\n"
	    "or hints), 2 when a folder is not there or is no capsule. --quiet does not change it.\n",
	.example = "carrel check capsule\n",
};
