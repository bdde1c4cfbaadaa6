#include "proto/response.h"

#include "base/file.h"

#include "base/banned.h"

void
response_init(struct response *r)
{
	*r = (struct response){ .kind = RESPONSE_HEADER, .fd = -1 };
	response_set(r, STATUS_NOT_FOUND, STR_NONE);
}

void
response_release(struct response *r)
{
	file_close(&r->fd);
}

void
response_set(struct response *r, enum status status, struct str meta)
{
	r->kind = RESPONSE_HEADER;
	r->status = status;
	r->meta = meta;
}

void
response_page(struct response *r, struct doc *d, struct str lang)
{
	r->kind = RESPONSE_PAGE;
	r->status = STATUS_OK;
	r->doc = d;
	r->lang = lang;
}

void
response_settle(struct response *r, const struct words *words)
{
	if (r->kind == RESPONSE_HEADER && r->meta.n == 0)
		r->meta = status_message(words, r->status);
}

struct str
status_message(const struct words *words, enum status status)
{
	switch (status) {
	case STATUS_INPUT:
		return words_get(words, WORD_YOUR_TEXT);
	case STATUS_OK:
		return STR("text/gemini");
	case STATUS_REDIRECT:
	case STATUS_MOVED:
		return STR("/");
	case STATUS_FAILED:
		return words_get(words, WORD_FAILED);
	case STATUS_BUSY:
		return words_get(words, WORD_BUSY);
	case STATUS_SLOW_DOWN:
		return STR("60");
	case STATUS_NOT_FOUND:
		return words_get(words, WORD_NOT_FOUND);
	case STATUS_GONE:
		return words_get(words, WORD_GONE);
	case STATUS_NOT_SERVED:
		return words_get(words, WORD_NOT_SERVED);
	case STATUS_BAD_REQUEST:
		return words_get(words, WORD_BAD_REQUEST);
	case STATUS_NEED_CERTIFICATE:
		return words_get(words, WORD_NEED_CERTIFICATE);
	case STATUS_NOT_ALLOWED:
		return words_get(words, WORD_NOT_ALLOWED);
	case STATUS_BAD_CERTIFICATE:
		return words_get(words, WORD_BAD_CERTIFICATE);
	}
	return words_get(words, WORD_FAILED);
}
