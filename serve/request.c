/* request.c: see request.h. */
#include "request.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

void request_take_method(request *r, const char *word)
{
	static const char *const words[METHODS] = {"GET", "HEAD", "POST", "DELETE"};
	r->method = METHODS;
	for (int m = 0; m < METHODS; m++) {
		if (!strcmp(word, words[m]))
			r->method = (method)m;
	}
}

void request_take_header(request *r, const char *key, const char *value)
{
	static const char *const keys[HEADERS] = {
#define HEADER_KEY(code, name, single) name,
	    HEADER_LIST(HEADER_KEY)
#undef HEADER_KEY
	};
	const char *text = value ? value : "";
	r->header_bytes += strlen(key) + strlen(text);
	for (int h = 0; h < HEADERS; h++) {
		if (strcasecmp(key, keys[h]) != 0)
			continue;
		if (!r->times[h]++)
			r->header[h] = text;
	}
}

bool request_has_body(const request *r)
{
	const char *length = r->header[HEADER_CONTENT_LENGTH];
	return r->header[HEADER_TRANSFER_ENCODING] || (length && strcmp(length, "0") != 0);
}

static bool answer_with(answer *a, int status, const hel_error *what)
{
	bool close = a->close;
	answer_free(a);
	a->status = status;
	a->type = "application/json";
	a->close = close;
	if (hel_report_error_json(&a->text, what, NULL))
		a->type = NULL; /* no memory for words: the status alone */
	return false;
}

bool answer_error(answer *a, int status, const char *format, ...)
{
	hel_error what = {0};
	va_list args;
	va_start(args, format);
	vsnprintf(what.message, sizeof what.message, format, args);
	va_end(args);
	return answer_with(a, status, &what);
}

bool answer_failure(answer *a, const hel_error *error)
{
	bool asked = error->status == HEL_EINPUT || error->status == HEL_EUSAGE;
	bool ended = error->status == HEL_EINTERRUPTED;
	return answer_with(a, asked ? 422 : ended ? 503 : 500, error);
}

void answer_free(answer *a)
{
	hel_text_free(&a->text);
	*a = (answer){0};
}
