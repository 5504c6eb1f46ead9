/* text.c: the table a newcomer can read: lens by lens, every mechanism's four properties, then whom each serves and harms. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/ascii.h"
#include "report/lines.h"
#include "report/properties.h"
#include "report/textmap.h"
#include "report/words.h"

enum { SHOWN = 4 };

typedef struct page {
	hel_lines out;
	const hel_assessment *a;
	bool terminal; /* else nothing is fitted to a width but running words */
	hel_table_layout layout;
	hel_terrain terrain; /* nothing across: no maps */
} page;

static void put_reason(const page *p, const char *property, const char *why)
{
	hel_text line = {0};
	hel_text_printf(&line, "%s " HEL_DASH ": %s", property, why);
	hel_put_wrapped(&p->out, 2, line.failed ? "" : line.bytes);
	p->out.text->failed |= line.failed;
	hel_text_free(&line);
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
			put_reason(p, hel_property_name[property], said);
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

/* Words of the scenario that head a part: whole where there is no terminal, else fitted to it. */
static void put_title(const page *p, const char *before, const char *words)
{
	hel_text_printf(p->out.text, "%s%s", hel_bold(&p->out), before);
	if (p->terminal)
		hel_put_flowing(&p->out, hel_columns_of(before), 2, words);
	else
		hel_put_clean(p->out.text, words);
	hel_text_printf(p->out.text, "%s%s", hel_plain(&p->out), p->terminal ? "" : "\n");
}

static void put_heading(const page *p, const char *words)
{
	hel_text_printf(p->out.text, "\n%s", hel_dim(&p->out));
	hel_put_wrapped(&p->out, 2, words);
	hel_text_printf(p->out.text, "%s", hel_plain(&p->out));
}

static bool put_assumptions(const page *p, const hel_result *first)
{
	hel_text parameters = {0};
	hel_say_parameters(&parameters, first);
	hel_text_printf(p->out.text, "\n");
	put_title(p, "Lens: ", p->a->scenario->lens[first->lens].name);
	hel_put_wrapped(&p->out, 2, hel_lens_sentence(&first->calibrated));
	hel_text_printf(p->out.text, "%s", hel_dim(&p->out));
	hel_put_wrapped(&p->out, 2, parameters.failed ? "" : parameters.bytes);
	hel_text_printf(p->out.text, "%s", hel_plain(&p->out));
	bool made = !parameters.failed;
	hel_text_free(&parameters);
	return made;
}

static bool put_turns(const page *p, size_t lens)
{
	hel_text turns = {0};
	hel_say_turns(&turns, p->a, lens);
	if (turns.n)
		put_heading(p, "Where the answer turns");
	hel_put_lines(&p->out, 2, &turns);
	bool made = !turns.failed;
	hel_text_free(&turns);
	return made;
}

static bool put_each(const page *p, size_t lens, bool (*put)(const page *, const hel_result *))
{
	bool made = true;
	for (size_t x = 0; made && x < p->a->n_results; x++)
		made = p->a->result[x].lens != lens || put(p, &p->a->result[x]);
	return made;
}

static bool put_lens(const page *p, size_t lens)
{
	const hel_result *first = NULL;
	for (size_t x = p->a->n_results; x > 0; x--)
		first = p->a->result[x - 1].lens == lens ? &p->a->result[x - 1] : first;
	if (!first)
		return true;
	char heading[128];
	snprintf(heading, sizeof heading, "Who gains and who loses most, in the chance of no defeat in %s years",
		 hel_digits(first->calibrated.years, 4).text);
	bool made = put_assumptions(p, first);
	if (p->terminal)
		hel_put_table(&p->out, p->a, lens, &p->layout);
	else
		hel_put_plain_table(&p->out, p->a, lens);
	put_reasons(p, lens);
	put_heading(p, heading);
	made = made && put_each(p, lens, put_winners) && hel_put_textmap(&p->out, p->a, lens, &p->terrain);
	put_heading(p, "What it hangs on, and the first three properties by population and without states under a million");
	return made && put_each(p, lens, put_details) && put_turns(p, lens);
}

static void put_head(const page *p)
{
	hel_text line = {0};
	put_title(p, "", p->a->scenario->name);
	hel_text_printf(p->out.text, "\n");
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

static bool put_all(const page *p)
{
	const hel_assessment *a = p->a;
	bool made = true;
	put_head(p);
	for (size_t lens = 0; made && lens < a->scenario->n_lenses; lens++)
		made = put_lens(p, lens);
	if (made)
		made = hel_put_ledger_table(&p->out, a->scenario, p->terminal);
	if (a->notes.n)
		hel_text_printf(p->out.text, "\n%sWarnings%s\n", hel_bold(&p->out), hel_plain(&p->out));
	for (size_t n = 0; n < a->notes.n; n++)
		hel_put_wrapped(&p->out, 2, a->notes.item[n]);
	return made && !p->out.text->failed;
}

hel_status hel_report_text(hel_text *text, const hel_assessment *assessment, const hel_text_options *options,
			   hel_error *error)
{
	const hel_text_options plain = {0}, *o = options ? options : &plain;
	page p = {.out = hel_lines_on(text, o->colour, o->width), .a = assessment, .terminal = o->width > 0};
	size_t before = text->n;
	bool drawings = o->unicode && o->drawings;
	hel_status status = HEL_OK;
	if (p.terminal)
		p.layout = hel_lay_table_out(assessment, p.out.width, drawings);
	if (drawings && o->width >= HEL_TEXTMAP_ROOM)
		status = hel_textmap_terrain(&p.terrain, &assessment->scenario->world, o->panel, o->width, error);
	if (!status && (!put_all(&p) || (p.terminal && !o->unicode && !hel_make_ascii(text, before))))
		status = hel_fail_memory(error);
	hel_terrain_free(&p.terrain);
	return status;
}
