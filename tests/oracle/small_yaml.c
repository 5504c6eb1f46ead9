/* small_yaml.c: a small world as a scenario file. What a file cannot say (one-way treaties, majors) goes into comments. */
#include <math.h>
#include <string.h>

#include "small_pacts.h"

static const char *const type_name[] = {
#define NAME(code, text, low, mode, high) text,
    HEL_CLAUSE_LIST(NAME)
#undef NAME
};

static const char *const parameter_name[] = {
#define NAME(code, text, value, least, greatest) text,
    HEL_PARAMETER_LIST(NAME)
#undef NAME
};

static const char *const lens_name[] = {
#define NAME(code, text) text,
    HEL_LENS_LIST(NAME)
#undef NAME
};

static const char *const rule_name[] = {
#define NAME(code, text) text,
    HEL_RULE_LIST(NAME)
#undef NAME
};

static void put_range(FILE *out, const char *key, hel_range range)
{
	if (range.given && range.low < range.high)
		fprintf(out, ", %s: [%.17g, %.17g, %.17g]", key, range.low, range.mode, range.high);
	else if (range.given)
		fprintf(out, ", %s: %.17g", key, range.mode);
}

static void put_states(FILE *out, const small_world *w, const char *key, const uint16_t *state, size_t n)
{
	fprintf(out, "%s: [", key);
	for (size_t s = 0; s < n; s++)
		fprintf(out, "%s%s", s ? ", " : "", w->scenario.world.state[state[s]].id);
	fprintf(out, "]");
}

static void put_world(FILE *out, const small_world *w)
{
	const hel_world *world = &w->scenario.world;
	fprintf(out, "world:\n  states:\n");
	for (int i = 0; i < world->n; i++) {
		const hel_state *s = &world->state[i];
		fprintf(out, "    %s: {capability: %.17g, lat: %.17g, lon: %.17g}", s->id, s->cinc, s->lat, s->lon);
		if (!isnan(s->milex))
			fprintf(out, " # milex %.17g, population %.17g%s%s%s", s->milex, s->population, s->in_region ? ", in region" : "",
			        s->major ? ", major" : "", s->nuclear ? ", nuclear" : "");
		fprintf(out, "\n");
	}
	fprintf(out, "  distances:\n");
	for (int i = 0; i < world->n; i++)
		for (int j = i + 1; j < world->n; j++)
			fprintf(out, "    %s-%s: %.17g%s\n", world->state[i].id, world->state[j].id, world->dist_km[i * world->n + j],
			        world->rival[i * world->n + j] ? " # rivals" : "");
}

static void put_by_type(FILE *out, const char *key, const hel_range *range)
{
	bool any = false;
	for (int t = 0; t < HEL_CLAUSE_TYPES; t++) {
		if (!range[t].given)
			continue;
		char name[64];
		snprintf(name, sizeof name, "%s%s", any ? "" : key, type_name[t]);
		if (!any)
			fprintf(out, ", %s: {%s: [%.17g, %.17g, %.17g]", key, type_name[t], range[t].low, range[t].mode, range[t].high);
		else
			put_range(out, type_name[t], range[t]);
		any = true;
	}
	fprintf(out, "%s", any ? "}" : "");
}

static void put_lens(FILE *out, const small_world *w, const hel_lens *lens)
{
	static const char *const measure[] = {"cinc", "milex", "mean"};
	fprintf(out, "  - {%s: {stack: %s", lens_name[lens->kind], lens->stack == HEL_STACK_MAX ? "max" : "independent");
	for (int p = 0; p < HEL_PARAMETERS; p++)
		put_range(out, parameter_name[p], lens->parameter[p]);
	put_by_type(out, "rho", lens->rho);
	if (lens->kind == HEL_LENS_CAPABILITIES) {
		fprintf(out, ", reach: %s", lens->reach == HEL_REACH_WORLD ? "world" : "relevant");
		put_by_type(out, "trust", lens->trust);
	}
	if (lens->capability != HEL_CAPABILITY_CINC)
		fprintf(out, ", capability: %s", measure[lens->capability]);
	for (size_t t = 0; t < lens->n_threats; t++)
		fprintf(out, "%s%s>%s: %.17g", t ? ", " : ", threat: {", w->scenario.world.state[lens->threat[t].i].id,
		        w->scenario.world.state[lens->threat[t].j].id, lens->threat[t].rate);
	fprintf(out, "%s}, name: %s} # %.17g years\n", lens->n_threats ? "}" : "", lens->name, lens->years);
}

static void put_rule(FILE *out, const small_world *w, const hel_rule *rule)
{
	if (rule->kind == HEL_AUTOMATIC)
		return;
	fprintf(out, ", rule: ");
	if (rule->kind == HEL_MAJORITY) {
		fprintf(out, "{majority: %.17g}", rule->majority);
	} else if (rule->kind == HEL_VETO) {
		fprintf(out, "{");
		put_states(out, w, "veto", rule->vetoer, rule->n_vetoers);
		fprintf(out, "}");
	} else {
		fprintf(out, "%s", rule_name[rule->kind]);
	}
}

/* Who is bound, in the words of the type. Guarantors are those who owe, wards those who are owed. */
static void put_parties(FILE *out, const small_world *w, const hel_commitment *x, const hel_clause *clause)
{
	uint16_t from[SMALL_STATES], to[SMALL_STATES];
	size_t n_from = 0, n_to = 0;
	for (uint16_t s = 0; s < w->scenario.world.n; s++) {
		bool owes = false, owed = false;
		for (size_t a = 0; a < clause->n_arcs; a++) {
			owes |= clause->arc[a].k == s;
			owed |= clause->arc[a].p == s;
		}
		if (owes)
			from[n_from++] = s;
		if (owed)
			to[n_to++] = s;
	}
	if (clause->type == HEL_GUARANTEE) {
		put_states(out, w, "guarantors", from, n_from);
		put_states(out, w, ", wards", to, n_to);
	} else if (clause->permanent) {
		put_states(out, w, "states", from, n_from);
		fprintf(out, ", towards: all");
	} else if (clause->n_states && clause->type != HEL_TRANSPARENCY) {
		put_states(out, w, "states", clause->state, clause->n_states);
	} else {
		put_states(out, w, "members", x->member, x->n_members);
	}
}

static void put_clause(FILE *out, const small_world *w, const hel_commitment *x, const hel_clause *clause)
{
	fprintf(out, "{%s: {", type_name[clause->type]);
	put_parties(out, w, x, clause);
	put_range(out, "rho", clause->rho);
	put_range(out, clause->type == HEL_TRANSPARENCY ? "threat" : "factor", clause->factor);
	put_range(out, "omega", clause->omega_factor);
	if (!isnan(clause->scale))
		fprintf(out, ", scale: %.17g", clause->scale);
	if (!isnan(clause->cap))
		fprintf(out, ", cap: %.17g", clause->cap);
	if (clause->n_zone)
		put_states(out, w, ", zone", clause->zone, clause->n_zone);
	if (clause->pact)
		fprintf(out, ", from: %s", clause->pact);
	put_rule(out, w, &x->rule);
	fprintf(out, "}, name: %s}", x->name);
}

static void put_commitment(FILE *out, const small_world *w, const hel_commitment *x)
{
	for (size_t c = 0; c < x->n_clauses; c++) {
		fprintf(out, "      - ");
		put_clause(out, w, x, &x->clause[c]);
		if (x->in_force) {
			fprintf(out, " # one treaty, id %s:", x->id);
			for (size_t a = 0; a < x->clause[c].n_arcs; a++)
				fprintf(out, " %s>%s", w->scenario.world.state[x->clause[c].arc[a].k].id,
				        w->scenario.world.state[x->clause[c].arc[a].p].id);
		}
		fprintf(out, "\n");
	}
}

void small_world_yaml(const small_world *w, FILE *out)
{
	const hel_scenario *s = &w->scenario;
	fprintf(out, "name: small world %llu\n", (unsigned long long)w->seed);
	put_world(out, w);
	fprintf(out, "lenses:\n");
	for (size_t l = 0; l < s->n_lenses; l++)
		put_lens(out, w, &s->lens[l]);
	fprintf(out, "years: %.17g\nreference: %s\nmechanisms:\n", s->years, s->reference_name);
	for (size_t m = 0; m < s->n_mechanisms; m++) {
		fprintf(out, "  - name: %s\n    commitments:\n", s->mechanism[m].name);
		for (size_t x = 0; x < s->mechanism[m].n; x++)
			put_commitment(out, w, &s->mechanism[m].commitment[x]);
		fprintf(out, w->n_cuts[m] ? "    cut: [" : "");
		for (size_t c = 0; c < w->n_cuts[m]; c++)
			fprintf(out, "%s%s-%s%s", c ? ", " : "", s->world.state[w->cut[m][c].k].id, s->world.state[w->cut[m][c].p].id,
			        c + 1 < w->n_cuts[m] ? "" : "]\n");
	}
}
