/* turns.c: the names of measures, units and of what a pivot may turn. */
#include <string.h>

#include "scenario/reading.h"

const char *hel_measure_name(hel_measure measure)
{
	static const char *const name[HEL_MEASURES] = {
#define ROW(code, text, unit) [code] = text,
	    HEL_MEASURE_LIST(ROW)
#undef ROW
	};
	return (size_t)measure < HEL_MEASURES ? name[measure] : "unknown";
}

const char *hel_unit_name(hel_unit unit)
{
	static const char *const name[HEL_UNITS] = {
#define ROW(code, text) [code] = text,
	    HEL_UNIT_LIST(ROW)
#undef ROW
	};
	return (size_t)unit < HEL_UNITS ? name[unit] : "unknown";
}

const char *hel_side_name(hel_side side)
{
	return side == HEL_SIDE_FOR ? "for" : side == HEL_SIDE_AGAINST ? "against" : NULL;
}

static const struct {
	const char *name;
	double from, to;
	bool by_ratio;
} turns[HEL_TURNS] = {
#define ROW(code, text, least, greatest, ratio) [code] = {text, least, greatest, ratio},
    HEL_TURN_LIST(ROW)
#undef ROW
};

const char *hel_turn_name(hel_turn turn)
{
	return (size_t)turn < HEL_TURNS ? turns[turn].name : "unknown";
}

void hel_turn_range(hel_turn turn, double *from, double *to)
{
	*from = turns[turn].from;
	*to = turns[turn].to;
}

bool hel_turn_by_ratio(hel_turn turn)
{
	return turns[turn].by_ratio;
}

void hel_turn_bounds(hel_turn turn, double *least, double *greatest)
{
	static const struct {
		hel_parameter parameter;
		double least, greatest;
	} bounds[HEL_PARAMETERS] = {
#define ROW(code, text, value, lowest, highest) [code] = {code, lowest, highest},
	    HEL_PARAMETER_LIST(ROW)
#undef ROW
	};
	*least = turn == HEL_TURN_YEARS || turn == HEL_TURN_RHO ? 1e-3 : 0; /* a rho of 0 is no promise at all */
	*greatest = turn == HEL_TURN_YEARS ? 1e4 : turn == HEL_TURN_THREAT ? 1e3 : 1;
	for (int p = 0; p < HEL_PARAMETERS; p++) {
		if (!strcmp(hel_parameter_name((hel_parameter)p), hel_turn_name(turn))) {
			*least = bounds[p].least;
			*greatest = bounds[p].greatest;
		}
	}
}

bool hel_turn_find(const char *word, hel_turn *turn)
{
	for (int t = 0; t < HEL_TURNS; t++) {
		if (!strcmp(word, turns[t].name)) {
			*turn = (hel_turn)t;
			return true;
		}
	}
	return false;
}

bool hel_find_measure(const char *word, hel_measure *measure)
{
	for (int m = 0; m < HEL_MEASURES; m++) {
		if (!strcmp(word, hel_measure_name((hel_measure)m))) {
			*measure = (hel_measure)m;
			return true;
		}
	}
	return false;
}
