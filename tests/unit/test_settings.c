/* tests/unit/test_settings.c: capsule.yaml: what is wrong, and what is odd. */
#include "unit/exam.h"

static const struct exam_row rows[] = {
	{ "good", { { NULL, NULL } },
	    "" },
	{ "broken, and all else is looked at", { { "capsule.yaml", "titel: A\n" }, { "a.gmi", "=> b\n" } },
	    "config-broken capsule.yaml:1:1: unknown key 'titel'; did you mean 'title' (the capsule's title)?\n"
	    "link-dead a.gmi:1:4: nothing is served at b\n" },
	{ "localhost", { { "capsule.yaml", "title: A\nhost: [localhost, 127.0.0.1, '::1']\n" EXAM_OWNER } },
	    "config-host capsule.yaml:2:7: host is localhost, by which only this machine reaches it\n" },
	{ "localhost among others", { { "capsule.yaml", "title: A\nhost: [localhost, h.example]\n" EXAM_OWNER } },
	    "" },
	{ "no host", { { "capsule.yaml", "title: A\n" EXAM_OWNER } },
	    "config-host capsule.yaml: host is localhost, by which only this machine reaches it\n" },
	{ "no title", { { "capsule.yaml", "host: h.example\n" EXAM_OWNER } },
	    "config-title capsule.yaml: no title\n" },
	{ "no owner", { { "capsule.yaml", "title: A\nhost: h.example\n" } },
	    "config-owner capsule.yaml: no owner, so drafts and waiting comments are for nobody's eyes\n" },
	{ "open to all", { { "capsule.yaml", EXAM_SETTINGS "moderate: none\n" } },
	    "config-open capsule.yaml:4:11: moderate is none: whatever strangers write is published at once\n" },
	{ "open to nobody", { { "capsule.yaml", EXAM_SETTINGS "moderate: none\ncomments: closed\n" } },
	    "" },
	{ "no such program", { { "capsule.yaml", EXAM_SETTINGS "on-comment: /no/such\n" } },
	    "config-program capsule.yaml:4:13: /no/such is not there\n" },
	{ "not executable", { { "capsule.yaml", EXAM_SETTINGS "on-comment: /etc/passwd\n" } },
	    "config-program capsule.yaml:4:13: /etc/passwd is not executable\n" },
	{ "a program", { { "capsule.yaml", EXAM_SETTINGS "on-comment: /bin/sh\n" } },
	    "" },
	{ "contact just passed", { { "capsule.yaml", EXAM_SETTINGS "security-contact: mailto:a@h.example\nsecurity-expires: 2024-03-01T12:00:00Z\n" } },
	    "config-expired capsule.yaml:5:19: the date has passed, so nobody need believe security.txt\n" },
	{ "contact just not", { { "capsule.yaml", EXAM_SETTINGS "security-contact: mailto:a@h.example\nsecurity-expires: 2024-03-01T12:00:01Z\n" } },
	    "config-expires capsule.yaml:5:19: 0 days are left\n" },
	{ "contact nearly 30 days", { { "capsule.yaml", EXAM_SETTINGS "security-contact: mailto:a@h.example\nsecurity-expires: 2024-03-31T11:59:59Z\n" } },
	    "config-expires capsule.yaml:5:19: 29 days are left\n" },
	{ "contact 30 days", { { "capsule.yaml", EXAM_SETTINGS "security-contact: mailto:a@h.example\nsecurity-expires: 2024-03-31T12:00:00Z\n" } },
	    "" },
};

int
main(void)
{
	static struct suite s = { .name = "settings" };

	suite_table(&s, "settings", rows, exam_test);
	return suite_run(&s);
}
