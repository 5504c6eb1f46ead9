/* load_kept.c: tables kept by hand whose words are checked: hosts of forces, and the ledger. */
#include <math.h>
#include <string.h>

#include "base/text.h"
#include "panel/loading.h"

/* wrong: what is the matter with the row at hand; NULL. */
static hel_status end(hel_csv *csv, bool memory, const char *wrong, const char *word, hel_error *error)
{
	if (wrong && !csv->status)
		csv->status = hel_fail_at(error, HEL_EDATA, csv->file, csv->line, 1, "damaged table: %s '%s'", wrong, word);
	return hel_close_table(csv, memory, error);
}

static bool is_code(int code)
{
	return code > 0 && code < HEL_CODES;
}

hel_status hel_load_hosts(hel_panel *panel, hel_error *error)
{
	COLUMNS("ccode", "host", "from", "to", "status");
	hel_csv csv;
	hel_status status = OPEN("hosts");
	if (status)
		return status;
	bool memory = ROOM(panel->hosts) != NULL;
	const char *wrong = NULL;
	while (memory && !wrong && hel_csv_next(&csv)) {
		hel_host_row row = {hel_csv_int(&csv, 0), hel_csv_int(&csv, 1), hel_csv_date(&csv, 2, 0),
				    hel_csv_date(&csv, 3, HEL_FOREVER), !strcmp(csv.field[4], "verified")};
		if (!is_code(row.ccode) || !is_code(row.host) || row.ccode == row.host)
			wrong = "this state hosts no forces of another:";
		panel->hosts.row[panel->hosts.n++] = row;
	}
	return end(&csv, memory, wrong, wrong ? csv.field[1] : NULL, error);
}

enum { ACTOR, ITEM, FROM, AMOUNT, UNIT, YEAR, SOURCE, NOTE };

static const char *find_fault(const hel_csv *csv, const hel_ledger_row *row, const char **word)
{
	*word = csv->field[ITEM];
	if (!row->item)
		return "unknown item";
	*word = csv->field[UNIT];
	if (!row->unit)
		return "unknown unit";
	*word = csv->field[ITEM];
	if (!*csv->field[ACTOR] || !*csv->field[SOURCE])
		return "no actor or no source of";
	return isnan(row->amount) ? "no amount of" : NULL;
}

static hel_ledger_row take_ledger(hel_csv *csv)
{
	size_t n_items, n_units;
	const char *const *items = hel_ledger_items(&n_items), *const *units = hel_ledger_units(&n_units);
	return (hel_ledger_row){.item = hel_known_word(csv->field[ITEM], items, n_items),
				.amount = hel_csv_double(csv, AMOUNT),
				.unit = hel_known_word(csv->field[UNIT], units, n_units),
				.year = hel_csv_int(csv, YEAR)};
}

hel_status hel_load_ledger(hel_panel *panel, hel_error *error)
{
	COLUMNS("actor", "item", "from", "amount", "unit", "year", "source", "note");
	hel_csv csv;
	hel_status status = OPEN("ledger");
	if (status)
		return status;
	bool memory = ROOM(panel->ledger) != NULL;
	const char *wrong = NULL, *word = NULL;
	while (memory && !wrong && hel_csv_next(&csv)) {
		hel_ledger_row row = take_ledger(&csv);
		wrong = find_fault(&csv, &row, &word);
		row.actor = hel_panel_copy(panel, csv.field[ACTOR]);
		row.source = hel_panel_copy(panel, csv.field[SOURCE]);
		memory = row.actor && row.source;
		if (memory && *csv.field[FROM])
			memory = (row.from = hel_panel_copy(panel, csv.field[FROM])) != NULL;
		if (memory && *csv.field[NOTE])
			memory = (row.note = hel_panel_copy(panel, csv.field[NOTE])) != NULL;
		panel->ledger.row[panel->ledger.n++] = row;
	}
	return end(&csv, memory, wrong, word, error);
}
