#include "format/mime.h"

#include "base/banned.h"

/*
 * Item types are chosen for the clients there are: `h` without URL: vanishes from Lagrange's menus,
 * `d`, `p`, `;` and `P` are links only in some. So a page of HTML is a text, a PDF binary, a PNG `I`.
 */
static const struct mime types[] = {
	{ "gmi", "text/gemini", '1' },
	{ "gemini", "text/gemini", '1' },
	{ "txt", "text/plain", '0' },
	{ "md", "text/markdown", '0' },
	{ "csv", "text/csv", '0' },
	{ "html", "text/html", '0' },
	{ "htm", "text/html", '0' },
	{ "css", "text/css", '0' },
	{ "xml", "application/xml", '0' },
	{ "atom", "application/atom+xml", '0' },
	{ "rss", "application/rss+xml", '0' },
	{ "json", "application/json", '0' },
	{ "yaml", "application/yaml", '0' },
	{ "c", "text/plain", '0' },
	{ "h", "text/plain", '0' },
	{ "sh", "text/plain", '0' },
	{ "py", "text/plain", '0' },
	{ "diff", "text/plain", '0' },
	{ "patch", "text/plain", '0' },
	{ "log", "text/plain", '0' },
	{ "conf", "text/plain", '0' },
	{ "asc", "text/plain", '0' },
	{ "gph", "text/plain", '1' },
	{ "ics", "text/calendar", '0' },
	{ "vcf", "text/vcard", '0' },
	{ "gif", "image/gif", 'g' },
	{ "jpg", "image/jpeg", 'I' },
	{ "jpeg", "image/jpeg", 'I' },
	{ "png", "image/png", 'I' },
	{ "webp", "image/webp", 'I' },
	{ "avif", "image/avif", 'I' },
	{ "svg", "image/svg+xml", 'I' },
	{ "bmp", "image/bmp", 'I' },
	{ "tif", "image/tiff", 'I' },
	{ "tiff", "image/tiff", 'I' },
	{ "ico", "image/x-icon", 'I' },
	{ "mp3", "audio/mpeg", 's' },
	{ "ogg", "audio/ogg", 's' },
	{ "oga", "audio/ogg", 's' },
	{ "opus", "audio/opus", 's' },
	{ "flac", "audio/flac", 's' },
	{ "wav", "audio/wav", 's' },
	{ "m4a", "audio/mp4", 's' },
	{ "mid", "audio/midi", 's' },
	{ "mp4", "video/mp4", '9' },
	{ "webm", "video/webm", '9' },
	{ "ogv", "video/ogg", '9' },
	{ "mkv", "video/x-matroska", '9' },
	{ "pdf", "application/pdf", '9' },
	{ "epub", "application/epub+zip", '9' },
	{ "gpub", "application/gpub+zip", '9' },
	{ "odt", "application/vnd.oasis.opendocument.text", '9' },
	{ "zip", "application/zip", '9' },
	{ "gz", "application/gzip", '9' },
	{ "tgz", "application/gzip", '9' },
	{ "bz2", "application/x-bzip2", '9' },
	{ "xz", "application/x-xz", '9' },
	{ "7z", "application/x-7z-compressed", '9' },
	{ "tar", "application/x-tar", '9' },
};

/* Files that are known by their whole name, or have none of the extensions above. */
static const struct mime named[] = {
	{ "atom.xml", "application/atom+xml", '0' },
	{ "comments.xml", "application/atom+xml", '0' },
	{ "gophermap", "text/plain", '0' },
	{ "readme", "text/plain", '0' },
	{ "license", "text/plain", '0' },
	{ "makefile", "text/plain", '0' },
};

static const struct mime unknown = { "", "application/octet-stream", '9' };

static struct str
base_name(struct str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return str_from(path, i);
	return path;
}

const struct mime *
mime_of(struct str name)
{
	struct str base = base_name(name), extension = STR_NONE;

	for (size_t i = 0; i < sizeof(named) / sizeof(named[0]); i++)
		if (str_eq_nocase(base, str_of(named[i].extension)))
			return &named[i];
	for (size_t i = base.n; i > 0 && extension.n == 0; i--)
		if (base.p[i - 1] == '.')
			extension = str_from(base, i);
	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_eq_nocase(extension, str_of(types[i].extension)))
			return &types[i];
	return &unknown;
}

bool
mime_is_gemtext(const struct mime *m)
{
	return str_eq(str_of(m->type), STR("text/gemini"));
}
