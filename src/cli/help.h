/*
 * cli/help.h: what there is, for whoever does not know.
 */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdio.h>

#include "base/str.h"

void help_usage(FILE *to);		/* all commands, by group */
int help_unknown(struct str name);	/* tells that there is no such command, and which may be meant: EXIT_USAGE */

#endif
