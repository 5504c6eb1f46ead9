/* explain_words.c: see explain_words.h. */
#include "report/explain_words.h"

#include <math.h>
#include <string.h>

const char *hel_state_id(const hel_explanation *x, int state)
{
	return x->scenario->world.state[state].id;
}

void hel_say_state(hel_text *text, const hel_explanation *x, int state)
{
	const hel_state *s = &x->scenario->world.state[state];
	if (!*s->name || !strcmp(s->name, s->id))
		hel_text_printf(text, "%s", s->id);
	else
		hel_text_printf(text, "%s (%s)", s->name, s->id);
}

void hel_say_fact(hel_text *text, const hel_fact *fact)
{
	if (!fact->file) {
		hel_text_printf(text, "stated");
		return;
	}
	hel_text_printf(text, "%s", fact->file);
	int from = fact->from / 10000, to = fact->to / 10000;
	if (from && from == to)
		hel_text_printf(text, ", %d", from);
	else if (from && fact->to == HEL_FOREVER)
		hel_text_printf(text, ", since %d", from);
	else if (from)
		hel_text_printf(text, ", %d-%d", from, to);
	if (fact->carried)
		hel_text_printf(text, ", carried forward");
}

/* --- power ---------------------------------------------------------------------------------------------------------- */

static const char *capability_kind(const hel_lens *lens)
{
	static const char *const kind[] = {"CINC", "share of the world's military spending",
					   "mean of CINC and share of military spending"};
	return kind[lens->capability];
}

static void say_limit(hel_text *text, const hel_limit *limit)
{
	if (isnan(limit->clause->scale))
		hel_text_printf(text, " capped at %s by %s", hel_digits(limit->clause->cap, 4).text,
				limit->commitment->name);
	else
		hel_text_printf(text, " times %s by %s", hel_digits(limit->clause->scale, 4).text, limit->commitment->name);
}

void hel_say_limits(hel_text *text, const hel_strength *s)
{
	for (size_t l = 0; l < s->n_limits; l++) {
		hel_text_printf(text, "%s", l ? "," : "");
		say_limit(text, &s->limit[l]);
	}
}

void hel_say_capability(hel_text *text, const hel_explanation *x, const hel_strength *s)
{
	hel_text_printf(text, "c(%s) = ", hel_state_id(x, s->state));
	if (isnan(s->recorded)) {
		hel_text_printf(text, "0: the lens does not know it");
		return;
	}
	hel_text_printf(text, "%s (", hel_digits(s->recorded, 4).text);
	if (s->capability_row.file)
		hel_text_printf(text, "%s: ", capability_kind(&x->calibrated));
	hel_say_fact(text, &s->capability_row);
	hel_text_printf(text, ")");
	bool limited = false;
	for (size_t l = 0; l < s->n_limits; l++) {
		if (s->limit[l].clause->type != HEL_ARMS_LIMIT)
			continue;
		hel_text_printf(text, ",");
		say_limit(text, &s->limit[l]);
		limited = true;
	}
	if (limited)
		hel_text_printf(text, ": %s", hel_digits(s->capability, 4).text);
}

static void say_distance(hel_text *text, const hel_explanation *x, const hel_strength *s)
{
	hel_text_printf(text, "distance %s km (", hel_digits(s->dist_km, 5).text);
	hel_say_fact(text, &s->distance_row);
	hel_text_printf(text, "%s)", s->between_capitals ? ": between capitals" : "");
	if (s->host < 0)
		return;
	hel_text_printf(text, " from %s, which hosts its forces (", hel_state_id(x, s->host));
	hel_say_fact(text, &s->host_row);
	hel_text_printf(text, ")");
}

void hel_say_power(hel_text *text, const hel_explanation *x, const hel_strength *s)
{
	hel_say_capability(text, x, s);
	hel_text_printf(text, "; ");
	say_distance(text, x, s);
	hel_text_printf(text, "; P(%s) = c / (1 + distance / lambda) = %s / (1 + %s / %s)", hel_state_id(x, s->state),
			hel_digits(s->capability, 4).text, hel_digits(s->dist_km, 5).text,
			hel_digits(x->calibrated.parameter[HEL_LAMBDA].mode, 5).text);
	for (size_t l = 0; l < s->n_limits; l++) {
		if (s->limit[l].clause->type != HEL_DEPLOYMENT_LIMIT)
			continue;
		hel_text_printf(text, ",");
		say_limit(text, &s->limit[l]);
	}
	hel_text_printf(text, " = %s.", hel_digits(s->power, 4).text);
}

/* --- promises ------------------------------------------------------------------------------------------------------- */

static void say_promise(hel_text *text, const hel_promise *p)
{
	hel_text_printf(text, "%s (%s %s", p->commitment->name, hel_clause_name(p->clause->type),
			hel_digits(p->rho, 3).text);
	if (p->row.file && p->row.from)
		hel_text_printf(text, ", since %d", p->row.from / 10000);
	hel_text_printf(text, ")");
}

void hel_say_promises(hel_text *text, const hel_promise *promise, size_t n)
{
	const char *between = "";
	for (size_t x = 0; x < n; x++) {
		if (!promise[x].decides)
			continue;
		hel_text_printf(text, "%s", between);
		say_promise(text, &promise[x]);
		between = ", ";
	}
	between = "; also ";
	for (size_t x = 0; x < n; x++) {
		if (!promise[x].acts || promise[x].decides)
			continue;
		hel_text_printf(text, "%s%s", between, promise[x].commitment->name);
		between = ", ";
	}
}

void hel_say_bars(hel_text *text, const hel_promise *bar, size_t n)
{
	const char *between = "";
	for (size_t x = 0; x < n; x++) {
		if (!bar[x].acts)
			continue;
		hel_text_printf(text, "%s", between);
		say_promise(text, &bar[x]);
		between = ", ";
	}
}

static bool is_binding(hel_clause_type type)
{
	return type == HEL_DEFENCE || type == HEL_GUARANTEE || type == HEL_OFFENCE;
}

void hel_say_names(hel_text *text, const hel_promise *promise, size_t n, bool binding_only)
{
	const char *between = "";
	for (size_t x = 0; x < n; x++) {
		bool said = binding_only && !is_binding(promise[x].clause->type);
		for (size_t before = 0; before < x && !said; before++)
			said = promise[before].commitment == promise[x].commitment &&
			       (!binding_only || is_binding(promise[before].clause->type));
		if (said)
			continue;
		hel_text_printf(text, "%s%s", between, promise[x].commitment->name);
		between = ", ";
	}
}

const char *hel_help_reason_words(hel_help_reason reason)
{
	switch (reason) {
	case HEL_HELP_ATTACKS:
		return "Is the attacker itself";
	case HEL_HELP_BLOCKED:
		return "Away, all they owe is voted down";
	case HEL_HELP_BOUND:
		return "Away, bound to the attacker as well";
	case HEL_HELP_PLEDGED:
		return "Away, sure to keep a promise not to fight the attacker";
	case HEL_HELP_FELLOW:
		return "Away, their pacts do not act against a member";
	default:
		return "Come";
	}
}

const char *hel_company_reason_words(hel_company_reason reason)
{
	switch (reason) {
	case HEL_COMPANY_ATTACKED:
		return "Is the target itself";
	case HEL_COMPANY_OWES_TARGET:
		return "Out, bound to the target as well";
	case HEL_COMPANY_PLEDGED:
		return "Out, sure to keep a promise not to fight the target";
	case HEL_COMPANY_COLLECTIVE:
		return "Out, sure to help the target under collective security";
	case HEL_COMPANY_BLOCKED:
		return "Out, their pacts do not act against the target";
	case HEL_COMPANY_DEFENDS:
		return "Out, for a defence pact is read as no help for an attack";
	default:
		return "Join";
	}
}

/* --- threat --------------------------------------------------------------------------------------------------------- */

static void say_rate(hel_text *text, const hel_explanation *x, const char *name)
{
	const hel_record *r = &x->record;
	hel_text_printf(text, "%s = %s", name, hel_digits(x->cell.threat.base, 4).text);
	if (x->calibrated.parameter[HEL_H0].given || !r->to)
		hel_text_printf(text, ", stated in the scenario");
	else
		hel_text_printf(text, ": %s onsets of disputes in %s directed pair-years of %d-%d (mid_onsets)",
				hel_digits(r->onsets, 6).text, hel_digits(r->pair_years, 8).text, r->from, r->to);
}

static void say_reach(hel_text *text, const hel_explanation *x)
{
	const hel_attack *cell = &x->cell;
	const hel_world *world = &x->scenario->world;
	double apart_km = world->dist_km[(size_t)x->state * (size_t)world->n + (size_t)cell->attacker];
	switch (cell->threat.reason) {
	case HEL_THREAT_NEAR:
		hel_text_printf(text, " In reach: %s km apart, within 400 km.", hel_digits(apart_km, 4).text);
		break;
	case HEL_THREAT_MAJOR_ATTACKER:
	case HEL_THREAT_MAJOR_TARGET:
		hel_text_printf(text, " In reach: %s is a major power (",
				hel_state_id(x, cell->threat.reason == HEL_THREAT_MAJOR_TARGET ? x->state : cell->attacker));
		hel_say_fact(text, &cell->threat.row);
		hel_text_printf(text, ").");
		break;
	default:
		hel_text_printf(text, " The lens lets every state reach every other.");
	}
}

static void say_nothing(hel_text *text, const hel_explanation *x)
{
	const char *const why[HEL_LENS_KINDS] = {[HEL_LENS_MATRIX] = "the scenario states no threat of this pair",
						 [HEL_LENS_CAPABILITIES] =
						     "not in reach: more than 400 km apart, and neither is a major power",
						 [HEL_LENS_RIVALRY] = "no strategic rivalry between them is recorded",
						 [HEL_LENS_ESTIMATED] = "a state does not attack itself"};
	bool known = !isnan(x->cell.attacks.recorded);
	hel_text_printf(text, "h = 0: %s.",
			known ? why[x->calibrated.kind] : "the lens does not know the attacker's capability");
}

void hel_say_threat(hel_text *text, const hel_explanation *x)
{
	const hel_threat_trace *h = &x->cell.threat;
	switch (h->reason) {
	case HEL_THREAT_NONE:
		say_nothing(text, x);
		return;
	case HEL_THREAT_STATED:
		hel_text_printf(text, "%s attacks a year, stated in the scenario.", hel_digits(h->base, 4).text);
		return;
	case HEL_THREAT_RIVALS:
		say_rate(text, x, "h1");
		hel_text_printf(text, ". Strategic rivals (");
		hel_say_fact(text, &h->row);
		hel_text_printf(text, h->row.id ? ", rivalry %d)." : ").", h->row.id);
		return;
	case HEL_THREAT_FITTED:
		hel_text_printf(
		    text,
		    "the model \xe2\x80\x9c%s\xe2\x80\x9d (disputes to %d; estimates) gives log odds of %s, the sum of the "
		    "products below: 1 / (1 + exp(%s)) = %s attacks a year.",
		    x->calibrated.estimates->model, x->calibrated.estimates->to, hel_digits(h->log_odds, 4).text,
		    hel_digits(-h->log_odds, 4).text, hel_digits(h->base, 4).text);
		return;
	default:
		say_rate(text, x, "h0");
		hel_text_printf(text, ".");
		say_reach(text, x);
	}
}

void hel_say_factor(hel_text *text, const hel_factor *f)
{
	const char *type = hel_clause_name(f->clause->type), *name = f->commitment->name;
	hel_text_printf(text, "%s %s, by %s: ", f->kind == HEL_FACTOR_OMEGA ? "omega times" : "times",
			hel_digits(f->value, 4).text, name);
	switch (f->kind) {
	case HEL_FACTOR_TRUST:
		hel_text_printf(text, "trust %s in %s of rho %s", hel_digits(f->strength, 4).text, type,
				hel_digits(f->given, 4).text);
		break;
	case HEL_FACTOR_PLEDGE:
		hel_text_printf(text, "factor %s of %s, pledges %s", hel_digits(f->given, 4).text, type,
				hel_digits(f->strength, 4).text);
		break;
	default:
		hel_text_printf(text, "%s", type);
	}
	hel_text_printf(text, ".");
}

/* --- votes ---------------------------------------------------------------------------------------------------------- */

static void say_rule(hel_text *text, const hel_explanation *x, const hel_rule *rule)
{
	hel_text_printf(text, "%s", hel_rule_name(rule->kind));
	if (rule->kind == HEL_MAJORITY)
		hel_text_printf(text, " of %s", hel_digits(rule->majority, 4).text);
	for (size_t v = 0; rule->kind == HEL_VETO && v < rule->n_vetoers; v++)
		hel_text_printf(text, "%s%s", v ? ", " : " of ", hel_state_id(x, rule->vetoer[v]));
}

/* Those whom the same commitment binds to the attacker, together. */
static void say_bound_voters(hel_text *text, const hel_explanation *x, const hel_ballot *b, size_t first, bool *begun)
{
	const hel_no_vote *of = &b->no[first];
	for (size_t v = 0; v < first; v++) {
		if (b->no[v].bound_by == of->bound_by && b->no[v].type == of->type)
			return;
	}
	const char *between = *begun ? "; " : ": ";
	*begun = true;
	for (size_t v = first; v < b->n_against; v++) {
		if (b->no[v].bound_by != of->bound_by || b->no[v].type != of->type)
			continue;
		hel_text_printf(text, "%s%s", between, hel_state_id(x, b->no[v].state));
		between = ", ";
	}
	hel_text_printf(text, " bound to it by %s (%s)", of->bound_by->name, hel_clause_name(of->type));
}

void hel_say_ballot(hel_text *text, const hel_explanation *x, const hel_ballot *b)
{
	const char *attacker = hel_state_id(x, b->against);
	hel_text_printf(text, "%s %s against %s. Its rule is ", b->commitment->name, b->acts ? "acts" : "does not act",
			attacker);
	say_rule(text, x, &b->commitment->rule);
	hel_text_printf(text, "; %zu of %zu members vote%s no", b->n_against, b->commitment->n_members,
			b->n_against == 1 ? "s" : "");
	bool begun = false;
	for (size_t v = 0; v < b->n_against; v++) {
		if (b->no[v].bound_by)
			continue;
		hel_text_printf(text, ": %s, the attacker", attacker);
		begun = true;
	}
	for (size_t v = 0; v < b->n_against; v++) {
		if (b->no[v].bound_by)
			say_bound_voters(text, x, b, v, &begun);
	}
	hel_text_printf(text, ".");
}

/* --- the rest ------------------------------------------------------------------------------------------------------- */

void hel_say_severity(hel_text *text, const hel_explanation *x)
{
	const hel_record *r = &x->record;
	bool counted = !x->calibrated.parameter[HEL_SEVERITY].given && r->to && x->calibrated.kind != HEL_LENS_MATRIX;
	hel_text_printf(text, "Severity s = %s", hel_digits(x->severity, 4).text);
	if (counted && x->severity > 0)
		hel_text_printf(
		    text,
		    ": the %s defeats recorded in %d-%d (mid_onsets) over the %s that the lens expects of those years, "
		    "had every dispute been fought to an end.",
		    hel_digits(r->defeats, 6).text, r->from, r->to, hel_digits(r->defeats / x->severity, 4).text);
	else
		hel_text_printf(text, x->calibrated.parameter[HEL_SEVERITY].given ? ", stated in the scenario."
										  : ": every attack is fought to an end.");
}

void hel_say_named(hel_text *text, const hel_named *named)
{
	const hel_commitment *c = named->commitment;
	hel_text_printf(text, "%s: ", c->name);
	if (named->title)
		hel_text_printf(text, "%s, ", named->title);
	if (!c->in_force)
		hel_text_printf(text, "written in the scenario");
	else if (!strncmp(c->id, "hel-", 4))
		hel_text_printf(text, "in force by pact_changes, id %s", c->id);
	else if (!strcmp(c->id, "atop-residue"))
		hel_text_printf(text, "pairs that only ATOP's dyads have, atop_residue");
	else
		hel_text_printf(text, "ATOP %s", c->id);
	hel_text_printf(text, " (%zu member%s).", c->n_members, c->n_members == 1 ? "" : "s");
}
