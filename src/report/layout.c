/* layout.c: see layout.h. */
#include "report/layout.h"

#include <string.h>

int hel_width(const char *words)
{
	int n = 0;
	for (; *words; words++)
		n += ((unsigned char)*words & 0xc0) != 0x80;
	return n;
}

void hel_put_clean(hel_text *text, const char *words)
{
	for (; *words; words++)
		hel_text_put(text, (unsigned char)*words < ' ' || *words == 0x7f ? " " : words, 1);
}

void hel_put_padded(hel_text *text, const char *words, int width)
{
	int n = hel_width(words);
	hel_put_clean(text, words);
	hel_text_printf(text, "%*s", n < width ? width - n : 0, "");
}

void hel_put_wrapped(hel_text *text, int width, int indent, const char *words)
{
	int at = 0;
	while (*words) {
		size_t length = strcspn(words, " \n");
		char word[512];
		if (length >= sizeof word)
			length = sizeof word - 1;
		memcpy(word, words, length);
		word[length] = '\0';
		if (at && at + 1 + hel_width(word) > width) {
			hel_text_put(text, "\n", 1);
			at = 0;
		}
		hel_text_printf(text, "%*s", at ? 1 : indent, "");
		at += (at ? 1 : indent) + hel_width(word);
		hel_put_clean(text, word);
		words += length;
		words += *words != '\0';
	}
	hel_text_put(text, "\n", 1);
}

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
