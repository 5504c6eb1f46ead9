/* names.c: what verdicts are called. */
#include "helsinki/verdict.h"

const char *hel_verdict_name(hel_verdict verdict)
{
	static const char *const name[HEL_VERDICT_KINDS] = {
#define ROW(code, text) [code] = text,
	    HEL_VERDICT_LIST(ROW)
#undef ROW
	};
	return (size_t)verdict < HEL_VERDICT_KINDS ? name[verdict] : "unknown";
}
