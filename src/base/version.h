/*
 * base/version.h: which carrel this is: for `carrel --version`, and for what a server says of itself.
 */
#ifndef BASE_VERSION_H
#define BASE_VERSION_H

#define CARREL_VERSION "0.1"
#define CARREL_DATE "2026-11-24"	/* of that version, as its man pages tell it */

#endif
