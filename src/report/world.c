/* world.c: a snapshot: who is there with what, which pacts are in force, what is missing. */
#include <math.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/facts.h"
#include "report/words.h"

/* The clauses that a pact has, as words. */
static void put_clauses(hel_text *text, unsigned owes)
{
	static const char *const name[] = {"defence", "offence", "neutrality", "non-aggression", "consultation"};
	const char *between = "";
	for (int c = 0; c < 5; c++) {
		if (owes >> c & 1) {
			hel_text_printf(text, "%s%s", between, name[c]);
			between = ", ";
		}
	}
}

static unsigned clauses_of(const hel_pact *pact)
{
	unsigned owes = 0;
	for (size_t m = 0; m < pact->n_members; m++)
		owes |= pact->member[m].owes;
	for (size_t x = 0; x < pact->n_pairs; x++)
		owes |= pact->pair[x].owes;
	return owes;
}

/* Its parties among the states shown. */
static size_t parties_shown(const hel_pact *pact, const hel_world *world)
{
	size_t n = 0;
	for (size_t m = 0; m < pact->n_members; m++) {
		int i = hel_world_find_code(world, pact->member[m].ccode);
		n += i >= 0 && world->state[i].in_region;
	}
	return n;
}

static hel_tree *make_pact(hel_maker *m, const hel_pact *pact, const hel_world *world)
{
	hel_tree *object = hel_make_object(m), *members = hel_make_array(m);
	hel_text clauses = {0};
	put_clauses(&clauses, clauses_of(pact));
	hel_set(m, object, "id", hel_make_string(m, pact->id));
	hel_set(m, object, "name", hel_make_string(m, pact->name));
	hel_set(m, object, "title", hel_make_string(m, pact->title));
	hel_set(m, object, "clauses", hel_make_string(m, clauses.n ? clauses.bytes : ""));
	for (size_t x = 0; x < pact->n_members; x++) {
		int i = hel_world_find_code(world, pact->member[x].ccode);
		if (i >= 0)
			hel_add(m, members, hel_make_string(m, world->state[i].id));
	}
	hel_set(m, object, "members", members);
	hel_text_free(&clauses);
	return object;
}

static hel_status world_json(hel_text *text, const hel_world *world, const hel_pact_list *pacts, hel_error *error)
{
	hel_maker maker = {0}, *m = &maker;
	hel_tree *object = hel_make_object(m), *array = hel_make_array(m);
	hel_set(m, object, "format", hel_make_string(m, "helsinki-world/1"));
	hel_set(m, object, "world", hel_make_world(m, world, HEL_WHOLE));
	for (size_t p = 0; p < pacts->n; p++) {
		if (parties_shown(&pacts->pact[p], world))
			hel_add(m, array, make_pact(m, &pacts->pact[p], world));
	}
	hel_set(m, object, "pacts", array);
	hel_set(m, object, "warnings", hel_make_notes(m, &world->notes));
	return hel_tree_write(text, m, object, error);
}

static void put_states(hel_text *text, const hel_world *world)
{
	hel_text_printf(text, "%-5s %-34s %9s %9s %12s %10s\n", "id", "name", "CINC %", "milex %", "inhabitants", "soldiers");
	for (int i = 0; i < world->n; i++) {
		const hel_state *s = &world->state[i];
		if (!s->in_region)
			continue;
		hel_text_printf(text, "%-5s %-34.34s %9s ", s->id, s->name, hel_fixed(100 * s->cinc, 3).text);
		hel_text_printf(text, "%9s ", isnan(s->milex) ? "-" : hel_fixed(100 * s->milex, 3).text);
		hel_text_printf(text, "%12s ", isnan(s->population) ? "-" : hel_fixed(s->population, 0).text);
		hel_text_printf(text, "%10s%s%s\n", isnan(s->milper) ? "-" : hel_fixed(s->milper, 0).text, s->major ? "  major power" : "",
		                s->nuclear ? "  nuclear" : "");
	}
	hel_text_printf(text, "(inhabitants and soldiers in thousands; - is missing in the source, never 0)\n");
}

static void put_pacts(hel_text *text, const hel_world *world, const hel_pact_list *pacts)
{
	size_t n = 0;
	for (size_t p = 0; p < pacts->n; p++)
		n += parties_shown(&pacts->pact[p], world) > 0;
	hel_text_printf(text, "\n%zu pacts in force with a party among them\n", n);
	hel_text_printf(text, "%-12s %7s %6s  %s\n", "id", "parties", "shown", "name: clauses");
	for (size_t p = 0; p < pacts->n; p++) {
		const hel_pact *pact = &pacts->pact[p];
		size_t shown = parties_shown(pact, world);
		if (!shown)
			continue;
		hel_text_printf(text, "%-12s %7zu %6zu  %s%s", pact->id, pact->n_members, shown,
		                pact->title ? pact->title : pact->name ? pact->name : "", pact->title || pact->name ? ": " : "");
		put_clauses(text, clauses_of(pact));
		hel_text_put(text, "\n", 1);
	}
}

hel_status hel_report_world(hel_text *text, const hel_world *world, const hel_pact_list *pacts, bool json, hel_error *error)
{
	char day[16];
	int n = 0;
	if (json)
		return world_json(text, world, pacts, error);
	for (int i = 0; i < world->n; i++)
		n += world->state[i].in_region;
	hel_text_printf(text, "The world of %s: %d states, %d of them in '%s'\n\n", hel_day_text(day, world->day) ? day : "a stated day",
	                world->n, n, world->region);
	put_states(text, world);
	put_pacts(text, world, pacts);
	if (world->n_left_out)
		hel_text_printf(text, "\nleft out\n");
	for (size_t x = 0; x < world->n_left_out; x++)
		hel_text_printf(text, "  %s: %s\n", world->left_out[x].id, world->left_out[x].why);
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
