/* utf8.c: one character at a time. */
#include "base/utf8.h"

#include <string.h>

static unsigned at(const char *text, size_t i)
{
	return (unsigned char)text[i];
}

static int is_continuation(unsigned byte)
{
	return (byte & 0xc0) == 0x80;
}

size_t hel_utf8_length(const char *text, size_t size)
{
	if (!size)
		return 0;
	unsigned c = at(text, 0);
	if (c < 0x80)
		return 1;
	if (c < 0xc2 || c > 0xf4)
		return 0;
	size_t length = c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
	if (size < length)
		return 0;
	for (size_t i = 1; i < length; i++) {
		if (!is_continuation(at(text, i)))
			return 0;
	}
	unsigned second = at(text, 1);
	if ((c == 0xe0 && second < 0xa0) || (c == 0xed && second > 0x9f) || (c == 0xf0 && second < 0x90) ||
	    (c == 0xf4 && second > 0x8f))
		return 0;
	return length;
}

hel_brief hel_utf8_brief(const char *text)
{
	static const char more[] = "\xe2\x80\xa6"; /* an ellipsis */
	hel_brief brief = {{0}};
	size_t size = strlen(text), n = 0;
	for (size_t length; n < size; n += length) {
		length = hel_utf8_length(text + n, size - n);
		if (!length)
			length = 1;
		if (n + length + sizeof more > sizeof brief.text)
			break;
		memcpy(brief.text + n, text + n, length);
		if (length == 1 && (at(text, n) < 0x20 || at(text, n) >= 0x7f))
			brief.text[n] = ' ';
	}
	if (n < size)
		memcpy(brief.text + n, more, sizeof more);
	return brief;
}
