/* tests/unit/test_link.c: orders on their way to the store, and answers back. */
#include "unit/test.h"

#include <signal.h>
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
	struct buf message;
	struct order o;
	uint32_t number;
	int reply;

	buf_init(&message, ORDER_MAX);
	assert_true(link_take(ends[1], &message, &number, &reply));
	assert_int_equal(number, wanted);
	assert_true(order_read(buf_str(&message), &o));
	assert_str_equal(o.text, "Pale.");
	buf_release(&message);
	return reply;
}

static void
there_and_back(void **state)
{
	static const uint32_t numbers[] = { 1, 0x01020304, UINT32_MAX };
	struct order_answer answer = { .result = ORDER_HELD, .id = "x" };
	struct buf none;
	uint32_t number;
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
	buf_init(&none, ORDER_MAX);
	assert_false(link_take(ends[1], &none, &number, &reply));
	buf_release(&none);
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
	struct buf message;
	struct order o;
	uint32_t number;
	int reply;

	(void)state;
	begin();
	buf_init(&message, ORDER_MAX);
	for (size_t n = 1; n <= 5; n++) {
		assert_int_equal(send(ends[0], "\0\0\0\7x", n, 0), n);
		assert_true(link_take(ends[1], &message, &number, &reply));
		assert_int_equal(reply, -1);
		assert_int_equal(message.n, n > 4 ? n - 4 : 0);
		assert_false(order_read(buf_str(&message), &o));
		assert_int_equal(number, n >= 4 ? 7 : 0);
	}
	buf_release(&message);
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
	suite_test(&s, cancelled);
	return suite_run(&s);
}
