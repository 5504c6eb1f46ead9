#!/usr/bin/env python3
"""library.py PROGRAM: the shipped scenarios: every claim says whose it is, where it was said and on which side it stands; there are as
many on either side; and every file is read and judged."""
import json
import pathlib
import subprocess
import sys

# at least eight claims each: LARGE
TEACHING = ["three-states", "two-pairs"]  # worlds of nowhere: nothing is claimed of them
LARGE = ["europe-1975", "europe-1990", "europe-1999", "europe-2022", "asia-pacific"]
bad = []


def judge(program, path):
    run = subprocess.run([program, "claims", str(path), "--draws", "0", "--no-pivots", "-q", "--format", "json"],
                         capture_output=True, text=True, check=False)
    if run.returncode:
        bad.append(f"{path}: {run.stderr}")
        return {"claims": [], "question": None}
    return json.loads(run.stdout)


def check(program, path):
    data = judge(program, path)
    claims = {c["says"]: c for c in data["claims"]}.values()
    sides = [c["side"] for c in claims]
    if not data["question"]:
        bad.append(f"{path}: no question")
    if sides.count("for") != sides.count("against") or len(sides) != 2 * sides.count("for"):
        bad.append(f"{path}: {sides.count('for')} for, {sides.count('against')} against, {len(sides)} in all")
    if len(sides) < (8 if path.stem in LARGE else 4):
        bad.append(f"{path}: only {len(sides)} claims")
    for claim in claims:
        for key in ("by", "where"):
            if not claim[key]:
                bad.append(f"{path}: {claim['says']}: no '{key}'")
        if claim["verdict"] == "not-testable" and not claim["why"]:
            bad.append(f"{path}: {claim['says']}: not testable, and no reason")
    return len(sides)


def main(program):
    files = [p for p in sorted(pathlib.Path("scenarios").glob("*.yaml")) if p.stem not in TEACHING]
    n = sum(check(program, path) for path in files)
    missing = [name for name in LARGE if name not in [p.stem for p in files]]
    if len(files) < 12 or missing:
        bad.append(f"{len(files)} scenario files; missing: {missing}")
    print("\n".join(bad) or f"{len(files)} scenarios, {n} claims")
    return bool(bad)


sys.exit(main(sys.argv[1]))
