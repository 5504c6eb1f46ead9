/* bargain_text.c: bargaining in words, for somebody who has not read the papers: who sits at the table and what counts, what is the
 * same under every lens and what is not, then each lens with its figures. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/accord.h"
#include "report/bargain_words.h"
#include "report/words.h"

static void say_parties(const hel_bargain_page *p, hel_text *line)
{
	const hel_parley *d = p->d;
	hel_text_printf(line, "%zu %s: ", d->n, d->n == 1 ? "party" : "parties");
	for (size_t i = 0; i < d->n && (i < p->top || d->n <= 12); i++) {
		const hel_seat *party = &d->talks->party[i];
		hel_text_printf(line, "%s%s", i ? ", " : "", party->name);
		if (party->n > 1)
			hel_text_printf(line, " (%zu states with one voice, %s)", party->n,
					party->voice == HEL_VOICE_MEAN    ? "their mean"
					: party->voice == HEL_VOICE_WORST ? "that of the worst off"
									  : "their mean by population");
		if (party->weight != 1)
			hel_text_printf(line, " with weight %s", hel_digits(party->weight, 4).text);
	}
	if (d->n > 12 && d->n > p->top)
		hel_text_printf(line, " and %zu more", d->n - p->top);
	hel_text_printf(line, ". Alternatives: %zu. If they do not agree: ", d->m);
	if (d->talks->disagreement == HEL_IN_REFERENCE)
		hel_text_printf(line, "the scenario's reference, \xe2\x80\x9c%s\xe2\x80\x9d.", d->scenario->reference_name);
	else if (d->talks->disagreement == HEL_WITHOUT_COMMITMENTS)
		hel_text_printf(line, "a world in which nobody owes anybody anything.");
	else
		hel_text_printf(line, "\xe2\x80\x9c%s\xe2\x80\x9d.", d->talks->disagreement_name);
}

static void say_utility(const hel_bargain_page *p, hel_text *line)
{
	const hel_talks *talks = p->d->talks;
	hel_text_printf(line, "What a party counts: %s times its security, the chance of no defeat in %s years",
			hel_digits(talks->security, 4).text, hel_digits(p->d->scenario->years, 6).text);
	if (talks->autonomy > 0)
		hel_text_printf(line, ", and %s times its autonomy", hel_digits(talks->autonomy, 4).text);
	if (talks->n_rows)
		hel_text_printf(line, ", and %zu %s of the ledger by stated weights", talks->n_rows, talks->n_rows == 1 ? "row" : "rows");
	bool stated = false;
	for (size_t i = 0; i < p->d->n; i++)
		stated |= talks->party[i].stated != NULL;
	if (stated)
		hel_text_printf(line, ", and utilities that the scenario states");
	hel_text_printf(line,
			". A difference of at most %s is none to it. That the utilities of parties can be added up, compared and handed over "
			"is an assumption: sums, the egalitarian solution, what rules cost and side payments rest on it; Nash and "
			"Kalai-Smorodinsky do not.",
			hel_digits(talks->margin, 4).text);
}

static void put_head(const hel_bargain_page *p)
{
	hel_text line = {0};
	hel_put_clean(p->text, p->d->scenario->name);
	hel_text_put(p->text, ": what could be agreed on\n\n", sizeof ": what could be agreed on\n\n" - 1);
	say_parties(p, &line);
	hel_bargain_paragraph(p, 0, &line);
	hel_text_put(p->text, "\n", 1);
	say_utility(p, &line);
	hel_bargain_paragraph(p, 0, &line);
}

/* --- across lenses -------------------------------------------------------------------------------------------------------- */

/* Lenses under which an outcome picks a place. */
static void say_lenses(const hel_bargain_page *p, hel_text *line, size_t outcome, size_t place)
{
	bool begun = false;
	for (size_t r = 0; r < p->d->n_results; r++) {
		const hel_parley_result *result = &p->d->result[r];
		double share = hel_outcome_share(result, outcome);
		if (hel_outcome_pick(result, outcome) != place)
			continue;
		hel_text_printf(line, "%s\xe2\x80\x9c%s\xe2\x80\x9d", begun ? ", " : " under ", result->calibrated.name);
		if (!isnan(share))
			hel_text_printf(line, " (%s)", hel_fixed(share, 2).text);
		begun = true;
	}
}

static void put_outcome(const hel_bargain_page *p, size_t outcome)
{
	const hel_parley *d = p->d;
	hel_text line = {0};
	hel_accord accord = hel_accord_on(d, outcome);
	hel_text_printf(&line, "%s: ", hel_outcome_name(d, outcome));
	if (accord == HEL_DEPENDS_ON_LENS) {
		hel_text_printf(&line, "depends on the lens:");
		bool begun = false;
		for (size_t a = 0; a <= d->m; a++) {
			bool picked = false;
			for (size_t r = 0; r < d->n_results; r++)
				picked |= hel_outcome_pick(&d->result[r], outcome) == a;
			if (!picked)
				continue;
			hel_text_printf(&line, "%s", begun ? "; " : " ");
			hel_bargain_place(p, &line, a);
			say_lenses(p, &line, outcome, a);
			begun = true;
		}
	} else {
		hel_bargain_place(p, &line, hel_outcome_pick(&d->result[0], outcome));
		if (d->n_results > 1)
			hel_text_printf(&line, " under every lens");
		if (accord == HEL_DEPENDS_ON_DRAWS) {
			hel_text_printf(&line, ", but it depends on the draws:");
			say_lenses(p, &line, outcome, hel_outcome_pick(&d->result[0], outcome));
		}
	}
	hel_text_printf(&line, ".");
	hel_bargain_paragraph(p, 2, &line);
}

static void put_outcomes(const hel_bargain_page *p)
{
	hel_text_printf(p->text, "\nWhat comes of it%s\n", p->d->draws ? " (in brackets: share of the draws)" : "");
	for (size_t x = 0; x < hel_count_outcomes(p->d); x++)
		put_outcome(p, x);
}

hel_status hel_report_bargain_text(hel_text *text, const hel_parley *parley, int top, hel_error *error)
{
	hel_bargain_page p = {.text = text, .d = parley, .top = (size_t)top};
	put_head(&p);
	put_outcomes(&p);
	for (size_t r = 0; r < parley->n_results; r++) {
		p.r = &parley->result[r];
		hel_put_bargain_lens(&p);
	}
	hel_bargain_warnings(&p);
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
