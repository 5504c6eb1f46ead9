/* field.c: see field.h. */
#include "report/field.h"

#include <math.h>
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

void hel_put_figure(hel_text *text, double value)
{
	char digits[32];
	hel_text_put(text, ",", 1);
	if (isfinite(value))
		hel_text_put(text, digits, (size_t)hel_format_double(digits, sizeof digits, value));
}
