#include "capsule/shape.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/mem.h"
#include "format/wordfile.h"

#include "base/banned.h"

#define SHAPE_FILES 100		/* in layout/ and layout/gopher/ each: more is no layout but a mistake */
#define SHAPE_TOTAL (1 << 20)	/* bytes of them all */

struct shape_file {
	struct str folder, name;	/* "layout/gopher/", "post.gmi" */
	const char *path;		/* both */
	struct str text;
	bool bad;			/* could not be read: `text` says why */
};

struct shaper {
	struct shape *shape;
	int root;
	struct arena arena;		/* of the files and this */
	struct shape_file *files;
	size_t n, cap, total;
	const struct field_notes *report;
};

static void
tell(const struct shaper *s, struct error_at at, const char *text)
{
	if (s->report != NULL)
		s->report->tell(s->report->ctx, at, text);
}

/* --- what there is --- */

static void
read_file(struct shaper *s, struct str folder, struct str name)
{
	struct shape_file f = { .folder = folder, .name = name };
	struct error err;
	struct buf text;

	/* Backups and what editors put beside a file are nobody's mistake. */
	if (!str_ends(name, STR(".gmi")) && !str_ends(name, STR(".yaml")))
		return;
	f.path = arena_cstr(&s->arena, arena_printf(&s->arena, "%.*s%.*s", STR_ARG(folder), STR_ARG(name)));
	buf_init(&text, str_ends(name, STR(".gmi")) ? LAYOUT_MAX : FIELDS_MAX_BYTES);
	f.bad = file_read(s->root, f.path, &text, NULL, &err) == -1;
	f.text = arena_str(&s->arena, f.bad ? str_of(err.text) : buf_str(&text));
	buf_release(&text);
	if (s->total + f.text.n > SHAPE_TOTAL)
		return;
	s->total += f.text.n;
	arena_grow(&s->arena, (void **)&s->files, &s->cap, s->n, sizeof(*s->files));
	s->files[s->n++] = f;
}

static void
read_folder(struct shaper *s, struct str folder)
{
	int dir = file_open_beneath(s->root, arena_cstr(&s->arena, folder), O_RDONLY | O_DIRECTORY, NULL);
	struct file_entry *entries;
	size_t n = 0;

	if (dir == -1 || file_list(dir, &s->arena, &entries, &n, NULL) == -1)
		n = 0;
	file_close(&dir);
	for (size_t i = 0; i < n && i < SHAPE_FILES; i++)
		if (entries[i].kind != FILE_FOLDER)
			read_file(s, folder, str_of(entries[i].name));
}

static struct digest
digest_files(struct shaper *s, struct str lang)
{
	struct digest d;
	struct buf all;

	buf_init(&all, 2 * SHAPE_TOTAL);
	buf_addf(&all, "%.*s\n", STR_ARG(lang));
	for (size_t i = 0; i < s->n; i++) {
		buf_addf(&all, "%s %d %zu\n", s->files[i].path, s->files[i].bad, s->files[i].text.n);
		buf_add(&all, s->files[i].text);
	}
	d = digest_of(buf_str(&all));
	buf_release(&all);
	return d;
}

/* --- words --- */

static bool
is_language(struct str lang)
{
	struct str primary = words_primary(lang);

	for (size_t i = 0; i < primary.n; i++)
		if (!ascii_is_letter(primary.p[i]))
			return false;
	return primary.n == 2 || primary.n == 3;
}

static struct words *
words_of(const struct shape *s, struct str primary)
{
	for (size_t i = 0; i < s->n_words; i++)
		if (str_eq_nocase(s->words[i].lang, primary))
			return &s->words[i];
	return NULL;
}

/* "words.LANG.yaml": its language; "words.yaml": the capsule's. False: it is neither. */
static bool
language_of(struct str name, struct str own, struct str *lang)
{
	if (!str_skip(&name, STR("words.")))
		return false;
	if (str_eq(name, STR("yaml"))) {
		*lang = own;
		return true;
	}
	*lang = name;
	return str_drop(lang, STR(".yaml")) && is_language(*lang);
}

static struct str
lower(struct arena *a, struct str s)
{
	char *p = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		p[i] = ascii_lower(p[i]);
	return (struct str){ p, s.n };
}

static void
take_words(struct shaper *s, const struct shape_file *f, struct str lang)
{
	struct shape *shape = s->shape;
	struct str primary = words_primary(lang);
	struct words *w = &shape->words[shape->n_words];

	if (words_of(shape, primary) != NULL) {
		tell(s, (struct error_at){ f->path, 0, 0 }, "these words are in the language of another file in "
		    "layout/; expected one file for each language");
		return;
	}
	words_begin(w, lower(&shape->arena, primary));
	shape->n_words++;
	wordfile_read(w, arena_str(&shape->arena, f->text), f->path, &shape->arena, s->report);
}

/* --- layouts --- */

static void
parse_builtin(struct shape *shape, enum dialect dialect, enum layout_kind kind)
{
	struct error err;

	if (layout_parse(kind, layout_builtin(kind), "built-in", &shape->arena,
	    &shape->layouts[dialect][kind], &err) == -1)
		shape->layouts[dialect][kind] = (struct layout){ .n = 0 };	/* a unit test lets none pass */
}

static void
take_layout(struct shaper *s, const struct shape_file *f, enum layout_kind kind)
{
	bool gopher_only = str_eq(f->folder, STR("layout/gopher/"));
	struct layout layout;
	struct error err;

	if (layout_parse(kind, arena_str(&s->shape->arena, f->text), f->path, &s->shape->arena, &layout,
	    &err) == -1) {
		tell(s, (struct error_at){ NULL, 0, 0 }, err.text);
		return;
	}
	if (!gopher_only)
		s->shape->layouts[DIALECT_GEMINI][kind] = layout;
	s->shape->layouts[DIALECT_GOPHER][kind] = layout;	/* layout/gopher/ comes behind layout/ */
}

static void
take_file(struct shaper *s, const struct shape_file *f, struct str own)
{
	struct str name = f->name, lang;

	if (f->bad)
		tell(s, (struct error_at){ NULL, 0, 0 }, arena_cstr(&s->arena, f->text));
	else if (str_drop(&name, STR(".gmi")) && layout_named(name) != LAYOUTS)
		take_layout(s, f, layout_named(name));
	else if (str_eq(f->folder, STR("layout/")) && language_of(f->name, own, &lang))
		take_words(s, f, lang);
	else
		tell(s, (struct error_at){ f->path, 0, 0 }, "is no layout; expected post.gmi, list.gmi, tag.gmi, "
		    "comments.gmi, header.gmi or footer.gmi, or words.yaml or words.LANG.yaml beside them");
}

/* --- all of it --- */

static struct shape *
make_shape(struct shaper *s, struct str lang, struct digest of)
{
	struct shape *shape = mem_new(1, sizeof(*shape));

	s->shape = shape;
	shape->refs = 1;
	shape->of = of;
	shape->words = arena_new(&shape->arena, s->n, sizeof(*shape->words));
	for (int dialect = DIALECT_GEMINI; dialect <= DIALECT_GOPHER; dialect++)
		for (int kind = 0; kind < LAYOUTS; kind++)
			parse_builtin(shape, (enum dialect)dialect, (enum layout_kind)kind);
	for (size_t i = 0; i < s->n; i++)
		take_file(s, &s->files[i], lang.n > 0 ? lang : STR("en"));
	shape->own = words_of(shape, words_primary(lang.n > 0 ? lang : STR("en")));
	if (shape->own == NULL)
		shape->own = words_builtin(words_primary(lang));
	if (shape->own == NULL)
		shape->own = words_english();
	return shape;
}

struct shape *
shape_load(int root, struct str lang, struct shape *old, const struct field_notes *report)
{
	struct shaper s = { .root = root, .report = report };
	struct shape *shape;
	struct digest of;

	read_folder(&s, STR("layout/"));
	read_folder(&s, STR("layout/gopher/"));
	of = digest_files(&s, lang);
	if (old != NULL && digest_same((struct str){ (const char *)of.byte, DIGEST_SIZE },
	    (struct str){ (const char *)old->of.byte, DIGEST_SIZE }))
		shape = shape_ref(old);
	else
		shape = make_shape(&s, lang, of);
	arena_release(&s.arena);
	return shape;
}

struct shape *
shape_ref(struct shape *s)
{
	s->refs++;
	return s;
}

void
shape_unref(struct shape *s)
{
	if (s == NULL || --s->refs > 0)
		return;
	arena_release(&s->arena);
	free(s);
}

const struct words *
shape_words(const struct shape *s, struct str lang)
{
	struct str primary = words_primary(lang);
	const struct words *w = words_of(s, primary);

	if (w == NULL)
		w = words_builtin(primary);
	return w == NULL ? s->own : w;
}
