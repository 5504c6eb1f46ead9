/* explain_attack.c: one attack as text: the threat, both sides of the contest, and who stays away for what reason. */
#include <math.h>
#include <string.h>

#include "report/explain_page.h"
#include "report/explain_words.h"

enum { NAME_WIDTH = 24, INDENT = 2, NOTES_AT = 2 + NAME_WIDTH + 7 + 10 + 8 + 10 + 8 };

static const double FAR = 0.1; /* less than a tenth of a state's power arrives */

/* --- tables of states ----------------------------------------------------------------------------------------------- */

static void put_table_head(const hel_explain_page *p, const char *chance, const char *product)
{
	hel_text_printf(p->out.text, "  %s%-*s%-7s%-10s%-8s%-10s%-8sby%s\n", hel_dim(&p->out), NAME_WIDTH, "state", chance, "power P",
	                "of c", product, "share", hel_plain(&p->out));
}

static void put_name(const hel_explain_page *p, int state)
{
	const hel_state *s = &p->x->scenario->world.state[state];
	hel_text name = {0};
	hel_text_printf(&name, strcmp(s->id, s->name) ? "%s %s" : "%s", s->id, s->name);
	hel_put_cell(p->out.text, name.failed ? s->id : name.bytes, NAME_WIDTH - 1);
	hel_text_printf(p->out.text, " ");
	hel_text_free(&name);
}

static hel_number percent(double share)
{
	hel_number number = hel_fixed(100 * share, 1);
	if (!isnan(share))
		strcat(number.text, " %");
	return number;
}

/* A row; its notes flow to the right of the figures, or below them where the terminal is narrow. */
static void put_row(const hel_explain_page *p, const hel_strength *s, double chance, double expected, double share, hel_text *notes)
{
	double arrives = s->capability > 0 ? s->power / s->capability : NAN;
	hel_text_printf(p->out.text, "  ");
	put_name(p, s->state);
	hel_text_printf(p->out.text, "%-7s%-10s%-8s%-10s%-8s", hel_digits(chance, 3).text, hel_digits(s->power, 3).text,
	                isnan(arrives) ? "-" : percent(arrives).text, hel_digits(expected, 3).text,
	                isnan(share) ? "-" : percent(share).text);
	if (s->power <= 0 && isnan(s->recorded))
		hel_text_printf(notes, "; its capability is not known");
	else if (arrives < FAR)
		hel_text_printf(notes, "; too far: %s km", hel_digits(s->dist_km, 4).text);
	bool narrow = p->out.width < NOTES_AT + 24;
	if (narrow)
		hel_text_printf(p->out.text, "\n    ");
	hel_put_flowing(&p->out, narrow ? 4 : NOTES_AT, narrow ? 4 : NOTES_AT, notes->failed || !notes->n ? "" : notes->bytes);
	hel_text_free(notes);
}

/* --- threat and fear ------------------------------------------------------------------------------------------------ */

static void put_terms(const hel_explain_page *p)
{
	const hel_threat_trace *h = &p->x->cell.threat;
	int width = 12;
	for (size_t x = 0; x < h->n_terms; x++)
		width = hel_columns_of(h->term[x].name) > width ? hel_columns_of(h->term[x].name) : width;
	width = width > 44 ? 44 : width;
	hel_text_printf(p->out.text, "  %s%-*s  %-11s%-13s%-11s%s\n", hel_dim(&p->out), width, "term", "value", "coefficient", "product",
	                hel_plain(&p->out));
	for (size_t x = 0; x < h->n_terms; x++) {
		const hel_term *t = &h->term[x];
		hel_text_printf(p->out.text, "  ");
		hel_put_cell(p->out.text, t->name, width);
		hel_text_printf(p->out.text, "  %-11s%-13s%-11s%s%s\n", hel_digits(t->value, 4).text, hel_digits(t->coefficient, 4).text,
		                hel_digits(t->product, 4).text, t->turns ? "made anew under each mechanism" : "",
		                t->outside ? "; the sample never had such a value" : "");
	}
}

static void put_threat(const hel_explain_page *p)
{
	const hel_threat_trace *h = &p->x->cell.threat;
	hel_text words = {0};
	hel_put_heading(p, "Threat h: attacks a year");
	hel_say_threat(&words, p->x);
	hel_put_paragraph(p, INDENT, &words);
	if (h->n_terms)
		put_terms(p);
	bool changed = false;
	for (size_t f = 0; f < h->n_factors; f++) {
		if (h->factor[f].kind == HEL_FACTOR_OMEGA)
			continue;
		changed = true;
		hel_say_factor(&words, &h->factor[f]);
		hel_put_paragraph(p, INDENT, &words);
	}
	if (h->reason == HEL_THREAT_NONE)
		return;
	hel_text_printf(&words, changed ? "h = %s." : "No commitment changes it: h = %s.", hel_digits(h->value, 4).text);
	hel_put_paragraph(p, INDENT, &words);
}

static void put_fear(const hel_explain_page *p)
{
	const hel_attack *cell = &p->x->cell;
	const hel_fear *f = &cell->fear;
	hel_text words = {0};
	for (size_t x = 0; x < cell->threat.n_factors; x++) {
		if (cell->threat.factor[x].kind != HEL_FACTOR_OMEGA)
			continue;
		hel_say_factor(&words, &cell->threat.factor[x]);
		hel_put_paragraph(p, INDENT, &words);
	}
	if (f->omega <= 0) {
		hel_text_printf(&words, "omega is 0: defence pacts only defend, and only offence pacts bring company.");
	} else if (f->chain >= 1) {
		hel_text_printf(&words, "omega(pair) = omega %s", hel_digits(f->omega, 4).text);
		if (f->factor < 1)
			hel_text_printf(&words, " x %s", hel_digits(f->factor, 4).text);
		hel_text_printf(&words, " = %s, for chain is 1: any member can drag its whole coalition along.", hel_digits(f->omega_pair, 4).text);
	} else {
		hel_text_printf(&words, "omega(pair) = omega %s", hel_digits(f->omega, 4).text);
		if (f->factor < 1)
			hel_text_printf(&words, " x %s", hel_digits(f->factor, 4).text);
		hel_text_printf(&words,
		                " x weight %s = %s; the weight is chain + (1 - chain) x own power / coalition's, with chain %s, own power %s and "
		                "%s of those bound to it: a coalition follows each member in proportion to its weight.",
		                hel_digits(f->weight, 4).text, hel_digits(f->omega_pair, 4).text, hel_digits(f->chain, 4).text,
		                hel_digits(cell->attacks.power, 4).text, hel_digits(f->coalition, 4).text);
	}
	hel_put_paragraph(p, INDENT, &words);
}

/* --- the attacking side --------------------------------------------------------------------------------------------- */

static void put_companion(const hel_explain_page *p, const hel_companion *c)
{
	hel_text notes = {0};
	hel_say_promises(&notes, c->promise, c->n_promises, false);
	if (c->bar > 0 || c->collective > 0) {
		hel_text_printf(&notes, "; held back by ");
		hel_say_bars(&notes, c->bars, c->n_bars);
	}
	put_row(p, &c->strength, c->chance, c->expected, c->share, &notes);
}

static void put_idle_companions(const hel_explain_page *p, hel_company_reason reason)
{
	const hel_attack *cell = &p->x->cell;
	hel_text words = {0};
	int n = 0;
	for (size_t x = 0; x < cell->n_companions; x++) {
		const hel_companion *c = &cell->companion[x];
		if (c->reason != reason)
			continue;
		hel_text_printf(&words, "%s%s", n++ ? ", " : "", hel_state_id(p->x, c->strength.state));
		if (reason == HEL_COMPANY_OWES_TARGET || reason == HEL_COMPANY_PLEDGED || reason == HEL_COMPANY_COLLECTIVE) {
			hel_text_printf(&words, " (");
			hel_say_names(&words, c->bars, c->n_bars, reason == HEL_COMPANY_OWES_TARGET);
			hel_text_printf(&words, ")");
		} else if (reason == HEL_COMPANY_BLOCKED || reason == HEL_COMPANY_DEFENDS) {
			hel_text_printf(&words, " (");
			hel_say_names(&words, c->promise, c->n_promises, false);
			hel_text_printf(&words, ")");
		}
	}
	if (!n) {
		hel_text_free(&words);
		return;
	}
	hel_text line = {0};
	hel_text_printf(&line, "%d %s: %s.", n, hel_company_reason_words(reason), words.failed ? "" : words.bytes);
	hel_text_free(&words);
	hel_put_paragraph(p, INDENT, &line);
}

static void put_attacking_side(const hel_explain_page *p)
{
	const hel_attack *cell = &p->x->cell;
	hel_text words = {0};
	size_t joining = 0;
	hel_put_heading(p, "Attacking side X = P + A");
	hel_say_power(&words, p->x, &cell->attacks);
	hel_put_paragraph(p, INDENT, &words);
	for (size_t x = 0; x < cell->n_companions; x++)
		joining += cell->companion[x].reason == HEL_COMPANY_JOINS;
	if (!cell->n_companions) {
		hel_text_printf(&words, "Nobody is bound to %s by defence, guarantee or offence: A = 0.", hel_state_id(p->x, cell->attacker));
		hel_put_paragraph(p, INDENT, &words);
	} else {
		hel_text_printf(&words,
		                "Bound to %s: %zu. Each may fight beside it with chance a = (1 - C)(1 - B')(1 - (1 - O)(1 - omega E)): O by "
		                "offence, E by defence as far as omega goes; kept out by what it owes the target (B') and by collective "
		                "security (C).",
		                hel_state_id(p->x, cell->attacker), cell->n_companions);
		hel_put_paragraph(p, INDENT, &words);
		put_fear(p);
	}
	if (joining)
		put_table_head(p, "a", "a P");
	for (size_t x = 0; x < cell->n_companions; x++) {
		if (cell->companion[x].reason == HEL_COMPANY_JOINS)
			put_companion(p, &cell->companion[x]);
	}
	for (int reason = HEL_COMPANY_ATTACKED; reason <= HEL_COMPANY_DEFENDS; reason++)
		put_idle_companions(p, (hel_company_reason)reason);
	hel_text_printf(&words, "A = %s; X = %s + %s = %s.", hel_digits(cell->abetment, 4).text, hel_digits(cell->attacks.power, 4).text,
	                hel_digits(cell->abetment, 4).text, hel_digits(cell->attack, 4).text);
	hel_put_paragraph(p, INDENT, &words);
}

/* --- the defending side --------------------------------------------------------------------------------------------- */

static void put_helper(const hel_explain_page *p, const hel_helper *h)
{
	hel_text notes = {0};
	hel_say_promises(&notes, h->promise, h->n_promises, true);
	if (h->bar > 0) {
		hel_text_printf(&notes, "; held back by ");
		hel_say_bars(&notes, h->bars, h->n_bars);
	}
	put_row(p, &h->strength, h->chance, h->expected, h->share, &notes);
}

static void put_idle_helpers(const hel_explain_page *p, hel_help_reason reason)
{
	const hel_attack *cell = &p->x->cell;
	hel_text words = {0};
	int n = 0;
	for (size_t x = 0; x < cell->n_helpers; x++) {
		const hel_helper *h = &cell->helper[x];
		if (h->reason != reason)
			continue;
		hel_text_printf(&words, "%s%s (owes it by ", n++ ? ", " : "", hel_state_id(p->x, h->strength.state));
		hel_say_names(&words, h->promise, h->n_promises, false);
		if (reason == HEL_HELP_BOUND || reason == HEL_HELP_PLEDGED) {
			hel_text_printf(&words, "; to the attacker by ");
			hel_say_names(&words, h->bars, h->n_bars, reason == HEL_HELP_BOUND);
		}
		hel_text_printf(&words, ")");
	}
	hel_text line = {0};
	hel_text_printf(&line, "%d %s: %s.", n, hel_help_reason_words(reason), n && !words.failed ? words.bytes : "");
	hel_text_free(&words);
	if (n)
		hel_put_paragraph(p, INDENT, &line);
	else
		hel_text_free(&line);
}

static void put_defending_side(const hel_explain_page *p)
{
	const hel_attack *cell = &p->x->cell;
	const char *target = hel_state_id(p->x, p->x->state);
	hel_text words = {0};
	size_t coming = 0;
	hel_put_heading(p, "Defending side Y = c + D");
	hel_say_capability(&words, p->x, &cell->defends);
	hel_text_printf(&words, ".");
	hel_put_paragraph(p, INDENT, &words);
	for (size_t x = 0; x < cell->n_helpers; x++)
		coming += cell->helper[x].reason == HEL_HELP_COMES;
	if (!cell->n_helpers)
		hel_text_printf(&words, "Nobody owes %s help: D = 0.", target);
	else
		hel_text_printf(&words,
		                "Owing %s help: %zu. Each comes with chance o = 1 - (1 - C)(1 - E (1 - B)): E by defence or guarantee, unless "
		                "bound to the attacker (B); C by collective security. %s",
		                target, cell->n_helpers,
		                p->x->calibrated.stack == HEL_STACK_MAX ? "Of several pacts the likeliest decides."
		                                                        : "Each pact is a coin of its own.");
	hel_put_paragraph(p, INDENT, &words);
	if (coming)
		put_table_head(p, "o", "o P");
	for (size_t x = 0; x < cell->n_helpers; x++) {
		if (cell->helper[x].reason == HEL_HELP_COMES)
			put_helper(p, &cell->helper[x]);
	}
	for (int reason = HEL_HELP_ATTACKS; reason <= HEL_HELP_PLEDGED; reason++)
		put_idle_helpers(p, (hel_help_reason)reason);
	hel_text_printf(&words, "D = %s; Y = %s + %s = %s.", hel_digits(cell->help, 4).text, hel_digits(cell->defends.power, 4).text,
	                hel_digits(cell->help, 4).text, hel_digits(cell->resist, 4).text);
	hel_put_paragraph(p, INDENT, &words);
}

/* --- the outcome ---------------------------------------------------------------------------------------------------- */

static void say_contest(hel_text *words, const hel_attack *cell)
{
	if (cell->attack <= 0) {
		hel_text_printf(words, "q = 0, for the attacking side has no power there");
	} else if (cell->resist <= 0) {
		hel_text_printf(words, "q = 1, for the defending side has no power");
	} else if (cell->gamma == 1) {
		hel_text_printf(words, "q = X / (X + Y) = %s / (%s + %s)", hel_digits(cell->attack, 4).text, hel_digits(cell->attack, 4).text,
		                hel_digits(cell->resist, 4).text);
	} else {
		hel_text_printf(words, "q = X^g / (X^g + Y^g), X = %s, Y = %s, g = gamma = %s", hel_digits(cell->attack, 4).text,
		                hel_digits(cell->resist, 4).text, hel_digits(cell->gamma, 4).text);
	}
}

static void put_outcome(const hel_explain_page *p)
{
	const hel_attack *cell = &p->x->cell;
	hel_text words = {0};
	hel_put_heading(p, "Chance of defeat q, and what it costs");
	say_contest(&words, cell);
	if (cell->guard != HEL_GUARD_NONE) {
		hel_text_printf(&words, ", times 1 - eta = 1 - %s, for %s has nuclear weapons (", hel_digits(cell->eta, 4).text,
		                hel_state_id(p->x, cell->guardian));
		hel_say_fact(&words, &cell->guard_row);
		hel_text_printf(&words, cell->guard == HEL_GUARD_OWN ? ")" : ") and is sure to come");
	} else if (cell->eta > 0) {
		hel_text_printf(&words, " (no nuclear weapons of the target or of a sure helper deny it)");
	}
	hel_text_printf(&words, "; q = %s.", hel_digits(cell->defeat, 4).text);
	hel_put_paragraph(p, INDENT, &words);
	hel_text_printf(&words, "h s q = %s x %s x %s = %s defeats a year", hel_digits(cell->threat.value, 4).text,
	                hel_digits(p->x->severity, 4).text, hel_digits(cell->defeat, 4).text, hel_digits(cell->loss, 4).text);
	if (p->x->loss > 0)
		hel_text_printf(&words, ", %s of L", percent(cell->loss / p->x->loss).text);
	hel_text_printf(&words, ".");
	hel_put_paragraph(p, INDENT, &words);
}

void hel_put_attack(const hel_explain_page *p)
{
	const hel_attack *cell = &p->x->cell;
	hel_text words = {0};
	hel_say_state(&words, p->x, cell->attacker);
	hel_text_printf(&words, " attacks ");
	hel_say_state(&words, p->x, p->x->state);
	hel_text_printf(&words, ": from what the figures in its row come");
	hel_put_heading(p, words.failed ? "" : words.bytes);
	hel_text_free(&words);
	put_threat(p);
	put_attacking_side(p);
	put_defending_side(p);
	put_outcome(p);
	if (p->x->n_ballots)
		hel_put_heading(p, "Votes");
	for (size_t b = 0; b < p->x->n_ballots; b++) {
		hel_say_ballot(&words, p->x, &p->x->ballot[b]);
		hel_put_paragraph(p, INDENT, &words);
	}
}
