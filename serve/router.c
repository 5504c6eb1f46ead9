/* router.c: see router.h. Paths are compared as they were sent: there is no name in them that could leave a folder. */
#include "router.h"

#include <string.h>
#include <strings.h>

#include "assets.h"

#define BIT(m) (1u << (m))

static const struct {
	const char *path;
	unsigned methods;
	question what;
	const char *allow;
} FIXED[] = {{"/", BIT(METHOD_GET) | BIT(METHOD_HEAD), ASK_ASSET, "GET, HEAD"},
	     {"/api/scenario", BIT(METHOD_GET) | BIT(METHOD_HEAD), ASK_SCENARIO, "GET, HEAD"},
	     {"/api/open", BIT(METHOD_POST), ASK_OPEN, "POST"},
	     {"/api/evaluate", BIT(METHOD_POST), ASK_EVALUATE, "POST"},
	     {"/api/externalities", BIT(METHOD_POST), ASK_EXTERNALITIES, "POST"},
	     {"/api/explain", BIT(METHOD_POST), ASK_EXPLAIN, "POST"},
	     {"/api/runs", BIT(METHOD_POST), ASK_RUN, "POST"}};

static bool wrong_method(answer *a, const char *allow)
{
	answer_error(a, 405, "the methods here are %s", allow);
	a->allow = allow;
	return false;
}

static bool not_found(answer *a)
{
	return answer_error(a, 404, "there is nothing here");
}

static const char *after(const char *path, const char *start)
{
	size_t n = strlen(start);
	return strncmp(path, start, n) ? NULL : path + n;
}

static bool find_asset(route *to, const request *r, const char *name, answer *a)
{
	*to = (route){ASK_ASSET, name};
	if (!asset_find(name))
		return not_found(a);
	return r->method == METHOD_GET || r->method == METHOD_HEAD || wrong_method(a, "GET, HEAD");
}

/* ID to cancel, ID/events to listen. */
static bool find_run(route *to, const request *r, const char *id, answer *a)
{
	if (strspn(id, "0123456789abcdef") != TOKEN_DIGITS)
		return not_found(a);
	const char *rest = id + TOKEN_DIGITS;
	if (!*rest) {
		*to = (route){ASK_CANCEL, id};
		return r->method == METHOD_DELETE || wrong_method(a, "DELETE");
	}
	*to = (route){ASK_EVENTS, id};
	if (strcmp(rest, "/events") != 0)
		return not_found(a);
	return r->method == METHOD_GET || wrong_method(a, "GET");
}

static bool find_path(route *to, const request *r, answer *a)
{
	const char *rest;
	for (size_t f = 0; f < sizeof FIXED / sizeof *FIXED; f++) {
		if (strcmp(r->path, FIXED[f].path) != 0)
			continue;
		*to = (route){FIXED[f].what, "live.html"};
		return FIXED[f].methods & BIT(r->method) || wrong_method(a, FIXED[f].allow);
	}
	if ((rest = after(r->path, "/assets/")) && *rest)
		return find_asset(to, r, rest, a);
	if ((rest = after(r->path, "/api/runs/")))
		return find_run(to, r, rest, a);
	return not_found(a);
}

static bool is_json(const char *type)
{
	const char *rest = type;
	if (!type || strncasecmp(type, "application/json", 16) != 0)
		return false;
	rest += 16;
	rest += strspn(rest, " \t");
	return !*rest || *rest == ';';
}

bool route_find(route *to, const request *r, answer *a)
{
	bool found = find_path(to, r, a);
	if (found && r->method == METHOD_POST && !is_json(r->header[HEADER_CONTENT_TYPE]))
		found = answer_error(a, 415, "the body must be application/json");
	if (found && r->method == METHOD_POST && !request_has_body(r))
		found = answer_error(a, 400, "there is no body");
	if (found && r->method != METHOD_POST && request_has_body(r))
		found = answer_error(a, 400, "a body is not for this method");
	if (!found)
		a->close = request_has_body(r);
	return found;
}
