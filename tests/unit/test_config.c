/* tests/unit/test_config.c: capsule.yaml. */
#include "unit/test.h"

#include "capsule/config.h"

#define HEX "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define COLONS "9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15:A3:BF:4F:1B:2B:0B:82:2C:D1:5D:6C:15:B0:F0:0A:08"

static struct config config;

static void
read_ok(const char *text)
{
	struct str yaml = exact_dup(text);
	struct error err = { .kind = ERROR_NONE };

	if (config_read(yaml, &config, &err) == -1)
		fail_msg("%s", err.text);
	exact_free(yaml);		/* texts are its own */
}

static void
what_is_usual(void **state)
{
	(void)state;
	read_ok("");
	assert_true(config.title.n > 0);
	assert_int_equal(config.hosts.n, 1);
	assert_str_equal(config.hosts.items[0], "localhost");
	assert_int_equal(config.gemini_port, 0);
	assert_int_equal(config.gopher_port, 0);
	assert_int_equal(config.gopher_width, 70);
	assert_int_equal(config.comments, COMMENTS_OPEN);
	assert_true(config.anonymous);
	assert_int_equal(config.moderate, MODERATE_FIRST);
	assert_int_equal(config.watch, WATCH_AUTO);
	assert_int_equal(config.feed, FEED_SUMMARY);
	assert_int_equal(config.page_length, CONFIG_PAGE_LENGTH);
	assert_int_equal(config.gone.n + config.id.n, 0);
	assert_int_equal(config.n_owners, 0);
	config_release(&config);
	config_release(&config);
}

static void
all_settings(void **state)
{
	struct digest owner, other = { { 0 } };

	(void)state;
	read_ok("title: Moon Letters\nsubtitle: from afar\nauthor: {name: Ann}\nhost: [Moon.Example, '[::1]', 192.0.2.1]\n"
	    "gemini-port: 1966\ngopher-port: 70\nlang: pt-BR\nlicense: CC0\ncomments: closed\nanonymous: no\n"
	    "favicon: \xf0\x9f\x93\x96\nsecurity-contact: [mailto:me@example.org, tel:+49-1]\nsecurity-expires: 2027-06-30\n"
	    "moderate: all\nowner:\n- sha256:" HEX "\n- SHA256:" COLONS "\nwatch: poll\n");
	assert_str_equal(config.title, "Moon Letters");
	assert_str_equal(config.subtitle, "from afar");
	assert_str_equal(config.author, "Ann");
	assert_int_equal(config.hosts.n, 3);
	assert_str_equal(config.hosts.items[0], "moon.example");	/* lower case */
	assert_str_equal(config.hosts.items[1], "::1");			/* without brackets */
	assert_str_equal(config.hosts.items[2], "192.0.2.1");
	assert_int_equal(config.gemini_port, 1966);
	assert_int_equal(config.gopher_port, 70);
	assert_str_equal(config.lang, "pt-BR");
	assert_str_equal(config.license, "CC0");
	assert_int_equal(config.comments, COMMENTS_CLOSED);
	assert_false(config.anonymous);
	assert_str_equal(config.favicon, "\xf0\x9f\x93\x96");
	assert_int_equal(config.security_contact.n, 2);
	assert_int_equal(config.security_expires.when.utc, 1814313600);
	assert_int_equal(config.moderate, MODERATE_ALL);
	assert_int_equal(config.watch, WATCH_POLL);
	assert_int_equal(config.n_owners, 2);
	assert_true(digest_from_hex(STR(HEX), &owner));
	assert_true(config_is_owner(&config, &owner));
	assert_memory_equal(&config.owners[0], &config.owners[1], DIGEST_SIZE);
	assert_false(config_is_owner(&config, &other));
	config_release(&config);
}

/* --- the width of text on Gopher: just under, at and over both ends --- */

static const struct {
	const char *name;
	uint64_t width;			/* 0: refused */
} widths[] = {
	{ "39", 0 }, { "40", 40 }, { "41", 41 }, { "119", 119 }, { "120", 120 }, { "121", 0 },
	{ "0", 0 }, { "-70", 0 }, { "70.5", 0 }, { "wide", 0 }, { "''", 0 }, { "99999999999999999999", 0 },
};

static void
test_width(void **state)
{
	const __typeof__(widths[0]) *row = *state;
	struct error err;
	char text[64];

	(void)snprintf(text, sizeof(text), "title: x\ngopher-width: %s\n", row->name);
	if (row->width > 0) {
		read_ok(text);
		assert_int_equal(config.gopher_width, row->width);
		config_release(&config);
		return;
	}
	assert_int_equal(config_read(str_of(text), &config, &err), -1);
	assert_has(str_of(err.text), "capsule.yaml:2:15: gopher-width is '");
	assert_has(str_of(err.text), "expected columns to which text is wrapped for Gopher, 40 to 120");
}

/* Written as the author writes it, used as the wire wants it; and where each stands. */
static void
hosts_of_their_own_letters(void **state)
{
	(void)state;
	read_ok("title: Moon\nhost: B\xc3\xbc" "cher.Example\n");
	assert_int_equal(config.hosts.n, 1);
	assert_str_equal(config.hosts.items[0], "xn--bcher-kva.example");
	assert_int_equal(config.hosts_at[0].line, 2);
	assert_int_equal(config.hosts_at[0].col, 7);
	config_release(&config);
	read_ok("host:\n  - moon.example\n  - b\xc3\xbc" "cher.example\n  - \"::1\"\n");
	assert_int_equal(config.hosts.n, 3);
	assert_str_equal(config.hosts.items[1], "xn--bcher-kva.example");
	assert_int_equal(config.hosts_at[1].line, 3);
	assert_int_equal(config.hosts_at[1].col, 5);
	assert_int_equal(config.hosts_at[2].line, 4);
	config_release(&config);
	read_ok("title: Moon\n");			/* nobody wrote localhost */
	assert_int_equal(config.hosts_at[0].line, 0);
	config_release(&config);
}

static void
as_many_hosts_as_may_be(void **state)
{
	char yaml[FIELDS_HOSTS * 16 + 64];
	struct error err;

	(void)state;
	for (int n = FIELDS_HOSTS - 1; n <= FIELDS_HOSTS + 1; n++) {
		int at = snprintf(yaml, sizeof(yaml), "host:\n");

		for (int i = 0; i < n; i++)
			at += snprintf(yaml + at, sizeof(yaml) - (size_t)at, "- h%d.example\n", i);
		assert_int_equal(config_read(str_of(yaml), &config, &err), n > FIELDS_HOSTS ? -1 : 0);
		if (n > FIELDS_HOSTS)
			assert_true(str_starts(str_of(err.text), STR("capsule.yaml:66:3: host has more than 64 ")));
		else
			assert_int_equal(config.hosts.n, n);
		config_release(&config);
	}
}

/* --- hosts, languages --- */

#define N63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
	const char *name;
	bool good;
} hosts[] = {
	{ "capsule.example.org", true }, { "localhost", true }, { "xn--bcher-kva.example", true },
	{ "a-b.example", true }, { "1.example", true }, { "192.0.2.1", true }, { "'::1'", true },
	{ "'[2001:db8::1]'", true }, { N63 ".example", true }, { N63 "a.example", false },
	{ N63 "." N63 "." N63 "." "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true },
	{ N63 "." N63 "." N63 "." "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false },
	{ "capsule.example.org.", false }, { ".example", false }, { "a..b", false }, { "-a.example", false },
	{ "a-.example", false }, { "b\xc3\xbc" "cher.example", true },
	{ "b\xc3\xbc" "cher-.example", false }, { "xn--a-ecp.ru.-x", false }, { "a_b.example", false },
	{ "a b.example", false }, { "example.org:1965", false }, { "gemini://example.org", false },
	{ "192.0.2.256", false }, { "127.0.0.300", false }, { "'[::1'", false }, { "'[]'", false }, { "'*'", false },
};

static void
test_host(void **state)
{
	const __typeof__(hosts[0]) *row = *state;
	char yaml[512];
	struct error err;
	int rc;

	(void)snprintf(yaml, sizeof(yaml), "host: %s\n", row->name);
	rc = config_read(str_of(yaml), &config, &err);
	assert_int_equal(rc, row->good ? 0 : -1);
	if (rc == -1)
		assert_true(str_starts(str_of(err.text), STR("capsule.yaml:1:7: host is '")));
	config_release(&config);
}

static const struct {
	const char *name;
	bool good;
} langs[] = {
	{ "en", true }, { "pt-BR", true }, { "zh-Hant-TW", true }, { "es-419", true }, { "yue", true },
	{ "e", false }, { "en-", false }, { "en_GB", false }, { "english language", false }, { "12", false },
	{ "toolongword", false }, { "en; x=y", false },
};

static void
test_lang(void **state)
{
	const __typeof__(langs[0]) *row = *state;
	char yaml[128];
	struct error err;

	(void)snprintf(yaml, sizeof(yaml), "lang: %s\n", row->name);
	assert_int_equal(config_read(str_of(yaml), &config, &err), row->good ? 0 : -1);
	config_release(&config);
}

/* --- mistakes: where, what, and what was expected --- */

static const struct {
	const char *name, *yaml, *at, *says;
} bad[] = {
	{ "near miss",			"titel: x\n",			"capsule.yaml:1:1: ", "did you mean 'title'" },
	{ "near miss, underscore",	"gemini_port: 1965\n",		"capsule.yaml:1:1: ", "did you mean 'gemini-port'" },
	{ "near miss, plural",		"owners: x\n",			"capsule.yaml:1:1: ", "did you mean 'owner'" },
	{ "near miss, hosts",		"title: x\nhosts: x\n",		"capsule.yaml:2:1: ", "did you mean 'host'" },
	{ "near miss, swapped",		"wacth: auto\n",		"capsule.yaml:1:1: ", "did you mean 'watch'" },
	{ "a stranger",			"database: x\n",		"capsule.yaml:1:1: ", "unknown key 'database'" },
	{ "given twice",		"title: a\nTITLE: b\n",		"capsule.yaml:2:1: ", "line 1" },
	{ "comments",			"comments: sometimes\n",	"capsule.yaml:1:11: ", "open, closed or off" },
	{ "comments, a dash",		"comments: '-'\n",		"capsule.yaml:1:11: ", "open, closed or off" },
	{ "moderate",			"\nmoderate: some\n",		"capsule.yaml:2:11: ", "none, first or all" },
	{ "watch",			"watch: inotify\n",		"capsule.yaml:1:8: ", "auto or poll" },
	{ "anonymous",			"anonymous: maybe\n",		"capsule.yaml:1:12: ", "true or false" },
	{ "port just over",		"gemini-port: 65536\n",		"capsule.yaml:1:14: ", "1 to 65535" },
	{ "port of letters",		"gopher-port: seventy\n",	"capsule.yaml:1:14: ", "1 to 65535" },
	{ "port zero",			"gopher-port: 0\n",		"capsule.yaml:1:14: ", "1 to 65535" },
	{ "second host",		"host: [a.example, b_c]\n",	"capsule.yaml:1:19: ", "host is 'b_c' (a name has letters" },
	{ "host of no letters",		"host: b\xc3\xbc cher.example\n", "capsule.yaml:1:7: ", "(a character that no name can have); expected" },
	{ "host, broken A-label",	"host: xn--0.example\n",	"capsule.yaml:1:7: ", "(its xn-- stands for no name); expected" },
	{ "host is a group",		"host: {a: b}\n",		"capsule.yaml:1:7: ", "host holds a group of keys" },
	{ "owner without sha256:",	"owner: " HEX "\n",		"capsule.yaml:1:8: ", "fingerprint" },
	{ "owner, a digit short",	"owner: sha256:9f86\n",		"capsule.yaml:1:8: ", "fingerprint" },
	{ "owner, a digit long",	"owner: sha256:" HEX "0\n",	"capsule.yaml:1:8: ", "fingerprint" },
	{ "lang",			"lang: en_GB\n",		"capsule.yaml:1:7: ", "language tag" },
	{ "page-length, one short",	"page-length: 9\n",		"capsule.yaml:1:14: ", "10 to 1000" },
	{ "page-length, one over",	"page-length: 1001\n",		"capsule.yaml:1:14: ", "10 to 1000" },
	{ "feed",			"feed: all\n",			"capsule.yaml:1:7: ", "summary or full" },
	{ "gone, no path",		"gone: posts/old.gmi\n",	"capsule.yaml:1:7: ", "paths such as" },
	{ "gone, everything",		"gone: /\n",			"capsule.yaml:1:7: ", "paths such as" },
	{ "favicon of letters",		"favicon: book\n",		"capsule.yaml:1:10: ", "one emoji" },
	{ "security-contact, no URI",	"security-contact: me@example.org\n", "capsule.yaml:1:19: ", "mailto:" },
	{ "security-contact, only a scheme", "security-contact: 'mailto:'\n", "capsule.yaml:1:19: ", "mailto:" },
	{ "security-contact alone",	"security-contact: mailto:me@example.org\n", "capsule.yaml: ", "security-expires" },
	{ "security-expires",		"security-expires: soon\n",	"capsule.yaml:1:19: ", "2027-06-30" },
	{ "title is a list",		"title: [a]\n",			"capsule.yaml:1:8: ", "title" },
	{ "not YAML",			"title: a: b\n",		"capsule.yaml:1:9: ", "quotes" },
	{ "prose",			"Welcome to my capsule\n",	"capsule.yaml:1:1: ", "expected fields" },
	{ "front matter by mistake",	"---\ntitle: a\n---\n",		"capsule.yaml:3:1: ", "second" },
};

static void
test_bad(void **state)
{
	const __typeof__(bad[0]) *row = *state;
	struct str yaml = exact_dup(row->yaml);
	struct error err = { .kind = ERROR_NONE };

	assert_int_equal(config_read(yaml, &config, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	if (!str_starts(str_of(err.text), str_of(row->at)))
		fail_msg("'%s', expected %s", err.text, row->at);
	assert_has(str_of(err.text), row->says);
	config_release(&config);		/* of one that could not be read */
	exact_free(yaml);
}

/* CONFIG_PAGE_LENGTH_MIN and _MAX: at; just under and over them are in `bad`. */
static void
page_length_at_the_limits(void **state)
{
	(void)state;
	read_ok("page-length: 10\nfeed: full\nid: urn:x:y\n");
	assert_int_equal(config.page_length, 10);
	assert_int_equal(config.feed, FEED_FULL);
	assert_str_equal(config.id, "urn:x:y");
	config_release(&config);
	read_ok("page-length: 1000\n");
	assert_int_equal(config.page_length, 1000);
	config_release(&config);
}

static void
what_is_gone(void **state)
{
	(void)state;
	read_ok("gone: [/posts/old.gmi, /attic/, '/a%20b']\n");
	assert_true(config_is_gone(&config, STR("/posts/old.gmi")));
	assert_true(config_is_gone(&config, STR("/attic/")) && config_is_gone(&config, STR("/attic/x/y.gmi")));
	assert_true(config_is_gone(&config, STR("/a b")));
	assert_false(config_is_gone(&config, STR("/posts/old.gmi.bak")));
	assert_false(config_is_gone(&config, STR("/posts/old")));
	assert_false(config_is_gone(&config, STR("/attic")) || config_is_gone(&config, STR("/")));
	config_release(&config);
}

static void
ports_at_the_limit(void **state)
{
	(void)state;
	read_ok("gemini-port: 65534\ngopher-port: 65535\n");
	assert_int_equal(config.gemini_port, 65534);
	assert_int_equal(config.gopher_port, 65535);
	config_release(&config);
}

static void
from_a_folder(void **state)
{
	struct error err;
	struct temp t;

	(void)state;
	temp_open(&t);
	assert_int_equal(config_load(t.fd, &config, &err), -1);
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	assert_has(str_of(err.text), "capsule.yaml");
	temp_write(&t, "capsule.yaml", "title: Moon\n");
	assert_int_equal(config_load(t.fd, &config, &err), 0);
	assert_str_equal(config.title, "Moon");
	config_release(&config);
	for (size_t n = FIELDS_MAX_BYTES - 1; n <= FIELDS_MAX_BYTES + 2; n++) {
		char *text = text_of('#', n);

		temp_write(&t, "capsule.yaml", text);
		assert_int_equal(config_load(t.fd, &config, &err), n > FIELDS_MAX_BYTES ? -1 : 0);
		config_release(&config);
		free(text);
	}
	assert_int_equal(err.kind, ERROR_TOO_LARGE);
	temp_close(&t);
}

/* The table feeds the manual: every key says what it expects. */
static void
keys_for_the_manual(void **state)
{
	const struct field_table *t = config_keys();

	(void)state;
	assert_true(t->strict && t->n > 0);
	for (size_t i = 0; i < t->n; i++)
		assert_true(t->fields[i].key != NULL && t->fields[i].expected != NULL);
}

int
main(void)
{
	static struct suite s = { .name = "config" };

	suite_test(&s, what_is_usual);
	suite_test(&s, all_settings);
	suite_table(&s, "gopher-width", widths, test_width);
	suite_test(&s, hosts_of_their_own_letters);
	suite_test(&s, as_many_hosts_as_may_be);
	suite_table(&s, "config host", hosts, test_host);
	suite_table(&s, "config lang", langs, test_lang);
	suite_table(&s, "config bad", bad, test_bad);
	suite_test(&s, page_length_at_the_limits);
	suite_test(&s, what_is_gone);
	suite_test(&s, ports_at_the_limit);
	suite_test(&s, from_a_folder);
	suite_test(&s, keys_for_the_manual);
	return suite_run(&s);
}
