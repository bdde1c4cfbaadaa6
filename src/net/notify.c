#include "net/notify.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
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

void
notify_send(struct notify *n, const struct config *config, enum comment_box box, struct str post,
    const struct comment *comment)
{
	size_t at = 0;
	pid_t pid;
	int code;

	if (config->on_comment.n == 0)
		return;
	while (at < NOTIFY_AT_ONCE && n->running[at].pid != 0)
		at++;
	if (at == NOTIFY_AT_ONCE) {
		n->missed++;
		return;
	}
	code = spawn(config, box, post, comment, &pid);
	if (code != 0) {
		log_line(LOG_ERROR, "on-comment: %.*s: %s", STR_ARG(config->on_comment), strerror(code));
		return;
	}
	n->running[at].pid = pid;
	n->running[at].until_ms = time_monotonic_ms() + NOTIFY_SECONDS * 1000;
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
	if (n->missed > 0) {
		log_line(LOG_WARNING, "on-comment: %zu comments came too fast to be told one by one", n->missed);
		n->missed = 0;
	}
}

void
notify_tick(struct notify *n)
{
	int64_t now = time_monotonic_ms();

	for (size_t i = 0; i < NOTIFY_AT_ONCE; i++)
		if (n->running[i].pid != 0 && now >= n->running[i].until_ms)
			(void)kill(-n->running[i].pid, SIGKILL);	/* and what it has started */
}
