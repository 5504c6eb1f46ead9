/* reading.h: one file of rules being read: what its parts share. Every function that can fail raises its error at the place of the
 * node at fault and returns the status. */
#ifndef HEL_POWER_READING_H
#define HEL_POWER_READING_H

#include "base/arena.h"
#include "base/fail.h"
#include "base/yaml_fault.h"
#include "helsinki/power.h"

/* What one file may ask for. */
enum { HEL_CLAUSES_MAX = 10000, HEL_THRESHOLDS_MAX = 10000 };

typedef struct hel_rules_reading {
	hel_arena *arena;
	const char *file;
	hel_error *error;
	int n;
	const char **voter;            /* HEL_VOTERS_MAX */
	hel_rule_threshold *threshold; /* HEL_THRESHOLDS_MAX */
	size_t n_thresholds;
} hel_rules_reading;

/* Alternatives: met if one of the clauses is. */
typedef struct hel_form {
	size_t n;
	hel_rule_clause *clause;
} hel_form;

hel_status hel_rules_bad(hel_rules_reading *r, const hel_yaml *node, const char *format, ...) HEL_PRINTF(3, 4);
static inline hel_status
hel_rules_no_memory(hel_rules_reading *r) /* inline, so that readers of code see that it is no HEL_OK */
{
	return hel_fail_memory(r->error);
}

/* A list, not empty, of what `what` calls it. */
hel_status hel_rules_need_list(hel_rules_reading *r, const hel_yaml *node, const char *what);

/* The index of a voter that the file has named. */
hel_status hel_find_voter(hel_rules_reading *r, const hel_yaml *name, int *voter);

/* Voters in a list, into marks (n, zeroed): 1 for each. None may be listed twice. */
hel_status hel_mark_voters(hel_rules_reading *r, const hel_yaml *list, const char *what, int64_t *marks);

/* voters.c: names the voters: those under `voters`, else those of the first rule that weighs or lists any, else all in `winning`. */
hel_status hel_name_voters(hel_rules_reading *r, const hel_yaml *root, const hel_yaml *rules);

/* numbers.c: a weight; a quota of a total: a whole number, a percentage (rounded up), `majority`. */
hel_status hel_read_weight(hel_rules_reading *r, const hel_yaml *node, int64_t *weight);
hel_status hel_read_quota(hel_rules_reading *r, const hel_yaml *node, int64_t total, int64_t *quota);

/* forms.c: all of a list of rules. */
hel_status hel_read_forms(hel_rules_reading *r, const hel_yaml *list, hel_form *form);

#endif
