#!/usr/bin/env python3
"""naive.py PROGRAM: `helsinki power --exact` on random small rules of every kind against the definitions, word for word: all
coalitions, all orders of voters, and all orders that keep unions together, with fractions."""
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction as F

INDICES = ["banzhaf", "banzhaf_absolute", "shapley_shubik", "coleman_prevent", "coleman_initiate", "johnston", "deegan_packel",
           "holler_packel", "owen", "banzhaf_owen"]


class Game:
    def __init__(self, voters, rules, unions):
        self.voters, self.rules, self.unions = voters, rules, unions

    def wins(self, s):
        return all(meets(rule, s) for rule in self.rules)


def meets(rule, s):
    if "all" in rule:
        return all(meets(r, s) for r in rule["all"])
    if "any" in rule:
        return any(meets(r, s) for r in rule["any"])
    if "veto" in rule:
        return s >= set(rule["veto"])
    if "winning" in rule:
        return any(s >= set(c) for c in rule["winning"])
    weights = rule.get("weights") or {v: 1 for v in rule["voters"]}
    total, quota = sum(weights.values()), rule["quota"]
    if quota == "majority":
        return 2 * sum(weights.get(v, 0) for v in s) > total
    if isinstance(quota, str):
        return sum(weights.get(v, 0) for v in s) >= F(quota.rstrip(" %")) * total / 100
    return sum(weights.get(v, 0) for v in s) >= quota


def subsets(voters):
    return (set(c) for k in range(len(voters) + 1) for c in itertools.combinations(voters, k))


def share(values):
    total = sum(values.values())
    return {v: x / total for v, x in values.items()}


def orders_with_unions(unions):
    for outer in itertools.permutations(unions):
        for inner in itertools.product(*(itertools.permutations(u) for u in outer)):
            yield [v for u in inner for v in u]


def pivots(game, orders):
    count, total = dict.fromkeys(game.voters, 0), 0
    for order in orders:
        total += 1
        s = set()
        for v in order:
            s.add(v)
            if game.wins(s):
                count[v] += 1
                break
    return {v: F(c, total) for v, c in count.items()}


def banzhaf_owen(game):
    result = {}
    for own in game.unions:
        others = [u for u in game.unions if u is not own]
        for v in own:
            mates = [m for m in own if m != v]
            swings = total = 0
            for outer in (c for k in range(len(others) + 1) for c in itertools.combinations(others, k)):
                for inner in subsets(mates):
                    s = inner | {x for u in outer for x in u}
                    total += 1
                    swings += game.wins(s | {v}) and not game.wins(s)
            result[v] = F(swings, total)
    return result


def measure(game):
    n, voters = len(game.voters), game.voters
    winning = [s for s in subsets(voters) if game.wins(s)]
    critical = [{v for v in s if not game.wins(s - {v})} for s in winning]
    minimal = [s for s, c in zip(winning, critical) if s == c]
    swings = {v: F(sum(v in c for c in critical)) for v in voters}
    out = {"swings": swings, "banzhaf": share(swings), "banzhaf_absolute": {v: x / 2 ** (n - 1) for v, x in swings.items()},
           "coleman_prevent": {v: x / len(winning) for v, x in swings.items()},
           "coleman_initiate": {v: x / (2**n - len(winning)) for v, x in swings.items()},
           "johnston": share({v: sum((F(1, len(c)) for c in critical if v in c), F(0)) for v in voters}),
           "deegan_packel": {v: sum((F(1, len(s)) for s in minimal if v in s), F(0)) / len(minimal) for v in voters},
           "holler_packel": share({v: F(sum(v in s for s in minimal)) for v in voters}),
           "shapley_shubik": pivots(game, itertools.permutations(voters)) if n <= 7 else None,
           "owen": pivots(game, orders_with_unions(game.unions)) if game.unions and n <= 7 else None,
           "banzhaf_owen": banzhaf_owen(game) if game.unions else None}
    proper = not any(game.wins(set(voters) - s) for s in winning)
    return out, len(winning), len(minimal), proper


# --- random rules --------------------------------------------------------------------------------------------------------


def weighted(rng, voters):
    some = rng.sample(voters, rng.randint(1, len(voters)))
    weights = {v: rng.randint(0, 7) for v in (voters if rng.random() < 0.5 else some)}
    if not sum(weights.values()):
        weights[next(iter(weights))] = 1
    kind = rng.random()
    if kind < 0.2:
        return {"quota": rng.randint(1, len(some)), "voters": some}
    if kind < 0.3:
        return {"quota": "majority", "weights": weights}
    if kind < 0.45:
        return {"quota": rng.choice(["50 %", "62 %", "66.67 %", "55%", "100 %"]), "weights": weights}
    return {"quota": rng.randint(1, sum(weights.values())), "weights": weights}


def rule(rng, voters, depth=0):
    kind = rng.random()
    if kind < 0.15:
        return {"veto": rng.sample(voters, rng.randint(1, min(2, len(voters))))}
    if kind < 0.3:
        return {"winning": [rng.sample(voters, rng.randint(1, len(voters))) for _ in range(rng.randint(1, 4))]}
    if kind < 0.5 and depth < 2:
        return {rng.choice(["all", "any"]): [rule(rng, voters, depth + 1) for _ in range(rng.randint(1, 3))]}
    return weighted(rng, voters)


def make(rng):
    n = rng.randint(1, 8)
    voters = [f"v{i}" for i in range(n)]
    rng.shuffle(voters)
    rules = [rule(rng, voters) for _ in range(rng.choice([1, 1, 1, 2, 3]))]
    unions = None
    if rng.random() < 0.6:
        left, unions = voters[:], []
        while left:
            k = rng.randint(1, len(left))
            unions.append(left[:k])
            left = left[k:]
    return Game(voters, rules, unions)


def flow(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    return str(value)


def write(game, rng):
    text = f"voters: {flow(game.voters)}\nrules: {flow(game.rules)}\n"
    if game.unions:
        stated = [u for u in game.unions if len(u) > 1 or rng.random() < 0.5] or game.unions
        text += f"unions: {flow(stated)}\n"
    return text


def compare(program, game, text, where):
    path = where / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    run = subprocess.run([program, "power", "--exact", "--format", "json", "-q", str(path)], capture_output=True, text=True, check=False)
    if run.returncode:
        return [f"status {run.returncode}: {run.stderr}"]
    got = json.loads(run.stdout)
    want, winning, minimal, proper = measure(game)
    wrong = []
    if (got["winning"], got["minimal_winning"], got["proper"]) != (str(winning), str(minimal), proper):
        wrong.append(f"winning {got['winning']} {winning}, minimal {got['minimal_winning']} {minimal}, proper {got['proper']} {proper}")
    if [v["id"] for v in got["voters"]] != game.voters:
        wrong.append("order of voters")
    for v in got["voters"]:
        if int(v["swings"]) != want["swings"][v["id"]]:
            wrong.append(f"swings of {v['id']}")
        for index in INDICES:
            value = want[index]
            if index in ("owen", "banzhaf_owen") and not game.unions and v[index] is not None:
                wrong.append(f"{index} without unions")
            if value is not None and F(v[index]) != value[v["id"]]:
                wrong.append(f"{index} of {v['id']}: {v[index]}, not {value[v['id']]}")
    return wrong


def main(program, rounds=400):
    rng = random.Random(20221)
    bad = 0
    with tempfile.TemporaryDirectory() as scratch:
        for _ in range(rounds):
            game = make(rng)
            text = write(game, rng)
            wrong = compare(program, game, text, pathlib.Path(scratch))
            if wrong:
                bad += 1
                print(text, *wrong[:4], sep="\n")
    print(f"{rounds - bad} passed, {bad} failed")
    return bad > 0


sys.exit(main(sys.argv[1]))
