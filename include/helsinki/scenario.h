/* scenario.h: a scenario file, read, checked and resolved: every name in it stands for something before anything is computed. */
#ifndef HELSINKI_SCENARIO_H
#define HELSINKI_SCENARIO_H

#include "helsinki/talks.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum hel_reference { HEL_REFERENCE_OUTSIDE, HEL_REFERENCE_NONE, HEL_REFERENCE_MECHANISM } hel_reference;

typedef struct hel_scenario {
	char *name;
	char *file;                  /* as given */
	char sha256[65];             /* of the file's bytes */
	double years;
	int draws;
	hel_reference reference;
	const char *reference_name;  /* "outside", "none" or the mechanism's name */
	hel_mechanism reference_mechanism; /* resolved, whichever of the three it is */
	hel_world world;
	size_t n_lenses;
	hel_lens *lens;
	size_t n_mechanisms;
	hel_mechanism *mechanism;
	hel_mechanism in_force;      /* all that the data say was in force on the world's day; empty in a stated world */
	const char *question;        /* what claims are for or against; NULL */
	size_t n_ledger;
	hel_ledger_row *ledger;      /* in the order of the file; no two have actor, item, from and year alike */
	size_t n_claims;
	hel_claim *claim;
	hel_talks talks;             /* who bargains over the mechanisms, and how */
	hel_notes notes;             /* warnings of the reading */
	void *memory;                /* owns everything above; private */
} hel_scenario;

/** Reads a scenario file. panel may be NULL only for files that state their world: then a file that needs data fails with
 *  HEL_EUSAGE. HEL_EINPUT has file, line and column; HEL_EDATA and HEL_ENOMEM as usual. On error *scenario is zeroed.
 *  A file of over 1 MiB, deeper than 64, with a NUL byte, an anchor or alias, bytes that are no UTF-8, or a second document
 *  is refused. Owner: the caller, with hel_scenario_free. */
HEL_API HEL_MUST_CHECK hel_status hel_scenario_read(hel_scenario *scenario, const char *file, hel_panel *panel, hel_error *error);

/** The same from memory; file is only the name used in messages. */
HEL_API HEL_MUST_CHECK hel_status hel_scenario_parse(hel_scenario *scenario, const char *text, size_t size, const char *file,
                                                     hel_panel *panel, hel_error *error);

/** Reads one quantity in the words of a claim, `externality: {of: nato, on: RUS}`, for a mechanism of the scenario, which keeps
 *  its memory. HEL_EINPUT stands in the text, which `file` names. panel: the one that the scenario was read with. */
HEL_API HEL_MUST_CHECK hel_status hel_scenario_quantity(hel_quantity *quantity, hel_scenario *scenario, hel_panel *panel,
                                                        const char *text, const char *file, int mechanism, hel_error *error);

/** Other parties than the file has, in its words: `[USA, RUS, {name: EU, members: eu}]`. What counts the parties of the file, rows of
 *  the ledger and stated utilities, goes with them; the rules become the usual ones. As above; on error the parties are gone. */
HEL_API HEL_MUST_CHECK hel_status hel_scenario_parties(hel_scenario *scenario, hel_panel *panel, const char *text, const char *file,
                                                       hel_error *error);
HEL_API void hel_scenario_free(hel_scenario *scenario);

#ifdef __cplusplus
}
#endif
#endif
