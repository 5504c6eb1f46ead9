/* turns.c: does a property keep its sign and its order of mechanisms when states are weighed by population, when small ones
 * are left out, and when coalitions come together? */
#include <math.h>
#include <string.h>

#include "report/words.h"

/* What two decimals show. Signs and gaps nearer to nothing than this are no turn. */
static const double VISIBLE = 0.005;

typedef enum printing { EACH, BY_POPULATION, WITHOUT_SMALL, TOGETHER } printing;

static double value_of(const hel_result *r, int property, printing which)
{
	const hel_index *index = hel_property(r, property);
	switch (which) {
	case EACH:
		return index->each.value;
	case BY_POPULATION:
		return index->by_population.value;
	case WITHOUT_SMALL:
		return index->without_small.value;
	default:
		return r->together;
	}
}

static const char *in_words(printing which)
{
	static const char *const words[] = {"each state counted once", "weighed by population",
	                                    "without states under a million", "coalitions together"};
	return words[which];
}

static bool opposed(double a, double b)
{
	return (a >= VISIBLE && b <= -VISIBLE) || (a <= -VISIBLE && b >= VISIBLE);
}

typedef struct turning {
	const hel_assessment *a;
	size_t lens;
	int property;
	printing other;
} turning;

static const char *name_of(const turning *t, const hel_result *r)
{
	return t->a->scenario->mechanism[r->mechanism].name;
}

/* A verdict that differs between the two ways of reckoning help is "depends" (docs/model.md). */
static const char *verdict(const turning *t)
{
	return t->other == TOGETHER ? "depends: " : "";
}

static const char *plainly(const turning *t)
{
	return t->other == TOGETHER ? "coalitions as expected" : in_words(EACH);
}

static void say_signs(hel_text *text, const turning *t)
{
	for (size_t x = 0; x < t->a->n_results; x++) {
		const hel_result *r = &t->a->result[x];
		double plain = value_of(r, t->property, EACH), other = value_of(r, t->property, t->other);
		if (r->lens == t->lens && opposed(plain, other))
			hel_text_printf(text, "%s%s changes its sign for \xe2\x80\x9c%s\xe2\x80\x9d: %s %s, %s %s.\n", verdict(t),
			                hel_property_name[t->property], name_of(t, r), hel_fixed(plain, 2).text, plainly(t),
			                hel_fixed(other, 2).text, in_words(t->other));
	}
}

/* The pair whose order turns most clearly, and how many others turn. */
static void say_order(hel_text *text, const turning *t)
{
	const hel_result *above = NULL, *below = NULL;
	double clearest = 0;
	int turned = 0;
	for (size_t x = 0; x < t->a->n_results; x++) {
		for (size_t y = 0; y < t->a->n_results; y++) {
			const hel_result *a = &t->a->result[x], *b = &t->a->result[y];
			double plain = value_of(a, t->property, EACH) - value_of(b, t->property, EACH);
			double other = value_of(a, t->property, t->other) - value_of(b, t->property, t->other);
			if (a->lens != t->lens || b->lens != t->lens || plain <= 0 || !opposed(plain, other))
				continue;
			turned++;
			if (fmin(plain, -other) > clearest) {
				clearest = fmin(plain, -other);
				above = a;
				below = b;
			}
		}
	}
	if (!above || !below)
		return;
	hel_text_printf(text, "%s%s puts \xe2\x80\x9c%s\xe2\x80\x9d above \xe2\x80\x9c%s\xe2\x80\x9d %s (%s, %s), below it %s (%s, %s)",
	                verdict(t), hel_property_name[t->property], name_of(t, above), name_of(t, below), plainly(t),
	                hel_fixed(value_of(above, t->property, EACH), 2).text,
	                hel_fixed(value_of(below, t->property, EACH), 2).text, in_words(t->other),
	                hel_fixed(value_of(above, t->property, t->other), 2).text,
	                hel_fixed(value_of(below, t->property, t->other), 2).text);
	if (turned > 1)
		hel_text_printf(text, "; %d more pair%s turn%s so", turned - 1, turned > 2 ? "s" : "", turned > 2 ? "" : "s");
	hel_text_printf(text, ".\n");
}

void hel_say_turns(hel_text *text, const hel_assessment *assessment, size_t lens)
{
	for (int property = 0; property < HEL_PROPERTIES; property++) {
		bool effective = !strcmp(hel_property_name[property], "effective");
		printing last = effective ? TOGETHER : WITHOUT_SMALL;
		for (int other = BY_POPULATION; other <= (int)last; other++) {
			turning t = {assessment, lens, property, (printing)other};
			say_signs(text, &t);
			say_order(text, &t);
		}
	}
}
