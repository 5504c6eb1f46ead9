/* years.c: releases that list years: capabilities, ATOP's and COW's directed dyad-years, organisations. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "import/release.h"

static void widen(hel_out *out, int year)
{
	out->from = year < out->from ? year : out->from;
	out->to = year > out->to ? year : out->to;
}

/* place: ccode, year, milex .. cinc, version */
hel_status hel_import_nmc(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, hel_error *error)
{
	enum { FIGURES = 7 };
	hel_out *out = hel_out_new(i, "nmc", "ccode,year,milex,milper,irst,pec,tpop,upop,cinc");
	bool row;
	hel_status status = HEL_OK;
	if (!out)
		return hel_fail_memory(error);
	while (!status && !(status = hel_user_csv_next(csv, &row, error)) && row) {
		int code = 0, year = 0;
		char figure[FIGURES][32];
		status = hel_cell_int(csv, place[0], 0, &code, error);
		if (!status)
			status = hel_cell_int(csv, place[1], 0, &year, error);
		for (int f = 0; !status && f < FIGURES; f++)
			status = hel_cell_figure(csv, place[2 + f], figure[f], error);
		if (status)
			break;
		widen(out, year);
		if (!hel_out_release(i, out, member, csv, place[9]) ||
		    !hel_out_add(i, out, (int64_t[]){code, year, 0, 0, 0}, "%d,%d,%s,%s,%s,%s,%s,%s,%s", code, year,
				 figure[0], figure[1], figure[2], figure[3], figure[4], figure[5], figure[6]))
			status = hel_fail_memory(error);
	}
	return status ? status : hel_out_close(out) ? HEL_OK : hel_fail_memory(error);
}

/* What one state owes another in a year. */
typedef struct owed {
	int first, second, flags, year;
} owed;

typedef struct all_owed {
	owed *row;
	size_t n, room;
} all_owed;

static bool add(all_owed *all, owed row)
{
	if (all->n == all->room) {
		size_t room = all->room ? 2 * all->room : 4096;
		owed *grown = realloc(all->row, room * sizeof *grown);
		if (!grown)
			return false;
		all->row = grown;
		all->room = room;
	}
	all->row[all->n++] = row;
	return true;
}

static int by_pair_and_year(const void *a, const void *b)
{
	const owed *x = a, *y = b;
	const int left[] = {x->first, x->second, x->year}, right[] = {y->first, y->second, y->year};
	for (int k = 0; k < 3; k++) {
		if (left[k] != right[k])
			return left[k] < right[k] ? -1 : 1;
	}
	return 0;
}

/* Several alliances of a pair in a year are one: the larger of their obligations. */
static void merge(all_owed *all, size_t *merged)
{
	size_t kept = 0;
	if (all->n)
		qsort(all->row, all->n, sizeof *all->row, by_pair_and_year);
	for (size_t r = 0; r < all->n; r++) {
		if (kept && !by_pair_and_year(&all->row[kept - 1], &all->row[r])) {
			all->row[kept - 1].flags |= all->row[r].flags;
			++*merged;
		} else {
			all->row[kept++] = all->row[r];
		}
	}
	all->n = kept;
}

/* Runs of years with the same obligations; one that reaches the source's last year is open. */
static hel_status put_runs(hel_importing *i, hel_out *out, const all_owed *all, int clauses, hel_error *error)
{
	for (size_t r = 0; r < all->n; r++)
		widen(out, all->row[r].year);
	for (size_t r = 0, end; r < all->n; r = end) {
		const owed *x = &all->row[r];
		char flags[32] = "";
		for (end = r + 1; end < all->n && all->row[end].first == x->first && all->row[end].second == x->second &&
				  all->row[end].flags == x->flags && all->row[end].year == all->row[end - 1].year + 1;
		     end++)
			;
		for (int c = 0; c < clauses; c++)
			snprintf(flags + 2 * c, sizeof flags - 2 * (size_t)c, ",%d", x->flags >> c & 1);
		if (!hel_out_add(i, out, (int64_t[]){x->first, x->second, x->year, 0, 0}, "%d,%d,%d,%s%s", x->first,
				 x->second, x->year, hel_cell_year(i, all->row[end - 1].year, out->to), flags))
			return hel_fail_memory(error);
	}
	return hel_out_close(out) ? HEL_OK : hel_fail_memory(error);
}

/* place: first, second, year, then the clauses, and allied (-1: every row is an alliance) */
static hel_status read_owed(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, int clauses,
			    int allied, hel_out *out, hel_error *error)
{
	all_owed all = {0};
	bool row;
	size_t merged = 0, without_year = 0;
	hel_status status = HEL_OK;
	if (!out)
		return hel_fail_memory(error);
	while (!status && !(status = hel_user_csv_next(csv, &row, error)) && row) {
		owed now = {0};
		int is_allied = 1, *key[] = {&now.first, &now.second, &now.year};
		for (int k = 0; !status && k < 3; k++)
			status = hel_cell_int(csv, place[k], 0, key[k], error);
		for (int c = 0; !status && c < clauses; c++) {
			int flag = 0;
			status = hel_cell_int(csv, place[3 + c], 0, &flag, error);
			now.flags |= (flag == 1) << c;
		}
		if (!status && allied >= 0)
			status = hel_cell_int(csv, allied, 0, &is_allied, error);
		without_year += !now.year;
		if (!status && now.year && is_allied == 1 && (!add(&all, now) || !hel_out_release(i, out, member, csv, -1)))
			status = hel_fail_memory(error);
	}
	merge(&all, &merged);
	if (!status && merged + without_year)
		status = hel_note(i->notes, error, "%s: merged %zu rows of one pair and year, left out %zu of year 0",
				  member->name, merged, without_year);
	if (!status)
		status = put_runs(i, out, &all, clauses, error);
	free(all.row);
	return status;
}

/* place: stateA, stateB, year, defense, offense, neutral, nonagg, consul, atopally */
hel_status hel_import_atop_dyads(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, hel_error *error)
{
	return read_owed(i, member, csv, place, 5, place[8],
			 hel_out_new(i, "atop_spells", "ccode1,ccode2,from,to,defense,offense,neutral,nonagg,consul"),
			 error);
}

/* place: ccode1, ccode2, year, defense, neutrality, nonaggression, entente. Their maintainer asked software not to spread these
 * data: they are read from the user's own copy alone. */
hel_status hel_import_cow_alliances(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place,
				    hel_error *error)
{
	static const char citation[] = "Gibler, Douglas M. 2009. International Military Alliances, 1648-2008. CQ Press.";
	hel_out *out = hel_out_new(i, "cow_alliances", "ccode1,ccode2,from,to,defense,neutrality,nonaggression,entente");
	if (!out)
		return hel_fail_memory(error);
	out->title = "Alliances by directed dyad, Correlates of War";
	out->bibkey = "gibler-2009";
	out->citation = citation;
	hel_status status = read_owed(i, member, csv, place, 4, -1, out, error);
	return status ? status : hel_note(i->notes, error, "whoever uses these data must cite: %s", citation);
}

/* Years of one pair as runs: `7*3` is 7 in three years, `-*2` two years without a figure. */
typedef struct pair_years {
	int first, second, from, last, value, run;
	hel_text text;
} pair_years;

static void end_run(pair_years *p)
{
	if (p->run) {
		hel_text_printf(&p->text, "%s", p->text.n ? " " : "");
		if (p->value < 0)
			hel_text_put(&p->text, "-", 1);
		else
			hel_text_printf(&p->text, "%d", p->value);
	}
	if (p->run > 1)
		hel_text_printf(&p->text, "*%d", p->run);
	p->run = 0;
}

static void add_year(pair_years *p, int value)
{
	if (p->run && p->value != value)
		end_run(p);
	p->value = value;
	p->run++;
}

static bool end_pair(hel_importing *i, hel_out *out, pair_years *p)
{
	bool memory = true;
	end_run(p);
	if (p->text.n)
		memory = hel_out_add(i, out, (int64_t[]){p->first, p->second, 0, 0, 0}, "%d,%d,%d,%s", p->first, p->second,
				     p->from, p->text.bytes);
	memory = memory && !p->text.failed;
	hel_text_free(&p->text);
	return memory;
}

typedef struct shared {
	int first, second, year, n;
} shared;

static int by_shared(const void *a, const void *b)
{
	const shared *x = a, *y = b;
	const int left[] = {x->first, x->second, x->year}, right[] = {y->first, y->second, y->year};
	for (int k = 0; k < 3; k++) {
		if (left[k] != right[k])
			return left[k] < right[k] ? -1 : 1;
	}
	return 0;
}

static hel_status put_shared(hel_importing *i, hel_out *out, const shared *row, size_t n, hel_error *error)
{
	pair_years p = {0};
	bool memory = true;
	for (size_t r = 0; memory && r < n; r++) {
		if (!r || row[r].first != row[r - 1].first || row[r].second != row[r - 1].second) {
			memory = end_pair(i, out, &p);
			p = (pair_years){
			    .first = row[r].first, .second = row[r].second, .from = row[r].year, .last = row[r].year - 1};
		}
		for (; p.last + 1 < row[r].year; p.last++)
			add_year(&p, -1);
		add_year(&p, row[r].n);
		p.last = row[r].year;
	}
	memory = end_pair(i, out, &p) && memory;
	return memory && hel_out_close(out) ? HEL_OK : hel_fail_memory(error);
}

/* place: ccode1, ccode2, year; every column after them is an organisation: 1 where both are full members. A pair-year of which
 * every cell is negative (missing, or not in the system) has no figure. */
hel_status hel_import_igos(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, hel_error *error)
{
	hel_out *out = hel_out_new(i, "igos", "ccode1,ccode2,from,igos");
	shared *all = NULL;
	size_t n = 0, room = 0, turned = 0;
	bool row;
	hel_status status = HEL_OK;
	if (!out)
		return hel_fail_memory(error);
	while (!status && !(status = hel_user_csv_next(csv, &row, error)) && row) {
		shared now = {0};
		int *key[] = {&now.first, &now.second, &now.year};
		bool any = false;
		for (int k = 0; !status && k < 3; k++)
			status = hel_cell_int(csv, place[k], 0, key[k], error);
		for (size_t c = (size_t)place[2] + 1; !status && c < csv->n_columns; c++) {
			const char *cell = csv->field[c];
			now.n += !strcmp(cell, "1");
			any |= *cell >= '0' && *cell <= '9';
		}
		turned += now.first > now.second;
		if (status || !any || now.first > now.second)
			continue;
		if (n == room) {
			shared *grown = realloc(all, (room = room ? 2 * room : 4096) * sizeof *grown);
			if (!grown) {
				status = hel_fail_memory(error);
				break;
			}
			all = grown;
		}
		all[n++] = now;
		widen(out, now.year);
		if (!hel_out_release(i, out, member, csv, -1))
			status = hel_fail_memory(error);
	}
	if (n)
		qsort(all, n, sizeof *all, by_shared);
	if (!status && turned)
		status = hel_note(i->notes, error, "%s: left out %zu rows with the high code first", member->name, turned);
	if (!status)
		status = put_shared(i, out, all, n, error);
	free(all);
	return status;
}
