#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/time.h"
#include "capsule/boxes.h"
#include "capsule/people.h"
#include "cli/command.h"
#include "format/json.h"
#include "format/utf8.h"

#include "base/banned.h"

#define OUTPUT_MAX (64 << 20)

static const struct option_row rows[] = {
	{ "--json", NULL, "list, show: one JSON object a line" },
	{ "--published", NULL, "list: what is on the air, not what waits" },
	{ "--interactive", NULL, "go through what waits, one key for each" },
	{ "--text", "TEXT", "reply: the answer (default: read it from standard input)" },
};

/* The command as it was typed, and the capsule it is about. */
struct desk {
	int root;
	struct config config;
	struct arena arena;
	bool json, published, interactive;
	const char *text;
};

static int
complain(const char *text)
{
	(void)fprintf(stderr, "carrel comments: %s\n", text);
	return EXIT_NO;
}

static struct str
name_of(const struct boxed *b)
{
	return b->comment.name.n > 0 ? b->comment.name : STR("Anonymous");
}

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
	    STR_ARG(name_of(b)));
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

/* --- deciding --- */

static int
publish(struct desk *d, const struct boxed *b)
{
	struct error err;

	if (b->box == BOX_PUBLISHED)
		return EXIT_DONE;		/* said twice is done once */
	if (boxes_move(d->root, b, BOX_PUBLISHED, &err) == -1)
		return complain(err.text);
	(void)printf("published %.*s/%.*s\n", STR_ARG(b->post), STR_ARG(b->comment.id));
	return EXIT_DONE;
}

static int
reject(struct desk *d, const struct boxed *b)
{
	struct error err;

	if (boxes_remove(d->root, b, &err) == -1)
		return complain(err.text);
	(void)printf("removed %.*s/%.*s\n", STR_ARG(b->post), STR_ARG(b->comment.id));
	return EXIT_DONE;
}

static int
set_blocked(struct desk *d, const struct digest *identity, struct str name, bool blocked)
{
	struct reader reader;
	struct error err;

	if (people_read(d->root, identity, &d->arena, &reader, &err) == -1) {
		if (err.kind != ERROR_NOT_FOUND)
			return complain(err.text);
		reader = (struct reader){ .name = name, .since = { true, { .utc = time_now() } } };
	}
	reader.blocked = blocked;
	if (people_write(d->root, identity, &reader, &err) == -1)
		return complain(err.text);
	(void)printf("%s %.*s\n", blocked ? "blocked" : "unblocked",
	    STR_ARG(reader.name.n > 0 ? reader.name : STR("this certificate")));
	return EXIT_DONE;
}

/* A reader by his fingerprint, or by one of his comments. */
static int
block_word(struct desk *d, struct str word, bool blocked)
{
	struct digest identity;
	struct boxed found;
	struct error err;
	struct str hex = word;

	if (str_skip(&hex, STR("sha256:")))
		return digest_from_hex(hex, &identity) ? set_blocked(d, &identity, STR_NONE, blocked) :
		    complain("a fingerprint is sha256: and 64 hex digits");
	if (boxes_find(d->root, word, &d->arena, &found, &err) == -1)
		return complain(err.text);
	if (!found.comment.has_identity)
		return complain("this comment came without a certificate: there is nobody to block");
	return set_blocked(d, &found.comment.identity, found.comment.name, blocked);
}

static void
new_id(char id[static COMMENT_ID_MAX + 1], int64_t now)
{
	struct digest random;

	time_write_id(id, now);
	id[TIME_ID_SIZE - 1] = '-';
	if (getrandom(random.byte, sizeof(random.byte), 0) != sizeof(random.byte))
		memset(random.byte, 0, sizeof(random.byte));
	digest_letters(&random, id + TIME_ID_SIZE, COMMENT_MARK);
	id[TIME_ID_SIZE + COMMENT_MARK] = '\0';
}

static int
reply(struct desk *d, const struct boxed *b)
{
	char id[COMMENT_ID_MAX + 1];
	struct comment answer = { .name = d->config.author, .reply_to = b->comment.id,
	    .via = STR("author"), .date = time_now() };
	struct comment_put put = { .box = BOX_PUBLISHED, .post = b->post, .comment = &answer };
	struct error err;
	struct buf text;

	buf_init(&text, COMMENT_FILE_MAX / 2);
	if (d->text != NULL) {
		buf_add(&text, str_of(d->text));
	} else {
		char piece[4096];
		size_t n;

		while ((n = fread(piece, 1, sizeof(piece), stdin)) > 0)
			buf_add(&text, (struct str){ piece, n });
	}
	answer.text = utf8_clean_text(&d->arena, buf_str(&text));
	buf_release(&text);
	if (answer.text.n == 0)
		return complain("an empty answer says nothing");
	if (b->box == BOX_HELD && boxes_move(d->root, b, BOX_PUBLISHED, &err) == -1)
		return complain(err.text);	/* an answer to what nobody sees would hang in the air */
	new_id(id, answer.date);
	answer.id = str_of(id);
	comments_put(d->root, &put, 1);
	if (put.rc == -1)
		return complain(put.err.text);
	(void)printf("published %.*s/%s\n", STR_ARG(b->post), id);
	return EXIT_DONE;
}

/* --- the queue, key by key --- */

static int
read_key(void)
{
	struct termios was, raw;
	int key;

	if (tcgetattr(STDIN_FILENO, &was) == -1)
		return getchar();
	raw = was;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
	key = getchar();
	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &was);
	return key;
}

static int
go_through(struct desk *d)
{
	struct boxed *all;
	size_t n;

	boxes_list(d->root, BOX_HELD, 0, &d->arena, &all, &n, NULL);
	if (n == 0)
		(void)printf("No comments wait.\n");
	for (size_t i = 0; i < n; i++) {
		(void)printf("[%zu of %zu]\n", i + 1, n);
		print_whole(d, &all[i]);
		for (bool asked = true; asked;) {
			(void)printf("p publish, r reject, b block and reject, s skip, q quit: ");
			(void)fflush(stdout);
			asked = false;
			switch (read_key()) {
			case 'p':
				(void)publish(d, &all[i]);
				break;
			case 'r':
				(void)reject(d, &all[i]);
				break;
			case 'b':
				if (all[i].comment.has_identity)
					(void)set_blocked(d, &all[i].comment.identity, all[i].comment.name, true);
				(void)reject(d, &all[i]);
				break;
			case 's':
				(void)printf("skipped\n");
				break;
			case 'q':
			case EOF:
				(void)printf("\n");
				return EXIT_DONE;
			default:
				(void)printf("\n");
				asked = true;
			}
		}
	}
	return EXIT_DONE;
}

/* --- what can be said --- */

static const struct action {
	const char *name, *arguments, *help;
	int (*each)(struct desk *d, const struct boxed *b);	/* NULL: not about comments by name */
} actions[] = {
	{ "list", "[POST…]", "what waits for you, with its text", NULL },
	{ "show", "NAME…", "comments by name", show },
	{ "publish", "NAME…", "put on the air what waits", publish },
	{ "reject", "NAME…", "remove, whether it waits or is on the air", reject },
	{ "reply", "NAME", "answer as the author; what waits is published with it", reply },
	{ "block", "NAME…", "take no more from the readers of these (or sha256:…)", NULL },
	{ "unblock", "NAME…", "take them again", NULL },
};

static void
help(void)
{
	command_help("comments", "[options] DIR [ACTION NAME…]", rows, sizeof(rows) / sizeof(rows[0]));
	(void)printf("\nActions (list, if none is named):\n\n");
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		(void)printf("  %-9s %-10s %s\n", actions[i].name, actions[i].arguments, actions[i].help);
	(void)printf("\nNAME is POST/ID as `list` prints it, its ID, or the path of its file. The server need "
	    "not run;\nif it does, readers see the change at once.\n");
}

static int
act(struct desk *d, const struct action *action, int argc, char **argv)
{
	bool block = strcmp(action->name, "block") == 0;
	int worst = EXIT_DONE;

	if (strcmp(action->name, "list") == 0)
		return list(d, argc, argv);
	if (argc == 0) {
		(void)fprintf(stderr, "carrel comments %s: which? expected %s\n", action->name,
		    action->arguments);
		return EXIT_USAGE;
	}
	for (int i = 0; i < argc; i++) {
		struct boxed found;
		struct error err;
		int status;

		if (action->each == NULL)
			status = block_word(d, str_of(argv[i]), block);
		else if (boxes_find(d->root, str_of(argv[i]), &d->arena, &found, &err) == -1)
			status = complain(err.text);
		else
			status = action->each(d, &found);
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

int
comments_command(int argc, char **argv)
{
	struct desk d = { .root = -1 };
	const struct action *action = NULL;
	const struct option_row *row;
	const char *argument, *word;
	struct error err;
	int at = 1, status;

	while ((row = command_option(argc, argv, &at, rows, sizeof(rows) / sizeof(rows[0]), &argument,
	    help)) != NULL) {
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
	if (open_desk(&d, argv[at], &err) == -1)
		status = complain(err.text);
	else if (d.interactive)
		status = go_through(&d);
	else
		status = act(&d, action, at + 2 < argc ? argc - at - 2 : 0, argv + at + 2);
	config_release(&d.config);
	arena_release(&d.arena);
	file_close(&d.root);
	return status;
}
