/* fuzz_http.c: any bytes as a request: one of the guard, the router and the reader of bodies refuses it with an error that is JSON, or
 * it asks for something that there is. No sockets, and nothing is evaluated: fuzz_scenario reads scenarios. */
#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ask.h"
#include "assets.h"
#include "guard.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool good)
{
	if (!good)
		abort();
}

/* Cuts a line off; NULL at the end. */
static char *next_line(char **at)
{
	char *line = *at, *end = line ? strchr(line, '\n') : NULL;
	if (!end)
		return NULL;
	*end = '\0';
	if (end > line && end[-1] == '\r')
		end[-1] = '\0';
	*at = end + 1;
	return line;
}

static char *cut(char *text, char mark)
{
	char *found = strchr(text, mark);
	if (!found)
		return NULL;
	*found = '\0';
	return found + 1;
}

static void take_line(request *r, char *line)
{
	static char none[] = "";
	char *path = cut(line, ' '), *query = NULL;
	request_take_method(r, line);
	if (path) {
		(void)cut(path, ' ');
		query = cut(path, '?');
	}
	r->path = path ? path : none;
	char *token = query ? strstr(query, "token=") : NULL;
	if (token) {
		(void)cut(token, '&');
		r->token = token + 6;
	}
}

static void take_headers(request *r, char **at)
{
	char *line;
	while ((line = next_line(at)) && *line) {
		char *value = cut(line, ':');
		if (!value)
			continue;
		while (isspace((unsigned char)*value))
			value++;
		request_take_header(r, line, value);
	}
}

/* An error says so in JSON, and has what a browser or a program needs to go on. */
static void check_refusal(const answer *a)
{
	must(a->status >= 400 && a->status < 600 && a->type && !strcmp(a->type, "application/json"));
	json_t *json = json_loadb(a->text.bytes, a->text.n, JSON_REJECT_DUPLICATES, NULL);
	const char *message = json_string_value(json_object_get(json_object_get(json, "error"), "message"));
	must(message && *message);
	must((a->status == 405) == (a->allow != NULL));
	json_decref(json);
}

static void check_asked(const ask *asked)
{
	must(asked->text && asked->n == strlen(asked->text) && asked->top <= TOP_MAX && asked->draws <= RUN_DRAWS_MAX);
	must(asked->what != ASK_EXPLAIN || asked->state);
	must((int)asked->of < HEL_WHATS && (asked->kind == RUN_ASSESS || asked->kind == RUN_CLAIMS || asked->kind == RUN_REPORT));
	must(!asked->name || strlen(asked->name) <= NAME_MAX_BYTES);
}

/* What was let in: a host of ours, one body or none, of the length that was said. */
static void check_route(const guard *g, const request *r, const route *to, const char *body)
{
	answer a = {0};
	ask asked;
	must(r->header[HEADER_HOST] && r->times[HEADER_HOST] == 1 && !strstr(r->header[HEADER_HOST], "evil"));
	must(!r->header[HEADER_CONTENT_LENGTH] || !r->header[HEADER_TRANSFER_ENCODING]);
	must(!g->token[0] || r->token || r->header[HEADER_AUTHORIZATION] || r->header[HEADER_COOKIE]);
	if (to->what == ASK_ASSET) {
		const asset *x = asset_find(to->name);
		must(x != NULL);
		asset_answer(x, r, &a);
		must(a.status == 304 || (a.status == 200 && a.fixed == (a.encoding ? x->small : x->bytes)));
	} else if (to->what == ASK_EVENTS || to->what == ASK_CANCEL) {
		must(strspn(to->name, "0123456789abcdef") == TOKEN_DIGITS);
	} else if (to->what != ASK_SCENARIO) {
		must(r->method == METHOD_POST && request_has_body(r));
		if (ask_read(&asked, to->what, body, strlen(body), &a)) {
			check_asked(&asked);
			ask_free(&asked);
		} else {
			check_refusal(&a);
		}
	}
	answer_free(&a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	guard g = {.port = 8080};
	request r = {.path = ""};
	answer a = {0};
	route to;
	char *bytes = malloc(size + 1), *at = bytes, name[] = "0.0.0.0";
	if (!bytes)
		return 0;
	if (size)
		memcpy(bytes, data, size);
	bytes[size] = '\0';
	if (*bytes == '!') { /* as if others were let in */
		at++;
		g.name = name;
		g.everywhere = true;
		memset(g.token, 'a', TOKEN_DIGITS);
	}
	char *line = next_line(&at);
	if (line) {
		take_line(&r, line);
		take_headers(&r, &at);
	}
	if (guard_passes(&g, &r, &a) && route_find(&to, &r, &a))
		check_route(&g, &r, &to, at);
	else
		check_refusal(&a);
	answer_free(&a);
	free(bytes);
	return 0;
}

#include "replay.h"
