/*
 * base/time.h: dates as authors write them, and the few forms that carrel writes.
 *
 * Times are int64_t UTC seconds since 1970. No time zone data, no locale, no leap seconds: a post's
 * date keeps the offset its author wrote.
 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/str.h"

struct when {
	int64_t utc;
	int32_t offset;		/* seconds east of UTC, as written; 0 without a zone */
	bool has_time;		/* false: a day alone; utc is then its 00:00 */
};

struct civil {
	int64_t year;
	int month, day, hour, minute, second;	/* month and day from 1 */
};

#define TIME_DAY 86400
#define TIME_ISO_SIZE sizeof("2026-11-23T10:00:00Z")
#define TIME_ID_SIZE sizeof("20261123T100000Z")
#define TIME_DATE_SIZE sizeof("2026-11-23")

/*
 * Accepts the forms of yaml-front-matter.md section 4: a date; RFC 3339; a blank for the T; no
 * seconds; zones Z, +hh:mm and Jekyll's " +hhmm". The calendar is checked, second 60 is read as 59.
 * False for everything else. A time without a zone is UTC. Years 0001 to 9999.
 */
bool time_parse(struct str s, struct when *when);

struct civil time_civil(int64_t utc);
int64_t time_of_civil(struct civil c);

/* Into `to`, NUL-terminated. Years outside 0000 to 9999 are clamped. */
void time_write_iso(char to[static TIME_ISO_SIZE], int64_t utc);	/* 2026-11-23T10:00:00Z */
void time_write_id(char to[static TIME_ID_SIZE], int64_t utc);		/* 20261123T100000Z */
void time_write_date(char to[static TIME_DATE_SIZE], int64_t utc, int32_t offset); /* 2026-11-23 */

int64_t time_now(void);			/* the wall clock, for the rooms that may ask it */
int64_t time_monotonic_ms(void);	/* CLOCK_MONOTONIC in milliseconds, for deadlines */

#endif
