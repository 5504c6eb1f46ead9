/* explain_text.c: one number taken apart, for a reader: what it is, whose attacks make it up, one of them in full, the sources. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/explain_page.h"
#include "report/explain_words.h"

enum { NAME_WIDTH = 34, INDENT = 2 };

void hel_put_item(const hel_explain_page *page, hel_text *words)
{
	if (words->failed)
		page->out.text->failed = true;
	hel_text_printf(page->out.text, "%*s", INDENT, "");
	hel_put_flowing(&page->out, INDENT, 2 * INDENT, words->n && !words->failed ? words->bytes : "");
	hel_text_free(words);
}

void hel_put_heading(const hel_explain_page *page, const char *words)
{
	hel_text_printf(page->out.text, "\n%s", hel_bold(&page->out));
	hel_put_wrapped(&page->out, 0, words);
	hel_text_printf(page->out.text, "%s", hel_plain(&page->out));
}

/* --- what the number is --------------------------------------------------------------------------------------------- */

static void put_head(const hel_explain_page *p)
{
	const hel_explanation *x = p->x;
	hel_text words = {0};
	const hel_result parameters = {.calibrated = x->calibrated, .record = x->record};
	hel_say_state(&words, x, x->state);
	hel_text_printf(&words, " under \xe2\x80\x9c%s\xe2\x80\x9d, lens %s", x->scenario->mechanism[x->mechanism].name,
			x->calibrated.name);
	hel_text_printf(p->out.text, "%s", hel_bold(&p->out));
	hel_put_paragraph(&p->out, 0, &words);
	hel_text_printf(p->out.text, "%s\n", hel_plain(&p->out));
	hel_text_printf(&words, "The lens: %s.", hel_lens_sentence(&x->calibrated));
	hel_put_paragraph(&p->out, 0, &words);
	hel_text_printf(p->out.text, "%s", hel_dim(&p->out));
	hel_say_parameters(&words, &parameters);
	hel_put_paragraph(&p->out, 0, &words);
	hel_text_printf(p->out.text, "%s\n", hel_plain(&p->out));
}

static void put_number(const hel_explain_page *p)
{
	const hel_explanation *x = p->x;
	hel_text words = {0};
	hel_text_printf(&words,
			"Security S = exp(-T L) = %s: the chance of no defeat in T = %s years. Under the reference "
			"\xe2\x80\x9c%s\xe2\x80\x9d it is %s.",
			hel_digits(x->security, 4).text, hel_digits(x->calibrated.years, 4).text,
			x->scenario->reference_name, hel_digits(x->reference_security, 4).text);
	hel_put_paragraph(&p->out, 0, &words);
	hel_text_printf(&words, "Loss L = %s defeats expected a year; under the reference %s.", hel_digits(x->loss, 4).text,
			hel_digits(x->reference_loss, 4).text);
	hel_put_paragraph(&p->out, 0, &words);
	hel_text_printf(&words,
			"L is the sum over attackers of h s q: attacks a year, times the share of attacks fought to an end, "
			"times the chance of "
			"defeat%s. Every figure here has every range at its likeliest value.",
			x->phi > 0 ? "; and phi times the defeats of those whom it must help" : "");
	hel_put_paragraph(&p->out, 0, &words);
	hel_say_severity(&words, x);
	hel_put_paragraph(&p->out, 0, &words);
}

/* --- whose attacks -------------------------------------------------------------------------------------------------- */

static void put_share(const hel_explain_page *p, double loss, double share)
{
	hel_text_printf(p->out.text, "%-13s", hel_digits(loss, 4).text);
	if (isnan(share))
		hel_text_printf(p->out.text, "-\n");
	else
		hel_text_printf(p->out.text, "%s %%\n", hel_fixed(100 * share, 1).text);
}

static void put_name(const hel_explain_page *p, int state)
{
	const hel_state *s = &p->x->scenario->world.state[state];
	hel_text name = {0};
	hel_text_printf(&name, strcmp(s->id, s->name) ? "%s %s" : "%s", s->id, s->name);
	hel_text_printf(p->out.text, "  ");
	hel_put_cell(p->out.text, name.failed ? s->id : name.bytes, NAME_WIDTH);
	hel_text_free(&name);
}

static void put_rest(const hel_explain_page *p, size_t shown)
{
	const hel_explanation *x = p->x;
	double threat = 0, loss = 0;
	hel_text name = {0};
	for (size_t a = shown; a < x->n_attackers; a++) {
		threat += x->attacker[a].threat;
		loss += x->attacker[a].loss;
	}
	hel_text_printf(&name, "%zu others", x->n_attackers - shown);
	hel_text_printf(p->out.text, "  ");
	hel_put_cell(p->out.text, name.failed ? "" : name.bytes, NAME_WIDTH);
	hel_text_free(&name);
	hel_text_printf(p->out.text, "%-12s%-12s", hel_digits(threat, 4).text, "");
	put_share(p, loss, x->loss > 0 ? loss / x->loss : NAN);
}

static void put_attackers(const hel_explain_page *p)
{
	const hel_explanation *x = p->x;
	size_t shown = p->top && p->top < x->n_attackers ? p->top : x->n_attackers;
	if (!x->n_attackers) {
		hel_put_heading(p, "Nobody attacks it under this lens.");
		return;
	}
	hel_put_heading(p, "Whose attacks it fears");
	hel_text_printf(p->out.text, "  %s%-*s%-12s%-12s%-13s%s%s\n", hel_dim(&p->out), NAME_WIDTH, "attacker", "h a year",
			"q", "h s q", "of L", hel_plain(&p->out));
	for (size_t a = 0; a < shown; a++) {
		put_name(p, x->attacker[a].state);
		hel_text_printf(p->out.text, "%-12s%-12s", hel_digits(x->attacker[a].threat, 4).text,
				hel_digits(x->attacker[a].defeat, 4).text);
		put_share(p, x->attacker[a].loss, x->attacker[a].share);
	}
	if (shown < x->n_attackers)
		put_rest(p, shown);
}

static void put_entanglements(const hel_explain_page *p)
{
	const hel_explanation *x = p->x;
	size_t shown = p->top && p->top < x->n_entanglements ? p->top : x->n_entanglements;
	double loss = 0;
	hel_text words = {0};
	if (!x->n_entanglements)
		return;
	hel_text_printf(&words, "What it bears of the defeats of those whom it must help (phi %s)",
			hel_digits(x->phi, 4).text);
	hel_put_heading(p, words.failed ? "" : words.bytes);
	hel_text_free(&words);
	for (size_t m = 0; m < shown; m++) {
		put_name(p, x->entanglement[m].ally);
		hel_text_printf(p->out.text, "%-24s", "");
		put_share(p, x->entanglement[m].loss, x->entanglement[m].share);
	}
	for (size_t m = shown; m < x->n_entanglements; m++)
		loss += x->entanglement[m].loss;
	if (shown < x->n_entanglements)
		hel_text_printf(p->out.text, "  %-*s%-24s%s\n", NAME_WIDTH, "others", "", hel_digits(loss, 4).text);
}

/* --- where it comes from -------------------------------------------------------------------------------------------- */

static bool is_among(const hel_promise *promise, size_t n, const hel_commitment *commitment)
{
	for (size_t x = 0; x < n; x++) {
		if (promise[x].commitment == commitment)
			return true;
	}
	return false;
}

static bool limits_any(const hel_strength *s, const hel_commitment *commitment)
{
	for (size_t l = 0; l < s->n_limits; l++) {
		if (s->limit[l].commitment == commitment)
			return true;
	}
	return false;
}

/* Among those that are said to keep somebody away: all of them, or those that bind. */
static bool is_said(const hel_promise *bar, size_t n, const hel_commitment *commitment, bool binding_only)
{
	for (size_t x = 0; x < n; x++) {
		hel_clause_type type = bar[x].clause->type;
		bool binds = type == HEL_DEFENCE || type == HEL_GUARANTEE || type == HEL_OFFENCE;
		if (bar[x].commitment == commitment && (binds || !binding_only))
			return true;
	}
	return false;
}

static bool names_helper(const hel_helper *h, const hel_commitment *commitment)
{
	bool barred =
	    h->bar > 0 && h->reason != HEL_HELP_BLOCKED && h->reason != HEL_HELP_FELLOW && h->reason != HEL_HELP_ATTACKS;
	return is_among(h->promise, h->n_promises, commitment) || limits_any(&h->strength, commitment) ||
	       (barred && is_said(h->bars, h->n_bars, commitment, h->reason == HEL_HELP_BOUND));
}

static bool names_companion(const hel_companion *c, const hel_commitment *commitment)
{
	bool barred =
	    (c->bar > 0 || c->collective > 0) && c->reason != HEL_COMPANY_BLOCKED && c->reason != HEL_COMPANY_DEFENDS;
	return is_among(c->promise, c->n_promises, commitment) || limits_any(&c->strength, commitment) ||
	       (barred && is_said(c->bars, c->n_bars, commitment, c->reason == HEL_COMPANY_OWES_TARGET));
}

/* Whether a commitment stands above: one that bars nobody is traced (and in the JSON), but not printed. */
static bool is_shown(const hel_explanation *x, const hel_commitment *commitment)
{
	const hel_attack *cell = &x->cell;
	bool shown = limits_any(&cell->attacks, commitment) || limits_any(&cell->defends, commitment);
	for (size_t k = 0; k < cell->n_helpers && !shown; k++)
		shown = names_helper(&cell->helper[k], commitment);
	for (size_t k = 0; k < cell->n_companions && !shown; k++)
		shown = names_companion(&cell->companion[k], commitment);
	for (size_t f = 0; f < cell->threat.n_factors && !shown; f++)
		shown = cell->threat.factor[f].commitment == commitment;
	for (size_t b = 0; b < x->n_ballots; b++) {
		for (size_t v = 0; v < x->ballot[b].n_against && !shown; v++)
			shown = x->ballot[b].no[v].bound_by == commitment;
	}
	return shown;
}

static void put_sources(const hel_explain_page *p)
{
	const hel_explanation *x = p->x;
	hel_text words = {0};
	if (x->n_named)
		hel_put_heading(p, "Commitments named");
	for (size_t n = 0; n < x->n_named; n++) {
		if (!is_shown(x, x->named[n].commitment))
			continue;
		hel_say_named(&words, &x->named[n]);
		hel_put_item(p, &words);
	}
	hel_put_heading(p, "Sources");
	if (x->scenario->world.stated)
		hel_text_printf(&words, "The world is stated in the scenario, %s.", hel_file_shown(x->scenario->file));
	else
		hel_text_printf(&words, "The scenario, %s, and these files of data/ ('helsinki data sources' cites them):",
				hel_file_shown(x->scenario->file));
	hel_put_paragraph(&p->out, INDENT, &words);
	for (size_t s = 0; s < x->n_sources; s++) {
		hel_text_printf(&words, "%s: %s; %s", x->source[s]->file, x->source[s]->title, x->source[s]->release);
		hel_put_item(p, &words);
	}
	if (x->notes.n)
		hel_put_heading(p, "Warnings");
	for (size_t n = 0; n < x->notes.n; n++)
		hel_put_wrapped(&p->out, INDENT, x->notes.item[n]);
}

hel_status hel_report_explain_text(hel_text *text, const hel_explanation *explanation, size_t top, bool colour, int width,
				   hel_error *error)
{
	hel_explain_page p = {hel_lines_on(text, colour, width), explanation, top};
	put_head(&p);
	put_number(&p);
	put_attackers(&p);
	put_entanglements(&p);
	if (explanation->traced)
		hel_put_attack(&p);
	put_sources(&p);
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
