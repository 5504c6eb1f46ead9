/* names.c: what the types of obligation are called in scenario files, and how often each has been honoured. */
#include "helsinki/mechanism.h"

const char *hel_clause_name(hel_clause_type type)
{
	static const char *const name[HEL_CLAUSE_TYPES] = {
#define ROW(code, text, low, mode, high) [code] = text,
	    HEL_CLAUSE_LIST(ROW)
#undef ROW
	};
	return (size_t)type < HEL_CLAUSE_TYPES ? name[type] : "unknown";
}

hel_range hel_default_rho(hel_clause_type type)
{
	static const hel_range rho[HEL_CLAUSE_TYPES] = {
#define ROW(code, text, low, mode, high) [code] = {low, mode, high, (low) >= 0},
	    HEL_CLAUSE_LIST(ROW)
#undef ROW
	};
	return (size_t)type < HEL_CLAUSE_TYPES ? rho[type] : (hel_range){-1, -1, -1, false};
}
