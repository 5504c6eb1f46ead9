/* ascii.c: see ascii.h. */
#include "report/ascii.h"

#include <string.h>

#include "report/lines.h"

static const struct {
	const char *character, *plain;
} PLAIN[] = {{"\xe2\x80\x93", "-"},  {"\xe2\x80\x94", "-"},  {"\xe2\x80\x98", "'"}, {"\xe2\x80\x99", "'"},
	     {"\xe2\x80\x9c", "\""}, {"\xe2\x80\x9d", "\""}, {HEL_ELLIPSIS, "~"},   {"\xc3\x97", "x"}};

static const char *plain_of(const char *character, size_t length)
{
	for (size_t x = 0; x < sizeof PLAIN / sizeof *PLAIN; x++) {
		if (strlen(PLAIN[x].character) == length && !memcmp(PLAIN[x].character, character, length))
			return PLAIN[x].plain;
	}
	return NULL;
}

bool hel_make_ascii(hel_text *text, size_t from)
{
	hel_text made = {0};
	hel_text_put(&made, "", 0);
	int columns;
	for (size_t at = from, length; at < text->n; at += length) {
		length = hel_next_character(text->bytes + at, &columns);
		const char *plain = plain_of(text->bytes + at, length);
		if ((unsigned char)text->bytes[at] < 0x80)
			hel_text_put(&made, text->bytes + at, 1);
		else if (plain)
			hel_text_printf(&made, "%s", plain);
		else
			hel_text_printf(&made, "%.*s", columns, "??");
	}
	text->failed |= made.failed;
	text->n = from;
	hel_text_put(text, made.bytes ? made.bytes : "", made.n);
	hel_text_free(&made);
	return !text->failed;
}
