/* power.c: chooses how a game is counted, by what each way would take, and says what is left out. */
#include "helsinki/power.h"

#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "power/indices.h"
#include "power/needs.h"

static const char *const NAME[] = {
#define HEL_POWER_NAME(code, name, words) name,
    HEL_POWER_LIST(HEL_POWER_NAME)
#undef HEL_POWER_NAME
};

static const char *const WORDS[] = {
#define HEL_POWER_WORDS(code, name, words) words,
    HEL_POWER_LIST(HEL_POWER_WORDS)
#undef HEL_POWER_WORDS
};

const char *hel_power_name(hel_power_index index)
{
	return index >= 0 && index < HEL_POWER_INDICES ? NAME[index] : "";
}

const char *hel_power_words(hel_power_index index)
{
	return index >= 0 && index < HEL_POWER_INDICES ? WORDS[index] : "";
}

void hel_power_options_init(hel_power_options *options)
{
	*options = (hel_power_options){.seed = 1};
	for (int index = 0; index < HEL_POWER_INDICES; index++)
		options->want[index] = true;
}

void hel_power_free(hel_voting_power *power)
{
	for (int i = 0; power->voter && i < power->n; i++) {
		free(power->voter[i].swings);
		for (int index = 0; index < HEL_POWER_INDICES; index++)
			free(power->voter[i].index[index].text);
	}
	free(power->voter);
	free(power->collective.text);
	free(power->winning);
	free(power->minimal);
	hel_notes_free(&power->notes);
	*power = (hel_voting_power){0};
}

static hel_status make_power(hel_voting_power *power, const hel_rules *rules, hel_error *error)
{
	*power = (hel_voting_power){
	    .n = rules->n, .proper = HEL_PROPER_UNKNOWN, .collective = {.value = NAN}, .collective_se = NAN};
	power->voter = calloc((size_t)rules->n, sizeof *power->voter);
	if (!power->voter)
		return hel_fail_memory(error);
	for (int i = 0; i < rules->n; i++) {
		for (int index = 0; index < HEL_POWER_INDICES; index++) {
			power->voter[i].index[index].value = NAN;
			power->voter[i].se[index] = NAN;
		}
	}
	return HEL_OK;
}

/* --- which way ------------------------------------------------------------------------------------------------------------ */

typedef enum way { BY_PROFILES, BY_HALVES, BY_WEIGHTS, BY_TOTALS, NO_WAY } way;

/* Profiles that are gone through in some milliseconds, whatever else is possible; additions that take a minute. */
#define FEW_PROFILES 0x1p18
static const double PROFILE = 30; /* additions of a table in the time of a profile */
static const double ADDITIONS_MAX = 3e11;
enum { TYPES_MAX = 64 };

static bool want_members(const hel_power_options *how)
{
	return how->want[HEL_JOHNSTON] || how->want[HEL_DEEGAN_PACKEL] || how->want[HEL_HOLLER_PACKEL];
}

/* Who is critical together with whom, only profiles show; where nobody asks, vectors or tables are faster. */
static way choose_way(const hel_game *g, const hel_power_options *how)
{
	double profiles = g->n_types <= TYPES_MAX ? hel_game_profiles(g) : INFINITY;
	hel_weights_plan weights, totals;
	if (want_members(how) && profiles <= HEL_PROFILES_MAX)
		return BY_PROFILES;
	weights = hel_plan_weights(g);
	if (profiles <= FEW_PROFILES)
		return weights.fits && weights.additions < PROFILE * profiles ? BY_WEIGHTS : BY_PROFILES;
	bool halves = g->n <= HEL_HALVES_MAX;
	if (weights.fits && weights.additions <= ADDITIONS_MAX && (!halves || weights.additions <= ldexp(1, g->n - 3)))
		return BY_WEIGHTS;
	if (halves)
		return BY_HALVES;
	if (profiles <= HEL_PROFILES_MAX)
		return BY_PROFILES;
	totals = hel_plan_totals(g);
	return totals.fits && totals.additions <= ADDITIONS_MAX ? BY_TOTALS : NO_WAY;
}

static hel_status refuse(const hel_game *g, hel_error *error)
{
	hel_weights_plan weights = hel_plan_weights(g), totals = hel_plan_totals(g);
	double bytes = totals.bytes > 0 ? totals.bytes : weights.bytes;
	const char *estimate = "; it can be estimated (--approximate N)";
	if (bytes > 0)
		return hel_fail(error, HEL_EINPUT,
				"%d voters of %d kinds cannot be counted exactly: a table of their weights takes %.3g GB "
				"and %.3g additions%s",
				g->n, g->n_types, bytes / 1e9, fmax(totals.additions, weights.additions), estimate);
	return hel_fail(error, HEL_EINPUT,
			"%d voters of %d kinds under several kinds of weights cannot be counted exactly: more than 2^%d "
			"coalitions differ%s",
			g->n, g->n_types, HEL_HALVES_MAX, estimate);
}

static hel_status count(hel_tally *tally, const hel_game *g, const hel_power_options *how, hel_error *error)
{
	switch (choose_way(g, how)) {
	case BY_PROFILES:
		return hel_count_profiles(tally, g, how, error);
	case BY_HALVES:
		return hel_count_halves(tally, g, how, error);
	case BY_WEIGHTS:
		return hel_count_weights(tally, g, how, error);
	case BY_TOTALS:
		return hel_count_totals(tally, g, how, error);
	case NO_WAY:
		break;
	}
	return refuse(g, error);
}

static hel_status count_minima(hel_tally *tally, const hel_game *g, const hel_power_options *how, hel_error *error)
{
	bool want = how->want[HEL_DEEGAN_PACKEL] || how->want[HEL_HOLLER_PACKEL];
	if (!want || tally->has_minimal || !hel_plan_minimal(g).fits)
		return HEL_OK;
	return hel_count_minimal(tally, g, error);
}

/* --- what is said of the rule --------------------------------------------------------------------------------------------- */

/* Of a coalition and its opponents both win, one, or neither. If more than half of all coalitions win, of some pair both do. Where
 * the rule is one threshold the quota of which is at most half, there is no pair of which neither does, so this is the only way. */
static hel_proper find_proper(const hel_rules *rules, const hel_game *g, const hel_tally *tally)
{
	mpz_t twice, all;
	hel_proper proper = g->n_vetoes ? HEL_PROPER : tally->proper;
	if (proper == HEL_PROPER_UNKNOWN)
		proper = hel_rules_show_proper(rules);
	if (proper != HEL_PROPER_UNKNOWN)
		return proper;
	mpz_inits(twice, all, NULL);
	for (int s = 0; s <= tally->n; s++)
		mpz_addmul_ui(twice, tally->winning[s], 2);
	mpz_ui_pow_ui(all, 2, (unsigned long)tally->n);
	if (mpz_cmp(twice, all) > 0)
		proper = HEL_IMPROPER;
	else if (rules->n_thresholds == 1)
		proper = HEL_PROPER;
	mpz_clears(twice, all, NULL);
	return proper;
}

static void say_why(hel_voting_power *power, const hel_tally *tally, const hel_power_options *how)
{
	for (int index = 0; index < HEL_POWER_INDICES; index++) {
		if (!how->want[index])
			power->why[index] = "not asked for";
	}
	if (!tally->has_sizes && how->want[HEL_SHAPLEY])
		power->why[HEL_SHAPLEY] = "the weights are too large for a table by size of coalition";
	if (!tally->has_critical && how->want[HEL_JOHNSTON])
		power->why[HEL_JOHNSTON] = "more than 2^27 different coalitions to go through";
	for (int index = HEL_DEEGAN_PACKEL; index <= HEL_HOLLER_PACKEL; index++) {
		if (!tally->has_minimal && how->want[index])
			power->why[index] = "more minimal winning coalitions than can be counted";
	}
}

static hel_status count_all(hel_voting_power *power, hel_arena *arena, const hel_rules *rules, const hel_power_options *how,
			    hel_error *error)
{
	hel_game game;
	hel_tally tally = {0};
	hel_status status = hel_game_of(&game, arena, rules, error);
	if (!status)
		status = hel_tally_init(&tally, game.n, game.n_types, game.n + 1, error);
	if (status)
		return status;
	status = count(&tally, &game, how, error);
	if (!status)
		status = count_minima(&tally, &game, how, error);
	if (!status) {
		power->proper = find_proper(rules, &game, &tally);
		say_why(power, &tally, how);
		status = hel_indices_of(power, &game, &tally, how, error);
	}
	hel_tally_free(&tally);
	if (!status && (how->want[HEL_OWEN] || how->want[HEL_BANZHAF_OWEN]))
		status = hel_union_indices(power, rules, how, error);
	return status;
}

hel_status hel_power_of(hel_voting_power *power, const hel_rules *rules, const hel_power_options *options, hel_error *error)
{
	hel_voting_power made = {0};
	hel_power_options how;
	if (options)
		how = *options;
	else
		hel_power_options_init(&how);
	*power = (hel_voting_power){0};
	hel_arena *arena = hel_arena_new();
	hel_status status = arena ? make_power(&made, rules, error) : hel_fail_memory(error);
	if (!status)
		status = how.samples > 0 ? hel_power_sample(&made, rules, &how, error)
					 : count_all(&made, arena, rules, &how, error);
	if (!status && made.proper == HEL_IMPROPER)
		status = hel_note(&made.notes, error,
				  "the rule is improper: two coalitions without a common member can both win");
	hel_arena_free(arena);
	if (status)
		hel_power_free(&made);
	else
		*power = made;
	return status;
}
