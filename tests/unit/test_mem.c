/* tests/unit/test_mem.c: memory that is there, or ends the process. */
#include "unit/test.h"

#include <sys/wait.h>

#include "base/arena.h"
#include "base/mem.h"

/* The exit status of a child that does `work`, its standard error closed. */
static int
status_of(void (*work)(void))
{
	pid_t child = fork();
	int status = -1;

	if (child == 0) {
		(void)close(STDERR_FILENO);
		work();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void
say_out(void)
{
	mem_out(1, 1);
}

static void
resize_past_the_end(void)
{
	(void)mem_resize(NULL, SIZE_MAX / 2, 3);
}

static void
arena_past_the_end(void)
{
	struct arena a = { NULL };

	(void)arena_new(&a, SIZE_MAX / 2, 3);
}

static void
out_of_memory_ends_the_process(void **state)
{
	(void)state;
	assert_int_equal(status_of(say_out), MEM_EXIT);
	assert_int_equal(status_of(resize_past_the_end), MEM_EXIT);
	assert_int_equal(status_of(arena_past_the_end), MEM_EXIT);
}

static void
nothing_is_something(void **state)
{
	void *p = mem_new(0, 0), *q = mem_resize(NULL, 0, 8);

	(void)state;
	assert_non_null(p);
	assert_non_null(q);
	free(p);
	free(q);
}

static void
new_is_zeroed(void **state)
{
	unsigned char *p = mem_new(100, 3);

	(void)state;
	for (size_t i = 0; i < 300; i++)
		assert_int_equal(p[i], 0);
	free(p);
}

static void
growing_doubles(void **state)
{
	size_t cap = 0, moves = 0, was = 0;
	int *items = NULL;

	(void)state;
	for (int i = 0; i < 10000; i++) {
		mem_grow((void **)&items, &cap, (size_t)i, sizeof(*items));
		items[i] = i;
		moves += cap != was;
		was = cap;
	}
	for (int i = 0; i < 10000; i++)
		assert_int_equal(items[i], i);
	assert_true(moves < 20);
	free(items);
}

int
main(void)
{
	static struct suite s = { .name = "mem" };

	suite_test(&s, out_of_memory_ends_the_process);
	suite_test(&s, nothing_is_something);
	suite_test(&s, new_is_zeroed);
	suite_test(&s, growing_doubles);
	return suite_run(&s);
}
