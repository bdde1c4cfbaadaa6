/*
 * serve/upload.h: the author's own files by Titan: posts, pages, pictures, at the addresses where they are
 * read. Only with an owner's certificate; for everybody else politely not.	Spec: titan.md
 */
#ifndef SERVE_UPLOAD_H
#define SERVE_UPLOAD_H

#include "page/page.h"
#include "proto/titan.h"
#include "serve/serve.h"

/*
 * May this be sent here? True: read x->body_size bytes and give them to upload_body(). Else the response says
 * why not. A size of 0 is a deletion, which leads to a page that asks whether it is meant.
 */
bool upload_begin(const struct front *f, struct exchange *x, const struct titan *titan);

/* All of it has come: the response is an order, or what is wrong with the file. */
void upload_body(const struct front *f, struct exchange *x, struct str body);

/* `;edit`: the file as it is; nothing where there is none yet. */
void upload_edit(const struct front *f, struct exchange *x);

/* /c/remove/[TOKEN]?PATH: is it meant? The reader is an owner. */
void upload_remove(const struct front *f, struct exchange *x, struct page *page, struct str token);

/* What the store made of an ORDER_UPLOAD or ORDER_REMOVE. */
void upload_answer(struct exchange *x, const struct page *page, const struct order_answer *answer);

#endif
