#!/usr/bin/env python3
"""basing.py PROGRAM: where power starts from, against the tables, pair by pair.

P_k(j) = c_k / (1 + d_kj / lambda), with d_kj the minimum distance from k's own territory (`basing: home`) or the least of that
and the distances from the states that host k's forces on the day (`allied`). Everything is worked out here from the CSV files.
"""
import csv
import math
import os
import pathlib
import subprocess
import sys
import tempfile

program = sys.argv[1]
data = pathlib.Path(os.environ["HELSINKI_DATA"])
LAMBDA, RADIUS = 700, 6371.0088


def table(name):
    return list(csv.DictReader((data / f"{name}.csv").open()))


states, hosts, km, capitals, nmc = (table(t) for t in ("states", "hosts", "mindist", "capitals", "nmc"))


def on(row, day):
    return row["from"] <= day and (not row["to"] or row["to"] >= day)


def great_circle(a, b):
    (x1, y1), (x2, y2) = ((math.radians(float(p["lat"])), math.radians(float(p["lon"]))) for p in (a, b))
    return 2 * RADIUS * math.asin(math.sqrt(math.sin((x2 - x1) / 2) ** 2 + math.cos(x1) * math.cos(x2) * math.sin((y2 - y1) / 2) ** 2))


def capital_of(code, year):
    return [r for r in capitals if r["ccode"] == code and r["from"][:4] <= year and (not r["to"] or r["to"][:4] >= year)][-1]


def distances(codes, year):
    known = {}
    for r in km:
        if int(r["from"]) <= min(int(year), 2019) <= int(r["to"]):
            known[r["ccode1"], r["ccode2"]] = known[r["ccode2"], r["ccode1"]] = float(r["km"])
    at = {c: capital_of(c, year) for c in codes}
    return {(a, b): 0 if a == b else known[a, b] if (a, b) in known else great_circle(at[a], at[b]) for a in codes for b in codes}


def based(d, codes, day):
    least = dict(d)
    for r in hosts:
        if on(r, day) and r["ccode"] in codes and r["host"] in codes:
            for j in codes:
                least[r["ccode"], j] = min(least[r["ccode"], j], d[r["host"], j])
    return least


def run(folder, date):
    (folder / "s.yaml").write_text(
        f"world: {{date: {date}, carry-forward: true}}\nmechanisms: [{{name: m}}]\nreference: none\nlenses:\n"
        + "".join(f"  - {{name: {b}, capabilities: {{h0: 0.01, severity: 1, lambda: {LAMBDA}, basing: {b}}}}}\n" for b in ("home", "allied")))
    done = subprocess.run([program, "assess", "-q", "--draws", "0", "--matrices", folder / "m", "-o", folder / "out", folder / "s.yaml"],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(done.stderr)
    found = {}
    for b in ("home", "allied"):
        rows = list(csv.reader((folder / "m" / f"m.{b}.power.csv").open()))
        found[b] = {(r[0], j): float(v) for r in rows[1:] for j, v in zip(rows[0][1:], r[1:])}
    return found


for a, b in zip(hosts, hosts[1:]):
    key = [(int(r["ccode"]), int(r["host"]), r["from"]) for r in (a, b)]
    if key[0] >= key[1] or key[0][:2] == key[1][:2] and not a["to"] < b["from"]:
        sys.exit(f"hosts.csv is not sorted, or spells overlap: {a} {b}")
for r in hosts:
    if r["status"] not in ("verified", "bg") or len(r["source"]) < 10 or r["to"] and r["to"] < r["from"]:
        sys.exit(f"hosts.csv: {r}")
wrong = checked = moved = 0
for date in ("1955-12-31", "1985-06-30", "1991-07-01", "2021-12-31"):
    year = date[:4]
    with tempfile.TemporaryDirectory() as folder:
        power = run(pathlib.Path(folder), date)
    capability = {r["ccode"]: float(r["cinc"]) for r in nmc if r["year"] == year and r["cinc"]}
    names = {r["ccode"]: r["abbrev"] for r in states if on(r, date) and r["ccode"] in capability}
    if set(names.values()) != {k for k, _ in power["home"]}:
        sys.exit(f"{date}: other states than the program's")
    d = distances(list(names), year)
    for basing, least in (("home", d), ("allied", based(d, list(names), date))):
        for k in names:
            for j in names:
                want = capability[k] / (1 + least[k, j] / LAMBDA)
                got = power[basing][names[k], names[j]]
                checked += k != j
                if k != j and not math.isclose(got, want, rel_tol=1e-12):
                    wrong += 1
                    print(f"{date} {basing}: power of {names[k]} at {names[j]} {got}, by the tables {want}")
                moved += least[k, j] != d[k, j]
    if date == "2021-12-31":
        for j in ("EST", "RUS"):
            there = next(c for c in names if names[c] == j)
            print(f"USA to {j}: home {d['2', there]:.0f} km, allied {based(d, list(names), date)['2', there]:.0f} km")
print(f"{checked} powers, {moved} of them from abroad: {wrong} differ")
sys.exit(wrong > 0 or moved < 1000)
