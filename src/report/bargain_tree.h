/* bargain_tree.h: parts of `helsinki-bargain/1` that its two files share. */
#ifndef HEL_REPORT_BARGAIN_TREE_H
#define HEL_REPORT_BARGAIN_TREE_H

#include "helsinki/parley.h"
#include "report/facts.h"
#include "report/tree.h"

typedef struct hel_bargain_writer {
	hel_maker maker;
	const hel_parley *d;
	const hel_parley_result *r;
} hel_bargain_writer;

/* An alternative's name; null: no agreement. */
static inline hel_tree *hel_make_place(hel_bargain_writer *w, size_t place)
{
	return hel_make_string(&w->maker, place < w->d->m ? w->d->offer[place].name : NULL);
}

static inline hel_tree *hel_make_party(hel_bargain_writer *w, size_t i)
{
	return hel_make_string(&w->maker, w->d->talks->party[i].name);
}

static inline void hel_set_figure(hel_bargain_writer *w, hel_tree *object, const char *key, const hel_figure *figure)
{
	hel_maker *m = &w->maker;
	hel_set(m, object, key, hel_make_real(m, figure->value));
	hel_set(m, object, "low", hel_make_real(m, figure->low));
	hel_set(m, object, "high", hel_make_real(m, figure->high));
}

/* bargain_result_json.c: the lens at hand. */
hel_tree *hel_make_bargain_result(hel_bargain_writer *w);

#endif
