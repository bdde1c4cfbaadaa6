/*
 * format/json.h: JSON, written. For other programs to read what a command found.	Spec: RFC 8259
 */
#ifndef FORMAT_JSON_H
#define FORMAT_JSON_H

#include "base/buf.h"

/* A string in quotes: controls, quotes and backslashes escaped, bytes that are not UTF-8 as U+FFFD. */
void json_string(struct buf *to, struct str s);

/* `"key": "value"`, with a comma in front unless it is the first member of its object. */
void json_member(struct buf *to, bool first, const char *key, struct str value);

#endif
