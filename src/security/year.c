/* year.c: see year.h. Models and samples are kept: to turn a parameter of a lens takes but an evaluation. */
#include "security/year.h"

#include <stdio.h>
#include <string.h>

#include "base/fail.h"

hel_form hel_form_of(const hel_lens *lens)
{
	hel_form form = {.kind = lens->kind, .reach = lens->reach, .capability = lens->capability};
	for (int type = 0; type < HEL_CLAUSE_TYPES; type++) {
		form.trusts |= (uint32_t)(lens->trust[type].high > 0) << type;
		form.absent |= (uint32_t)(lens->rho[type].given && lens->rho[type].mode <= 0) << type;
	}
	return form;
}

static bool same_form(const hel_form *x, const hel_form *y)
{
	return x->kind == y->kind && x->reach == y->reach && x->capability == y->capability && x->trusts == y->trusts &&
	       x->absent == y->absent;
}

/* rho -1: not given */
static hel_stance stance_of(const hel_lens *lens)
{
	hel_stance stance = {.stack = lens->stack,
			     .basing = lens->basing,
			     .pledges = lens->parameter[HEL_PLEDGES].mode,
			     .lambda = lens->parameter[HEL_LAMBDA].mode};
	for (int type = 0; type < HEL_CLAUSE_TYPES; type++) {
		stance.rho[type] = lens->rho[type].given ? lens->rho[type].mode : -1;
		stance.trust[type] = lens->trust[type].mode;
	}
	return stance;
}

static bool same_stance(const hel_stance *x, const hel_stance *y)
{
	bool same = x->stack == y->stack && x->basing == y->basing && x->pledges == y->pledges && x->lambda == y->lambda;
	for (int type = 0; type < HEL_CLAUSE_TYPES; type++)
		same = same && x->rho[type] == y->rho[type] && x->trust[type] == y->trust[type];
	return same;
}

hel_status hel_year_build(hel_year *year, hel_panel *panel, hel_error *error)
{
	static const hel_range none[HEL_CLAUSE_TYPES];
	year->arena = hel_arena_new();
	hel_status status =
	    year->arena ? hel_past_year_build(&year->past, year->arena, panel, year->year, error) : hel_fail_memory(error);
	if (!status)
		status =
		    hel_obligations_build(&year->obligations, &year->past.in_force, year->past.world.n, none, true, error);
	year->built = !status;
	if (status)
		hel_year_free(year);
	return status;
}

void hel_rig_free(hel_rig *rig)
{
	hel_sample_free(&rig->sample);
	hel_model_free(&rig->model);
	hel_obligations_free(&rig->obligations);
	*rig = (hel_rig){0};
}

void hel_year_free(hel_year *year)
{
	for (int r = 0; r < HEL_RIGS; r++)
		hel_rig_free(&year->rig[r]);
	hel_terms_free(&year->terms);
	hel_obligations_free(&year->obligations);
	hel_world_free(&year->past.world);
	hel_arena_free(year->arena);
	*year = (hel_year){.year = year->year};
}

/* Terms for the point alone; all of them where some pairs have gaps, which are looked for with every model. */
static hel_status make_terms(hel_year *year, const hel_lens *lens, const char *fitted, hel_panel *panel, hel_error *error)
{
	if (!strcmp(year->fitted, fitted))
		return HEL_OK;
	for (int r = 0; r < HEL_RIGS; r++) {
		if (year->rig[r].form.kind == HEL_LENS_ESTIMATED)
			hel_rig_free(&year->rig[r]);
	}
	hel_terms_free(&year->terms);
	*year->fitted = '\0';
	hel_terms all = {0};
	hel_status status = year->past.world.peace_from[0] ? HEL_OK : hel_world_count_peace(&year->past.world, panel, error);
	if (!status)
		status = hel_terms_make(&all, &year->past.world, lens, error);
	if (!status && all.gaps) {
		year->terms = all;
		all = (hel_terms){0};
	} else if (!status) {
		status = hel_terms_copy_point(&year->terms, &all, error);
	}
	hel_terms_free(&all);
	snprintf(year->fitted, sizeof year->fitted, "%s", status ? "" : fitted);
	return status;
}

static hel_status make_rig(hel_year *year, hel_rig *rig, const hel_lens *lens, bool keeps, hel_error *error)
{
	hel_rig_free(rig);
	const hel_world *world = &year->past.world;
	const hel_obligations *obligations = &year->obligations;
	hel_status status = HEL_OK;
	rig->form = hel_form_of(lens);
	if (rig->form.absent) {
		status = hel_obligations_build(&rig->obligations, &year->past.in_force, world->n, lens->rho, true, error);
		obligations = &rig->obligations;
	}
	const hel_terms *terms = lens->kind == HEL_LENS_ESTIMATED ? &year->terms : NULL;
	if (!status)
		status = hel_model_build_on(&rig->model, terms, world, lens, obligations, NULL, 0, HEL_THREATENED, error);
	if (!status)
		status = hel_sample_new(&rig->sample, &rig->model, error);
	if (!status && keeps)
		status = hel_sample_keep_sums(&rig->sample, error);
	if (!status && keeps && lens->kind == HEL_LENS_ESTIMATED)
		status = hel_sample_keep_odds(&rig->sample, error);
	if (status)
		hel_rig_free(rig);
	return status;
}

/* Evaluates what the lens asks for anew. */
static void evaluate(hel_rig *rig, const hel_lens *lens)
{
	hel_sample *sample = &rig->sample;
	hel_stance stance = stance_of(lens);
	bool stands = rig->used && same_stance(&stance, &rig->stance);
	if (stands)
		hel_sample_parameters(sample);
	if (stands && (rig->has_sums || !hel_is_joined(sample))) {
		hel_contests_turned(sample);
		return;
	}
	hel_sample_point_under(sample, lens->rho);
	hel_losses(sample, NULL, 0);
	rig->stance = stance;
	rig->has_sums = sample->sure && hel_is_joined(sample);
}

/* The rig of the lens's form, or the one that was not used for longest. */
static hel_rig *find_rig(hel_year *year, const hel_lens *lens)
{
	hel_form form = hel_form_of(lens);
	hel_rig *oldest = &year->rig[0];
	for (int r = 0; r < HEL_RIGS; r++) {
		hel_rig *rig = &year->rig[r];
		if (rig->used && same_form(&rig->form, &form))
			return rig;
		oldest = rig->used < oldest->used ? rig : oldest;
	}
	oldest->used = 0;
	return oldest;
}

hel_status hel_year_expect(hel_year *year, const hel_lens *lens, const hel_asked *asked, double *defeats, hel_error *error)
{
	hel_status status =
	    lens->kind == HEL_LENS_ESTIMATED ? make_terms(year, lens, asked->fitted, asked->panel, error) : HEL_OK;
	hel_rig *rig = find_rig(year, lens);
	if (!status && !rig->used)
		status = make_rig(year, rig, lens, asked->keeps, error);
	if (status)
		return status;
	rig->model.lens = lens;
	evaluate(rig, lens);
	rig->used = asked->now;
	*defeats = 0;
	for (uint32_t slot = 0; slot < rig->model.from[rig->model.n_targets]; slot++)
		*defeats += rig->sample.threat[slot] * rig->sample.defeat[slot];
	rig->model.lens = NULL; /* the caller's */
	if (!asked->keeps)
		hel_rig_free(rig);
	return HEL_OK;
}

size_t hel_rig_bytes(const hel_rig *rig)
{
	return hel_arena_bytes(rig->obligations.memory) + hel_arena_bytes(rig->model.memory) +
	       hel_arena_bytes(rig->sample.memory);
}

size_t hel_year_bytes(const hel_year *year)
{
	const hel_world *world = &year->past.world;
	size_t n = (size_t)world->n, pair = 2 * sizeof(double) + 2;
	if (world->peace_from[0])
		pair += 2 * (sizeof **world->peace_from + 1);
	return sizeof *year + hel_arena_bytes(year->arena) + hel_arena_bytes(year->obligations.memory) +
	       hel_arena_bytes(year->terms.memory) + n * sizeof *world->state + n * n * pair;
}
