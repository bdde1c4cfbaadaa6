#include "format/host.h"

#include <arpa/inet.h>
#include <string.h>

#include <idn2.h>

#include "format/utf8.h"

#include "base/banned.h"

#define LABEL_MAX 63		/* RFC 1035 */
#define A_LABEL "xn--"

/* AF_INET or AF_INET6 and the address, or -1. */
static int
parse_address(struct str host, struct in6_addr *address)
{
	char text[INET6_ADDRSTRLEN];

	if (host.n >= sizeof(text))
		return -1;
	memcpy(text, host.p, host.n);
	text[host.n] = '\0';
	if (inet_pton(AF_INET, text, address) == 1)
		return AF_INET;
	return inet_pton(AF_INET6, text, address) == 1 ? AF_INET6 : -1;
}

bool
host_is_address(struct str host)
{
	struct in6_addr address;

	return parse_address(host, &address) != -1;
}

/* In the one form that an address of ours is compared with. */
static bool
read_address(struct str text, struct arena *a, struct str *host)
{
	char usual[INET6_ADDRSTRLEN];
	struct in6_addr address;
	int family = parse_address(text, &address);

	if (family == -1)
		return false;
	*host = arena_str(a, str_of(inet_ntop(family, &address, usual, sizeof(usual))));
	return true;
}

static const char *
label_fault(struct str label)
{
	if (label.n == 0)
		return "a dot with nothing before or behind it";
	if (label.n > LABEL_MAX)
		return "a part between dots is longer than 63 bytes";
	if (label.p[0] == '-' || label.p[label.n - 1] == '-')
		return "a part between dots begins or ends with a hyphen";
	for (size_t i = 0; i < label.n; i++)
		if (!ascii_is_letter(label.p[i]) && !ascii_is_digit(label.p[i]) && label.p[i] != '-')
			return "a name has letters, digits, hyphens and dots only";
	return NULL;
}

static const char *
name_fault(struct str host)
{
	struct str label = STR_NONE;
	const char *fault = NULL;

	if (host.n > HOST_MAX)
		return "longer than 253 bytes";
	if (host.n == 0 || host.p[host.n - 1] == '.')
		return "a dot with nothing before or behind it";
	while (fault == NULL && str_cut(&host, '.', &label))
		fault = label_fault(label);
	if (fault == NULL && !ascii_is_letter(label.p[0]) && !ascii_is_letter(label.p[label.n - 1]))
		return "neither a name nor a complete address";	/* 127.0.0.300 is mistyped */
	return fault;
}

static bool
has_a_label(struct str host)
{
	struct str label;

	while (str_cut(&host, '.', &label))
		if (str_eq_nocase(str_head(label, sizeof(A_LABEL) - 1), STR(A_LABEL)))
			return true;
	return false;
}

/* Has it letters of its own, or parts that claim to stand for some? */
static bool
is_international(struct str host)
{
	for (size_t i = 0; i < host.n; i++)
		if ((unsigned char)host.p[i] >= 0x80)
			return true;
	return has_a_label(host);
}

/* In words for an author; the library has some of its own for the rest. */
static const char *
idn_fault(int rc, struct str text)
{
	switch (rc) {
	case IDN2_TOO_BIG_DOMAIN:
		return "longer than 253 bytes";
	case IDN2_TOO_BIG_LABEL:
	case IDN2_PUNYCODE_BIG_OUTPUT:
		return "a part between dots is longer than 63 bytes";
	case IDN2_HYPHEN_STARTEND:
		return "a part between dots begins or ends with a hyphen";
	case IDN2_BIDI:
		return "letters of both directions in one part";
	case IDN2_PUNYCODE_BAD_INPUT:
	case IDN2_PUNYCODE_OVERFLOW:
	case IDN2_INVALID_ALABEL:
	case IDN2_UALABEL_MISMATCH:
	case IDN2_ALABEL_ROUNDTRIP_FAILED:
	case IDN2_DISALLOWED:
	case IDN2_UNASSIGNED:
		return has_a_label(text) ? "its " A_LABEL " stands for no name" :
		    "a character that no name can have";
	default:
		return idn2_strerror(rc);
	}
}

static const char *
to_a_labels(struct str text, struct arena *a, struct str *host)
{
	char *out = NULL;
	int rc;

	if (text.n > HOST_WRITTEN_MAX)
		return "longer than 253 bytes";
	if (!utf8_valid(text) || memchr(text.p, '\0', text.n) != NULL)
		return "not UTF-8 text";
	rc = idn2_to_ascii_8z(arena_cstr(a, text), &out, IDN2_NONTRANSITIONAL | IDN2_NFC_INPUT);
	if (rc != IDN2_OK)
		return idn_fault(rc, text);
	*host = arena_str(a, str_of(out));
	idn2_free(out);
	return NULL;
}

static struct str
lower(struct str s, struct arena *a)
{
	char *to = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		to[i] = ascii_lower(to[i]);
	return (struct str){ to, s.n };
}

const char *
host_read(struct str text, struct arena *a, struct str *host)
{
	const char *fault = NULL;
	bool bracket = str_skip(&text, STR("["));

	if (bracket && !str_drop(&text, STR("]")))
		return "a bracket that is not closed";
	if (read_address(text, a, host))
		return NULL;
	if (bracket)
		return "no address between the brackets";
	if (is_international(text))
		fault = to_a_labels(text, a, &text);
	if (fault == NULL)
		fault = name_fault(text);
	if (fault == NULL)
		*host = lower(text, a);
	return fault;
}

struct str
host_shown(struct str host, struct arena *a)
{
	struct str shown = host;
	char *out = NULL;

	if (is_international(host) && idn2_to_unicode_8z8z(arena_cstr(a, host), &out, 0) == IDN2_OK)
		shown = arena_str(a, str_of(out));
	idn2_free(out);
	return shown;
}
