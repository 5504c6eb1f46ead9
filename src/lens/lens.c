/* lens.c: the kinds of lens, their parameters and what these are where a scenario is silent. */
#include "helsinki/lens.h"

#include <string.h>

const char *hel_lens_kind_name(hel_lens_kind kind)
{
	static const char *const name[HEL_LENS_KINDS] = {
#define ROW(code, text) [code] = text,
	    HEL_LENS_LIST(ROW)
#undef ROW
	};
	return (size_t)kind < HEL_LENS_KINDS ? name[kind] : "unknown";
}

const char *hel_parameter_name(hel_parameter parameter)
{
	static const char *const name[HEL_PARAMETERS] = {
#define ROW(code, text, value, least, greatest) [code] = text,
	    HEL_PARAMETER_LIST(ROW)
#undef ROW
	};
	return (size_t)parameter < HEL_PARAMETERS ? name[parameter] : "unknown";
}

void hel_lens_init(hel_lens *lens, hel_lens_kind kind)
{
	static const double value[HEL_PARAMETERS] = {
#define ROW(code, text, value, least, greatest) [code] = value,
	    HEL_PARAMETER_LIST(ROW)
#undef ROW
	};
	memset(lens, 0, sizeof *lens);
	lens->name = hel_lens_kind_name(kind);
	lens->kind = kind;
	lens->years = 10;
	for (int p = 0; p < HEL_PARAMETERS; p++)
		lens->parameter[p] = (hel_range){value[p], value[p], value[p], false};
	/* Where intentions are unknown, a promise not to fight says nothing about them. */
	if (kind == HEL_LENS_CAPABILITIES)
		lens->parameter[HEL_PLEDGES] = (hel_range){0, 0, 0, false};
}
