/*
 * base/banned.h: what we refuse does not compile. Every source file includes this last, after the
 * system's headers, which may still declare these names.
 *
 * Locale: carrel's bytes mean the same everywhere. Unbounded copies: see base/buf.h. Local time: a
 * capsule has readers, not a time zone. Threads and events that cannot be taken back: see STYLE.
 */
#ifdef __GNUC__
#pragma GCC poison setlocale isalpha isdigit isalnum isspace isupper islower isxdigit
#pragma GCC poison tolower toupper strcasecmp strncasecmp strtod strtol strtoul strtok atoi atol atof
#pragma GCC poison strftime mktime localtime localtime_r gmtime gmtime_r asctime ctime
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf gets mktemp tmpnam
#endif
