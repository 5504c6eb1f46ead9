#!/usr/bin/env python3
"""Builds data/ from the facts: compact, sorted, plain CSV, one table a file.

usage: tools/build-data.py FACTS_DIR [OUT]      every table that is made from the facts, then sources.csv
       tools/build-data.py --sources-only [OUT] sources.csv alone, after a hand-kept table was edited

FACTS_DIR holds the gzipped CSV files that data/SOURCES.md names. Dates are YYYY-MM-DD, both ends inside the spell; an
empty `to` is still open. The same facts give the same bytes. What a table promises (order, spells that do not overlap,
codes that states.csv knows) is asserted as it is made.
"""
import calendar
import collections
import csv
import datetime
import gzip
import hashlib
import os
import sys

FACTS = OUT = None
LAST_ATOP_YEAR = 2018  # of the directed dyad-years; the members are coded to 2016
DEMOCRACY = ["euds", "aeuds", "polity2", "v2x_polyarchy"]
GDP = ["mrgdppc", "sd_mrgdppc", "pwtrgdp", "sd_pwtrgdp", "pwtpop", "sd_pwtpop"]
NO_STATE = {("gwcode", "679")}  # Gleditsch and Ward carry Yemen on as 678; the table of their capitals has COW's code too
CLAUSES = ["defense", "offense", "neutral", "nonagg"]
ANNAM = 8152  # in ATOP, a protected state that never entered the state system; party to alliance 1320 alone


def read(name):
    with gzip.open(os.path.join(FACTS, name + ".csv.gz"), "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(name, header, rows):
    path = os.path.join(OUT, name + ".csv")
    with open(path + ".new", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)
    os.replace(path + ".new", path)
    print(f"{name}.csv: {len(rows)} rows, {os.path.getsize(path) / 1e3:.0f} kB")


def date(year, month, day):
    return f"{int(year):04d}-{int(month):02d}-{int(day):02d}"


def first_day(year, month, day):
    """A day of which only the year or the month may be known: the first it can be."""
    return date(year, int(month or 0) or 1, int(day or 0) or 1)


def last_day(year, month, day):
    """The last it can be; empty for year 0, which in ATOP means still in force."""
    year, month, day = int(year or 0), int(month or 0) or 12, int(day or 0)
    return date(year, month, day or calendar.monthrange(year, month)[1]) if year else ""


def before(day):
    return (datetime.date.fromisoformat(day) - datetime.timedelta(days=1)).isoformat()


def number(text):
    """Shortest plain form; missing (empty, NA, or a negative code as -9) is empty, never 0."""
    if text in ("", "NA"):
        return ""
    value = float(text)
    if value < 0:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def plain(text):
    """Shortest plain form of a number that may be negative; missing is empty."""
    if text in ("", "NA"):
        return ""
    value = float(text)
    return str(int(value)) if value == int(value) else repr(value)


def spells(rows, n_key, start, touch=False):
    """Rows sorted by key (the first n_key columns) and start; to stands right after from, and no two spells of a key share
    a day or year (touch: they may share one)."""
    rows = sorted(rows, key=lambda r: (r[:n_key], r[start], r[start + 1] == "", r[start + 1]))
    for a in rows:
        assert a[start + 1] == "" or a[start] <= a[start + 1], f"ends before it starts: {a}"
    for a, b in zip(rows, rows[1:]):
        if a[:n_key] == b[:n_key]:
            end = a[start + 1]
            assert end != "" and (end < b[start] or touch and end == b[start]), f"spells overlap: {a} {b}"
    return rows


def known(rows, codes, *columns):
    unknown = {r[c] for r in rows for c in columns} - codes
    assert not unknown, f"codes that states.csv does not know: {sorted(unknown)}"


def states():
    facts = read("cow_states")
    last = max(date(r["endyear"], r["endmonth"], r["endday"]) for r in facts)
    rows = []
    for r in facts:
        to = date(r["endyear"], r["endmonth"], r["endday"])
        rows.append((int(r["ccode"]), r["stateabb"], r["statenme"], date(r["styear"], r["stmonth"], r["stday"]),
                     "" if to == last else to))
    write("states", ["ccode", "abbrev", "name", "from", "to"], spells(rows, 1, 3))
    return {r[0] for r in rows}


def majors(codes):
    facts = read("cow_majors")
    last = max(date(r["endyear"], r["endmonth"], r["endday"]) for r in facts)
    rows = []
    for r in facts:
        to = date(r["endyear"], r["endmonth"], r["endday"])
        rows.append((int(r["ccode"]), date(r["styear"], r["stmonth"], r["stday"]), "" if to == last else to))
    known(rows, codes, 0)
    write("majors", ["ccode", "from", "to"], spells(rows, 1, 1))


def capability(codes):
    columns = ["milex", "milper", "irst", "pec", "tpop", "upop", "cinc"]
    rows = sorted([int(r["ccode"]), int(r["year"])] + [number(r[c]) for c in columns] for r in read("cow_nmc"))
    known(rows, codes, 0)
    assert len({(r[0], r[1]) for r in rows}) == len(rows)
    write("nmc", ["ccode", "year"] + columns, rows)


def distance(name, fact, code, codes):
    rows = [(int(r[code + "1"]), int(r[code + "2"]), int(r["from"]), int(r["to"]), number(r["mindist"])) for r in read(fact)]
    assert all(r[0] < r[1] and r[4] != "" for r in rows)
    known(rows, codes, 0, 1)
    write(name, [code + "1", code + "2", "from", "to", "km"], spells(rows, 2, 2))


def yearly(name, fact, code, columns, codes):
    """A table of state-years, every digit as released. Rows without any figure are left out."""
    rows = sorted([int(r[code]), int(r["year"])] + [plain(r[c]) for c in columns] for r in read(fact))
    rows = [r for r in rows if any(r[2:]) and r[1] >= 1816]
    known(rows, codes, 0)
    assert len({(r[0], r[1]) for r in rows}) == len(rows)
    write(name, [code, "year"] + columns, rows)


def gw_states():
    facts = read("gw_system")
    last = max(r["end"] for r in facts)
    rows = [(int(r["gwcode"]), r["gw_abb"], r["gw_name"], int(r["microstate"]), r["start"],
             "" if r["end"] == last else r["end"]) for r in facts]
    write("gw_states", ["gwcode", "abbrev", "name", "microstate", "from", "to"], spells(rows, 1, 4))
    return {r[0] for r in rows}


def gw_codes(gw, cow):
    """Which COW code a Gleditsch-Ward state bears in a year; none where COW has no such state."""
    years = collections.defaultdict(list)
    for r in read("gw_cw_panel"):
        if r["ccode"] and r["gwcode"]:
            years[int(r["gwcode"]), int(r["ccode"])].append(int(r["year"]))
    rows = [(g, start, to, c) for (g, c), of in years.items() for start, to in runs(of, max(max(y) for y in years.values()))]
    known(rows, gw, 0)
    known(rows, cow, 3)
    write("gw_codes", ["gwcode", "from", "to", "ccode"], spells(rows, 1, 1))


def igos(codes):
    """One row a pair: the yearly numbers of shared organisations from `from` on; `7*3` is 7 in three years, `-*2` two years
    without a figure."""
    pairs = collections.defaultdict(list)
    for r in read("cow_igo_ndy"):
        pairs[int(r["ccode1"]), int(r["ccode2"])].append((int(r["from"]), int(r["to"]), int(r["dyadigos"])))
    rows = []
    for (a, b), runs_of in sorted(pairs.items()):
        assert a < b
        runs_of.sort()
        words, at = [], runs_of[0][0]
        for start, to, n in runs_of:
            assert start >= at
            if start > at:
                words.append(f"-*{start - at}" if start > at + 1 else "-")
            words.append(f"{n}*{to - start + 1}" if to > start else str(n))
            at = to + 1
        rows.append((a, b, runs_of[0][0], " ".join(words)))
    known(rows, codes, 0, 1)
    write("igos", ["ccode1", "ccode2", "from", "igos"], rows)


SIDES = ["fatality", "fatalpre", "hiact", "hostlev", "orig"]
DISPUTE = ["fatality", "hostlev", "mindur", "maxdur", "recip", "stmon"]


def disputes(name, dyads, prefix, disputes_of, codes):
    """Dispute-dyad-years, low code first; the other direction says the same with its sides exchanged. Codes as released: -9
    is unknown. sidea1 says whether the low code is on side A; the other is on the other side."""
    about = {r["dispnum"]: r for r in read(disputes_of)}
    rows, mirror = [], {}
    for r in read(dyads):
        a, b = int(r["ccode1"]), int(r["ccode2"])
        assert r[prefix + "ongoing"] == "1" and int(r["sidea1"]) + int(r["sidea2"]) == 1
        one, two = ("1", "2") if a < b else ("2", "1")
        row = (int(r["dispnum"]), min(a, b), max(a, b), int(r["year"]), int(r[prefix + "onset"]), int(r["sidea" + one]),
               *(int(r[c + k]) for c in SIDES for k in (one, two)), *(int(about[r["dispnum"]][c]) for c in DISPUTE))
        if a < b:
            rows.append(row)
        else:
            mirror[row[:4]] = row
    assert len(rows) == len(mirror) and all(mirror[r[:4]] == r for r in rows)
    rows.sort()
    known(rows, codes, 1, 2)
    write(name, ["dispnum", "ccode1", "ccode2", "year", "onset", "sidea1", *(c + k for c in SIDES for k in "12"), *DISPUTE],
          rows)


def wars(codes):
    """Inter-state war dyad-years, low code first. Codes as released: -8 does not apply, -9 is unknown."""
    pairs = ["side", "initiator", "outcome", "batdeath"]
    fact = {"side": "sidea", "initiator": "initiator", "outcome": "outcome", "batdeath": "batdeath"}
    rows = []
    for r in read("cow_war_inter"):
        assert r["cowinterongoing"] == "1"
        if int(r["ccode1"]) < int(r["ccode2"]):
            rows.append((int(r["warnum"]), int(r["ccode1"]), int(r["ccode2"]), int(r["year"]), int(r["cowinteronset"]),
                         *(plain(r[fact[c] + k]) for c in pairs for k in "12"), plain(r["resume"])))
    rows.sort()
    known(rows, codes, 1, 2)
    write("wars", ["warnum", "ccode1", "ccode2", "year", "onset", *(c + k for c in pairs for k in "12"), "resume"], rows)


def contiguity(codes):
    """The source gives months, printed as their first day, and each pair twice. A spell here lasts to the end of its last
    month; where the next begins in that month it ends on the first and the next begins on the second, so that no spells
    overlap and each year still has both. Type 0 rows run beside the others, over all the years in which a pair that was once
    contiguous may have been so: they are kept as released, say nothing, and matter only to who copies how another program
    reads them."""
    facts = read("cow_contdir")
    last = max(r["enddate"] for r in facts)
    pairs = collections.defaultdict(set)
    for r in facts:
        pairs[int(r["ccode1"]), int(r["ccode2"])].add((r["stdate"], r["enddate"], int(r["conttype"])))
    assert all(pairs[a, b] == pairs[b, a] for a, b in list(pairs))
    rows, none = [], []
    for (a, b), spans in pairs.items():
        if a > b:
            continue
        nothing = [(a, b, 0, start, "" if end == last else last_day(end[:4], end[5:7], 0)) for start, end, kind in spans if not kind]
        spans = sorted(s for s in spans if s[2])
        for s, (start, end, kind) in enumerate(spans):
            shared = s + 1 < len(spans) and spans[s + 1][0] == end
            to = "" if end == last else end if shared else last_day(end[:4], end[5:7], 0)
            rows.append((a, b, kind, start[:-1] + "2" if s and spans[s - 1][1] == start else start, to))
        none += nothing
    known(rows, codes, 0, 1)
    spells([(a, b, start, to, kind) for a, b, kind, start, to in rows], 2, 2)
    known(none, codes, 0, 1)
    write("contiguity", ["ccode1", "ccode2", "type", "from", "to"], sorted(rows + none, key=lambda r: (r[0], r[1], r[3], r[2])))


def capitals(name, fact, code, codes):
    facts = read(fact)
    last = max(r["enddate"] for r in facts)
    rows = sorted((int(r[code]), r["stdate"], "" if r["enddate"] == last else r["enddate"], plain(r["lat"]), plain(r["lng"]),
                   r["capital"]) for r in facts if (code, r[code]) not in NO_STATE)
    for a, b in zip(rows, rows[1:]):
        if a[0] == b[0] and (a[2] == "" or a[2] >= b[1]):  # a seat of government ends where the next begins
            rows[rows.index(a)] = (*a[:2], before(b[1]), *a[3:])
    known(rows, codes, 0)
    assert codes == {r[0] for r in rows}, "a state without a capital"
    write(name, [code, "from", "to", "lat", "lon", "capital"], spells(rows, 1, 1))


def rivalries(codes):
    """Rivalries that ended before the state system begins in 1816 are left out."""
    facts = read("tss_rivalries")
    last = max(int(r["end"]) for r in facts)
    kinds = ["positional", "spatial", "ideological", "interventionary"]
    rows = []
    for r in facts:
        if int(r["end"]) >= 1816:
            a, b = sorted((int(r["ccode1"]), int(r["ccode2"])))
            rows.append((a, b, int(r["start"]), "" if int(r["end"]) == last else int(r["end"]), int(r["tssr_id"]),
                         r["rivalry"], " ".join(k for k in kinds if r[k] == "1")))
    known(rows, codes, 0, 1)
    write("rivalries", ["ccode1", "ccode2", "from", "to", "id", "name", "types"], spells(rows, 2, 2, touch=True))


def onsets(codes):
    """First years of disputes between an originator on side A and one on side B, and first years after a gap of more than
    one. Hostility, fatality and outcome are the dispute's."""
    disputes = {r["dispnum"]: r for r in read("cow_mid_disps")}
    rows = []
    for r in read("cow_mid_dirdisps"):
        if (r["disponset"], r["sidea1"], r["sidea2"], r["orig1"], r["orig2"]) == ("1", "1", "0", "1", "1"):
            d = disputes[r["dispnum"]]
            rows.append((int(r["dispnum"]), int(r["ccode1"]), int(r["ccode2"]), int(r["year"]), number(d["hostlev"]),
                         number(d["fatality"]), number(d["outcome"])))
    known(rows, codes, 1, 2)
    assert len({r[:4] for r in rows}) == len(rows)
    rows.sort(key=lambda r: (r[3], r[:3]))
    write("mid_onsets", ["dispnum", "attacker", "target", "year", "hostlev", "fatality", "outcome"], rows)


def atop_alliances():
    rows = [(int(r["atopid"]), first_day(r["begyr"], r["begmo"], r["begday"]), last_day(r["endyr"], r["endmo"], r["endday"]),
             int(r["bilat"])) for r in read("atop_alliances")]
    write("atop_alliances", ["atopid", "from", "to", "bilateral"], spells(rows, 1, 1))
    return {r[0] for r in rows}


def atop_members(codes, alliances):
    """A member has a row for each phase of its membership; one phase may end on the day the next begins. Where a treaty was
    carried on with both successors of a state, its partner is listed once for each: the longest of such rows is kept."""
    kept = {}
    for r in read("atop_members"):
        row = (int(r["atopid"]), int(r["member"]), first_day(r["yrent"], r["moent"], r["dayent"]),
               last_day(r["yrexit"], r["moexit"], r["dayexit"]), *(int(r[c]) for c in CLAUSES + ["consul"]))
        key = row[:3]
        if row[1] != ANNAM and (key not in kept or kept[key][3] != "" and (row[3] == "" or row[3] > kept[key][3])):
            assert key not in kept or kept[key][4:] == row[4:], f"clauses differ: {row}"
            kept[key] = row
    rows = spells(kept.values(), 2, 2, touch=True)
    known(rows, codes, 1)
    assert {r[0] for r in rows} == alliances
    write("atop_members", ["atopid", "ccode", "from", "to"] + CLAUSES + ["consul"], rows)
    return rows


def runs(years, last=LAST_ATOP_YEAR):
    """Runs of consecutive years as (from, to); one that reaches the last coded year is open."""
    years = sorted(years)
    start = years[0]
    for a, b in zip(years, years[1:] + [None]):
        if b != a + 1:
            yield start, "" if a == last else a
            start = b


def atop_spells(codes):
    """ccode1 owes ccode2: France to Belgium in 1832, and Belgium to France nothing. Returns what is owed by year."""
    table = collections.defaultdict(list)
    for r in read("atop_alliance"):
        flags = tuple(int(r["atop_" + c]) for c in CLAUSES + ["consul"])  # none: allied, but only the other is obliged
        table[int(r["ccode1"]), int(r["ccode2"]), flags].append(int(r["year"]))
    rows = [(a, b, start, to, *flags) for (a, b, flags), years in table.items() for start, to in runs(years)]
    known(rows, codes, 0, 1)
    owing = {r[:2] for r in rows if r[2] == 1832 and any(r[4:])}
    assert (220, 211) in owing and (211, 220) not in owing
    write("atop_spells", ["ccode1", "ccode2", "from", "to"] + CLAUSES + ["consul"], spells(rows, 2, 2))
    return {(a, b, year, c) for (a, b, flags), years in table.items() for year in years
            for c in range(len(CLAUSES)) if flags[c]}


def owed_by_members(members):
    """(k, p, year, clause) that the members rebuild: k owes a clause of its own row to every other member, in each year that
    has a day with both in it. Open memberships go on to the last coded year."""
    by_pact = collections.defaultdict(list)
    for r in members:
        by_pact[r[0]].append(r)
    owed = set()
    for k, p in ((k, p) for rows in by_pact.values() for k in rows for p in rows if k[1] != p[1]):
        start, end = max(k[2], p[2]), min(k[3] or "9999", p[3] or "9999")
        clauses = [c for c in range(len(CLAUSES)) if k[4 + c]]
        if start <= end:
            for year in range(int(start[:4]), min(int(end[:4]), LAST_ATOP_YEAR) + 1):
                owed.update((k[1], p[1], year, c) for c in clauses)
    return owed


def atop_residue(dyads, members):
    """What only ATOP 5.1's directed dyad-years have. They count a pact in every year that has a day of it, so the members
    are read the same way: on 31 December alone the last year of every pact would pass for residue."""
    left = collections.defaultdict(set)
    for a, b, year, c in dyads - owed_by_members(members):
        left[a, b, year].add(c)
    table = collections.defaultdict(list)
    for (a, b, year), clauses in left.items():
        table[a, b, tuple(int(c in clauses) for c in range(len(CLAUSES)))].append(year)
    rows = [(a, b, start, to, *flags) for (a, b, flags), years in table.items() for start, to in runs(years)]
    write("atop_residue", ["ccode1", "ccode2", "from", "to"] + CLAUSES, spells(rows, 2, 2))


VIA = "as released in peacesciencer 1.2.9"
COW_TERMS = "citation asked; no charge for access (COW)"
NOT_STATED = "none stated; citation asked"
COW_STATES = "Correlates of War Project. 2017. State System Membership List, v2016."
ISARD = "as released in isard 0.2.0"
MID_PAPER = ("Palmer, Glenn, Roseanne W. McManus, Vito D'Orazio, Michael R. Kenwick, Mikaela Karstens, Chase Bloch, Nick Dietrich, "
             "Kayla Kahn, Kellan Ritter, and Michael J. Soules. 2022. The MID5 Dataset, 2011-2014: Procedures, Coding Rules, and "
             "Description. Conflict Management and Peace Science 39: 470-482.")
CSHAPES_PAPER = ("Schvitz, Guy, Luc Girardin, Seraina Ruegger, Nils B. Weidmann, Lars-Erik Cederman, and Kristian Skrede "
                 "Gleditsch. 2022. Mapping the International System, 1886-2019: The CShapes 2.0 Dataset. Journal of Conflict "
                 "Resolution 66: 144-161.")
GW_PAPER = ("Gleditsch, Kristian S., and Michael D. Ward. 1999. A Revised List of Independent States since the Congress of "
            "Vienna. International Interactions 25: 393-413.")
GDP_PAPER = ("Anders, Therese, Christopher J. Fariss, and Jonathan N. Markowitz. 2020. Bread Before Guns or Butter: Introducing "
             "Surplus Domestic Product (SDP). International Studies Quarterly 64: 392-405.")
DEMOCRACY_KEYS = "coppedge-2020 marshall-2017 marquez-2016"
DEMOCRACY_PAPERS = ("Coppedge, Michael, et al. 2020. V-Dem Dataset. Varieties of Democracy Project. | Marshall, Monty G., Ted Robert "
                    "Gurr, and Keith Jaggers. 2017. Polity IV Project: Political Regime Characteristics and Transitions, "
                    "1800-2016. Center for Systemic Peace. | Marquez, Xavier. 2016. A Quick Method for Extending the Unified "
                    "Democracy Scores. SSRN 2753830.")
ATOP_PAPER = ("Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long. 2002. Alliance Treaty "
              "Obligations and Provisions, 1815-1944. International Interactions 28: 237-260.")
# file: title, release, from, to, licence, BibTeX key in sources.bib, citation
SOURCES = {
    "states": ("State system membership", f"COW states 2016, {VIA}", 1816, 2016, COW_TERMS, "cow-states-2016", COW_STATES),
    "majors": ("Major powers", f"COW majors 2016, {VIA}", 1816, 2016, COW_TERMS, "cow-states-2016", COW_STATES),
    "nmc": ("National material capabilities", f"COW NMC 7.0, {VIA}", 1816, 2022, COW_TERMS, "singer-1987",
            "Singer, J. David. 1987. Reconstructing the Correlates of War Dataset on Material Capabilities of States, "
            "1816-1985. International Interactions 14: 115-132."),
    "mindist": ("Minimum distance between states", f"CShapes 2, {VIA}", 1886, 2019, "GPL-2 or later (R package cshapes)",
                "schvitz-2022", CSHAPES_PAPER),
    "contiguity": ("Direct contiguity", f"COW direct contiguity 3.2, {VIA}", 1816, 2016, COW_TERMS, "stinnett-2002",
                   "Stinnett, Douglas M., Jaroslav Tir, Philip Schafer, Paul F. Diehl, and Charles Gochman. 2002. The "
                   "Correlates of War Project Direct Contiguity Data, Version 3. Conflict Management and Peace Science 19: "
                   "58-66."),
    "capitals": ("Capitals and their coordinates", f"2020, {VIA}", 1816, 2024, "GPL-2 (R package peacesciencer)",
                 "miller-2022", "Miller, Steven V. 2022. peacesciencer: An R Package for Quantitative Peace Science "
                 "Research. Conflict Management and Peace Science 39: 755-779."),
    "rivalries": ("Strategic rivalries", f"Thompson, Sakuwa and Suhas 2021, {VIA}", 1816, 2020, NOT_STATED,
                  "thompson-2021", "Thompson, William R., Kentaro Sakuwa, and Prashant Hosur Suhas. 2021. Analyzing "
                  "Strategic Rivalries in World Politics. Singapore: Springer."),
    "democracy": ("Democracy", f"V-Dem polyarchy, Polity 2, extended UDS, {ISARD}", 1816, 2025, NOT_STATED, DEMOCRACY_KEYS,
                  DEMOCRACY_PAPERS),
    "gw_democracy": ("Democracy, Gleditsch-Ward states", f"V-Dem polyarchy, Polity 2, extended UDS, {ISARD}", 1816, 2025,
                     NOT_STATED, DEMOCRACY_KEYS, DEMOCRACY_PAPERS),
    "gdp": ("Simulated GDP and population", f"Anders, Fariss and Markowitz 2020, {ISARD}", 1816, 2019, NOT_STATED,
            "anders-2020", GDP_PAPER),
    "gw_gdp": ("Simulated GDP and population, Gleditsch-Ward states", f"Anders, Fariss and Markowitz 2020, {ISARD}", 1816, 2019,
               NOT_STATED, "anders-2020", GDP_PAPER),
    "igos": ("Shared intergovernmental organisations", f"COW IGO 3, {VIA}", 1816, 2014, COW_TERMS, "pevehouse-2020",
             "Pevehouse, Jon C. W., Timothy Nordstrom, Roseanne W. McManus, and Anne Spencer Jamison. 2020. Tracking "
             "Organizations in the World: The Correlates of War IGO Version 3.0 Datasets. Journal of Peace Research 57: "
             "492-503."),
    "mids": ("Militarized interstate disputes, dispute-dyad-years", f"COW MID 5.0, {VIA}", 1816, 2014, COW_TERMS,
             "palmer-2022", MID_PAPER),
    "gml_mids": ("Militarized interstate disputes, dispute-dyad-years", f"GML MID 2.2.1, {VIA}", 1816, 2010, NOT_STATED,
                 "gibler-2016", "Gibler, Douglas M., Steven V. Miller, and Erin K. Little. 2016. An Analysis of the Militarized "
                 "Interstate Dispute (MID) Dataset, 1816-2001. International Studies Quarterly 60: 719-730."),
    "wars": ("Inter-state wars, war-dyad-years", f"COW inter-state wars 4.0, {VIA}", 1816, 2007, COW_TERMS, "sarkees-2010",
             "Sarkees, Meredith Reid, and Frank Wayman. 2010. Resort to War: 1816-2007. Washington: CQ Press."),
    "gw_states": ("Independent states", f"Gleditsch and Ward 1999, {ISARD}", 1816, 2020, NOT_STATED, "gleditsch-1999",
                  GW_PAPER),
    "gw_codes": ("COW codes of Gleditsch-Ward states", f"Gleditsch-Ward and COW panels, {ISARD}", 1816, 2025, NOT_STATED,
                 "gleditsch-1999", GW_PAPER),
    "gw_capitals": ("Capitals of Gleditsch-Ward states", f"2020, {VIA}", 1816, 2024, "GPL-2 (R package peacesciencer)",
                    "miller-2022", "Miller, Steven V. 2022. peacesciencer: An R Package for Quantitative Peace Science "
                    "Research. Conflict Management and Peace Science 39: 755-779."),
    "gw_mindist": ("Minimum distance between Gleditsch-Ward states", f"CShapes 2, {VIA}", 1886, 2019,
                   "GPL-2 or later (R package cshapes)", "schvitz-2022", CSHAPES_PAPER),
    "mid_onsets": ("Onsets of militarized interstate disputes between originators", f"COW MID 5.0, {VIA}", 1816, 2014,
                   COW_TERMS, "palmer-2022", MID_PAPER),
    "atop_alliances": ("Alliances", "ATOP 4.01, alliance level", 1815, 2016, NOT_STATED, "leeds-2002", ATOP_PAPER),
    "atop_members": ("Members of alliances and what each owes", "ATOP 4.01, member level", 1815, 2016, NOT_STATED,
                     "leeds-2002", ATOP_PAPER),
    "atop_spells": ("Obligations by directed dyad", f"ATOP 5.1, {VIA}", 1815, 2018, NOT_STATED, "leeds-2002", ATOP_PAPER),
    "atop_residue": ("Obligations that only ATOP 5.1's dyads have", f"ATOP 5.1 less ATOP 4.01, {VIA}", 1815, 2018,
                     NOT_STATED, "leeds-2002", ATOP_PAPER),
    "estimates": ("Fitted models of dispute onset", "helsinki fit --refit", 1886, 2014, "MIT", "helsinki-tables",
                  "The Helsinki authors. Estimates of models/*.yaml on the tables named here; docs/estimates.md."),
    "regions": ("Members of organisations and groups, with dates", "kept by hand", 1945, 2025, "MIT", "helsinki-tables",
                "The Helsinki authors. Dated membership lists; a source in every row."),
    "pacts": ("Names of pacts", "kept by hand", 1815, 2025, "MIT", "helsinki-tables",
              "The Helsinki authors. Names of ATOP alliances used in scenarios."),
    "pact_changes": ("What changed in pacts since ATOP ends", "kept by hand", 2017, 2025, "MIT", "helsinki-tables",
                     "The Helsinki authors. Changes of alliances after 2016; a treaty and a source in every row."),
    "nuclear": ("States with nuclear weapons", "kept by hand", 1945, 2025, "MIT", "helsinki-tables",
                "The Helsinki authors. Dates of first possession; a source in every row."),
    "hosts": ("States that host the forces of another", "kept by hand", 1945, 2025, "MIT", "helsinki-tables",
              "The Helsinki authors. Garrisons of about 500 soldiers or more; a source in every row."),
    "ledger": ("Cited figures: spending, arms, refugees, energy, trade, aid", "kept by hand", 2008, 2025, "MIT", "helsinki-tables",
               "The Helsinki authors. Figures as reported by the sources named in every row."),
}


def sources():
    rows = []
    for file in sorted(f[:-4] for f in os.listdir(OUT) if f.endswith(".csv") and f != "sources.csv"):
        assert file in SOURCES, f"{file}.csv has no entry in SOURCES"
        title, release, start, end, licence, key, citation = SOURCES[file]
        with open(os.path.join(OUT, file + ".csv"), "rb") as raw:
            data = raw.read()
        assert data.endswith(b"\n") and b"\r" not in data, f"{file}.csv: lines must end in LF"
        count = sum(1 for _ in csv.reader(data.decode("utf-8").splitlines())) - 1
        rows.append((file, title, release, start, end, count, hashlib.sha256(data).hexdigest(), licence, key, citation))
    write("sources", ["file", "title", "release", "from", "to", "rows", "sha256", "licence", "bibkey", "citation"], rows)


def tables():
    codes = states()
    majors(codes)
    capability(codes)
    distance("mindist", "cow_mindist", "ccode", codes)
    yearly("democracy", "cw_democracy", "ccode", DEMOCRACY, codes)
    yearly("gdp", "cw_gdppop", "ccode", GDP, codes)
    igos(codes)
    disputes("mids", "cow_mid_dirdisps", "disp", "cow_mid_disps", codes)
    disputes("gml_mids", "gml_dirdisp", "mid", "gml_mid_disps", codes)
    wars(codes)
    gw = gw_states()
    gw_codes(gw, codes)
    capitals("gw_capitals", "gw_capitals", "gwcode", gw)
    distance("gw_mindist", "gw_mindist", "gwcode", gw)
    yearly("gw_democracy", "gw_democracy", "gwcode", DEMOCRACY, gw)
    yearly("gw_gdp", "gw_gdppop", "gwcode", GDP, gw)
    contiguity(codes)
    capitals("capitals", "cow_capitals", "ccode", codes)
    rivalries(codes)
    onsets(codes)
    members = atop_members(codes, atop_alliances())
    atop_residue(atop_spells(codes), members)


def main(args):
    global FACTS, OUT
    only_sources = args[:1] == ["--sources-only"]
    if not 1 <= len(args) <= 2 or args[0].startswith("-") and not only_sources:
        sys.exit(__doc__)
    OUT = args[1] if len(args) == 2 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
    if not only_sources:
        FACTS = args[0]
        tables()
    sources()


if __name__ == "__main__":
    main(sys.argv[1:])
