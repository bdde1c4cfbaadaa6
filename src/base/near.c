#include "base/near.h"

#include "base/banned.h"

size_t
near_distance(struct str a, struct str b)
{
	size_t row[3][NEAR_MAX + 1];

	if (a.n > NEAR_MAX || b.n > NEAR_MAX)
		return NEAR_MAX;
	for (size_t i = 0; i <= a.n; i++) {
		size_t *now = row[i % 3], *before = row[(i + 2) % 3], *two = row[(i + 1) % 3];

		for (size_t j = 0; j <= b.n; j++) {
			bool same;

			if (i == 0 || j == 0) {
				now[j] = i + j;
				continue;
			}
			same = ascii_lower(a.p[i - 1]) == ascii_lower(b.p[j - 1]);
			now[j] = before[j - 1] + !same;
			if (before[j] + 1 < now[j])
				now[j] = before[j] + 1;
			if (now[j - 1] + 1 < now[j])
				now[j] = now[j - 1] + 1;
			if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1] &&
			    two[j - 2] + 1 < now[j])
				now[j] = two[j - 2] + 1;
		}
	}
	return row[a.n % 3][b.n];
}

struct near
near_to(struct str word)
{
	/* More changes than these is another word. */
	return (struct near){ .word = word, .least = word.n < 6 ? 2 : 3 };
}

void
near_try(struct near *near, struct str candidate, size_t number)
{
	size_t d = near_distance(near->word, candidate);

	if (d < near->least || (!near->found && d == near->least && near->word.n > 3)) {
		near->best = number;
		near->least = d;
		near->found = true;
	}
}
