/* things.c: what there is: the commitments, ties, absent ties or actors of a mechanism, in the order of the contract. */
#include <math.h>

#include "base/fail.h"
#include "externalities/job.h"

/* Whether k owes p anything but permanent neutrality, which is no tie between two. */
static bool owes_anything(const hel_obligations *o, int k, int p)
{
	const hel_bond *bond = hel_bond_find(o, k, p);
	for (uint32_t e = bond ? bond->first : 0; bond && e < bond->end; e++) {
		if (!o->duty[o->entry[e].duty].clause->permanent)
			return true;
	}
	return false;
}

static bool is_party_to_anything(const hel_obligations *o, int state)
{
	for (size_t c = 0; c < o->mechanism->n; c++) {
		if (o->party[c].present && o->party[c].member[state])
			return true;
	}
	return false;
}

/* What may come with a draw is there: the obligations of the draws have every clause whose rho is not 0 throughout. */
static const hel_obligations *obligations_of(const hel_job *job)
{
	return job->c->drawn.obligations;
}

bool hel_is_party(const hel_job *job, const hel_externality *x, int state)
{
	const hel_obligations *o = obligations_of(job);
	if (x->commitment)
		return o->party[x->commitment - o->mechanism->commitment].member[state];
	return state == x->a || state == x->b;
}

static bool is_wanted(const hel_job *job, int a, int b)
{
	const hel_obligations *o = obligations_of(job);
	if (job->options->of == HEL_OF_TIES)
		return owes_anything(o, a, b) || owes_anything(o, b, a);
	return !hel_owes_defence(o, a, b) && !hel_owes_defence(o, b, a);
}

/* Two passes: count, then fill (x is NULL at first). */
static size_t list_pairs(const hel_job *job, hel_externality *x)
{
	int n = job->c->drawn.n;
	size_t count = 0;
	for (int a = 0; a < n; a++) {
		for (int b = a + 1; b < n; b++) {
			if (!is_wanted(job, a, b))
				continue;
			if (x)
				x[count] = (hel_externality){.a = a, .b = b};
			count++;
		}
	}
	return count;
}

static size_t list_actors(const hel_job *job, hel_externality *x)
{
	size_t count = 0;
	for (int k = 0; k < job->c->drawn.n; k++) {
		if (!is_party_to_anything(obligations_of(job), k))
			continue;
		if (x)
			x[count] = (hel_externality){.a = k, .b = -1};
		count++;
	}
	return count;
}

static size_t list_commitments(const hel_job *job, hel_externality *x)
{
	const hel_mechanism *m = job->c->mechanism;
	for (size_t c = 0; x && c < m->n; c++)
		x[c] = (hel_externality){.commitment = &m->commitment[c], .a = -1, .b = -1};
	return m->n;
}

hel_status hel_list_things(hel_job *job, hel_error *error)
{
	size_t (*const list)(const hel_job *, hel_externality *) =
	    job->options->of == HEL_OF_COMMITMENTS ? list_commitments
	    : job->options->of == HEL_OF_ACTORS    ? list_actors
	                                           : list_pairs;
	hel_externalities_result *result = job->result;
	result->n = list(job, NULL);
	result->x = hel_arena_alloc(job->arena, result->n, sizeof *result->x);
	if (!result->x)
		return hel_fail_memory(error);
	list(job, result->x);
	for (size_t i = 0; i < result->n; i++) {
		result->x[i].danger[0] = result->x[i].danger[1] = (hel_danger){NAN, NAN};
		result->x[i].shapley = result->x[i].shapley_se = NAN;
	}
	return HEL_OK;
}
