#!/usr/bin/env python3
"""estimates.py PROGRAM: writes docs/estimates.md: what the shipped models find, how sure it is, what it is worth, and where it
was wrong. Every figure comes from a run of the program; the text around them is tools/estimates.in.md, where {{NAME}} stands
for a table made here. Some minutes.
"""
import csv
import json
import math
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

program = os.path.abspath(sys.argv[1])
root = pathlib.Path(__file__).resolve().parent.parent
data = root / "data"
PACTS = ["ally1", "pledge1", "aid2", "company1"]
tables = {}
work = pathlib.Path(tempfile.mkdtemp())


def run(*words, where=None):
    done = subprocess.run([program, *map(str, words)], capture_output=True, text=True, cwd=root,
                          env={**os.environ, "HELSINKI_DATA": str(where or data)})
    if done.returncode:
        sys.exit(f"{' '.join(map(str, words))}: {done.stderr}")
    return done.stdout


def fit(*words, where=None):
    result = json.loads(run("fit", "-q", "--format", "json", *words, where=where))
    result["by"] = {c["term"]: c for c in result["coefficients"]}
    return result


def table(header, rows, left=1):
    lines = ["| " + " | ".join(header) + " |", "|" + "|".join(["---"] * left + ["--:"] * (len(header) - left)) + "|"]
    return "\n".join(lines + ["| " + " | ".join(map(str, r)) + " |" for r in rows])


def number(x, digits=3):
    return "" if x is None else f"{x:.{digits}f}"


def starred(c):
    se = c["se_clustered"] or c["se"]
    return f"{c['estimate']:.3f} ({se:.3f})"


def wald(c, z=1.6448536):
    se = c["se_clustered"] or c["se"]
    return f"[{c['estimate'] - z * se:.3f}, {c['estimate'] + z * se:.3f}]"


# --- the models
onset, cow = fit("models/onset.yaml"), fit("models/onset-cow.yaml")
rows = [[f"`{c['term']}`", number(c["estimate"], 4), number(c["se"], 4), number(c["se_clustered"], 4), wald(c),
         starred(cow["by"].get(c["term"].replace("gmlmid", "cowmid")))] for c in onset["coefficients"]]
tables["MODEL"] = table(["term", "onset", "s.e. by the model", "s.e. by pair", "90 % interval", "onset-cow (s.e. by pair)"], rows)
tables["N"] = (f"`onset`: {onset['n']:,} directed pair-years, {onset['events']:,} attacks, log-likelihood {onset['loglik']:.1f}. "
               f"`onset-cow`: {cow['n']:,}, {cow['events']:,}, {cow['loglik']:.1f}.")

# --- worth
WITHOUT = "the same without what pacts change"


def worth_rows(result, key):
    own = dict(result["test"], model="onset") if key == "test" else None
    models = [own] + result["test"]["compared"] if own else [dict(result["rolling"][0], model="onset")] + result["rolling"][1:]
    for m in models:
        name = WITHOUT if m["model"].startswith("I(conttype == 1) + I(conttype > 1) + log1p") else m["model"]
        yield [name, number(m["auc"], 4), number(m["average_precision"], 4), f"{m['brier']:.6f}", f"{m['log_loss']:.6f}"]


HEAD = ["model", "AUC", "average precision", "Brier", "log loss"]
for name, more in (("ALL", []), ("PRD", ["--prd"])):
    r = fit("models/onset.yaml", "--rolling", 1950, *more)
    t = r["test"]
    tables[f"TEST_{name}"] = (f"{t['from']}-{t['to']}: {t['n']:,} pair-years, {t['events']} attacks (base rate {t['events'] / t['n']:.5f}).\n\n"
                              + table(HEAD, worth_rows(r, "test")))
    tables[f"ROLLING_{name}"] = table(HEAD, worth_rows(r, "rolling"))
    if name == "ALL":
        tables["CALIBRATION"] = table(["rows", "chance given", "share seen", "attacks"],
                                      [[b["n"], f"{b['mean']:.5f}", f"{b['events'] / b['n']:.5f}", b["events"]] for b in t["calibration"] if b["n"]], 0)
run("fit", "-q", "models/onset.yaml", "--plot", root / "docs/separation.svg", "-o", work / "x")

# --- side by side
checks = [("shipped: pacts of the year before", onset), ("pacts two years before", fit("models/checks/lag.yaml")),
          ("pacts at the end of the same year", fit("models/checks/same-year.yaml")),
          ("each pair against itself (fixed effects)", fit("models/checks/fixed-effects.yaml")),
          ("errors of pairs that share a state", fit("models/checks/dyadic.yaml")), ("COW MID 5.0 to 2014", cow),
          ("with pacts of five years later", fit("models/checks/placebo.yaml"))]


def find(result, name):
    for term in (name, f"lag({name}, 1)", f"lead({name}, 1)"):
        if term in result["by"]:
            return starred(result["by"][term])
    return ""


tables["CHECKS"] = table(["version", *[f"`{p}`" for p in PACTS], "N", "attacks"],
                         [[label, *[find(r, p) for p in PACTS], f"{r['n']:,}", f"{r['events']:,}"] for label, r in checks])
placebo = checks[-1][1]["by"]
tables["PLACEBO"] = table(["pacts that did not exist yet", "estimate (s.e. by pair)", "p"],
                          [[f"`{t}`", starred(placebo[t]), f"{placebo[t]['p']:.4f}"] for t in ("lead(ally1, 6)", "lead(aid2, 6)")])
new = fit("models/checks/newly-formed.yaml")["by"]
tables["NEW"] = table(["help expected by the target", "estimate (s.e. by pair)", "p"],
                      [["five years before", starred(new["lag(aid2, 5)"]), f"{new['lag(aid2, 5)']['p']:.4f}"],
                       ["gained or lost since", starred(new["I(aid2 - lag(aid2, 5))"]), f"{new['I(aid2 - lag(aid2, 5))']['p']:.4f}"]])

# --- profile likelihoods
spec = (root / "models/onset.yaml").read_text()
CUT = 1.352771727  # half the 90 % point of chi squared with one degree of freedom


def profile(points, best):
    inside = [x for x, ll in points if best - ll <= CUT]
    return f"{min(inside):g} to {max(inside):g}" if inside else "none of those tried"


lines = []
(work / "untested.yaml").write_text(spec[:spec.index("test-from")])
omegas = []
for key, grid in (("omega", [0, 0.1, 0.2, 0.4, 0.7, 0.85, 1]), ("lambda", [10, 30, 60, 100, 200, 500, 1000, 3000, 10000])):
    fits = [(x, fit(work / "untested.yaml", f"--{key}", x)) for x in grid]
    points = [(x, r["loglik"]) for x, r in fits]
    omegas = omegas or [(x, r["by"]["company1"]) for x, r in fits]
    best = max(ll for _, ll in points)
    lines.append([key, "; ".join(f"{x:g}: {ll - best:.2f}" for x, ll in points), profile(points, best)])
tables["OMEGA"] = "; ".join(f"{x:g}: {starred(c)}" for x, c in omegas)
points = []
for x in [-0.2, -0.16, -0.14, -0.12, -0.1, -0.08, -0.06, -0.04, -0.02, 0]:
    (work / "m.yaml").write_text(spec[:spec.index("test-from")].replace("+ aid2 +", f"+ offset(I({x} * aid2)) +"))
    points.append((x, fit(work / "m.yaml")["loglik"]))
best = max(ll for _, ll in points)
lines.append(["coefficient of aid2", "; ".join(f"{x:g}: {ll - best:.2f}" for x, ll in points), profile(points, best)])
tables["PROFILE"] = table(["parameter", "log-likelihood less the best of those tried", "90 % by the likelihood"], lines, 3)

# --- who prevailed
WON, LOST = {1, 4}, {2, 3}  # victory of A, yield by B; victory of B, yield by A
rows = [(r["attacker"], r["target"], r["year"], int(r["outcome"])) for r in csv.DictReader((data / "mid_onsets.csv").open()) if r["outcome"]]
decided = {}
for a, b, year, outcome in rows:
    if outcome in WON | LOST:
        decided.setdefault((a, b, year), int(outcome in WON))
with (work / "won.csv").open("w") as file:
    file.write("ccode1,ccode2,year,won\n")
    file.writelines(f"{a},{b},{y},{w}\n" for (a, b, y), w in sorted(decided.items()))
RATIO = "log(cinc1 / cinc2)"
SIDES = "I(log(cinc1 / (1 + mindist / 1000) / cinc2) + company1 - aid2)"
common = ["--join", work / "won.csv", "--from", 1886, "--to", 2014, "--where", "cinc1 > 0 && cinc2 > 0 && !is_na(won)"]
ratio = fit("--formula", f"won ~ 0 + {RATIO}", *common[:-1], common[-1] + " && !is_na(mindist)")
sides = fit("--formula", f"won ~ 0 + {SIDES}", *common)
free = fit("--formula", f"won ~ {SIDES}", *common)


def explains(r):
    return f"{100 * (1 - r['loglik'] / (-r['n'] * math.log(2))):.1f} %"


def one(r):
    return starred(r["coefficients"][-1])


tables["OUTCOME"] = table(["who prevailed in decided disputes", "gamma (s.e. by pair)", "N", "log loss cut against a coin"],
                          [["capabilities alone, `log(c_i / c_j)`", one(ratio), ratio["n"], explains(ratio)],
                           ["the model's sides, `log((P_i + A) / (c_j + D))`", one(sides), sides["n"], explains(sides)],
                           ["the same, and a level of its own for the attacker", one(free), free["n"], explains(free)]])
tables["LEVEL"] = f"{free['by']['(Intercept)']['estimate']:.2f} ({free['by']['(Intercept)']['se_clustered'] or 0:.2f})"

# --- deterrence, as published
DETER = ("I(gmlmidonset == 1 && sidea1 == 1 && orig1 == 1 && orig2 == 1) ~ I(cinc1 / (cinc1 + cinc2)) + I(conttype > 0) + sallyvs + "
         "I(aid2 > 0) + I(company1 > 0) + poly(gmlmidspell, 3)")
lines = []
for label, start, end, said in (("Leeds (2003), 1816-1944", 1817, 1944, "-, +"), ("Johnson and Leeds (2011), 1816-2000", 1817, 2000, "-, none"),
                                ("after 1945 alone", 1946, 2010, "")):
    r = fit("--prd", "--from", start, "--to", end, "--formula", DETER)["by"]
    lines.append([label, said, f"{start}-{end}", starred(r["I(aid2 > 0)"]), starred(r["I(company1 > 0)"])])
tables["DETER"] = table(["study", "published signs: target's, attacker's ally", "our years", "target has a defender", "attacker has an offensive ally"], lines, 3)

# --- reliability: whether defenders came when a war was brought to their ward
owed = {}
for r in csv.DictReader((data / "atop_spells.csv").open()):
    if r["defense"] == "1":
        owed.setdefault(r["ccode2"], []).append((r["ccode1"], int(r["from"]), int(r["to"] or 9999)))
wars = {}
for r in csv.DictReader((data / "wars.csv").open()):
    sides = wars.setdefault(r["warnum"], {})
    for k in ("1", "2"):
        s = sides.setdefault(r["ccode" + k], {"side": r["side" + k], "initiator": r["initiator" + k] == "1", "year": int(r["year"])})
        s["year"] = min(s["year"], int(r["year"]))
kept = {"to 1944": [0, 0], "from 1945": [0, 0]}
for sides in wars.values():
    start = min(s["year"] for s in sides.values())
    attackers = {c for c, s in sides.items() if s["initiator"] and s["year"] == start}
    for ward, s in sides.items():
        if s["year"] != start or any(sides[a]["side"] == s["side"] for a in attackers) or not attackers:
            continue
        for ally, since, until in owed.get(ward, []):
            if since <= start <= until and ally not in attackers:
                count = kept["to 1944" if start < 1945 else "from 1945"]
                count[0] += ally in sides and sides[ally]["side"] == s["side"]
                count[1] += 1
tables["RELIABILITY"] = table(["wars that began", "defenders bound to the state attacked", "who fought beside it", "share"],
                              [[k, n, came, f"{100 * came / n:.0f} %"] for k, (came, n) in kept.items()])

# --- backcasts
CASES = [(2007, "RUS", "GRG", "war of August 2008"), (2013, "RUS", "UKR", "Crimea and Donbas, 2014"), (2021, "RUS", "UKR", "invasion of February 2022")]
threats = {}
for year in (2007, 2013, 2021):
    where = work / f"data{year}"
    where.mkdir()
    for f in data.iterdir():
        (where / f.name).symlink_to(f)
    (where / "estimates.csv").unlink()
    last = min(year, 2010)
    (work / "b.yaml").write_text(spec[:spec.index("test-from")].replace("to: 2010", f"to: {last}"))
    run("fit", "--refit", "-q", "-o", where / "estimates.csv", work / "b.yaml")
    (work / "s.yaml").write_text(f"world: {{year: {year}, carry-forward: true}}\nlenses: [estimated, {{estimated: {{peace: elapsed}}}}]\n"
                                 f"reference: none\nmechanisms: [{{name: past, commitments: [{{in-force: {year}}}]}}]\n")
    run("assess", "-q", "--draws", 0, "--matrices", work / f"m{year}", "-o", work / "x", work / "s.yaml", where=where)
    for peace, name in (("frozen", "past.estimated.threat.csv"), ("elapsed", "past.estimated_peace=elapsed.threat.csv")):
        grid = list(csv.reader((work / f"m{year}" / name).open()))
        threats[year, peace] = {(r[0], j): float(v) for r in grid[1:] for j, v in zip(grid[0][1:], r[1:]) if j != r[0] and v}


def back(year, i, j):
    cells = []
    for peace in ("frozen", "elapsed"):
        t = threats[year, peace]
        rank = 1 + sum(v > t[i, j] for v in t.values())
        cells += [f"{100 * t[i, j]:.2f} %", f"{rank:,} of {len(t):,}"]
    return cells


BACK = ["attack", "fitted to", "chance, peace frozen", "rank", "chance, elapsed", "rank"]
tables["BACKCAST"] = table(BACK, [[f"{i} on {j}: {what}", min(y, 2010), *back(y, i, j)] for y, i, j, what in CASES])
# the ten highest chances of 2008 between states that had no dispute under way that year
abbreviation = {r["ccode"]: r["abbrev"] for r in csv.DictReader((data / "states.csv").open())}
run("dyads", "-q", "--mids", "gml", "--from", 2008, "--to", 2008, "--keep", "gmlmidongoing", "-o", work / "d.csv")
troubled = {(abbreviation[r["ccode1"]], abbreviation[r["ccode2"]]) for r in csv.DictReader((work / "d.csv").open()) if r["gmlmidongoing"] == "1"}
order = sorted(threats[2007, "frozen"].items(), key=lambda x: -x[1])
quiet = [pair for pair, _ in order if pair not in troubled][:10]
tables["QUIET"] = table(BACK[:4], [[f"{i} on {j}", 2007, *back(2007, i, j)[:2]] for i, j in quiet])
tables["TOP"] = f"{sum(pair in troubled for pair, _ in order[:50])}"

# --- the page
page = (root / "tools/estimates.in.md").read_text()
for name, text in tables.items():
    page = page.replace("{{" + name + "}}", text)
if "{{" in page:
    sys.exit(f"no table for {page[page.index('{{'):][:40]}")
(root / "docs/estimates.md").write_text(page)
shutil.rmtree(work)
