/* job.h: what a run does: a whole command of the program, with draws. */
#ifndef SERVE_JOB_H
#define SERVE_JOB_H

#include "ask.h"

/* Appends the JSON of `helsinki assess` or `helsinki claims` to text, or {"html"} with the page that `helsinki assess --format html`
 * makes. The data are opened anew: nobody waits for them. */
hel_status job_do(const ask *asked, int threads, hel_progress progress, void *context, hel_text *text, hel_error *error);

#endif
