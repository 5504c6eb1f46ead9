/* power_json.c: `helsinki-power/1`. */
#include <math.h>
#include <stdio.h>

#include "helsinki/report.h"
#include "helsinki/version.h"
#include "report/tree.h"

static hel_tree *fraction_of(hel_maker *m, const hel_fraction *f, bool fractions)
{
	return fractions && f->text ? hel_make_string(m, f->text) : hel_make_real(m, f->value);
}

static hel_tree *voter_of(hel_maker *m, const char *id, const hel_voter_power *v, bool sampled, bool fractions)
{
	hel_tree *o = hel_make_object(m);
	hel_set(m, o, "id", hel_make_string(m, id));
	hel_set(m, o, "swings", hel_make_string(m, v->swings));
	for (int index = 0; index < HEL_POWER_INDICES; index++) {
		const char *name = hel_power_name((hel_power_index)index);
		char se[64];
		hel_set(m, o, name, fraction_of(m, &v->index[index], fractions));
		if (!sampled)
			continue;
		snprintf(se, sizeof se, "%s_se", name);
		hel_set(m, o, se, hel_make_real(m, v->se[index]));
	}
	return o;
}

static hel_tree *why_of(hel_maker *m, const hel_voting_power *power)
{
	hel_tree *o = hel_make_object(m);
	for (int index = 0; index < HEL_POWER_INDICES; index++) {
		if (power->why[index])
			hel_set(m, o, hel_power_name((hel_power_index)index), hel_make_string(m, power->why[index]));
	}
	return o;
}

static hel_tree *warnings_of(hel_maker *m, const hel_notes *notes)
{
	hel_tree *all = hel_make_array(m);
	for (size_t n = 0; n < notes->n; n++)
		hel_add(m, all, hel_make_string(m, notes->item[n]));
	return all;
}

hel_status hel_report_power_json(hel_text *text, const hel_rules *rules, const hel_voting_power *power, bool fractions,
				 hel_error *error)
{
	hel_maker m = {0};
	hel_tree *o = hel_make_object(&m), *voters = hel_make_array(&m);
	hel_set(&m, o, "format", hel_make_string(&m, "helsinki-power/1"));
	hel_set(&m, o, "version", hel_make_string(&m, HEL_VERSION));
	hel_set(&m, o, "name", hel_make_string(&m, rules->name));
	hel_set(&m, o, "date", hel_make_string(&m, rules->date));
	hel_set(&m, o, "exact", hel_make_bool(&m, !power->samples));
	if (power->samples)
		hel_set(&m, o, "samples", hel_make_integer(&m, power->samples));
	hel_set(&m, o, "coleman_collective", fraction_of(&m, &power->collective, fractions));
	if (power->samples)
		hel_set(&m, o, "coleman_collective_se", hel_make_real(&m, power->collective_se));
	hel_set(&m, o, "winning", hel_make_string(&m, power->winning));
	hel_set(&m, o, "minimal_winning", hel_make_string(&m, power->minimal));
	hel_set(&m, o, "proper",
		power->proper == HEL_PROPER_UNKNOWN ? hel_make_null(&m) : hel_make_bool(&m, power->proper == HEL_PROPER));
	for (int i = 0; i < power->n; i++)
		hel_add(&m, voters, voter_of(&m, rules->voter[i], &power->voter[i], power->samples > 0, fractions));
	hel_set(&m, o, "voters", voters);
	hel_set(&m, o, "why", why_of(&m, power));
	hel_set(&m, o, "warnings", warnings_of(&m, &power->notes));
	return hel_tree_write(text, &m, o, error);
}
