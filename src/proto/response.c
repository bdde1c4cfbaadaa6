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
	r->meta = meta.n > 0 ? meta : status_message(status);
}

void
response_page(struct response *r, struct doc *d, struct str lang)
{
	r->kind = RESPONSE_PAGE;
	r->status = STATUS_OK;
	r->doc = d;
	r->lang = lang;
}

struct str
status_message(enum status status)
{
	switch (status) {
	case STATUS_INPUT:
		return STR("Your text");
	case STATUS_OK:
		return STR("text/gemini");
	case STATUS_REDIRECT:
	case STATUS_MOVED:
		return STR("/");
	case STATUS_FAILED:
		return STR("Something failed here; please try again later");
	case STATUS_BUSY:
		return STR("Too busy; please try again in a minute");
	case STATUS_SLOW_DOWN:
		return STR("60");
	case STATUS_NOT_FOUND:
		return STR("Not found");
	case STATUS_GONE:
		return STR("This page has been withdrawn for good");
	case STATUS_NOT_SERVED:
		return STR("This server does not serve that address");
	case STATUS_BAD_REQUEST:
		return STR("Bad request");
	case STATUS_NEED_CERTIFICATE:
		return STR("This page needs to know you: please choose or create a client certificate");
	case STATUS_NOT_ALLOWED:
		return STR("This page is only for the author of the capsule");
	case STATUS_BAD_CERTIFICATE:
		return STR("Your certificate has expired or is not valid yet: please choose another");
	}
	return STR("Something failed here");
}
