/*
 * capsule/press.h: the author's own files, written from afar: posts, pages, pictures. What stood there
 * before is kept, dated, below .former/.
 */
#ifndef CAPSULE_PRESS_H
#define CAPSULE_PRESS_H

#include <stdint.h>

#include "base/error.h"
#include "base/str.h"

#define PRESS_MAX (16 << 20)	/* bytes of one file: a picture; a film is brought by other ways */
#define PRESS_TEXT_MAX (1 << 20)	/* bytes of gemtext or other text: what a post may have */
#define PRESS_FORMER ".former"

/*
 * May this decoded path of a capsule ("/posts/moon.gmi") be written? ERROR_INPUT and why not: it is private
 * (capsule/private.h), names a folder, or holds what no selector should.
 */
int press_path_good(struct str path, struct error *err);

/*
 * May these bytes stand there? A post needs front matter without a fault, text must be UTF-8. ERROR_INPUT with
 * file:line:column, or ERROR_TOO_LARGE.
 */
int press_body_good(struct str path, struct str body, struct error *err);

/*
 * Write the file, durably and whole, making the folders it needs; the version that was there is first kept as
 * .former/PATH.YYYYMMDDThhmmssZ. The same bytes again change nothing. `root` is the capsule's.
 */
int press_write(int root, struct str path, struct str body, int64_t now, struct error *err);

/* Take it away, into .former/. ERROR_NOT_FOUND when there is none. */
int press_remove(int root, struct str path, int64_t now, struct error *err);

#endif
