/* shipped.c: rules that come with the library, beside its sources or where it was installed. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include "helsinki/power.h"

static const char *folder(void)
{
	struct stat about;
	return stat(HEL_SOURCE_RULES, &about) ? HEL_INSTALL_RULES : HEL_SOURCE_RULES;
}

static int is_rule(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);
	return n > 5 && !strcmp(entry->d_name + n - 5, ".yaml");
}

/* The nearest name of a file `NAME.yaml`, in the order of the alphabet whatever the disk's. */
static void find_nearest(const char *name, char *best, size_t size)
{
	struct dirent **entry = NULL;
	hel_nearest nearest = hel_nearest_start(name);
	int n = scandir(folder(), &entry, is_rule, alphasort);
	for (int e = 0; e < n; e++) {
		entry[e]->d_name[strlen(entry[e]->d_name) - 5] = '\0';
		hel_nearest_offer(&nearest, entry[e]->d_name);
	}
	snprintf(best, size, "%s", nearest.best ? nearest.best : "");
	for (int e = 0; e < n; e++)
		free(entry[e]);
	free(entry);
}

hel_status hel_rules_shipped(hel_rules *rules, const char *name, hel_error *error)
{
	char file[HEL_FILE_MAX], best[256];
	struct stat about;
	*rules = (hel_rules){0};
	int length = snprintf(file, sizeof file, "%s/%s.yaml", folder(), name);
	if (*name && !strchr(name, '/') && length < (int)sizeof file && !stat(file, &about))
		return hel_rules_read(rules, file, error);
	if (stat(folder(), &about))
		return hel_fail(error, HEL_EDATA, "there is no folder of rules at '%s'", folder());
	find_nearest(name, best, sizeof best);
	if (*best)
		return hel_fail(error, HEL_EUSAGE, "no rule '%s'; did you mean '%s'?", hel_utf8_brief(name).text, best);
	return hel_fail(error, HEL_EUSAGE, "no rule '%s'", hel_utf8_brief(name).text);
}
