/* spells.c: releases that list spells: states, majors, contiguity, alliances and their members. */
#include <stdlib.h>
#include <string.h>

#include "base/fail.h"
#include "import/release.h"

/* One spell of a release, kept until all are read: the last day of any says which are open. */
typedef struct spell {
	int code[2], kind, from, to, flags;
	const char *abbreviation, *name;
} spell;

typedef struct spells {
	spell *row;
	size_t n, room;
} spells;

static bool add(spells *s, spell row)
{
	if (s->n == s->room) {
		size_t room = s->room ? 2 * s->room : 256;
		spell *grown = realloc(s->row, room * sizeof *grown);
		if (!grown)
			return false;
		s->row = grown;
		s->room = room;
	}
	s->row[s->n++] = row;
	return true;
}

static int last_of(const spells *s)
{
	int last = 0;
	for (size_t r = 0; r < s->n; r++)
		last = s->row[r].to > last ? s->row[r].to : last;
	return last;
}

/* Columns year, month, day from `first` on. */
static hel_status read_day(const hel_user_csv *csv, const int *first, bool is_last, int *day, hel_error *error)
{
	int part[3] = {0};
	for (int p = 0; p < 3; p++) {
		hel_status status = hel_cell_int(csv, first[p], 0, &part[p], error);
		if (status)
			return status;
	}
	*day = part[0] <= 0 ? 0
	       : is_last    ? hel_last_day(part[0], part[1], part[2])
			    : hel_first_day(part[0], part[1], part[2]);
	return HEL_OK;
}

static hel_status finish(hel_out *out, const spells *s, int first_year, hel_error *error)
{
	out->from = first_year;
	out->to = last_of(s) / 10000;
	return hel_out_close(out) ? HEL_OK : hel_fail_memory(error);
}

/* place: ccode, styear, stmonth, stday, endyear, endmonth, endday, version, and for states stateabb, statenme */
static hel_status read_membership(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, hel_out *out,
				  bool named, hel_error *error)
{
	spells s = {0};
	bool row;
	hel_status status = HEL_OK;
	if (!out)
		return hel_fail_memory(error);
	while (!status && !(status = hel_user_csv_next(csv, &row, error)) && row) {
		spell now = {.abbreviation = named ? hel_cell_text(i, csv, place[8]) : "",
			     .name = named ? hel_cell_text(i, csv, place[9]) : ""};
		if (!status)
			status = hel_cell_int(csv, place[0], 0, &now.code[0], error);
		if (!status)
			status = read_day(csv, place + 1, false, &now.from, error);
		if (!status)
			status = read_day(csv, place + 4, true, &now.to, error);
		if (!status &&
		    (!now.abbreviation || !now.name || !add(&s, now) || !hel_out_release(i, out, member, csv, place[7])))
			status = hel_fail_memory(error);
	}
	int last = last_of(&s);
	for (size_t r = 0; !status && r < s.n; r++) {
		const spell *x = &s.row[r];
		const char *from = hel_cell_day(i, x->from), *to = hel_cell_day(i, x->to == last ? 0 : x->to);
		bool memory =
		    named ? hel_out_add(i, out, (int64_t[]){x->code[0], x->from, 0, 0, 0}, "%d,%s,%s,%s,%s", x->code[0],
					x->abbreviation, x->name, from, to)
			  : hel_out_add(i, out, (int64_t[]){x->code[0], x->from, 0, 0, 0}, "%d,%s,%s", x->code[0], from, to);
		if (!memory)
			status = hel_fail_memory(error);
	}
	if (!status)
		status = finish(out, &s, 1816, error);
	free(s.row);
	return status;
}

hel_status hel_import_states(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, hel_error *error)
{
	return read_membership(i, member, csv, place, hel_out_new(i, "states", "ccode,abbrev,name,from,to"), true, error);
}

hel_status hel_import_majors(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, hel_error *error)
{
	return read_membership(i, member, csv, place, hel_out_new(i, "majors", "ccode,from,to"), false, error);
}

static int by_pair_and_day(const void *a, const void *b)
{
	const spell *x = a, *y = b;
	const int left[] = {x->code[0], x->code[1], x->from, x->to, x->kind},
		  right[] = {y->code[0], y->code[1], y->from, y->to, y->kind};
	for (int k = 0; k < 5; k++) {
		if (left[k] != right[k])
			return left[k] < right[k] ? -1 : 1;
	}
	return 0;
}

/* Months to days: to the end of the last month, or, where the next spell of the pair begins in that month, on the first, and the
 * next on the second, so that each year keeps both. Rows of type 0 run beside the others. */
static hel_status put_contiguity(hel_importing *i, hel_out *out, spells *s, hel_error *error)
{
	int last = last_of(s);
	bool shared = false;
	if (s->n)
		qsort(s->row, s->n, sizeof *s->row, by_pair_and_day);
	for (size_t r = 0; r < s->n; r++) {
		const spell *x = &s->row[r], *next = x + 1;
		while (next < s->row + s->n && !next->kind)
			next++;
		bool ends_shared = x->kind && next < s->row + s->n && next->code[0] == x->code[0] &&
				   next->code[1] == x->code[1] && next->from == x->to;
		int from = x->from + (x->kind && shared),
		    to = ends_shared ? x->to : hel_last_day(x->to / 10000, x->to / 100 % 100, 0);
		if (x->kind)
			shared = ends_shared;
		if (!hel_out_add(i, out, (int64_t[]){x->code[0], x->code[1], from, x->kind, 0}, "%d,%d,%d,%s,%s", x->code[0],
				 x->code[1], x->kind, hel_cell_day(i, from), hel_cell_day(i, x->to == last ? 0 : to)))
			return hel_fail_memory(error);
	}
	return finish(out, s, 1816, error);
}

/* place: statelno, statehno, conttype, begin, end (YYYYMM), version */
hel_status hel_import_contiguity(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place, hel_error *error)
{
	hel_out *out = hel_out_new(i, "contiguity", "ccode1,ccode2,type,from,to");
	spells s = {0};
	bool row;
	size_t turned = 0;
	hel_status status = HEL_OK;
	if (!out)
		return hel_fail_memory(error);
	while (!status && !(status = hel_user_csv_next(csv, &row, error)) && row) {
		int number[5] = {0};
		for (int p = 0; !status && p < 5; p++)
			status = hel_cell_int(csv, place[p], 0, &number[p], error);
		if (status)
			break;
		if (number[0] > number[1]) { /* the other way round: every pair is there once, low code first */
			turned++;
			continue;
		}
		spell now = {.code = {number[0], number[1]},
			     .kind = number[2],
			     .from = number[3] * 100 + 1,
			     .to = number[4] * 100 + 1};
		if (!add(&s, now) || !hel_out_release(i, out, member, csv, place[5]))
			status = hel_fail_memory(error);
	}
	if (!status && turned)
		status = hel_note(i->notes, error, "%s: left out %zu rows with the high code first", member->name, turned);
	if (!status)
		status = put_contiguity(i, out, &s, error);
	free(s.row);
	return status;
}

enum { ATOP_CLAUSES = 5, ANNAM = 8152 };

/* place: atopid, member, yrent, moent, dayent, yrexit, moexit, dayexit, defense, offense, neutral, nonagg, consul */
hel_status hel_import_atop_members(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place,
				   hel_error *error)
{
	hel_out *out = hel_out_new(i, "atop_members", "atopid,ccode,from,to,defense,offense,neutral,nonagg,consul");
	spells s = {0};
	bool row;
	size_t merged = 0, strangers = 0;
	hel_status status = HEL_OK;
	if (!out)
		return hel_fail_memory(error);
	while (!status && !(status = hel_user_csv_next(csv, &row, error)) && row) {
		spell now = {0};
		for (int c = 0; !status && c < 2; c++)
			status = hel_cell_int(csv, place[c], 0, &now.code[c], error);
		if (!status)
			status = read_day(csv, place + 2, false, &now.from, error);
		if (!status)
			status = read_day(csv, place + 5, true, &now.to, error);
		for (int c = 0; !status && c < ATOP_CLAUSES; c++) {
			int flag = 0;
			status = hel_cell_int(csv, place[8 + c], 0, &flag, error);
			now.flags |= (flag == 1) << c;
		}
		now.to = now.to ? now.to : HEL_FOREVER;
		if (now.code[1] >= 1000 || now.code[1] == ANNAM)
			strangers++;
		else if (!status && (!add(&s, now) || !hel_out_release(i, out, member, csv, -1)))
			status = hel_fail_memory(error);
	}
	if (s.n)
		qsort(s.row, s.n, sizeof *s.row, by_pair_and_day);
	int last = 0;
	for (size_t r = 0; !status && r < s.n; r++) {
		const spell *x = &s.row[r], *next = x + 1;
		last = x->to != HEL_FOREVER && x->to > last ? x->to : last;
		/* a treaty carried on with both successors of a state lists its partner twice: the longest row is kept */
		if (r + 1 < s.n && next->code[0] == x->code[0] && next->code[1] == x->code[1] && next->from == x->from) {
			merged++;
			continue;
		}
		if (!hel_out_add(i, out, (int64_t[]){x->code[0], x->code[1], x->from, 0, 0}, "%d,%d,%s,%s,%d,%d,%d,%d,%d",
				 x->code[0], x->code[1], hel_cell_day(i, x->from),
				 hel_cell_day(i, x->to == HEL_FOREVER ? 0 : x->to), x->flags & 1, x->flags >> 1 & 1,
				 x->flags >> 2 & 1, x->flags >> 3 & 1, x->flags >> 4 & 1))
			status = hel_fail_memory(error);
	}
	free(s.row);
	if (!status && merged + strangers)
		status = hel_note(i->notes, error,
				  "%s: merged %zu rows of one member and day, left out %zu of members that are no states",
				  member->name, merged, strangers);
	out->from = 1815;
	out->to = last / 10000;
	return status ? status : hel_out_close(out) ? HEL_OK : hel_fail_memory(error);
}

/* place: atopid, begyr, begmo, begday, endyr, endmo, endday, bilat */
hel_status hel_import_atop_alliances(hel_importing *i, hel_member *member, hel_user_csv *csv, const int *place,
				     hel_error *error)
{
	hel_out *out = hel_out_new(i, "atop_alliances", "atopid,from,to,bilateral");
	bool row;
	int last = 0;
	hel_status status = HEL_OK;
	if (!out)
		return hel_fail_memory(error);
	while (!status && !(status = hel_user_csv_next(csv, &row, error)) && row) {
		int id = 0, from = 0, to = 0, bilateral = 0;
		status = hel_cell_int(csv, place[0], 0, &id, error);
		if (!status)
			status = read_day(csv, place + 1, false, &from, error);
		if (!status)
			status = read_day(csv, place + 4, true, &to, error);
		if (!status)
			status = hel_cell_int(csv, place[7], 0, &bilateral, error);
		last = to > last ? to : last;
		if (!status && (!hel_out_release(i, out, member, csv, -1) ||
				!hel_out_add(i, out, (int64_t[]){id, from, 0, 0, 0}, "%d,%s,%s,%d", id,
					     hel_cell_day(i, from), hel_cell_day(i, to), bilateral)))
			status = hel_fail_memory(error);
	}
	out->from = 1815;
	out->to = last / 10000;
	return status ? status : hel_out_close(out) ? HEL_OK : hel_fail_memory(error);
}
