/*
 * exam/fault.h: what the doctor finds, and the one list of all that he can find. The table feeds the
 * messages, --json, and the test that builds a capsule with one fault of each kind.
 */
#ifndef EXAM_FAULT_H
#define EXAM_FAULT_H

#include "base/arena.h"

/* An error: something is not served, or not safe. A warning: a reader meets it. A hint: it may be meant so. */
enum severity { SEVERITY_ERROR, SEVERITY_WARNING, SEVERITY_HINT, SEVERITIES };

/* In the order in which they are told. */
enum fault_group {
	GROUP_SETTINGS,
	GROUP_CERTIFICATES,
	GROUP_POSTS,
	GROUP_LINKS,
	GROUP_FEEDS,
	GROUP_GOPHER,
	GROUP_TEXT,
	GROUP_COMMENTS,
	GROUP_FILES,
	GROUPS,
};

enum fault_kind {
	/* settings */
	FAULT_CONFIG_BROKEN, FAULT_CONFIG_HOST, FAULT_CONFIG_OWNER, FAULT_CONFIG_OPEN, FAULT_CONFIG_TITLE,
	FAULT_CONFIG_PROGRAM, FAULT_CONFIG_EXPIRED, FAULT_CONFIG_EXPIRES, FAULT_FOLDER_BROKEN,
	/* certificates */
	FAULT_CERT_BROKEN, FAULT_CERT_KEY_GONE, FAULT_CERT_PAIR, FAULT_CERT_NAMES, FAULT_CERT_EXPIRED,
	FAULT_CERT_EXPIRES, FAULT_CERT_EARLY, FAULT_KEY_MODE, FAULT_SECRET_BROKEN,
	/* posts */
	FAULT_POST_BROKEN, FAULT_POST_KEY, FAULT_POST_ADDRESS, FAULT_POST_ALIAS, FAULT_POST_CLASH,
	FAULT_POST_ALIAS_TAKEN, FAULT_POST_SLUG, FAULT_POST_UPDATED, FAULT_POST_DATE, FAULT_POST_ZONE,
	FAULT_POST_FUTURE, FAULT_POST_UNDATED, FAULT_POST_NAME, FAULT_POST_ROOM,
	/* links */
	FAULT_LINK_DEAD, FAULT_LINK_CASE, FAULT_LINK_CLIMBS, FAULT_LINK_WRITTEN, FAULT_LINK_ANCHOR,
	FAULT_LINK_UNSEEN, FAULT_LINK_GONE, FAULT_LINK_MOVED, FAULT_LINK_SIDE, FAULT_LINK_LABEL,
	/* feeds */
	FAULT_FEED_DATE, FAULT_FEED_TITLE, FAULT_FEED_TWICE, FAULT_FEED_BLANK, FAULT_FEED_HEADING,
	FAULT_FEED_FUTURE, FAULT_FEED_PRE,
	/* gopher */
	FAULT_MAP_ODD, FAULT_MAP_DEAD, FAULT_MAP_SELECTOR, FAULT_MAP_HTML, FAULT_PRE_WIDE, FAULT_TEXT_DOT,
	/* text */
	FAULT_TEXT_UTF8, FAULT_TEXT_CONTROL, FAULT_TEXT_LEVEL, FAULT_PRE_OPEN, FAULT_HOME_LINE, FAULT_TEXT_BOM,
	FAULT_TEXT_ENDS, FAULT_TEXT_TAB, FAULT_PRE_ALT,
	/* comments */
	FAULT_TALK_DAMAGED, FAULT_READER_DAMAGED, FAULT_TALK_NAME, FAULT_READER_NAME, FAULT_TALK_ORPHAN,
	FAULT_TALK_REPLY, FAULT_TALK_OLD, FAULT_TALK_LEFTOVER,
	/* files */
	FAULT_FILE_OUT, FAULT_FILE_CLOSED, FAULT_FILE_HIDDEN, FAULT_FILE_BACKUP,
	FAULT_KINDS,
};

struct fault_row {
	const char *name;		/* as --json says it; never changes, scripts compare it */
	enum severity severity;
	enum fault_group group;
	const char *expected, *mend;
};
extern const struct fault_row fault_rows[FAULT_KINDS];
extern const char *const severity_names[SEVERITIES];
extern const char *const group_names[GROUPS];

/* Where: a file, relative to the capsule's folder or, with a slash in front, as it is; 0: unknown. */
struct fault_at {
	struct str file;
	size_t line, col;		/* from 1, in bytes */
};

struct fault {
	enum fault_kind kind;
	struct fault_at at;
	struct str found, expected;
};

#define FAULTS_MAX 10000		/* kept with their texts; of more than that nobody reads each: counted */
#define FAULT_TEXT_MAX 240		/* bytes of what was found: a line of a screen or two */

struct faults {
	struct arena arena;
	struct fault *items;
	size_t n, cap;
	size_t count[SEVERITIES];	/* of all, also of those that are not kept */
	size_t left_out;
};

/* Texts are copied, and cut where they are too long. */
void fault_add(struct faults *f, enum fault_kind kind, struct fault_at at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/*
 * The same of a message as other rooms make them: "FILE:LINE:COL: what; expected what". What it does not
 * say is taken from `at` and from the table.
 */
void fault_add_message(struct faults *f, enum fault_kind kind, struct fault_at at, struct str text);

/* Into the order in which they are told: by group, file, line, column, kind, and what was found. */
void faults_sort(struct faults *f);
void faults_release(struct faults *f);

#endif
