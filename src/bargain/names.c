/* names.c: what solutions and rules are called. */
#include "helsinki/bargain.h"

const char *hel_solution_name(hel_solution_kind kind)
{
#define NAME(code, text) [code] = text,
	static const char *const name[HEL_SOLUTIONS] = {HEL_SOLUTION_LIST(NAME)};
#undef NAME
	return (size_t)kind < HEL_SOLUTIONS ? name[kind] : "unknown";
}

const char *hel_decision_name(hel_decision_kind kind)
{
#define NAME(code, text) [code] = text,
	static const char *const name[HEL_DECISIONS] = {HEL_DECISION_LIST(NAME)};
#undef NAME
	return (size_t)kind < HEL_DECISIONS ? name[kind] : "unknown";
}
