/* fuzz_time.c: the input is a date; its first bytes are also a number of seconds. */
#include "fuzz.h"

#include "base/time.h"

static void
check_civil(int64_t utc)
{
	struct civil c = time_civil(utc);

	check(time_of_civil(c) == utc);
	check(c.month >= 1 && c.month <= 12 && c.day >= 1 && c.day <= 31);
	check(c.hour >= 0 && c.hour < 24 && c.minute >= 0 && c.minute < 60 && c.second >= 0 && c.second < 60);
}

static void
check_written(int64_t utc)
{
	char iso[TIME_ISO_SIZE], id[TIME_ID_SIZE], date[TIME_DATE_SIZE];
	struct when when;
	int64_t year = time_civil(utc).year;

	time_write_iso(iso, utc);
	time_write_id(id, utc);
	time_write_date(date, utc, 0);
	check(strlen(iso) == TIME_ISO_SIZE - 1 && strlen(id) == TIME_ID_SIZE - 1);
	check(strncmp(iso, date, TIME_DATE_SIZE - 1) == 0);
	for (size_t i = 0, j = 0; iso[i] != '\0'; i++)
		check(iso[i] == '-' || iso[i] == ':' || iso[i] == id[j++]);
	/* What is written is read again; the year 0 alone is written and not read (base/time.h). */
	if (year < 1)
		return;
	check(time_parse(str_of(iso), &when) && when.has_time && when.offset == 0);
	check(when.utc == utc || year > 9999);
	check(time_parse(str_of(date), &when) && !when.has_time);
	check(year > 9999 || (when.utc <= utc && utc - when.utc < TIME_DAY));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size);
	struct when when;
	int64_t utc = 0;

	if (size >= sizeof(utc))
		memcpy(&utc, data, sizeof(utc));
	check_civil(utc / 2);
	check_written(utc / 2);
	if (!time_parse(s, &when)) {
		check(when.utc == 0 || when.has_time || when.offset == 0);
		return 0;
	}
	check(when.offset > -TIME_DAY && when.offset < TIME_DAY && when.offset % 60 == 0);
	check(when.has_time || (when.offset == 0 && when.utc % TIME_DAY == 0));
	check(time_civil(when.utc + when.offset).year >= 1 && time_civil(when.utc + when.offset).year <= 9999);
	check_civil(when.utc);
	check_written(when.utc);
	return 0;
}
