/* scenario.h: the scenario that a command is given, and which of its lenses and mechanisms it is asked about. */
#ifndef HEL_CLI_SCENARIO_H
#define HEL_CLI_SCENARIO_H

#include "options.h"

/* subject_name sets command and file; the rest starts zeroed. Indices are those of the scenario, each once, in the order asked for. */
typedef struct subject {
	const char *command;            /* named in messages of wrong usage */
	const char *file;
	hel_panel *panel;               /* NULL until a scenario needs data */
	hel_scenario scenario;
	size_t n_lenses, n_mechanisms;  /* asked for; 0: all of them */
	size_t *lens, *mechanism;
} subject;

/* The one scenario that a command is given. 0, or EXIT_USAGE after a message. */
int subject_name(subject *s, const char *command, const options *given);

/* Reads the file. A scenario that states its world needs no data; one that names a year does, and opens the panel. */
hel_status subject_read(subject *s, hel_error *error);

/* Adds what a word names: the lens of that name, else all of that kind; the mechanism of that name. 0, or EXIT_USAGE after
 * a message with the nearest word. Only after subject_read. */
int subject_choose_lens(subject *s, const char *word);
int subject_choose_mechanism(subject *s, const char *word);

/* Every --lens and --mechanism that was given. */
int subject_choose(subject *s, const options *given);

/* Reads, then chooses; prints what is wrong. 0 or the exit status. */
int subject_open(subject *s, const options *given);

void subject_close(subject *s);

#endif
