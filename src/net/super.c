#include "net/super.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/once.h"
#include "base/mem.h"
#include "net/reach.h"
#include "net/store.h"
#include "net/worker.h"

#include "base/banned.h"

#define BACKOFF_MS 100		/* before a process that died is started again; doubles… */
#define BACKOFF_MAX_MS 30000	/* …up to this */
#define STEADY_MS 10000		/* a life this long makes the next death the first again */
#define TELL_MS (24 * 3600 * 1000)	/* between words about a certificate that ends */
#define DRAIN_MS 60000		/* for what is in flight at SIGTERM; systemd allows 90 s by default */

enum child_state { CHILD_NONE, CHILD_STARTING, CHILD_READY, CHILD_LEAVING, CHILD_DUE };

struct child {
	enum child_state state;
	bool is_store;
	unsigned generation;
	unsigned number;		/* of the worker, from 1 */
	pid_t pid;
	int ready;			/* reading end of its pipe; -1 */
	int64_t since_ms, due_ms;	/* started; to be started */
	int64_t backoff_ms;
};

/* Twice the workers: the old and the new while a reload is on. */
#define CHILDREN (2 * SUPER_WORKERS + 1)

struct super {
	const struct super_options *options;
	struct estate estate;
	struct listeners listeners;
	int signals;
	sigset_t mask;			/* as it was before ours */
	struct child children[CHILDREN];
	unsigned generation;
	size_t workers;
	bool announced, stopping, reload_again;
	int64_t kill_ms;
	int64_t tell_ms;		/* when certificates that end are told of next */
};

/* --- starting up --- */

static int
load(struct super *s, struct error *err)
{
	s->tell_ms = 0;
	return estate_load(&s->estate, &s->options->source, time_now(), err);
}

static int
listen_all(struct super *s, enum service service, const char *const *specs, size_t n, const char *usual,
    struct error *err)
{
	if (n == 0)
		return listen_add(&s->listeners, service, str_of(usual), err);
	for (size_t i = 0; i < n; i++)
		if (!str_eq(str_of(specs[i]), STR("off")) &&
		    listen_add(&s->listeners, service, str_of(specs[i]), err) == -1)
			return -1;
	return 0;
}

static int
prepare(struct super *s, struct error *err)
{
	const struct super_options *o = s->options;
	int pair[2];

	if (load(s, err) == -1 ||
	    listen_all(s, SERVICE_GEMINI, o->gemini, o->n_gemini, ":1965", err) == -1 ||
	    listen_all(s, SERVICE_GOPHER, o->gopher, o->n_gopher, ":70", err) == -1)
		return -1;
	if (s->listeners.n == 0)
		return error_set(err, ERROR_INPUT, (struct error_at){ NULL, 0, 0 },
		    "both protocols are off: nothing to serve");
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, pair) == -1)
		return error_system(err, NULL, "make a socket pair");
	s->estate.order_out = pair[0];
	s->estate.order_in = pair[1];
	s->estate.listeners = &s->listeners;
	return 0;
}

static int
take_signals(struct super *s, struct error *err)
{
	sigset_t ours;

	(void)signal(SIGPIPE, SIG_IGN);
	(void)sigemptyset(&ours);
	(void)sigaddset(&ours, SIGCHLD);
	(void)sigaddset(&ours, SIGTERM);
	(void)sigaddset(&ours, SIGINT);
	(void)sigaddset(&ours, SIGHUP);
	if (sigprocmask(SIG_BLOCK, &ours, &s->mask) == -1 ||
	    (s->signals = signalfd(-1, &ours, SFD_CLOEXEC | SFD_NONBLOCK)) == -1)
		return error_system(err, NULL, "take signals");
	return 0;
}

/* The soft limit is for programs that use select(). A reload holds the old and the new folders open. */
static void
raise_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1)
		return;
	limit.rlim_cur = limit.rlim_max;
	(void)setrlimit(RLIMIT_NOFILE, &limit);
}

/* --- children --- */

/* What the supervisor holds and a child has no use for. */
static void
leave_supervisor(struct super *s, const struct child *c)
{
	file_close(&s->signals);
	for (size_t i = 0; i < CHILDREN; i++)
		file_close(&s->children[i].ready);
	file_close(c->is_store ? &s->estate.order_out : &s->estate.order_in);
	if (c->is_store)
		listen_close(&s->listeners);
}

static void
release(struct super *s)
{
	listen_close(&s->listeners);
	estate_release(&s->estate);
	file_close(&s->estate.order_in);
	file_close(&s->estate.order_out);
	file_close(&s->signals);
}

static _Noreturn void
be_child(struct super *s, const struct child *c, int ready, pid_t parent)
{
	static char who[32];
	int status;

	(void)prctl(PR_SET_NAME, c->is_store ? "carrel-store" : "carrel-worker");
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM);		/* nobody is left to restart or to stop us */
	if (getppid() != parent)
		_exit(1);
	leave_supervisor(s, c);
	(void)signal(SIGINT, SIG_IGN);			/* ^C at a terminal reaches all: the supervisor drains */
	(void)signal(SIGHUP, SIG_IGN);
	(void)sigprocmask(SIG_SETMASK, &s->mask, NULL);
	if (c->is_store)
		(void)snprintf(who, sizeof(who), "store");
	else
		(void)snprintf(who, sizeof(who), "worker %u", c->number);
	log_as(who);
	status = c->is_store ? store_run(&s->estate, ready) : worker_run(&s->estate, ready);
	file_close(&ready);
	release(s);
	exit(status);
}

static void
put_off(struct child *c)
{
	int64_t now = time_monotonic_ms();

	if (now - c->since_ms >= STEADY_MS)
		c->backoff_ms = 0;
	c->due_ms = now + c->backoff_ms;
	c->backoff_ms = c->backoff_ms == 0 ? BACKOFF_MS : c->backoff_ms * 2;
	if (c->backoff_ms > BACKOFF_MAX_MS)
		c->backoff_ms = BACKOFF_MAX_MS;
	c->state = CHILD_DUE;
}

static void
start_child(struct super *s, struct child *c)
{
	pid_t parent = getpid();
	int ends[2] = { -1, -1 };

	c->since_ms = time_monotonic_ms();
	c->generation = s->generation;
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == -1 || (c->pid = fork()) == -1) {
		log_line(LOG_ERROR, "cannot start a process: %s", strerror(errno));
		file_close(&ends[0]);
		file_close(&ends[1]);
		put_off(c);
		return;
	}
	if (c->pid == 0) {
		file_close(&ends[0]);
		be_child(s, c, ends[1], parent);
	}
	file_close(&ends[1]);
	c->ready = ends[0];
	c->state = CHILD_STARTING;
}

static struct child *
free_place(struct super *s)
{
	for (size_t i = 0; i < CHILDREN; i++)
		if (s->children[i].state == CHILD_NONE)
			return &s->children[i];
	return NULL;
}

static void
start_workers(struct super *s)
{
	for (size_t i = 0; i < s->workers; i++) {
		struct child *c = free_place(s);

		if (c == NULL)
			break;
		*c = (struct child){ .number = (unsigned)i + 1, .ready = -1 };
		start_child(s, c);
	}
}

static void
start_store(struct super *s)
{
	struct child *c = free_place(s);

	if (c == NULL)
		return;
	*c = (struct child){ .is_store = true, .ready = -1 };
	start_child(s, c);
}

static void
tell_to_leave(struct child *c)
{
	if (c->state == CHILD_DUE) {
		c->state = CHILD_NONE;
	} else if (c->state == CHILD_STARTING || c->state == CHILD_READY) {
		(void)kill(c->pid, SIGTERM);
		c->state = CHILD_LEAVING;
	}
}

static size_t
count(const struct super *s, bool stores, bool old)
{
	size_t n = 0;

	for (size_t i = 0; i < CHILDREN; i++)
		if (s->children[i].state != CHILD_NONE && s->children[i].is_store == stores &&
		    (!old || s->children[i].generation != s->generation))
			n++;
	return n;
}

/* --- what happens --- */

static void
announce(struct super *s)
{
	struct arena a = { NULL };

	for (size_t i = 0; i < s->listeners.n; i++) {
		const struct listener *l = &s->listeners.items[i];
		size_t tenant = reach_from(&s->estate, l);
		struct str url = l->service == SERVICE_GEMINI ? reach_gemini(&s->estate, tenant, &a) :
		    reach_gopher(&s->estate, tenant, &a);
		char text[ADDRESS_TEXT];

		address_write(&l->address, text);
		(void)printf("serving %.*s/ on %s\n", STR_ARG(url), text);
	}
	for (size_t i = 0; s->estate.is_shared && i < s->estate.n; i++)
		(void)printf("capsule %.*s at %.*s from %s\n", STR_ARG(s->estate.tenants[i]->config.title),
		    STR_ARG(reach_all(&s->estate, i, &a)), s->estate.tenants[i]->path);
	(void)fflush(stdout);
	s->announced = true;
	arena_release(&a);
}

/* All workers of this generation serve: say so, and let the old ones go. */
static void
all_ready(struct super *s)
{
	bool old = count(s, false, true) > 0 || count(s, true, true) > 0;

	if (!s->announced)
		announce(s);
	else if (old)
		log_line(LOG_NOTICE, "reloaded");
	for (size_t i = 0; i < CHILDREN; i++)
		if (s->children[i].generation != s->generation)
			tell_to_leave(&s->children[i]);
}

static void
take_ready(struct super *s, struct child *c)
{
	char byte;
	ssize_t n = read(c->ready, &byte, 1);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	file_close(&c->ready);
	if (n != 1 || c->state != CHILD_STARTING)
		return;			/* it died: SIGCHLD says the rest */
	c->state = CHILD_READY;
	for (size_t i = 0; i < CHILDREN; i++)
		if (s->children[i].state != CHILD_NONE && s->children[i].generation == s->generation &&
		    s->children[i].state != CHILD_READY)
			return;
	all_ready(s);
}

static void
tell_death(const struct child *c, int status)
{
	char who[32];

	if (c->is_store)
		(void)snprintf(who, sizeof(who), "the store");
	else
		(void)snprintf(who, sizeof(who), "worker %u", c->number);
	if (WIFSIGNALED(status))
		log_line(LOG_ERROR, "%s was killed by signal %d; starting another", who, WTERMSIG(status));
	else
		log_line(LOG_ERROR, "%s ended with status %d; starting another", who, WEXITSTATUS(status));
}

static void
bury(struct super *s, struct child *c, int status)
{
	bool expected = c->state == CHILD_LEAVING, store = c->is_store;

	bool needed = s->stopping && store && !expected && count(s, false, false) > 0;

	file_close(&c->ready);
	/* A store that dies while workers finish is needed until they have. */
	if (!needed && (expected || s->stopping || c->generation != s->generation)) {
		c->state = CHILD_NONE;
		/* One store at a time: the new one starts when the old one has finished. */
		if (store && !s->stopping)
			start_store(s);
		return;
	}
	tell_death(c, status);
	put_off(c);
}

static void
reap(struct super *s)
{
	int status;
	pid_t pid;

	while ((pid = waitpid(-1, &status, WNOHANG)) > 0)
		for (size_t i = 0; i < CHILDREN; i++)
			if (s->children[i].state != CHILD_NONE && s->children[i].state != CHILD_DUE &&
			    s->children[i].pid == pid)
				bury(s, &s->children[i], status);
}

static void
reload(struct super *s)
{
	struct error err;

	if (count(s, false, false) + s->workers + 1 > CHILDREN) {	/* earlier ones still drain */
		s->reload_again = true;
		return;
	}
	if (load(s, &err) == -1) {
		log_line(LOG_ERROR, "%s (not reloaded: the old settings stay in force)", err.text);
		return;
	}
	s->generation++;
	start_workers(s);
}

static void
stop(struct super *s)
{
	s->kill_ms = s->stopping ? time_monotonic_ms() : time_monotonic_ms() + DRAIN_MS;
	s->stopping = true;
	listen_close(&s->listeners);
	for (size_t i = 0; i < CHILDREN; i++)
		if (!s->children[i].is_store)
			tell_to_leave(&s->children[i]);
}

static void
take_signal(struct super *s)
{
	struct signalfd_siginfo info;

	while (read(s->signals, &info, sizeof(info)) == sizeof(info)) {
		if (info.ssi_signo == SIGCHLD)
			reap(s);
		else if (info.ssi_signo == SIGHUP && !s->stopping)
			reload(s);
		else if (info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT)
			stop(s);
	}
}

/* Start what is due, end what is overdue; how long until there is something to do again. */
static int
tend(struct super *s)
{
	int64_t now = time_monotonic_ms(), wait = 60000;

	if (s->reload_again && !s->stopping) {
		s->reload_again = false;
		reload(s);
	}
	if (s->tell_ms <= now && !s->stopping) {
		estate_tell_endings(&s->estate, time_now());
		s->tell_ms = now + TELL_MS;
	}
	if (s->stopping && count(s, false, false) == 0)
		for (size_t i = 0; i < CHILDREN; i++)
			tell_to_leave(&s->children[i]);		/* the store goes last */
	for (size_t i = 0; i < CHILDREN; i++) {
		struct child *c = &s->children[i];

		if (s->stopping && now >= s->kill_ms && c->state == CHILD_LEAVING)
			(void)kill(c->pid, SIGKILL);
		if (c->state == CHILD_DUE && c->due_ms <= now)
			start_child(s, c);
		if (c->state == CHILD_DUE && c->due_ms - now < wait)
			wait = c->due_ms - now;
	}
	if (s->stopping && s->kill_ms - now < wait)
		wait = s->kill_ms > now ? s->kill_ms - now : 100;
	return (int)wait;
}

static void
run(struct super *s)
{
	while (!s->stopping || count(s, false, false) + count(s, true, false) > 0) {
		struct pollfd fds[CHILDREN + 1] = { { .fd = s->signals, .events = POLLIN } };
		struct child *of[CHILDREN + 1] = { NULL };
		nfds_t n = 1;
		int wait = tend(s);

		for (size_t i = 0; i < CHILDREN; i++) {
			if (s->children[i].ready == -1)
				continue;
			fds[n] = (struct pollfd){ .fd = s->children[i].ready, .events = POLLIN };
			of[n++] = &s->children[i];
		}
		if (poll(fds, n, wait) <= 0)
			continue;
		for (nfds_t i = 1; i < n; i++)
			if (fds[i].revents != 0)
				take_ready(s, of[i]);
		if (fds[0].revents != 0)
			take_signal(s);
	}
}

static size_t
usual_workers(void)
{
	long n = sysconf(_SC_NPROCESSORS_ONLN);

	return n < 1 ? 1 : n > 8 ? 8 : (size_t)n;
}

int
super_run(const struct super_options *options, struct error *err)
{
	static struct super s;		/* the children's table is large, and forked children look at it */
	int rc;

	s = (struct super){ .options = options, .signals = -1,
	    .estate = { .order_in = -1, .order_out = -1 },
	    .workers = options->workers == 0 ? usual_workers() : options->workers };
	for (size_t i = 0; i < CHILDREN; i++)
		s.children[i].ready = -1;
	raise_descriptors();
	rc = take_signals(&s, err);
	if (rc == 0)
		rc = prepare(&s, err);
	if (rc == 0) {
		once_share();
		start_store(&s);
		start_workers(&s);
		run(&s);
	}
	release(&s);
	return rc;
}
