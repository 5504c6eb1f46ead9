#!/usr/bin/env python3
"""findings.py PROGRAM: the tables of docs/findings.md, claim x lens x verdict x pivot, from runs of `helsinki claims` on every shipped
scenario; puts them between the two marks of that page. And the tables of docs/bargain.md, outcome x lens, from `helsinki bargain` on
the dialogues. `./dev findings` runs it (some minutes)."""
import json
import pathlib
import re
import subprocess
import sys

BEGIN, END = "<!-- tables of claims: made by tools/findings.py -->", "<!-- end of the tables -->"
FIRST = ["omega", "chain", "pledges", "rho", "gamma", "lambda", "nuclear", "phi", "years", "threat"]
ORDER = ["europe-2022", "europe-dialogue", "europe-2025", "europe-1975", "europe-1990", "europe-1999", "asia-pacific", "asia-dialogue"]
SHOWN = 2
BARGAIN, BARGAIN_END = "<!-- tables of dialogues: made by tools/findings.py -->", "<!-- end of the tables -->"
# Pacts of all, whose rho is assumed: bargained over once with them and once without.
DIALOGUES = {"europe-dialogue": ("one pact of all", "EU and Russia in one community"), "asia-dialogue": ("an inclusive pact",)}


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


def bargain(program, path, *chosen):
    words = [word for name in chosen for word in ("--mechanism", name)]
    run = subprocess.run([program, "bargain", str(path), "-q", "--format", "json", *words], capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def short(name):
    return name or "*no agreement*"


def outcome_row(outcome):
    cells = [f"{short(x['alternative'])} {x['share']:.2f}" for x in outcome["lenses"]]
    return f"| {outcome['of']} | {outcome['verdict']} | " + " | ".join(cells) + " |"


def figures_row(title, figures):
    return f"| {title} | | " + " | ".join(f"{v:.3f} [{low:.3f}, {high:.3f}]" for v, low, high in figures) + " |"


def cost_of(result, rule):
    found = next(r for r in result["rules"] if r["rule"] == rule)
    return found["cost"], found["low"], found["high"]


def payments_of(result):
    best = next(s for s in result["solutions"] if s["name"] == "utilitarian")["single"]["alternative"]
    if best is None:
        return 0, 0, 0
    needed = next(a for a in result["alternatives"] if a["name"] == best)["payments"]
    return needed["needed"], needed["low"], needed["high"]


def dialogue_table(title, data):
    lenses = [r["lens"] for r in data["results"]]
    out = [title, "", "| | | " + " | ".join(lenses) + " |", "|---|---|" + "---|" * len(lenses)]
    out += [outcome_row(o) for o in data["outcomes"]]
    out.append(figures_row("cost of consensus", [cost_of(r, "consensus") for r in data["results"]]))
    out.append(figures_row("payments for the largest sum", [payments_of(r) for r in data["results"]]))
    return "\n".join(out) + "\n"


def dialogue_tables(program):
    out = []
    for name, assumed in DIALOGUES.items():
        path = pathlib.Path("scenarios") / f"{name}.yaml"
        data = bargain(program, path)
        out.append(dialogue_table(f"**{name}**, all alternatives", data))
        names = list(dict.fromkeys(a["mechanism"] for a in data["alternatives"]))
        kept = [n for n in names if not n.startswith(assumed)]
        out.append(dialogue_table(f"**{name}**, without the pacts of all", bargain(program, path, *kept)))
    return "\n".join(out)


def put_between(page, begin, end, made):
    text = page.read_text(encoding="utf-8")
    head, rest = text.split(begin)
    page.write_text(head + begin + "\n\n" + made + "\n" + end + rest.split(end)[1], encoding="utf-8")


def main(program):
    put_between(pathlib.Path("docs/bargain.md"), BARGAIN, BARGAIN_END, dialogue_tables(program))
    paths = [p for p in pathlib.Path("scenarios").glob("*.yaml") if "claims:" in p.read_text(encoding="utf-8")]
    paths.sort(key=lambda p: (ORDER.index(p.stem) if p.stem in ORDER else len(ORDER), int(re.findall(r"\d+", p.stem + "0")[0]), p.stem))
    made = "\n".join(table(program, p) for p in paths)
    put_between(pathlib.Path("docs/findings.md"), BEGIN, END, made)


main(sys.argv[1])
