#include "net/notify.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/time.h"

#include "base/banned.h"

/* The comment as a file that only the program sees: a pipe could fill up, and then we would wait. */
static int
comment_file(const struct comment *comment)
{
	struct buf text;
	int fd = memfd_create("comment", MFD_CLOEXEC);

	buf_init(&text, COMMENT_FILE_MAX);
	comment_write(comment, &text);
	if (fd != -1 && (file_write_all(fd, buf_str(&text), NULL) == -1 || lseek(fd, 0, SEEK_SET) == -1))
		file_close(&fd);
	buf_release(&text);
	return fd;
}

static int
spawn(const struct config *config, enum comment_box box, struct str post, const struct comment *c,
    pid_t *pid)
{
	struct arena a = { NULL };
	const char *folder = box == BOX_HELD ? "held" : "comments";
	char *program = arena_cstr(&a, config->on_comment), *argv[] = { program, NULL };
	char *env[] = {
		arena_cstr(&a, arena_printf(&a, "CARREL_STATE=%s", box == BOX_HELD ? "held" : "published")),
		arena_cstr(&a, arena_printf(&a, "CARREL_POST=%.*s", STR_ARG(post))),
		arena_cstr(&a, arena_printf(&a, "CARREL_ID=%.*s", STR_ARG(c->id))),
		arena_cstr(&a, arena_printf(&a, "CARREL_NAME=%.*s", STR_ARG(c->name))),
		arena_cstr(&a, arena_printf(&a, "CARREL_FILE=%s/%.*s/%.*s.gmi", folder, STR_ARG(post),
		    STR_ARG(c->id))),
		arena_cstr(&a, arena_printf(&a, "CARREL_CAPSULE=%.*s", STR_ARG(config->title))),
		arena_cstr(&a, STR("PATH=/usr/local/bin:/usr/bin:/bin")),
		NULL,
	};
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attributes;
	sigset_t none, all;
	int fd = comment_file(c), code = fd == -1 ? errno : 0;

	(void)sigemptyset(&none);
	(void)sigfillset(&all);
	if (code == 0 && (code = posix_spawn_file_actions_init(&actions)) == 0) {
		(void)posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
		(void)posix_spawnattr_init(&attributes);
		(void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF |
		    POSIX_SPAWN_SETPGROUP);
		(void)posix_spawnattr_setsigmask(&attributes, &none);
		(void)posix_spawnattr_setsigdefault(&attributes, &all);
		code = posix_spawn(pid, program, &actions, &attributes, argv, env);
		(void)posix_spawnattr_destroy(&attributes);
		(void)posix_spawn_file_actions_destroy(&actions);
	}
	file_close(&fd);
	arena_release(&a);
	return code;
}

/* A place for one more program; NOTIFY_AT_ONCE: there is none. */
static size_t
find_place(const struct notify *n)
{
	size_t at = 0;

	while (at < NOTIFY_AT_ONCE && n->running[at].pid != 0)
		at++;
	return at;
}

static void
start(struct notify *n, size_t at, const struct config *config, enum comment_box box, struct str post,
    const struct comment *comment)
{
	pid_t pid;
	int code;

	code = spawn(config, box, post, comment, &pid);
	if (code != 0) {
		log_line(LOG_ERROR, "on-comment: %.*s: %s", STR_ARG(config->on_comment), strerror(code));
		return;
	}
	n->running[at].pid = pid;
	n->running[at].until_ms = time_monotonic_ms() + NOTIFY_SECONDS * 1000;
}

static void
wait_in_line(struct notify *n, int root, const struct config *config, struct str post, struct str id)
{
	struct notify_waiting *w = &n->waiting[(n->first + n->n_waiting) % NOTIFY_WAITING];

	if (n->n_waiting == NOTIFY_WAITING) {
		n->missed++;
		return;
	}
	n->n_waiting++;
	*w = (struct notify_waiting){ .config = config, .root = root, .post = mem_new(post.n + 1, 1) };
	memcpy(w->post, post.p, post.n);
	memcpy(w->id, id.p, id.n);
}

void
notify_send(struct notify *n, int root, const struct config *config, enum comment_box box,
    struct str post, const struct comment *comment)
{
	size_t at = find_place(n);

	if (config->on_comment.n == 0)
		return;
	if (at == NOTIFY_AT_ONCE)
		wait_in_line(n, root, config, post, comment->id);
	else
		start(n, at, config, box, post, comment);
}

/* The first in the line, as it is now: it may have been moved, or have been taken out. */
static void
start_next(struct notify *n, size_t at)
{
	struct notify_waiting *w = &n->waiting[n->first];
	enum comment_box box = BOX_PUBLISHED;
	struct arena a = { NULL };
	struct comment comment;

	n->first = (n->first + 1) % NOTIFY_WAITING;
	n->n_waiting--;
	if (comments_get_ref(w->root, str_of(w->post), str_of(w->id), &a, &box, &comment, NULL) == 0)
		start(n, at, w->config, box, str_of(w->post), &comment);
	free(w->post);
	arena_release(&a);
}

static void
start_waiting(struct notify *n)
{
	size_t at;

	while (n->n_waiting > 0 && (at = find_place(n)) < NOTIFY_AT_ONCE)
		start_next(n, at);
}

static void
tell_missed(struct notify *n)
{
	if (n->missed > 0)
		log_line(LOG_WARNING, "on-comment: %zu comments came too fast to be told one by one", n->missed);
	n->missed = 0;
}

void
notify_end(struct notify *n)
{
	for (; n->n_waiting > 0; n->n_waiting--, n->missed++) {
		free(n->waiting[n->first].post);
		n->first = (n->first + 1) % NOTIFY_WAITING;
	}
	tell_missed(n);
}

void
notify_reap(struct notify *n)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
		for (size_t i = 0; i < NOTIFY_AT_ONCE; i++)
			if (n->running[i].pid == pid)
				n->running[i].pid = 0;
		if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
			log_line(LOG_WARNING, "on-comment: the program failed (%s %d)", WIFEXITED(status) ?
			    "status" : "signal", WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status));
	}
	start_waiting(n);
	tell_missed(n);
}

void
notify_tick(struct notify *n)
{
	int64_t now = time_monotonic_ms();

	for (size_t i = 0; i < NOTIFY_AT_ONCE; i++)
		if (n->running[i].pid != 0 && now >= n->running[i].until_ms)
			(void)kill(-n->running[i].pid, SIGKILL);	/* and what it has started */
}
