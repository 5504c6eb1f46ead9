#!/usr/bin/env python3
"""rare_events.py PROGRAM: King and Zeng's (2001) disputes, as R's package Zelig has them, fitted with and without their
corrections, beside the figures on record. Says how to get the data if they are not there."""
import csv
import gzip
import json
import math
import pathlib
import subprocess
import sys
import tempfile

PLACES = [pathlib.Path("/usr/lib/R/site-library/Zelig/data/mid.tab.gz"), pathlib.Path("/usr/local/lib/R/site-library/Zelig/data/mid.tab.gz")]
FORMULA = "conflict ~ major + contig + power + maxdem + mindem + years"
SHARE = 1042 / 303772  # of conflicts in the population: 1,042 of 303,772
PLAIN = [-2.5461739, 2.4412100, 4.1417461, 1.0570993, 0.0484588, -0.0653091, -0.0635217]
ERRORS = [0.1796850, 0.1575612, 0.1576495, 0.2172433, 0.0100652, 0.0128017, 0.0057048]
CORRECTED = [-2.5354963, 2.4325254, 4.1218691, 1.0533515, 0.0481637, -0.0648251, -0.0631970]
INTERCEPT = -7.5140485  # corrected for the share, too
LIKELIHOOD = -934.25139
program = sys.argv[1]
found = next((p for p in PLACES if p.exists()), None)
if not found:
    print("rare events: not compared: apt-get install r-cran-zelig for the data of King and Zeng (2001)")
    sys.exit(0)
wrong = 0


def fit(file, *more):
    return json.loads(subprocess.run([program, "fit", "-q", "--format", "json", "--data", file, "--formula", FORMULA, *more],
                                     capture_output=True, text=True, check=True).stdout)


def compare(what, got, want):
    global wrong
    bad = sum(not math.isclose(g, w, abs_tol=6e-8 if abs(w) < 100 else 6e-6) for g, w in zip(got, want))
    wrong += bad
    print(f"rare events: {what}: {len(want)} figures, {bad} differ")


with gzip.open(found, "rt") as source, tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as target:
    lines = [line.replace('"', "").split() for line in source]
    csv.writer(target).writerows([["row", *lines[0]], *lines[1:]])
    target.flush()
    plain = fit(target.name)
    compare("logit", [c["estimate"] for c in plain["coefficients"]], PLAIN)
    compare("its standard errors", [c["se"] for c in plain["coefficients"]], ERRORS)
    compare("log-likelihood", [round(plain["loglik"], 5)], [LIKELIHOOD])
    compare("bias taken away", [c["estimate"] for c in fit(target.name, "--rare-events")["coefficients"]], CORRECTED)
    compare("and the share of events known", [fit(target.name, "--rare-events", "--share", repr(SHARE))["coefficients"][0]["estimate"]], [INTERCEPT])
sys.exit(wrong > 0)
