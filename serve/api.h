/* api.h: the questions that are answered at once: the library is asked, and its report is the answer. */
#ifndef SERVE_API_H
#define SERVE_API_H

#include "ask.h"
#include "laboratory.h"

/* What messages call the text that a page sent. */
#define SCENARIO_NAME "scenario"

/* Answers a question that has a body, but for runs. stop: a hel_progress that says when nobody waits any more. */
void api_answer(const ask *asked, laboratory *lab, hel_progress stop, void *context, answer *a);

#endif
