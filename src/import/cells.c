/* cells.c: cells of foreign tables as ours have them. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "import/release.h"

hel_status hel_cell_int(const hel_user_csv *csv, int column, int if_missing, int *value, hel_error *error)
{
	double number;
	if (!hel_user_csv_number(csv, (size_t)column, &number) ||
	    (!isnan(number) && (number != floor(number) || fabs(number) > 1e9)))
		return hel_user_csv_fail(csv, (size_t)column, error, "'%s' is no whole number in the column '%s'",
					 csv->field[column], csv->name[column]);
	*value = isnan(number) ? if_missing : (int)number;
	return HEL_OK;
}

hel_status hel_cell_figure(const hel_user_csv *csv, int column, char *text, hel_error *error)
{
	double number;
	text[0] = '\0';
	if (!hel_user_csv_number(csv, (size_t)column, &number))
		return hel_user_csv_fail(csv, (size_t)column, error, "'%s' is no number in the column '%s'",
					 csv->field[column], csv->name[column]);
	if (number >= 0)
		hel_format_double(text, 32, number);
	return HEL_OK;
}

const char *hel_cell_text(hel_importing *i, const hel_user_csv *csv, int column)
{
	char *utf8 = hel_user_csv_utf8(csv->field[column]);
	const char *made = NULL;
	if (utf8)
		made = hel_arena_printf(i->arena, strpbrk(utf8, ",\"") ? "\"%s\"" : "%s", utf8);
	free(utf8);
	return made;
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return month < 1 || month > 12 ? 31 : days[month - 1] + (month == 2 && leap);
}

int hel_first_day(int year, int month, int day)
{
	return HEL_DATE(year, month > 0 ? month : 1, day > 0 ? day : 1);
}

int hel_last_day(int year, int month, int day)
{
	month = month > 0 ? month : 12;
	return HEL_DATE(year, month, day > 0 ? day : days_in(year, month));
}

const char *hel_cell_day(hel_importing *i, int day)
{
	return day ? hel_arena_printf(i->arena, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100) : "";
}

const char *hel_cell_year(hel_importing *i, int year, int last)
{
	return year == last ? "" : hel_arena_printf(i->arena, "%d", year);
}

bool hel_out_release(hel_importing *i, hel_out *out, const hel_member *member, const hel_user_csv *csv, int version)
{
	const char *slash = strrchr(member->name, '/'), *name = slash ? slash + 1 : member->name;
	const char *given = version >= 0 && csv->field[version] ? hel_cell_text(i, csv, version) : "";
	char *utf8 = hel_user_csv_utf8(name);
	if (!given || !utf8)
		return false;
	out->release = *given ? hel_arena_printf(i->arena, "%s (version %s), imported", utf8, given)
			      : hel_arena_printf(i->arena, "%s, imported", utf8);
	free(utf8);
	return out->release != NULL;
}
