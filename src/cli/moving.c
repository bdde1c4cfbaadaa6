#include "cli/moving.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "format/ascii.h"
#include "format/json.h"

#include "base/banned.h"

#define NOTE_MAX 400		/* bytes */
#define SLUG_MAX 80		/* letters: a file's name is typed by people */
#define TEXT_MAX (8 << 20)	/* bytes of a file that is compared, and of a report */

static const char *const labels[MOVED_KINDS] = { "posts", "pages", "comments", "held comments", "files" };

void
moving_note(struct moving *m, const char *fmt, ...)
{
	char text[NOTE_MAX];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	for (size_t i = 0; i < m->n_notes; i++) {
		if (str_eq(m->notes[i].text, str_of(text))) {
			m->notes[i].times++;
			return;
		}
	}
	if (m->n_notes == MOVING_NOTES) {
		m->more_notes++;
		return;
	}
	arena_grow(&m->arena, (void **)&m->notes, &m->notes_cap, m->n_notes, sizeof(*m->notes));
	m->notes[m->n_notes++] = (struct moving_note){ arena_str(&m->arena, str_of(text)), 1 };
}

/* --- writing --- */

void
moving_flush(struct moving *m)
{
	if (!m->dry)
		put_all(m->root, m->batch, m->n_batch);
	for (size_t i = 0; i < m->n_batch; i++) {
		if (m->dry || m->batch[i].rc == 0) {
			m->written[m->kinds[i]]++;
			continue;
		}
		m->failed = true;
		moving_note(m, "%s/%s: not written: %s", m->batch[i].folder, m->batch[i].name, m->batch[i].err.text);
	}
	m->n_batch = 0;
	arena_release(&m->batch_arena);
}

/* Is it there already? An author's own version stays. */
static bool
is_there(struct moving *m, enum moved kind, const char *path, struct str text)
{
	struct error err;
	struct buf file;
	bool there, same;

	buf_init(&file, TEXT_MAX);
	there = file_read(m->root, path, &file, NULL, &err) == 0 || err.kind != ERROR_NOT_FOUND;
	same = str_eq(buf_str(&file), text);
	buf_release(&file);
	if (there && !same && kind != MOVED_COMMENTS && kind != MOVED_HELD)
		moving_note(m, "%s: is there and differs; left as it is", path);
	return there;
}

void
moving_put(struct moving *m, enum moved kind, struct str folder, struct str name, struct str text)
{
	struct arena *a = &m->batch_arena;
	char *path;

	if (m->n_batch == MOVING_BATCH)
		moving_flush(m);
	path = arena_cstr(a, arena_printf(a, "%.*s%s%.*s", STR_ARG(folder), folder.n > 0 ? "/" : "", STR_ARG(name)));
	if (is_there(m, kind, path, text)) {
		m->there[kind]++;
		return;
	}
	m->kinds[m->n_batch] = kind;
	m->batch[m->n_batch++] = (struct put){ .folder = folder.n == 0 ? "." : arena_cstr(a, folder),
	    .name = arena_cstr(a, name), .text = arena_str(a, text) };
}

/* --- telling --- */

void
moving_progress(struct moving *m, uint64_t done, uint64_t all)
{
	int percent = all == 0 ? 100 : (int)(done / ((all + 99) / 100));

	if (!m->at_terminal || percent == m->percent)
		return;
	m->percent = percent;
	(void)fprintf(stderr, "\rcarrel import: %3d %%%s", percent > 100 ? 100 : percent, done == all ? "\n" : "");
}

static void
report_json(struct moving *m)
{
	struct buf out;

	buf_init(&out, TEXT_MAX);
	buf_addf(&out, "{\"dry-run\": %s", m->dry ? "true" : "false");
	for (int i = 0; i < MOVED_KINDS; i++)
		buf_addf(&out, ", \"%s\": %zu, \"%s that were there\": %zu", labels[i], m->written[i], labels[i],
		    m->there[i]);
	buf_add(&out, STR(", \"notes\": ["));
	for (size_t i = 0; i < m->n_notes; i++) {
		buf_addf(&out, "%s{\"times\": %zu, \"note\": ", i > 0 ? ", " : "", m->notes[i].times);
		json_string(&out, m->notes[i].text);
		buf_addc(&out, '}');
	}
	buf_addf(&out, "], \"further notes\": %zu}\n", m->more_notes);
	(void)fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

/* What a stranger's file says must not talk to the terminal. */
static void
print_note(struct str text)
{
	for (size_t i = 0; i < text.n; i++)
		(void)putchar(ascii_is_control(text.p[i]) ? '?' : text.p[i]);
}

void
moving_report(struct moving *m)
{
	if (m->json) {
		report_json(m);
		return;
	}
	for (int i = 0; i < MOVED_KINDS; i++)
		if (m->written[i] > 0 || m->there[i] > 0)
			(void)printf("%s: %zu %s, %zu were there\n", labels[i], m->written[i],
			    m->dry ? "would be written" : "written", m->there[i]);
	for (size_t i = 0; i < m->n_notes; i++) {
		print_note(m->notes[i].text);
		if (m->notes[i].times > 1)
			(void)printf(" (%zu times)", m->notes[i].times);
		(void)printf("\n");
	}
	if (m->more_notes > 0)
		(void)printf("… and %zu notes more\n", m->more_notes);
}

void
moving_release(struct moving *m)
{
	arena_release(&m->arena);
	arena_release(&m->batch_arena);
}

struct str
moving_slug(struct arena *a, struct str text)
{
	struct str ascii = ascii_of(a, text, STR_NONE);
	char *to = arena_new(a, SLUG_MAX, 1);
	size_t n = 0;

	for (size_t i = 0; i < ascii.n && n < SLUG_MAX; i++) {
		char c = ascii_lower(ascii.p[i]);

		if (ascii_is_letter(c) || ascii_is_digit(c))
			to[n++] = c;
		else if (n > 0 && to[n - 1] != '-' && c != '\'')
			to[n++] = '-';
	}
	while (n > 0 && to[n - 1] == '-')
		n--;
	return (struct str){ to, n };
}
