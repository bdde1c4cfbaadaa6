#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/time.h"
#include "capsule/people.h"
#include "cli/desk.h"
#include "format/json.h"

#include "base/banned.h"

#define OUTPUT_MAX (64 << 20)

static const struct option_row rows[] = {
	{ "--json", NULL, "one JSON object a line, for each comment shown and each thing done" },
	{ "--published", NULL, "list: what is on the air, not what waits" },
	{ "--interactive", NULL, "go through what waits, one key for each" },
	{ "--text", "TEXT", "reply: the answer (default: read it from standard input)" },
};

/* --- showing --- */

static void
print_json(struct desk *d, const struct boxed *b)
{
	char date[TIME_ISO_SIZE], hex[DIGEST_HEX];
	struct buf out;

	buf_init(&out, OUTPUT_MAX);
	time_write_iso(date, b->comment.date);
	buf_addc(&out, '{');
	json_member(&out, true, "id", b->comment.id);
	json_member(&out, false, "post", b->post);
	json_member(&out, false, "state", b->box == BOX_HELD ? STR("held") : STR("published"));
	json_member(&out, false, "name", b->comment.name);
	json_member(&out, false, "date", str_of(date));
	if (b->comment.has_identity) {
		digest_hex(&b->comment.identity, hex);
		json_member(&out, false, "identity", arena_printf(&d->arena, "sha256:%.*s", DIGEST_HEX, hex));
	}
	json_member(&out, false, "reply-to", b->comment.reply_to);
	json_member(&out, false, "via", b->comment.via);
	json_member(&out, false, "text", b->comment.text);
	buf_add(&out, STR("}\n"));
	(void)fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
}

static void
print_head(const struct boxed *b)
{
	char date[TIME_ISO_SIZE], mark[PEOPLE_MARK];

	time_write_iso(date, b->comment.date);
	(void)printf("%.*s/%.*s\n%s  %.*s", STR_ARG(b->post), STR_ARG(b->comment.id), date,
	    STR_ARG(desk_name(b)));
	if (b->comment.has_identity) {
		people_mark(&b->comment.identity, mark);
		(void)printf(" (%.*s)", PEOPLE_MARK, mark);
	}
	if (b->comment.reply_to.n > 0)
		(void)printf(", in reply to %.*s", STR_ARG(b->comment.reply_to));
	(void)printf(", %s\n", b->box == BOX_HELD ? "waits" : "published");
}

static void
print_whole(struct desk *d, const struct boxed *b)
{
	struct str rest = b->comment.text, line;

	if (d->json) {
		print_json(d, b);
		return;
	}
	print_head(b);
	while (str_line(&rest, &line))
		(void)printf("  %.*s\n", STR_ARG(line));
	(void)printf("\n");
}

static int
list(struct desk *d, int argc, char **argv)
{
	struct str_list faults = { NULL, 0 };
	struct boxed *all;
	size_t n, shown = 0;

	boxes_list(d->root, d->published ? BOX_PUBLISHED : BOX_HELD, 0, &d->arena, &all, &n, &faults);
	for (size_t i = 0; i < n; i++) {
		bool wanted = argc == 0;

		for (int j = 0; j < argc; j++)
			wanted = wanted || str_eq(all[i].post, str_of(argv[j]));
		if (!wanted)
			continue;
		print_whole(d, &all[i]);
		shown++;
	}
	for (size_t i = 0; i < faults.n; i++)
		(void)fprintf(stderr, "carrel comments: %.*s\n", STR_ARG(faults.items[i]));
	if (shown == 0 && !d->json)
		(void)fprintf(stderr, d->published ? "No comments.\n" : "No comments wait.\n");
	return faults.n > 0 ? EXIT_NO : EXIT_DONE;
}

static int
show(struct desk *d, const struct boxed *b)
{
	print_whole(d, b);
	return EXIT_DONE;
}

/* --- answering --- */

/* The answer from --text, or from standard input. */
static int
reply(struct desk *d, const struct boxed *b)
{
	struct buf text;
	char piece[4096];
	size_t n;
	int status;

	if (d->text != NULL)
		return desk_reply(d, b, str_of(d->text));
	if (isatty(STDIN_FILENO))
		(void)fprintf(stderr, "Your answer; Ctrl-D on a line of its own ends it:\n");
	buf_init(&text, DESK_REPLY_MAX + 1);
	while (!text.full && (n = fread(piece, 1, sizeof(piece), stdin)) > 0)
		buf_add(&text, (struct str){ piece, n });
	if (ferror(stdin))
		status = desk_complain("standard input cannot be read");
	else if (text.full)
		status = desk_complain("the answer is too long; it may have 64 KiB");
	else
		status = desk_reply(d, b, buf_str(&text));
	buf_release(&text);
	return status;
}

/* --- what can be said --- */

static const struct option_row actions[] = {
	{ "list", "[POST…]", "what waits for you, with its text; this is done if nothing is named" },
	{ "show", "NAME…", "comments by name" },
	{ "publish", "NAME…", "put on the air what waits" },
	{ "reject", "NAME…", "remove, whether it waits or is on the air" },
	{ "reply", "NAME", "answer as the author; what waits is published with it" },
	{ "block", "NAME…", "take no more from the readers of these (or sha256:…)" },
	{ "unblock", "NAME…", "take them again" },
};

/* What an action does to each comment; NULL: it is not about comments by name. */
static int (*const each[])(struct desk *d, const struct boxed *b) = {
	NULL, show, desk_publish, desk_reject, reply, NULL, NULL,
};

static int
act(struct desk *d, const struct option_row *action, int argc, char **argv)
{
	int (*const to_each)(struct desk *d, const struct boxed *b) = each[action - actions];
	bool block = strcmp(action->name, "block") == 0;
	int worst = EXIT_DONE;

	if (strcmp(action->name, "list") == 0)
		return list(d, argc, argv);
	if (argc == 0) {
		(void)fprintf(stderr, "carrel comments %s: which? expected %s\n", action->name,
		    action->argument);
		return EXIT_USAGE;
	}
	if (to_each == reply && argc > 1) {
		(void)fprintf(stderr, "carrel comments reply: one at a time, since an answer is to one\n");
		return EXIT_USAGE;
	}
	for (int i = 0; i < argc; i++) {
		struct boxed found;
		struct error err;
		int status;

		if (to_each == NULL)
			status = desk_block(d, str_of(argv[i]), block);
		else if (boxes_find(d->root, str_of(argv[i]), &d->arena, &found, &err) == -1)
			status = desk_complain(err.text);
		else
			status = to_each(d, &found);
		if (status != EXIT_DONE)
			worst = status;
	}
	return worst;
}

static int
open_desk(struct desk *d, const char *folder, struct error *err)
{
	d->root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (d->root == -1)
		return error_system(err, folder, "open the folder");
	return config_load(d->root, &d->config, err);
}

static int
run(int argc, char **argv)
{
	struct desk d = { .root = -1 };
	const struct option_row *row, *action = NULL;
	const char *argument, *word;
	struct error err;
	int at = 1, status;

	while ((row = command_option(argc, argv, &at, &comments_command, &argument)) != NULL) {
		d.json = d.json || row == &rows[0];
		d.published = d.published || row == &rows[1];
		d.interactive = d.interactive || row == &rows[2];
		if (row == &rows[3])
			d.text = argument;
	}
	if (at == argc) {
		(void)fprintf(stderr, "carrel comments: which folder? --help tells how\n");
		return EXIT_USAGE;
	}
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
		if (strcmp(argv[at], actions[i].name) == 0 && access(argv[at], F_OK) == -1) {
			(void)fprintf(stderr, "carrel comments: which folder? It comes first: carrel comments DIR "
			    "%s …\n", argv[at]);
			return EXIT_USAGE;
		}
	}
	word = at + 1 < argc ? argv[at + 1] : "list";
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		if (strcmp(word, actions[i].name) == 0)
			action = &actions[i];
	if (action == NULL) {
		(void)fprintf(stderr, "carrel comments: no action '%s'; --help tells those there are\n", word);
		return EXIT_USAGE;
	}
	if (d.interactive && at + 1 < argc) {
		(void)fprintf(stderr, "carrel comments: --interactive asks for each comment itself; no '%s' with it\n",
		    word);
		return EXIT_USAGE;
	}
	if (d.interactive && !isatty(STDIN_FILENO)) {
		(void)fprintf(stderr, "carrel comments: --interactive needs a terminal; in a script use list, publish, "
		    "reject and reply\n");
		return EXIT_USAGE;
	}
	if (open_desk(&d, argv[at], &err) == -1)
		status = desk_complain(err.text);
	else if (d.interactive)
		status = desk_go_through(&d);
	else
		status = act(&d, action, at + 2 < argc ? argc - at - 2 : 0, argv + at + 2);
	config_release(&d.config);
	arena_release(&d.arena);
	file_close(&d.root);
	return status;
}

const struct command comments_command = {
	.name = "comments",
	.arguments = "[options] DIR [ACTION NAME…]",
	.summary = "read, publish, reject and answer comments",
	.group = COMMAND_SERVES,
	.run = run,
	.options = rows,
	.n_options = sizeof(rows) / sizeof(rows[0]),
	.actions = actions,
	.n_actions = sizeof(actions) / sizeof(actions[0]),
	.text = "NAME is POST/ID as `list` prints it, its ID, or the path of its file. The server need not run;\n"
	    "if it does, readers see the change at once.\n",
	.example = "carrel comments --interactive capsule\n",
};
