/* tests/unit/test_order.c: what a worker asks of the store, and what the store answers. */
#include "unit/test.h"

#include "proto/order.h"

static struct order
sample(void)
{
	return (struct order){ .post = STR("letters/moon"), .text = STR("Thanks.\n\nReally."),
	    .reader = STR("net:192.0.2.0/24"), .name = STR("Ann"), .reply_to = STR("20261122T081500Z-k3f9"),
	    .via = STR("gemini") };
}

static void
there_and_back(void **state)
{
	struct order o = sample(), got;
	struct str message;
	struct buf b;

	(void)state;
	buf_init(&b, ORDER_MAX);
	for (int with = 0; with < 2; with++) {
		buf_clear(&b);
		o.has_identity = with;
		memset(o.identity.byte, 0xa5, DIGEST_SIZE);
		order_write(&b, &o);
		message = exact_of(buf_str(&b));
		assert_true(order_read(message, &got));
		assert_bytes_equal(got.post, o.post);
		assert_bytes_equal(got.text, o.text);
		assert_bytes_equal(got.reader, o.reader);
		assert_bytes_equal(got.name, o.name);
		assert_bytes_equal(got.reply_to, o.reply_to);
		assert_bytes_equal(got.via, o.via);
		assert_int_equal(got.has_identity, with);
		if (with)
			assert_memory_equal(got.identity.byte, o.identity.byte, DIGEST_SIZE);
		assert_true(str_inside(got.text, message));
		exact_free(message);
	}
	buf_release(&b);
}

/* A message that ends early, or goes on, is none. */
static void
every_wrong_length(void **state)
{
	struct order o = sample(), got;
	struct str message;
	struct buf b;

	(void)state;
	buf_init(&b, ORDER_MAX);
	order_write(&b, &o);
	for (size_t n = 0; n < b.n; n++) {
		message = exact_of(str_head(buf_str(&b), n));
		assert_false(order_read(message, &got));
		exact_free(message);
	}
	buf_addc(&b, '\0');
	assert_false(order_read(buf_str(&b), &got));
	buf_release(&b);
}

/* One byte changed anywhere: an order or none, but no read outside it. */
static void
every_byte_flipped(void **state)
{
	struct order o = sample(), got;
	struct buf b;

	(void)state;
	buf_init(&b, ORDER_MAX);
	order_write(&b, &o);
	for (size_t i = 0; i < b.n; i++) {
		for (int bit = 0; bit < 8; bit++) {
			struct str message = exact_of(buf_str(&b));

			((char *)(uintptr_t)message.p)[i] ^= (char)(1 << bit);
			if (order_read(message, &got))
				assert_true(str_inside(got.text, message) && str_inside(got.via, message));
			else
				assert_true(i < b.n);
			exact_free(message);
		}
	}
	buf_release(&b);
}

static const struct {
	const char *name;
	size_t at, limit;
} limits[] = {
	{ "post", offsetof(struct order, post), ORDER_NAME_MAX },
	{ "text", offsetof(struct order, text), ORDER_TEXT_MAX },
	{ "reader", offsetof(struct order, reader), ORDER_NAME_MAX },
	{ "name", offsetof(struct order, name), ORDER_NAME_MAX },
	{ "reply to", offsetof(struct order, reply_to), COMMENT_ID_MAX },
	{ "via", offsetof(struct order, via), ORDER_NAME_MAX },
};

/* Just under, at, just over. */
static void
test_limit(void **state)
{
	const __typeof__(limits[0]) *row = *state;

	for (size_t n = row->limit - 1; n <= row->limit + 1; n++) {
		struct order o = sample(), got;
		char *text = text_of('x', n);
		struct buf b;

		buf_init(&b, ORDER_MAX);
		*(struct str *)(void *)((char *)&o + row->at) = str_of(text);
		order_write(&b, &o);
		assert_false(b.full);
		assert_int_equal(order_read(buf_str(&b), &got), n <= row->limit);
		buf_release(&b);
		free(text);
	}
}

/* All of them at their limits are a message. */
static void
the_largest_order_fits(void **state)
{
	char *name = text_of('x', ORDER_NAME_MAX), *text = text_of('x', ORDER_TEXT_MAX);
	char *id = text_of('x', COMMENT_ID_MAX);
	struct order got, o = { .post = str_of(name), .text = str_of(text), .reader = str_of(name),
	    .name = str_of(name), .reply_to = str_of(id), .via = str_of(name), .has_identity = true };
	struct buf b;

	(void)state;
	buf_init(&b, ORDER_MAX);
	order_write(&b, &o);
	assert_false(b.full);
	assert_true(order_read(buf_str(&b), &got));
	buf_release(&b);
	free(name);
	free(text);
	free(id);
}

static const struct {
	const char *name, *head;
} strangers[] = {
	{ "nothing", "" }, { "another version", "carrel3\n" }, { "the head alone", "carrel1\n" },
	{ "words", "hello there, store, please write this" },
};

static void
test_stranger(void **state)
{
	const __typeof__(strangers[0]) *row = *state;
	struct str message = exact_dup(row->head);
	struct order got;

	assert_false(order_read(message, &got));
	exact_free(message);
}

/* --- answers --- */

static void
answers_there_and_back(void **state)
{
	(void)state;
	for (int result = ORDER_PUBLISHED; result <= ORDER_FAILED; result++) {
		struct order_answer answer = { (enum order_result)result, 0xfedcba98, "20261122T081500Z-k3f9" };
		unsigned char bytes[ORDER_ANSWER_SIZE];
		struct order_answer got;

		order_answer_write(bytes, &answer);
		assert_true(order_answer_read((struct str){ (char *)bytes, sizeof(bytes) }, &got));
		assert_int_equal(got.result, result);
		assert_int_equal(got.seconds, 0xfedcba98);
		assert_string_equal(got.id, answer.id);
	}
}

static void
wrong_answers(void **state)
{
	unsigned char bytes[ORDER_ANSWER_SIZE + 1];
	struct order_answer got;

	(void)state;
	memset(bytes, 'x', sizeof(bytes));
	for (size_t n = 0; n <= ORDER_ANSWER_SIZE + 1; n++)
		assert_false(order_answer_read((struct str){ (char *)bytes, n }, &got));
	bytes[0] = ORDER_FAILED + 1;
	assert_false(order_answer_read((struct str){ (char *)bytes, ORDER_ANSWER_SIZE }, &got));
	bytes[0] = ORDER_HELD;		/* an ID without an end */
	assert_true(order_answer_read((struct str){ (char *)bytes, ORDER_ANSWER_SIZE }, &got));
	assert_int_equal(strlen(got.id), COMMENT_ID_MAX);
}

int
main(void)
{
	static struct suite s = { .name = "order" };

	suite_test(&s, there_and_back);
	suite_test(&s, every_wrong_length);
	suite_test(&s, every_byte_flipped);
	suite_table(&s, "order limit", limits, test_limit);
	suite_test(&s, the_largest_order_fits);
	suite_table(&s, "order stranger", strangers, test_stranger);
	suite_test(&s, answers_there_and_back);
	suite_test(&s, wrong_answers);
	return suite_run(&s);
}
