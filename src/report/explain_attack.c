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
	hel_text_printf(p->out.text, "  %s%-*s%-7s%-10s%-8s%-10s%-8sby%s\n", hel_dim(&p->out), NAME_WIDTH, "state", chance,
			"power P", "arrives", product, "share", hel_plain(&p->out));
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
static void put_row(const hel_explain_page *p, const hel_strength *s, double chance, double expected, double share,
		    hel_text *notes)
{
	double arrives = s->capability > 0 ? s->power / s->capability : NAN;
	hel_text_printf(p->out.text, "  ");
	put_name(p, s->state);
	hel_text_printf(p->out.text, "%-7s%-10s%-8s%-10s%-8s", hel_digits(chance, 3).text, hel_digits(s->power, 3).text,
			isnan(arrives) ? "-" : percent(arrives).text, hel_digits(expected, 3).text,
			isnan(share) ? "-" : percent(share).text);
	if (s->n_limits) {
		hel_text_printf(notes, "; its power");
		hel_say_limits(notes, s);
	}
	if (s->host >= 0)
		hel_text_printf(notes, "; from %s", hel_state_id(p->x, s->host));
	if (s->power <= 0 && isnan(s->recorded))
		hel_text_printf(notes, "; its capability is not known");
	else if (arrives < FAR)
		hel_text_printf(notes, "; too far: %s km", hel_digits(s->dist_km, 5).text);
	if (notes->failed)
		p->out.text->failed = true;
	bool narrow = p->out.width < NOTES_AT + 24;
	if (narrow)
		hel_text_printf(p->out.text, "\n    ");
	hel_put_flowing(&p->out, narrow ? 4 : NOTES_AT, narrow ? 4 : NOTES_AT,
			notes->failed || !notes->n ? "" : notes->bytes);
	hel_text_free(notes);
}

/* --- those who stay away -------------------------------------------------------------------------------------------- */

enum { GROUP_MAX = HEL_STATES_MAX };

/* States with a note each; those whose notes are alike are said together. */
typedef struct group {
	size_t n;
	int state[GROUP_MAX];
	hel_text note[GROUP_MAX];
} group;

/* Takes the note over. */
static void add_to_group(group *g, int state, hel_text *note)
{
	if (g->n == GROUP_MAX) {
		hel_text_free(note);
		return;
	}
	g->state[g->n] = state;
	g->note[g->n++] = *note;
}

static const char *note_of(const group *g, size_t at)
{
	return g->note[at].failed || !g->note[at].n ? "" : g->note[at].bytes;
}

static bool is_said(const group *g, size_t at)
{
	for (size_t before = 0; before < at; before++) {
		if (!strcmp(note_of(g, before), note_of(g, at)))
			return true;
	}
	return false;
}

static void put_group(const hel_explain_page *p, group *g, const char *reason)
{
	hel_text words = {0};
	const char *between = "";
	for (size_t first = 0; first < g->n; first++) {
		if (is_said(g, first))
			continue;
		for (size_t at = first; at < g->n; at++) {
			if (strcmp(note_of(g, first), note_of(g, at)) != 0)
				continue;
			hel_text_printf(&words, "%s%s", between, hel_state_id(p->x, g->state[at]));
			between = ", ";
		}
		if (*note_of(g, first))
			hel_text_printf(&words, " (%s)", note_of(g, first));
		between = "; ";
	}
	hel_text line = {0};
	hel_text_printf(&line, "%s (%zu): %s.", reason, g->n, g->n && !words.failed ? words.bytes : "");
	if (words.failed)
		p->out.text->failed = true;
	if (g->n)
		hel_put_item(p, &line);
	hel_text_free(&line);
	hel_text_free(&words);
	for (size_t at = 0; at < g->n; at++)
		hel_text_free(&g->note[at]);
}

/* Where the figures of a table come from: one line, as rows differ little. */
typedef struct rows {
	const hel_fact *capability, *distance;
	hel_text capitals;
} rows;

static void put_rows(const hel_explain_page *p, const rows *from)
{
	hel_text words = {0};
	if (from->capability) {
		hel_text_printf(&words, "c of these: ");
		hel_say_fact(&words, from->capability);
		hel_text_printf(&words, ".");
	}
	if (from->distance)
		hel_text_printf(&words, "%sDistances: %s%s.", words.n ? " " : "", from->distance->file,
				from->distance->carried ? ", carried forward" : "");
	if (from->capitals.n)
		hel_text_printf(&words, " Between capitals: %s.", from->capitals.bytes);
	hel_put_paragraph(&p->out, INDENT, &words);
}

static void add_rows(rows *to, const hel_explain_page *p, const hel_strength *s)
{
	if (s->capability_row.file && !to->capability)
		to->capability = &s->capability_row;
	if (s->between_capitals)
		hel_text_printf(&to->capitals, "%s%s", to->capitals.n ? ", " : "", hel_state_id(p->x, s->state));
	else if (s->distance_row.file && !to->distance)
		to->distance = &s->distance_row;
}

/* --- threat and fear ------------------------------------------------------------------------------------------------ */

static void put_terms(const hel_explain_page *p)
{
	const hel_threat_trace *h = &p->x->cell.threat;
	int width = 12;
	for (size_t x = 0; x < h->n_terms; x++)
		width = hel_columns_of(h->term[x].name) > width ? hel_columns_of(h->term[x].name) : width;
	width = width > 44 ? 44 : width;
	hel_text_printf(p->out.text, "  %s%-*s  %-11s%-13s%-11s%s\n", hel_dim(&p->out), width, "term", "value",
			"coefficient", "product", hel_plain(&p->out));
	for (size_t x = 0; x < h->n_terms; x++) {
		const hel_term *t = &h->term[x];
		hel_text_printf(p->out.text, "  ");
		hel_put_cell(p->out.text, t->name, width);
		hel_text_printf(p->out.text, "  %-11s%-13s%-11s%s%s\n", hel_digits(t->value, 4).text,
				hel_digits(t->coefficient, 4).text, hel_digits(t->product, 4).text,
				t->turns ? "made anew under each mechanism" : "",
				t->outside ? "; the sample never had such a value" : "");
	}
}

static void put_threat(const hel_explain_page *p)
{
	const hel_threat_trace *h = &p->x->cell.threat;
	hel_text words = {0};
	hel_put_heading(p, "Threat h: attacks a year");
	hel_say_threat(&words, p->x);
	hel_put_paragraph(&p->out, INDENT, &words);
	if (h->n_terms)
		put_terms(p);
	bool changed = false;
	for (size_t f = 0; f < h->n_factors; f++) {
		if (h->factor[f].kind == HEL_FACTOR_OMEGA)
			continue;
		changed = true;
		hel_say_factor(&words, &h->factor[f]);
		hel_put_paragraph(&p->out, INDENT, &words);
	}
	if (h->reason == HEL_THREAT_NONE)
		return;
	const char *unchanged = h->n_terms ? "No commitment changes it but through these terms: " : "No commitment changes it: ";
	hel_text_printf(&words, "%sh = %s.", changed ? "" : unchanged, hel_digits(h->value, 4).text);
	hel_put_paragraph(&p->out, INDENT, &words);
}

static void say_omega(hel_text *words, const hel_attack *cell)
{
	const hel_fear *f = &cell->fear;
	hel_text_printf(words, "omega here = %s", hel_digits(f->omega, 4).text);
	if (f->factor != 1)
		hel_text_printf(words, " x %s", hel_digits(f->factor, 4).text);
	if (f->chain >= 1) {
		if (f->factor != 1)
			hel_text_printf(words, " = %s", hel_digits(f->omega_pair, 4).text);
		hel_text_printf(words, ": chain is 1, so any member can drag its whole coalition along.");
		return;
	}
	hel_text_printf(
	    words,
	    " x %s = %s. The weight %s is chain + (1 - chain) P / (P + coalition), with chain %s, P %s and coalition %s: a "
	    "coalition follows each member in proportion to its weight.",
	    hel_digits(f->weight, 4).text, hel_digits(f->omega_pair, 4).text, hel_digits(f->weight, 4).text,
	    hel_digits(f->chain, 4).text, hel_digits(cell->attacks.power, 4).text, hel_digits(f->coalition, 4).text);
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
		hel_put_paragraph(&p->out, INDENT, &words);
	}
	if (f->omega <= 0)
		hel_text_printf(&words, "omega is 0: defence pacts only defend, and only offence pacts bring company.");
	else
		say_omega(&words, cell);
	hel_put_paragraph(&p->out, INDENT, &words);
}

/* --- the attacking side --------------------------------------------------------------------------------------------- */

static void put_companion(const hel_explain_page *p, const hel_companion *c)
{
	hel_text notes = {0};
	hel_say_promises(&notes, c->promise, c->n_promises);
	if (c->bar > 0 || c->collective > 0) {
		hel_text_printf(&notes, "; held back by ");
		hel_say_bars(&notes, c->bars, c->n_bars);
	}
	put_row(p, &c->strength, c->chance, c->expected, c->share, &notes);
}

/* What a companion that stays out is said with. */
static void say_idle_companion(hel_text *note, const hel_companion *c)
{
	switch (c->reason) {
	case HEL_COMPANY_OWES_TARGET:
		hel_say_names(note, c->bars, c->n_bars, true);
		break;
	case HEL_COMPANY_PLEDGED:
	case HEL_COMPANY_COLLECTIVE:
		hel_say_names(note, c->bars, c->n_bars, false);
		break;
	default:
		hel_say_names(note, c->promise, c->n_promises, false);
	}
}

static void put_idle_companions(const hel_explain_page *p, hel_company_reason reason)
{
	const hel_attack *cell = &p->x->cell;
	group g = {0};
	for (size_t x = 0; x < cell->n_companions; x++) {
		hel_text note = {0};
		if (cell->companion[x].reason != reason)
			continue;
		say_idle_companion(&note, &cell->companion[x]);
		add_to_group(&g, cell->companion[x].strength.state, &note);
	}
	put_group(p, &g, hel_company_reason_words(reason));
}

static void put_attacking_side(const hel_explain_page *p)
{
	const hel_attack *cell = &p->x->cell;
	hel_text words = {0};
	size_t joining = 0;
	hel_put_heading(p, "Attacking side X = P + A");
	hel_say_power(&words, p->x, &cell->attacks);
	hel_put_paragraph(&p->out, INDENT, &words);
	for (size_t x = 0; x < cell->n_companions; x++)
		joining += cell->companion[x].reason == HEL_COMPANY_JOINS;
	if (!cell->n_companions) {
		hel_text_printf(&words, "Nobody is bound to %s by defence, guarantee or offence: A = 0.",
				hel_state_id(p->x, cell->attacker));
		hel_put_paragraph(&p->out, INDENT, &words);
	} else {
		hel_text_printf(
		    &words,
		    "Bound to %s: %zu. Each may fight beside it with chance a = (1 - C)(1 - B')(1 - (1 - O)(1 - omega E)): "
		    "O by "
		    "offence, E by defence as far as omega goes; kept out by what it owes the target (B') and by collective "
		    "security (C).",
		    hel_state_id(p->x, cell->attacker), cell->n_companions);
		hel_put_paragraph(&p->out, INDENT, &words);
		put_fear(p);
	}
	if (joining)
		put_table_head(p, "a", "a P");
	rows from = {0};
	for (size_t x = 0; x < cell->n_companions; x++) {
		if (cell->companion[x].reason != HEL_COMPANY_JOINS)
			continue;
		put_companion(p, &cell->companion[x]);
		add_rows(&from, p, &cell->companion[x].strength);
	}
	put_rows(p, &from);
	hel_text_free(&from.capitals);
	for (int reason = HEL_COMPANY_ATTACKED; reason <= HEL_COMPANY_DEFENDS; reason++)
		put_idle_companions(p, (hel_company_reason)reason);
	hel_text_printf(&words, "A = %s; X = %s + %s = %s.", hel_digits(cell->abetment, 4).text,
			hel_digits(cell->attacks.power, 4).text, hel_digits(cell->abetment, 4).text,
			hel_digits(cell->attack, 4).text);
	hel_put_paragraph(&p->out, INDENT, &words);
}

/* --- the defending side --------------------------------------------------------------------------------------------- */

static void put_helper(const hel_explain_page *p, const hel_helper *h)
{
	hel_text notes = {0};
	hel_say_promises(&notes, h->promise, h->n_promises);
	if (h->bar > 0) {
		hel_text_printf(&notes, "; held back by ");
		hel_say_bars(&notes, h->bars, h->n_bars);
	}
	put_row(p, &h->strength, h->chance, h->expected, h->share, &notes);
}

static void put_idle_helpers(const hel_explain_page *p, hel_help_reason reason)
{
	const hel_attack *cell = &p->x->cell;
	group g = {0};
	for (size_t x = 0; x < cell->n_helpers; x++) {
		const hel_helper *h = &cell->helper[x];
		hel_text note = {0};
		if (h->reason != reason)
			continue;
		hel_say_names(&note, h->promise, h->n_promises, false);
		if (reason == HEL_HELP_BOUND || reason == HEL_HELP_PLEDGED) {
			hel_text_printf(&note, "; to the attacker by ");
			hel_say_names(&note, h->bars, h->n_bars, reason == HEL_HELP_BOUND);
		}
		add_to_group(&g, h->strength.state, &note);
	}
	put_group(p, &g, hel_help_reason_words(reason));
}

/* Commitments by which somebody owes the target help and which a vote stops. */
static void put_voted_down(const hel_explain_page *p)
{
	const hel_explanation *x = p->x;
	hel_text words = {0};
	const char *between = "Voted down, so that nobody comes by it (see the votes below): ";
	for (size_t b = 0; b < x->n_ballots; b++) {
		if (x->ballot[b].acts || x->ballot[b].against != x->cell.attacker)
			continue;
		hel_text_printf(&words, "%s%s", between, x->ballot[b].commitment->name);
		between = ", ";
	}
	if (words.n)
		hel_text_printf(&words, ".");
	hel_put_paragraph(&p->out, INDENT, &words);
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
	hel_put_paragraph(&p->out, INDENT, &words);
	for (size_t x = 0; x < cell->n_helpers; x++)
		coming += cell->helper[x].reason == HEL_HELP_COMES;
	if (!cell->n_helpers)
		hel_text_printf(&words, "Nobody owes %s help: D = 0.", target);
	else
		hel_text_printf(&words,
				"Owing %s help: %zu. Each comes with chance o = 1 - (1 - C)(1 - E (1 - B)): E by defence or "
				"guarantee, unless "
				"bound to the attacker (B); C by collective security. %s",
				target, cell->n_helpers,
				p->x->calibrated.stack == HEL_STACK_MAX ? "Of several pacts the likeliest decides."
									: "Each pact is a coin of its own.");
	hel_put_paragraph(&p->out, INDENT, &words);
	put_voted_down(p);
	if (coming)
		put_table_head(p, "o", "o P");
	rows from = {0};
	for (size_t x = 0; x < cell->n_helpers; x++) {
		if (cell->helper[x].reason != HEL_HELP_COMES)
			continue;
		put_helper(p, &cell->helper[x]);
		add_rows(&from, p, &cell->helper[x].strength);
	}
	put_rows(p, &from);
	hel_text_free(&from.capitals);
	for (int reason = HEL_HELP_ATTACKS; reason <= HEL_HELP_FELLOW; reason++)
		put_idle_helpers(p, (hel_help_reason)reason);
	hel_text_printf(&words, "D = %s; Y = %s + %s = %s.", hel_digits(cell->help, 4).text,
			hel_digits(cell->defends.power, 4).text, hel_digits(cell->help, 4).text,
			hel_digits(cell->resist, 4).text);
	hel_put_paragraph(&p->out, INDENT, &words);
}

/* --- the outcome ---------------------------------------------------------------------------------------------------- */

static void say_contest(hel_text *words, const hel_attack *cell)
{
	if (cell->attack <= 0) {
		hel_text_printf(words, "q = 0, for the attacking side has no power there");
	} else if (cell->resist <= 0) {
		hel_text_printf(words, "q = 1, for the defending side has no power");
	} else if (cell->gamma == 1) {
		hel_text_printf(words, "q = X / (X + Y) = %s / (%s + %s)", hel_digits(cell->attack, 4).text,
				hel_digits(cell->attack, 4).text, hel_digits(cell->resist, 4).text);
	} else {
		hel_text_printf(words, "q = X^g / (X^g + Y^g), X = %s, Y = %s, g = gamma = %s",
				hel_digits(cell->attack, 4).text, hel_digits(cell->resist, 4).text,
				hel_digits(cell->gamma, 4).text);
	}
}

static void put_outcome(const hel_explain_page *p)
{
	const hel_attack *cell = &p->x->cell;
	hel_text words = {0};
	hel_put_heading(p, "Chance of defeat q, and what it costs");
	say_contest(&words, cell);
	if (cell->guard != HEL_GUARD_NONE) {
		hel_text_printf(&words, ", times 1 - eta = 1 - %s, for %s has nuclear weapons (",
				hel_digits(cell->eta, 4).text, hel_state_id(p->x, cell->guardian));
		hel_say_fact(&words, &cell->guard_row);
		hel_text_printf(&words, cell->guard == HEL_GUARD_OWN ? ")" : ") and is sure to come");
	} else if (cell->eta > 0) {
		hel_text_printf(&words, " (no nuclear weapons of the target or of a sure helper deny it)");
	}
	hel_text_printf(&words, "; q = %s.", hel_digits(cell->defeat, 4).text);
	hel_put_paragraph(&p->out, INDENT, &words);
	hel_text_printf(&words, "h s q = %s x %s x %s = %s defeats a year", hel_digits(cell->threat.value, 4).text,
			hel_digits(p->x->severity, 4).text, hel_digits(cell->defeat, 4).text,
			hel_digits(cell->loss, 4).text);
	if (p->x->loss > 0)
		hel_text_printf(&words, ", %s of L", percent(cell->loss / p->x->loss).text);
	hel_text_printf(&words, ".");
	hel_put_paragraph(&p->out, INDENT, &words);
}

void hel_put_attack(const hel_explain_page *p)
{
	const hel_attack *cell = &p->x->cell;
	hel_text words = {0};
	hel_say_state(&words, p->x, cell->attacker);
	hel_text_printf(&words, " attacks ");
	hel_say_state(&words, p->x, p->x->state);
	hel_text_printf(&words, ": where the figures of its row come from");
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
		hel_put_paragraph(&p->out, INDENT, &words);
	}
}
