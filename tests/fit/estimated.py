#!/usr/bin/env python3
"""estimated.py PROGRAM: the threat of the lens `estimated` against its definition, pair by pair.

The world of 31 December 2004 is one that the dyad-year table covers: h[i,j] of `assess --matrices` must be what the estimates
in data/estimates.csv give for the table's rows of 2005 (years at peace) and 2004 (geography, capabilities), with help and
abetment from the other matrices, and what i owes j worked out here from the pacts in force.
"""
import collections
import csv
import math
import os
import pathlib
import subprocess
import sys
import tempfile

program = sys.argv[1]
data = pathlib.Path(os.environ["HELSINKI_DATA"])
LEAST = 1e-6
RHO = {"neutral": 0.78, "nonagg": 0.37}
estimate = {r["term"]: float(r["value"]) for r in csv.DictReader((data / "estimates.csv").open())
            if r["model"] == "onset" and r["kind"] == "estimate"}


def run(*words):
    done = subprocess.run([program, *words], capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stderr}")
    return done.stdout


def matrix(path):
    rows = list(csv.reader(path.open()))
    return {(r[0], j): float(v) if v else math.nan for r in rows[1:] for j, v in zip(rows[0][1:], r[1:])}


def owed(day):
    """What k owes p on a day: the chance that a bond keeps k from fighting p."""
    members = collections.defaultdict(list)
    for r in csv.DictReader((data / "atop_members.csv").open()):
        if r["from"] <= day and (not r["to"] or r["to"] >= day):
            members[r["atopid"]].append(r)
    for r in csv.DictReader((data / "pact_changes.csv").open()):
        if r["from"] <= day:
            sys.exit("pact_changes.csv reaches back to the year of this test: choose an earlier one")
    bound = {}
    for rows in members.values():
        owes = collections.defaultdict(lambda: collections.defaultdict(bool))
        for r in rows:
            for clause in ("defense", "offense", "neutral", "nonagg"):
                owes[r["ccode"]][clause] |= r[clause] == "1"
        for k in owes:
            for p in owes:
                if k != p:
                    add(bound, k, p, owes[k])
    for r in csv.DictReader((data / "atop_residue.csv").open()):
        if int(r["from"]) <= int(day[:4]) <= int(r["to"] or 9999):
            residue = bound.setdefault("residue", collections.defaultdict(dict))
            residue[r["ccode1"], r["ccode2"]] = {c: r[c] == "1" or residue[r["ccode1"], r["ccode2"]].get(c, False)
                                                 for c in ("defense", "offense", "neutral", "nonagg")}
    for (k, p), clauses in bound.pop("residue", {}).items():
        add(bound, k, p, clauses)
    return bound


def add(bound, k, p, clauses):
    free = 1 - bound.get((k, p), 0)
    if clauses["defense"] or clauses["offense"]:
        free = 0
    for clause, rho in RHO.items():
        free *= 1 - rho if clauses[clause] else 1
    bound[k, p] = 1 - free


with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)
    (folder / "s.yaml").write_text("world: {year: 2004, carry-forward: true}\nlenses: [estimated]\nreference: none\n"
                                   "mechanisms: [{name: past, commitments: [{in-force: 2004}]}]\n")
    run("assess", "-q", "--draws", "0", "--matrices", str(folder / "m"), "-o", str(folder / "out"), str(folder / "s.yaml"))
    threat, help_, abetment, power = (matrix(folder / "m" / f"past.estimated.{m}.csv") for m in ("threat", "help", "abetment", "power"))
    run("dyads", "-q", "--mids", "gml", "--from", "2004", "--to", "2005", "--keep", "gmlmidspell,conttype,mindist,cowmaj1,cowmaj2,cinc1,cinc2",
        "-o", str(folder / "d.csv"))
    table = {(r["ccode1"], r["ccode2"], r["year"]): r for r in csv.DictReader((folder / "d.csv").open())}
names = {r["ccode"]: r["abbrev"] for r in csv.DictReader((data / "states.csv").open())}
bound = owed("2004-12-31")
wrong = checked = skipped = allies = pledges = 0
for (one, two, year), row in table.items():
    later = table.get((one, two, "2005"))
    i, j = names[one], names[two]
    if year != "2004" or not later or (i, j) not in threat or not row["mindist"] or not row["cinc1"] or not row["cinc2"]:
        skipped += year == "2004"
        continue
    v = {k: float(x) for k, x in row.items()}
    t, b = float(later["gmlmidspell"]), bound.get((one, two), 0)
    ally = b > 1 - 1e-12
    allies += ally
    pledges += 0 < b < 1
    term = {
        "(Intercept)": 1, "I(conttype == 1)": v["conttype"] == 1, "I(conttype > 1)": v["conttype"] > 1, "log1p(mindist)": math.log1p(v["mindist"]),
        "cowmaj1": v["cowmaj1"], "cowmaj2": v["cowmaj2"], "log(max(cinc1, 0.000001))": math.log(max(v["cinc1"], LEAST)),
        "log(max(cinc2, 0.000001))": math.log(max(v["cinc2"], LEAST)), "ally1": ally, "pledge1": 0 if ally else b,
        "aid2": math.log1p(help_[i, j] / max(v["cinc2"], LEAST)), "company1": math.log1p(abetment[i, j] / max(power[i, j], LEAST)),
        "gmlmidspell": t, "I(gmlmidspell^2)": t * t, "I(gmlmidspell^3)": t ** 3}
    if set(term) != set(estimate):
        sys.exit(f"the model has other terms than this test: {set(term) ^ set(estimate)}")
    h = 1 / (1 + math.exp(-sum(estimate[k] * x for k, x in term.items())))
    checked += 1
    if not math.isclose(h, threat[i, j], rel_tol=1e-9):
        wrong += 1
        if wrong <= 5:
            print(f"{i} on {j}: {threat[i, j]}, by definition {h} (bound {b}, years {t})")
print(f"{checked} pairs, {allies} of allies, {pledges} with a pledge, {skipped} skipped: {wrong} differ")
sys.exit(wrong > 0 or checked < 30000 or allies < 500 or pledges < 500)
