/*
 * tests/unit/stage.h: a capsule in a temp folder, a fixed clock and one reader: what tests of serve/
 * play on. It is the first of March 2024, noon.
 */
#ifndef TESTS_UNIT_STAGE_H
#define TESTS_UNIT_STAGE_H

#include "unit/test.h"

#include "base/file.h"
#include "base/time.h"
#include "serve/serve.h"

#define STAGE_NOW 1709294400
#define STAGE_GEMINI "gemini://h.example"
#define STAGE_OWNER "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

struct stage {
	struct temp t;
	struct config config;
	struct site *site;
	struct secret secret;
	struct front front;
	struct names names;
	/* The reader; a test changes what it needs. */
	int64_t now;
	struct identity who;
	const char *prefix;
	/* The last exchange. `out` is all of the answer, a file's bytes too. */
	struct exchange x;
	struct buf out;
	bool done;
};

/* Load the folder anew, as a worker does after a change. */
static inline void
stage_load(struct stage *s)
{
	struct site *now = site_load(s->t.fd, &s->config, s->site, NULL);

	site_free(s->site);
	s->site = now;
	s->front.site = now;
}

static inline void
stage_settings(struct stage *s, const char *yaml)
{
	struct error err;

	config_release(&s->config);
	if (config_read(str_of(yaml), &s->config, &err) == -1)
		fail_msg("%s", err.text);
	stage_load(s);
}

#define STAGE_SETTINGS "title: Moon Letters\nlang: en\nhost: h.example\nowner: sha256:" STAGE_OWNER "\n"

static inline void
stage_open(struct stage *s)
{
	static const struct str hosts[] = { { "h.example", 9 } };
	static const uint16_t ports[] = { 1965 };
	static const struct {
		const char *path, *text;
	} files[] = {
		{ "capsule.yaml", STAGE_SETTINGS },
		{ "posts/moon.gmi", "---\ntitle: The Moon\ndate: 2024-02-29\ntags: [Night Sky]\naliases: [/old, /older.gmi]\n---\nPale.\n" },
		{ "posts/sun.gmi", "# The Sun\n\nBright.\n=> moon.gmi See also\n" },
		{ "posts/letters/deep.gmi", "---\ndate: 2024-01-01\ntitle: Deep\nlang: de\n---\n" },
		{ "posts/draft.gmi", "---\ntitle: SECRET draft\ndraft: true\naliases: /to-draft\ntags: secret\n---\nSECRET\n" },
		{ "posts/draft.gmi~", "---\ndraft: true\n---\nSECRET\n" },
		{ "posts/future.gmi", "---\ntitle: SECRET future\ndate: 2024-03-02\n---\nSECRET\n" },
		{ "posts/gone.gmi", "---\ntitle: SECRET gone\ndate: 2024-01-02\nexpiry: 2024-02-01\naliases: /to-gone\n---\nSECRET\n" },
		{ "posts/closed.gmi", "---\ntitle: Closed\ndate: 2023-12-01\ncomments: closed\n---\n" },
		{ "posts/off.gmi", "---\ntitle: Off\ndate: 2023-12-02\ncomments: off\n---\n" },
		{ "posts/nogopher.gmi", "---\ntitle: Not for Gopher\ndate: 2023-12-03\ngopher: false\n---\n" },
		{ "posts/nogemini.gmi", "---\ntitle: Not for Gemini\ndate: 2023-12-04\ngemini: false\n---\n" },
		{ "posts/broken.gmi", "---\ntitle: a: b\n---\nSECRET\n" },
		{ "posts/picture.png", "\x89PNG" },
		{ "about.gmi", "# About\n=> posts/ Posts\n=> https://example.net/ Web\n" },
		{ "notes.txt", "one\n.hidden\nthree\n" },
		{ "with space.txt", "blank\n" },
		{ "caf\xc3\xa9.gmi", "# Caf\xc3\xa9\n" },
		{ "dir/index.gmi", "# Index\n" },
		{ "list/a.txt", "a" },
		{ "list/sub/b.txt", "b" },
		{ "list/c:d.gmi", "c" },
		{ ".git/config", "SECRET\n" },
		{ ".carrel/good/x.gmi", "SECRET\n" },
		{ "held/moon/20240229T120000Z-heldheld.gmi", "SECRET\n" },
		{ "comments/moon/20240229T130000Z-aaaaaaaa.gmi", "---\nname: Ann\nvia: gemini\n---\nFirst.\n" },
		{ "readers/" STAGE_OWNER ".yaml", "name: SECRET\n" },
	};

	*s = (struct stage){ .now = STAGE_NOW, .prefix = "192.0.2.0/24" };
	temp_open(&s->t);
	for (size_t i = 0; i < COUNT(files); i++)
		temp_write(&s->t, files[i].path, files[i].text);
	temp_touch(&s->t, "posts/sun.gmi", 1706745600);		/* 2024-02-01 */
	temp_folder(&s->t, "empty");
	assert_int_equal(symlinkat("/etc/passwd", s->t.fd, "escape.txt"), 0);
	assert_int_equal(mkfifoat(s->t.fd, "fifo.txt", 0644), 0);
	memset(s->secret.byte, 0x42, sizeof(s->secret.byte));
	s->front = (struct front){ .secret = &s->secret, .names = &s->names, .served = { hosts, 1, ports, 1, STR_NONE },
	    .gemini = STR(STAGE_GEMINI), .has_gemini = true, .gopher_host = STR("h.example"), .gopher_port = 70 };
	s->x.response.fd = -1;
	buf_init(&s->out, REPLY_MAX);
	stage_settings(s, STAGE_SETTINGS);
}

static inline void
stage_close(struct stage *s)
{
	exchange_release(&s->x);
	buf_release(&s->out);
	names_release(&s->names);
	site_free(s->site);
	config_release(&s->config);
	temp_close(&s->t);
}

static inline void
stage_begin(struct stage *s)
{
	exchange_release(&s->x);
	buf_clear(&s->out);
	s->x.request.who = s->who;
	s->x.request.prefix = str_of(s->prefix);
	s->x.request.now = s->now;
}

/* What conn.c does with the rest: the file's bytes behind what was written first. */
static inline void
stage_finish(struct stage *s)
{
	char piece[4096];
	ssize_t n;

	for (uint64_t at = 0; s->x.response.fd != -1 && at < s->x.response.size; at += (uint64_t)n) {
		n = file_pread(s->x.response.fd, piece, sizeof(piece), at);
		assert_true(n > 0);
		buf_add(&s->out, (struct str){ piece, (size_t)n });
	}
}

/* Ask on Gemini; `path` begins with a slash, or it is a whole URI. Returns all of the answer. */
static inline struct str
stage_gemini(struct stage *s, const char *path)
{
	struct buf line;
	struct str exact;

	stage_begin(s);
	buf_init(&line, 1 << 16);
	buf_addf(&line, "%s%s", path[0] == '/' ? STAGE_GEMINI : "", path);
	exact = exact_of(buf_str(&line));
	buf_release(&line);
	s->done = serve_gemini(&s->front, arena_str(&s->x.arena, exact), STR("h.example"), &s->x, &s->out) == SERVE_DONE;
	exact_free(exact);
	stage_finish(s);
	return buf_str(&s->out);
}

static inline struct str
stage_gopher(struct stage *s, struct str selector)
{
	stage_begin(s);
	s->done = serve_gopher(&s->front, arena_str(&s->x.arena, selector), &s->x, &s->out) == SERVE_DONE;
	stage_finish(s);
	return buf_str(&s->out);
}

static inline struct str
stage_settle(struct stage *s, enum order_result result, uint32_t seconds, const char *id)
{
	struct order_answer answer = { .result = result, .seconds = seconds };

	memcpy(answer.id, id, strlen(id) + 1);
	serve_settle(&s->front, &s->x, &answer, &s->out);
	return buf_str(&s->out);
}

static inline struct identity
stage_identity(unsigned char first, const char *name)
{
	struct identity who = { .given = true, .name = str_of(name), .not_before = 0, .not_after = STAGE_NOW + 99999 };

	who.fingerprint.byte[0] = first;
	return who;
}

/* A path below /c/ with a post's ID in it; good until the next call. */
static inline const char *
stage_path(struct stage *s, const char *post, const char *rest)
{
	static char path[4096];

	(void)snprintf(path, sizeof(path), "/c/%s/%s", site_id_of(s->site, site_post_named(s->site, str_of(post))), rest);
	return path;
}

static inline struct str
stage_ask(struct stage *s, const char *post, const char *rest)
{
	return stage_gemini(s, stage_path(s, post, rest));
}

/* The link with this label (and a blank before it) out of a page; good until the next call. */
static inline const char *
stage_link(struct str page, const char *label)
{
	static char link[8192];
	struct str line, url;

	while (str_line(&page, &line)) {
		if (!str_skip(&line, STR("=> ")) || !str_ends(line, str_of(label)))
			continue;
		url = str_word(&line);
		assert_true(url.n < sizeof(link));
		memcpy(link, url.p, url.n);
		link[url.n] = '\0';
		return link;
	}
	print_bytes("no such link in", page);
	fail_msg("wanted%s", label);
	return NULL;
}

static inline const char *
stage_publish_link(struct str preview)
{
	return stage_link(preview, " Publish this comment");
}

/* Keep what is good only until the next call. */
static inline void
stage_keep(char *to, size_t size, const char *from)
{
	assert_true(strlen(from) < size);
	memcpy(to, from, strlen(from) + 1);
}

/* "20 text/gemini" and so on: the head of the header line. */
#define assert_status(answer, head)						\
	do {									\
		if (!str_starts((answer), STR(head))) {				\
			print_bytes("wanted " head ", got", (answer));		\
			_fail(__FILE__, __LINE__);				\
		}								\
	} while (0)

/* Gopher: what every menu is, and what an error is. */
static inline void
check_menu(struct str menu, const char *file, int at)
{
	struct str all = menu, line, field;
	bool ended = false;

	while (str_cut(&menu, '\n', &line)) {
		size_t fields = 0;

		if (ended || !str_drop(&line, STR("\r")))
			break;
		ended = str_eq(line, STR("."));
		while (!ended && str_cut(&line, '\t', &field))
			fields++;
		if (!ended && fields != 4)
			break;
	}
	if (ended && menu.n == 0 && str_ends(all, STR("\r\n")))
		return;
	print_bytes("no menu", all);
	_fail(file, at);
}

#define assert_menu_reply(answer) check_menu((answer), __FILE__, __LINE__)

#endif
