/* expression.c: reading expressions, by recursive descent. */
#include "fit/expression.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "base/text.h"

void hel_scan_space(hel_scan *scan)
{
	while (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r')
		scan->at++;
}

bool hel_scan_take(hel_scan *scan, const char *token)
{
	hel_scan_space(scan);
	size_t n = strlen(token);
	if (strncmp(scan->at, token, n) != 0)
		return false;
	scan->at += n;
	return true;
}

size_t hel_scan_name(const hel_scan *scan)
{
	const char *at = scan->at;
	if (!isalpha((unsigned char)*at) && *at != '_' && *at != '.')
		return 0;
	if (*at == '.' && isdigit((unsigned char)at[1]))
		return 0;
	while (isalnum((unsigned char)*at) || *at == '_' || *at == '.')
		at++;
	return (size_t)(at - scan->at);
}

hel_status hel_scan_fail(const hel_scan *scan, const char *at, const char *format, ...)
{
	char message[512];
	va_list args;
	va_start(args, format);
	vsnprintf(message, sizeof message, format, args);
	va_end(args);
	return hel_fail(scan->error, HEL_EUSAGE, "%s, character %zu: %s", scan->what, (size_t)(at - scan->text) + 1, message);
}

static hel_status unexpected(const hel_scan *scan, const char *wanted)
{
	if (!*scan->at)
		return hel_scan_fail(scan, scan->at, "it ends where %s is wanted", wanted);
	return hel_scan_fail(scan, scan->at, "'%.12s' stands where %s is wanted", scan->at, wanted);
}

static hel_status make(hel_scan *scan, hel_expression **to, hel_operation operation, hel_expression *left, hel_expression *right)
{
	hel_expression *e = hel_arena_alloc(scan->names->arena, 1, sizeof *e);
	if (!e)
		return hel_fail_memory(scan->error);
	e->operation = operation;
	e->left = left;
	e->right = right;
	int below_left = left ? left->depth : 0, below_right = right ? right->depth : 0;
	e->depth = 1 + (below_left > below_right ? below_left : below_right);
	*to = e;
	if (e->depth >= HEL_EXPRESSION_DEPTH_MAX)
		return hel_scan_fail(scan, scan->at, "more than %d operations inside each other", HEL_EXPRESSION_DEPTH_MAX);
	return HEL_OK;
}

hel_status hel_expression_column(hel_scan *scan, size_t length, hel_expression **to)
{
	hel_names *names = scan->names;
	int c = 0;
	while (c < names->n && (strncmp(names->name[c], scan->at, length) != 0 || names->name[c][length]))
		c++;
	if (c == HEL_FORMULA_COLUMNS_MAX)
		return hel_scan_fail(scan, scan->at, "more than %d columns", HEL_FORMULA_COLUMNS_MAX);
	if (c == names->n && !(names->name[names->n++] = hel_arena_copy(names->arena, scan->at, length)))
		return hel_fail_memory(scan->error);
	scan->at += length;
	hel_status status = make(scan, to, HEL_OP_COLUMN, NULL, NULL);
	if (!status)
		(*to)->column = c;
	return status;
}

static const struct call {
	const char *name;
	hel_operation operation;
	int arguments;
} CALLS[] = {{"log", HEL_OP_LOG, 1},   {"log1p", HEL_OP_LOG1P, 1}, {"sqrt", HEL_OP_SQRT, 1},   {"exp", HEL_OP_EXP, 1},
             {"abs", HEL_OP_ABS, 1},   {"min", HEL_OP_MIN, 2},     {"max", HEL_OP_MAX, 2},     {"pmin", HEL_OP_MIN, 2},
             {"pmax", HEL_OP_MAX, 2},  {"is_na", HEL_OP_IS_NA, 1}, {"is.na", HEL_OP_IS_NA, 1}, {"lag", HEL_OP_LAG, 2},
             {"lead", HEL_OP_LAG, 2}};

enum { N_CALLS = sizeof CALLS / sizeof *CALLS };

static hel_status scan_shift(hel_scan *scan, hel_expression *e, bool is_lead)
{
	hel_scan_space(scan);
	const char *at = scan->at;
	char *end;
	long shift = strtol(at, &end, 10);
	if (end == at)
		return unexpected(scan, "a number of years");
	if (shift < 0 || shift > HEL_LAG_MAX)
		return hel_scan_fail(scan, at, "%ld years are not from 0 to %d", shift, HEL_LAG_MAX);
	scan->at = end;
	e->shift = (int)(is_lead ? -shift : shift);
	if (shift > scan->names->most_shift)
		scan->names->most_shift = (int)shift;
	return HEL_OK;
}

/* I(x) is x; min and max take two or more. */
hel_status hel_expression_call(hel_scan *scan, hel_expression **to)
{
	const char *name = scan->at;
	size_t length = hel_scan_name(scan);
	bool is_itself = length == 1 && *name == 'I';
	const struct call *call = NULL;
	for (size_t c = 0; c < N_CALLS; c++) {
		if (strlen(CALLS[c].name) == length && !strncmp(CALLS[c].name, name, length))
			call = &CALLS[c];
	}
	if (!call && !is_itself) {
		char word[64];
		const char *names[N_CALLS + 1];
		snprintf(word, sizeof word, "%.*s", (int)length, name);
		for (size_t c = 0; c < N_CALLS; c++)
			names[c] = CALLS[c].name;
		names[N_CALLS] = "I";
		const char *nearest = hel_nearest_word(word, names, N_CALLS + 1);
		return nearest ? hel_scan_fail(scan, name, "unknown function '%s'; did you mean '%s'?", word, nearest)
		               : hel_scan_fail(scan, name, "unknown function '%s'", word);
	}
	scan->at += length;
	hel_scan_take(scan, "(");
	hel_status status = hel_expression_scan(scan, to);
	if (!status && call && call->operation == HEL_OP_LAG) {
		if (!(status = make(scan, to, HEL_OP_LAG, *to, NULL)))
			(*to)->shift = *name == 'l' && name[1] == 'e' ? -1 : 1;
		if (!status && (*to)->shift && scan->names->most_shift < 1)
			scan->names->most_shift = 1;
		if (!status && hel_scan_take(scan, ","))
			status = scan_shift(scan, *to, (*to)->shift < 0);
	} else if (!status && call && call->arguments == 2) {
		if (!hel_scan_take(scan, ","))
			return hel_scan_fail(scan, name, "'%s' compares two or more values", call->name);
		do {
			hel_expression *other = NULL;
			if (!(status = hel_expression_scan(scan, &other)))
				status = make(scan, to, call->operation, *to, other);
		} while (!status && hel_scan_take(scan, ","));
	} else if (!status && call) {
		status = make(scan, to, call->operation, *to, NULL);
	}
	if (!status && !hel_scan_take(scan, ")"))
		return unexpected(scan, "')'");
	return status;
}

static hel_status scan_atom(hel_scan *scan, hel_expression **to)
{
	hel_scan_space(scan);
	if (hel_scan_take(scan, "(")) {
		hel_status status = hel_expression_scan(scan, to);
		return status || hel_scan_take(scan, ")") ? status : unexpected(scan, "')'");
	}
	size_t length = hel_scan_name(scan);
	if (length && !strncmp(scan->at, "TRUE", length) && length == 4) {
		scan->at += length;
		hel_status status = make(scan, to, HEL_OP_NUMBER, NULL, NULL);
		if (!status)
			(*to)->number = 1;
		return status;
	}
	if (length)
		return scan->at[length] == '(' ? hel_expression_call(scan, to) : hel_expression_column(scan, length, to);
	char *end;
	double number = strtod(scan->at, &end);
	if (end == scan->at || (!isdigit((unsigned char)*scan->at) && *scan->at != '.'))
		return unexpected(scan, "a column, a number or '('");
	scan->at = end;
	hel_status status = make(scan, to, HEL_OP_NUMBER, NULL, NULL);
	if (!status)
		(*to)->number = number;
	return status;
}

/* Operators of one binding strength, the longer spelling first. */
typedef struct level {
	const char *token[6];
	hel_operation operation[6];
	int n;
} level;

static const level LEVELS[] = {
    {{"||", "|"}, {HEL_OP_OR, HEL_OP_OR}, 2},
    {{"&&", "&"}, {HEL_OP_AND, HEL_OP_AND}, 2},
    {{"<=", ">=", "==", "!=", "<", ">"},
     {HEL_OP_LESS_EQUAL, HEL_OP_GREATER_EQUAL, HEL_OP_EQUAL, HEL_OP_UNEQUAL, HEL_OP_LESS, HEL_OP_GREATER},
     6},
    {{"+", "-"}, {HEL_OP_ADD, HEL_OP_SUBTRACT}, 2},
    {{"*", "/"}, {HEL_OP_MULTIPLY, HEL_OP_DIVIDE}, 2}};

enum { COMPARISONS = 2, N_LEVELS = sizeof LEVELS / sizeof *LEVELS };

static hel_status scan_signed(hel_scan *scan, hel_expression **to)
{
	if (++scan->depth > HEL_EXPRESSION_DEPTH_MAX)
		return hel_scan_fail(scan, scan->at, "more than %d brackets or signs inside each other", HEL_EXPRESSION_DEPTH_MAX);
	hel_status status;
	hel_scan_space(scan);
	if (hel_scan_take(scan, "-")) {
		status = scan_signed(scan, to);
		status = status ? status : make(scan, to, HEL_OP_NEGATE, *to, NULL);
	} else {
		status = scan_atom(scan, to);
		if (!status && hel_scan_take(scan, "^")) { /* binds tighter than a sign, to the right */
			hel_expression *power = NULL;
			if (!(status = scan_signed(scan, &power)))
				status = make(scan, to, HEL_OP_POWER, *to, power);
		}
	}
	scan->depth--;
	return status;
}

static hel_status scan_level(hel_scan *scan, int at, hel_expression **to);

static hel_status scan_not(hel_scan *scan, hel_expression **to)
{
	if (++scan->depth > HEL_EXPRESSION_DEPTH_MAX)
		return hel_scan_fail(scan, scan->at, "more than %d brackets or signs inside each other", HEL_EXPRESSION_DEPTH_MAX);
	scan->at++;
	hel_status status = scan_level(scan, COMPARISONS, to);
	scan->depth--;
	return status ? status : make(scan, to, HEL_OP_NOT, *to, NULL);
}

static hel_status scan_level(hel_scan *scan, int at, hel_expression **to)
{
	if (at == N_LEVELS)
		return scan_signed(scan, to);
	hel_scan_space(scan);
	if (at == COMPARISONS && *scan->at == '!' && scan->at[1] != '=') /* of the whole comparison, as in R */
		return scan_not(scan, to);
	const level *of = &LEVELS[at];
	hel_status status = scan_level(scan, at + 1, to);
	while (!status) {
		int o = 0;
		while (o < of->n && !hel_scan_take(scan, of->token[o]))
			o++;
		if (o == of->n)
			break;
		hel_expression *other = NULL;
		if (!(status = scan_level(scan, at + 1, &other)))
			status = make(scan, to, of->operation[o], *to, other);
	}
	return status;
}

hel_status hel_expression_scan(hel_scan *scan, hel_expression **to)
{
	*to = NULL;
	if (++scan->depth > HEL_EXPRESSION_DEPTH_MAX)
		return hel_scan_fail(scan, scan->at, "more than %d brackets inside each other", HEL_EXPRESSION_DEPTH_MAX);
	hel_status status = scan_level(scan, 0, to);
	scan->depth--;
	return status;
}

hel_status hel_expression_read(hel_expression **to, const char *text, const char *what, hel_names *names, hel_error *error)
{
	hel_scan scan = {.text = text, .at = text, .what = what, .names = names, .error = error};
	hel_status status = hel_expression_scan(&scan, to);
	hel_scan_space(&scan);
	if (!status && *scan.at)
		return unexpected(&scan, "an operator or the end");
	return status;
}
