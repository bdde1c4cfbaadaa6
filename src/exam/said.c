#include "exam/look.h"

#include <unistd.h>

#include "base/file.h"
#include "base/time.h"
#include "capsule/comments.h"
#include "capsule/people.h"

#include "base/banned.h"

static const char *const boxes[] = { [BOX_PUBLISHED] = "comments", [BOX_HELD] = "held" };

/* A folder of comments that is being looked at. */
struct folder {
	struct look *look;
	enum comment_box box;
	struct str post;		/* its path below the box */
	struct arena arena;
	size_t n;			/* comments in it */
	size_t old;			/* of them, waiting for long */
	struct str oldest;
};

static struct fault_at
at_name(struct folder *f, const char *name)
{
	return (struct fault_at){ arena_printf(&f->arena, "%s/%.*s%s%s", boxes[f->box], STR_ARG(f->post),
	    f->post.n > 0 ? "/" : "", name), 0, 0 };
}

static bool
is_there(const struct folder *f, struct str id)
{
	struct arena a = { NULL };
	bool found = false;

	for (int box = BOX_PUBLISHED; box <= BOX_HELD && !found; box++)
		found = faccessat(f->look->root, arena_cstr(&a, arena_printf(&a, "%s/%.*s/%.*s.gmi", boxes[box],
		    STR_ARG(f->post), STR_ARG(id))), F_OK, 0) == 0;
	arena_release(&a);
	return found;
}

static void
look_at_comment(struct folder *f, const char *name, struct str id)
{
	struct faults *found = f->look->found;
	struct arena a = { NULL };
	struct comment c;
	struct error err;

	if (comments_get(f->look->root, f->box, f->post, id, &a, &c, &err) == -1) {
		fault_add_message(found, FAULT_TALK_DAMAGED, at_name(f, name), str_of(err.text));
	} else {
		if (c.reply_to.n > 0 && !(comment_id_valid(c.reply_to) && is_there(f, c.reply_to)))
			fault_add(found, FAULT_TALK_REPLY, at_name(f, name), "it answers %.*s, which is not there",
			    STR_ARG(str_head(c.reply_to, 100)));
		if (f->box == BOX_HELD && comment_id_time(id) < f->look->source->now - EXAM_DAYS * TIME_DAY &&
		    f->old++ == 0)
			f->oldest = arena_str(&f->arena, id);
	}
	arena_release(&a);
}

static void
look_at_name(struct folder *f, const char *name)
{
	struct str id = str_of(name);
	bool gmi = str_drop(&id, STR(".gmi"));

	if (str_starts(id, STR(".")))
		fault_add(f->look->found, FAULT_TALK_LEFTOVER, at_name(f, name), "%s", name);
	else if (!gmi || !comment_id_valid(id) || f->post.n == 0)
		fault_add(f->look->found, FAULT_TALK_NAME, at_name(f, name), "%s is no comment's name%s", name,
		    f->post.n == 0 ? " and lies under no post" : "");
	else {
		f->n++;
		look_at_comment(f, name, id);
	}
}

static void
end_folder(struct folder *f)
{
	struct look *l = f->look;

	if (f->n > 0 && site_post_named(l->site, f->post) == NULL)
		fault_add(l->found, FAULT_TALK_ORPHAN, at_name(f, ""), "%zu comment%s, but no posts/%.*s.gmi", f->n,
		    f->n == 1 ? "" : "s", STR_ARG(str_head(f->post, 150)));
	if (f->old > 0)
		fault_add(l->found, FAULT_TALK_OLD, at_name(f, arena_cstr(&f->arena, arena_printf(&f->arena, "%.*s.gmi",
		    STR_ARG(f->oldest)))), "%zu comment%s here %s waited for more than %d days", f->old,
		    f->old == 1 ? "" : "s", f->old == 1 ? "has" : "have", EXAM_DAYS);
	if (f->box == BOX_HELD)
		l->counts->held += f->n;
	else
		l->counts->comments += f->n;
}

static void
look_at_folder(struct look *l, enum comment_box box, struct str post, int depth)
{
	struct folder f = { .look = l, .box = box, .post = post };
	const char **names;
	int n = look_list(l, at_name(&f, "").file, &f.arena, &names);

	look_progress(l, "comments", l->counts->comments + l->counts->held, 0);
	for (int i = 0; i < n; i++) {
		struct str path = at_name(&f, names[i]).file;

		if (file_kind(l->root, arena_cstr(&f.arena, path)) != FILE_FOLDER)
			look_at_name(&f, names[i]);
		else if (depth < EXAM_DEPTH)
			look_at_folder(l, box, arena_printf(&f.arena, "%.*s%s%s", STR_ARG(post),
			    post.n > 0 ? "/" : "", names[i]), depth + 1);
	}
	end_folder(&f);
	arena_release(&f.arena);
}

/* --- readers/ --- */

static void
look_at_reader(struct look *l, const char *name)
{
	struct arena a = { NULL };
	struct fault_at at = { arena_printf(&a, "readers/%s", name), 0, 0 };
	struct str stem = str_of(name);
	struct digest fingerprint;
	struct reader reader;
	struct error err;

	if (str_starts(stem, STR(".")))
		fault_add(l->found, FAULT_TALK_LEFTOVER, at, "%s", name);
	else if (!str_drop(&stem, STR(".yaml")) || !digest_from_hex(stem, &fingerprint))
		fault_add(l->found, FAULT_READER_NAME, at, "%s is no reader's file", name);
	else if (people_read(l->root, &fingerprint, &a, &reader, &err) == -1)
		fault_add_message(l->found, FAULT_READER_DAMAGED, at, str_of(err.text));
	arena_release(&a);
}

void
look_at_comments(struct look *l)
{
	struct arena a = { NULL };
	const char **names;
	int n = look_list(l, STR("readers"), &a, &names);

	look_at_folder(l, BOX_PUBLISHED, STR_NONE, 0);
	look_at_folder(l, BOX_HELD, STR_NONE, 0);
	for (int i = 0; i < n; i++)
		look_at_reader(l, names[i]);
	arena_release(&a);
}
