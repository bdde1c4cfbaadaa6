/* tests/unit/test_command.c: what the help, the man page and completion take for granted of every command. */
#include "unit/test.h"

#include "cli/command.h"

static void
check_rows(const struct option_row *rows, size_t n, bool options)
{
	for (size_t i = 0; i < n; i++) {
		print_message("    %s\n", rows[i].name);
		assert_int_equal(strncmp(rows[i].name, "--", 2) == 0, options);
		assert_true(rows[i].help[0] != '\0');
		assert_false(str_has(str_of(rows[i].help), '\n'));
		assert_true(rows[i].argument == NULL || rows[i].argument[0] != '\0');
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(rows[i].name, rows[j].name);
	}
}

static void
check_lines(const char *text)
{
	struct str rest = str_of(text), line;

	assert_true(str_ends(rest, STR("\n")));
	assert_false(str_ends(rest, STR("\n\n")));
	while (str_line(&rest, &line))
		assert_true(line.n <= COMMAND_COLUMNS + 20);	/* bytes: quotes and dots have three each */
}

static void
rows_are_whole(void **state __attribute__((unused)))
{
	size_t n;
	const struct command *const *list = command_list(&n);

	for (size_t i = 0; i < n; i++) {
		print_message("%s\n", list[i]->name);
		assert_ptr_equal(command_find(str_of(list[i]->name)), list[i]);
		assert_non_null(list[i]->run);
		assert_true(list[i]->summary[0] != '\0');
		assert_true(list[i]->group < COMMAND_GROUPS && command_group(list[i]->group) != NULL);
		assert_int_equal(str_starts(str_of(list[i]->arguments), STR("[options]")), list[i]->n_options > 0);
		check_rows(list[i]->options, list[i]->n_options, true);
		check_rows(list[i]->actions, list[i]->n_actions, false);
		if (list[i]->text != NULL)
			check_lines(list[i]->text);
		assert_true(str_starts(str_of(list[i]->example), STR("carrel ")));
		assert_non_null(strstr(list[i]->example, list[i]->name));
		check_lines(list[i]->example);
	}
}

/* An example that uses an option which is not there would be found out by whoever pastes it. */
static bool
takes(const struct command *c, struct str option)
{
	for (size_t i = 0; i < c->n_options; i++)
		if (str_eq(option, str_of(c->options[i].name)))
			return true;
	return false;
}

/* The words of one line; an option that is not there would be found out by whoever pastes it. */
static void
check_example(struct str line)
{
	const struct command *c;
	struct str word, name;

	print_message("    %.*s\n", STR_ARG(line));
	if (str_cut(&line, ' ', &word) && !str_eq(word, STR("carrel")))
		return;
	(void)str_cut(&line, ' ', &word);
	c = command_find(word);
	assert_non_null(c);
	while (str_cut(&line, ' ', &word)) {
		(void)str_cut(&word, '=', &name);
		assert_true(!str_starts(name, STR("--")) || takes(c, name));
	}
}

static void
examples_use_options_there_are(void **state __attribute__((unused)))
{
	size_t n;
	const struct command *const *list = command_list(&n);

	for (size_t i = 0; i < n; i++) {
		struct str rest = str_of(list[i]->example), line;

		print_message("%s\n", list[i]->name);
		while (str_line(&rest, &line))
			check_example(line);
	}
}

static void
find(void **state __attribute__((unused)))
{
	assert_null(command_find(STR_NONE));
	assert_null(command_find(STR("serv")));
	assert_null(command_find(STR("serves")));
	assert_non_null(command_find(STR("serve")));
}

int
main(void)
{
	static struct suite s = { .name = "command" };

	suite_test(&s, rows_are_whole);
	suite_test(&s, examples_use_options_there_are);
	suite_test(&s, find);
	return suite_run(&s);
}
