/* ledger.c: the figures that a scenario cites, as JSON and as a table whose sources stand below it. They are shown beside the
 * assessment; nothing here is added to or taken from security. */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "report/facts.h"
#include "report/lines.h"
#include "report/words.h"

hel_tree *hel_make_ledger(hel_maker *m, const hel_scenario *scenario)
{
	hel_tree *array = hel_make_array(m);
	for (size_t x = 0; x < scenario->n_ledger; x++) {
		const hel_ledger_row *row = &scenario->ledger[x];
		hel_tree *object = hel_make_object(m);
		hel_set(m, object, "actor", hel_make_string(m, row->actor));
		hel_set(m, object, "item", hel_make_string(m, row->item));
		hel_set(m, object, "from", hel_make_string(m, row->from));
		hel_set(m, object, "amount", hel_make_real(m, row->amount));
		hel_set(m, object, "unit", hel_make_string(m, row->unit));
		hel_set(m, object, "year", hel_make_integer(m, row->year));
		hel_set(m, object, "source", hel_make_string(m, row->source));
		hel_set(m, object, "note", hel_make_string(m, row->note));
		hel_add(m, array, object);
	}
	return array;
}

/* --- text --------------------------------------------------------------------------------------------------------- */

/* The number of each row's footnote, from 1, in the order in which sources first appear; NULL: no memory. */
static int *number_sources(const hel_scenario *s)
{
	int *number = calloc(s->n_ledger + 1, sizeof *number), n = 0;
	for (size_t x = 0; number && x < s->n_ledger; x++) {
		for (size_t y = 0; y < x && !number[x]; y++) {
			if (hel_same_text(s->ledger[x].source, s->ledger[y].source) &&
			    hel_same_text(s->ledger[x].note, s->ledger[y].note))
				number[x] = number[y];
		}
		if (!number[x])
			number[x] = ++n;
	}
	return number;
}

static const char *from_shown(const hel_ledger_row *row)
{
	return row->from ? row->from : "";
}

static int wider(int width, const char *words)
{
	int n = hel_columns_of(words);
	return n > width ? n : width;
}

enum { AMOUNT_DIGITS = 10, AMOUNT_WIDTH = 11 };

static void put_rows(hel_text *text, const hel_scenario *s, const int *number)
{
	int actor = 0, item = 0, from = 0, unit = 0;
	for (size_t x = 0; x < s->n_ledger; x++) {
		const hel_ledger_row *row = &s->ledger[x];
		actor = wider(actor, row->actor);
		item = wider(item, row->item);
		from = wider(from, from_shown(row));
		unit = wider(unit, row->unit);
	}
	for (size_t x = 0; x < s->n_ledger; x++) {
		const hel_ledger_row *row = &s->ledger[x];
		hel_text_printf(text, "  ");
		hel_put_padded(text, row->actor, actor + 2);
		hel_put_padded(text, row->item, item + 2);
		hel_put_padded(text, from_shown(row), from ? from + 2 : 0);
		hel_text_printf(text, "%*s ", AMOUNT_WIDTH, hel_digits(row->amount, AMOUNT_DIGITS).text);
		hel_put_padded(text, row->unit, unit + 2);
		hel_text_printf(text, "%d  [%d]\n", row->year, number[x]);
	}
}

void hel_put_ledger(hel_text *rows, hel_text *sources, const hel_scenario *s)
{
	int *number = number_sources(s), said = 0;
	if (!number) {
		rows->failed = true;
		return;
	}
	put_rows(rows, s, number);
	for (size_t x = 0; x < s->n_ledger; x++) {
		if (number[x] <= said)
			continue;
		said = number[x];
		hel_text_printf(sources, "[%d] ", said);
		hel_put_clean(sources, s->ledger[x].source);
		if (s->ledger[x].note) {
			hel_text_printf(sources, "; ");
			hel_put_clean(sources, s->ledger[x].note);
		}
		hel_text_printf(sources, "\n");
	}
	free(number);
}

/* Rows broken at spaces where the terminal is narrower than they are. */
static void put_fitted(const hel_lines *lines, hel_text *rows)
{
	for (char *row = rows->bytes, *end; row && *row; row = end) {
		end = row + strcspn(row, "\n");
		*end++ = '\0'; /* each row ends with one */
		hel_put_flowing(lines, 0, 4, row);
	}
}

bool hel_put_ledger_table(const hel_lines *lines, const hel_scenario *scenario, bool fitted)
{
	hel_text rows = {0}, sources = {0};
	if (!scenario->n_ledger)
		return true;
	hel_put_ledger(&rows, &sources, scenario);
	bool made = !rows.failed && !sources.failed;
	hel_text_printf(lines->text, "\n%sWho pays, who gains (never counted as security)%s\n", hel_bold(lines), hel_plain(lines));
	if (made && fitted)
		put_fitted(lines, &rows);
	else if (made)
		hel_text_put(lines->text, rows.bytes, rows.n);
	hel_text_printf(lines->text, "%s", hel_dim(lines));
	hel_put_lines(lines, 2, &sources);
	hel_text_printf(lines->text, "%s", hel_plain(lines));
	hel_text_free(&rows);
	hel_text_free(&sources);
	return made;
}
