/* tests/unit/test_link.c: orders on their way to the store, and answers back. */
#include "unit/test.h"

#include <signal.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include "net/link.h"

static struct event_base *base;
static int ends[2];
static struct order_answer got;
static int answers;

static void
begin(void)
{
	(void)signal(SIGPIPE, SIG_IGN);
	base = event_base_new();
	assert_non_null(base);
	assert_int_equal(event_base_priority_init(base, 2), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends), 0);
	answers = 0;
}

static void
end(void)
{
	event_base_free(base);
	(void)close(ends[0]);
	(void)close(ends[1]);
}

static void
on_answer(void *ctx, const struct order_answer *answer)
{
	(void)ctx;
	got = *answer;
	answers++;
}

static const struct order order = { .kind = ORDER_PUBLISH, .post = { "moon", 4 }, .text = { "Pale.", 5 },
    .reader = { "net:192.0.2.0/24", 16 }, .via = { "gemini", 6 } };

/* Take one; its text and number must be what was sent. The pipe for the answer. */
static int
take(uint32_t wanted)
{
	struct parcel p;
	struct order o;
	int reply;

	assert_true(link_take(ends[1], &p, 0));
	assert_int_equal(p.number, wanted);
	assert_true(order_read(buf_str(&p.message), &o));
	assert_str_equal(o.text, "Pale.");
	assert_int_equal(p.body.n, 0);
	reply = p.reply;
	p.reply = -1;
	link_release(&p);
	return reply;
}

static void
there_and_back(void **state)
{
	static const uint32_t numbers[] = { 1, 0x01020304, UINT32_MAX };
	struct order_answer answer = { .result = ORDER_HELD, .id = "x" };
	struct parcel none;
	int reply;

	(void)state;
	begin();
	for (size_t i = 0; i < COUNT(numbers); i++) {
		(void)link_send(base, ends[0], numbers[i], &order, on_answer, NULL);
		reply = take(numbers[i]);
		link_answer(reply, &answer);
		(void)close(reply);
		assert_int_equal(event_base_dispatch(base), 1);		/* nothing is left to wait for */
		assert_int_equal(answers, i + 1);
		assert_int_equal(got.result, ORDER_HELD);
	}
	assert_false(link_take(ends[1], &none, 0));
	end();
}

/* A store that lets it go unanswered is asked again, and at last the reader is told to wait. */
static void
asked_again(void **state)
{
	struct order_answer answer = { .result = ORDER_PUBLISHED };
	int reply;

	(void)state;
	begin();
	(void)link_send(base, ends[0], 7, &order, on_answer, NULL);
	for (int i = 0; i < LINK_TRIES; i++) {
		assert_int_equal(close(take(7)), 0);
		while (recv(ends[1], &reply, 1, MSG_PEEK | MSG_DONTWAIT) == -1 && answers == 0)
			assert_int_equal(event_base_loop(base, EVLOOP_ONCE), 0);
		assert_int_equal(answers, 0);
	}
	reply = take(7);
	link_answer(reply, &answer);
	assert_int_equal(close(reply), 0);
	assert_int_equal(event_base_dispatch(base), 1);
	assert_int_equal(got.result, ORDER_PUBLISHED);
	end();
}

static void
in_vain(void **state)
{
	(void)state;
	begin();
	(void)link_send(base, ends[0], 7, &order, on_answer, NULL);
	for (int i = 0; i <= LINK_TRIES; i++) {
		assert_int_equal(close(take(7)), 0);
		while (event_base_loop(base, EVLOOP_ONCE) == 0 && answers == 0) {
			char c;

			if (recv(ends[1], &c, 1, MSG_PEEK | MSG_DONTWAIT) == 1)
				break;
		}
	}
	assert_int_equal(answers, 1);
	assert_int_equal(got.result, ORDER_FAILED);
	end();
}

/* What is shorter than a number is an order of nobody's. */
static void
cut_short(void **state)
{
	struct parcel p;
	struct order o;

	(void)state;
	begin();
	for (size_t n = 1; n <= 5; n++) {
		assert_int_equal(send(ends[0], "\0\0\0\7x", n, 0), n);
		assert_true(link_take(ends[1], &p, 0));
		assert_int_equal(p.reply, -1);
		assert_int_equal(p.message.n, n > 4 ? n - 4 : 0);
		assert_false(order_read(buf_str(&p.message), &o));
		assert_int_equal(p.number, n >= 4 ? 7 : 0);
		link_release(&p);
	}
	end();
}

/* An upload's bytes arrive beside the order, just up to as many as are taken; asked again, they come again. */
static void
with_a_body(void **state)
{
	char *bytes = text_of('x', 100000);
	struct order upload = { .kind = ORDER_UPLOAD, .name = STR("/a.png"), .body = { bytes, 100000 } };
	struct order_answer answer = { .result = ORDER_DONE };
	struct parcel p;

	(void)state;
	begin();
	(void)link_send(base, ends[0], 7, &upload, on_answer, NULL);
	for (int turn = 0; turn < 2; turn++) {
		char c;

		assert_true(link_take(ends[1], &p, turn == 0 ? 99999 : 100000));
		assert_int_equal(p.body.n, turn == 0 ? 0 : 100000);
		if (turn == 1)
			link_answer(p.reply, &answer);
		link_release(&p);
		while (answers == 0 && recv(ends[1], &c, 1, MSG_PEEK | MSG_DONTWAIT) == -1)
			assert_int_equal(event_base_loop(base, EVLOOP_ONCE), 0);
	}
	assert_int_equal(got.result, ORDER_DONE);
	end();
	free(bytes);
}

/* What could change while it is read, or never ends, is no body: a pipe, a file, memory without a seal. */
static void
not_sealed(void **state)
{
	int fds[2], pipes[2];
	struct parcel p;

	(void)state;
	begin();
	assert_int_equal(pipe2(pipes, O_CLOEXEC), 0);
	for (int i = 0; i < 2; i++) {
		union {
			char bytes[CMSG_SPACE(sizeof(fds))];
			struct cmsghdr align;
		} control = { .bytes = { 0 } };
		struct iovec iov = { "\0\0\0\7x", 5 };
		struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1, .msg_control = control.bytes,
		    .msg_controllen = sizeof(control.bytes) };
		struct cmsghdr *c = CMSG_FIRSTHDR(&m);

		fds[0] = pipes[1];
		fds[1] = i == 0 ? pipes[0] : memfd_create("x", MFD_CLOEXEC | MFD_ALLOW_SEALING);
		c->cmsg_level = SOL_SOCKET;
		c->cmsg_type = SCM_RIGHTS;
		c->cmsg_len = CMSG_LEN(sizeof(fds));
		memcpy(CMSG_DATA(c), fds, sizeof(fds));
		assert_int_equal(sendmsg(ends[0], &m, 0), 5);
		assert_true(link_take(ends[1], &p, 100));
		assert_int_equal(p.body.n, 0);
		link_release(&p);
	}
	(void)close(fds[1]);
	(void)close(pipes[0]);
	(void)close(pipes[1]);
	end();
}

static void
cancelled(void **state)
{
	(void)state;
	begin();
	link_cancel(link_send(base, ends[0], 7, &order, on_answer, NULL));
	link_cancel(NULL);
	assert_int_equal(close(take(7)), 0);		/* it is on its way all the same */
	assert_int_equal(event_base_dispatch(base), 1);
	assert_int_equal(answers, 0);
	end();
}

int
main(void)
{
	static struct suite s = { .name = "link" };

	suite_test(&s, there_and_back);
	suite_test(&s, asked_again);
	suite_test(&s, in_vain);
	suite_test(&s, cut_short);
	suite_test(&s, with_a_body);
	suite_test(&s, not_sealed);
	suite_test(&s, cancelled);
	return suite_run(&s);
}
