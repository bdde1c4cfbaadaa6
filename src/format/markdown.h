/*
 * format/markdown.h: Markdown, as Hugo and Jekyll keep it, into gemtext. CommonMark 0.30 is read by cmark,
 * which writes HTML; format/html_text.h reads that, raw HTML and all, so both come out alike.
 *
 * Tables, which CommonMark does not know, are preformatted as they stand. Liquid's tags and Hugo's
 * shortcodes ({% … %}, {{ … }}, {{< … >}}) go, unless in code; {% highlight %} is code.
 */
#ifndef FORMAT_MARKDOWN_H
#define FORMAT_MARKDOWN_H

#include "base/error.h"
#include "format/html_text.h"

/* As html_to_gemtext(), whose options these are. Cost: O(text.n) but for what cmark needs. */
struct str markdown_to_gemtext(struct arena *a, struct str text, const struct html_options *options);

/*
 * TOML front matter (between two lines `+++`) as YAML between `---`, line by line, so that places in
 * messages stay right: `key = value` with texts, dates, true or false and lists. What is behind a [table]
 * is left out. `file` itself if it has none. 0; or -1 and *err with its line: what is not so simple.
 */
int markdown_toml(struct arena *a, struct str file, const char *path, struct str *out, struct error *err);

#endif
