#!/usr/bin/env python3
"""naive.py PROGRAM: every cell of chosen years of the dyad-year table against the rules of docs/dyads.md, worked out from data/*.csv
row by row in the most obvious way. Shares no code with the program."""
import csv
import math
import os
import random
import subprocess
import sys
from collections import defaultdict

DATA = os.environ.get("HELSINKI_DATA", "data")
cells, bad = 0, []


def rows(table):
    with open(os.path.join(DATA, table + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def num(text, missing=()):
    return None if text == "" or text in missing else float(text)


class World:
    """The facts of one state system."""

    def __init__(self, system):
        self.gw = system == "gw"
        self.code = "gwcode" if self.gw else "ccode"
        p = "gw_" if self.gw else ""
        self.spells = defaultdict(list)
        for r in rows(p + "states"):
            self.spells[int(r[self.code])].append((r["from"], r["to"] or "9999-12-31"))
        self.micro = {int(r["gwcode"]): float(r["microstate"]) for r in rows("gw_states")}
        self.cow = {}
        for r in rows("gw_codes"):
            for year in range(int(r["from"]), int(r["to"] or 2100) + 1):
                self.cow[int(r["gwcode"]), year] = int(r["ccode"])
        yearly = lambda t, c: {(int(r[c]), int(r["year"])): r for r in rows(t)}
        self.nmc = yearly("nmc", "ccode")
        self.democracy = yearly(p + "democracy", self.code)
        self.gdp = yearly(p + "gdp", self.code)
        self.majors = [(int(r["ccode"]), int(r["from"][:4]), int(r["to"][:4] or 2016)) for r in rows("majors")]
        group = lambda t, a, b: self.group(rows(t), a, b)
        self.contiguity = group("contiguity", "ccode1", "ccode2")
        self.mindist = group(p + "mindist", self.code + "1", self.code + "2")
        self.capitals = defaultdict(list)
        for r in rows(p + "capitals"):
            self.capitals[int(r[self.code])].append(r)
        self.atop = group("atop_spells", "ccode1", "ccode2")
        self.rivalries = group("rivalries", "ccode1", "ccode2")
        self.igos = {}
        for r in rows("igos"):
            years, year = {}, int(r["from"])
            for word in r["igos"].split():
                value, _, times = word.partition("*")
                for _ in range(int(times or 1)):
                    years[year] = None if value == "-" else float(value)
                    year += 1
            self.igos[int(r["ccode1"]), int(r["ccode2"])] = years
        self.mids = {kind: group(table, "ccode1", "ccode2") for kind, table in (("gml", "gml_mids"), ("cow", "mids"))}
        self.wars = group("wars", "ccode1", "ccode2")

    @staticmethod
    def group(table, a, b):
        made = defaultdict(list)
        for r in table:
            made[int(r[a]), int(r[b])].append(r)
        return made

    def present(self, year):
        return sorted(c for c, spells in self.spells.items() if any(f[:4] <= str(year) <= t[:4] for f, t in spells))

    def meet(self, a, b, year):
        first, last = f"{year}-01-01", f"{year}-12-31"
        return any(max(x[0], y[0], first) <= min(x[1], y[1], last) for x in self.spells[a] for y in self.spells[b])

    def ccode(self, state, year):
        return self.cow.get((state, year)) if self.gw else state


def low_high(a, b):
    return (a, b) if a < b else (b, a)


def owed(w, a, b, year, until=2018):
    """What a owes b: a row of the source, or None."""
    found = None
    for r in w.atop.get((a, b), []):
        if int(r["from"]) <= min(year, until) <= int(r["to"] or 2018):
            found = r
    return found


CLAUSES = ["defense", "offense", "neutral", "nonagg", "consul"]


def atop(w, o, one, two, year):
    a, b, last = w.ccode(one, year), w.ccode(two, year), 2018
    if year > last and not o["mry"]:
        return [None] * 6
    found = [owed(w, a, b, year)] + ([owed(w, b, a, year)] if o["undirected"] else [])
    found = [f for f in found if f]
    return [float(bool(found))] + [float(any(f[c] == "1" for f in found)) for c in CLAUSES]


def twice(table, names, last, w, o, one, two, year, cow):
    values = []
    for state in (one, two):
        code = w.ccode(state, year) if cow else state
        row = table.get((code, min(year, last) if o["mry"] else year))
        values += [num(row[n]) if row else None for n in names]
    return values


def major(w, o, state, year):
    code, at = w.ccode(state, year), min(year, 2016) if o["mry"] else year
    if at > 2016 or code is None:
        return None
    return float(any(c == code and f <= at <= t for c, f, t in w.majors))


def conttype(w, o, one, two, year):
    at = min(year, 2016) if o["mry"] else year
    if at > 2016:
        return None
    a, b = w.ccode(one, year), w.ccode(two, year)
    found = []
    if a is not None and b is not None:
        for r in w.contiguity.get(low_high(a, b), []):
            if r["type"] != "0" and r["from"][:4] <= str(at) <= (r["to"] or "9999")[:4]:
                found.append((max(r["from"], f"{at}-01-01"), float(r["type"])))
    return min(found)[1] if found else 0.0


def mindist(w, o, one, two, year):
    at = min(year, 2019) if o["mry"] else year
    for r in w.mindist.get(low_high(one, two), []):
        if int(r["from"]) <= at <= int(r["to"]):
            return float(r["km"])
    return None


def capdist(w, one, two, year):
    at = []
    for state in (one, two):
        seats = [r for r in w.capitals[state] if r["from"][:4] <= str(year) <= (r["to"] or "9999")[:4]]
        if not seats:
            return None
        seat = min(seats, key=lambda r: r["from"])
        at.append((math.radians(float(seat["lat"])), math.radians(float(seat["lon"]))))
    (p, a), (q, b) = at
    # the angle between two unit vectors: another formula than the program's
    x = (math.cos(p) * math.cos(a), math.cos(p) * math.sin(a), math.sin(p))
    y = (math.cos(q) * math.cos(b), math.cos(q) * math.sin(b), math.sin(q))
    cross = (x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0])
    return 6371.0088 * math.atan2(math.sqrt(sum(c * c for c in cross)), sum(i * j for i, j in zip(x, y)))


def igos(w, o, one, two, year):
    a, b = w.ccode(one, year), w.ccode(two, year)
    at = min(year, 2014) if o["mry"] else year
    return None if a is None or b is None else w.igos.get(low_high(a, b), {}).get(at)


def rivalry(w, o, one, two, year):
    at = min(year, 2020) if o["mry"] else year
    if at > 2020:
        return [None] * 6
    a, b = w.ccode(one, year), w.ccode(two, year)
    back = [300 if c == 305 and at >= 1919 else c for c in (a, b)]
    found = None
    for pair in {low_high(a, b), low_high(*back)} if a is not None and b is not None else ():
        for r in w.rivalries.get(pair, []):
            if 300 in pair and (at >= 1919) != (305 in (a, b)):
                continue
            if int(r["from"]) <= at <= int(r["to"] or 2020) and (not found or int(r["from"]) > int(found["from"])):
                found = r
    if not found:
        return [None, 0, 0, 0, 0, 0]
    return [float(found["id"])] + [float(k in found["types"].split()) for k in ("positional", "spatial", "ideological", "interventionary")] + [1.0]


SIDED = ["fatality", "fatalpre", "hiact", "hostlev", "orig"]
WHOLE = ["fatality", "hostlev", "mindur", "maxdur", "recip", "stmon"]
MISSING = ("-9", "-8")


def mids(w, o, one, two, year):
    gml = o["mids"] == "gml"
    init = [None, None] if gml and not o["undirected"] else []
    if year > (2010 if gml else 2014):
        return [None] * 21 + init
    a, b = w.ccode(one, year), w.ccode(two, year)
    found = [] if a is None or b is None else [r for r in w.mids[o["mids"]].get(low_high(a, b), []) if int(r["year"]) == year]
    if not found:
        return [None, 0, 0] + [None] * 18 + init
    fatality = lambda r: 0.5 if r["fatality"] == "-9" else float(r["fatality"])
    r = min(found, key=lambda r: (-int(r["onset"]), -fatality(r), -int(r["hostlev"]), -int(r["mindur"]), -int(r["maxdur"]),
                                  -int(r["recip"]), int(r["stmon"]), int(r["dispnum"])))
    mine, other = ("1", "2") if a < b else ("2", "1")
    side = {"1": float(r["sidea1"]), "2": 1 - float(r["sidea1"])}
    values = [float(r["dispnum"]), 1, float(r["onset"]), side[mine], side[other]]
    for c in SIDED:
        values += [num(r[c + mine], MISSING), num(r[c + other], MISSING)]
    values += [num(r[c], MISSING) for c in WHOLE]
    if init:
        init = [float(side[k] == 1 or r["orig" + k] == "0") for k in (mine, other)]
    return values + init


def wars(w, o, one, two, year):
    if year > 2007:
        return [None] * 12
    a, b = w.ccode(one, year), w.ccode(two, year)
    found = [] if a is None or b is None else [r for r in w.wars.get(low_high(a, b), []) if int(r["year"]) == year]
    if not found:
        return [None, 0, 0] + [None] * 9

    def deaths(r):
        known = [float(r[k]) for k in ("batdeath1", "batdeath2") if float(r[k]) >= 0]
        return sum(known) if known else -1

    r = min(found, key=lambda r: (-int(r["onset"]), -deaths(r), int(r["warnum"]), float(r["resume"])))
    order = ("1", "2") if a < b else ("2", "1")
    values = [float(r["warnum"]), 1, float(r["onset"])]
    for c in ("side", "initiator", "outcome", "batdeath"):
        values += [num(r[c + k], MISSING) for k in order]
    return values + [num(r["resume"], MISSING)]


def peace(w, events, last, one, two, year):
    if year > last:
        return None
    count = None
    for y in range(1816, year + 1):
        here = w.meet(one, two, y)
        if count is None:
            if not here:
                continue
            count = 0
        if y == year:
            return float(count)
        a, b = w.ccode(one, y), w.ccode(two, y)
        event = here and a is not None and b is not None and any(int(r["year"]) == y for r in events.get(low_high(a, b), []))
        count = 0 if event else count + 1
    return None


def value_of(w, a, b, year):
    row = owed(w, a, b, year)
    if not row:
        return 0
    if row["defense"] == "1" or row["offense"] == "1":
        return 3
    return 2 if row["neutral"] == "1" or row["consul"] == "1" else 1 if row["nonagg"] == "1" else 0


def kappa(x, y, weighted):
    levels = sorted(set(x) | set(y))
    if len(levels) < 2:
        return None
    rank, n, k = {v: i for i, v in enumerate(levels)}, len(x), len(levels) - 1
    weight = lambda u, v: 1 - ((rank[u] - rank[v]) / k) ** 2 if weighted else float(u == v)
    observed = sum(weight(u, v) for u, v in zip(x, y)) / n
    expected = sum(weight(u, v) * x.count(u) * y.count(v) for u in levels for v in levels) / n ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def scott(x, y):
    n = len(x)
    observed = sum(u == v for u, v in zip(x, y)) / n
    expected = sum(((x.count(v) + y.count(v)) / (2 * n)) ** 2 for v in set(x) | set(y))
    return None if expected == 1 else (observed - expected) / (1 - expected)


def tau(x, y):
    sign = lambda d: (d > 0) - (d < 0)
    top = ties = other = 0
    for i in range(len(x)):
        for j in range(i):
            p, q = sign(x[i] - x[j]), sign(y[i] - y[j])
            top, ties, other = top + p * q, ties + p * p, other + q * q
    return top / math.sqrt(ties * other) if ties and other else None


def similarity(w, o, one, two, year, memory={}):
    if year > 2018 and not o["mry"]:
        return [None] * 9
    states = memory.setdefault((w, year), w.present(year))
    lines = []
    for s in (one, two):
        if (w, year, s) not in memory:
            memory[w, year, s] = [3 if s == k else value_of(w, w.ccode(s, year), w.ccode(k, year), year) for k in states]
        lines.append(memory[w, year, s])
    x, y = lines
    p, q, n = [int(v > 0) for v in x], [int(v > 0) for v in y], len(x)
    s = lambda a, b, power, most: 1 - 2 * sum(abs(i - j) ** power for i, j in zip(a, b)) / (n * most)
    return [s(x, y, 2, 9), s(x, y, 1, 3), s(p, q, 2, 1), s(p, q, 1, 1), scott(x, y), scott(p, q), kappa(x, y, True), kappa(p, q, True), tau(x, y)]


NMC = ["milex", "milper", "irst", "pec", "tpop", "upop", "cinc"]
DEMOCRACY = ["euds", "aeuds", "polity2", "v2x_polyarchy"]
GDP = ["mrgdppc", "sd_mrgdppc", "pwtrgdp", "sd_pwtrgdp", "pwtpop", "sd_pwtpop"]


def whole_row(w, o, one, two, year):
    values = []
    if w.gw:
        values += [w.micro[one], w.micro[two]] + [None if c is None else float(c) for c in (w.ccode(one, year), w.ccode(two, year))]
    values += atop(w, o, one, two, year)
    values += twice(w.nmc, NMC, 2022, w, o, one, two, year, True)
    values += [major(w, o, one, year), major(w, o, two, year), conttype(w, o, one, two, year), mindist(w, o, one, two, year),
               capdist(w, one, two, year)]
    values += twice(w.democracy, DEMOCRACY, 2025, w, o, one, two, year, False)
    values += twice(w.gdp, GDP, 2019, w, o, one, two, year, False)
    values += [igos(w, o, one, two, year)] + rivalry(w, o, one, two, year)
    values += mids(w, o, one, two, year) + wars(w, o, one, two, year)
    values += [peace(w, w.mids[o["mids"]], 2010 if o["mids"] == "gml" else 2014, one, two, year), peace(w, w.wars, 2007, one, two, year)]
    return values + similarity(w, o, one, two, year)


def expected_pairs(w, o, year):
    states = w.present(year)
    pairs = [(a, b) for a in states for b in states if (a < b if o["undirected"] else a != b) and w.meet(a, b, year)]
    if o["prd"]:
        pairs = [p for p in pairs if (conttype(w, o, *p, year) or 0) > 0 or major(w, o, p[0], year) or major(w, o, p[1], year)]
    return pairs


def compare(w, o, year, sample):
    global cells
    words = ["dyads", "--quiet", "--add", "all", "--system", "gw" if w.gw else "cow", "--mids", o["mids"], "--from", str(year), "--to", str(year)]
    words += [f"--{flag}" for flag in ("undirected", "mry", "prd") if o[flag]]
    done = subprocess.run([sys.argv[1], *words], check=True, capture_output=True, text=True)
    header, *lines = csv.reader(done.stdout.splitlines())
    pairs = expected_pairs(w, o, year)
    if [(int(a), int(b)) for a, b, *_ in lines] != pairs:
        bad.append(f"{words}: {len(lines)} rows, not the {len(pairs)} expected")
        return
    random.seed(year)
    events = [k for k, line in enumerate(lines) if line[header.index("dispnum")] or line[header.index("tssr_id")]]
    chosen = set(random.sample(range(len(lines)), min(sample, len(lines)))) | set(random.sample(events, min(sample // 4, len(events))))
    for k in sorted(chosen):
        values = whole_row(w, o, *pairs[k], year)
        if len(values) + 3 != len(header):
            bad.append(f"{words}: {len(header)} columns, not {len(values) + 3}")
            return
        for name, got, want in zip(header[3:], lines[k][3:], values):
            cells += 1
            close = 1e-9 if name in ("capdist", "kallyv", "taub", "pallyv", "pallyb", "kallyb") else 1e-12
            if (got == "") != (want is None) or (want is not None and abs(float(got) - want) > close * max(1, abs(want))):
                bad.append(f"{pairs[k]} {year} {name}: {got!r}, expected {want} ({' '.join(words[4:])})")


PLAIN = {"undirected": False, "mry": False, "prd": False, "mids": "gml"}
cow, gw = World("cow"), World("gw")
for year, sample in ((1816, 60), (1832, 60), (1860, 60), (1871, 50), (1914, 60), (1919, 60), (1939, 60), (1945, 60), (1975, 50), (1990, 60),
                     (2006, 40), (2010, 40), (2018, 40), (2022, 40)):
    compare(cow, PLAIN, year, sample)
for year in (1864, 1938, 1991, 2014):
    compare(cow, {**PLAIN, "mids": "cow"}, year, 60)
    compare(cow, {**PLAIN, "undirected": True}, year, 60)
    compare(gw, PLAIN, year, 60)
for year in (1860, 1926, 2016):
    compare(cow, {**PLAIN, "prd": True, "mids": "cow"}, year, 40)
compare(cow, {**PLAIN, "mry": True}, 2022, 60)
compare(gw, {**PLAIN, "mry": True, "undirected": True}, 2022, 40)
print("\n".join(bad[:20]))
print(f"{cells} cells compared, {len(bad)} differ")
sys.exit(bool(bad))
