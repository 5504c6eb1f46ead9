/* externalities_text.c: rankings for readers: what costs others most, what gives them most, and who pays. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "helsinki/report.h"
#include "report/lines.h"
#include "report/words.h"

/* Losses are defeats a year; the table has them for a thousand years. */
static const double YEARS_SHOWN = 1000;

typedef struct page {
	hel_text *text;
	const hel_externalities *e;
	const hel_externalities_result *r;
	int name_width;
} page;

enum { NUMBER = 10, MOST_NAME = 40 };

static const hel_state *state_of(const page *p, int state)
{
	return &p->e->scenario->world.state[state];
}

static int place_in_region(const page *p, int state)
{
	int s = 0;
	while (p->e->state[s] != state)
		s++;
	return s;
}

/* `RUS -0.012 [-0.020, -0.004]`: a state, its difference in S, the interval if there is one. */
static void put_state(const page *p, const hel_externality *x, int state, double dS)
{
	if (state < 0) {
		hel_text_printf(p->text, "nobody");
		return;
	}
	hel_put_clean(p->text, state_of(p, state)->id);
	hel_text_printf(p->text, " %s", hel_signed(dS, 4).text);
	if (x->low) {
		int s = place_in_region(p, state);
		hel_text_printf(p->text, " [%s, %s]", hel_signed(x->low[s], 4).text, hel_signed(x->high[s], 4).text);
	}
}

static void put_row(const page *p, const hel_externality *x, bool by_gain)
{
	char name[1024];
	hel_text_printf(p->text, "    ");
	hel_put_padded(p->text, hel_externality_name(p->e, x, name, sizeof name), p->name_width);
	const double sums[] = {x->harm, x->gain, x->own};
	for (int c = 0; c < 3; c++) {
		double shown = YEARS_SHOWN * sums[c];
		hel_text_printf(p->text, "%*s", NUMBER, (c < 2 ? hel_fixed(shown, 3) : hel_signed(shown, 3)).text);
	}
	hel_text_printf(p->text, "  ");
	put_state(p, x, by_gain ? x->receiver : x->payer, by_gain ? x->receiver_dS : x->payer_dS);
	for (int way = 0; way < 2 && x->b >= 0; way++) {
		hel_text_printf(p->text, "%s", way ? ", " : "; dangers to ");
		hel_put_clean(p->text, state_of(p, way ? x->b : x->a)->id);
		hel_text_printf(p->text, " %s/%s", hel_fixed(x->danger[way].abandonment, 2).text,
		                hel_fixed(x->danger[way].entrapment, 2).text);
	}
	hel_text_printf(p->text, "\n");
}

static void put_ranking(const page *p, const size_t *index, size_t n, bool by_gain)
{
	size_t shown = 0;
	for (size_t i = 0; i < n; i++) {
		const hel_externality *x = &p->r->x[index[i]];
		shown += (by_gain ? x->gain : x->harm) > 0;
	}
	const char *one = hel_what_one(p->e->of);
	if (!shown) {
		hel_text_printf(p->text, "  no %s %s\n", one, by_gain ? "gives others anything" : "costs others anything");
		return;
	}
	if (shown == 1)
		hel_text_printf(p->text, "  the %s that %s, of %zu\n", one, by_gain ? "gives others most" : "costs others most", p->r->n);
	else
		hel_text_printf(p->text, "  the %zu %ss that %s, of %zu\n", shown, one, by_gain ? "give others most" : "cost others most",
		                p->r->n);
	hel_text_printf(p->text, "    %-*s%*s%*s%*s  %s\n", p->name_width, "", NUMBER, "cost", NUMBER, "gift", NUMBER, "own",
	                by_gain ? "who is given most" : "who pays most");
	for (size_t i = 0; i < n; i++) {
		const hel_externality *x = &p->r->x[index[i]];
		if ((by_gain ? x->gain : x->harm) > 0)
			put_row(p, x, by_gain);
	}
}

/* By size, whichever the sign, as the library chooses pairs for interactions; then by state. */
static int weightiest_first(const void *a, const void *b)
{
	const hel_externality *x = *(const hel_externality *const *)a, *y = *(const hel_externality *const *)b;
	double one = fabs(x->shapley), other = fabs(y->shapley);
	return one != other ? (one < other ? 1 : -1) : (x->a > y->a) - (x->a < y->a);
}

static void put_actors(const page *p)
{
	const hel_externality **by_worth = calloc(p->r->n + 1, sizeof(const hel_externality *));
	if (!by_worth) {
		p->text->failed = true;
		return;
	}
	for (size_t i = 0; i < p->r->n; i++)
		by_worth[i] = &p->r->x[i];
	qsort(by_worth, p->r->n, sizeof(const hel_externality *), weightiest_first);
	hel_text_printf(p->text, "  Shapley values: defeats in 1000 years that an actor's commitments spare the region, on average\n");
	hel_text_printf(p->text, "  over orders of arrival; all actors %s; the weightiest:\n",
	                hel_signed(YEARS_SHOWN * p->r->worth, 3).text);
	for (size_t i = 0; i < p->r->n && (!p->e->top || i < p->e->top); i++) {
		const hel_externality *x = by_worth[i];
		hel_text_printf(p->text, "    ");
		hel_put_padded(p->text, state_of(p, x->a)->id, p->name_width);
		hel_text_printf(p->text, "%*s  standard error %s\n", NUMBER, hel_signed(YEARS_SHOWN * x->shapley, 3).text,
		                hel_fixed(YEARS_SHOWN * x->shapley_se, 3).text);
	}
	if (p->r->n_interactions)
		hel_text_printf(p->text, "  interactions: what two spare the region together beyond each alone, beside all others\n");
	for (size_t i = 0; i < p->r->n_interactions; i++) {
		const hel_interaction *y = &p->r->interaction[i];
		hel_text_printf(p->text, "    ");
		hel_put_clean(p->text, state_of(p, y->a)->id);
		hel_text_printf(p->text, "-");
		hel_put_clean(p->text, state_of(p, y->b)->id);
		hel_text_printf(p->text, " %s\n", hel_signed(YEARS_SHOWN * y->value, 3).text);
	}
	free(by_worth);
}

static int widest_name(const page *p)
{
	char name[1024];
	int widest = 8;
	for (size_t i = 0; i < p->r->n; i++) {
		int n = p->r->x[i].dS ? hel_columns_of(hel_externality_name(p->e, &p->r->x[i], name, sizeof name)) : 0;
		widest = n > widest ? n : widest;
	}
	return widest < MOST_NAME ? widest : MOST_NAME;
}

static void put_result(hel_text *text, const hel_externalities *e, const hel_externalities_result *r)
{
	page p = {text, e, r, 0};
	p.name_width = widest_name(&p);
	hel_text_printf(text, "\n");
	hel_put_clean(text, e->scenario->mechanism[r->mechanism].name);
	hel_text_printf(text, ", lens ");
	hel_put_clean(text, e->scenario->lens[r->lens].name);
	hel_text_printf(text, "\n");
	put_ranking(&p, r->costliest, r->n_costliest, false);
	put_ranking(&p, r->giving, r->n_giving, true);
	if (r->n && !isnan(r->worth))
		put_actors(&p);
}

static void put_head(hel_text *text, const hel_externalities *e)
{
	static const char *const what[] = {"what every commitment gives to others or costs them",
	                                   "what every tie between two states gives to others or costs them",
	                                   "what a defence tie more would give to others or cost them",
	                                   "what every actor's commitments give to others or cost them"};
	hel_put_clean(text, e->scenario->name);
	hel_text_printf(text, ": %s\n\n%d states scored. ", what[e->of], e->n_region);
	hel_text_printf(text, "Cost and gift to others, and the parties' own gain: expected defeats in 1000 years.\n");
	hel_text_printf(text, "By state: the change in the chance of no defeat in %s years", hel_digits(e->scenario->years, 6).text);
	if (e->draws)
		hel_text_printf(text, "; in brackets 90 %% of draws, while the figure\nbefore them has every range at its "
		                      "likeliest value");
	hel_text_printf(text, ".\n");
	if (e->of == HEL_OF_TIES || e->of == HEL_OF_POTENTIAL)
		hel_text_printf(text, "Dangers to a party: the chance that its ally stays away / attacks a year it may be drawn into.\n");
}

hel_status hel_report_externalities_text(hel_text *text, const hel_externalities *e, hel_error *error)
{
	put_head(text, e);
	for (size_t r = 0; r < e->n_results; r++)
		put_result(text, e, &e->result[r]);
	for (size_t n = 0; n < e->notes.n; n++) {
		hel_text_printf(text, n ? "" : "\nWarnings\n");
		hel_text_printf(text, "  ");
		hel_put_clean(text, e->notes.item[n]);
		hel_text_printf(text, "\n");
	}
	return text->failed ? hel_fail_memory(error) : HEL_OK;
}
