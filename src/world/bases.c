/* bases.c: from where each state's forces can start. A host's whole territory counts, as its own does: distances are between
 * borders, and data/hosts.csv names states, not places. */
#include "world/distances.h"

void hel_fill_based(hel_world *world, const hel_panel *panel, const hel_places *places, hel_date day)
{
	size_t n = (size_t)world->n;
	for (size_t cell = 0; cell < n * n; cell++)
		world->based_km[cell] = world->dist_km[cell];
	for (size_t r = 0; r < panel->hosts.n; r++) {
		const hel_host_row *row = &panel->hosts.row[r];
		int k = places->of[row->ccode], host = places->of[row->host];
		if (row->from > day || row->to < day || k < 0 || host < 0)
			continue;
		world->state[k].hosts++;
		world->hosts++;
		world->hosts_unverified += !row->verified;
		for (size_t j = 0; j < n; j++) {
			double *km = &world->based_km[j * n + (size_t)k];
			double from_host = world->dist_km[j * n + (size_t)host];
			*km = from_host < *km ? from_host : *km;
		}
	}
}

bool hel_world_has_bases(const hel_world *world, int state)
{
	return world->state[state].hosts > 0;
}
