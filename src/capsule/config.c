#include "capsule/config.h"

#include <stddef.h>
#include <string.h>

#include "base/file.h"
#include "format/host.h"
#include "format/menu.h"
#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

static const char *const comments_words[] = { "-", "open|true|yes|on", "closed", "off|false|no", NULL };
static const char *const moderate_words[] = { "none", "first", "all", NULL };
static const char *const feed_words[] = { "summary", "full", NULL };
static const char *const watch_words[] = { "auto", "poll", NULL };

struct raw {
	struct config config;
	struct host_list host;
	struct str_list owner;
};

static bool
good_program(struct str path)
{
	return str_starts(path, STR("/"));
}

static bool
good_port(struct str port)
{
	uint64_t number;

	return str_number(port, UINT16_MAX, &number) && number > 0;
}

static bool
good_width(struct str width)
{
	uint64_t number;

	return str_number(width, UINT16_MAX, &number) && number >= MENU_WIDTH_MIN;
}

bool
config_is_lang(struct str lang)
{
	struct str part;
	bool first = true;

	if (str_ends(lang, STR("-")))
		return false;
	for (; str_cut(&lang, '-', &part); first = false) {
		if (part.n == 0 || part.n > 8 || (first && part.n < 2))
			return false;
		for (size_t i = 0; i < part.n; i++)
			if (!ascii_is_letter(part.p[i]) && (first || !ascii_is_digit(part.p[i])))
				return false;
	}
	return !first;
}

/* "sha256:" and 64 hex digits, colons between them allowed as openssl prints them. */
bool
config_fingerprint(struct str s, struct digest *d)
{
	char hex[DIGEST_HEX];
	size_t n = 0;

	if (!str_skip(&s, STR("sha256:")) && !str_skip(&s, STR("SHA256:")))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ':')
			continue;
		if (n == sizeof(hex))
			return false;
		hex[n++] = s.p[i];
	}
	return digest_from_hex((struct str){ hex, n }, d);
}

/* A URI with a scheme: RFC 9116 section 2.5.3. */
static bool
good_contact(struct str s)
{
	struct uri uri = uri_split(s);

	return uri_is_clean(s) && uri.scheme.n > 1 && uri.scheme.n + 1 < s.n;
}

static bool
good_fingerprint(struct str s)
{
	struct digest d;

	return config_fingerprint(s, &d);
}

static bool
good_page_length(struct str s)
{
	uint64_t n;

	return str_number(s, CONFIG_PAGE_LENGTH_MAX, &n) && n >= CONFIG_PAGE_LENGTH_MIN;
}

static bool
good_path(struct str s)
{
	struct arena a = { NULL };
	struct str path;
	bool good = str_starts(s, STR("/")) && uri_path_decode(&a, s, &path) == URI_PATH_OK && path.n > 1;

	arena_release(&a);
	return good;
}

#define AT(member) offsetof(struct raw, member)

static const struct field fields[] = {
	{ "title", FIELD_TEXT, AT(config.title), "the capsule's title", NULL, 0, NULL },
	{ "subtitle", FIELD_TEXT, AT(config.subtitle), "a line below the title", NULL, 0, NULL },
	{ "author", FIELD_PERSON, AT(config.author), "the name under posts that name nobody", NULL, 0, NULL },
	{ "host", FIELD_HOSTS, AT(host), "a host name such as capsule.example.org or an address, "
	    "or a list of them", NULL, 0, NULL },
	{ "gemini-port", FIELD_NUMBER, AT(config.gemini_port), "the port readers use, 1 to 65535", NULL,
	    UINT16_MAX, good_port },
	{ "gopher-port", FIELD_NUMBER, AT(config.gopher_port), "the port readers use, 1 to 65535", NULL,
	    UINT16_MAX, good_port },
	{ "gopher-width", FIELD_NUMBER, AT(config.gopher_width), "columns to which text is wrapped for Gopher, "
	    "40 to 120", NULL, MENU_WIDTH_MAX, good_width },
	{ "lang", FIELD_TEXT, AT(config.lang), "a language tag such as en or pt-BR", NULL, 0, config_is_lang },
	{ "license", FIELD_TEXT, AT(config.license), "a line of text", NULL, 0, NULL },
	{ "comments", FIELD_CHOICE, AT(config.comments), "open, closed or off", comments_words, 0, NULL },
	{ "anonymous", FIELD_BOOL, AT(config.anonymous), "true or false: may readers without a "
	    "certificate comment", NULL, 0, NULL },
	{ "moderate", FIELD_CHOICE, AT(config.moderate), "none, first or all: whose comments wait for you",
	    moderate_words, 0, NULL },
	{ "close-after", FIELD_NUMBER, AT(config.close_after), "days after which a post takes no more "
	    "comments, 0 for never", NULL, 36500, NULL },
	{ "hold-links", FIELD_NUMBER, AT(config.hold_links), "how many links a comment may have without "
	    "waiting for you", NULL, 1000, NULL },
	{ "hold-words", FIELD_LIST, AT(config.hold_words), "words that make a comment wait for you", NULL, 0,
	    NULL },
	{ "refuse-words", FIELD_LIST, AT(config.refuse_words), "words with which a comment is not taken",
	    NULL, 0, NULL },
	{ "proxies", FIELD_LIST, AT(config.proxies), "addresses of web proxies, behind which many readers "
	    "stand", NULL, 0, host_is_address },
	{ "on-comment", FIELD_TEXT, AT(config.on_comment), "a program, by its whole path, that is told of "
	    "each new comment", NULL, 0, good_program },
	{ "favicon", FIELD_TEXT, AT(config.favicon), "one emoji", NULL, 0, utf8_is_emoji },
	{ "security-contact", FIELD_LIST, AT(config.security_contact), "where to report a weakness, such as "
	    "mailto:me@example.org, or a list", NULL, 0, good_contact },
	{ "security-expires", FIELD_DATE, AT(config.security_expires), "the date until which "
	    "security-contact is sure to be right, such as 2027-06-30", NULL, 0, NULL },
	{ "owner", FIELD_LIST, AT(owner), "your certificate's fingerprint, sha256: and 64 hex digits, "
	    "or a list of them", NULL, 0, good_fingerprint },
	{ "id", FIELD_TEXT, AT(config.id), "a name for the capsule that never changes", NULL, 0, NULL },
	{ "feed", FIELD_CHOICE, AT(config.feed), "summary or full: what feeds hold of a post", feed_words, 0,
	    NULL },
	{ "page-length", FIELD_NUMBER, AT(config.page_length), "posts on one page of a list, 10 to 1000", NULL,
	    CONFIG_PAGE_LENGTH_MAX, good_page_length },
	{ "gone", FIELD_LIST, AT(config.gone), "paths such as /old/moon.gmi, or /old/ for all below, that were "
	    "there once", NULL, 0, good_path },
	{ "watch", FIELD_CHOICE, AT(config.watch), "auto or poll: how changes are noticed", watch_words, 0,
	    NULL },
};

static const struct field_table table = { fields, sizeof(fields) / sizeof(fields[0]), true };

const struct field_table *
config_keys(void)
{
	return &table;
}

static void
settle_hosts(struct config *c, const struct host_list *given)
{
	c->hosts = given->names;
	c->hosts_at = given->at;
	if (c->hosts.n > 0)
		return;
	c->hosts.items = arena_new(&c->arena, 1, sizeof(struct str));
	c->hosts.items[0] = STR("localhost");
	c->hosts.n = 1;
	c->hosts_at = arena_new(&c->arena, 1, sizeof(*c->hosts_at));
	c->hosts_at[0] = (struct error_at){ CONFIG_FILE, 0, 0 };
}

int
config_read(struct str text, struct config *config, struct error *err)
{
	struct raw raw = { .config = {
		.title = STR("A capsule"),
		.comments = COMMENTS_OPEN,
		.anonymous = true,
		.moderate = MODERATE_FIRST,
		.hold_links = 2,
		.page_length = CONFIG_PAGE_LENGTH,
		.gopher_width = MENU_WIDTH,
	} };
	int rc = fields_read(text, CONFIG_FILE, 1, &table, &raw, &raw.config.arena, NULL, err);

	if (rc == 0 && raw.config.security_contact.n > 0 && !raw.config.security_expires.given)
		rc = error_set(err, ERROR_INPUT, (struct error_at){ CONFIG_FILE, 0, 0 }, "security-contact is "
		    "given, but not until when it is good; expected security-expires with a date, too");
	if (rc == -1) {
		arena_release(&raw.config.arena);
		*config = (struct config){ .n_owners = 0 };
		return -1;
	}
	settle_hosts(&raw.config, &raw.host);
	for (size_t i = 0; i < raw.config.gone.n; i++)
		(void)uri_path_decode(&raw.config.arena, raw.config.gone.items[i], &raw.config.gone.items[i]);
	raw.config.n_owners = raw.owner.n;
	raw.config.owners = arena_new(&raw.config.arena, raw.owner.n, sizeof(struct digest));
	for (size_t i = 0; i < raw.owner.n; i++)
		(void)config_fingerprint(raw.owner.items[i], &raw.config.owners[i]);
	*config = raw.config;
	return 0;
}

int
config_load(int root, struct config *config, struct error *err)
{
	struct buf text;
	int rc;

	*config = (struct config){ .n_owners = 0 };
	buf_init(&text, FIELDS_MAX_BYTES + 1);
	rc = file_read(root, CONFIG_FILE, &text, NULL, err);
	if (rc == 0)
		rc = config_read(buf_str(&text), config, err);
	buf_release(&text);
	return rc;
}

void
config_release(struct config *config)
{
	arena_release(&config->arena);
	*config = (struct config){ .n_owners = 0 };
}

bool
config_is_gone(const struct config *config, struct str path)
{
	for (size_t i = 0; i < config->gone.n; i++) {
		struct str gone = config->gone.items[i];

		if (str_eq(path, gone) || (str_ends(gone, STR("/")) && str_starts(path, gone)))
			return true;
	}
	return false;
}

bool
config_is_owner(const struct config *config, const struct digest *fingerprint)
{
	for (size_t i = 0; i < config->n_owners; i++)
		if (memcmp(config->owners[i].byte, fingerprint->byte, DIGEST_SIZE) == 0)
			return true;
	return false;
}
