/* tests/unit/test_time.c: dates as authors write them.	yaml-front-matter.md section 4 */
#include "unit/test.h"

#include "base/time.h"

#define MARCH 1709251200	/* 2024-03-01T00:00:00Z */
#define TEN (MARCH + 36000)

static const struct {
	const char *name, *in;
	bool ok;
	int64_t utc;
	int32_t offset;
	bool has_time;
} dates[] = {
	{ "date",			"2024-03-01",			true, MARCH, 0, false },
	{ "RFC 3339",			"2024-03-01T10:00:00Z",		true, TEN, 0, true },
	{ "fraction and zone",		"2024-03-01T10:00:00.5+02:00",	true, TEN - 7200, 7200, true },
	{ "blank for the T",		"2024-03-01 10:00:00",		true, TEN, 0, true },
	{ "no seconds",			"2024-03-01T10:00",		true, TEN, 0, true },
	{ "blank, no seconds",		"2024-03-01 10:00",		true, TEN, 0, true },
	{ "Jekyll's zone",		"2024-03-01 10:00:00 +0200",	true, TEN - 7200, 7200, true },
	{ "blank before the zone",	"2024-03-01 10:00:00 +02:00",	true, TEN - 7200, 7200, true },
	{ "no seconds, zone",		"2024-03-01 10:00 +0200",	true, TEN - 7200, 7200, true },
	{ "west of Greenwich",		"2024-03-01T10:00:00-05:30",	true, TEN + 19800, -19800, true },
	{ "lower case t and z",		"2024-03-01t10:00:00z",		true, TEN, 0, true },
	{ "blanks around",		" 2024-03-01\t",		true, MARCH, 0, false },
	{ "the leap day",		"2024-02-29",			true, MARCH - 86400, 0, false },
	{ "leap day of 2000",		"2000-02-29",			true, 951782400, 0, false },
	{ "second 60 is 59",		"2016-12-31T23:59:60Z",		true, 1483228799, 0, true },
	{ "before 1970",		"1969-12-31T23:59:59Z",		true, -1, 0, true },
	{ "first year",			"0001-01-01",			true, -62135596800, 0, false },
	{ "last year",			"9999-12-31T23:59:59Z",		true, 253402300799, 0, true },
	{ "year 0",			"0000-01-01",			false, 0, 0, false },
	{ "30 February",		"2024-02-30",			false, 0, 0, false },
	{ "29 February, no leap year",	"2023-02-29",			false, 0, 0, false },
	{ "29 February 1900",		"1900-02-29",			false, 0, 0, false },
	{ "31 April",			"2024-04-31",			false, 0, 0, false },
	{ "month 0",			"2024-00-01",			false, 0, 0, false },
	{ "month 13",			"2024-13-01",			false, 0, 0, false },
	{ "day 0",			"2024-03-00",			false, 0, 0, false },
	{ "hour 24",			"2024-03-01T24:00",		false, 0, 0, false },
	{ "minute 60",			"2024-03-01T10:60",		false, 0, 0, false },
	{ "second 61",			"2024-03-01T10:00:61Z",		false, 0, 0, false },
	{ "zone of 24 hours",		"2024-03-01T10:00:00+24:00",	false, 0, 0, false },
	{ "short month",		"2024-3-01",			false, 0, 0, false },
	{ "short day",			"2024-03-1",			false, 0, 0, false },
	{ "two-digit year",		"24-03-01",			false, 0, 0, false },
	{ "five-digit year",		"12024-03-01",			false, 0, 0, false },
	{ "slashes",			"03/01/2024",			false, 0, 0, false },
	{ "month name",			"1 March 2024",			false, 0, 0, false },
	{ "Unix time",			"1709251200",			false, 0, 0, false },
	{ "T and nothing",		"2024-03-01T",			false, 0, 0, false },
	{ "hour alone",			"2024-03-01T10",		false, 0, 0, false },
	{ "dot and nothing",		"2024-03-01T10:00:00.",		false, 0, 0, false },
	{ "words behind",		"2024-03-01T10:00:00Z noon",	false, 0, 0, false },
	{ "words behind a date",	"2024-03-01 noon",		false, 0, 0, false },
	{ "zone by name",		"2024-03-01 10:00:00 CET",	false, 0, 0, false },
	{ "empty",			"",				false, 0, 0, false },
};

static void
test_parse(void **state)
{
	const __typeof__(dates[0]) *row = *state;
	struct str in = exact_dup(row->in);
	struct when when;

	assert_int_equal(time_parse(in, &when), row->ok);
	if (row->ok) {
		assert_int_equal(when.utc, row->utc);
		assert_int_equal(when.offset, row->offset);
		assert_int_equal(when.has_time, row->has_time);
	}
	exact_free(in);
}

/* Every head of a good date is a date or none, and is read to its end and no further. */
static void
heads_of_a_date(void **state)
{
	const char *all = "2024-03-01T10:00:00.5+02:00";

	(void)state;
	for (size_t n = 0; n <= strlen(all); n++) {
		struct str in = exact_of((struct str){ all, n });
		struct when when;
		bool ok = time_parse(in, &when);

		assert_int_equal(ok, n == 10 || n == 16 || n == 19 || n == 21 || n == 27);
		exact_free(in);
	}
}

static void
civil_and_back(void **state)
{
	(void)state;
	for (int64_t t = -62135596800; t < 253402300800; t += 86400 * 97 + 12345) {
		struct civil c = time_civil(t);

		assert_int_equal(time_of_civil(c), t);
		assert_true(c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= 31);
		assert_true(c.hour >= 0 && c.hour < 24 && c.minute >= 0 && c.minute < 60);
		assert_true(c.second >= 0 && c.second < 60);
	}
}

static const struct {
	const char *name;
	int64_t utc;
	int32_t offset;
	const char *iso, *id, *date;
} written[] = {
	{ "the epoch",	0, 0,			"1970-01-01T00:00:00Z", "19700101T000000Z", "1970-01-01" },
	{ "a moment",	TEN + 61, 0,		"2024-03-01T10:01:01Z", "20240301T100101Z", "2024-03-01" },
	{ "the author's day, east", MARCH - 3600, 7200, "2024-02-29T23:00:00Z", "20240229T230000Z", "2024-03-01" },
	{ "the author's day, west", MARCH, -3600, "2024-03-01T00:00:00Z", "20240301T000000Z", "2024-02-29" },
	{ "before year 0", -99999999999999, 0,	"0000-01-01T00:00:00Z", "00000101T000000Z", "0000-01-01" },
	{ "after year 9999", 999999999999999, 0, "9999-12-31T23:59:59Z", "99991231T235959Z", "9999-12-31" },
};

static void
test_write(void **state)
{
	const __typeof__(written[0]) *row = *state;
	char iso[TIME_ISO_SIZE], id[TIME_ID_SIZE], date[TIME_DATE_SIZE];

	time_write_iso(iso, row->utc);
	time_write_id(id, row->utc);
	time_write_date(date, row->utc, row->offset);
	assert_string_equal(iso, row->iso);
	assert_string_equal(id, row->id);
	assert_string_equal(date, row->date);
}

static void
clocks_run(void **state)
{
	int64_t ms = time_monotonic_ms();

	(void)state;
	assert_true(time_now() > 1700000000);
	assert_true(ms > 0 && time_monotonic_ms() >= ms);
}

int
main(void)
{
	static struct suite s = { .name = "time" };

	suite_table(&s, "time parse", dates, test_parse);
	suite_table(&s, "time write", written, test_write);
	suite_test(&s, heads_of_a_date);
	suite_test(&s, civil_and_back);
	suite_test(&s, clocks_run);
	return suite_run(&s);
}
