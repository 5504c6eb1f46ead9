/* write.c: the file that a name asks for. */
#include <string.h>

#include "base/fail.h"
#include "dyads/table.h"
#include "helsinki/output.h"

static bool ends_in(const char *file, const char *ending)
{
	size_t n = strlen(file), m = strlen(ending);
	return n > m && !strcmp(file + n - m, ending);
}

hel_status hel_dyads_write(const hel_dyads *dyads, const char *file, int threads, hel_dyads_progress progress, void *context,
			   hel_error *error)
{
	bool is_standard = !file || !strcmp(file, "-") || !strncmp(file, "/dev/", 5),
	     is_stata = !is_standard && ends_in(file, ".dta");
	hel_packing packing = HEL_PLAIN;
	if (!is_standard && ends_in(file, ".csv.gz"))
		packing = HEL_GZIP;
	else if (!is_standard && ends_in(file, ".csv.zst"))
		packing = HEL_ZSTD;
	else if (!is_standard && !is_stata && !ends_in(file, ".csv"))
		return hel_fail(error, HEL_EUSAGE, "'%s' ends in none of .csv, .csv.gz, .csv.zst and .dta", file);
	hel_output *to = NULL;
	hel_status status = hel_output_open(&to, file, error);
	if (status)
		return status;
	status = is_stata ? hel_dyads_write_stata(dyads, to, progress, context, error)
			  : hel_dyads_write_csv(dyads, to, packing, hel_threads(threads), progress, context, error);
	if (status) {
		hel_output_discard(to);
		return status;
	}
	if (progress)
		(void)progress(1, context);
	return hel_output_commit(to, error);
}
