#!/usr/bin/env python3
"""findings.py PROGRAM: the tables of docs/findings.md, claim x lens x verdict x pivot, from runs of `helsinki claims` on every shipped
scenario; puts them between the two marks of that page. `./dev findings` runs it (some minutes)."""
import json
import pathlib
import re
import subprocess
import sys

BEGIN, END = "<!-- tables of claims: made by tools/findings.py -->", "<!-- end of the tables -->"
FIRST = ["omega", "chain", "pledges", "rho", "gamma", "lambda", "nuclear", "phi", "years", "threat"]
ORDER = ["europe-2022", "europe-2025", "europe-1975", "europe-1990", "europe-1999", "asia-pacific"]
SHOWN = 2


def number(x):
    return f"{x:.2g}" if abs(x) < 100 else f"{x:.0f}"


def place(pivot):
    if pivot["at"] - pivot["from"] < 1e-6 * (pivot["to"] - pivot["from"]):
        return f"{pivot['parameter']} {'>' if pivot['holds'] == 'above' else '<'} {number(pivot['from'])}"
    at = number(pivot["at"])
    if pivot["low"] is not None:
        at += f" [{number(pivot['low'])}, {number(pivot['high'])}]"
    return f"{pivot['parameter']} {'>' if pivot['holds'] == 'above' else '<'} {at}"


def cell(rulings):
    """The verdict with the lens's own bases, where it turns, and the verdict with the others if it is another."""
    own = rulings[0]
    if own["verdict"] == "not-testable":
        return "not testable"
    text = f"**{own['verdict']}** {own['share']:.2f}"
    several = {}
    for pivot in own["pivots"]:
        several.setdefault(pivot["parameter"], []).append(pivot)
    for parameter in [p for p in FIRST if p in several][:SHOWN]:
        text += "<br>" + ", ".join(place(p) for p in several[parameter])
    for other in rulings[1:]:
        if other["verdict"] != own["verdict"]:
            text += f"<br>{other['basing']} bases: {other['verdict']}"
    return text


def table(program, path):
    run = subprocess.run([program, "claims", str(path), "-q", "--format", "json"], capture_output=True, text=True, check=True)
    data = json.loads(run.stdout)
    lenses = list(dict.fromkeys(c["lens"] for c in data["claims"]))
    claims = list(dict.fromkeys(c["says"] for c in data["claims"]))
    out = [f"### {path.stem}", "", data["question"], "", "| | claim | " + " | ".join(lenses) + " |", "|---|---|" + "---|" * len(lenses)]
    for n, says in enumerate(claims, 1):
        rulings = [c for c in data["claims"] if c["says"] == says]
        row = [f"{n} {rulings[0]['side']}", says.replace("|", "\\|")]
        if rulings[0]["verdict"] == "not-testable" and all(c["verdict"] == "not-testable" and c["test"].startswith("nothing") for c in rulings):
            row[1] += f" *Not testable: {rulings[0]['why']}.*"
        row += [cell([c for c in rulings if c["lens"] == lens]) for lens in lenses]
        out.append("| " + " | ".join(row) + " |")
    return "\n".join(out) + "\n"


def main(program):
    paths = [p for p in pathlib.Path("scenarios").glob("*.yaml") if "claims:" in p.read_text(encoding="utf-8")]
    paths.sort(key=lambda p: (ORDER.index(p.stem) if p.stem in ORDER else len(ORDER), int(re.findall(r"\d+", p.stem + "0")[0]), p.stem))
    made = "\n".join(table(program, p) for p in paths)
    page = pathlib.Path("docs/findings.md")
    text = page.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    page.write_text(head + BEGIN + "\n\n" + made + "\n" + END + rest.split(END)[1], encoding="utf-8")


main(sys.argv[1])
