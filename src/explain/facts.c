/* facts.c: which rows of which files a figure comes from. Rows are found by the same rules as the snapshot's. */
#include "explain/trace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "panel/tables.h"

enum { FIRST_DISTANCE_YEAR = 1886, LAND = 1 };

static const hel_fact STATED = {.value = NAN};

/* --- which files are named ------------------------------------------------------------------------------------------ */

hel_status hel_trace_open_facts(hel_trace *trace, hel_error *error)
{
	if (!trace->panel)
		return HEL_OK;
	unsigned tables = 1u << HEL_TABLE_MAJORS | 1u << HEL_TABLE_NMC | 1u << HEL_TABLE_MINDIST |
			  1u << HEL_TABLE_CONTIGUITY | 1u << HEL_TABLE_CAPITALS | 1u << HEL_TABLE_RIVALRIES |
			  1u << HEL_TABLE_NUCLEAR | 1u << HEL_TABLE_PACTS |
	                  1u << HEL_TABLE_HOSTS;
	hel_status status = hel_panel_load(trace->panel, tables, error);
	if (!status && !(trace->named = hel_arena_alloc(trace->arena, trace->panel->sources.n, sizeof *trace->named)))
		return hel_fail_memory(error);
	return status;
}

void hel_trace_name_file(hel_trace *trace, const char *file)
{
	for (size_t s = 0; trace->panel && file && s < trace->panel->sources.n; s++)
		trace->named[s] |= !strcmp(trace->panel->sources.row[s].file, file);
}

static const char *title_of(const hel_panel *panel, const hel_commitment *commitment)
{
	for (size_t n = 0; panel && commitment->in_force && n < panel->names.n; n++) {
		if (!strcmp(panel->names.row[n].id, commitment->id))
			return panel->names.row[n].title;
	}
	return NULL;
}

void hel_trace_name(hel_trace *trace, const hel_commitment *commitment)
{
	hel_explanation *to = trace->to;
	for (size_t n = 0; n < to->n_named; n++) {
		if (to->named[n].commitment == commitment)
			return;
	}
	const char *title = title_of(trace->panel, commitment);
	hel_trace_name_file(trace, title ? "pacts" : NULL);
	to->named[to->n_named++] = (hel_named){commitment, title};
}

static int compare_sources(const void *a, const void *b)
{
	const hel_source *x = *(const hel_source *const *)a, *y = *(const hel_source *const *)b;
	return strcmp(x->file, y->file);
}

bool hel_trace_close_facts(hel_trace *trace)
{
	hel_explanation *to = trace->to;
	size_t n = trace->panel ? trace->panel->sources.n : 0;
	if (!(to->source = hel_arena_alloc(trace->arena, n, sizeof *to->source)))
		return false;
	for (size_t s = 0; s < n; s++) {
		if (trace->named[s])
			to->source[to->n_sources++] = &trace->panel->sources.row[s];
	}
	qsort(to->source, to->n_sources, sizeof *to->source, compare_sources);
	return true;
}

/* --- rows ----------------------------------------------------------------------------------------------------------- */

static int last_year(const hel_trace *trace, hel_table table)
{
	const hel_source *source = hel_panel_source_of(trace->panel, table);
	return source ? source->to : trace->world->year;
}

/* The year that stands for the world's: the source's last where it ends earlier. */
static int covered_year(const hel_trace *trace, hel_table table)
{
	int last = last_year(trace, table);
	return trace->world->year > last ? last : trace->world->year;
}

/* A row that goes on past the end of its source is carried forward. */
static hel_fact fact_of(hel_trace *trace, hel_table table, double value, hel_date from, hel_date to)
{
	const char *file = hel_table_file(table);
	hel_trace_name_file(trace, file);
	return (hel_fact){
	    .file = file, .value = value, .from = from, .to = to, .carried = last_year(trace, table) < trace->world->year};
}

static hel_date opening(int year)
{
	return HEL_DATE(year, 1, 1);
}

static hel_date closing(int year)
{
	return year >= 9999 ? HEL_FOREVER : HEL_DATE(year, 12, 31);
}

hel_fact hel_trace_capability(hel_trace *trace, int k)
{
	hel_value v;
	hel_capability capability = trace->model->lens->capability;
	hel_state_column column = capability == HEL_CAPABILITY_MILEX ? HEL_MILEX : HEL_CINC;
	if (!trace->panel ||
	    hel_panel_state_value(trace->panel, column, trace->world->state[k].ccode, trace->world->year, true, &v, NULL) ||
	    v.na == HEL_NA_COVERAGE || v.na == HEL_NA_SYSTEM)
		return STATED;
	/* the mean is of two columns of one row */
	double value = capability == HEL_CAPABILITY_MEAN ? NAN : v.value;
	return fact_of(trace, HEL_TABLE_NMC, value, opening(v.year), closing(v.year));
}

static hel_fact neighbours(hel_trace *trace, int low, int high)
{
	int year = trace->world->year;
	for (size_t r = 0; r < trace->panel->contiguity.n; r++) {
		const hel_contiguity_row *row = &trace->panel->contiguity.row[r];
		if (row->type == LAND && row->low == low && row->high == high && hel_year_of(row->from) <= year &&
		    hel_year_of(row->to) >= year)
			return fact_of(trace, HEL_TABLE_CONTIGUITY, LAND, row->from, row->to);
	}
	return STATED;
}

static hel_fact measured(hel_trace *trace, int low, int high)
{
	int year = covered_year(trace, HEL_TABLE_MINDIST);
	for (size_t r = 0; r < trace->panel->distances.n; r++) {
		const hel_distance_row *row = &trace->panel->distances.row[r];
		if (row->low == low && row->high == high && row->from <= year && row->to >= year)
			return fact_of(trace, HEL_TABLE_MINDIST, row->km, opening(row->from), closing(row->to));
	}
	return STATED;
}

hel_fact hel_trace_distance(hel_trace *trace, int from, bool *between_capitals)
{
	*between_capitals = false;
	if (!trace->panel || from == trace->j)
		return STATED;
	int a = trace->world->state[from].ccode, b = trace->world->state[trace->j].ccode, low = a < b ? a : b,
	    high = a < b ? b : a;
	hel_fact row = trace->world->year < FIRST_DISTANCE_YEAR ? neighbours(trace, low, high) : measured(trace, low, high);
	if (row.file)
		return row;
	*between_capitals = true;
	const char *file = hel_table_file(HEL_TABLE_CAPITALS);
	hel_trace_name_file(trace, file);
	return (hel_fact){.file = file, .value = NAN};
}

int hel_trace_host(hel_trace *trace, int k, double dist_km, hel_fact *row)
{
	const hel_world *world = trace->world;
	const double *to = world->dist_km + (size_t)trace->j * (size_t)world->n;
	*row = STATED;
	for (size_t r = 0; trace->panel && dist_km < to[k] && r < trace->panel->hosts.n; r++) {
		const hel_host_row *x = &trace->panel->hosts.row[r];
		int host = hel_world_find_code(world, x->host);
		if (x->ccode != world->state[k].ccode || x->from > world->day || x->to < world->day || host < 0 || to[host] > dist_km)
			continue;
		*row = fact_of(trace, HEL_TABLE_HOSTS, NAN, x->from, x->to);
		return host;
	}
	return -1;
}

static hel_fact spell_of(hel_trace *trace, hel_table table, const hel_spell *row, size_t n, int ccode, hel_date day)
{
	for (size_t r = 0; r < n; r++) {
		if (row[r].ccode == ccode && row[r].from <= day && row[r].to >= day)
			return fact_of(trace, table, NAN, row[r].from, row[r].to);
	}
	return STATED;
}

hel_fact hel_trace_major(hel_trace *trace, int k)
{
	if (!trace->panel)
		return STATED;
	hel_date day = closing(covered_year(trace, HEL_TABLE_MAJORS));
	return spell_of(trace, HEL_TABLE_MAJORS, trace->panel->majors.row, trace->panel->majors.n,
			trace->world->state[k].ccode, day);
}

hel_fact hel_trace_nuclear(hel_trace *trace, int k)
{
	if (!trace->panel)
		return STATED;
	return spell_of(trace, HEL_TABLE_NUCLEAR, trace->panel->nuclear.row, trace->panel->nuclear.n,
			trace->world->state[k].ccode, trace->world->day);
}

hel_fact hel_trace_rivalry(hel_trace *trace, int i, int j)
{
	int a = trace->world->state[i].ccode, b = trace->world->state[j].ccode;
	for (size_t r = 0; trace->panel && r < trace->panel->rivalries.n; r++) {
		const hel_rivalry_row *row = &trace->panel->rivalries.row[r];
		int year = covered_year(trace, HEL_TABLE_RIVALRIES);
		if (row->low != (a < b ? a : b) || row->high != (a < b ? b : a) || row->from > year || row->to < year)
			continue;
		hel_fact fact = fact_of(trace, HEL_TABLE_RIVALRIES, NAN, opening(row->from), closing(row->to));
		fact.id = row->id;
		return fact;
	}
	return STATED;
}

/* --- membership ----------------------------------------------------------------------------------------------------- */

static unsigned flag_of(hel_clause_type type)
{
	return type == HEL_DEFENCE          ? HEL_PACT_DEFENCE
	       : type == HEL_OFFENCE        ? HEL_PACT_OFFENCE
	       : type == HEL_NEUTRALITY     ? HEL_PACT_NEUTRALITY
	       : type == HEL_NON_AGGRESSION ? HEL_PACT_NON_AGGRESSION
					    : 0;
}

typedef struct spell {
	const char *file;
	hel_date from, to;
} spell;

/* The spell that began last; phases that follow on each other are one. */
static bool offer(spell *best, const char *file, hel_date from, hel_date to, hel_date day)
{
	if (from > day)
		return false;
	if (!best->file || from > best->to) {
		*best = (spell){file, from, to};
		return true;
	}
	if (from >= best->from && to <= best->to)
		return false;
	if (to < best->from)
		return false;
	best->from = from < best->from ? from : best->from;
	best->to = to > best->to ? to : best->to;
	return true;
}

static bool offer_all(spell *best, const hel_panel *panel, const char *id, unsigned flag, int k, int p, hel_date day)
{
	bool changed = false;
	int atopid = atoi(id);
	for (size_t r = 0; r < panel->residue.n && !strcmp(id, "atop-residue"); r++) {
		const hel_owed_row *row = &panel->residue.row[r];
		if (row->first == k && row->second == p && (row->owes & flag))
			changed |= offer(best, "atop_residue", opening(row->from), closing(row->to), day);
	}
	for (size_t r = 0; r < panel->members.n; r++) {
		const hel_member_row *row = &panel->members.row[r];
		if (row->atopid == atopid && row->ccode == k && (row->owes & flag))
			changed |= offer(best, "atop_members", row->from, row->to, day);
	}
	for (size_t r = 0; r < panel->changes.n; r++) {
		const hel_change_row *row = &panel->changes.row[r];
		if (!strcmp(row->id, id) && row->ccode == k && (row->owes & flag) && row->kind != HEL_LEAVE)
			changed |= offer(best, "pact_changes", row->from, row->to, day);
	}
	return changed;
}

static spell find_membership(const hel_panel *panel, const char *id, unsigned flag, int k, int p, hel_date day)
{
	spell best = {0};
	while (offer_all(&best, panel, id, flag, k, p, day))
		; /* until no phase joins on */
	return best;
}

hel_fact hel_trace_membership(hel_trace *trace, const hel_commitment *commitment, hel_clause_type type, int k, int p)
{
	if (!trace->panel || !commitment->in_force)
		return STATED;
	for (size_t s = 0; s < commitment->n_joined; s++) {
		if (commitment->joined[s] == k)
			return STATED;
	}
	const hel_state *state = trace->world->state;
	spell found =
	    find_membership(trace->panel, commitment->id, flag_of(type), state[k].ccode, state[p].ccode, trace->world->day);
	hel_trace_name_file(trace, found.file);
	bool atop = found.file && !strcmp(found.file, "atop_members");
	return (hel_fact){.file = found.file,
			  .value = NAN,
			  .from = found.from,
			  .to = found.to,
			  .carried = atop && last_year(trace, HEL_TABLE_PACTS) < trace->world->year};
}
