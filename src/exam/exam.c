#include "exam/look.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/log.h"

#include "base/banned.h"

/* The parts of the examination. What is found is sorted afterwards: their order is not that of the report. */
static void (*const steps[])(struct look *l) = {
	look_at_settings,
	look_at_keys,
	look_at_posts,
	look_at_files,
	look_at_comments,
};

struct fault_at
look_key(struct str file, struct str yaml, struct str key)
{
	struct str line;

	for (size_t n = 1; str_line(&yaml, &line); n++) {
		struct str value = str_from(line, key.n + 1);

		if (line.n <= key.n || !str_eq_nocase(str_head(line, key.n), key) || line.p[key.n] != ':')
			continue;
		value = str_trim(value);
		return (struct fault_at){ file, n, value.n == 0 ? 1 : (size_t)(value.p - line.p) + 1 };
	}
	return (struct fault_at){ file, 0, 0 };
}

bool
look_read(const struct look *l, struct str path, size_t max, struct arena *a, struct str *text)
{
	struct buf b;
	bool good;

	buf_init(&b, max);
	good = file_read(l->root, arena_cstr(a, path), &b, NULL, NULL) == 0;
	*text = good ? arena_str(a, buf_str(&b)) : STR_NONE;
	buf_release(&b);
	return good;
}

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return str_cmp(str_of((*a)->d_name), str_of((*b)->d_name));
}

static int
is_entry(const struct dirent *e)
{
	return !str_eq(str_of(e->d_name), STR(".")) && !str_eq(str_of(e->d_name), STR(".."));
}

int
look_list(const struct look *l, struct str folder, struct arena *a, const char ***names)
{
	struct dirent **entries = NULL;
	int dir = file_open_beneath(l->root, arena_cstr(a, folder), O_RDONLY | O_DIRECTORY | O_NOFOLLOW, NULL);
	int n = dir == -1 ? -1 : scandirat(dir, ".", &entries, is_entry, by_name);

	*names = n > 0 ? arena_new(a, (size_t)n, sizeof(**names)) : NULL;
	for (int i = 0; i < n; i++) {
		(*names)[i] = arena_cstr(a, str_of(entries[i]->d_name));
		free(entries[i]);
	}
	free(entries);
	file_close(&dir);
	return n;
}

void
look_progress(const struct look *l, const char *what, size_t done, size_t all)
{
	if (l->source->progress != NULL)
		l->source->progress(l->source->ctx, what, done, all);
}

/* While the server answers us it may have something for its log: of menus it finds more odd than we do. */
static void
hear(void *ctx, enum log_level level, struct str text)
{
	struct look *l = ctx;
	struct str rest = text, file;

	(void)level;
	(void)str_cut(&rest, ':', &file);
	if (map_is(file))
		fault_add_message(l->found, FAULT_MAP_ODD, (struct fault_at){ file, 0, 0 }, text);
}

static int
open_capsule(struct look *l, struct error *err)
{
	struct stat st;

	l->root = open(l->source->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (l->root == -1)
		return error_system(err, l->source->path, "open the folder");
	if (fstatat(l->root, CONFIG_FILE, &st, 0) == -1 && errno == ENOENT)
		return error_set(err, ERROR_NOT_FOUND, (struct error_at){ l->source->path, 0, 0 }, "is no capsule: there "
		    "is no %s in it; expected the folder with your settings", CONFIG_FILE);
	return 0;
}

/* Settings that cannot be read are told of; everything else is examined with the usual ones. */
static void
read_settings(struct look *l)
{
	struct fault_at at = { STR(CONFIG_FILE), 0, 0 };
	struct error err;

	(void)look_read(l, at.file, FIELDS_MAX_BYTES, &l->arena, &l->settings);
	l->settings_good = config_load(l->root, &l->config, &err) == 0;
	if (l->settings_good)
		return;
	fault_add_message(l->found, FAULT_CONFIG_BROKEN, at, str_of(err.text));
	(void)config_read(STR_NONE, &l->config, NULL);
}

/* As a worker makes it, with the usual ports where none are set. */
static void
make_front(struct look *l)
{
	const struct config *c = &l->config;
	struct str host = c->hosts.items[0];
	bool literal = str_has(host, ':');

	l->ports[0] = 1965;
	l->ports[1] = c->gemini_port == 0 ? 1965 : (uint16_t)c->gemini_port;
	l->front = (struct front){ .site = l->site, .secret = &l->secret, .names = &l->names,
	    .served = { c->hosts.items, c->hosts.n, l->ports, 2, STR_NONE }, .has_gemini = true,
	    .gopher_host = host, .gopher_port = c->gopher_port == 0 ? 70 : (uint16_t)c->gopher_port };
	l->front.gemini = arena_printf(&l->arena, "gemini://%s%.*s%s", literal ? "[" : "", STR_ARG(host),
	    literal ? "]" : "");
	if (l->ports[1] != 1965)
		l->front.gemini = arena_printf(&l->arena, "%.*s:%u", STR_ARG(l->front.gemini), (unsigned)l->ports[1]);
}

int
exam_run(const struct exam_source *source, struct faults *found, struct exam_counts *counts, struct error *err)
{
	struct look l = { .source = source, .found = found, .counts = counts };
	int rc = open_capsule(&l, err);

	*counts = (struct exam_counts){ .files = 0 };
	if (rc == 0) {
		log_to(hear, &l);
		read_settings(&l);
		look_progress(&l, "posts", 0, 0);
		l.site = site_load(l.root, &l.config, NULL, NULL);
		make_front(&l);
		for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
			steps[i](&l);
		faults_sort(found);
		log_to(NULL, NULL);
	}
	ask_forget(&l);
	names_release(&l.names);
	site_free(l.site);
	config_release(&l.config);
	arena_release(&l.arena);
	file_close(&l.root);
	return rc;
}
