/* talks.c: the key `bargain`: disagreement, what utility is made of, and the parts that other files read. */
#include <string.h>

#include "base/fail.h"
#include "base/text.h"
#include "base/utf8.h"
#include "scenario/talks.h"

static const double USUAL_MARGIN = 0.005; /* in S, as for who would leave a mechanism */

const char *hel_voice_name(hel_voice voice)
{
#define NAME(code, text) [code] = text,
	static const char *const name[HEL_VOICES] = {HEL_VOICE_LIST(NAME)};
#undef NAME
	return (size_t)voice < HEL_VOICES ? name[voice] : "unknown";
}

/* A mechanism of this name wins over the two words that may stand for none. */
static hel_status read_disagreement(hel_reading *r, const hel_yaml *node, hel_talks *talks)
{
	const hel_scenario *s = r->scenario;
	const char *word = NULL;
	talks->disagreement = HEL_IN_REFERENCE;
	talks->disagreement_name = "reference";
	hel_status status = node ? hel_read_word(r, node, "disagreement", &word) : HEL_OK;
	if (status || !node)
		return status;
	hel_nearest nearest = hel_nearest_start(word);
	hel_nearest_offer(&nearest, "reference");
	hel_nearest_offer(&nearest, "none");
	talks->disagreement_name = word;
	for (size_t m = 0; m < s->n_mechanisms; m++) {
		hel_nearest_offer(&nearest, s->mechanism[m].name);
		if (!strcmp(s->mechanism[m].name, word)) {
			talks->disagreement = (int)m;
			return HEL_OK;
		}
	}
	if (!strcmp(word, "reference"))
		return HEL_OK;
	if (strcmp(word, "none"))
		return hel_bad_word(r, node, "mechanism", word, nearest.best);
	talks->disagreement = HEL_WITHOUT_COMMITMENTS;
	return HEL_OK;
}

/* --- utility -------------------------------------------------------------------------------------------------------------- */

static hel_status read_under(hel_reading *r, const hel_yaml *list, const hel_talks *talks, const bool **under)
{
	size_t n = r->scenario->n_mechanisms;
	bool *in = hel_arena_alloc(r->arena, n + 1, sizeof *in);
	if (!in)
		return hel_no_memory(r);
	hel_status status = hel_need_list(r, list, "under");
	for (const hel_yaml *item = status ? NULL : list->first; item && !status; item = item->next) {
		int m = 0;
		bool none = item->kind == HEL_YAML_WORD && !strcmp(item->text, "disagreement") && talks->disagreement < 0;
		status = none ? HEL_OK : hel_read_mechanism_name(r, item, false, &m);
		if (!status)
			in[none ? n : (size_t)m] = true;
	}
	*under = in;
	return status;
}

static hel_status read_row(hel_reading *r, const hel_yaml *node, const hel_talks *talks, hel_counted_row *row)
{
	static const char *const keys[] = {"for", "row", "weight", "under", NULL};
	const hel_yaml *value[4];
	hel_quantity quantity;
	bool on_bases = false;
	hel_status status = hel_check_keys(r, node, "ledger", keys);
	for (int k = 0; k < 4 && !status; k++)
		status = hel_need(r, node, "ledger", keys[k], &value[k]);
	if (!status)
		status = hel_find_party(r, value[0], talks, &row->party);
	if (!status)
		status = hel_read_quantity(r, value[1], HEL_MEASURE_LEDGER, 0, false, &quantity, &on_bases);
	if (!status)
		status = hel_read_number(r, value[2], "weight", -1e6, 1e6, &row->weight);
	if (status)
		return status;
	row->row = quantity.row;
	return read_under(r, value[3], talks, &row->under);
}

static hel_status read_rows(hel_reading *r, const hel_yaml *list, hel_talks *talks)
{
	hel_status status = hel_need_list(r, list, "ledger");
	talks->row = status ? NULL : hel_arena_alloc(r->arena, list->n, sizeof *talks->row);
	if (!talks->row)
		return status ? status : hel_no_memory(r);
	for (const hel_yaml *item = list->first; item && !status; item = item->next)
		status = read_row(r, item, talks, &talks->row[talks->n_rows++]);
	return status;
}

/* What one party states: a number for every mechanism, and for disagreement where that is none. */
static hel_status read_stated(hel_reading *r, const hel_yaml *map, const hel_talks *talks, const char *party, const double **stated)
{
	const hel_scenario *s = r->scenario;
	size_t n = s->n_mechanisms, wanted = n + (talks->disagreement < 0);
	hel_status status = hel_need_map(r, map, "stated");
	double *value = status ? NULL : hel_arena_alloc(r->arena, n + 1, sizeof *value);
	if (!value)
		return status ? status : hel_no_memory(r);
	for (const hel_yaml *item = map->first; item && !status; item = item->next) {
		int m = (int)n;
		if (talks->disagreement >= 0 || strcmp(item->key->text, "disagreement"))
			status = hel_read_mechanism_name(r, item->key, false, &m);
		if (!status)
			status = hel_read_number(r, item, item->key->text, -1e6, 1e6, &value[m]);
	}
	for (size_t m = 0; m < wanted && !status && map->n < wanted; m++) {
		const char *name = m < n ? s->mechanism[m].name : "disagreement";
		if (!hel_yaml_get(map, name))
			status = hel_bad(r, map, "'%s' states no utility for '%s'", party, hel_utf8_brief(name).text);
	}
	if (talks->disagreement >= 0)
		value[n] = value[talks->disagreement];
	*stated = value;
	return status;
}

static hel_status read_utility(hel_reading *r, const hel_yaml *node, hel_talks *talks)
{
	static const char *const keys[] = {"security", "autonomy", "ledger", "stated", NULL};
	hel_status status = hel_check_keys(r, node, "utility", keys);
	const hel_yaml *security = status ? NULL : hel_yaml_get(node, "security"), *autonomy = status ? NULL : hel_yaml_get(node, "autonomy");
	const hel_yaml *ledger = status ? NULL : hel_yaml_get(node, "ledger"), *stated = status ? NULL : hel_yaml_get(node, "stated");
	if (security)
		status = hel_read_number(r, security, "security", 0, 1e6, &talks->security);
	if (!status && autonomy)
		status = hel_read_number(r, autonomy, "autonomy", 0, 1e6, &talks->autonomy);
	if (!status && ledger)
		status = read_rows(r, ledger, talks);
	if (!status && stated)
		status = hel_need_map(r, stated, "stated");
	for (const hel_yaml *item = stated && !status ? stated->first : NULL; item && !status; item = item->next) {
		size_t party = 0;
		status = hel_find_party(r, item->key, talks, &party);
		if (!status)
			status = read_stated(r, item, talks, talks->party[party].name, &talks->party[party].stated);
	}
	return status;
}

/* --- the whole ------------------------------------------------------------------------------------------------------------ */

hel_status hel_read_talks(hel_reading *r, const hel_yaml *node)
{
	static const char *const keys[] = {"parties", "disagreement", "utility", "margin", "rules", "along", NULL};
	hel_talks *talks = &r->scenario->talks;
	*talks = (hel_talks){.given = node != NULL, .security = 1, .margin = USUAL_MARGIN};
	hel_status status = node ? hel_check_keys(r, node, "bargain", keys) : HEL_OK;
	const hel_yaml *value[6] = {0};
	for (int k = 0; node && k < 6 && !status; k++)
		value[k] = hel_yaml_get(node, keys[k]);
	if (!status)
		status = hel_read_parties(r, value[0], talks);
	if (!status)
		status = read_disagreement(r, value[1], talks);
	if (!status && value[2])
		status = read_utility(r, value[2], talks);
	if (!status && value[3])
		status = hel_read_number(r, value[3], "margin", 0, 1e6, &talks->margin);
	if (!status)
		status = hel_read_decisions(r, value[4], talks);
	return status || !value[5] ? status : hel_read_along(r, value[5], talks);
}

hel_status hel_read_other_parties(hel_reading *r, const hel_yaml *node)
{
	hel_talks *talks = &r->scenario->talks;
	talks->party = NULL;
	talks->n_parties = talks->n_rows = talks->n_rules = 0;
	hel_status status = hel_read_parties(r, node, talks);
	return status ? status : hel_read_decisions(r, NULL, talks);
}
