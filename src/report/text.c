/* text.c: the table a newcomer can read: lens by lens, every mechanism's four properties, then whom each serves and harms. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/lines.h"
#include "report/words.h"

enum { NAME_MAX = 46, SHOWN = 4 };

typedef struct page {
	hel_lines out;
	const hel_assessment *a;
	int name_width;
} page;

static void put_figure(const page *p, const hel_figure *figure)
{
	hel_text cell = {0};
	hel_text_printf(&cell, "%s", hel_fixed(figure->value, 2).text);
	if (!isnan(figure->low))
		hel_text_printf(&cell, " [%s, %s]", hel_fixed(figure->low, 2).text, hel_fixed(figure->high, 2).text);
	hel_put_padded(p->out.text, cell.failed ? "" : cell.bytes, p->a->draws ? 19 : 13);
	hel_text_free(&cell);
}

static void put_row(const page *p, const hel_result *r)
{
	hel_text_put(p->out.text, "  ", 2);
	hel_put_padded(p->out.text, p->a->scenario->mechanism[r->mechanism].name, p->name_width);
	hel_text_put(p->out.text, "  ", 2);
	put_figure(p, &r->indivisible.each);
	put_figure(p, &r->balanced.each);
	put_figure(p, &r->effective.each);
	hel_put_padded(p->out.text, hel_fixed(r->together, 2).text, 10);
	hel_text_printf(p->out.text, "%s", hel_fixed(r->sustainable.each.value, 2).text);
	if (!isnan(r->sustainable.each.low))
		hel_text_printf(p->out.text, " [%s, %s]", hel_fixed(r->sustainable.each.low, 2).text,
		                hel_fixed(r->sustainable.each.high, 2).text);
	hel_text_put(p->out.text, "\n", 1);
}

static void put_table(const page *p, size_t lens)
{
	int wide = p->a->draws ? 19 : 13;
	hel_text_printf(p->out.text, "\n  %s%-*s  %-*s%-*s%-*s%-10s%s%s\n", hel_dim(&p->out), p->name_width, "", wide, "indivisible", wide, "balanced",
	                wide, "effective", "together", "sustainable", hel_plain(&p->out));
	for (size_t x = 0; x < p->a->n_results; x++) {
		if (p->a->result[x].lens == lens)
			put_row(p, &p->a->result[x]);
	}
}

/* Each reason once, below the table that has a dash. */
static void put_reasons(const page *p, size_t lens)
{
	for (int property = 0; property < HEL_PROPERTIES; property++) {
		const char *said = NULL;
		for (size_t x = 0; x < p->a->n_results; x++) {
			const hel_result *r = &p->a->result[x];
			const hel_figure *figure = &hel_property(r, property)->each;
			if (r->lens != lens || !isnan(figure->value) || (said && !strcmp(said, hel_why(figure))))
				continue;
			said = hel_why(figure);
			hel_text_printf(p->out.text, "  %s " HEL_DASH ": %s\n", hel_property_name[property], said);
		}
	}
}

/* --- who gains, who loses ------------------------------------------------------------------------------------------- */

static int by_change(const void *a, const void *b)
{
	const hel_state_result *x = *(const hel_state_result *const *)a, *y = *(const hel_state_result *const *)b;
	if (x->dS != y->dS)
		return x->dS < y->dS ? 1 : -1;
	return x->state - y->state;
}

static void put_changes(const page *p, hel_text *line, const hel_state_result *const *sorted, int n, bool gains)
{
	const double visible = 0.005; /* what two decimals show */
	int shown = 0;
	double largest = n ? sorted[gains ? 0 : n - 1]->dS : 0;
	for (int x = 0; x < n && shown < SHOWN; x++) {
		const hel_state_result *s = sorted[gains ? x : n - 1 - x];
		if (gains ? s->dS < visible : s->dS > -visible)
			break;
		hel_text_printf(line, "%s%s %s", shown++ ? ", " : gains ? " gain " : "; lose ", p->a->scenario->world.state[s->state].id,
		                hel_signed(s->dS, 2).text);
	}
	if (!shown)
		hel_text_printf(line, "%s nobody %s%s", gains ? "" : ";", gains ? "gains" : "loses", largest == 0 || (largest > 0) != gains ? "" : " 0.01");
}

static bool put_winners(const page *p, const hel_result *r)
{
	const hel_state_result **sorted = calloc((size_t)p->a->n_region + 1, sizeof *sorted);
	hel_text line = {0};
	int n = 0;
	if (!sorted)
		return false;
	for (int s = 0; s < p->a->n_region; s++) {
		if (!isnan(r->state[s].dS))
			sorted[n++] = &r->state[s];
	}
	qsort(sorted, (size_t)n, sizeof *sorted, by_change);
	hel_text_printf(&line, "%s:", p->a->scenario->mechanism[r->mechanism].name);
	put_changes(p, &line, sorted, n, true);
	put_changes(p, &line, sorted, n, false);
	free(sorted);
	bool made = !line.failed;
	if (made)
		hel_put_wrapped(&p->out, 2, line.bytes);
	hel_text_free(&line);
	return made;
}

/* --- what each verdict hangs on ------------------------------------------------------------------------------------- */

static const hel_state_result *find_state(const page *p, const hel_result *r, int state)
{
	for (int s = 0; s < p->a->n_region; s++) {
		if (r->state[s].state == state)
			return &r->state[s];
	}
	return NULL;
}

static void say_worst_off(const page *p, hel_text *line, const hel_result *r)
{
	const hel_world *world = &p->a->scenario->world;
	const hel_state_result *worst = r->worst_off >= 0 ? find_state(p, r, r->worst_off) : NULL;
	if (!worst)
		return;
	hel_text_printf(line, " worst off %s (S %s), threatened most by", world->state[worst->state].id,
	                hel_fixed(worst->security.value, 2).text);
	for (int t = 0; t < worst->n_threats; t++)
		hel_text_printf(line, "%s %s", t ? "," : "", world->state[worst->threat[t].attacker].id);
	hel_text_printf(line, ";");
}

static void say_commitments(hel_text *line, const hel_world *world, const hel_result *r)
{
	if (r->worst_commitment)
		hel_text_printf(line, " costs others most: %s;", r->worst_commitment->name);
	if (r->dearest)
		hel_text_printf(line, " most missed: %s;", r->dearest->name);
	if (r->first_to_leave >= 0)
		hel_text_printf(line, " first to leave: %s (%s, %s);", world->state[r->first_to_leave].id, r->first_to_leave_commitment->name,
		                hel_signed(r->first_to_leave_dS, 4).text);
	if (r->dominant_provider >= 0)
		hel_text_printf(line, " largest provider: %s (%s of all help's worth);", world->state[r->dominant_provider].id,
		                hel_fixed(r->dominance_share, 2).text);
}

static bool put_details(const page *p, const hel_result *r)
{
	hel_text line = {0};
	hel_text_printf(&line, "%s:", p->a->scenario->mechanism[r->mechanism].name);
	say_worst_off(p, &line, r);
	say_commitments(&line, &p->a->scenario->world, r);
	hel_text_printf(&line, " %d tie%s could be added", r->could_add, r->could_add == 1 ? "" : "s");
	if (r->extrapolated >= 0)
		hel_text_printf(&line, "; %d of %d states face what the model's sample never had", r->extrapolated, p->a->n_region);
	if (r->forbidden_ties)
		hel_text_printf(&line, " (%d forbidden)", r->forbidden_ties);
	hel_text_printf(&line, "; a year: %s disputes", hel_digits(r->disputes, 3).text);
	if (!isnan(r->wars))
		hel_text_printf(&line, ", %s wars", hel_digits(r->wars, 2).text);
	hel_text_printf(&line, ", %s defeats.", hel_digits(r->defeats, 3).text);
	hel_text_printf(&line, " By population: %s, %s, %s; without small states: %s, %s, %s.",
	                hel_fixed(r->indivisible.by_population.value, 2).text, hel_fixed(r->balanced.by_population.value, 2).text,
	                hel_fixed(r->effective.by_population.value, 2).text, hel_fixed(r->indivisible.without_small.value, 2).text,
	                hel_fixed(r->balanced.without_small.value, 2).text, hel_fixed(r->effective.without_small.value, 2).text);
	bool made = !line.failed;
	if (made)
		hel_put_wrapped(&p->out, 2, line.bytes);
	hel_text_free(&line);
	return made;
}

static bool put_lens(const page *p, size_t lens)
{
	const hel_result *first = NULL;
	bool made = true;
	for (size_t x = p->a->n_results; x > 0; x--)
		first = p->a->result[x - 1].lens == lens ? &p->a->result[x - 1] : first;
	if (!first)
		return true;
	hel_text parameters = {0}, turns = {0};
	hel_say_parameters(&parameters, first);
	hel_say_turns(&turns, p->a, lens);
	hel_text_printf(p->out.text, "\n%sLens: ", hel_bold(&p->out));
	hel_put_clean(p->out.text, p->a->scenario->lens[lens].name);
	hel_text_printf(p->out.text, "%s\n", hel_plain(&p->out));
	hel_put_wrapped(&p->out, 2, hel_lens_sentence(&first->calibrated));
	hel_text_printf(p->out.text, "%s", hel_dim(&p->out));
	hel_put_wrapped(&p->out, 2, parameters.failed ? "" : parameters.bytes);
	hel_text_printf(p->out.text, "%s", hel_plain(&p->out));
	put_table(p, lens);
	put_reasons(p, lens);
	hel_text_printf(p->out.text, "\n  %sWho gains and who loses most, in the chance of no defeat in %s years%s\n", hel_dim(&p->out),
	                hel_digits(first->calibrated.years, 4).text, hel_plain(&p->out));
	for (size_t x = 0; made && x < p->a->n_results; x++)
		made = p->a->result[x].lens != lens || put_winners(p, &p->a->result[x]);
	hel_text_printf(p->out.text, "\n  %sWhat it hangs on, and the first three properties by population and without states under a "
	                         "million%s\n",
	                hel_dim(&p->out), hel_plain(&p->out));
	for (size_t x = 0; made && x < p->a->n_results; x++)
		made = p->a->result[x].lens != lens || put_details(p, &p->a->result[x]);
	if (turns.n)
		hel_text_printf(p->out.text, "\n  %sWhere the answer turns%s\n", hel_dim(&p->out), hel_plain(&p->out));
	hel_put_lines(&p->out, 2, &turns);
	made = made && !parameters.failed && !turns.failed;
	hel_text_free(&parameters);
	hel_text_free(&turns);
	return made;
}

static void put_head(const page *p)
{
	hel_text line = {0};
	hel_text_printf(p->out.text, "%s", hel_bold(&p->out));
	hel_put_clean(p->out.text, p->a->scenario->name);
	hel_text_printf(p->out.text, "%s\n\n", hel_plain(&p->out));
	hel_say_world(&line, p->a);
	hel_text_printf(&line, " ");
	hel_say_reference(&line, p->a);
	hel_put_wrapped(&p->out, 0, line.failed ? "" : line.bytes);
	hel_text_free(&line);
	hel_put_wrapped(&p->out, 0, "1 is best, below 0 is harm. Indivisible: nobody gains at another's expense. Balanced: all lose alike. Effective: "
	                  "harm prevented; together: the same if allies come all or none. Sustainable: parties that would not "
	                  "gain by leaving. In brackets: 90 % of draws; the figure before them has every range at its likeliest "
	                  "value, which need not lie in the middle.");
}

hel_status hel_report_text(hel_text *text, const hel_assessment *assessment, bool colour, int width, hel_error *error)
{
	page p = {hel_lines_on(text, colour, width), assessment, 10};
	for (size_t x = 0; x < assessment->n_results; x++) {
		int n = hel_columns_of(assessment->scenario->mechanism[assessment->result[x].mechanism].name);
		p.name_width = n > p.name_width ? n : p.name_width;
	}
	if (p.name_width > NAME_MAX)
		p.name_width = NAME_MAX;
	put_head(&p);
	bool made = true;
	for (size_t lens = 0; made && lens < assessment->scenario->n_lenses; lens++)
		made = put_lens(&p, lens);
	if (made)
		made = hel_put_ledger_table(&p.out, assessment->scenario);
	if (assessment->notes.n)
		hel_text_printf(text, "\n%sWarnings%s\n", hel_bold(&p.out), hel_plain(&p.out));
	for (size_t n = 0; n < assessment->notes.n; n++)
		hel_put_wrapped(&p.out, 2, assessment->notes.item[n]);
	return made && !text->failed ? HEL_OK : hel_fail_memory(error);
}
