/* formula.c: reading formulas. A term is a set of variables; + - : * work on lists of such sets. */
#include "fit/formula.h"

#include <stdlib.h>
#include <string.h>

#include "base/fail.h"

enum { TERMS_MAX = 4096 };

/* The empty set is the intercept. slot: where a set stands, by its hash; 4 times the room for sets, 0 empty, else 1 more than its
 * place: a crossing of two long sums makes millions of products, most of which are there already. */
typedef struct terms {
	size_t n, room;
	uint64_t *set;
	uint16_t *slot;
} terms;

typedef struct reader {
	hel_scan scan;
	hel_formula *formula;
} reader;

/* The slot of a set: its own, or the free one where it belongs. */
static size_t slot_of(const terms *t, uint64_t set)
{
	const uint64_t golden = 0x9e3779b97f4a7c15; /* Fibonacci hashing: Knuth, The Art of Computer Programming 3, 6.4 */
	size_t mask = 4 * t->room - 1, at = (size_t)((set * golden) >> 32) & mask;
	while (t->slot[at] && t->set[t->slot[at] - 1] != set)
		at = (at + 1) & mask;
	return at;
}

static void fill_slots(terms *t)
{
	memset(t->slot, 0, 4 * t->room * sizeof *t->slot);
	for (size_t x = 0; x < t->n; x++)
		t->slot[slot_of(t, t->set[x])] = (uint16_t)(x + 1);
}

static hel_status make_room(reader *r, terms *t)
{
	size_t room = t->room ? 2 * t->room : 8;
	uint64_t *set = hel_arena_alloc(r->formula->arena, room, sizeof *set);
	uint16_t *slot = hel_arena_alloc(r->formula->arena, 4 * room, sizeof *slot);
	if (!set || !slot)
		return hel_fail_memory(r->scan.error);
	if (t->n)
		memcpy(set, t->set, t->n * sizeof *set);
	*t = (terms){t->n, room, set, slot};
	fill_slots(t);
	return HEL_OK;
}

static hel_status add_set(reader *r, terms *to, uint64_t set)
{
	if (to->room && to->slot[slot_of(to, set)])
		return HEL_OK;
	if (to->n == TERMS_MAX)
		return hel_scan_fail(&r->scan, r->scan.at, "more than %d terms", TERMS_MAX);
	hel_status status = to->n == to->room ? make_room(r, to) : HEL_OK;
	if (status)
		return status;
	to->slot[slot_of(to, set)] = (uint16_t)(to->n + 1);
	to->set[to->n++] = set;
	return HEL_OK;
}

static hel_status add_all(reader *r, terms *to, const terms *from)
{
	hel_status status = HEL_OK;
	for (size_t t = 0; !status && t < from->n; t++)
		status = add_set(r, to, from->set[t]);
	return status;
}

static void take_away(terms *from, const terms *what)
{
	size_t kept = 0;
	for (size_t t = 0; what->n && t < from->n; t++) {
		if (!what->slot[slot_of(what, from->set[t])])
			from->set[kept++] = from->set[t];
	}
	if (!what->n || kept == from->n)
		return;
	from->n = kept;
	fill_slots(from);
}

static hel_status interact(reader *r, terms *to, const terms *other)
{
	terms product = {0};
	hel_status status = HEL_OK;
	for (size_t a = 0; !status && a < to->n; a++) {
		for (size_t b = 0; !status && b < other->n; b++)
			status = add_set(r, &product, to->set[a] | other->set[b]);
	}
	*to = product;
	return status;
}

/* Text as written, without the space around it. */
static const char *label_of(reader *r, const char *from)
{
	const char *end = r->scan.at;
	while (end > from && (end[-1] == ' ' || end[-1] == '\t' || end[-1] == '\n' || end[-1] == '\r'))
		end--;
	return hel_arena_copy(r->formula->arena, from, (size_t)(end - from));
}

static bool same_label(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a == ' ')
			a++;
		while (*b == ' ')
			b++;
		if (*a != *b || !*a)
			return *a == *b;
	}
}

static hel_status read_whole(reader *r, const char *what, int least, int most, int *to)
{
	hel_scan_space(&r->scan);
	char *end;
	long value = strtol(r->scan.at, &end, 10);
	if (end == r->scan.at || value < least || value > most)
		return hel_scan_fail(&r->scan, r->scan.at, "%s must be a whole number from %d to %d", what, least, most);
	r->scan.at = end;
	*to = (int)value;
	return HEL_OK;
}

/* ns(t, 1, 4, 7) or, as in R, ns(t, knots = c(1, 4, 7)). */
static hel_status read_knots(reader *r, hel_variable *v)
{
	bool as_in_r = hel_scan_take(&r->scan, "knots");
	if (as_in_r && !(hel_scan_take(&r->scan, "=") && hel_scan_take(&r->scan, "c") && hel_scan_take(&r->scan, "(")))
		return hel_scan_fail(&r->scan, r->scan.at, "knots are written knots = c(1, 4, 7), or 1, 4, 7");
	do {
		hel_scan_space(&r->scan);
		char *end;
		double knot = strtod(r->scan.at, &end);
		if (end == r->scan.at)
			return hel_scan_fail(&r->scan, r->scan.at, "a knot must be a number");
		if (v->n_knots == HEL_KNOTS_MAX)
			return hel_scan_fail(&r->scan, r->scan.at, "more than %d knots", HEL_KNOTS_MAX);
		if (v->n_knots && knot <= v->knot[v->n_knots])
			return hel_scan_fail(&r->scan, r->scan.at, "knots must ascend");
		v->knot[++v->n_knots] = knot;
		r->scan.at = end;
	} while (hel_scan_take(&r->scan, ","));
	if (as_in_r && !hel_scan_take(&r->scan, ")"))
		return hel_scan_fail(&r->scan, r->scan.at, "the list of knots lacks its ')'");
	return HEL_OK;
}

/* What comes after the first argument of poly, ns and factor. */
static hel_status read_rest(reader *r, hel_variable *v)
{
	hel_status status = HEL_OK;
	if (v->kind == HEL_VARIABLE_POLY) {
		if (!hel_scan_take(&r->scan, ","))
			return hel_scan_fail(&r->scan, r->scan.at, "poly needs a degree: poly(t, 3)");
		status = read_whole(r, "the degree of poly", 1, HEL_POWER_MAX, &v->power);
		if (!status && hel_scan_take(&r->scan, ",") &&
		    !(hel_scan_take(&r->scan, "raw") && hel_scan_take(&r->scan, "=") && hel_scan_take(&r->scan, "TRUE")))
			status = hel_scan_fail(&r->scan, r->scan.at, "poly is raw here: only 'raw = TRUE' may follow");
	} else if (v->kind == HEL_VARIABLE_SPLINE) {
		if (!hel_scan_take(&r->scan, ","))
			return hel_scan_fail(&r->scan, r->scan.at, "ns needs knots: ns(t, 1, 4, 7)");
		status = read_knots(r, v);
	}
	if (!status && !hel_scan_take(&r->scan, ")"))
		status = hel_scan_fail(&r->scan, r->scan.at, "the bracket of '%.12s' is not closed", v->label ? v->label : "it");
	return status;
}

static hel_status read_offset(reader *r)
{
	hel_formula *f = r->formula;
	if (f->n_offsets == HEL_VARIABLES_MAX)
		return hel_scan_fail(&r->scan, r->scan.at, "more than %d offsets", HEL_VARIABLES_MAX);
	hel_status status = hel_expression_scan(&r->scan, &f->offset[f->n_offsets++]);
	if (!status && !hel_scan_take(&r->scan, ")"))
		status = hel_scan_fail(&r->scan, r->scan.at, "the bracket of 'offset' is not closed");
	return status;
}

static hel_status add_variable(reader *r, hel_variable *v, const char *from, terms *to)
{
	hel_formula *f = r->formula;
	if (!(v->label = label_of(r, from)))
		return hel_fail_memory(r->scan.error);
	int at = 0;
	while (at < f->n_variables && !same_label(f->variable[at].label, v->label))
		at++;
	if (at == HEL_VARIABLES_MAX)
		return hel_scan_fail(&r->scan, from, "more than %d variables", HEL_VARIABLES_MAX);
	if (at == f->n_variables)
		f->variable[f->n_variables++] = *v;
	return add_set(r, to, UINT64_C(1) << at);
}

static hel_status read_sum(reader *r, terms *to);

static hel_status read_variable(reader *r, terms *to)
{
	hel_scan *scan = &r->scan;
	hel_variable v = {.kind = HEL_VARIABLE_PLAIN};
	hel_status status;
	hel_scan_space(scan);
	const char *from = scan->at;
	if (hel_scan_take(scan, "(")) {
		if (++scan->depth > HEL_EXPRESSION_DEPTH_MAX)
			return hel_scan_fail(scan, from, "more than %d brackets inside each other", HEL_EXPRESSION_DEPTH_MAX);
		status = read_sum(r, to);
		scan->depth--;
		return status || hel_scan_take(scan, ")") ? status : hel_scan_fail(scan, scan->at, "a bracket is not closed");
	}
	if (*from == '1' || *from == '0') {
		scan->at++;
		return *from == '1' ? add_set(r, to, 0) : HEL_OK;
	}
	if (!strncmp(from, "offset(", 7)) {
		scan->at += 7;
		return read_offset(r);
	}
	static const struct {
		const char *name;
		hel_variable_kind kind;
	} special[] = {{"poly(", HEL_VARIABLE_POLY}, {"ns(", HEL_VARIABLE_SPLINE}, {"factor(", HEL_VARIABLE_FACTOR}};
	for (size_t s = 0; s < sizeof special / sizeof *special; s++) {
		if (strncmp(from, special[s].name, strlen(special[s].name)) != 0)
			continue;
		v.kind = special[s].kind;
		scan->at += strlen(special[s].name);
		if (!(status = hel_expression_scan(scan, &v.expression)))
			status = read_rest(r, &v);
		return status ? status : add_variable(r, &v, from, to);
	}
	size_t name = hel_scan_name(scan);
	if (!name && !*from)
		return hel_scan_fail(scan, from, "it ends where a term is wanted");
	if (!name)
		return hel_scan_fail(scan, from, "'%.12s' stands where a term is wanted; arithmetic goes inside I()", from);
	/* a bare column, or a function of columns: what follows it belongs to the formula */
	char after = from[name];
	if (after == '(') {
		hel_scan inner = *scan;
		status = hel_expression_call(&inner, &v.expression);
		scan->at = inner.at;
	} else {
		status = hel_expression_column(scan, name, &v.expression);
	}
	return status ? status : add_variable(r, &v, from, to);
}

static hel_status read_interaction(reader *r, terms *to)
{
	hel_status status = read_variable(r, to);
	while (!status && hel_scan_take(&r->scan, ":")) {
		terms other = {0};
		if (!(status = read_variable(r, &other)))
			status = interact(r, to, &other);
	}
	return status;
}

static hel_status read_crossing(reader *r, terms *to)
{
	hel_status status = read_interaction(r, to);
	while (!status && hel_scan_take(&r->scan, "*")) {
		terms other = {0}, product = {0};
		if ((status = read_interaction(r, &other)) || (status = add_all(r, &product, to)) ||
		    (status = interact(r, &product, &other)) || (status = add_all(r, to, &other)))
			break;
		status = add_all(r, to, &product);
	}
	return status;
}

static bool is_zero(reader *r)
{
	hel_scan_space(&r->scan);
	return *r->scan.at == '0';
}

static hel_status read_sum(reader *r, terms *to)
{
	terms one = {0};
	bool minus = hel_scan_take(&r->scan, "-");
	hel_status status = HEL_OK;
	for (;;) {
		terms part = {0};
		bool zero = is_zero(r);
		if ((status = read_crossing(r, &part)))
			return status;
		if (zero && !one.n && (status = add_set(r, &one, 0)))
			return status;
		if (minus)
			take_away(to, &part);
		else if (zero)
			take_away(to, &one);
		else if ((status = add_all(r, to, &part)))
			return status;
		if (hel_scan_take(&r->scan, "+"))
			minus = false;
		else if (hel_scan_take(&r->scan, "-"))
			minus = true;
		else
			return HEL_OK;
	}
}

static bool find_term(const hel_formula *f, uint64_t set, size_t *at)
{
	*at = 0;
	while (*at < f->n_terms && f->term[*at] != set)
		++*at;
	return *at < f->n_terms;
}

/* R's order: fewer variables first, else as written. Terms that the formula has already are shared. */
static hel_status add_model(reader *r, const terms *from)
{
	hel_formula *f = r->formula;
	if (f->n_models == HEL_MODELS_MAX)
		return hel_fail(r->scan.error, HEL_EUSAGE, "more than %d models to compare", HEL_MODELS_MAX);
	hel_submodel *model = &f->model[f->n_models++];
	uint64_t *term = hel_arena_alloc(f->arena, f->n_terms + from->n, sizeof *term);
	model->term = hel_arena_alloc(f->arena, from->n, sizeof *model->term);
	if (!term || !model->term)
		return hel_fail_memory(r->scan.error);
	if (f->n_terms)
		memcpy(term, f->term, f->n_terms * sizeof *term);
	f->term = term;
	for (int order = 0; order <= HEL_VARIABLES_MAX; order++) {
		for (size_t t = 0, at; t < from->n; t++) {
			if (__builtin_popcountll(from->set[t]) != order)
				continue;
			if (!order)
				model->intercept = true;
			else {
				if (!find_term(f, from->set[t], &at))
					f->term[f->n_terms++] = from->set[t];
				model->term[model->n_terms++] = at;
			}
		}
	}
	return HEL_OK;
}

static hel_status read_right_side(reader *r)
{
	hel_scan *scan = &r->scan;
	terms all = {0};
	hel_status status;
	if ((status = add_set(r, &all, 0)) || (status = read_sum(r, &all)))
		return status;
	hel_scan_space(scan);
	if (*scan->at)
		return hel_scan_fail(scan, scan->at, "'%.12s' stands where '+' or the end is wanted; arithmetic goes inside I()",
		                     scan->at);
	return add_model(r, &all);
}

static hel_status read_formula(reader *r)
{
	hel_scan *scan = &r->scan;
	hel_scan_space(scan);
	const char *from = scan->at;
	hel_status status = hel_expression_scan(scan, &r->formula->response);
	if (status)
		return status;
	if (!(r->formula->response_label = label_of(r, from)))
		return hel_fail_memory(scan->error);
	if (!hel_scan_take(scan, "~"))
		return hel_scan_fail(scan, scan->at, "a formula is written OUTCOME ~ TERM + TERM");
	return read_right_side(r);
}

hel_status hel_formula_read(hel_formula **formula, const char *text, const char *where, hel_error *error)
{
	hel_arena *arena = hel_arena_new();
	hel_formula *f = arena ? hel_arena_alloc(arena, 1, sizeof *f) : NULL;
	if (!f || !(f->text = hel_arena_copy(arena, text, strlen(text)))) {
		hel_arena_free(arena);
		return hel_fail_memory(error);
	}
	f->arena = f->names.arena = arena;
	reader r = {.scan = {.text = f->text, .at = f->text, .what = "formula", .names = &f->names, .error = error}, .formula = f};
	hel_status status = read_formula(&r);
	if (!status && where)
		status = hel_expression_read(&f->where, where, "where", &f->names, error);
	if (status)
		hel_formula_free(f);
	else
		*formula = f;
	return status;
}

hel_status hel_formula_beside(hel_formula *formula, const char *right_side, hel_error *error)
{
	char *text = hel_arena_copy(formula->arena, right_side, strlen(right_side));
	if (!text)
		return hel_fail_memory(error);
	int offsets = formula->n_offsets;
	reader r = {.scan = {.text = text, .at = text, .what = "formula", .names = &formula->names, .error = error},
	            .formula = formula};
	hel_status status = read_right_side(&r);
	if (!status && formula->n_offsets != offsets)
		return hel_fail(error, HEL_EUSAGE, "'%s': a model to compare shares the offset of the first", right_side);
	return status;
}

size_t hel_formula_columns(const hel_formula *formula)
{
	return (size_t)formula->names.n;
}

const char *hel_formula_column(const hel_formula *formula, size_t column)
{
	return formula->names.name[column];
}

void hel_formula_free(hel_formula *formula)
{
	if (formula)
		hel_arena_free(formula->arena);
}
