/* ask.c: see ask.h. jansson refuses NaN, infinity, NUL in a string, bytes that are no UTF-8, and more than 2048 levels. */
#include "ask.h"

#include <string.h>

#define BIT(what) (1u << (what))

typedef enum field {
	FIELD_TEXT,
	FIELD_MECHANISM,
	FIELD_AGAINST,
	FIELD_LENS,
	FIELD_AHEAD,
	FIELD_BARE,
	FIELD_SHOWN,
	FIELD_WORLD,
	FIELD_STATE,
	FIELD_OF,
	FIELD_TOP,
	FIELD_KIND,
	FIELD_NAME,
	FIELD_DRAWS,
	FIELD_SEED,
	FIELDS
} field;

/* Of which type it is, which questions have it, and which must. */
static const struct {
	const char *key;
	enum { STRING, WHOLE, TRUTH } type;
	unsigned may, must;
} SPEC[FIELDS] = {
    [FIELD_TEXT] = {"text", STRING,
		    BIT(ASK_OPEN) | BIT(ASK_EVALUATE) | BIT(ASK_EXTERNALITIES) | BIT(ASK_EXPLAIN) | BIT(ASK_RUN),
		    BIT(ASK_OPEN) | BIT(ASK_EVALUATE) | BIT(ASK_EXTERNALITIES) | BIT(ASK_EXPLAIN) | BIT(ASK_RUN)},
    [FIELD_MECHANISM] = {"mechanism", STRING, BIT(ASK_EVALUATE) | BIT(ASK_EXTERNALITIES) | BIT(ASK_EXPLAIN), 0},
    [FIELD_AGAINST] = {"against", STRING, BIT(ASK_EVALUATE), 0},
    [FIELD_LENS] = {"lens", STRING, BIT(ASK_EVALUATE) | BIT(ASK_EXTERNALITIES) | BIT(ASK_EXPLAIN), 0},
    [FIELD_AHEAD] = {"ahead", TRUTH, BIT(ASK_EVALUATE), 0},
    [FIELD_BARE] = {"bare", TRUTH, BIT(ASK_EVALUATE), 0},
    [FIELD_SHOWN] = {"shown", TRUTH, BIT(ASK_EVALUATE), 0},
    [FIELD_WORLD] = {"world", TRUTH, BIT(ASK_EVALUATE), 0},
    [FIELD_STATE] = {"state", STRING, BIT(ASK_EXPLAIN), BIT(ASK_EXPLAIN)},
    [FIELD_OF] = {"of", STRING, BIT(ASK_EXTERNALITIES), 0},
    [FIELD_TOP] = {"top", WHOLE, BIT(ASK_EXTERNALITIES), 0},
    [FIELD_KIND] = {"kind", STRING, BIT(ASK_RUN), BIT(ASK_RUN)},
    [FIELD_NAME] = {"name", STRING, BIT(ASK_RUN), 0},
    [FIELD_DRAWS] = {"draws", WHOLE, BIT(ASK_RUN), 0},
    [FIELD_SEED] = {"seed", WHOLE, BIT(ASK_RUN), 0},
};

/* --- what may stand there -------------------------------------------------------------------------------------------- */

static bool unknown_key(question what, const char *key, answer *a)
{
	const char *keys[FIELDS];
	size_t n = 0;
	for (int f = 0; f < FIELDS; f++) {
		if (SPEC[f].may & BIT(what))
			keys[n++] = SPEC[f].key;
	}
	const char *nearest = hel_nearest_word(key, keys, n);
	return nearest ? answer_error(a, 400, "unknown key '%.80s'; did you mean '%s'?", key, nearest)
		       : answer_error(a, 400, "unknown key '%.80s'", key);
}

static bool is_of_type(int f, const json_t *value)
{
	switch (SPEC[f].type) {
	case WHOLE:
		return json_is_integer(value);
	case TRUTH:
		return json_is_boolean(value);
	default:
		return json_is_string(value);
	}
}

static bool check_keys(json_t *body, question what, answer *a)
{
	static const char *const types[] = {[STRING] = "a string", [WHOLE] = "a whole number", [TRUTH] = "true or false"};
	const char *key;
	json_t *value;
	json_object_foreach(body, key, value)
	{
		int f = 0;
		while (f < FIELDS && (strcmp(key, SPEC[f].key) != 0 || !(SPEC[f].may & BIT(what))))
			f++;
		if (f == FIELDS)
			return unknown_key(what, key, a);
		if (!is_of_type(f, value))
			return answer_error(a, 400, "'%s' must be %s", SPEC[f].key, types[SPEC[f].type]);
	}
	for (int f = 0; f < FIELDS; f++) {
		if (SPEC[f].must & BIT(what) && !json_object_get(body, SPEC[f].key))
			return answer_error(a, 400, "'%s' is missing", SPEC[f].key);
	}
	return true;
}

static const char *string_of(const ask *from, field f)
{
	return json_string_value(json_object_get(from->body, SPEC[f].key));
}

static bool is_said(const ask *from, field f)
{
	return json_is_true(json_object_get(from->body, SPEC[f].key));
}

static bool read_whole(const ask *from, field f, long long least, long long greatest, long long *value, answer *a)
{
	json_t *given = json_object_get(from->body, SPEC[f].key);
	if (!given)
		return true;
	*value = json_integer_value(given);
	return (*value >= least && *value <= greatest) ||
	       answer_error(a, 400, "'%s' must be from %lld to %lld", SPEC[f].key, least, greatest);
}

/* The place of a word among some; those not said are the first. */
static bool read_choice(const ask *from, field f, const char *const *words, int n, int *choice, answer *a)
{
	const char *word = string_of(from, f);
	*choice = 0;
	for (int w = 0; word && w <= n; w++) {
		if (w == n)
			return answer_error(a, 400, "unknown '%s'; did you mean '%s'?", SPEC[f].key, words[0]);
		if (!strcmp(word, words[w])) {
			*choice = w;
			return true;
		}
	}
	return true;
}

/* A name that any file system takes and any shell reads as one word. */
static bool read_name(ask *to, answer *a)
{
	static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
	const char *name = to->name = string_of(to, FIELD_NAME);
	if (!name)
		return true;
	size_t n = strlen(name), plain = 0;
	while (name[plain] && (strchr(letters, name[plain]) || (plain && strchr("-_", name[plain]))))
		plain++;
	return (n && n <= NAME_MAX_BYTES && plain == n) ||
	       answer_error(a, 400, "'name' must be up to %d letters, digits, '-' and '_', and begin with a letter or digit",
			    NAME_MAX_BYTES);
}

/* --- the whole --------------------------------------------------------------------------------------------------------- */

static bool parse(json_t **body, const char *bytes, size_t n, answer *a)
{
	json_error_t error;
	*body = json_loadb(bytes, n, JSON_REJECT_DUPLICATES, &error);
	if (!*body)
		return answer_error(a, 400, "the body is no JSON, at line %d, column %d", error.line, error.column);
	return json_is_object(*body) || answer_error(a, 400, "the body must be an object");
}

static bool read_fields(ask *to, answer *a)
{
	static const char *const kinds[RUN_KINDS] = {"assess", "claims", "report"};
	const char *whats[HEL_WHATS];
	long long top = 0, draws = -1, seed = 1;
	int of = 0, kind = 0;
	for (int w = 0; w < HEL_WHATS; w++)
		whats[w] = hel_what_name((hel_what)w);
	to->text = string_of(to, FIELD_TEXT);
	to->n = json_string_length(json_object_get(to->body, SPEC[FIELD_TEXT].key));
	to->is_ahead = is_said(to, FIELD_AHEAD);
	to->is_bare = is_said(to, FIELD_BARE);
	to->is_shown = is_said(to, FIELD_SHOWN);
	to->has_world = is_said(to, FIELD_WORLD);
	to->mechanism = string_of(to, FIELD_MECHANISM);
	to->against = string_of(to, FIELD_AGAINST);
	to->lens = string_of(to, FIELD_LENS);
	to->state = string_of(to, FIELD_STATE);
	bool good =
	    read_whole(to, FIELD_TOP, 1, TOP_MAX, &top, a) && read_whole(to, FIELD_DRAWS, 0, RUN_DRAWS_MAX, &draws, a) &&
	    read_whole(to, FIELD_SEED, 0, INT64_MAX, &seed, a) && read_choice(to, FIELD_OF, whats, HEL_WHATS, &of, a) &&
	    read_choice(to, FIELD_KIND, kinds, RUN_KINDS, &kind, a) && read_name(to, a);
	to->top = (size_t)top;
	to->draws = (int)draws;
	to->seed = (uint64_t)seed;
	to->of = (hel_what)of;
	to->kind = (run_kind)kind;
	return good;
}

bool ask_read(ask *to, question what, const char *body, size_t n, answer *a)
{
	*to = (ask){.what = what};
	bool good = parse(&to->body, body, n, a) && check_keys(to->body, what, a) && read_fields(to, a);
	if (!good)
		ask_free(to);
	return good;
}

void ask_free(ask *a)
{
	json_decref(a->body);
	*a = (ask){0};
}
