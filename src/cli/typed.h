/*
 * cli/typed.h: what commands say to somebody at a terminal, and what he types in return.
 */
#ifndef CLI_TYPED_H
#define CLI_TYPED_H

#include "base/arena.h"

/* Can somebody be asked? Standard input and standard error are terminals; results may go elsewhere. */
bool typed_by_somebody(void);

/*
 * Ask on standard error, as "question [usual]: ", and read a line: *answer, trimmed, in the arena; `usual`
 * if it is empty. False at the end of input, or if the line is no text. `usual` may be empty.
 */
bool typed_answer(struct arena *a, const char *question, struct str usual, struct str *answer);

/* A word as a shell wants it: quoted if it needs to be. In the arena. */
struct str typed_word(struct arena *a, struct str word);

/* How this program was called, as a shell wants it, to be typed again. In the arena. */
struct str typed_program(struct arena *a);

#endif
