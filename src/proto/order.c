#include "proto/order.h"

#include <string.h>

#include "base/banned.h"

#define MAGIC "carrel3\n"	/* a worker of another version after an upgrade is told no, not misread */

static void
add_part(struct buf *to, struct str s)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_addc(to, (char)((uint32_t)s.n >> shift));
	buf_add(to, s);
}

static bool
take_part(struct str *from, size_t max, struct str *part)
{
	size_t n = 0;

	if (from->n < 4)
		return false;
	for (int i = 0; i < 4; i++)
		n = n << 8 | (unsigned char)from->p[i];
	*from = str_from(*from, 4);
	if (n > from->n || n > max)
		return false;
	*part = str_head(*from, n);
	*from = str_from(*from, n);
	return true;
}

void
order_write(struct buf *to, const struct order *o)
{
	struct str identity = STR_NONE;

	if (o->has_identity)
		identity = (struct str){ (const char *)o->identity.byte, DIGEST_SIZE };
	buf_add(to, STR(MAGIC));
	buf_addc(to, (char)o->kind);
	add_part(to, o->post);
	add_part(to, o->id);
	add_part(to, o->text);
	add_part(to, o->reader);
	add_part(to, o->network);
	add_part(to, o->name);
	add_part(to, o->reply_to);
	add_part(to, o->via);
	add_part(to, identity);
}

bool
order_read(struct str message, struct order *o)
{
	struct str identity;

	*o = (struct order){ .has_identity = false };
	if (!str_skip(&message, STR(MAGIC)) || message.n == 0 ||
	    (unsigned char)message.p[0] >= ORDER_KINDS)
		return false;
	o->kind = (enum order_kind)message.p[0];
	message = str_from(message, 1);
	if (!take_part(&message, ORDER_NAME_MAX, &o->post) ||
	    !take_part(&message, COMMENT_ID_MAX, &o->id) ||
	    !take_part(&message, ORDER_TEXT_MAX, &o->text) ||
	    !take_part(&message, ORDER_NAME_MAX, &o->reader) ||
	    !take_part(&message, ORDER_NAME_MAX, &o->network) ||
	    !take_part(&message, ORDER_NAME_MAX, &o->name) ||
	    !take_part(&message, COMMENT_ID_MAX, &o->reply_to) ||
	    !take_part(&message, ORDER_NAME_MAX, &o->via) ||
	    !take_part(&message, DIGEST_SIZE, &identity) || message.n != 0)
		return false;
	if (identity.n != 0 && identity.n != DIGEST_SIZE)
		return false;
	if (identity.n == DIGEST_SIZE) {
		o->has_identity = true;
		memcpy(o->identity.byte, identity.p, DIGEST_SIZE);
	}
	return true;
}

void
order_answer_write(unsigned char to[static ORDER_ANSWER_SIZE], const struct order_answer *answer)
{
	memset(to, 0, ORDER_ANSWER_SIZE);
	to[0] = (unsigned char)answer->result;
	for (int i = 0; i < 4; i++)
		to[4 + i] = (unsigned char)(answer->seconds >> (24 - 8 * i));
	memcpy(to + 8, answer->id, sizeof(answer->id));
}

bool
order_answer_read(struct str message, struct order_answer *answer)
{
	*answer = (struct order_answer){ .result = ORDER_FAILED };
	if (message.n != ORDER_ANSWER_SIZE || (unsigned char)message.p[0] >= ORDER_RESULTS)
		return false;
	answer->result = (enum order_result)message.p[0];
	for (int i = 0; i < 4; i++)
		answer->seconds = answer->seconds << 8 | (unsigned char)message.p[4 + i];
	memcpy(answer->id, message.p + 8, sizeof(answer->id));
	answer->id[COMMENT_ID_MAX] = '\0';
	return true;
}
