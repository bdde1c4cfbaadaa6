/* tests/unit/test_mime.c: what a file's name says of its type. */
#include "unit/test.h"

#include "format/mime.h"

static const struct {
	const char *name, *type;
	char item;
} rows[] = {
	{ "a.gmi",		"text/gemini",			'1' },
	{ "A.GMI",		"text/gemini",			'1' },
	{ "a.gemini",		"text/gemini",			'1' },
	{ "a.txt",		"text/plain",			'0' },
	{ "/dir.gmi/a.txt",	"text/plain",			'0' },
	{ "a.gmi.txt",		"text/plain",			'0' },
	{ "a.md",		"text/markdown",		'0' },
	{ "a.html",		"text/html",			'0' },	/* h without URL: vanishes in Lagrange */
	{ "a.gif",		"image/gif",			'g' },
	{ "a.png",		"image/png",			'I' },	/* p is no link in most clients */
	{ "a.JPG",		"image/jpeg",			'I' },
	{ "a.jpeg",		"image/jpeg",			'I' },
	{ "a.mp3",		"audio/mpeg",			's' },
	{ "a.pdf",		"application/pdf",		'9' },	/* d and P likewise */
	{ "a.mp4",		"video/mp4",			'9' },
	{ "a.zip",		"application/zip",		'9' },
	{ "a.tar.gz",		"application/gzip",		'9' },
	{ "atom.xml",		"application/atom+xml",		'0' },
	{ "/x/comments.xml",	"application/atom+xml",		'0' },
	{ "other.xml",		"application/xml",		'0' },
	{ "README",		"text/plain",			'0' },
	{ "gophermap",		"text/plain",			'0' },
	{ "LICENSE",		"text/plain",			'0' },
	{ "a.xyzzy",		"application/octet-stream",	'9' },
	{ "noextension",	"application/octet-stream",	'9' },
	{ "dir.gmi/noextension", "application/octet-stream",	'9' },
	{ "ends.in.dot.",	"application/octet-stream",	'9' },
	{ "gmi",		"application/octet-stream",	'9' },
	{ ".",			"application/octet-stream",	'9' },
	{ "",			"application/octet-stream",	'9' },
};

static void
test_type(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str name = exact_dup(row->name);
	const struct mime *m = mime_of(name);

	assert_string_equal(m->type, row->type);
	assert_int_equal(m->item, row->item);
	assert_int_equal(mime_is_gemtext(m), strcmp(row->type, "text/gemini") == 0);
	exact_free(name);
}

int
main(void)
{
	static struct suite s = { .name = "mime" };

	suite_table(&s, "mime", rows, test_type);
	return suite_run(&s);
}
