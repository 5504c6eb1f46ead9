/* coverage.c: which years a table may have, and what is carried forward. */
#include "base/fail.h"
#include "dyads/table.h"

hel_status hel_dyads_years(hel_dyads *d, hel_dyad_source source, bool may_carry, hel_years *years, hel_error *error)
{
	hel_table table = hel_dyads_table_of(&d->request, source);
	hel_status status = hel_panel_coverage(d->panel, table, &years->from, &years->to, error);
	if (status)
		return status;
	bool carry = may_carry && d->request.carry_forward && d->request.to > years->to;
	years->until = carry ? d->request.to : years->to;
	if (carry)
		return hel_note(d->notes, error, "%s: the figures of %d are carried forward to %d",
				hel_dyad_source_name(source), years->to, d->request.to);
	return HEL_OK;
}

/* The newest year of any source of the table. */
static hel_status newest_year(const hel_dyads *d, int *newest, hel_error *error)
{
	hel_status status = HEL_OK;
	*newest = 0;
	for (int s = 0; !status && s < HEL_DYAD_SOURCES; s++) {
		int from, to;
		status =
		    hel_panel_coverage(d->panel, hel_dyads_table_of(&d->request, (hel_dyad_source)s), &from, &to, error);
		*newest = !status && to > *newest ? to : *newest;
	}
	return status;
}

/* Majors and contiguity end before other sources do: a pair's relevance after that is not known, and is not guessed. */
static hel_status check_relevant(const hel_dyads *d, hel_error *error)
{
	static const hel_dyad_source source[] = {HEL_SOURCE_MAJORS, HEL_SOURCE_CONTIGUITY};
	for (size_t s = 0; s < 2; s++) {
		int from, to;
		hel_status status =
		    hel_panel_coverage(d->panel, hel_dyads_table_of(&d->request, source[s]), &from, &to, error);
		if (status)
			return status;
		if (d->request.to > to && !d->request.carry_forward)
			return hel_fail(error, HEL_EUSAGE,
					"which pairs are relevant is known to %d, where '%s' ends, not to %d; ask for years "
					"to %d, or carry "
					"figures forward",
					to, hel_dyad_source_name(source[s]), d->request.to, to);
	}
	return HEL_OK;
}

hel_status hel_dyads_check_years(const hel_dyads *d, hel_error *error)
{
	const hel_dyads_request *r = &d->request;
	int newest;
	hel_status status = newest_year(d, &newest, error);
	if (status)
		return status;
	if (r->from > r->to)
		return hel_fail(error, HEL_EUSAGE, "the years are reversed: from %d to %d", r->from, r->to);
	if (r->from < HEL_FIRST_YEAR || r->to > newest || newest > HEL_LAST_YEAR)
		return hel_fail(error, HEL_EUSAGE, "%d is outside every source: they cover %d to %d",
				r->from < HEL_FIRST_YEAR ? r->from : r->to, HEL_FIRST_YEAR, newest);
	return r->relevant ? check_relevant(d, error) : HEL_OK;
}

hel_status hel_dyads_note_states(const hel_dyads *d, hel_error *error)
{
	hel_table table = d->request.system == HEL_SYSTEM_GW ? HEL_TABLE_GW_STATES : HEL_TABLE_STATES;
	int from, to;
	hel_status status = hel_panel_coverage(d->panel, table, &from, &to, error);
	if (!status && d->request.to > to)
		status = hel_note(d->notes, error, "states: the list ends in %d; those in it then are carried forward to %d",
				  to, d->request.to);
	return status;
}

hel_status hel_dyads_end_relevant(hel_dyads_request *request, hel_panel *panel, hel_error *error)
{
	static const hel_table table[] = {HEL_TABLE_MAJORS, HEL_TABLE_CONTIGUITY};
	hel_status status = HEL_OK;
	for (size_t t = 0; !status && request->relevant && !request->carry_forward && t < 2; t++) {
		int from, to;
		status = hel_panel_coverage(panel, table[t], &from, &to, error);
		request->to = !status && to < request->to ? to : request->to;
	}
	return status;
}
