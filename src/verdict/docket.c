/* docket.c: from claims to cells and leaves. Claims that ask for the same cell share it. */
#include "verdict/docket.h"

#include <string.h>

#include "base/fail.h"

typedef struct builder {
	hel_docket *to;
	size_t room_cells, room_leaves;
	bool failed;
} builder;

static void *grow(builder *b, const void *old, size_t n, size_t *room, size_t size)
{
	if (n < *room)
		return (void *)(uintptr_t)old;
	*room = *room ? 2 * *room : 16;
	void *more = hel_arena_alloc(b->to->arena, *room, size);
	if (more && n)
		memcpy(more, old, n * size);
	b->failed |= !more;
	return more;
}

/* --- cells -------------------------------------------------------------------------------------------------------- */

static const hel_mechanism *source_of(const hel_docket *d, int source)
{
	return source == HEL_IN_REFERENCE ? &d->scenario->reference_mechanism : &d->scenario->mechanism[source];
}

static bool same_subject(const hel_quantity *x, const hel_quantity *y)
{
	return x->subject == y->subject && x->a == y->a && x->b == y->b && x->n_commitments == y->n_commitments &&
	       !memcmp(x->commitment, y->commitment, x->n_commitments * sizeof *x->commitment);
}

static const hel_mechanism *less_commitments(builder *b, const hel_mechanism *m, const hel_quantity *q)
{
	hel_mechanism *less = hel_arena_alloc(b->to->arena, 1, sizeof *less);
	hel_commitment *commitment = hel_arena_alloc(b->to->arena, m->n, sizeof *commitment);
	if (!less || !commitment) {
		b->failed = true;
		return m;
	}
	*less = (hel_mechanism){.name = m->name, .commitment = commitment};
	for (size_t c = 0; c < m->n && q->subject != HEL_SUBJECT_EVERYTHING; c++) {
		bool taken = false;
		for (size_t x = 0; x < q->n_commitments; x++)
			taken |= q->commitment[x] == c;
		if (!taken)
			commitment[less->n++] = m->commitment[c];
	}
	return less;
}

static size_t form_of(builder *b, const hel_mechanism *m)
{
	hel_docket *d = b->to;
	for (size_t f = 0; f < d->n_forms; f++) {
		if (d->form[f] == m)
			return f;
	}
	d->form[d->n_forms] = m;
	return d->n_forms++;
}

static void fill_cell(builder *b, hel_cell *cell)
{
	const hel_quantity *q = cell->quantity;
	size_t n = (size_t)b->to->scenario->world.n;
	cell->wanted = hel_arena_alloc(b->to->arena, n, 1);
	if (cell->without == HEL_SUBJECT_COMMITMENTS || cell->without == HEL_SUBJECT_EVERYTHING)
		cell->mechanism = less_commitments(b, cell->mechanism, q);
	if (cell->without == HEL_SUBJECT_TIE) {
		cell->cut_a = q->a;
		cell->cut_b = q->b;
	}
	if (cell->without == HEL_SUBJECT_ACTOR && (cell->out = hel_arena_alloc(b->to->arena, n, sizeof *cell->out)))
		cell->out[q->a] = true;
	b->failed |= !cell->wanted || (cell->without == HEL_SUBJECT_ACTOR && !cell->out);
}

static int add_cell(builder *b, int source, hel_subject without, const hel_quantity *q)
{
	hel_docket *d = b->to;
	for (size_t c = 0; c < d->n_cells; c++) {
		const hel_cell *cell = &d->cell[c];
		if (cell->source == source && cell->without == without &&
		    (without == HEL_SUBJECT_NONE || same_subject(cell->quantity, q)))
			return (int)c;
	}
	d->cell = grow(b, d->cell, d->n_cells, &b->room_cells, sizeof *d->cell);
	if (b->failed)
		return 0;
	hel_cell *cell = &d->cell[d->n_cells];
	*cell = (hel_cell){.source = source, .without = without, .quantity = q, .mechanism = source_of(d, source), .cut_a = -1, .cut_b = -1};
	fill_cell(b, cell);
	return (int)d->n_cells++;
}

static void want(builder *b, int c, const uint16_t *state, size_t n)
{
	for (size_t s = 0; s < n && c >= 0 && !b->failed; s++)
		b->to->cell[c].wanted[state[s]] = 1;
}

static void want_region(builder *b, int c)
{
	for (int s = 0; s < b->to->region.n && c >= 0 && !b->failed; s++)
		b->to->cell[c].wanted[b->to->region.state[s]] = 1;
}

/* --- gauges ------------------------------------------------------------------------------------------------------- */

static bool is_index(hel_measure measure)
{
	return measure == HEL_MEASURE_INDIVISIBLE || measure == HEL_MEASURE_BALANCED || measure == HEL_MEASURE_EFFECTIVE;
}

/* state: whose the quantity is where a test asks it of several. */
static hel_gauge make_gauge(builder *b, const hel_quantity *q, const uint16_t *state, size_t n)
{
	hel_gauge g = {q, -1, -1, -1, -1};
	if (q->measure == HEL_MEASURE_LEDGER)
		return g;
	g.with = add_cell(b, q->mechanism, HEL_SUBJECT_NONE, q);
	g.reference = add_cell(b, HEL_IN_REFERENCE, HEL_SUBJECT_NONE, q); /* the margin is a share of the loss in it */
	if (q->measure == HEL_MEASURE_EXTERNALITY)
		g.without = add_cell(b, q->mechanism, q->subject, q);
	if (q->measure == HEL_MEASURE_SPENDING)
		g.than = add_cell(b, q->than, HEL_SUBJECT_NONE, q);
	const int cells[] = {g.with, g.without, g.than, g.reference};
	for (size_t c = 0; c < sizeof cells / sizeof *cells; c++) {
		want(b, cells[c], state, n);
		if (is_index(q->measure))
			want_region(b, cells[c]);
	}
	if (!b->failed) {
		b->to->cell[g.with].stays |= q->measure == HEL_MEASURE_SUSTAINABLE;
		b->to->cell[g.with].chooses |= q->measure == HEL_MEASURE_FREEDOM;
	}
	return g;
}

static void add_leaf(builder *b, const hel_test *test)
{
	hel_docket *d = b->to;
	d->leaf = grow(b, d->leaf, d->n_leaves, &b->room_leaves, sizeof *d->leaf);
	if (b->failed)
		return;
	hel_leaf leaf = {.test = test};
	bool several = test->kind == HEL_TEST_LARGEST_FOR;
	leaf.left = make_gauge(b, &test->left, several ? test->among : test->left.state, several ? test->n_among : test->left.n_states);
	if (test->kind == HEL_TEST_LESS_THAN || test->kind == HEL_TEST_MORE_THAN)
		leaf.right = make_gauge(b, &test->right, test->right.state, test->right.n_states);
	d->leaf[d->n_leaves++] = leaf;
}

static void add_test(builder *b, const hel_test *test)
{
	if (test->kind == HEL_TEST_NOT_TESTABLE)
		return;
	if (test->kind != HEL_TEST_ALL_OF && test->kind != HEL_TEST_ANY_OF)
		add_leaf(b, test);
	for (size_t p = 0; p < test->n_parts && !b->failed; p++)
		add_test(b, &test->part[p]);
}

/* --- the whole ---------------------------------------------------------------------------------------------------- */

static hel_status start(builder *b, const hel_scenario *scenario, hel_error *error)
{
	*b->to = (hel_docket){.scenario = scenario, .arena = hel_arena_new()};
	return b->to->arena ? hel_scored_build(&b->to->region, &scenario->world, b->to->arena, error) : hel_fail_memory(error);
}

/* The region and all that is named beside it: the states whose losses can be asked for. */
static void list_all(builder *b)
{
	hel_docket *d = b->to;
	int n = d->scenario->world.n;
	d->all.state = hel_arena_alloc(d->arena, (size_t)n, sizeof *d->all.state);
	b->failed |= !d->all.state;
	for (int s = 0; s < n && !b->failed; s++) {
		bool named = d->scenario->world.state[s].in_region;
		for (size_t c = 0; c < d->n_cells; c++)
			named |= d->cell[c].wanted[s];
		if (named)
			d->all.state[d->all.n++] = s;
	}
}

static hel_status finish(builder *b, hel_error *error)
{
	hel_docket *d = b->to;
	d->form = b->failed ? NULL : hel_arena_alloc(d->arena, d->n_cells, sizeof *d->form);
	b->failed |= !d->form;
	for (size_t c = 0; c < d->n_cells && !b->failed; c++)
		d->cell[c].form = form_of(b, d->cell[c].mechanism);
	if (!b->failed)
		list_all(b);
	if (!b->failed)
		return HEL_OK;
	hel_docket_free(d);
	return hel_fail_memory(error);
}

hel_status hel_docket_of_claims(hel_docket *docket, const hel_scenario *scenario, hel_error *error)
{
	builder b = {.to = docket};
	hel_status status = start(&b, scenario, error);
	docket->claim = status ? NULL : hel_arena_alloc(docket->arena, scenario->n_claims, sizeof *docket->claim);
	b.failed |= !docket->claim;
	for (size_t c = 0; c < scenario->n_claims && !b.failed; c++) {
		docket->claim[c].first = docket->n_leaves;
		add_test(&b, &scenario->claim[c].test);
		docket->claim[c].n = docket->n_leaves - docket->claim[c].first;
	}
	return status ? status : finish(&b, error);
}

hel_status hel_docket_of_quantities(hel_docket *docket, const hel_scenario *scenario, const hel_quantity *quantity, size_t n,
                                    hel_error *error)
{
	builder b = {.to = docket};
	hel_status status = start(&b, scenario, error);
	hel_test *test = status ? NULL : hel_arena_alloc(docket->arena, n, sizeof *test);
	b.failed |= !test;
	for (size_t x = 0; x < n && !b.failed; x++) {
		test[x] = (hel_test){.kind = HEL_TEST_POSITIVE, .left = quantity[x]};
		add_leaf(&b, &test[x]);
	}
	return status ? status : finish(&b, error);
}

void hel_docket_free(hel_docket *docket)
{
	hel_arena_free(docket->arena);
	*docket = (hel_docket){0};
}
