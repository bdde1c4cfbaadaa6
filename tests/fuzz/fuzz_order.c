/*
 * fuzz_order.c: the input as a message of a worker's, as an answer of the store's, and as the texts of
 * an order (nine lines) that is written and read.
 */
#include "fuzz.h"

#include "proto/order.h"

static void
check_same(const struct order *a, const struct order *b)
{
	check(str_eq(a->post, b->post) && str_eq(a->text, b->text) && str_eq(a->reader, b->reader));
	check(a->kind == b->kind && str_eq(a->id, b->id) && str_eq(a->network, b->network));
	check(str_eq(a->name, b->name) && str_eq(a->reply_to, b->reply_to) && str_eq(a->via, b->via));
	check(a->has_identity == b->has_identity);
	check(memcmp(a->identity.byte, b->identity.byte, DIGEST_SIZE) == 0);
}

static void
check_read(struct str message)
{
	struct order o, again;
	struct buf b;

	if (!order_read(message, &o))
		return;
	check(str_inside(o.post, message) && str_inside(o.text, message) && str_inside(o.reader, message));
	check(str_inside(o.id, message) && str_inside(o.network, message));
	check(str_inside(o.name, message) && str_inside(o.reply_to, message) && str_inside(o.via, message));
	check(o.post.n <= ORDER_NAME_MAX && o.text.n <= ORDER_TEXT_MAX && o.reader.n <= ORDER_NAME_MAX);
	check(o.name.n <= ORDER_NAME_MAX && o.reply_to.n <= COMMENT_ID_MAX && o.via.n <= ORDER_NAME_MAX);
	check(o.id.n <= COMMENT_ID_MAX && o.network.n <= ORDER_NAME_MAX);
	buf_init(&b, ORDER_MAX);
	order_write(&b, &o);
	check(str_eq(buf_str(&b), message));
	check(order_read(buf_str(&b), &again));
	check_same(&o, &again);
	buf_release(&b);
}

static void
check_write(struct str lines)
{
	struct order o = { .has_identity = false }, again;
	struct str *parts[] = { &o.post, &o.id, &o.text, &o.reader, &o.network, &o.name, &o.reply_to,
	    &o.via }, identity;
	bool fits;
	struct buf b;

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (!str_cut(&lines, '\n', parts[i]))
			*parts[i] = STR_NONE;
	identity = str_head(lines, DIGEST_SIZE);
	o.has_identity = identity.n > 0;
	if (identity.n > 0)
		memcpy(o.identity.byte, identity.p, identity.n);
	buf_init(&b, ORDER_MAX);
	order_write(&b, &o);
	fits = !b.full && o.post.n <= ORDER_NAME_MAX && o.text.n <= ORDER_TEXT_MAX &&
	    o.reader.n <= ORDER_NAME_MAX && o.name.n <= ORDER_NAME_MAX && o.reply_to.n <= COMMENT_ID_MAX &&
	    o.via.n <= ORDER_NAME_MAX && o.id.n <= COMMENT_ID_MAX && o.network.n <= ORDER_NAME_MAX;
	check(order_read(buf_str(&b), &again) == fits);
	if (fits) {
		check_same(&o, &again);
		buf_addc(&b, '\0');		/* one byte more or less is no order */
		check(!order_read(buf_str(&b), &again));
		check(!order_read(str_head(buf_str(&b), b.n - 2), &again));
	}
	buf_release(&b);
}

static void
check_answer(struct str message)
{
	struct order_answer answer, again;
	unsigned char written[ORDER_ANSWER_SIZE];

	if (!order_answer_read(message, &answer)) {
		check(answer.result == ORDER_FAILED && answer.id[0] == '\0');
		return;
	}
	check(answer.result <= ORDER_FAILED);
	check(strlen(answer.id) <= COMMENT_ID_MAX);
	order_answer_write(written, &answer);
	check(order_answer_read((struct str){ (const char *)written, sizeof(written) }, &again));
	check(again.result == answer.result && again.seconds == answer.seconds);
	check(strcmp(again.id, answer.id) == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check_read(fuzz_str(data, size));
	check_write(fuzz_str(data, size));
	check_answer(fuzz_str(data, size));
	return 0;
}
