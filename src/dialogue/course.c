/* course.c: turn after turn, until the parties settle. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "dialogue/turns.h"

/* KTAB's stop rule: not before turn 2, and moves of turn t over moves of turn 1 plus a trifle, which guards against 0/0. */
enum { LEAST_TURNS = 2 };
static const double TRIFLE = 1e-4;

void hel_dialogue_options_init(hel_dialogue_options *options)
{
	*options = (hel_dialogue_options){.turns = 100, .settled = 0.02, .q = 1, .t = 1};
}

static bool is_share(double x)
{
	return x >= 0 && x <= 1;
}

static hel_status check(const hel_dialogue *d, const hel_dialogue_options *how, hel_error *error)
{
	if (how->turns < 1 || how->turns > HEL_TURNS_MOST)
		return hel_fail(error, HEL_EUSAGE, "the number of turns is from 1 to %d", HEL_TURNS_MOST);
	if (!is_share(how->settled) || !is_share(how->q) || !is_share(how->t))
		return hel_fail(error, HEL_EUSAGE, "settled, q and t are numbers from 0 to 1");
	if (how->model == HEL_DIALOGUE_EXPECTED_UTILITY && d->m != 1)
		return hel_fail(error, HEL_EUSAGE, "the expected-utility model has one issue, and there are %d", d->m);
	return HEL_OK;
}

bool hel_turn_make(hel_turn_of_dialogue *turn, const hel_dialogue *d, const double *position, hel_arena *arena)
{
	size_t n = (size_t)d->n, m = (size_t)d->m;
	*turn = (hel_turn_of_dialogue){.position = hel_arena_alloc(arena, n * m, sizeof(double)),
				       .probability = hel_arena_alloc(arena, n, sizeof(double)),
				       .risk = hel_arena_alloc(arena, n, sizeof(double)),
				       .utility = hel_arena_alloc(arena, n * n, sizeof(double)),
				       .median = hel_arena_alloc(arena, m, sizeof(double)),
				       .mean = hel_arena_alloc(arena, m, sizeof(double)),
				       .moved = NAN};
	if (!turn->position || !turn->probability || !turn->risk || !turn->utility || !turn->median || !turn->mean)
		return false;
	memcpy(turn->position, position, n * m * sizeof *position);
	return true;
}

/* Sum of the straight distances that all parties went, on scales of 0 to 1. */
static double distance(const hel_dialogue *d, const double *before, const double *after)
{
	double sum = 0;
	for (int i = 0; i < d->n; i++) {
		double squares = 0;
		for (int k = 0; k < d->m; k++) {
			double step = (after[i * d->m + k] - before[i * d->m + k]) / 100;
			squares += step * step;
		}
		sum += sqrt(squares);
	}
	return sum;
}

typedef struct run {
	hel_course *course;
	hel_talk *talk;
	double *next;
	size_t *rank;
} run;

static bool prepare(run *r, hel_arena *arena)
{
	hel_course *c = r->course;
	size_t cells = (size_t)c->dialogue->n * (size_t)c->dialogue->m;
	r->talk = (c->how.model == HEL_DIALOGUE_SPATIAL ? hel_talk_spatial : hel_talk_expected)(c->dialogue, &c->how, arena);
	r->next = hel_arena_alloc(arena, cells, sizeof *r->next);
	r->rank = hel_arena_alloc(arena, (size_t)c->dialogue->n, sizeof *r->rank);
	c->turn = hel_arena_alloc(arena, (size_t)c->how.turns + 1, sizeof *c->turn);
	return r->talk && r->next && r->rank && c->turn;
}

/* A new turn at the positions given; false: no memory. */
static bool add_turn(run *r, const double *position, double moved)
{
	hel_course *c = r->course;
	hel_turn_of_dialogue *turn = &c->turn[c->n_turns];
	if (!hel_turn_make(turn, c->dialogue, position, r->talk->arena))
		return false;
	turn->moved = moved;
	hel_turn_measure(turn, c->dialogue, r->rank);
	r->talk->look(r->talk, turn);
	c->n_turns++;
	return true;
}

static bool is_over(hel_course *c)
{
	int turn = c->n_turns - 1;
	if (turn >= LEAST_TURNS && c->turn[turn].moved / (c->turn[1].moved + TRIFLE) < c->how.settled) {
		c->end = HEL_DIALOGUE_SETTLED;
		return true;
	}
	c->end = HEL_DIALOGUE_TURNS_SPENT;
	return turn == c->how.turns;
}

static hel_status go_on(run *r, hel_progress progress, void *context, hel_error *error)
{
	hel_course *c = r->course;
	bool memory = add_turn(r, c->dialogue->position, NAN);
	while (memory && !is_over(c)) {
		hel_turn_of_dialogue *last = &c->turn[c->n_turns - 1];
		if (progress && progress((double)(c->n_turns - 1) / c->how.turns, context))
			return hel_fail(error, HEL_EINTERRUPTED, "interrupted");
		memory = r->talk->speak(r->talk, last, r->next);
		double moved = memory ? distance(c->dialogue, last->position, r->next) : 0;
		if (memory && !(moved > 0)) {
			c->end = HEL_DIALOGUE_STILL;
			break;
		}
		memory = memory && add_turn(r, r->next, moved);
	}
	return memory ? HEL_OK : hel_fail_memory(error);
}

hel_status hel_dialogue_run(hel_course *course, const hel_dialogue *dialogue, const hel_dialogue_options *options,
			    hel_progress progress, void *context, hel_error *error)
{
	hel_arena *arena = hel_arena_new();
	hel_course made = {.dialogue = dialogue, .how = *options, .memory = arena};
	run r = {.course = &made};
	hel_status status = check(dialogue, options, error);
	if (!status)
		status = arena && prepare(&r, arena) ? go_on(&r, progress, context, error) : hel_fail_memory(error);
	if (status)
		hel_arena_free(arena);
	else
		*course = made;
	return status;
}

void hel_course_free(hel_course *course)
{
	hel_arena_free(course->memory);
	*course = (hel_course){0};
}
