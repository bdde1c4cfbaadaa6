/*
 * fuzz_serve.c: request lines to a small capsule. The input's first byte says who asks, and how:
 *	g  on Gemini, nobody		c  with a certificate	o  with the author's	e  with an old one
 *	h  on Gopher			m  no request: the rest is a gophermap of /catalogue/
 *	p  no request: an index.gph of /catalogue/, seen through the ASCII door
 * What must never leave the capsule says S3CRET, what is for the owner alone (drafts, posts to come, a
 * closed folder) DR4FT, what is not for Gemini G0PHER.
 */
#include "fuzz.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>

#include "base/file.h"
#include "format/menu.h"
#include "format/uri.h"
#include "serve/serve.h"

#define NOW 1795428000		/* 2026-11-23T10:00:00Z */
#define BODY_MAX (1 << 20)
#define OWNER "0000000000000000000000000000000000000000000000000000000000000001"

static const struct {
	const char *path, *text;	/* a path that ends in a slash is a folder */
} files[] = {
	{ "outside.txt", "S3CRET\n" },
	{ "capsule/", NULL },
	{ "capsule/capsule.yaml", "title: A small capsule # S3CRET\nsubtitle: For tests\nlang: en\n"
	    "host: [example.org, \"::1\"]\nlicense: CC0\nowner: sha256:" OWNER "\n" },
	{ "capsule/index.gmi", "# Home\n{{posts 3}}\n{{tags}}\n{{comments}}\n{{search}}\n=> /about.gmi About\n"
	    "=> gopher://example.net/0/a%20b.txt Elsewhere\n=> c/ You\n```\n\ta\n```\n> said\n* one\n" },
	{ "capsule/about.gmi", "# About\nA line.\n=> ./dir/ Dir\n=> with%20space.txt\n" },
	{ "capsule/a.txt", "one\n.\n.two\n" },
	{ "capsule/with space.txt", "blank\n" },
	{ "capsule/caf\xc3\xa9.gmi", "caf\xc3\xa9\n" },
	{ "capsule/noext", "\x01\x02" },
	{ "capsule/.hidden", "S3CRET\n" },
	{ "capsule/dir/", NULL },
	{ "capsule/dir/index.gmi", "# Dir\n=> ../a.txt\n" },
	{ "capsule/list/", NULL },
	{ "capsule/list/odd\n\x1b[31m\tname.txt", "odd\n" },
	{ "capsule/list/a:b.gmi", "a\n" },
	{ "capsule/list/.git/", NULL },
	{ "capsule/list/.git/config", "S3CRET\n" },
	{ "capsule/catalogue/", NULL },
	{ "capsule/catalogue/gophermap", "!Catalogue\nText\n1Home\t/\n0A\ta.txt\n:txt=9\n-b.txt\n=part\n*\n" },
	{ "capsule/catalogue/part", "iin the part\t\n=gophermap\n" },
	{ "capsule/catalogue/sub/", NULL },
	{ "capsule/catalogue/sub/index.gph", "tthe map\n[1|Up|..|server|port]\n[0|caf\xc3\xa9|b.txt|server|port]\n" },
	{ "capsule/catalogue/b.txt", "b\n" },
	{ "capsule/layout/", NULL },
	{ "capsule/layout/page", "S3CRET\n" },
	{ "capsule/readers/", NULL },
	{ "capsule/readers/x.yaml", "name: S3CRET\n" },
	{ "capsule/posts/", NULL },
	{ "capsule/posts/moon.gmi", "---\ntitle: Moon\ndate: 2026-10-01\ntags: [sky, Caf\xc3\xa9, a/b]\n"
	    "aliases: [/old/moon, /posts/m\xc3\xb6nd.gmi]\nlang: de\n---\n# Moon\n=> /tags/ Tags\nText.\n" },
	{ "capsule/posts/sun.gmi", "---\ndate: 2026-10-02\nupdated: 2026-10-03\nauthor: Ann\ncomments: closed\n"
	    "tags: sky\n---\n# Sun\n" },
	{ "capsule/posts/gone.gmi", "---\ntitle: Gone\ndate: 2026-01-01\nexpiry: 2026-02-01\n---\nS3CRET\n" },
	{ "capsule/posts/gopher.gmi", "---\ntitle: G0PHER\ndate: 2026-01-02\ngemini: false\ntags: [g]\n"
	    "---\nG0PHER\n" },
	{ "capsule/posts/tomorrow.gmi", "---\ntitle: DR4FT\ndate: 2026-11-24\ntags: [DR4FT]\n---\n" },
	{ "capsule/posts/closed/", NULL },
	{ "capsule/posts/closed/.folder.yaml", "access: []\n# S3CRET\n" },
	{ "capsule/posts/closed/in.gmi", "---\ntitle: DR4FT\ndate: 2026-10-01\ntags: [sky, DR4FT]\n"
	    "aliases: [/in]\n---\nDR4FT\n" },
	{ "capsule/closed/", NULL },
	{ "capsule/closed/.folder.yaml", "access:\n" },
	{ "capsule/closed/a.txt", "DR4FT\n" },
	{ "capsule/closed/gophermap", "iDR4FT\t\n" },
	{ "capsule/nailed/", NULL },
	{ "capsule/nailed/.folder.yaml", "acess: anyone\n" },
	{ "capsule/nailed/a.txt", "S3CRET\n" },
	{ "capsule/catalogue/shut/", NULL },
	{ "capsule/catalogue/shut/.folder.yaml", "access: any-certificate\n" },
	{ "capsule/catalogue/shut/S3CRET", "S3CRET\n" },
	{ "capsule/posts/broken.gmi", "---\ntitle: [\n---\nS3CRET\n" },
	{ "capsule/posts/letters/", NULL },
	{ "capsule/posts/letters/first.gmi", "---\ndate: 2026-09-01\ncomments: off\n---\nNo heading.\n" },
	{ "capsule/posts/letters/draft.gmi", "---\ntitle: DR4FT\ndate: 2026-09-02\ndraft: true\n"
	    "aliases: [/draft]\ntags: [DR4FT]\n---\nDR4FT\n" },
	{ "capsule/comments/", NULL },
	{ "capsule/comments/moon/", NULL },
	{ "capsule/comments/moon/20261002T080000Z-abcdefgh.gmi", "---\nname: Ann\nidentity: sha256:" OWNER
	    "\nvia: gemini\n---\nFine.\n=> /x not a link\n```\n" },
	{ "capsule/comments/moon/20261002T090000Z-abcdefgi.gmi", "---\nreply-to: 20261002T080000Z-abcdefgh\n"
	    "---\nIndeed.\n" },
	{ "capsule/comments/closed/", NULL },
	{ "capsule/comments/closed/in/", NULL },
	{ "capsule/comments/closed/in/20261122T090000Z-abcdefgl.gmi", "---\nname: DR4FT\n---\nDR4FT\n" },
	{ "capsule/comments/letters/", NULL },
	{ "capsule/comments/letters/draft/", NULL },
	{ "capsule/comments/letters/draft/20261002T090000Z-abcdefgj.gmi", "DR4FT\n" },
	{ "capsule/held/", NULL },
	{ "capsule/held/moon/", NULL },
	{ "capsule/held/moon/20261003T080000Z-abcdefgk.gmi", "---\nname: Bob\n---\nWaiting.\n" },
};

static int root = -1, watch = -1;
static struct config config;
static struct secret secret;
static struct front front;
static struct names names;
static const uint16_t ports[] = { 1965 };

static void
make_files(const char *folder)
{
	char path[512];

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		bool ok;
		FILE *f;

		(void)snprintf(path, sizeof(path), "%s/%s", folder, files[i].path);
		if (files[i].text == NULL) {
			ok = mkdir(path, 0700) == 0;
		} else {
			f = fopen(path, "w");
			ok = f != NULL && fputs(files[i].text, f) != EOF;
			ok = f != NULL && fclose(f) == 0 && ok;
		}
		if (!ok) {
			perror(path);
			exit(2);
		}
	}
	(void)snprintf(path, sizeof(path), "%s/capsule", folder);
	root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root == -1 || symlinkat("../outside.txt", root, "link.txt") == -1 ||
	    symlinkat("../outside.txt", root, "catalogue/link.txt") == -1 ||
	    symlinkat("a.txt", root, "inner.txt") == -1 || mkfifoat(root, "fifo.txt", 0600) == -1) {
		perror(path);
		exit(2);
	}
}

/* Tells of every change in the folder: no request makes one. */
static void
watch_files(const char *folder)
{
	char path[512];

	watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	for (size_t i = 0; watch != -1 && i < sizeof(files) / sizeof(files[0]); i++) {
		(void)snprintf(path, sizeof(path), "%s/%s", folder, files[i].path);
		if (files[i].text == NULL && inotify_add_watch(watch, path, IN_CREATE | IN_DELETE | IN_MODIFY |
		    IN_MOVED_FROM | IN_MOVED_TO | IN_CLOSE_WRITE) == -1) {
			perror(path);
			exit(2);
		}
	}
}

static void
check_unchanged(void)
{
	char event[sizeof(struct inotify_event) + 256];

	check(watch == -1 || (read(watch, event, sizeof(event)) == -1 && errno == EAGAIN));
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *folder = fuzz_make_folder();
	struct error err;

	(void)argc;
	(void)argv;
	make_files(folder);
	watch_files(folder);
	memset(secret.byte, 7, sizeof(secret.byte));
	if (config_load(root, &config, &err) == -1) {
		(void)fprintf(stderr, "%s\n", err.text);
		exit(2);
	}
	front = (struct front){ .site = site_load(root, &config, NULL, NULL), .secret = &secret, .names = &names,
	    .served = { config.hosts.items, config.hosts.n, ports, 1, STR_NONE },
	    .gemini = STR("gemini://example.org"), .gopher_host = STR("example.org"), .gopher_port = 7070,
	    .gopher_tls = true };
	return 0;
}

static bool
holds(struct str s, const char *word)
{
	return s.n > 0 && memmem(s.p, s.n, word, strlen(word)) != NULL;
}

/* Are the letters of a word in the input, in order? Then they may be in the answer by right. */
static bool
spells(struct str s, const char *word)
{
	struct arena a = { NULL };
	struct str plain;

	if (!uri_decode(&a, s, &plain))
		plain = s;
	for (size_t i = 0; i < plain.n && *word != '\0'; i++)
		word += plain.p[i] == *word;
	arena_release(&a);
	return *word == '\0';
}

static void
ask_as(struct exchange *x, char who)
{
	*x = (struct exchange){ .response = { .fd = -1 } };
	x->request.now = NOW;
	x->request.prefix = STR("192.0.2.0/24");
	x->request.who = (struct identity){ .given = who != 'g' && who != 'h',
	    .name = who == 'g' || who == 'h' ? STR_NONE : STR("Ann"),
	    .not_before = NOW - 10, .not_after = who == 'e' ? NOW - 1 : NOW + 10 };
	x->request.who.fingerprint.byte[DIGEST_SIZE - 1] = who == 'o' ? 1 : 2;
}

/* May what is the owner's be seen? */
static bool
is_owner(const struct exchange *x)
{
	const struct identity *who = &x->request.who;

	return who->given && who->fingerprint.byte[DIGEST_SIZE - 1] == 1 && who->not_after >= NOW;
}

/* What is behind the header or the menu, from a file; checked like all that goes out. */
static void
check_file(const struct exchange *x)
{
	static char body[BODY_MAX];
	struct str s = { body, (size_t)x->response.size };

	check(x->response.size <= sizeof(body));
	check(file_pread(x->response.fd, body, s.n, 0) == (ssize_t)s.n);
	check(!holds(s, "S3CRET") && (is_owner(x) || !holds(s, "DR4FT")));
	if (str_eq(x->response.meta, STR("text/gemini")))
		check(utf8_valid(s));
}

/* The header; what is behind it goes to *body. */
static int
check_header(struct str out, struct str *meta, struct str *body)
{
	uint64_t status;

	check(str_cut(&out, '\n', meta) && str_drop(meta, STR("\r")));
	*body = out;
	check(meta->n > 3 && meta->n <= 3 + GEMINI_META_MAX && meta->p[2] == ' ');
	check(str_number(str_head(*meta, 2), 69, &status) && status >= 10);
	*meta = str_from(*meta, 3);
	check(utf8_valid(*meta) && is_printable(*meta, ""));
	return (int)status;
}

static int
check_gemini(const struct exchange *x, struct str out)
{
	struct str meta, body, line;
	int status = check_header(out, &meta, &body);

	check(!holds(out, "S3CRET") && (is_owner(x) || !holds(out, "DR4FT")) && !holds(out, "G0PHER"));
	check(status == 20 || (body.n == 0 && x->response.fd == -1));
	if ((status == 30 || status == 31) && x->request.titan)
		check(str_starts(meta, STR("gemini://")));
	else if (status == 30 || status == 31)
		check(str_starts(meta, STR("/")) && !str_starts(meta, STR("//")) && uri_is_clean(meta) &&
		    !uri_split(meta).has_fragment);
	if (status != 20)
		return status;
	check(str_has(meta, '/'));
	if (x->response.fd != -1) {
		check(body.n == 0);
		check_file(x);
	} else {
		check((str_starts(meta, STR("text/gemini")) || str_starts(meta, STR("text/plain")) ||
		    str_starts(meta, STR("application/atom+xml"))) && utf8_valid(body));
		check(body.n > 0 && body.p[body.n - 1] == '\n');
		while (str_cut(&body, '\n', &line))
			check(is_printable(line, "\t"));
	}
	return status;
}

static void
check_order(const struct order *o, struct str text, int64_t now)
{
	struct buf b;
	struct order again;

	check(utf8_valid(o->text) && o->text.n <= ORDER_TEXT_MAX && is_printable(o->text, "\n"));
	check(utf8_valid(o->name) && is_printable(o->name, ""));
	if (o->kind == ORDER_PUBLISH) {
		check(site_post_named(front.site, o->post) != NULL && o->text.n > 0);
		check(site_comments_mode(front.site, site_post_named(front.site, o->post), now) ==
		    COMMENTS_OPEN);
		check(text.n == 0 || str_starts(text, o->text));	/* a signature may have been taken off */
	}
	buf_init(&b, ORDER_MAX);
	order_write(&b, o);
	check(!b.full && order_read(buf_str(&b), &again) && again.kind == o->kind);
	buf_release(&b);
}

/*
 * A preview has one link that publishes. It fits into a request wherever the prompt's answer did, and
 * whoever follows it orders just the text that was shown.
 */
static void
check_preview(char who, struct str line, struct str page, struct str text)
{
	struct uri asked = uri_split(line);
	struct exchange x;
	struct str url = STR_NONE, again;
	struct buf out;

	while (str_line(&page, &url) && !str_ends(url, STR(" Publish this comment")))
		;
	check(str_skip(&url, STR("=> ")) && str_drop(&url, STR(" Publish this comment")));
	check(str_starts(url, STR("/c/")));
	ask_as(&x, who);
	buf_init(&out, REPLY_MAX);
	again = arena_printf(&x.arena, "%.*s://%.*s%.*s", STR_ARG(asked.scheme), STR_ARG(asked.authority),
	    STR_ARG(url));
	check(again.n <= line.n && again.n <= GEMINI_REQUEST_MAX);
	check(serve_gemini(&front, again, STR_NONE, &x, &out) == SERVE_ORDER);
	check(x.response.kind == RESPONSE_ORDER);
	check_order(&x.response.order, text, x.request.now);
	buf_release(&out);
	exchange_release(&x);
}

static void
on_gemini(char who, struct str line)
{
	struct order_answer answer = { .result = (enum order_result)(line.n % ORDER_RESULTS),
	    .seconds = 30, .id = "20261123T100000Z-abcdefgh" };
	struct exchange x;
	struct buf out;
	enum serve_next next;
	int status;

	ask_as(&x, who);
	buf_init(&out, REPLY_MAX);
	next = serve_gemini(&front, line, STR_NONE, &x, &out);

	if (next == SERVE_BODY) {
		check(x.request.titan && x.body_size > 0 && x.body_size <= ORDER_TEXT_MAX);
		next = serve_body(&front, &x, STR("Sent by Titan.\n=> /evil\n"), &out);
	}
	if (next == SERVE_DONE) {
		status = check_gemini(&x, buf_str(&out));
		if (status == 20 && holds(buf_str(&out), "\n=> /c/") && x.request.has_query &&
		    holds(buf_str(&out), " Publish this comment\n"))
			check_preview(who, line, buf_str(&out), utf8_clean_text(&x.arena, x.request.query));
	} else {
		check(x.response.kind == RESPONSE_ORDER && out.n == 0);
		check_order(&x.response.order, STR_NONE, x.request.now);
		check(serve_settle(&front, &x, &answer, &out) == SERVE_DONE);
		(void)check_gemini(&x, buf_str(&out));
	}
	buf_release(&out);
	exchange_release(&x);
}

static void
check_gopher(const struct exchange *x, struct str out)
{
	static const char *const others[] = { "<!DOCTYPE", "HTTP/1.0 400", "+-1\r\n", "--1\r\n" };

	check(!holds(out, "S3CRET") && !holds(out, "DR4FT"));
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (str_starts(out, str_of(others[i])))
			return;
	if (x->response.kind == RESPONSE_FILE) {
		check(out.n == 0);
		check_file(x);
		return;
	}
	check(x->response.fd == -1);
	if ((x->response.kind == RESPONSE_PAGE && x->request.plain) ||
	    (x->response.kind == RESPONSE_BYTES && !x->response.is_menu))
		check(utf8_valid(out) && (x->ascii || is_printable(out, "\n")));	/* files keep their controls */
	else
		check_menu(out, true);
}

static void
on_gopher(struct str line)
{
	struct order_answer answer = { .result = (enum order_result)(line.n % ORDER_RESULTS),
	    .seconds = 30, .id = "20261123T100000Z-abcdefgh" };
	struct exchange x;
	struct buf out;

	ask_as(&x, 'h');
	buf_init(&out, REPLY_MAX);
	if (serve_gopher(&front, line, &x, &out) == SERVE_ORDER) {
		check_order(&x.response.order, STR_NONE, x.request.now);
		check(serve_settle(&front, &x, &answer, &out) == SERVE_DONE);
	}
	check_gopher(&x, buf_str(&out));
	buf_release(&out);
	exchange_release(&x);
}

static void
on_map(struct str path, struct str map, bool ascii)
{
	struct exchange x;

	ask_as(&x, 'h');
	response_init(&x.response);
	x.request.dialect = DIALECT_GOPHER;
	x.request.path = STR("/catalogue/");
	x.ascii = ascii;
	if (map_text(&front, &x, path, map)) {
		check(x.response.kind == RESPONSE_BYTES && x.response.is_menu);
		check_menu(x.response.bytes, false);
		check(!holds(x.response.bytes, "S3CRET") || spells(map, "S3CRET"));
		check(!holds(x.response.bytes, "DR4FT") || spells(map, "DR4FT"));
	}
	exchange_release(&x);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size), line = STR_NONE;
	char who;

	if (size == 0)
		return 0;
	who = s.p[0];
	s = (struct str){ s.p + 1, s.n - 1 };
	if (who == 'm') {
		on_map(STR("/catalogue/gophermap"), s, false);
	} else if (who == 'p') {
		on_map(STR("/catalogue/index.gph"), s, true);
	} else {
		(void)str_cut(&s, '\n', &line);
		if (spells(line, "S3CRET") || spells(line, "DR4FT") || spells(line, "G0PHER"))
			return 0;
		if (who == 'h')
			on_gopher(line);
		else if (who == 'g' || who == 'c' || who == 'o' || who == 'e')
			on_gemini(who, line);
	}
	check_unchanged();
	return 0;
}
