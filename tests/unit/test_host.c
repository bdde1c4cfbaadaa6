/* tests/unit/test_host.c: host names, with letters of their own and without. */
#include "unit/test.h"

#include "format/host.h"

#define N63 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define UE "\xc3\xbc"		/* ü */
#define SZ "\xc3\x9f"		/* ß */

static const struct {
	const char *name, *text, *host, *shown;
} good[] = {
	{ "plain",		"capsule.example.org",	"capsule.example.org",	"capsule.example.org" },
	{ "one label",		"localhost",		"localhost",		"localhost" },
	{ "capitals",		"Moon.Example",		"moon.example",		"moon.example" },
	{ "IPv4",		"192.0.2.1",		"192.0.2.1",		"192.0.2.1" },
	{ "IPv6",		"2001:DB8::1",		"2001:db8::1",		"2001:db8::1" },
	{ "IPv6 in brackets",	"[::1]",		"::1",			"::1" },
	{ "IPv6 at length",	"[2001:db8:0:0:0:0:0:1]", "2001:db8::1",	"2001:db8::1" },
	{ "hyphens, no IDN",	"r3---sn.example",	"r3---sn.example",	"r3---sn.example" },
	{ "umlaut",		"b" UE "cher.example",	"xn--bcher-kva.example", "b" UE "cher.example" },
	{ "big umlaut",		"B\xc3\x9c" "CHER.Example", "xn--bcher-kva.example", "b" UE "cher.example" },
	{ "umlaut in two parts", "bu\xcc\x88" "cher.example", "xn--bcher-kva.example", "b" UE "cher.example" },
	{ "sharp s at the end",	"gru" SZ ".example",	"xn--gru-7ka.example",	"gru" SZ ".example" },
	{ "sharp s inside",	"stra" SZ "e.example",	"xn--strae-oqa.example", "stra" SZ "e.example" },
	{ "A-label",		"xn--bcher-kva.example", "xn--bcher-kva.example", "b" UE "cher.example" },
	{ "A-label in capitals", "XN--BCHER-KVA.example", "xn--bcher-kva.example", "b" UE "cher.example" },
	{ "Greek, final sigma",	"\xce\xbb\xcf\x8c\xce\xb3\xce\xbf\xcf\x82.example", "xn--oxapnm1c.example",
	    "\xce\xbb\xcf\x8c\xce\xb3\xce\xbf\xcf\x82.example" },
	{ "Japanese, its own dot", "\xe5\x9b\xb3\xe6\x9b\xb8\xe9\xa4\xa8\xe3\x80\x82" "example",
	    "xn--lcss68aj21b.example", NULL },
	{ "Cyrillic at the top", "example.\xd1\x80\xd1\x84", "example.xn--p1ai", "example.\xd1\x80\xd1\x84" },
	{ "label of 63",	N63 ".example",		N63 ".example",		N63 ".example" },
};

static void
test_good(void **state)
{
	const __typeof__(good[0]) *row = *state;
	struct str text = exact_dup(row->text), host = STR_NONE;
	struct arena a = { NULL };
	const char *fault = host_read(text, &a, &host);

	if (fault != NULL)
		fail_msg("%s", fault);
	exact_free(text);
	if (row->shown != NULL) {
		assert_str_equal(host, row->host);
		assert_str_equal(host_shown(host, &a), row->shown);
	}
	/* What came out is a name, too, and stays as it is. */
	assert_null(host_read(host, &a, &text));
	assert_int_equal(host_is_address(host), str_has(host, ':') || ascii_is_digit(host.p[0]));
	assert_bytes_equal(text, host);
	arena_release(&a);
}

static const struct {
	const char *name, *text, *fault;
} bad[] = {
	{ "nothing",		"",			"a dot with nothing" },
	{ "dot at the end",	"example.org.",		"a dot with nothing" },
	{ "dot in front",	".example",		"a dot with nothing" },
	{ "two dots",		"a..b",			"a dot with nothing" },
	{ "umlauts and a dot at the end", "b" UE "cher.example.", "a dot with nothing" },
	{ "hyphen in front",	"-a.example",		"hyphen" },
	{ "hyphen at the end",	"a-.example",		"hyphen" },
	{ "umlaut and hyphen",	"b" UE "-.example",	"hyphen" },
	{ "underscore",		"a_b.example",		"letters, digits" },
	{ "umlaut, underscore",	"b" UE "_c.example",	"letters, digits" },
	{ "port",		"example.org:1965",	"letters, digits" },
	{ "scheme",		"gemini://b" UE "cher",	"no name can have" },
	{ "star",		"*.example",		"letters, digits" },
	{ "no address",		"127.0.0.300",		"complete address" },
	{ "open bracket",	"[::1",			"bracket" },
	{ "name in brackets",	"[example.org]",	"brackets" },
	{ "label of 64",	N63 "a.example",	"63 bytes" },
	{ "umlauts, label of 64", "\xc3\xbc" "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example", "63 bytes" },
	{ "254 bytes",		N63 "." N63 "." N63 "." "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "253" },
	{ "not UTF-8",		"b\xfc" "cher.example",	"UTF-8" },
	{ "blank",		"b" UE " cher.example",	"no name can have" },
	{ "mark in front",	"\xcc\x88" "a.example",	"combining" },
	{ "punycode of nothing", "xn--.example",	"stands for no name" },
	{ "punycode that is none", "xn--0.example",	"stands for no name" },
	{ "punycode of ASCII",	"xn--abc-.example",	"no name" },
	{ "punycode of a capital", "xn--bcher-2pa.example", "" },	/* BÜcher: nobody is sent there */
	{ "emoji",		"\xe2\x98\x95.example",	"no name can have" },
	{ "two directions",	"\xd7\x90" "a.example",	"both directions" },
};

static void
test_bad(void **state)
{
	const __typeof__(bad[0]) *row = *state;
	struct str text = exact_dup(row->text), host = STR_NONE;
	struct arena a = { NULL };
	const char *fault = host_read(text, &a, &host);

	exact_free(text);
	if (fault == NULL)
		fail_msg("taken as %.*s", STR_ARG(host));
	assert_has(str_of(fault), row->fault);
	arena_release(&a);
}

static void
longest_way_to_write_one(void **state)
{
	struct arena a = { NULL };
	struct str host;

	(void)state;
	for (size_t n = HOST_WRITTEN_MAX - 1; n <= HOST_WRITTEN_MAX + 1; n++) {
		char *text = text_of('a', n);

		text[0] = '\xc3';
		text[1] = '\xbc';
		assert_non_null(host_read(str_of(text), &a, &host));
		free(text);
	}
	assert_non_null(host_read((struct str){ "b\xc3\xbc\0.example", 12 }, &a, &host));
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "host" };

	suite_table(&s, "host good", good, test_good);
	suite_table(&s, "host bad", bad, test_bad);
	suite_test(&s, longest_way_to_write_one);
	return suite_run(&s);
}
