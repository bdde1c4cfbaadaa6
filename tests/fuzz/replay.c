/*
 * replay.c: main() for a harness where there is no libFuzzer: every file named, or in a folder named,
 * is given to it once, each in a process of its own, so that one bad input does not hide the next.
 * Prints the names of those that failed and how many there were; exit status 1 if any failed.
 */
#include <dirent.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "fuzz.h"

/* What a harness may leave out, and what only a build with LeakSanitizer has. */
__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv);
__attribute__((weak)) void __lsan_do_leak_check(void);
void __lsan_do_leak_check(void);

static size_t inputs, failures;

/* Exactly as many bytes on the heap as there are in the file: a read past them is seen. */
static uint8_t *
slurp(const char *path, size_t *size)
{
	struct stat st;
	uint8_t *data;
	FILE *f = fopen(path, "rb");

	if (f == NULL || fstat(fileno(f), &st) == -1) {
		perror(path);
		exit(2);
	}
	*size = (size_t)st.st_size;
	data = malloc(*size == 0 ? 1 : *size);
	if (data == NULL || fread(data, 1, *size, f) != *size) {
		perror(path);
		exit(2);
	}
	(void)fclose(f);
	return data;
}

static void
run_file(const char *path)
{
	size_t size;
	uint8_t *data = slurp(path, &size);
	int status;
	pid_t pid;

	(void)fflush(NULL);
	pid = fork();
	if (pid == 0) {
		(void)LLVMFuzzerTestOneInput(data, size);
		free(data);
		if (__lsan_do_leak_check != NULL)
			__lsan_do_leak_check();
		_exit(0);
	}
	free(data);
	inputs++;
	if (pid == -1 || waitpid(pid, &status, 0) == -1 || status != 0) {
		failures++;
		(void)printf("failed: %s\n", path);
	}
}

static void
run_path(const char *path)
{
	struct stat st;
	struct dirent **entries;
	int n;

	if (stat(path, &st) == -1) {
		perror(path);
		exit(2);
	}
	if (!S_ISDIR(st.st_mode)) {
		run_file(path);
		return;
	}
	n = scandir(path, &entries, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		char file[4096];

		if (entries[i]->d_name[0] != '.') {
			(void)snprintf(file, sizeof(file), "%s/%s", path, entries[i]->d_name);
			run_file(file);
		}
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
}

int
main(int argc, char **argv)
{
	if (LLVMFuzzerInitialize != NULL)
		(void)LLVMFuzzerInitialize(&argc, &argv);
	for (int i = 1; i < argc; i++)
		run_path(argv[i]);
	(void)printf("%zu inputs\n", inputs);
	return failures > 0 ? 1 : 0;
}
