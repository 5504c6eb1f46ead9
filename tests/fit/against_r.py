#!/usr/bin/env python3
"""against_r.py PROGRAM: tests/fit/sample.csv fitted here and by R (tests/fit/r.csv, made by tools/fit-reference.R).

Coefficients, standard errors, log-likelihoods: 1e-8 relative. R's own last digits end near there: glm stops on the deviance.
"""
import csv
import json
import math
import pathlib
import subprocess
import sys

program = sys.argv[1]
here = pathlib.Path(__file__).parent
want = {}
for row in csv.DictReader((here / "r.csv").open()):
    want.setdefault(row["case"], {})[row["term"]] = [float(row[c]) if row[c] else None for c in ("estimate", "se", "robust")]

RATIO = "log(max(cinc1, cinc2) / min(cinc1, cinc2))"
LAND, MAJOR, T = "I(conttype == 1)", "max(cowmaj1, cowmaj2)", "gmlmidspell"
NAMES = {RATIO: "ratio", LAND: "land", MAJOR: "major", T: "t", f"I({T}^2)": "I(t^2)", f"I({T}^3)": "I(t^3)"}
ONSET = f"gmlmidonset ~ {RATIO} + {LAND} + {MAJOR} + atop_defense"
PEACE = f" + {T} + I({T}^2) + I({T}^3)"
CASES = {
    "logit": (ONSET + PEACE, []),
    "two-way": (ONSET + PEACE, ["--covariance", "states"]),
    "dyadic": (ONSET + PEACE, ["--covariance", "dyadic"]),
    "interactions": (f"gmlmidonset ~ factor({LAND}) * {RATIO} + {T}:{MAJOR} - 1", ["--covariance", "model"]),
    "poisson": (f"I(gmlmidonset + gmlmidongoing) ~ I(cowmaj1 + cowmaj2) + {T}", ["--family", "poisson"]),
    "firth": (ONSET, ["--firth"]),
    "firth-separated": (f"gmlmidonset ~ {RATIO} + I(conttype == 5)", ["--firth", "--to", "1897"]),
    "conditional": (f"gmlmidonset ~ {RATIO} + atop_defense + {T}", ["--conditional"]),
    "spline": (f"gmlmidonset ~ ns({T}, knots = c(1, 4, 7)) + offset({RATIO} / 10)", ["--covariance", "model"]),
}
failures = checks = 0


def fit(formula, more):
    done = subprocess.run([program, "fit", "-q", "--format", "json", "--data", str(here / "sample.csv"), "--formula", formula, *more],
                          capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{formula}: {done.stderr}")
    return json.loads(done.stdout)


def check(what, got, wanted, relative=1e-8):
    global failures, checks
    checks += 1
    if wanted is not None and not math.isclose(got, wanted, rel_tol=relative, abs_tol=1e-14):
        failures += 1
        print(f"{what}: {got!r}, R has {wanted!r}")


def plain(term):
    if term == f"factor({LAND})0":
        return "factor(land)0"
    if term == f"factor({LAND})1":
        return "factor(land)1"
    if term == f"factor({LAND})1:{RATIO}":
        return "factor(land)1:ratio"
    if term in (f"{T}:{MAJOR}", f"{MAJOR}:{T}"):
        return "t:major"
    if term == "I(conttype == 5)":
        return "I(as.numeric(conttype == 5))"
    if term == "I(cowmaj1 + cowmaj2)":
        return "majors"
    return NAMES.get(term, term)


for case, (formula, more) in CASES.items():
    result = fit(formula, more)
    reference = want[case]
    if "log-likelihood" in reference:
        check(f"{case}: log-likelihood", result["loglik"], reference["log-likelihood"][0])
    if case == "spline":
        continue
    terms = [t for t in reference if t != "log-likelihood"]
    if len(result["coefficients"]) != len(terms):
        sys.exit(f"{case}: {[c['term'] for c in result['coefficients']]}, R has {terms}")
    for c in result["coefficients"]:
        estimate, se, robust = reference[plain(c["term"])]
        check(f"{case}: {c['term']}", c["estimate"], estimate)
        check(f"{case}: {c['term']}, standard error", c["se"], se)
        check(f"{case}: {c['term']}, robust error", c["se_clustered"], robust, 2e-8)

# AUC: R's pROC on the fitted chances of the same logit, so the whole sample is its own test here
checks += 1
rows = list(csv.DictReader((here / "sample.csv").open()))
b = {plain(c["term"]): c["estimate"] for c in fit(ONSET + PEACE, [])["coefficients"]}
said = []
for r in rows:
    v = {k: float(x) if x else math.nan for k, x in r.items()}
    t = v["gmlmidspell"]
    eta = (b["(Intercept)"] + b["ratio"] * math.log(max(v["cinc1"], v["cinc2"]) / min(v["cinc1"], v["cinc2"])) + b["land"] *
           (v["conttype"] == 1) + b["major"] * max(v["cowmaj1"], v["cowmaj2"]) + b["atop_defense"] * v["atop_defense"] + b["t"] * t +
           b["I(t^2)"] * t ** 2 + b["I(t^3)"] * t ** 3)
    said.append((eta, v["gmlmidonset"]))
events, others = [e for e, y in said if y], [e for e, y in said if not y]
auc = sum((e > o) + (e == o) / 2 for e in events for o in others) / (len(events) * len(others))
if not math.isclose(auc, want["auc"]["in sample"][0], rel_tol=1e-9):
    failures += 1
    print(f"AUC of the chances: {auc}, pROC has {want['auc']['in sample'][0]}")
print(f"{checks} figures, {failures} differ from R's")
sys.exit(failures > 0)
