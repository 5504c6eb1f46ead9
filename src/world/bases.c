/* bases.c: from where each state's forces can start. A host's whole territory counts, as its own does: distances are between
 * borders, and data/hosts.csv names states, not places. */
#include "world/distances.h"

void hel_fill_based(double *based_km, hel_state *state, const double *dist_km, const hel_panel *panel,
		    const hel_places *places, size_t n, hel_date day)
{
	for (size_t cell = 0; cell < n * n; cell++)
		based_km[cell] = dist_km[cell];
	for (size_t r = 0; r < panel->hosts.n; r++) {
		const hel_host_row *row = &panel->hosts.row[r];
		int k = places->of[row->ccode], host = places->of[row->host];
		if (row->from > day || row->to < day || k < 0 || host < 0)
			continue;
		state[k].hosts++;
		for (size_t j = 0; j < n; j++) {
			double *km = &based_km[j * n + (size_t)k];
			if (dist_km[j * n + (size_t)host] < *km)
				*km = dist_km[j * n + (size_t)host];
		}
	}
}

bool hel_world_has_bases(const hel_world *world, int state)
{
	return world->state[state].hosts > 0;
}
