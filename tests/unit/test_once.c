/* tests/unit/test_once.c: what has been said once. */
#include "unit/test.h"

#include <stdio.h>
#include <sys/wait.h>

#include "base/once.h"

static struct digest
number(unsigned n)
{
	char text[16];

	(void)snprintf(text, sizeof(text), "%u", n);
	return digest_of(str_of(text));
}

static void
each_is_said_once(void **state)
{
	struct digest a = number(1), b = number(2);

	(void)state;
	assert_true(once(&a));
	assert_false(once(&a));
	assert_true(once(&b));
	assert_false(once(&a));
	assert_false(once(&b));
}

/* So many that some share a set: the memory holds a hundred without forgetting any in between. */
static void
a_hundred_in_turns(void **state)
{
	(void)state;
	for (unsigned turn = 0; turn < 3; turn++)
		for (unsigned i = 0; i < 100; i++) {
			struct digest d = number(1000 + i);

			assert_int_equal(once(&d), turn == 0);
		}
}

/* It is bounded: after very many others one is forgotten, and said again, not lost. */
static void
the_oldest_may_be_forgotten(void **state)
{
	struct digest first = number(5000);
	unsigned said = 0;

	(void)state;
	assert_true(once(&first));
	for (unsigned i = 0; i < 100000; i++) {
		struct digest d = number(10000 + i);

		said += once(&d);
	}
	assert_int_equal(said, 100000);
	assert_true(once(&first));
}

/* Processes that were forked behind once_share() say it once together. */
static void
shared_by_processes(void **state)
{
	struct digest ours = number(7001), theirs = number(7002);
	int status;
	pid_t pid;

	(void)state;
	once_share();
	assert_true(once(&ours));
	pid = fork();
	assert_true(pid != -1);
	if (pid == 0)
		_exit(!once(&ours) && once(&theirs) ? 0 : 1);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_false(once(&theirs));
}

int
main(void)
{
	static struct suite s = { .name = "once" };

	suite_test(&s, each_is_said_once);
	suite_test(&s, a_hundred_in_turns);
	suite_test(&s, the_oldest_may_be_forgotten);
	suite_test(&s, shared_by_processes);
	return suite_run(&s);
}
