/* names.c: what externalities are taken of, and what each is called. */
#include <stdio.h>

#include "helsinki/externalities.h"

const char *hel_what_name(hel_what what)
{
	static const char *const names[] = {
#define NAME(code, name, one) name,
	    HEL_WHAT_LIST(NAME)
#undef NAME
	};
	return names[what];
}

const char *hel_what_one(hel_what what)
{
	static const char *const ones[] = {
#define ONE(code, name, one) one,
	    HEL_WHAT_LIST(ONE)
#undef ONE
	};
	return ones[what];
}

const char *hel_externality_name(const hel_externalities *externalities, const hel_externality *x, char *buffer, size_t size)
{
	const hel_state *state = externalities->scenario->world.state;
	if (x->commitment)
		snprintf(buffer, size, "%s", x->commitment->name);
	else if (x->b < 0)
		snprintf(buffer, size, "%s", state[x->a].id);
	else
		snprintf(buffer, size, "%s-%s", state[x->a].id, state[x->b].id);
	return buffer;
}
