/* network_csv.c: what both models say of every state under every mechanism. */
#include <math.h>
#include <stdlib.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/field.h"

/* yes, no, undecided; then the coalition, its members parted by blanks. */
static void put_vulnerable(hel_text *text, const hel_network_result *r, const hel_world *world, int i)
{
	static const char *const answer[] = {"no", "yes", "undecided"};
	hel_text members = {0};
	if (!r->war.n) {
		hel_text_put(text, ",,", 2);
		return;
	}
	hel_text_printf(text, ",%s,", answer[r->war.vulnerable[i]]);
	for (size_t m = 0; m < r->war.over[i].n; m++)
		hel_text_printf(&members, "%s%s", m ? " " : "", world->state[r->war.over[i].member[m]].id);
	if (members.failed)
		text->failed = true;
	else if (members.n)
		hel_put_field(text, members.bytes);
	hel_text_free(&members);
}

static double cost_of_ties(const hel_network_result *r, int i)
{
	double sum = 0;
	if (!r->efforts.n || r->efforts.outcome != HEL_EFFORT_SOLVED)
		return NAN;
	for (size_t t = 0; t < r->n_effects; t++) {
		if ((r->effect[t].j == i || r->effect[t].k == i) && !isnan(r->effect[t].cost))
			sum += r->effect[t].cost;
	}
	return sum;
}

static void put_state(hel_text *text, const hel_network_study *study, const hel_network_result *r, int i)
{
	const hel_world *world = &study->scenario->world;
	const hel_efforts *e = &r->efforts;
	size_t n = (size_t)world->n;
	int allies = 0, enemies = 0;
	for (size_t j = 0; j < n; j++) {
		allies += r->network.ally[(size_t)i * n + j];
		enemies += r->network.enemy[(size_t)i * n + j];
	}
	hel_put_field(text, study->scenario->mechanism[r->mechanism].name);
	hel_text_put(text, ",", 1);
	hel_put_field(text, world->state[i].id);
	hel_put_figure(text, r->network.strength[i]);
	hel_text_printf(text, ",%d,%d", allies, enemies);
	put_vulnerable(text, r, world, i);
	hel_put_figure(text, e->n ? e->effort[i] : NAN);
	hel_put_figure(text, e->n ? e->performance[i] : NAN);
	hel_put_figure(text, e->n ? e->payoff[i] : NAN);
	hel_put_figure(text, cost_of_ties(r, i));
	hel_text_put(text, "\n", 1);
}

hel_status hel_report_network_csv(hel_text *text, const hel_network_study *study, hel_error *error)
{
	hel_text_printf(
	    text, "mechanism,id,capability,allies,enemies,vulnerable,coalition,effort,performance,payoff,cost_of_ties\n");
	for (size_t r = 0; r < study->n_results; r++) {
		for (int i = 0; i < study->scenario->world.n; i++)
			put_state(text, study, &study->result[r], i);
	}
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
