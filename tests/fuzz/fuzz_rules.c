/* fuzz_rules.c: any bytes as a file of rules: refused with a message at a place, or read; the power of what is small is computed, and
 * then swings of all forms hold together: nobody swings more often than coalitions win with it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "helsinki/power.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { SMALL = 10 };

static void compute(const hel_rules *rules)
{
	hel_voting_power power;
	hel_error error = {0};
	if (rules->n > SMALL || rules->n_clauses > 100)
		return;
	if (hel_power_of(&power, rules, NULL, &error))
		abort(); /* small rules are never too much */
	for (int i = 0; i < power.n; i++) {
		double prevent = power.voter[i].index[HEL_PREVENT].value;
		if (!(prevent >= 0 && prevent <= 1) || !power.voter[i].index[HEL_SHAPLEY].text)
			abort();
	}
	hel_power_free(&power);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	hel_rules rules;
	hel_error error = {0};
	char *text = malloc(size + 1);
	if (!text)
		return 0;
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	if (hel_rules_parse(&rules, text, size, "fuzz", &error)) {
		if (!error.message[0] || error.line < 1 || error.column < 1)
			abort();
	} else {
		compute(&rules);
		hel_rules_free(&rules);
	}
	free(text);
	return 0;
}

#include "replay.h"
