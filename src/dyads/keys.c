/* keys.c: which state, pair and year a row of a user's file is about. */
#include <math.h>

#include "base/fail.h"
#include "base/usercsv.h"
#include "dyads/table.h"

/* Columns `code`, or `code`1 and `code`2. */
static bool find_codes(const hel_user_csv *csv, const char *single, const char *first, const char *second, hel_keys *keys)
{
	keys->code[0] = hel_user_csv_find(csv, first);
	keys->code[1] = hel_user_csv_find(csv, second);
	if (keys->code[0] >= 0 && keys->code[1] >= 0)
		return true;
	keys->code[0] = hel_user_csv_find(csv, single);
	keys->code[1] = -1;
	return keys->code[0] >= 0;
}

hel_status hel_keys_find(const hel_dyads *d, const hel_user_csv *csv, hel_keys *keys, hel_error *error)
{
	bool gw = d->request.system == HEL_SYSTEM_GW;
	keys->year = hel_user_csv_find(csv, "year");
	keys->cow = !gw;
	bool found = gw && find_codes(csv, "gwcode", "gwcode1", "gwcode2", keys);
	if (!found) {
		found = find_codes(csv, "ccode", "ccode1", "ccode2", keys);
		keys->cow = true;
	}
	if (found && keys->year >= 0)
		return HEL_OK;
	return hel_fail_at(error, HEL_EINPUT, csv->file, 1, 1,
			   "it lacks the key %s: columns '%s' and 'year', or '%s', '%s' and 'year'",
			   found ? "'year'" : "of states", gw ? "gwcode' or 'ccode" : "ccode", gw ? "gwcode1" : "ccode1",
			   gw ? "gwcode2" : "ccode2");
}

static hel_status read_whole(const hel_user_csv *csv, int column, int *value, hel_error *error)
{
	double number;
	if (!hel_user_csv_number(csv, (size_t)column, &number))
		return hel_user_csv_fail(csv, (size_t)column, error, "'%s' is no number in the key '%s'", csv->field[column],
					 csv->name[column]);
	if (isnan(number))
		return hel_user_csv_fail(csv, (size_t)column, error, "the key '%s' is missing", csv->name[column]);
	if (number != floor(number) || number < 0 || number > 9999)
		return hel_user_csv_fail(csv, (size_t)column, error,
					 "'%s' is no whole number from 0 to 9999 in the key '%s'", csv->field[column],
					 csv->name[column]);
	*value = (int)number;
	return HEL_OK;
}

/* The state that bears a code in a year. */
static int place_in(const hel_dyads *d, const hel_bearers *bearers, int code, int year)
{
	if (code >= HEL_CODES)
		return -1;
	for (size_t b = bearers->start[code]; b < bearers->start[code + 1]; b++) {
		const hel_bearer *bearer = &bearers->bearer[b];
		if (year >= bearer->from && year <= bearer->to &&
		    d->present[hel_state_year(d, bearer->place, year - HEL_FIRST_YEAR)])
			return bearer->place;
	}
	return -1;
}

hel_status hel_keys_read(const hel_dyads *d, const hel_user_csv *csv, const hel_keys *keys, hel_key *key, hel_error *error)
{
	const hel_bearers *bearers = keys->cow ? &d->cow : &d->own;
	*key = (hel_key){{-1, -1}, -1, {0, 0}, 0};
	hel_status status = read_whole(csv, keys->year, &key->calendar, error);
	for (int k = 0; !status && k < 2 && keys->code[k] >= 0; k++)
		status = read_whole(csv, keys->code[k], &key->code[k], error);
	if (status || key->calendar < HEL_FIRST_YEAR || key->calendar >= HEL_FIRST_YEAR + d->n_years)
		return status;
	key->year = key->calendar - HEL_FIRST_YEAR;
	for (int k = 0; k < 2 && keys->code[k] >= 0; k++)
		key->place[k] = place_in(d, bearers, key->code[k], key->calendar);
	return HEL_OK;
}
