#!/usr/bin/env python3
"""naive.py PROGRAM: what `helsinki bargain` says of utilities, from these utilities alone, by definitions written out: who prefers what,
the Pareto set, winsets, cores, what is adopted and what that costs, side payments, solutions among single alternatives, and that no
lottery would be worth more at Nash's prices. Random games with stated utilities, and the shipped dialogues. Run from the source directory."""
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

bad = []
checks = 0


def check(ok, *what):
    global checks
    checks += 1
    if not ok:
        bad.append(" ".join(str(w) for w in what))


def near(x, y, tolerance=1e-9):
    return x == y or (x is not None and y is not None and abs(x - y) <= tolerance)


class Game:
    def __init__(self, data, result):
        self.parties = [p["name"] for p in data["parties"]]
        self.weight = [p["weight"] for p in data["parties"]]
        self.places = [a["name"] for a in data["alternatives"]] + [None]
        self.margin = data["margin"]
        self.u = [[a["utility"] for a in p["alternatives"]] for p in result["parties"]]
        self.n, self.m = len(self.parties), len(self.places) - 1

    def prefers(self, i, a, b):
        x, y = self.u[i][a], self.u[i][b]
        if abs(x - y) <= self.margin + 1e-12 * max(abs(x), abs(y)):
            return 0
        return 1 if x > y else -1

    def gain(self, i, a):
        return self.u[i][a] - self.u[i][self.m] if self.prefers(i, a, self.m) else 0.0

    def total(self, a):
        return sum(w * u[a] for w, u in zip(self.weight, self.u))

    def passes(self, rule, to, at):
        kind = rule["with"] if rule["kind"] == "agenda" else rule["kind"]
        votes = [self.prefers(i, to, at) for i in range(self.n)]
        if 1 not in votes or (rule["kind"] == "agenda" and votes[rule["setter"]] != 1):
            return False
        if kind == "consensus":
            return -1 not in votes
        if kind == "consensus-minus-one":
            return votes.count(-1) <= 1
        if kind == "veto":
            return all(votes[v] != -1 for v in rule["veto"])
        yes = sum(w for w, v in zip(self.weight, votes) if v == 1)
        no = sum(w for w, v in zip(self.weight, votes) if v == -1)
        return yes > no and yes >= rule["majority"] * (yes + no) * (1 - 1e-12)


def parse_rule(name, parties):
    rule = {"kind": None}
    if name.startswith("agenda of "):
        setter, name = name[len("agenda of "):].split(", ", 1)
        rule = {"kind": "agenda", "setter": parties.index(setter)}
    kind = name
    if name.startswith("veto of "):
        kind, rule["veto"] = "veto", [parties.index(v) for v in name[len("veto of "):].split(", ")]
    if name.startswith("majority of "):
        kind, rule["majority"] = "majority", float(name[len("majority of "):])
    rule["with" if rule["kind"] else "kind"] = kind
    return rule


def first_best(places, worth):
    best = None
    for a in places:
        if best is None or worth(a) > worth(best) + 1e-12 * abs(worth(best)):
            best = a
    return best


def check_alternatives(g, result):
    for a, row in enumerate(result["alternatives"]):
        check(row["for"] == [g.parties[i] for i in range(g.n) if g.prefers(i, a, g.m) > 0], "for", row["name"])
        check(row["against"] == [g.parties[i] for i in range(g.n) if g.prefers(i, a, g.m) < 0], "against", row["name"])
        check(near(row["sum"], g.total(a)), "sum", row["name"])
        dominated = any(all(g.prefers(i, b, a) >= 0 for i in range(g.n)) and any(g.prefers(i, b, a) > 0 for i in range(g.n))
                        for b in range(g.m + 1) if b != a)
        check(row["efficient"] != dominated, "efficient", row["name"])
        check(result["preferences"][a] == [sum(g.prefers(i, a, b) > 0 for i in range(g.n)) for b in range(g.m + 1)], "preferences", a)
        if a == g.m:
            continue
        d = [g.u[i][a] - g.u[i][g.m] for i in range(g.n)]
        needed, gained = -sum(x for x in d if x < 0), sum(x for x in d if x > 0)
        pay = row["payments"]
        check(near(pay["needed"], needed) and near(pay["surplus"]["value"], gained - needed), "needed", row["name"])
        check(pay["possible"] == (gained >= needed * (1 - 1e-12)), "possible", row["name"])
        got = {t["party"]: t["receives"] for t in pay["transfers"]}
        if pay["possible"]:
            for i, x in enumerate(d):
                want = -x if x < 0 else -x * needed / gained if gained else 0
                check(near(got.get(g.parties[i], 0), want), "transfer", row["name"], g.parties[i])
                check(d[i] + got.get(g.parties[i], 0) >= -1e-9, "after payment", row["name"], g.parties[i])
        else:
            check(not got, "no transfers", row["name"])


def check_rules(g, result):
    best = first_best([g.m] + list(range(g.m)), g.total)
    for row in result["rules"]:
        rule = parse_rule(row["rule"], g.parties)
        winset = [a for a in range(g.m) if g.passes(rule, a, g.m)]
        core = [a for a in range(g.m + 1) if not any(g.passes(rule, b, a) for b in range(g.m + 1) if b != a)]
        check([g.places.index(x["alternative"]) for x in row["winset"] if x["at_point"]] == winset, "winset", row["rule"])
        check([g.places.index(x["alternative"]) for x in row["core"] if x["at_point"]] == core, "core", row["rule"])
        adopted = first_best(winset, (lambda a: g.u[rule["setter"]][a]) if rule["kind"] == "agenda" else g.total)
        adopted = g.m if adopted is None else adopted
        check(row["adopts"] == g.places[adopted], "adopts", row["rule"], row["adopts"], g.places[adopted])
        check(near(row["cost"], g.total(best) - g.total(adopted)), "cost", row["rule"])
        for i, p in enumerate(row["parties"]):
            check(near(p["lost"], g.u[i][best] - g.u[i][adopted]), "lost", row["rule"], p["party"])
        stopped = best < g.m and best not in winset
        check(row["stops_the_best_sum"] == stopped, "stops", row["rule"])
        check(row["against_the_best_sum"] == [g.parties[i] for i in range(g.n) if stopped and g.prefers(i, best, g.m) < 0], "stopped by")


def check_singles(g, result):
    ok = [a for a in range(g.m) if all(g.gain(i, a) >= 0 for i in range(g.n)) and any(g.gain(i, a) > 0 for i in range(g.n))]
    ideal = [max([g.gain(i, a) for a in ok], default=0) for i in range(g.n)]
    who = [i for i in range(g.n) if ideal[i] > 0]

    def nash(a):
        gains = [i for i in who if g.gain(i, a) > 0]
        weight = sum(g.weight[i] for i in gains)
        return weight, sum(g.weight[i] * math.log(g.gain(i, a) / ideal[i]) for i in gains) / weight

    def least(unit):
        return lambda a: sorted(g.gain(i, a) / unit[i] for i in who)

    want = {"nash": max(ok, key=nash, default=g.m), "kalai-smorodinsky": max(ok, key=least(ideal), default=g.m),
            "egalitarian": max(ok, key=least([1] * g.n), default=g.m), "utilitarian": first_best([g.m] + list(range(g.m)), g.total)}
    for s in result["solutions"]:
        check(s["single"]["alternative"] == g.places[want[s["name"]]], s["name"], s["single"]["alternative"], g.places[want[s["name"]]])


def check_lotteries(g, result):
    can = [p["can_gain"] for p in result["parties"]]
    for s in result["solutions"][:3]:
        chance = {g.places.index(c["alternative"]): c["chance"] for c in s["lottery"]["chances"]}
        check(near(sum(chance.values()), 1), "chances", s["name"])
        gains = [sum(p * g.gain(i, a) for a, p in chance.items()) for i in range(g.n)]
        for i, p in enumerate(s["lottery"]["parties"]):
            check(near(p["utility"], sum(x * g.u[i][a] for a, x in chance.items()), 1e-9), "utility", s["name"], p["party"])
            check(gains[i] >= -1e-7 and (can[i] or abs(gains[i]) < 1e-6), "gain", s["name"], p["party"])
        if s["name"] == "nash" and all(can):
            total = sum(g.weight)
            for a in range(g.m):
                price = sum(w * g.gain(i, a) / gains[i] for i, w in enumerate(g.weight))
                check(price <= total * (1 + 1e-6), "Nash's prices", a, price, total)


def check_report(program, path, *more):
    run = subprocess.run([program, "bargain", str(path), "--draws", "0", "--format", "json", "-q", *more], capture_output=True, text=True,
                         check=False)
    if run.returncode:
        bad.append(f"{path}: {run.stderr}")
        return
    data = json.loads(run.stdout)
    for result in data["results"]:
        g = Game(data, result)
        check_alternatives(g, result)
        check_rules(g, result)
        check_singles(g, result)
        check_lotteries(g, result)


def random_file(rng):
    n, m = rng.randint(1, 7), rng.randint(1, 7)
    names, places = [f"P{i}" for i in range(n)], [f"m{a}" for a in range(m)]
    low = rng.choice([-3, -1, 0])
    worth = {p: [rng.choice([rng.uniform(low, 9), float(rng.randint(low, 5))]) for _ in range(m + 1)] for p in names}
    rules = ["consensus", "consensus-minus-one", "{majority: 0.5}", "{majority: 0.75}", f"{{veto: [{', '.join(names[:2])}]}}",
             f"{{agenda: {rng.choice(names)}, with: {{majority: 0.5}}}}", f"{{agenda: {rng.choice(names)}, with: consensus}}"]
    lines = ["world: {states: {" + ", ".join(f"{p}: {{capability: 1, lat: 0, lon: {i}}}" for i, p in enumerate(names + ["Z"])) + "}}",
             "lenses: [{matrix: {}}]", "mechanisms:", *[f"  - {{name: {a}, commitments: []}}" for a in places],
             "bargain:", f"  margin: {rng.choice([0, 0.5, 1])}", "  disagreement: none",
             "  parties: [" + ", ".join(f"{{name: {p}, members: [{p}], weight: {rng.choice([1, 1, 2, 0.5])}}}" for p in names) + "]",
             "  utility:", "    security: 0", "    stated:",
             *[f"      {p}: {{" + ", ".join(f"{a}: {x!r}" for a, x in zip(places + ["disagreement"], worth[p])) + "}" for p in names],
             f"  rules: [{', '.join(rules)}]"]
    return "\n".join(lines) + "\n"


def main(program):
    rng = random.Random(20211231)
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / "game.yaml"
        for _ in range(300):
            path.write_text(random_file(rng), encoding="utf-8")
            check_report(program, path)
    for name in ("europe-dialogue", "asia-dialogue", "three-states"):
        check_report(program, f"scenarios/{name}.yaml")
    print("\n".join(bad[:20]) or "all as written out")
    print(f"{checks} checks, {len(bad)} wrong")
    return bool(bad)


sys.exit(main(sys.argv[1]))
