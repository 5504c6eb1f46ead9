/* estimated.c: attacks a year by a fitted model, h_ij = factor / (1 + exp(-beta . x_ij)). Terms that no mechanism changes are
 * arithmetic on the world, made once; ally1, pledge1, aid2 and company1 are made anew with help and abetment. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clones.h"
#include "base/elementary.h"
#include "base/fail.h"
#include "fit/design.h"
#include "fit/settle.h"
#include "security/model.h"

static const double OWES_HELP = 1 - 1e-12;

/* Columns of pairs that a world has, row i * n + j. */
typedef struct pairs {
	const hel_world *world;
	size_t n_rows;
	double *value[HEL_FORMULA_COLUMNS_MAX];
} pairs;

/* Frozen, a pair that has fought keeps the years at peace that it had when the record ended; one that never did has nothing to
 * take up again, and its years go on (else states born since would count as at each other's throats). */
static int years_at_peace(const hel_world *world, hel_peace peace, bool cow, size_t pair)
{
	int year = world->year + 1, last = world->peace_known[cow] + 1, from = world->peace_from[cow][pair];
	if (peace == HEL_PEACE_FROZEN && world->fought[cow][pair] && year > last)
		year = last;
	return year > from ? year - from : 0;
}

/* The value of a column for i attacking j, in the words of the dyad-year table; false: a world has none of that name. */
static bool value_of(const hel_world *world, hel_peace peace, const char *name, size_t i, size_t j, double *value)
{
	size_t pair = i * (size_t)world->n + j, length = strlen(name);
	char last = length ? name[length - 1] : '\0';
	const hel_state *side = &world->state[last == '2' ? j : i];
	static const char *const sided[] = {"ccode", "cowmaj", "cinc", "tpop", "milper"};
	for (size_t s = 0; (last == '1' || last == '2') && s < sizeof sided / sizeof *sided; s++) {
		if (strlen(sided[s]) != length - 1 || strncmp(name, sided[s], length - 1) != 0)
			continue;
		const double values[] = {side->ccode, side->major, side->cinc, side->population, side->milper};
		*value = values[s];
		return true;
	}
	if (!strcmp(name, "conttype"))
		*value = world->contiguity[pair];
	else if (!strcmp(name, "mindist"))
		*value = world->dist_km[pair];
	else if (!strcmp(name, "ongoingrivalry"))
		*value = world->rival[pair];
	else if (!strcmp(name, "gmlmidspell") || !strcmp(name, "cowmidspell"))
		*value = years_at_peace(world, peace, *name == 'c', pair);
	else if (!strcmp(name, "year"))
		*value = world->year + 1;
	else
		return false;
	return true;
}

static hel_status fill_column(pairs *p, hel_peace peace, const char *model, const char *name, int c, hel_error *error)
{
	size_t n = (size_t)p->world->n;
	if (!(p->value[c] = malloc((p->n_rows + 1) * sizeof(double))))
		return hel_fail_memory(error);
	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < n; j++) {
			if (!value_of(p->world, peace, name, i, j, &p->value[c][i * n + j]))
				return hel_fail(error, HEL_EINPUT, "model '%s' needs column '%s', which no world has", model, name);
		}
	}
	return HEL_OK;
}

/* One term for every pair: a formula of its own. */
static hel_status compute_term(double *to, const hel_world *world, const hel_lens *lens, const char *term, hel_error *error)
{
	hel_formula *f = NULL;
	pairs p = {.world = world, .n_rows = (size_t)world->n * (size_t)world->n};
	char text[600];
	double *value[HEL_VARIABLES_MAX] = {0}, *work = malloc((p.n_rows + 1) * sizeof *work);
	double *scratch = malloc(HEL_EXPRESSION_DEPTH_MAX * (p.n_rows + 1) * sizeof *scratch);
	snprintf(text, sizeof text, "1 ~ 0 + %s", term);
	hel_status status = work && scratch ? hel_formula_read(&f, text, NULL, error) : hel_fail_memory(error);
	for (int c = 0; !status && c < f->names.n; c++)
		status = fill_column(&p, lens->peace, lens->estimates->model, f->names.name[c], c, error);
	for (int v = 0; !status && v < f->n_variables; v++) {
		hel_rows rows = {.n = p.n_rows, .column = p.value, .scratch = scratch};
		if (f->variable[v].kind != HEL_VARIABLE_PLAIN || f->names.most_shift)
			status = hel_fail(error, HEL_EINPUT, "a lens cannot compute term '%s': no factors, splines, poly() or lags", term);
		else if (!(value[v] = malloc((p.n_rows + 1) * sizeof **value)))
			status = hel_fail_memory(error);
		else
			hel_expression_compute(f->variable[v].expression, &rows, value[v]);
	}
	if (!status)
		hel_term_expand(f, 0, value, p.n_rows, &to, work);
	for (int c = 0; c < HEL_FORMULA_COLUMNS_MAX; c++)
		free(p.value[c]);
	for (int v = 0; v < HEL_VARIABLES_MAX; v++)
		free(value[v]);
	free(work);
	free(scratch);
	hel_formula_free(f);
	return status;
}

static hel_status fill_slots(hel_model *model, int term, const double *of_pair, hel_error *error)
{
	size_t n = (size_t)model->n;
	for (int t = 0; t < model->n_targets; t++) {
		for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
			size_t i = model->attacker[slot], j = (size_t)model->target[t];
			double value = of_pair[i * n + j];
			if (!isfinite(value) && i != j)
				return hel_fail(error, HEL_EINPUT, "model '%s': '%s' is not known for %s and %s", model->lens->estimates->model,
				                model->lens->estimates->term[model->fixed_term[term]], model->world->state[i].id,
				                model->world->state[j].id);
			model->fixed[slot * (size_t)model->n_fixed + (size_t)term] = isfinite(value) ? value : 0;
		}
	}
	return HEL_OK;
}

static bool turns(hel_model *model, int term)
{
	const char *name = model->lens->estimates->term[term];
	if (!strcmp(name, "(Intercept)"))
		model->intercept = term;
	for (int x = 0; x < HEL_TURNINGS; x++) {
		if (!strcmp(name, hel_turning_name[x]))
			model->turning_term[x] = term;
	}
	return model->intercept == term || model->turning_term[HEL_TURNS_ALLY] == term ||
	       model->turning_term[HEL_TURNS_PLEDGE] == term || model->turning_term[HEL_TURNS_AID] == term ||
	       model->turning_term[HEL_TURNS_COMPANY] == term;
}

hel_status hel_model_estimate(hel_model *model, hel_error *error)
{
	const hel_estimates *e = model->lens->estimates;
	size_t n = (size_t)model->n;
	model->intercept = -1;
	for (int x = 0; x < HEL_TURNINGS; x++)
		model->turning_term[x] = -1;
	model->fixed_term = hel_arena_alloc(model->memory, e->n, sizeof *model->fixed_term);
	double *drawn = malloc((e->n + 1) * sizeof *drawn), *of_pair = malloc((n * n + 1) * sizeof *of_pair);
	hel_status status = model->fixed_term && drawn && of_pair ? HEL_OK : hel_fail_memory(error);
	if (!status) /* whether draws can be made */
		status = hel_draw_normal(e->estimate, e->covariance, e->n, 0, 0, drawn, error);
	for (size_t t = 0; !status && t < e->n; t++) {
		if (!turns(model, (int)t))
			model->fixed_term[model->n_fixed++] = (int)t;
	}
	if (!status) {
		size_t cells = (size_t)model->from[model->n_targets] * (size_t)model->n_fixed;
		model->fixed = hel_arena_alloc(model->memory, cells + 1, sizeof *model->fixed);
		status = model->fixed ? HEL_OK : hel_fail_memory(error);
	}
	for (int f = 0; !status && f < model->n_fixed; f++) {
		status = compute_term(of_pair, model->world, model->lens, e->term[model->fixed_term[f]], error);
		if (!status)
			status = fill_slots(model, f, of_pair, error);
	}
	free(drawn);
	free(of_pair);
	return status;
}

void hel_estimated_draw(hel_sample *sample, uint64_t seed, int draw)
{
	const hel_model *model = sample->model;
	const hel_estimates *e = model->lens->estimates;
	/* a draw fails only for want of memory (hel_model_estimate tried one): then the estimate itself stands */
	if (draw < 0 || hel_draw_normal(e->estimate, e->covariance, e->n, seed, (uint64_t)draw, sample->coefficient, NULL))
		memcpy(sample->coefficient, e->estimate, e->n * sizeof *e->estimate);
	for (int x = 0; x < HEL_TURNINGS; x++)
		sample->turning[x] = model->turning_term[x] < 0 ? 0 : sample->coefficient[model->turning_term[x]];
	for (uint32_t slot = 0; slot < model->from[model->n_targets]; slot++) {
		double sum = model->intercept < 0 ? 0 : sample->coefficient[model->intercept];
		for (int f = 0; f < model->n_fixed; f++)
			sum += sample->coefficient[model->fixed_term[f]] * model->fixed[slot * (size_t)model->n_fixed + (size_t)f];
		sample->fixed_odds[slot] = sum;
	}
}

static inline double at_least(double x)
{
	return x > HEL_LEAST_CAPABILITY ? x : HEL_LEAST_CAPABILITY;
}

HEL_CLONES static void attack(double *restrict threat, const double *restrict odds, const double *restrict help,
                              const double *restrict factor, double own, double aid, int m)
{
	for (int a = 0; a < m; a++)
		threat[a] = factor[a] / (1 + hel_exp(-(odds[a] + aid * hel_log(1 + help[a] / own))));
}

double hel_estimated_odds(const hel_sample *sample, uint32_t slot, double free_to)
{
	const double *turning = sample->turning;
	double bound = 1 - free_to, ally = bound >= OWES_HELP ? 1 : 0;
	return sample->fixed_odds[slot] + turning[HEL_TURNS_ALLY] * ally + turning[HEL_TURNS_PLEDGE] * (ally > 0 ? 0 : bound);
}

HEL_CLONES static void add_company(double *restrict sum, const double *restrict odds, const double *restrict abetment,
                                   const double *restrict own, double company, int m)
{
	for (int a = 0; a < m; a++)
		sum[a] = odds[a] + company * hel_log(1 + abetment[a] / at_least(own[a]));
}

HEL_CLONES static void rate(double *restrict threat, const double *restrict factor, const double *restrict help,
                            const double *restrict capability, double aid, int m)
{
	for (int a = 0; a < m; a++)
		threat[a] = factor[a] / (1 + hel_exp(-(threat[a] + aid * hel_log(1 + help[a] / at_least(capability[a])))));
}

void hel_estimated_rates(const hel_sample *sample, double *threat, const double *factor, const double *odds,
                         const double *abetment, const double *own, const double *help, const double *capability, int m)
{
	add_company(threat, odds, abetment, own, sample->turning[HEL_TURNS_COMPANY], m);
	rate(threat, factor, help, capability, sample->turning[HEL_TURNS_AID], m);
}

void hel_estimated_threat(hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	size_t n = (size_t)model->n, j = (size_t)model->target[t];
	uint32_t from = model->from[t], m = model->from[t + 1] - from;
	const double *power = sample->power + (size_t)t * n;
	double *own = sample->scratch, *alone = sample->scratch + n;
	for (uint32_t a = 0; a < m; a++) {
		size_t i = model->attacker[from + a];
		alone[a] = hel_estimated_odds(sample, from + a, sample->free_to[i * n + j]);
		own[a] = power[i];
	}
	if (sample->parameter[HEL_OMEGA] > 0 || sample->someone_joins)
		add_company(sample->odds + from, alone, sample->abetment + from, own, sample->turning[HEL_TURNS_COMPANY], (int)m);
	else /* each attacks alone, and log 1 is 0 */
		memcpy(sample->odds + from, alone, m * sizeof *alone);
	attack(sample->threat + from, sample->odds + from, sample->help + from, sample->factor + from, at_least(sample->capability[j]),
	       sample->turning[HEL_TURNS_AID], (int)m);
}

static bool is_outside(const hel_estimates *e, int term, double value)
{
	double slack = term < 0 ? 0 : 1e-9 * (1 + fabs(e->greatest[term]));
	return term >= 0 && (value < e->least[term] - slack || value > e->greatest[term] + slack);
}

void hel_turning_values(const hel_sample *sample, int t, uint32_t slot, double value[HEL_TURNINGS])
{
	const hel_model *model = sample->model;
	size_t n = (size_t)model->n, i = model->attacker[slot], j = (size_t)model->target[t];
	double bound = 1 - sample->free_to[i * n + j];
	value[HEL_TURNS_ALLY] = bound >= OWES_HELP;
	value[HEL_TURNS_PLEDGE] = bound >= OWES_HELP ? 0 : bound;
	value[HEL_TURNS_AID] = log1p(sample->help[slot] / at_least(sample->capability[j]));
	value[HEL_TURNS_COMPANY] = log1p(sample->abetment[slot] / at_least(sample->power[(size_t)t * n + i]));
}

bool hel_estimated_extrapolates(const hel_sample *sample, int t)
{
	const hel_model *model = sample->model;
	for (uint32_t slot = model->from[t]; slot < model->from[t + 1]; slot++) {
		double value[HEL_TURNINGS];
		hel_turning_values(sample, t, slot, value);
		for (int x = 0; x < HEL_TURNINGS; x++) {
			if (is_outside(model->lens->estimates, model->turning_term[x], value[x]))
				return true;
		}
	}
	return false;
}

void hel_threats_given(const hel_sample *sample, int t, const double *help, double *threat)
{
	const hel_model *model = sample->model;
	uint32_t from = model->from[t], m = model->from[t + 1] - from;
	if (model->lens->kind == HEL_LENS_ESTIMATED)
		attack(threat, sample->odds + from, help, sample->factor + from, at_least(sample->capability[model->target[t]]),
		       sample->turning[HEL_TURNS_AID], (int)m);
	else
		memcpy(threat, sample->threat + from, m * sizeof *threat);
}
