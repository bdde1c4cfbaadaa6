#include "net/link.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
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

/* True: it is on its way. */
static bool
try_send(struct ticket *t)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control;
	struct iovec iov = { t->message.p, t->message.n };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.bytes,
	    .msg_controllen = sizeof(control.bytes) };
	struct cmsghdr *c;
	int ends[2];
	ssize_t n;

	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == -1)
		return false;
	memset(&control, 0, sizeof(control));
	c = CMSG_FIRSTHDR(&m);
	c->cmsg_level = SOL_SOCKET;
	c->cmsg_type = SCM_RIGHTS;
	c->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(c), &ends[1], sizeof(int));
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

struct ticket *
link_send(struct event_base *base, int socket, uint32_t number, const struct order *order,
    void (*done)(void *ctx, const struct order_answer *answer), void *ctx)
{
	struct ticket *t = mem_new(1, sizeof(*t));

	t->base = base;
	t->socket = socket;
	t->pipe = -1;
	t->done = done;
	t->ctx = ctx;
	buf_init(&t->message, LINK_MAX);
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_addc(&t->message, (char)(number >> shift));
	order_write(&t->message, order);
	send_or_wait(t);
	return t;
}

bool
link_take(int socket, struct buf *to, uint32_t *number, int *reply)
{
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control;
	unsigned char head[4] = { 0 };
	struct iovec parts[2];
	struct msghdr m;
	struct cmsghdr *c;
	ssize_t n;

	buf_clear(to);
	*number = 0;
	*reply = -1;
	parts[0] = (struct iovec){ head, sizeof(head) };
	parts[1] = (struct iovec){ buf_room(to, ORDER_MAX), ORDER_MAX };
	m = (struct msghdr){ .msg_iov = parts, .msg_iovlen = 2, .msg_control = control.bytes,
	    .msg_controllen = sizeof(control.bytes) };
	do {
		n = recvmsg(socket, &m, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	} while (n == -1 && errno == EINTR);
	if (n <= 0)
		return false;
	to->n = (size_t)n > sizeof(head) ? (size_t)n - sizeof(head) : 0;
	for (size_t i = 0; i < sizeof(head); i++)
		*number = *number << 8 | head[i];
	for (c = CMSG_FIRSTHDR(&m); c != NULL; c = CMSG_NXTHDR(&m, c))
		if (c->cmsg_level == SOL_SOCKET && c->cmsg_type == SCM_RIGHTS)
			memcpy(reply, CMSG_DATA(c), sizeof(int));
	return true;
}

void
link_answer(int reply, const struct order_answer *answer)
{
	unsigned char bytes[ORDER_ANSWER_SIZE];

	order_answer_write(bytes, answer);
	if (reply != -1 && write(reply, bytes, sizeof(bytes)) == -1)
		log_line(LOG_WARNING, "a worker has gone away before it got its answer");
}
