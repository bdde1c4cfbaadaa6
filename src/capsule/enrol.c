#include "capsule/enrol.h"

#include <string.h>

#include "base/log.h"
#include "capsule/names.h"
#include "format/utf8.h"

#include "base/banned.h"

static enum order_result
save(int root, const struct digest *identity, const struct reader *reader)
{
	struct error err;

	if (people_write(root, identity, reader, &err) == 0)
		return ORDER_DONE;
	log_line(LOG_ERROR, "readers/: %s", err.text);
	return ORDER_FAILED;
}

enum order_result
enrol_name(int root, const struct config *config, const struct order *o, struct reader *reader, bool known,
    int64_t now, struct arena *a)
{
	struct str name = comment_name(a, utf8_clean_name(a, o->name, NAME_COLUMNS));

	if (!o->has_identity || name.n == 0)
		return ORDER_REFUSED;
	if (!name_is_free(root, config, name, &o->identity))
		return ORDER_TAKEN;
	if (!known)
		people_begin(reader, now);
	reader->name = name;
	return save(root, &o->identity, reader);
}

enum order_result
enrol_join(int root, const struct secret *secret, const struct order *o, struct reader *reader, bool known,
    int64_t now, struct arena *a)
{
	enum order_result result;
	struct reader other;
	struct digest main;
	char hex[DIGEST_HEX];

	if (!o->has_identity || !people_find_code(root, secret, o->text, now, &main) ||
	    memcmp(main.byte, o->identity.byte, DIGEST_SIZE) == 0 ||
	    people_read(root, &main, a, &other, NULL) == -1 || other.with.n > 0 ||
	    reader->joined > 0)		/* others hang on this one: they would hang in the air */
		return ORDER_UNKNOWN;
	digest_hex(&main, hex);
	if (!known)
		people_begin(reader, now);
	reader->name = STR_NONE;		/* it goes by the other's from now on */
	reader->with = arena_printf(a, "sha256:%.*s", DIGEST_HEX, hex);
	other.joined++;
	result = save(root, &main, &other);
	return result == ORDER_DONE ? save(root, &o->identity, reader) : result;
}
