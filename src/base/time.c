#include "base/time.h"

#include <stdio.h>
#include <time.h>

#include "base/banned.h"

/* Days since 1970-01-01 of a date in the proleptic Gregorian calendar; March starts the year, so
 * that the leap day is its last. */
static int64_t
days_of(int64_t year, int month, int day)
{
	int64_t y = year - (month <= 2), era = (y >= 0 ? y : y - 399) / 400, of_era = y - era * 400;
	int64_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

struct civil
time_civil(int64_t utc)
{
	int64_t day = floor_div(utc, TIME_DAY), rest = utc - day * TIME_DAY, z = day + 719468;
	int64_t era = floor_div(z, 146097), doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	struct civil c = { .year = yoe + era * 400 };

	c.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c.year += c.month <= 2;
	c.hour = (int)(rest / 3600);
	c.minute = (int)(rest / 60 % 60);
	c.second = (int)(rest % 60);
	return c;
}

int64_t
time_of_civil(struct civil c)
{
	return days_of(c.year, c.month, c.day) * TIME_DAY + c.hour * 3600 + c.minute * 60 + c.second;
}

/* Exactly `digits` digits off the front of *s, in low..high. */
static bool
take_number(struct str *s, size_t digits, uint64_t low, uint64_t high, int *value)
{
	uint64_t n;

	if (s->n < digits || !str_number(str_head(*s, digits), high, &n) || n < low)
		return false;
	*value = (int)n;
	*s = str_from(*s, digits);
	return true;
}

static int
days_in_month(int64_t year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month == 2 && leap ? 29 : days[month - 1];
}

static bool
take_date(struct str *s, struct civil *c)
{
	int year;

	if (!take_number(s, 4, 1, 9999, &year) || !str_skip(s, STR("-")) ||
	    !take_number(s, 2, 1, 12, &c->month) || !str_skip(s, STR("-")) ||
	    !take_number(s, 2, 1, 31, &c->day))
		return false;
	c->year = year;
	return c->day <= days_in_month(year, c->month);
}

static bool
take_clock(struct str *s, struct civil *c)
{
	if (!take_number(s, 2, 0, 23, &c->hour) || !str_skip(s, STR(":")) ||
	    !take_number(s, 2, 0, 59, &c->minute))
		return false;
	if (!str_skip(s, STR(":")))
		return true;
	if (!take_number(s, 2, 0, 60, &c->second))
		return false;
	if (c->second == 60)
		c->second = 59;
	if (str_skip(s, STR("."))) {
		if (s->n == 0 || !ascii_is_digit(s->p[0]))
			return false;
		while (s->n > 0 && ascii_is_digit(s->p[0]))
			*s = str_from(*s, 1);
	}
	return true;
}

static bool
take_zone(struct str *s, int32_t *offset)
{
	int hours, minutes, sign;

	*offset = 0;
	*s = str_trim(*s);
	if (s->n == 0 || str_skip(s, STR("Z")) || str_skip(s, STR("z")))
		return true;
	if (s->p[0] != '+' && s->p[0] != '-')
		return false;
	sign = s->p[0] == '-' ? -1 : 1;
	*s = str_from(*s, 1);
	if (!take_number(s, 2, 0, 23, &hours))
		return false;
	(void)str_skip(s, STR(":"));
	if (!take_number(s, 2, 0, 59, &minutes))
		return false;
	*offset = sign * (hours * 3600 + minutes * 60);
	return true;
}

bool
time_parse(struct str s, struct when *when)
{
	struct civil c = { 0 };

	s = str_trim(s);
	*when = (struct when){ 0 };
	if (!take_date(&s, &c))
		return false;
	if (s.n > 0) {
		if (!str_skip(&s, STR("T")) && !str_skip(&s, STR("t")) && !str_skip(&s, STR(" ")))
			return false;
		if (!take_clock(&s, &c) || !take_zone(&s, &when->offset) || s.n > 0)
			return false;
		when->has_time = true;
	}
	when->utc = time_of_civil(c) - when->offset;
	return true;
}

static struct civil
civil_clamped(int64_t utc)
{
	struct civil c = time_civil(utc);

	if (c.year < 0)
		c = (struct civil){ 0, 1, 1, 0, 0, 0 };
	else if (c.year > 9999)
		c = (struct civil){ 9999, 12, 31, 23, 59, 59 };
	return c;
}

/* n decimal digits of value, at `to`; returns what is behind them. */
static char *
put(char *to, int64_t value, int digits)
{
	for (int i = digits - 1; i >= 0; i--, value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + digits;
}

static char *
put_all(char *to, struct civil c, char dash, char between, char colon)
{
	to = put(to, c.year, 4);
	if (dash != '\0')
		*to++ = dash;
	to = put(to, c.month, 2);
	if (dash != '\0')
		*to++ = dash;
	to = put(to, c.day, 2);
	if (between == '\0')
		return to;
	*to++ = between;
	to = put(to, c.hour, 2);
	if (colon != '\0')
		*to++ = colon;
	to = put(to, c.minute, 2);
	if (colon != '\0')
		*to++ = colon;
	to = put(to, c.second, 2);
	*to++ = 'Z';
	return to;
}

void
time_write_iso(char to[static TIME_ISO_SIZE], int64_t utc)
{
	*put_all(to, civil_clamped(utc), '-', 'T', ':') = '\0';
}

void
time_write_id(char to[static TIME_ID_SIZE], int64_t utc)
{
	*put_all(to, civil_clamped(utc), '\0', 'T', '\0') = '\0';
}

void
time_write_date(char to[static TIME_DATE_SIZE], int64_t utc, int32_t offset)
{
	*put_all(to, civil_clamped(utc + offset), '-', '\0', '\0') = '\0';
}

int64_t
time_now(void)
{
	struct timespec now;

	return clock_gettime(CLOCK_REALTIME, &now) == -1 ? 0 : now.tv_sec;
}

int64_t
time_monotonic_ms(void)
{
	struct timespec now;

	return clock_gettime(CLOCK_MONOTONIC, &now) == -1 ? 0 : now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
