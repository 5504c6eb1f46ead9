/* field.c: see field.h. */
#include "report/field.h"

#include <string.h>

void hel_put_field(hel_text *text, const char *field)
{
	if (!strpbrk(field, ",\"\r\n")) {
		hel_text_printf(text, "%s", field);
		return;
	}
	hel_text_put(text, "\"", 1);
	for (; *field; field++)
		hel_text_printf(text, *field == '"' ? "\"%c" : "%c", *field);
	hel_text_put(text, "\"", 1);
}
