#include "capsule/enrol.h"

#include <string.h>

#include "base/log.h"
#include "format/utf8.h"

#include "base/banned.h"

static enum order_result
save(struct names *names, int root, const struct digest *identity, const struct reader *reader)
{
	struct error err;

	if (names_write(names, root, identity, reader, &err) == 0)
		return ORDER_DONE;
	log_line(LOG_ERROR, "readers/: %s", err.text);
	return ORDER_FAILED;
}

/* His file, or the beginning of one. False: there is no room for another. */
static bool
begin(struct names *names, int root, const struct order *o, const struct reader *known, int64_t now,
    struct reader *reader)
{
	*reader = (struct reader){ .trusted = false };
	if (known == NULL)
		people_begin(reader, now);
	else
		*reader = *known;
	return known != NULL || names_may_begin(names, root, &o->identity, 0, now);
}

enum order_result
enrol_name(int root, const struct config *config, struct names *names, const struct order *o,
    const struct reader *known, int64_t now, struct arena *a)
{
	struct str name = comment_name(a, utf8_clean_name(a, o->name, NAME_COLUMNS));
	struct reader reader;

	if (!o->has_identity || name.n == 0)
		return ORDER_REFUSED;
	if (!name_is_free(names, root, config, name, &o->identity, now))
		return ORDER_TAKEN;
	if (!begin(names, root, o, known, now, &reader))
		return ORDER_FULL;
	reader.name = name;
	return save(names, root, &o->identity, &reader);
}

enum order_result
enrol_join(int root, const struct config *config, const struct secret *secret, struct names *names,
    const struct order *o, const struct reader *known, int64_t now, struct arena *a)
{
	struct reader reader, other;
	enum order_result result;
	struct digest main;
	char hex[DIGEST_HEX];

	if (known != NULL && known->with.n > 0)
		return ORDER_DONE;		/* the order comes again: its answer was lost on the way */
	if (!o->has_identity || !names_find_code(names, root, secret, o->text, now, &main) ||
	    memcmp(main.byte, o->identity.byte, DIGEST_SIZE) == 0 ||
	    people_read(root, &main, a, &other, NULL) == -1 || other.with.n > 0 ||
	    (known != NULL && known->joined > 0) ||	/* others hang on this one: they would hang in the air */
	    (config_is_owner(config, &o->identity) && !config_is_owner(config, &main)))
		return ORDER_UNKNOWN;
	if (!begin(names, root, o, known, now, &reader))
		return ORDER_FULL;
	digest_hex(&main, hex);
	reader.name = STR_NONE;		/* it goes by the other's from now on */
	reader.with = arena_printf(a, "sha256:%.*s", DIGEST_HEX, hex);
	other.joined++;
	result = save(names, root, &main, &other);
	return result == ORDER_DONE ? save(names, root, &o->identity, &reader) : result;
}
