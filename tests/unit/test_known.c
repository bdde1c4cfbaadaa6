/* tests/unit/test_known.c: the file of servers that we have been to. */
#include "unit/test.h"

#include <sys/stat.h>

#include "net/known.h"

#define KEY "sha256:0101010101010101010101010101010101010101010101010101010101010101"

static const struct {
	const char *name, *text;
	enum known_found found;
	const char *says;
} looks[] = {
	{ "empty",		"",						KNOWN_NO,	NULL },
	{ "there",		"a:1965 " KEY " 2026-11-24T10:00:00Z\n",	KNOWN_YES,	NULL },
	{ "in capitals",	"A:1965 " KEY " 2026-11-24T10:00:00Z",		KNOWN_YES,	NULL },
	{ "blanks",		" \t a:1965\t" KEY "   2026-11-24 \n",		KNOWN_YES,	NULL },
	{ "another port",	"a:1966 " KEY " 2026-11-24\n",			KNOWN_NO,	NULL },
	{ "below others",	"# mine\n\nb:1965 " KEY " 2026-11-24\na:1965 " KEY " 2026-11-24\n", KNOWN_YES, NULL },
	{ "no key",		"# mine\na:1965 sha256:01 2026-11-24\n",	KNOWN_BAD,	"f:2:1: is 'a:1965 sha256:01" },
	{ "no date",		"a:1965 " KEY "\n",				KNOWN_BAD,	"f:1:1" },
	{ "rubbish below",	"a:1965 " KEY " 2026-11-24\nx\n",		KNOWN_BAD,	"f:2:1: is 'x'" },
	{ "rubbish above",	"x\na:1965 " KEY " 2026-11-24\n",		KNOWN_BAD,	"f:1:1: is 'x'; expected HOST:PORT" },
};

static void
test_look(void **state)
{
	const __typeof__(looks[0]) *row = *state;
	struct known k = { .ends = 0 };
	struct error err;

	assert_int_equal(known_look(str_of(row->text), "f", STR("a:1965"), &k, &err), row->found);
	if (row->found == KNOWN_YES)
		assert_int_equal(k.key.byte[31], 1);
	if (row->says != NULL)
		assert_has(str_of(err.text), row->says);
}

static void
write_and_look(void **state)
{
	struct known k = { { { 7 } }, 1764064800 }, back;
	struct buf one, two;

	(void)state;
	buf_init(&one, KNOWN_MAX);
	buf_init(&two, KNOWN_MAX);
	known_write(&one, STR("# mine\nb:70 " KEY " 2026-11-24"), STR("[::1]:1965"), &k);
	k.ends++;
	known_write(&two, buf_str(&one), STR("[::1]:1965"), &k);
	assert_true(str_starts(buf_str(&two), STR("# mine\nb:70 ")));
	assert_int_equal(one.n, two.n);			/* in its place, not beside it */
	assert_int_equal(known_look(buf_str(&two), "f", STR("[::1]:1965"), &back, NULL), KNOWN_YES);
	assert_memory_equal(&back.key, &k.key, sizeof(k.key));
	assert_int_equal(back.ends, k.ends);
	buf_release(&one);
	buf_release(&two);
}

static void
on_disk(void **state)
{
	struct known k = { { { 7 } }, 1764064800 }, back;
	struct temp t;
	struct error err;
	struct stat st;
	char path[512];

	(void)state;
	temp_open(&t);
	(void)snprintf(path, sizeof(path), "%s/data/carrel/known-hosts", t.path);
	assert_int_equal(known_find(path, STR("a:1965"), &back, &err), KNOWN_NO);
	assert_false(temp_exists(&t, "data"));			/* looking makes nothing */
	assert_int_equal(known_put(path, STR("a:1965"), &k, &err), 0);
	assert_int_equal(known_put(path, STR("b:1965"), &k, &err), 0);
	assert_int_equal(known_find(path, STR("a:1965"), &back, &err), KNOWN_YES);
	assert_int_equal(fstatat(t.fd, "data/carrel/known-hosts", &st, 0), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	temp_close(&t);
}

/* Just under its limit the file takes a line, over it the old file stays. */
static void
full(void **state)
{
	struct known k = { { { 7 } }, 1764064800 };
	struct temp t;
	struct error err;
	struct stat st;
	struct buf b;
	char path[512], line[200];
	int n = snprintf(line, sizeof(line), "a:1965 %s 2026-11-24T10:00:00Z\n", KEY);

	(void)state;
	for (int over = -1; over <= 1; over++) {
		temp_open(&t);
		buf_init(&b, KNOWN_MAX + 1);
		buf_fill(&b, '#', (size_t)(KNOWN_MAX - n + over - 1));
		buf_addc(&b, '\n');
		buf_addc(&b, '\0');
		temp_write(&t, "known-hosts", b.p);
		(void)snprintf(path, sizeof(path), "%s/known-hosts", t.path);
		assert_int_equal(known_put(path, STR("a:1965"), &k, &err), over <= 0 ? 0 : -1);
		assert_int_equal(fstatat(t.fd, "known-hosts", &st, 0), 0);
		assert_int_equal(st.st_size, over <= 0 ? KNOWN_MAX + over : KNOWN_MAX - n + over);
		if (over > 0)
			assert_int_equal(err.kind, ERROR_TOO_LARGE);
		buf_release(&b);
		temp_close(&t);
	}
}

static void
places(void **state)
{
	struct arena a = { NULL };

	(void)state;
	assert_int_equal(setenv("HOME", "/home/o", 1), 0);
	assert_int_equal(unsetenv("XDG_DATA_HOME"), 0);
	assert_string_equal(known_path(&a), "/home/o/.local/share/carrel/known-hosts");
	assert_int_equal(setenv("XDG_DATA_HOME", "/data", 1), 0);
	assert_string_equal(known_path(&a), "/data/carrel/known-hosts");
	assert_int_equal(setenv("XDG_DATA_HOME", "data", 1), 0);
	assert_string_equal(known_path(&a), "/home/o/.local/share/carrel/known-hosts");
	assert_int_equal(unsetenv("HOME"), 0);
	assert_null(known_path(&a));
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "known" };

	suite_table(&s, "known look", looks, test_look);
	suite_test(&s, write_and_look);
	suite_test(&s, on_disk);
	suite_test(&s, full);
	suite_test(&s, places);
	return suite_run(&s);
}
