/* offers.c: what is on the table. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "parley/job.h"

static const hel_mechanism nobody_owes_anything = {.name = "none"};

static bool is_limit(const hel_clause *clause)
{
	return clause->type == HEL_ARMS_LIMIT || clause->type == HEL_DEPLOYMENT_LIMIT;
}

static hel_status rescale(hel_commitment *commitment, double scale, hel_arena *arena, hel_error *error)
{
	hel_clause *clause = hel_arena_alloc(arena, commitment->n_clauses, sizeof *clause);
	if (!clause)
		return hel_fail_memory(error);
	memcpy(clause, commitment->clause, commitment->n_clauses * sizeof *clause);
	for (size_t c = 0; c < commitment->n_clauses; c++) {
		if (is_limit(&clause[c]) && !isnan(clause[c].scale))
			clause[c].scale = scale;
	}
	commitment->clause = clause;
	return HEL_OK;
}

hel_status hel_at_scale(const hel_mechanism **made, const hel_scenario *scenario, const hel_along *along, double scale, hel_arena *arena,
                        hel_error *error)
{
	const hel_mechanism *from = &scenario->mechanism[along->mechanism];
	hel_mechanism *copy = hel_arena_alloc(arena, 1, sizeof *copy);
	hel_commitment *commitment = hel_arena_alloc(arena, from->n, sizeof *commitment);
	if (!copy || !commitment)
		return hel_fail_memory(error);
	memcpy(commitment, from->commitment, from->n * sizeof *commitment);
	*copy = (hel_mechanism){from->name, from->n, commitment};
	hel_status status = HEL_OK;
	for (size_t c = 0; c < along->n_commitments && !status; c++)
		status = rescale(&commitment[along->commitment[c]], scale, arena, error);
	*made = copy;
	return status;
}

/* --- the list ------------------------------------------------------------------------------------------------------------- */

static bool is_chosen(const hel_parley_job *job, size_t mechanism)
{
	const hel_parley_options *o = job->options;
	for (size_t x = 0; x < o->n_mechanisms; x++) {
		if (o->mechanism[x] == mechanism)
			return true;
	}
	return !o->n_mechanisms;
}

static size_t count_offers(const hel_parley_job *job)
{
	const hel_talks *talks = job->parley->talks;
	const hel_scenario *s = job->parley->scenario;
	size_t n = job->options->n_mechanisms ? job->options->n_mechanisms : s->n_mechanisms;
	for (size_t x = 0; x < talks->n_along; x++)
		n += is_chosen(job, talks->along[x].mechanism) ? (size_t)talks->along[x].steps : 0;
	return n;
}

static void add_mechanisms(hel_parley_job *job)
{
	hel_parley *t = job->parley;
	const hel_parley_options *o = job->options;
	size_t n = o->n_mechanisms ? o->n_mechanisms : t->scenario->n_mechanisms;
	for (size_t x = 0; x < n; x++) {
		size_t m = o->n_mechanisms ? o->mechanism[x] : x;
		const hel_mechanism *mechanism = &t->scenario->mechanism[m];
		job->form[t->m] = mechanism;
		t->offer[t->m++] = (hel_proposal){mechanism->name, m, -1, NAN};
	}
}

static double step_of(const hel_along *along, int step)
{
	const double digits = 1e9; /* 0.6, not 0.6000000000000001: names and figures are read */
	return round(digits * (along->from + (along->to - along->from) * step / (along->steps - 1))) / digits;
}

static hel_status add_steps(hel_parley_job *job, size_t which, hel_error *error)
{
	hel_parley *t = job->parley;
	const hel_along *along = &t->talks->along[which];
	hel_status status = HEL_OK;
	for (int step = 0; step < along->steps && !status; step++) {
		char digits[32];
		double scale = step_of(along, step);
		hel_format_double(digits, sizeof digits, scale);
		const char *name = hel_arena_printf(job->arena, "%s at %s", along->name, digits);
		if (!name)
			return hel_fail_memory(error);
		status = hel_at_scale(&job->form[t->m], t->scenario, along, scale, job->passing, error);
		t->offer[t->m++] = (hel_proposal){name, along->mechanism, (int)which, scale};
	}
	return status;
}

hel_status hel_list_offers(hel_parley_job *job, hel_error *error)
{
	hel_parley *t = job->parley;
	size_t n = count_offers(job);
	t->offer = hel_arena_alloc(job->arena, n, sizeof *t->offer);
	job->form = hel_arena_alloc(job->passing, n + 1, sizeof *job->form);
	if (!t->offer || !job->form)
		return hel_fail_memory(error);
	add_mechanisms(job);
	hel_status status = HEL_OK;
	for (size_t x = 0; x < t->talks->n_along && !status; x++) {
		if (is_chosen(job, t->talks->along[x].mechanism))
			status = add_steps(job, x, error);
	}
	int d = t->talks->disagreement;
	job->form[t->m] = d >= 0                        ? &t->scenario->mechanism[d]
	                  : d == HEL_WITHOUT_COMMITMENTS ? &nobody_owes_anything
	                                                 : &t->scenario->reference_mechanism;
	return status;
}

size_t hel_stated_place(const hel_parley_job *job, size_t place)
{
	const hel_parley *t = job->parley;
	if (place < t->m)
		return t->offer[place].mechanism;
	return t->talks->disagreement >= 0 ? (size_t)t->talks->disagreement : t->scenario->n_mechanisms;
}

const char *hel_place_name(const hel_parley *parley, size_t place)
{
	return place < parley->m ? parley->offer[place].name : parley->talks->disagreement_name;
}
