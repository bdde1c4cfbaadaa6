#include "net/link.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"

#include "base/banned.h"

struct ticket {
	struct event_base *base;
	int socket;
	int pipe;			/* reading end; -1: not sent yet */
	struct event *event;		/* of the pipe, or a timer for the next try */
	struct buf message;
	int body;			/* sealed memory; -1: no upload */
	int tries;
	void (*done)(void *ctx, const struct order_answer *answer);
	void *ctx;
};

static void send_or_wait(struct ticket *t);
static void wait_to_send(struct ticket *t);

void
link_cancel(struct ticket *t)
{
	if (t == NULL)
		return;
	if (t->event != NULL)
		event_free(t->event);
	file_close(&t->pipe);
	file_close(&t->body);
	buf_release(&t->message);
	free(t);
}

static void
finish(struct ticket *t, const struct order_answer *answer)
{
	void (*done)(void *, const struct order_answer *) = t->done;
	void *ctx = t->ctx;

	link_cancel(t);
	done(ctx, answer);
}

static void
on_answer(evutil_socket_t fd, short what, void *arg)
{
	struct ticket *t = arg;
	struct order_answer answer;
	char bytes[ORDER_ANSWER_SIZE];
	ssize_t n = read(fd, bytes, sizeof(bytes));

	(void)what;
	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n > 0 && order_answer_read((struct str){ bytes, (size_t)n }, &answer)) {
		finish(t, &answer);
		return;
	}
	event_free(t->event);		/* before the descriptor it watches is closed */
	t->event = NULL;
	file_close(&t->pipe);
	wait_to_send(t);
}

static void
on_retry(evutil_socket_t fd, short what, void *arg)
{
	struct ticket *t = arg;

	(void)fd;
	(void)what;
	event_free(t->event);
	t->event = NULL;
	send_or_wait(t);
}

#define FDS 2			/* a message carries: the answer's pipe, and perhaps a body */

union control {
	char bytes[CMSG_SPACE(FDS * sizeof(int))];
	struct cmsghdr align;
};

/* True: it is on its way. */
static bool
try_send(struct ticket *t)
{
	union control control = { .bytes = { 0 } };
	struct iovec iov = { t->message.p, t->message.n };
	size_t fds_size = (t->body == -1 ? 1 : FDS) * sizeof(int);
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.bytes,
	    .msg_controllen = CMSG_SPACE(fds_size) };
	struct cmsghdr *c = CMSG_FIRSTHDR(&m);
	int ends[2], fds[FDS];
	ssize_t n;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == -1)
		return false;
	fds[0] = ends[1];
	fds[1] = t->body;
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(fds_size);
	memcpy(CMSG_DATA(c), fds, fds_size);
	n = sendmsg(t->socket, &m, MSG_DONTWAIT | MSG_NOSIGNAL);
	file_close(&ends[1]);
	if (n == -1) {
		file_close(&ends[0]);
		return false;
	}
	t->pipe = ends[0];
	return true;
}

static void
wait_to_send(struct ticket *t)
{
	int ms = LINK_RETRY_MS << t->tries;
	struct timeval soon = { ms / 1000, ms % 1000 * 1000 };

	t->event = evtimer_new(t->base, on_retry, t);
	if (t->event == NULL || event_add(t->event, &soon) == -1)
		mem_out(1, sizeof(*t));
}

static void
send_or_wait(struct ticket *t)
{
	struct order_answer failed = { .result = ORDER_FAILED };

	if (t->tries > LINK_TRIES) {
		finish(t, &failed);
		return;
	}
	if (try_send(t)) {
		t->tries++;
		t->event = event_new(t->base, t->pipe, EV_READ | EV_PERSIST, on_answer, t);
		if (t->event == NULL || event_priority_set(t->event, 0) == -1 ||
		    event_add(t->event, NULL) == -1)
			mem_out(1, sizeof(*t));
	} else {
		wait_to_send(t);
	}
}

#define SEALS (F_SEAL_WRITE | F_SEAL_SHRINK | F_SEAL_GROW)

/* Memory that nobody can change any more; -1: there is none to be had. */
static int
seal(struct str body)
{
	int fd = memfd_create("upload", MFD_CLOEXEC | MFD_ALLOW_SEALING);

	if (fd != -1 && (file_write_all(fd, body, NULL) == -1 || fcntl(fd, F_ADD_SEALS, SEALS) == -1))
		file_close(&fd);
	return fd;
}

struct ticket *
link_send(struct event_base *base, int socket, uint32_t number, const struct order *order,
    void (*done)(void *ctx, const struct order_answer *answer), void *ctx)
{
	struct ticket *t = mem_new(1, sizeof(*t));

	t->base = base;
	t->socket = socket;
	t->pipe = t->body = -1;
	t->done = done;
	t->ctx = ctx;
	if (order->body.n > 0 && (t->body = seal(order->body)) == -1)
		t->tries = LINK_TRIES + 1;		/* no memory for it: told, later, as a disk that would not */
	buf_init(&t->message, LINK_MAX);
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_addc(&t->message, (char)(number >> shift));
	order_write(&t->message, order);
	if (t->tries > LINK_TRIES)
		wait_to_send(t);
	else
		send_or_wait(t);
	return t;
}

/* The bytes, if they are what a sound worker sends. */
static void
read_body(int fd, size_t max, struct buf *to)
{
	struct stat st;
	ssize_t got = 1;

	if (fcntl(fd, F_GET_SEALS) == -1 || (fcntl(fd, F_GET_SEALS) & SEALS) != SEALS ||
	    fstat(fd, &st) == -1 || st.st_size < 0 || (uint64_t)st.st_size > max)
		return;
	buf_init(to, (size_t)st.st_size);
	while (to->n < (size_t)st.st_size && got > 0) {
		got = file_pread(fd, buf_room(to, (size_t)st.st_size - to->n), (size_t)st.st_size - to->n, to->n);
		to->n += got > 0 ? (size_t)got : 0;
	}
	if (to->n < (size_t)st.st_size)
		buf_release(to);
}

bool
link_take(int socket, struct parcel *p, size_t max_body)
{
	union control control;
	unsigned char head[4] = { 0 };
	int fds[FDS] = { -1, -1 };
	struct iovec parts[2];
	struct msghdr m;
	struct cmsghdr *c;
	ssize_t n;

	*p = (struct parcel){ .reply = -1 };
	buf_init(&p->message, ORDER_MAX);
	parts[0] = (struct iovec){ head, sizeof(head) };
	parts[1] = (struct iovec){ buf_room(&p->message, ORDER_MAX), ORDER_MAX };
	m = (struct msghdr){ .msg_iov = parts, .msg_iovlen = 2, .msg_control = control.bytes,
	    .msg_controllen = sizeof(control.bytes) };
	do {
		n = recvmsg(socket, &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	} while (n == -1 && errno == EINTR);
	if (n <= 0) {
		link_release(p);
		return false;
	}
	p->message.n = (size_t)n > sizeof(head) ? (size_t)n - sizeof(head) : 0;
	for (size_t i = 0; i < sizeof(head); i++)
		p->number = p->number << 8 | head[i];
	for (c = CMSG_FIRSTHDR(&m); c != NULL; c = CMSG_NXTHDR(&m, c))
		if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
			memcpy(fds, CMSG_DATA(c), c->cmsg_len - CMSG_LEN(0) < sizeof(fds) ?
			    c->cmsg_len - CMSG_LEN(0) : sizeof(fds));
	p->reply = fds[0];
	if (fds[1] != -1)
		read_body(fds[1], max_body, &p->body);
	file_close(&fds[1]);
	return true;
}

void
link_release(struct parcel *p)
{
	file_close(&p->reply);
	buf_release(&p->message);
	buf_release(&p->body);
}

void
link_answer(int reply, const struct order_answer *answer)
{
	unsigned char bytes[ORDER_ANSWER_SIZE];

	order_answer_write(bytes, answer);
	if (reply != -1 && write(reply, bytes, sizeof(bytes)) == -1)
		log_line(LOG_WARNING, "a worker has gone away before it got its answer");
}
