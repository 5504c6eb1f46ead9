/* fail.c: errors and notes. */
#include "base/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *hel_status_text(hel_status status)
{
	static const char *const text[] = {
#define ROW(code, exit_status, words) [code] = words,
	    HEL_STATUS_LIST(ROW)
#undef ROW
	};
	return (size_t)status < sizeof text / sizeof *text ? text[status] : "unknown status";
}

int hel_status_exit(hel_status status)
{
	static const int exits[] = {
#define ROW(code, exit_status, words) [code] = exit_status,
	    HEL_STATUS_LIST(ROW)
#undef ROW
	};
	return (size_t)status < sizeof exits / sizeof *exits ? exits[status] : 3;
}

/* Words of a file are quoted in messages: none of them may break the line or steer a terminal. */
static void make_harmless(char *text)
{
	for (; *text; text++) {
		if ((unsigned char)*text < ' ' || *text == 127)
			*text = '?';
	}
}

static hel_status raise_error(hel_error *error, hel_status status, const char *file, int line, int column, const char *format,
                              va_list args)
{
	if (error) {
		error->status = status;
		error->line = line;
		error->column = column;
		snprintf(error->file, sizeof error->file, "%s", file ? file : "");
		vsnprintf(error->message, sizeof error->message, format, args);
		make_harmless(error->message);
	}
	return status;
}

hel_status hel_fail(hel_error *error, hel_status status, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	raise_error(error, status, NULL, 0, 0, format, args);
	va_end(args);
	return status;
}

hel_status hel_fail_at(hel_error *error, hel_status status, const char *file, int line, int column, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	raise_error(error, status, file, line, column, format, args);
	va_end(args);
	return status;
}

void hel_say_memory(hel_error *error)
{
	(void)hel_fail(error, HEL_ENOMEM, "out of memory");
}

int hel_error_format(const hel_error *error, char *buffer, size_t size)
{
	if (!error->file[0])
		return snprintf(buffer, size, "%s", error->message);
	if (error->line <= 0)
		return snprintf(buffer, size, "%s: %s", error->file, error->message);
	return snprintf(buffer, size, "%s:%d:%d: %s", error->file, error->line, error->column, error->message);
}

void hel_notes_free(hel_notes *notes)
{
	for (size_t i = 0; i < notes->n; i++)
		free(notes->item[i]);
	free(notes->item);
	*notes = (hel_notes){0};
}

/* Takes ownership of text. */
static hel_status add_note(hel_notes *notes, char *text, hel_error *error)
{
	for (size_t i = 0; i < notes->n; i++) {
		if (!strcmp(notes->item[i], text)) {
			free(text);
			return HEL_OK;
		}
	}
	if (notes->n == notes->room) {
		size_t room = notes->room ? 2 * notes->room : 8;
		char **item = realloc(notes->item, room * sizeof *item);
		if (!item) {
			free(text);
			return hel_fail_memory(error);
		}
		notes->item = item;
		notes->room = room;
	}
	notes->item[notes->n++] = text;
	return HEL_OK;
}

hel_status hel_note(hel_notes *notes, hel_error *error, const char *format, ...)
{
	va_list args;
	va_start(args, format);
	int length = vsnprintf(NULL, 0, format, args);
	va_end(args);
	char *text = length < 0 ? NULL : malloc((size_t)length + 1);
	if (!text)
		return hel_fail_memory(error);
	va_start(args, format);
	vsnprintf(text, (size_t)length + 1, format, args);
	va_end(args);
	make_harmless(text);
	return add_note(notes, text, error);
}

hel_status hel_notes_append(hel_notes *notes, const hel_notes *more, hel_error *error)
{
	for (size_t i = 0; i < more->n; i++) {
		hel_status status = hel_note(notes, error, "%s", more->item[i]);
		if (status)
			return status;
	}
	return HEL_OK;
}
