/* lines.c: see lines.h. */
#include "report/lines.h"

#include <string.h>
#include <utf8proc.h>

hel_lines hel_lines_on(hel_text *text, bool colour, int width)
{
	return (hel_lines){text, colour, width > 40 ? width : HEL_DEFAULT_WIDTH};
}

const char *hel_bold(const hel_lines *lines)
{
	return lines->colour ? "\033[1m" : "";
}

const char *hel_dim(const hel_lines *lines)
{
	return lines->colour ? "\033[2m" : "";
}

const char *hel_plain(const hel_lines *lines)
{
	return lines->colour ? "\033[0m" : "";
}

void hel_put_tint(const hel_lines *lines, hel_tint tint)
{
	if (lines->colour && tint)
		hel_text_printf(lines->text, "\033[38;5;%dm", tint);
}

size_t hel_next_character(const char *text, int *columns)
{
	utf8proc_int32_t point;
	utf8proc_ssize_t length = utf8proc_iterate((const utf8proc_uint8_t *)text, -1, &point);
	*columns = length > 0 && point >= ' ' && point != 0x7f ? utf8proc_charwidth(point)
							       : 1; /* hel_put_clean makes spaces of the rest */
	return length > 0 ? (size_t)length : 1;
}

int hel_columns_of(const char *text)
{
	int n = 0, columns;
	for (; *text; n += columns)
		text += hel_next_character(text, &columns);
	return n;
}

void hel_put_clean(hel_text *text, const char *words)
{
	for (; *words; words++)
		hel_text_put(text, (unsigned char)*words < ' ' || *words == 0x7f ? " " : words, 1);
}

void hel_put_padded(hel_text *text, const char *words, int width)
{
	int n = hel_columns_of(words);
	hel_put_clean(text, words);
	hel_text_printf(text, "%*s", n < width ? width - n : 0, "");
}

void hel_put_cell(hel_text *text, const char *words, int width)
{
	char cut[256];
	size_t n = 0, length;
	if (hel_columns_of(words) <= width) {
		hel_put_padded(text, words, width);
		return;
	}
	for (int at = 0, columns; words[n]; n += length, at += columns) {
		length = hel_next_character(words + n, &columns);
		if (at + columns >= width || n + length + sizeof HEL_ELLIPSIS > sizeof cut)
			break;
		memcpy(cut + n, words + n, length);
	}
	memcpy(cut + n, HEL_ELLIPSIS, sizeof HEL_ELLIPSIS);
	hel_put_padded(text, cut, width);
}

void hel_put_flowing(const hel_lines *lines, int at, int indent, const char *words)
{
	bool begun = false; /* a word stands before in this line */
	while (*words) {
		size_t length = strcspn(words, " \n");
		char word[512];
		if (length >= sizeof word)
			length = sizeof word - 1;
		memcpy(word, words, length);
		word[length] = '\0';
		if (begun && at + 1 + hel_columns_of(word) > lines->width) {
			hel_text_printf(lines->text, "\n%*s", indent, "");
			at = indent;
			begun = false;
		}
		hel_text_printf(lines->text, "%s", begun ? " " : "");
		at += begun + hel_columns_of(word);
		hel_put_clean(lines->text, word);
		begun = true;
		words += length;
		words += *words != '\0';
	}
	hel_text_put(lines->text, "\n", 1);
}

void hel_put_wrapped(const hel_lines *lines, int indent, const char *words)
{
	hel_text_printf(lines->text, "%*s", *words ? indent : 0, "");
	hel_put_flowing(lines, indent, indent, words);
}

void hel_put_paragraph(const hel_lines *lines, int indent, hel_text *words)
{
	if (words->failed)
		lines->text->failed = true;
	else if (words->n)
		hel_put_wrapped(lines, indent, words->bytes);
	hel_text_free(words);
}

void hel_put_lines(const hel_lines *lines, int indent, hel_text *text)
{
	for (char *line = text->n ? text->bytes : NULL, *end; line && *line; line = end) {
		end = line + strcspn(line, "\n");
		*end = *end ? '\0' : *end;
		hel_put_wrapped(lines, indent, line);
		end += end < text->bytes + text->n;
	}
}
