#!/usr/bin/env python3
"""Builds data/ from the facts: compact, sorted, plain CSV, one table a file.

usage: tools/build-data.py FACTS_DIR [OUT]      every table that is made from the facts, then sources.csv
       tools/build-data.py --sources-only [OUT] sources.csv alone, after a hand-kept table was edited

FACTS_DIR holds the gzipped CSV files named in data/SOURCES.md. Dates are YYYY-MM-DD; an empty `to` means still open.
The same facts give the same bytes.
"""
import collections
import csv
import gzip
import hashlib
import os
import sys

FACTS = OUT = None
LAST_ATOP_YEAR = 2018  # of the directed dyad-years; members end in 2016
CLAUSES = ["defense", "offense", "neutral", "nonagg"]


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


def number(text):
    """Shortest plain form; missing (empty, NA, a negative code) is empty, never 0."""
    if text in ("", "NA"):
        return ""
    value = float(text)
    if value < 0:
        return ""
    return str(int(value)) if value == int(value) else repr(value)


def spells(rows, key):
    """Sorted rows whose spells [from, to] may not overlap within a key."""
    rows = sorted(rows)
    for a, b in zip(rows, rows[1:]):
        if key(a) == key(b):
            assert a[-2] and a[-1] and a[-1] < b[-2], f"overlapping spells: {a} {b}"
    return rows


def states():
    facts = read("cow_states")
    last = max(date(r["endyear"], r["endmonth"], r["endday"]) for r in facts)
    rows = []
    for r in facts:
        to = date(r["endyear"], r["endmonth"], r["endday"])
        rows.append((int(r["ccode"]), r["stateabb"], r["statenme"], date(r["styear"], r["stmonth"], r["stday"]),
                     "" if to == last else to))
    rows.sort(key=lambda r: (r[0], r[3]))
    write("states", ["ccode", "abbrev", "name", "from", "to"], rows)
    return {r[0] for r in rows}


def majors():
    facts = read("cow_majors")
    last = max(date(r["endyear"], r["endmonth"], r["endday"]) for r in facts)
    rows = []
    for r in facts:
        to = date(r["endyear"], r["endmonth"], r["endday"])
        rows.append((int(r["ccode"]), date(r["styear"], r["stmonth"], r["stday"]), "" if to == last else to))
    write("majors", ["ccode", "from", "to"], sorted(rows))


def capability(codes):
    columns = ["milex", "milper", "irst", "pec", "tpop", "upop", "cinc"]
    rows = [[int(r["ccode"]), int(r["year"])] + [number(r[c]) for c in columns] for r in read("cow_nmc")]
    assert all(r[0] in codes for r in rows)
    write("nmc", ["ccode", "year"] + columns, sorted(rows))


def distance(codes):
    rows = []
    for r in read("cow_mindist"):
        assert int(r["ccode1"]) < int(r["ccode2"]) and int(r["ccode1"]) in codes and int(r["ccode2"]) in codes
        rows.append((int(r["ccode1"]), int(r["ccode2"]), int(r["from"]), int(r["to"]), f"{float(r['mindist']):.3f}"
                     .rstrip("0").rstrip(".")))
    rows.sort()
    for a, b in zip(rows, rows[1:]):
        assert a[:2] != b[:2] or a[3] < b[2], (a, b)
    write("mindist", ["ccode1", "ccode2", "from", "to", "km"], rows)


def contiguity():
    facts = read("cow_contdir")
    last = max(r["enddate"] for r in facts)
    rows = sorted({(min(a, b), max(a, b), int(r["conttype"]), r["stdate"], "" if r["enddate"] == last else r["enddate"])
                   for r in facts for a, b in [(int(r["ccode1"]), int(r["ccode2"]))]}, key=lambda r: (r[0], r[1], r[3]))
    write("contiguity", ["ccode1", "ccode2", "type", "from", "to"], rows)


def capitals():
    facts = read("cow_capitals")
    last = max(r["enddate"] for r in facts)
    rows = sorted((int(r["ccode"]), r["stdate"], "" if r["enddate"] == last else r["enddate"], f"{float(r['lat']):.5f}",
                   f"{float(r['lng']):.5f}", r["capital"]) for r in facts)
    write("capitals", ["ccode", "from", "to", "lat", "lon", "capital"], rows)


def rivalries(codes):
    facts = read("tss_rivalries")
    last = max(int(r["end"]) for r in facts)
    kinds = ["positional", "spatial", "ideological", "interventionary"]
    rows = []
    for r in facts:
        if int(r["end"]) < 1816:
            continue
        a, b = sorted((int(r["ccode1"]), int(r["ccode2"])))
        rows.append((a, b, int(r["start"]), "" if int(r["end"]) == last else int(r["end"]), r["rivalry"],
                     " ".join(k for k in kinds if r[k] not in ("", "0", "NA"))))
    assert all(r[0] in codes and r[1] in codes for r in rows), [r for r in rows if not {r[0], r[1]} <= codes]
    write("rivalries", ["ccode1", "ccode2", "from", "to", "name", "types"], sorted(rows, key=lambda r: r[:3]))


def onsets(codes):
    disputes = {r["dispnum"]: r for r in read("cow_mid_disps")}
    rows = []
    for r in read("cow_mid_dirdisps"):
        if r["disponset"] != "1" or r["sidea1"] != "1" or r["sidea2"] != "0" or r["orig1"] != "1" or r["orig2"] != "1":
            continue
        d = disputes[r["dispnum"]]
        assert int(r["ccode1"]) in codes and int(r["ccode2"]) in codes
        rows.append((int(r["dispnum"]), int(r["ccode1"]), int(r["ccode2"]), int(r["year"]), number(d["hostlev"]),
                     number(d["fatality"]), number(d["outcome"])))
    rows.sort(key=lambda r: (r[3], r[0], r[1], r[2]))
    write("mid_onsets", ["dispnum", "attacker", "target", "year", "hostlev", "fatality", "outcome"], rows)


def atop_alliances():
    rows = []
    for r in read("atop_alliances"):
        to = "" if r["endyr"] in ("", "0") else date(r["endyr"], r["endmo"] or 12, r["endday"] or 31)
        rows.append((int(r["atopid"]), date(r["begyr"], r["begmo"] or 1, r["begday"] or 1), to, int(r["bilat"])))
    write("atop_alliances", ["atopid", "from", "to", "bilateral"], sorted(rows))


def days_of(year, month, day, month_if_none, day_if_none):
    month = int(month or 0) or month_if_none
    day = int(day or 0) or (day_if_none if month in (1, 12) or day_if_none == 1 else 28)
    return date(year, month, day)


def atop_members():
    rows = []
    for r in read("atop_members"):
        ends = int(r["yrexit"] or 0)
        rows.append((int(r["atopid"]), int(r["member"]), days_of(r["yrent"], r["moent"], r["dayent"], 1, 1),
                     days_of(ends, r["moexit"], r["dayexit"], 12, 31) if ends else "",
                     *(int(r[c] or 0) for c in CLAUSES + ["consul"])))
    write("atop_members", ["atopid", "ccode", "from", "to"] + CLAUSES + ["consul"], sorted(rows))
    return rows


def runs(years, last):
    """Runs of consecutive years as (from, to); a run that reaches `last` is open."""
    years = sorted(years)
    start = years[0]
    for a, b in zip(years, years[1:] + [None]):
        if b != a + 1:
            yield start, "" if a == last else a
            start = b


def atop_spells(codes):
    table = collections.defaultdict(list)
    for r in read("atop_alliance"):
        flags = tuple(int(r["atop_" + c] or 0) for c in CLAUSES + ["consul"])
        if any(flags):
            table[int(r["ccode1"]), int(r["ccode2"]), flags].append(int(r["year"]))
    assert all(k[0] in codes and k[1] in codes for k in table)
    rows = [(a, b, start, to, *flags) for (a, b, flags), years in table.items() for start, to in runs(years, LAST_ATOP_YEAR)]
    write("atop_spells", ["ccode1", "ccode2", "from", "to"] + CLAUSES + ["consul"], sorted(rows, key=lambda r: (r[:3])))
    return table


def owed_by_members(members):
    """What ATOP 4.01's members rebuild: (k, p, year) -> clauses in force on 31 December."""
    by_pact = collections.defaultdict(list)
    for r in members:
        by_pact[r[0]].append(r)
    owed = collections.defaultdict(set)
    for rows in by_pact.values():
        for k in rows:
            for p in rows:
                if k[1] == p[1]:
                    continue
                start, end = max(k[2], p[2]), min(k[3] or "9999", p[3] or "9999")
                for year in range(int(start[:4]), min(int(end[:4]), LAST_ATOP_YEAR) + 1):
                    if start <= f"{year}-12-31" <= end:
                        owed[k[1], p[1], year].update(c for c in range(len(CLAUSES)) if k[4 + c])
    return owed


def atop_residue(table, members):
    """Obligations that only the directed dyad-years of ATOP 5.1 have. A pact that ends in a year still counts in that year's
    row there, so a last year that the members end before 31 December is no residue."""
    owed = owed_by_members(members)
    ended = collections.defaultdict(set)
    for r in members:
        if r[3]:
            ended[r[1]].add(int(r[3][:4]))
    years = collections.defaultdict(set)
    for (a, b, flags), known in table.items():
        for year in known:
            for c in range(len(CLAUSES)):
                if flags[c] and c not in owed[a, b, year]:
                    years[a, b, c].add(year)
    left = collections.defaultdict(lambda: [0] * len(CLAUSES))
    for (a, b, c), known in years.items():
        for start, to in runs(known, LAST_ATOP_YEAR):
            if to != "" and start == to and (to in ended[a] or to in ended[b]):
                continue
            if to != "" and (to in ended[a] or to in ended[b]):
                to -= 1
            left[a, b, start, to][c] = 1
    rows = sorted(((*k, *v) for k, v in left.items()), key=lambda r: (r[0], r[1], r[2], r[3] or 9999))
    write("atop_residue", ["ccode1", "ccode2", "from", "to"] + CLAUSES, rows)


# file: title, release, from, to, licence, BibTeX key, citation
ASKED = "free for research, citation asked"
VIA = "as released in peacesciencer 1.2.9"
SOURCES = {
    "states": ("State system membership", f"COW states 2016, {VIA}", 1816, 2016, ASKED, "cow-states-2016",
               "Correlates of War Project. 2017. State System Membership List, v2016."),
    "majors": ("Major powers", f"COW majors 2016, {VIA}", 1816, 2016, ASKED, "cow-states-2016",
               "Correlates of War Project. 2017. State System Membership List, v2016."),
    "nmc": ("National material capabilities", f"NMC 7.0, {VIA}", 1816, 2022, ASKED, "singer-1987",
            "Singer, J. David. 1987. Reconstructing the Correlates of War Dataset on Material Capabilities of States, "
            "1816-1985. International Interactions 14: 115-132. Release 7.0."),
    "mindist": ("Minimum distance between states", f"CShapes 2, {VIA}", 1886, 2019, ASKED, "schvitz-2022",
                "Schvitz, Guy, et al. 2022. Mapping the International System, 1886-2019: The CShapes 2.0 Dataset. "
                "Journal of Conflict Resolution 66: 144-161."),
    "contiguity": ("Direct contiguity", f"COW direct contiguity 3.2, {VIA}", 1816, 2016, ASKED, "stinnett-2002",
                   "Stinnett, Douglas M., et al. 2002. The Correlates of War Project Direct Contiguity Data, Version 3. "
                   "Conflict Management and Peace Science 19: 58-66. Release 3.2."),
    "capitals": ("Capitals and their coordinates", VIA, 1816, 2024, ASKED, "miller-2022",
                 "Miller, Steven V. 2022. peacesciencer: An R Package for Quantitative Peace Science Research. "
                 "Conflict Management and Peace Science 39: 755-779."),
    "rivalries": ("Strategic rivalries", f"Thompson, Sakuwa and Suhas 2021, {VIA}", 1816, 2020, ASKED, "thompson-2021",
                  "Thompson, William R., Kentaro Sakuwa, and Prashant Hosur Suhas. 2021. Analyzing Strategic Rivalries in "
                  "World Politics. Springer."),
    "mid_onsets": ("Onsets of militarized interstate disputes between originators", f"COW MID 5.0, {VIA}", 1816, 2014, ASKED,
                   "palmer-2022", "Palmer, Glenn, et al. 2022. The MID5 Dataset, 2011-2014: Procedures, Coding Rules, and "
                   "Description. Conflict Management and Peace Science 39: 470-482."),
    "atop_alliances": ("Alliances", "ATOP 4.01", 1815, 2016, ASKED, "leeds-2002",
                       "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long. 2002. Alliance "
                       "Treaty Obligations and Provisions, 1815-1944. International Interactions 28: 237-260."),
    "atop_members": ("Members of alliances and what each owes", "ATOP 4.01", 1815, 2016, ASKED, "leeds-2002",
                     "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long. 2002. Alliance "
                     "Treaty Obligations and Provisions, 1815-1944. International Interactions 28: 237-260."),
    "atop_spells": ("Obligations by directed dyad", f"ATOP 5.1, {VIA}", 1816, 2018, ASKED, "leeds-2002",
                    "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long. 2002. Alliance "
                    "Treaty Obligations and Provisions, 1815-1944. International Interactions 28: 237-260. Release 5.1."),
    "atop_residue": ("Obligations that only ATOP 5.1's dyads have", f"ATOP 5.1 less 4.01, {VIA}", 1816, 2018, ASKED, "leeds-2002",
                     "Leeds, Brett Ashley, Jeffrey M. Ritter, Sara McLaughlin Mitchell, and Andrew G. Long. 2002. Alliance "
                     "Treaty Obligations and Provisions, 1815-1944. International Interactions 28: 237-260. Release 5.1."),
    "shapes": ("Outlines of today's states", "Natural Earth 1:110m, world-atlas 2.0.2", 2018, 2018, "public domain",
               "natural-earth", "Natural Earth. Admin 0 countries, 1:110m. As TopoJSON in world-atlas 2.0.2."),
    "regions": ("Members of organisations and groups, with dates", "kept by hand", 1949, 2025, "MIT", "helsinki",
                "The Helsinki authors. Dated membership lists; a source in every row."),
    "pacts": ("Names of pacts", "kept by hand", 1815, 2025, "MIT", "helsinki",
              "The Helsinki authors. Names of ATOP alliances used in scenarios."),
    "pact_changes": ("What changed in pacts since ATOP ends", "kept by hand", 2011, 2025, "MIT", "helsinki",
                     "The Helsinki authors. Changes of alliances after 2016; a treaty and a source in every row."),
    "nuclear": ("States with nuclear weapons", "kept by hand", 1945, 2025, "MIT", "helsinki",
                "The Helsinki authors. Dates of first possession; a source in every row."),
}


def sources():
    rows = []
    for file in sorted(f[:-4] for f in os.listdir(OUT) if f.endswith(".csv") and f != "sources.csv"):
        title, release, start, end, licence, key, citation = SOURCES[file]
        path = os.path.join(OUT, file + ".csv")
        with open(path, "rb") as raw:
            digest = hashlib.sha256(raw.read()).hexdigest()
        with open(path, encoding="utf-8", newline="") as text:
            count = sum(1 for _ in csv.reader(text)) - 1
        rows.append((file, title, release, start, end, count, digest, licence, key, citation))
    write("sources", ["file", "title", "release", "from", "to", "rows", "sha256", "licence", "bibkey", "citation"], rows)


def main(args):
    global FACTS, OUT
    only_sources = args[:1] == ["--sources-only"]
    if not only_sources and not 1 <= len(args) <= 2 or len(args) > 2:
        sys.exit(__doc__)
    FACTS = None if only_sources else args[0]
    OUT = args[1] if len(args) == 2 else os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "data")
    if not only_sources:
        codes = states()
        majors()
        capability(codes)
        distance(codes)
        contiguity()
        capitals()
        rivalries(codes)
        onsets(codes)
        atop_alliances()
        members = atop_members()
        atop_residue(atop_spells(codes), members)
    sources()


if __name__ == "__main__":
    main(sys.argv[1:])
