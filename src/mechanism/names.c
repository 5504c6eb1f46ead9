/* names.c: what the types of obligation and the rules are called in scenario files, and how often each type has been honoured. */
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

const char *hel_rule_name(hel_rule_kind kind)
{
	static const char *const name[HEL_RULES] = {
#define ROW(code, text) [code] = text,
	    HEL_RULE_LIST(ROW)
#undef ROW
	};
	return (size_t)kind < HEL_RULES ? name[kind] : "unknown";
}
