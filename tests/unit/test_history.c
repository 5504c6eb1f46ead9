/* test_history.c: a history changes no bit of any figure, cold or warm, in any order, from any number of threads that share one
 * panel; and it stays within its bound. The twin is an assessment in full without a history. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/file.h"
#include "base/rng.h"
#include "helsinki.h"

enum { QUESTIONS = 16, THREADS = 4, FILES = 8 };

/* What is asked: a text, one of its mechanisms, and a lens that is varied as the seed says. */
typedef struct question {
	const char *text;
	uint64_t seed;
	char *answer; /* all figures as bytes, without a history */
	size_t size;
} question;

typedef struct fixture {
	hel_panel *panel;
	char *text[FILES];
	size_t n_texts;
	question question[QUESTIONS];
} fixture;

/* --- one answer --------------------------------------------------------------------------------------------------- */

static double uniform(uint64_t seed, uint64_t what)
{
	return hel_rng_uniform(seed, what, hel_rng_key_of("history"));
}

static int choose(uint64_t seed, uint64_t what, int n)
{
	return (int)(uniform(seed, what) * n);
}

/* A slider stops at a few places, so that questions meet again what others left behind. */
static void slide(hel_range *range, uint64_t seed, uint64_t what, const double *at, int n)
{
	int place = choose(seed, what, n + 1);
	if (place < n)
		*range = (hel_range){at[place], at[place], at[place], true};
}

static void vary(hel_lens *lens, uint64_t seed)
{
	static const double share[] = {0, 0.4, 1}, rho[] = {0, 0.3, 0.9}, gamma[] = {0.5, 1, 2}, lambda[] = {300, 1000},
			    phi[] = {0, 0, 0, 0.1};
	slide(&lens->parameter[HEL_OMEGA], seed, 1, share, 3);
	slide(&lens->parameter[HEL_CHAIN], seed, 2, share, 3);
	slide(&lens->parameter[HEL_PLEDGES], seed, 3, share, 3);
	slide(&lens->parameter[HEL_NUCLEAR], seed, 4, share, 3);
	slide(&lens->parameter[HEL_GAMMA], seed, 5, gamma, 3);
	slide(&lens->parameter[HEL_LAMBDA], seed, 6, lambda, 2);
	slide(&lens->parameter[HEL_PHI], seed, 7, phi, 4);
	slide(&lens->rho[HEL_DEFENCE], seed, 8, rho, 3);
	slide(&lens->rho[HEL_NON_AGGRESSION], seed, 9, rho, 3);
	slide(&lens->rho[HEL_OFFENCE], seed, 10, rho, 3);
	lens->stack = choose(seed, 11, 4) ? lens->stack : HEL_STACK_INDEPENDENT;
	lens->basing = choose(seed, 12, 4) ? lens->basing : HEL_BASING_ALLIED;
	lens->capability = choose(seed, 13, 4) || lens->kind == HEL_LENS_ESTIMATED ? lens->capability : HEL_CAPABILITY_MEAN;
	if (lens->kind == HEL_LENS_CAPABILITIES) {
		slide(&lens->trust[HEL_DEFENCE], seed, 14, share, 2);
		lens->reach = choose(seed, 15, 4) ? lens->reach : HEL_REACH_WORLD;
	}
	lens->peace = choose(seed, 16, 2) ? HEL_PEACE_FROZEN : HEL_PEACE_ELAPSED;
}

static void put(FILE *to, const void *bytes, size_t size)
{
	assert_int_equal(fwrite(bytes, 1, size, to), size);
}

static void put_number(FILE *to, double value)
{
	put(to, &value, sizeof value);
}

static void put_text(FILE *to, const char *text)
{
	put(to, text ? text : "-", text ? strlen(text) + 1 : 2);
}

static void put_index(FILE *to, const hel_index *index)
{
	const hel_figure *const figure[] = {&index->each, &index->by_population, &index->without_small};
	for (size_t f = 0; f < 3; f++) {
		put_number(to, figure[f]->value);
		put_text(to, figure[f]->why);
	}
}

static void put_state(FILE *to, const hel_state_result *s)
{
	const double numbers[] = {s->state, s->loss.value, s->security.value, s->dS, s->dL, s->n_threats};
	put(to, numbers, sizeof numbers);
	for (int t = 0; t < s->n_threats; t++) {
		const double threat[] = {s->threat[t].attacker, s->threat[t].threat, s->threat[t].defeat, s->threat[t].loss};
		put(to, threat, sizeof threat);
	}
}

/* Every figure of a brief assessment. */
static void put_result(FILE *to, const hel_result *r, int n_region)
{
	const hel_record *record = &r->record;
	const double numbers[] = {r->together,
				  r->median_security,
				  r->worst_security,
				  r->gap,
				  r->disputes,
				  r->wars,
				  r->defeats,
				  r->worst_off,
				  r->pairs,
				  r->first_to_leave,
				  r->first_to_leave_dS,
				  r->burden,
				  r->extrapolated,
				  (double)r->n_losers,
				  record->from,
				  record->to,
				  record->onsets,
				  record->pair_years,
				  record->rate,
				  record->all_onsets,
				  record->defeats,
				  record->wars};
	put_index(to, &r->indivisible);
	put_index(to, &r->balanced);
	put_index(to, &r->effective);
	put_index(to, &r->sustainable);
	put(to, numbers, sizeof numbers);
	put_text(to, r->first_to_leave_commitment ? r->first_to_leave_commitment->id : NULL);
	for (int p = 0; p < HEL_PARAMETERS; p++)
		put_number(to, r->calibrated.parameter[p].mode);
	for (size_t l = 0; l < r->n_losers; l++) {
		const double loser[] = {r->loser[l].state, r->loser[l].dL, r->loser[l].dS};
		put(to, loser, sizeof loser);
	}
	for (int s = 0; s < n_region; s++)
		put_state(to, &r->state[s]);
}

static void answer(const question *q, hel_panel *panel, hel_history *history, int threads, char **bytes, size_t *size)
{
	hel_error error = {0};
	hel_scenario scenario;
	hel_assessment made;
	hel_assess_options options;
	assert_int_equal(hel_scenario_parse(&scenario, q->text, strlen(q->text), "text", panel, &error), HEL_OK);
	size_t mechanism = (size_t)choose(q->seed, 20, (int)scenario.n_mechanisms),
	       lens = (size_t)choose(q->seed, 21, (int)scenario.n_lenses);
	vary(&scenario.lens[lens], q->seed);
	hel_assess_options_init(&options);
	options.draws = 0;
	options.n_mechanisms = options.n_lenses = 1;
	options.mechanism = &mechanism;
	options.lens = &lens;
	options.threads = threads;
	options.history = history;
	options.brief = history != NULL;
	options.permutations = 4; /* no figure that is compared */
	hel_status status = hel_assess(&made, &scenario, panel, &options, &error);
	FILE *to = open_memstream(bytes, size);
	assert_non_null(to);
	if (status) { /* a world of one lens and a model of another may not go together: the same words then */
		put_text(to, error.message);
	} else {
		put_result(to, &made.result[0], made.n_region);
		for (size_t n = 0; n < made.notes.n; n++)
			put_text(to, made.notes.item[n]);
		hel_assessment_free(&made);
	}
	assert_int_equal(fclose(to), 0);
	hel_scenario_free(&scenario);
}

static void check(const question *q, hel_panel *panel, hel_history *history, int threads)
{
	char *bytes = NULL;
	size_t size = 0;
	answer(q, panel, history, threads, &bytes, &size);
	if (size != q->size || memcmp(bytes, q->answer, size) != 0)
		fail_msg("question %d has another answer with a history", (int)q->seed);
	free(bytes);
}

/* --- what is asked ------------------------------------------------------------------------------------------------ */

static char *read_file(const char *file)
{
	hel_error error = {0};
	char *bytes;
	size_t size;
	assert_int_equal(hel_file_read(&bytes, &size, file, 1 << 20, &error), HEL_OK);
	char *text = calloc(size + 1, 1);
	assert_non_null(text);
	memcpy(text, bytes, size);
	free(bytes);
	return text;
}

static char *world_of(const char *world)
{
	char *text = NULL;
	int length = asprintf(&text,
			      "world: %s\nlenses: [{capabilities: {omega: 1, chain: 0}}, {capabilities: {reach: world}, "
			      "name: all}, rivalry, estimated]\nmechanisms:\n"
			      "  - {name: as it stood, commitments: [{in-force: %.4s}]}\n"
			      "  - {name: nobody, commitments: []}\n",
			      world, strstr(world, "year: ") + 6);
	assert_true(length > 0);
	return text;
}

static int set_up(void **state)
{
	static fixture f;
	hel_error error = {0};
	assert_int_equal(hel_panel_open(&f.panel, NULL, &error), HEL_OK);
	assert_int_equal(hel_panel_load(f.panel, ~0u, &error), HEL_OK);
	char *const texts[] = {read_file("scenarios/europe-2022.yaml"),
			       read_file("scenarios/asia-pacific.yaml"),
			       read_file("scenarios/three-states.yaml"),
			       read_file("scenarios/nato-1949.yaml"),
			       world_of("{year: 1995}"),
			       world_of("{year: 1996}"),
			       world_of("{year: 2000, region: osce, closed: true}"),
			       world_of("{year: 2021, carry-forward: true, region: osce, closed: true}")};
	f.n_texts = sizeof texts / sizeof *texts;
	memcpy(f.text, texts, sizeof texts);
	for (size_t q = 0; q < QUESTIONS; q++) {
		/* the large scenarios more often: they have most mechanisms */
		size_t text = q % 3 ? q % 2 : (size_t)choose(q, 22, (int)f.n_texts);
		f.question[q] = (question){.text = f.text[text], .seed = q};
		answer(&f.question[q], f.panel, NULL, 1, &f.question[q].answer, &f.question[q].size);
	}
	*state = &f;
	return 0;
}

static int tear_down(void **state)
{
	fixture *f = *state;
	for (size_t t = 0; t < f->n_texts; t++)
		free(f->text[t]);
	for (size_t q = 0; q < QUESTIONS; q++)
		free(f->question[q].answer);
	hel_panel_free(f->panel);
	return 0;
}

static void test_the_same_bits_cold_and_warm(void **state)
{
	const fixture *f = *state;
	hel_error error = {0};
	hel_history *history = NULL;
	assert_int_equal(hel_history_new(&history, f->panel, &error), HEL_OK);
	for (size_t x = 0; x < QUESTIONS + QUESTIONS / 2; x++) {
		size_t q = x < QUESTIONS ? x : (size_t)choose(x, 30, QUESTIONS);
		check(&f->question[q], f->panel, history, 1 + (int)(x % 3));
	}
	assert_true(hel_history_bytes(history) <= HEL_HISTORY_BYTES);
	hel_history_free(history);
}

/* Most questions differ: the one before leaves models that were turned elsewhere. */
static void test_the_questions_differ(void **state)
{
	const fixture *f = *state;
	size_t alike = 0;
	for (size_t x = 0; x < QUESTIONS; x++) {
		for (size_t y = 0; y < x; y++)
			alike += f->question[x].size == f->question[y].size &&
				 !memcmp(f->question[x].answer, f->question[y].answer, f->question[x].size);
	}
	assert_true(alike <= 2);
}

/* One mechanism under one lens, at the point and in brief, as a page asks. */
static void ask_in_brief(hel_assessment *made, const hel_scenario *scenario, size_t mechanism, size_t lens, hel_panel *panel,
			 hel_history *history)
{
	hel_error error = {0};
	hel_assess_options options;
	hel_assess_options_init(&options);
	options.draws = 0;
	options.n_mechanisms = options.n_lenses = 1;
	options.lens = &lens;
	options.mechanism = &mechanism;
	options.brief = true;
	options.history = history;
	assert_int_equal(hel_assess(made, scenario, panel, &options, &error), HEL_OK);
}

/* Sliders that turn what is kept of a year, one after the other, none back to where one was before: severity as of a history that
 * knows nothing. */
static void test_sliders_turn_what_is_kept(void **state)
{
	const fixture *f = *state;
	static const struct {
		hel_parameter parameter;
		double value;
	} step[] = {{HEL_OMEGA, 0},     {HEL_OMEGA, 0.4}, {HEL_OMEGA, 1},   {HEL_CHAIN, 0.4},
		    {HEL_GAMMA, 0.5},   {HEL_OMEGA, 0},   {HEL_NUCLEAR, 1}, {HEL_OMEGA, 0.7},
		    {HEL_PLEDGES, 0.3}, {HEL_OMEGA, 0.2}};
	hel_error error = {0};
	hel_history *history = NULL;
	hel_scenario scenario;
	const size_t mechanism = 1, n_lenses = 4;
	assert_int_equal(hel_history_new(&history, f->panel, &error), HEL_OK);
	assert_int_equal(hel_scenario_parse(&scenario, f->text[4], strlen(f->text[4]), "text", f->panel, &error), HEL_OK);
	for (size_t lens = 1; lens < n_lenses; lens++) {
		for (size_t s = 0; s < sizeof step / sizeof *step; s++) {
			hel_assessment made;
			hel_notes notes = {0};
			hel_record record;
			double value = step[s].value;
			scenario.lens[lens].parameter[step[s].parameter] = (hel_range){value, value, value, true};
			hel_lens twin = scenario.lens[lens];
			ask_in_brief(&made, &scenario, mechanism, lens, f->panel, history);
			assert_int_equal(
			    hel_lens_calibrate(&twin, &record, &scenario.world, f->panel, &notes, &error), HEL_OK);
			double severity = twin.parameter[HEL_SEVERITY].mode;
			assert_true(severity > 0 && severity != 1);
			assert_true(made.result[0].calibrated.parameter[HEL_SEVERITY].mode == severity);
			hel_notes_free(&notes);
			hel_assessment_free(&made);
		}
	}
	hel_scenario_free(&scenario);
	hel_history_free(history);
}

typedef struct asker {
	const fixture *f;
	hel_history *history;
	size_t number;
} asker;

static void *ask(void *of)
{
	const asker *a = of;
	for (size_t x = 0; x < QUESTIONS / 3; x++)
		check(&a->f->question[(size_t)choose(100 + a->number, x, QUESTIONS)], a->f->panel, a->history, 1);
	return NULL;
}

static void test_threads_share_a_panel_and_a_history(void **state)
{
	const fixture *f = *state;
	hel_error error = {0};
	hel_history *history = NULL;
	pthread_t thread[THREADS];
	asker of[THREADS];
	assert_int_equal(hel_history_new(&history, f->panel, &error), HEL_OK);
	for (size_t t = 0; t < THREADS; t++) {
		of[t] = (asker){f, history, t};
		assert_int_equal(pthread_create(&thread[t], NULL, ask, &of[t]), 0);
	}
	for (size_t t = 0; t < THREADS; t++)
		assert_int_equal(pthread_join(thread[t], NULL), 0);
	hel_history_free(history);
}

/* --- externalities on a shared panel ------------------------------------------------------------------------------ */

static void *survey(void *of)
{
	const asker *a = of;
	hel_error error = {0};
	hel_scenario scenario;
	hel_externalities made;
	hel_externalities_options options;
	static const size_t first = 0;
	const char *text = a->f->text[a->f->n_texts - 1];
	double *sum = calloc(1, sizeof *sum);
	assert_non_null(sum);
	hel_externalities_options_init(&options);
	options.draws = 0;
	options.threads = 1;
	options.n_lenses = 1;
	options.lens = &first;
	assert_int_equal(hel_scenario_parse(&scenario, text, strlen(text), "text", a->f->panel, &error), HEL_OK);
	assert_int_equal(hel_externalities_make(&made, &scenario, a->f->panel, &options, &error), HEL_OK);
	for (size_t x = 0; x < made.result[0].n; x++)
		*sum += made.result[0].x[x].harm;
	hel_externalities_free(&made);
	hel_scenario_free(&scenario);
	return sum;
}

static void test_threads_share_a_panel(void **state)
{
	pthread_t thread[THREADS];
	asker of[THREADS];
	double *sum[THREADS];
	for (size_t t = 0; t < THREADS; t++) {
		of[t] = (asker){*state, NULL, t};
		assert_int_equal(pthread_create(&thread[t], NULL, survey, &of[t]), 0);
	}
	for (size_t t = 0; t < THREADS; t++) {
		void *result;
		assert_int_equal(pthread_join(thread[t], &result), 0);
		sum[t] = result;
	}
	for (size_t t = 0; t < THREADS; t++) {
		assert_true(*sum[t] > 0 && *sum[t] == *sum[0]);
		if (t)
			free(sum[t]);
	}
	free(sum[0]);
}

/* A slider over years: each brings thirty of its own, and models that take most. */
static void test_many_years_stay_within_the_bound(void **state)
{
	const fixture *f = *state;
	hel_error error = {0};
	hel_history *history = NULL;
	static const int year[] = {1965, 2010};
	size_t most = 0;
	assert_int_equal(hel_history_new(&history, f->panel, &error), HEL_OK);
	for (size_t y = 0; y < sizeof year / sizeof *year; y++) {
		for (size_t lens = 0; lens < 4; lens++) {
			char world[64];
			snprintf(world, sizeof world, "{year: %d}", year[y]);
			char *text = world_of(world);
			hel_scenario scenario;
			hel_assessment made;
			size_t mechanism = 1;
			assert_int_equal(hel_scenario_parse(&scenario, text, strlen(text), "text", f->panel, &error),
					 HEL_OK);
			ask_in_brief(&made, &scenario, mechanism, lens, f->panel, history);
			hel_assessment_free(&made);
			hel_scenario_free(&scenario);
			free(text);
			size_t bytes = hel_history_bytes(history);
			most = bytes > most ? bytes : most;
		}
	}
	print_message("holds at most %.1f MB\n", (double)most / (1 << 20));
	assert_true(most <= HEL_HISTORY_BYTES);
	assert_true(most > HEL_HISTORY_BYTES / 10 * 9); /* it was put to the test */
	hel_history_free(history);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_the_same_bits_cold_and_warm),         cmocka_unit_test(test_the_questions_differ),
	    cmocka_unit_test(test_sliders_turn_what_is_kept),
	    cmocka_unit_test(test_threads_share_a_panel_and_a_history), cmocka_unit_test(test_threads_share_a_panel),
	    cmocka_unit_test(test_many_years_stay_within_the_bound),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
