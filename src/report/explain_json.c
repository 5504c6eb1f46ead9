/* explain_json.c: `helsinki-explain/1`: a trace, all of it. */
#include <math.h>

#include "helsinki/report.h"
#include "helsinki/version.h"
#include "report/facts.h"
#include "report/tree.h"
#include "report/words.h"

typedef struct maker {
	hel_maker m;
	const hel_explanation *x;
} maker;

static void set_real(maker *k, hel_tree *object, const char *key, double value)
{
	hel_set(&k->m, object, key, hel_make_real(&k->m, value));
}

static void set_text(maker *k, hel_tree *object, const char *key, const char *value)
{
	hel_set(&k->m, object, key, hel_make_string(&k->m, value));
}

static void set_bool(maker *k, hel_tree *object, const char *key, bool value)
{
	hel_set(&k->m, object, key, hel_make_bool(&k->m, value));
}

static void set_state(maker *k, hel_tree *object, const char *key, int state)
{
	hel_set(&k->m, object, key, hel_make_id(&k->m, &k->x->scenario->world, state));
}

static void set_day(maker *k, hel_tree *object, const char *key, hel_date day)
{
	char text[16];
	set_text(k, object, key, day > 0 && day != HEL_FOREVER ? hel_day_text(text, day) : NULL);
}

/* A row of data; null where the figure is stated. An open spell has no `to`. */
static hel_tree *fact(maker *k, const hel_fact *f)
{
	if (!f->file)
		return hel_make_null(&k->m);
	hel_tree *object = hel_make_object(&k->m);
	set_text(k, object, "file", f->file);
	set_day(k, object, "from", f->from);
	set_day(k, object, "to", f->to);
	set_real(k, object, "value", f->value);
	if (f->id)
		hel_set(&k->m, object, "id", hel_make_integer(&k->m, f->id));
	set_bool(k, object, "carried_forward", f->carried);
	return object;
}

static hel_tree *limits(maker *k, const hel_strength *s)
{
	hel_tree *array = hel_make_array(&k->m);
	for (size_t l = 0; l < s->n_limits; l++) {
		hel_tree *object = hel_make_object(&k->m);
		set_text(k, object, "commitment", s->limit[l].commitment->name);
		set_text(k, object, "type", hel_clause_name(s->limit[l].clause->type));
		set_real(k, object, "before", s->limit[l].before);
		set_real(k, object, "after", s->limit[l].after);
		hel_add(&k->m, array, object);
	}
	return array;
}

static void set_strength(maker *k, hel_tree *object, const hel_strength *s)
{
	set_state(k, object, "id", s->state);
	set_real(k, object, "recorded", s->recorded);
	set_real(k, object, "capability", s->capability);
	set_real(k, object, "distance_km", s->dist_km);
	set_state(k, object, "host", s->host);
	set_real(k, object, "power", s->power);
	set_real(k, object, "arrives", s->capability > 0 ? s->power / s->capability : NAN);
	hel_set(&k->m, object, "limits", limits(k, s));
	hel_set(&k->m, object, "capability_row", fact(k, &s->capability_row));
	hel_set(&k->m, object, "distance_row", fact(k, &s->distance_row));
	hel_set(&k->m, object, "host_row", fact(k, &s->host_row));
	set_bool(k, object, "between_capitals", s->between_capitals);
}

static hel_tree *strength(maker *k, const hel_strength *s)
{
	hel_tree *object = hel_make_object(&k->m);
	set_strength(k, object, s);
	return object;
}

static hel_tree *promises(maker *k, const hel_promise *promise, size_t n)
{
	hel_tree *array = hel_make_array(&k->m);
	for (size_t x = 0; x < n; x++) {
		const hel_promise *p = &promise[x];
		hel_tree *object = hel_make_object(&k->m);
		set_text(k, object, "commitment", p->commitment->name);
		set_text(k, object, "type", hel_clause_name(p->clause->type));
		set_real(k, object, "rho", p->rho);
		hel_set(&k->m, object, "ballot", p->ballot < 0 ? hel_make_null(&k->m) : hel_make_integer(&k->m, p->ballot));
		set_bool(k, object, "against_own_member", p->own);
		set_bool(k, object, "acts", p->acts);
		set_bool(k, object, "decides", p->decides);
		hel_set(&k->m, object, "row", fact(k, &p->row));
		hel_add(&k->m, array, object);
	}
	return array;
}

static hel_tree *helpers(maker *k, const hel_attack *cell)
{
	hel_tree *array = hel_make_array(&k->m);
	for (size_t x = 0; x < cell->n_helpers; x++) {
		const hel_helper *h = &cell->helper[x];
		hel_tree *object = hel_make_object(&k->m);
		set_strength(k, object, &h->strength);
		set_real(k, object, "collective", h->collective);
		set_real(k, object, "defence", h->defence);
		set_real(k, object, "bar", h->bar);
		set_real(k, object, "chance", h->chance);
		set_real(k, object, "expected", h->expected);
		set_real(k, object, "share", h->share);
		set_text(k, object, "reason", hel_help_reason_name(h->reason));
		hel_set(&k->m, object, "owes_target", promises(k, h->promise, h->n_promises));
		hel_set(&k->m, object, "owes_attacker", promises(k, h->bars, h->n_bars));
		hel_add(&k->m, array, object);
	}
	return array;
}

static hel_tree *companions(maker *k, const hel_attack *cell)
{
	hel_tree *array = hel_make_array(&k->m);
	for (size_t x = 0; x < cell->n_companions; x++) {
		const hel_companion *c = &cell->companion[x];
		hel_tree *object = hel_make_object(&k->m);
		set_strength(k, object, &c->strength);
		set_real(k, object, "offence", c->offence);
		set_real(k, object, "defence", c->defence);
		set_real(k, object, "collective", c->collective);
		set_real(k, object, "bar", c->bar);
		set_real(k, object, "chance", c->chance);
		set_real(k, object, "expected", c->expected);
		set_real(k, object, "share", c->share);
		set_text(k, object, "reason", hel_company_reason_name(c->reason));
		hel_set(&k->m, object, "owes_attacker", promises(k, c->promise, c->n_promises));
		hel_set(&k->m, object, "owes_target", promises(k, c->bars, c->n_bars));
		hel_add(&k->m, array, object);
	}
	return array;
}

static hel_tree *factors(maker *k, const hel_threat_trace *h)
{
	static const char *const kind[] = {"trust", "pledge", "transparency", "transparency-omega"};
	hel_tree *array = hel_make_array(&k->m);
	for (size_t f = 0; f < h->n_factors; f++) {
		hel_tree *object = hel_make_object(&k->m);
		set_text(k, object, "kind", kind[h->factor[f].kind]);
		set_text(k, object, "commitment", h->factor[f].commitment->name);
		set_text(k, object, "type", hel_clause_name(h->factor[f].clause->type));
		set_real(k, object, "strength", h->factor[f].strength);
		set_real(k, object, "given", h->factor[f].given);
		set_real(k, object, "value", h->factor[f].value);
		hel_add(&k->m, array, object);
	}
	return array;
}

static hel_tree *terms(maker *k, const hel_threat_trace *h)
{
	hel_tree *array = hel_make_array(&k->m);
	for (size_t x = 0; x < h->n_terms; x++) {
		hel_tree *object = hel_make_object(&k->m);
		set_text(k, object, "term", h->term[x].name);
		set_real(k, object, "value", h->term[x].value);
		set_real(k, object, "coefficient", h->term[x].coefficient);
		set_real(k, object, "product", h->term[x].product);
		set_bool(k, object, "turns", h->term[x].turns);
		set_bool(k, object, "outside_sample", h->term[x].outside);
		hel_add(&k->m, array, object);
	}
	return array;
}

static hel_tree *threat(maker *k, const hel_threat_trace *h)
{
	hel_tree *object = hel_make_object(&k->m);
	set_text(k, object, "reason", hel_threat_reason_name(h->reason));
	set_real(k, object, "base", h->base);
	set_real(k, object, "value", h->value);
	set_real(k, object, "log_odds", h->log_odds);
	hel_set(&k->m, object, "row", fact(k, &h->row));
	hel_set(&k->m, object, "factors", factors(k, h));
	hel_set(&k->m, object, "terms", terms(k, h));
	return object;
}

static hel_tree *fear(maker *k, const hel_fear *f)
{
	hel_tree *object = hel_make_object(&k->m);
	set_real(k, object, "omega", f->omega);
	set_real(k, object, "chain", f->chain);
	set_real(k, object, "factor", f->factor);
	set_real(k, object, "coalition", f->coalition);
	set_real(k, object, "weight", f->weight);
	set_real(k, object, "omega_pair", f->omega_pair);
	return object;
}

static hel_tree *attack(maker *k, const hel_attack *cell)
{
	static const char *const guard[] = {NULL, "own", "helper"};
	hel_tree *object = hel_make_object(&k->m);
	set_state(k, object, "attacker", cell->attacker);
	hel_set(&k->m, object, "threat", threat(k, &cell->threat));
	hel_set(&k->m, object, "attacks", strength(k, &cell->attacks));
	hel_set(&k->m, object, "fear", fear(k, &cell->fear));
	hel_set(&k->m, object, "companions", companions(k, cell));
	set_real(k, object, "abetment", cell->abetment);
	set_real(k, object, "attack", cell->attack);
	hel_set(&k->m, object, "defends", strength(k, &cell->defends));
	hel_set(&k->m, object, "helpers", helpers(k, cell));
	set_real(k, object, "help", cell->help);
	set_real(k, object, "resist", cell->resist);
	set_real(k, object, "gamma", cell->gamma);
	set_real(k, object, "nuclear", cell->eta);
	set_text(k, object, "guard", guard[cell->guard]);
	set_state(k, object, "guardian", cell->guardian);
	hel_set(&k->m, object, "guard_row", fact(k, &cell->guard_row));
	set_real(k, object, "defeat", cell->defeat);
	set_real(k, object, "loss", cell->loss);
	return object;
}

static hel_tree *ballot(maker *k, const hel_ballot *b)
{
	hel_tree *object = hel_make_object(&k->m), *no = hel_make_array(&k->m);
	set_text(k, object, "commitment", b->commitment->name);
	set_state(k, object, "against", b->against);
	set_text(k, object, "rule", hel_rule_name(b->commitment->rule.kind));
	set_real(k, object, "majority", b->commitment->rule.kind == HEL_MAJORITY ? b->commitment->rule.majority : NAN);
	hel_set(&k->m, object, "members", hel_make_integer(&k->m, (long long)b->commitment->n_members));
	set_bool(k, object, "acts", b->acts);
	for (size_t v = 0; v < b->n_against; v++) {
		hel_tree *vote = hel_make_object(&k->m);
		set_state(k, vote, "id", b->no[v].state);
		set_bool(k, vote, "attacker", !b->no[v].bound_by);
		set_text(k, vote, "bound_by", b->no[v].bound_by ? b->no[v].bound_by->name : NULL);
		set_text(k, vote, "type", b->no[v].bound_by ? hel_clause_name(b->no[v].type) : NULL);
		set_bool(k, vote, "vetoes", b->no[v].vetoes);
		hel_add(&k->m, no, vote);
	}
	hel_set(&k->m, object, "no", no);
	return object;
}

static hel_tree *attackers(maker *k)
{
	hel_tree *array = hel_make_array(&k->m);
	for (size_t a = 0; a < k->x->n_attackers; a++) {
		const hel_attacker *from = &k->x->attacker[a];
		hel_tree *object = hel_make_object(&k->m);
		set_state(k, object, "id", from->state);
		set_real(k, object, "threat", from->threat);
		set_real(k, object, "defeat", from->defeat);
		set_real(k, object, "loss", from->loss);
		set_real(k, object, "share", from->share);
		hel_add(&k->m, array, object);
	}
	return array;
}

static hel_tree *entanglements(maker *k)
{
	hel_tree *array = hel_make_array(&k->m);
	for (size_t m = 0; m < k->x->n_entanglements; m++) {
		hel_tree *object = hel_make_object(&k->m);
		set_state(k, object, "ally", k->x->entanglement[m].ally);
		set_real(k, object, "loss", k->x->entanglement[m].loss);
		set_real(k, object, "share", k->x->entanglement[m].share);
		hel_add(&k->m, array, object);
	}
	return array;
}

static hel_tree *named(maker *k)
{
	hel_tree *array = hel_make_array(&k->m);
	for (size_t n = 0; n < k->x->n_named; n++) {
		const hel_commitment *c = k->x->named[n].commitment;
		hel_tree *object = hel_make_object(&k->m);
		set_text(k, object, "name", c->name);
		set_text(k, object, "id", c->id);
		set_text(k, object, "title", k->x->named[n].title);
		set_bool(k, object, "in_force", c->in_force);
		hel_set(&k->m, object, "members", hel_make_integer(&k->m, (long long)c->n_members));
		hel_add(&k->m, array, object);
	}
	return array;
}

static hel_tree *sources(maker *k)
{
	hel_tree *array = hel_make_array(&k->m);
	for (size_t s = 0; s < k->x->n_sources; s++) {
		const hel_source *source = k->x->source[s];
		hel_tree *object = hel_make_object(&k->m);
		set_text(k, object, "file", source->file);
		set_text(k, object, "title", source->title);
		set_text(k, object, "release", source->release);
		set_text(k, object, "citation", source->citation);
		hel_add(&k->m, array, object);
	}
	return array;
}

static void set_number(maker *k, hel_tree *object)
{
	const hel_explanation *x = k->x;
	hel_tree *reference = hel_make_object(&k->m);
	set_text(k, object, "mechanism", x->scenario->mechanism[x->mechanism].name);
	set_text(k, object, "lens", x->calibrated.name);
	set_text(k, object, "lens_kind", hel_lens_kind_name(x->calibrated.kind));
	hel_set(&k->m, object, "parameters", hel_make_parameters(&k->m, &x->calibrated));
	hel_set(&k->m, object, "record", hel_make_record(&k->m, &x->record));
	hel_set(&k->m, object, "state", hel_make_state(&k->m, &x->scenario->world.state[x->state], HEL_WHOLE));
	set_real(k, object, "years", x->calibrated.years);
	set_real(k, object, "security", x->security);
	set_real(k, object, "loss", x->loss);
	set_text(k, reference, "name", x->scenario->reference_name);
	set_real(k, reference, "security", x->reference_security);
	set_real(k, reference, "loss", x->reference_loss);
	hel_set(&k->m, object, "reference", reference);
	set_text(k, object, "formula",
		 "security = exp(-years loss); loss = sum over attackers of threat x severity x defeat, and phi x the "
		 "defeats of those "
		 "whom the state must help");
	set_real(k, object, "severity", x->severity);
	set_real(k, object, "phi", x->phi);
}

hel_status hel_report_explain_json(hel_text *text, const hel_explanation *explanation, hel_error *error)
{
	maker made = {.x = explanation}, *k = &made;
	hel_tree *object = hel_make_object(&k->m), *ballots = hel_make_array(&k->m);
	set_text(k, object, "format", "helsinki-explain/1");
	set_text(k, object, "version", HEL_VERSION);
	hel_set(&k->m, object, "scenario", hel_make_scenario(&k->m, explanation->scenario));
	set_number(k, object);
	hel_set(&k->m, object, "attackers", attackers(k));
	hel_set(&k->m, object, "entanglements", entanglements(k));
	hel_set(&k->m, object, "attack", explanation->traced ? attack(k, &explanation->cell) : hel_make_null(&k->m));
	for (size_t b = 0; b < explanation->n_ballots; b++)
		hel_add(&k->m, ballots, ballot(k, &explanation->ballot[b]));
	hel_set(&k->m, object, "ballots", ballots);
	hel_set(&k->m, object, "commitments", named(k));
	hel_set(&k->m, object, "sources", sources(k));
	hel_set(&k->m, object, "warnings", hel_make_notes(&k->m, &explanation->notes));
	return hel_tree_write(text, &k->m, object, error);
}
