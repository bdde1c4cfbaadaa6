#include "format/plural.h"

#include "base/banned.h"

static size_t
never(uint64_t n)
{
	return n * 0;
}

static size_t
but_one(uint64_t n)
{
	return n != 1;
}

static size_t
above_one(uint64_t n)
{
	return n > 1;
}

static bool
ends_in(uint64_t n, uint64_t from, uint64_t to)	/* "2 to 4", but not "12 to 14" */
{
	return n % 10 >= from && n % 10 <= to && (n % 100 < 10 || n % 100 >= 20);
}

static size_t
east_slavic(uint64_t n)
{
	return ends_in(n, 1, 1) ? 0 : ends_in(n, 2, 4) ? 1 : 2;
}

static size_t
polish(uint64_t n)
{
	return n == 1 ? 0 : ends_in(n, 2, 4) ? 1 : 2;
}

static size_t
czech(uint64_t n)
{
	return n == 1 ? 0 : n >= 2 && n <= 4 ? 1 : 2;
}

static size_t
slovenian(uint64_t n)
{
	return n % 100 == 1 ? 0 : n % 100 == 2 ? 1 : n % 100 == 3 || n % 100 == 4 ? 2 : 3;
}

static size_t
lithuanian(uint64_t n)
{
	return ends_in(n, 1, 1) ? 0 : ends_in(n, 2, 9) ? 1 : 2;
}

static size_t
latvian(uint64_t n)
{
	return ends_in(n, 1, 1) ? 0 : n != 0 ? 1 : 2;
}

static size_t
icelandic(uint64_t n)
{
	return !ends_in(n, 1, 1);
}

static size_t
romanian(uint64_t n)
{
	return n == 1 ? 0 : n == 0 || (n % 100 > 0 && n % 100 < 20) ? 1 : 2;
}

static size_t
irish(uint64_t n)
{
	return n == 1 ? 0 : n == 2 ? 1 : n > 2 && n < 7 ? 2 : n > 6 && n < 11 ? 3 : 4;
}

static size_t
arabic(uint64_t n)
{
	if (n < 3)
		return (size_t)n;
	return n % 100 >= 3 && n % 100 <= 10 ? 3 : n % 100 >= 11 ? 4 : 5;
}

static const struct plural rules[] = {
	{ "ja zh ko vi th id ms lo my", 1, 0, "all numbers", never },
	{ "fr pt", 2, 0, "0, 1 | 2, 3 …", above_one },
	{ "ru uk be sr hr bs", 3, 0, "1, 21 … | 2 to 4, 22 … | 0, 5 to 20, 25 …", east_slavic },
	{ "pl", 3, 1, "1 | 2 to 4, 22 … | 0, 5 to 21 …", polish },
	{ "cs sk", 3, 1, "1 | 2 to 4 | 0, 5, 6 …", czech },
	{ "sl", 4, 0, "1, 101 … | 2, 102 … | 3, 4, 103 … | 0, 5, 6 …", slovenian },
	{ "lt", 3, 0, "1, 21 … | 2 to 9, 22 … | 0, 10 to 20 …", lithuanian },
	{ "lv", 3, 0, "1, 21 … | 2, 3 … | 0", latvian },
	{ "is mk", 2, 0, "1, 21 … | 0, 2, 3 …", icelandic },
	{ "ro", 3, 1, "1 | 0, 2 to 19, 101 … | 20, 21 …", romanian },
	{ "ga", 5, 2, "1 | 2 | 3 to 6 | 7 to 10 | 0, 11, 12 …", irish },
	{ "ar", 6, 3, "0 | 1 | 2 | 3 to 10, 103 … | 11 to 99 … | 100 to 102 …", arabic },
	{ "", 2, 1, "1 | 0, 2, 3 …", but_one },
};

const struct plural *
plural_of(struct str lang)
{
	size_t last = sizeof(rules) / sizeof(rules[0]) - 1;
	struct str langs, one;

	for (size_t i = 0; i < last; i++) {
		langs = str_of(rules[i].langs);
		while (str_cut(&langs, ' ', &one))
			if (str_eq_nocase(one, lang))
				return &rules[i];
	}
	return &rules[last];
}
