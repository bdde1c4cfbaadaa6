/* fuzz_config.c: the input is capsule.yaml. */
#include "fuzz.h"

#include "capsule/config.h"
#include "marks.h"

static void
check_text(struct str s)
{
	check(utf8_valid(s));
	check(is_printable(s, ""));
	check(is_trimmed(s));
}

static void
check_host(struct str host)
{
	check(host.n > 0 && host.n <= 253);
	for (size_t i = 0; i < host.n; i++)
		check(ascii_is_digit(host.p[i]) || (host.p[i] >= 'a' && host.p[i] <= 'z') ||
		    str_has(STR(".:-"), host.p[i]));
}

/* A language tag goes into a header: letters first, then parts of one to eight, none empty. */
static void
check_lang(struct str lang)
{
	size_t part = 0;

	check(lang.n != 1);
	for (size_t i = 0; i < lang.n; i++) {
		part = lang.p[i] == '-' ? 0 : part + 1;
		check(part <= 8 && (part > 0 || (i > 0 && i + 1 < lang.n && lang.p[i + 1] != '-')));
		check(part == 0 || ascii_is_letter(lang.p[i]) || ascii_is_digit(lang.p[i]));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size);
	struct config c;
	struct error err;

	if (config_read(s, &c, &err) == -1) {
		check_error(s, CONFIG_FILE, &err);
		config_release(&c);		/* both ends accept the empty one */
		return 0;
	}
	check_text(c.title);
	check_text(c.subtitle);
	check_text(c.author);
	check_text(c.license);
	check_lang(c.lang);
	check(c.hosts.n >= 1);
	for (size_t i = 0; i < c.hosts.n; i++)
		check_host(c.hosts.items[i]);
	check(c.gemini_port <= UINT16_MAX && c.gopher_port <= UINT16_MAX);
	check(c.comments == COMMENTS_OPEN || c.comments == COMMENTS_CLOSED || c.comments == COMMENTS_OFF);
	check(c.moderate == MODERATE_NONE || c.moderate == MODERATE_FIRST || c.moderate == MODERATE_ALL);
	check(c.watch == WATCH_AUTO || c.watch == WATCH_POLL);
	for (size_t i = 0; i < c.n_owners; i++)
		check(config_is_owner(&c, &c.owners[i]));
	config_release(&c);
	return 0;
}
