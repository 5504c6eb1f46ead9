#!/usr/bin/env python3
"""naive.py PROGRAM: `helsinki dialogue` against KTAB's own runs, digit by digit, and against a slow program that shares no code with it.

The slow program is written from the formulas of docs/dialogue.md: lists and dictionaries, every sum spelled out, Markov chains solved in
fractions, the median by trial. Random dialogues are compared under every option of both models.
"""
import itertools
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

HERE = pathlib.Path(__file__).parent
bad = checks = 0


def check(right, *words):
    global bad, checks
    checks += 1
    if not right:
        bad += 1
        if bad < 30:
            print("FAIL", *words)


def close(a, b, tolerance=1e-9):
    if isinstance(a, list):
        return len(a) == len(b) and all(close(x, y, tolerance) for x, y in zip(a, b))
    return a == b if a is None or b is None else abs(a - b) <= tolerance * max(1, abs(a), abs(b))


def run(program, path, *words):
    done = subprocess.run([program, "dialogue", str(path), "--format", "json", *words], capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{words}: {done.stderr}")
    return json.loads(done.stdout)


# --- KTAB's own runs


def printed(text, value, decimals):
    """Whether a value prints as text does; the last digit may go either way where it lies on the edge."""
    return abs(float(text) - value) <= 0.5 * 10**-decimals + 1e-9


def against_ktab(program, csv, name):
    got = run(program, csv)
    turns = got["turns"]
    rows = (HERE / "ktab" / f"{name}.txt").read_text().splitlines()
    check(len(rows) == len(got["actors"]) * (len(got["issues"]) + 1), name, "rows")
    for row in rows:
        head, figures = row.rsplit(":", 1)
        actor, what = (part.strip() for part in head.split(",", 1))
        figures = figures.split()
        place = [a["name"] for a in got["actors"]].index(actor)
        check(len(figures) == len(turns), name, "turns", len(turns), len(figures))
        for figure, turn in zip(figures, turns):
            party = turn["actors"][place]
            if what == "prob":
                check(printed(figure, party["probability"], 4), name, actor, turn["turn"], figure, party["probability"])
            else:
                value = party["position"][got["issues"].index(what)]
                check(printed(figure, value, 1), name, actor, what, turn["turn"], figure, value)
    return got


def challenges_of_ktab(got):
    names = [a["name"] for a in got["actors"]]
    offers = {(names.index(o["from"]), names.index(o["to"])): o for o in got["turns"][0]["offers"]}
    rows = [row.split() for row in (HERE / "ktab/soe-pol-comp-challenges.txt").read_text().splitlines()]
    check(len(rows) == len(offers), "challenges of turn 0")
    for row in rows:
        o = offers.get((int(row[0]), int(row[1])))
        check(o is not None, "KTAB has the challenge", row[:2])
        if o is None:
            continue
        values = [o["chance"], o["gain"], o["to_chance"], o["to_gain"], *o["from_position"], *o["to_position"]]
        for text, value in zip(row[2:], values):
            check(printed(text, value, len(text.split(".")[1])), "challenge", row[:2], text, value)


# --- the slow spatial model


def vote(rule, w, d):
    step = min(1, max(-1, d / 1e-8))
    return w * {"proportional": d, "binary": step, "proportional-binary": 0.8 * d + 0.2 * step, "cubic": d**3,
                "proportional-cubic": (d + d**3) / 2, "prospect": d if d < 0 else 2 * d / 3}[rule]


def wins(rule, s, t):
    if rule == "binary":
        if max(s, t) >= 1.1 * min(s, t):
            return (1, 1e-6)[s < t] / (1 + 1e-6)
        return min(1 / (1 + 1e-6), max(1e-6 / (1 + 1e-6), (s / (s + t) * 2.1 - 1) / 0.1))
    power = {"linear": 1, "square": 2, "quartic": 4, "octic": 8}[rule]
    return 1 / (1 + (t / s) ** power)


def choice(o, weights, worth):
    """Chances of options; worth[k][a]: of option a to party k."""
    n = len(worth[0])
    c = [[1e-8] * n for _ in range(n)]
    for a, b in itertools.combinations(range(n), 2):
        for k, w in enumerate(weights):
            v = vote(o["voting"], w, worth[k][b] - worth[k][a])
            c[b][a] += max(v, 0)
            c[a][b] += max(-v, 0)
    p = [[0.5 if a == b else wins(o["victory"], c[a][b], c[b][a]) for b in range(n)] for a in range(n)]
    if o["pce"] == "conditional":
        logs = [sum(math.log(x) for x in row) for row in p]
        raw = [math.exp(x - max(logs)) for x in logs]
        return [x / sum(raw) for x in raw]
    if o["pce"] == "markov-uniform":
        challenge = [[1 / n] * n for _ in range(n)]
    else:
        i = [[c[a][b] * p[a][b] + (1e-10 if a == b else 0) for b in range(n)] for a in range(n)]
        challenge = [[i[a][b] / sum(i[k][b] for k in range(n)) for b in range(n)] for a in range(n)]
    rate = [[Fraction(challenge[b][a]) * Fraction(p[b][a]) for b in range(n)] for a in range(n)]  # from favourite a to b
    # as much flows in as out of every option but the last, and the shares come to 1: solved exactly, by elimination
    rows = [[-sum(rate[b][k] for k in range(n) if k != b) if a == b else rate[a][b] for a in range(n)] + [Fraction(0)]
            for b in range(n - 1)] + [[Fraction(1)] * (n + 1)]
    for x in range(n):
        pivot = next(y for y in range(x, n) if rows[y][x])
        rows[x], rows[pivot] = rows[pivot], rows[x]
        rows[x] = [v / rows[x][x] for v in rows[x]]
        for y in range(n):
            if y != x and rows[y][x]:
                rows[y] = [v - rows[y][x] * u for v, u in zip(rows[y], rows[x])]
    return [float(row[n]) for row in rows]


class Spatial:
    def __init__(self, parties, o):
        self.p, self.o, self.n = parties, o, len(parties)
        self.all = range(self.n)
        self.weights = [x["influence"] for x in parties]

    def gap(self, i, place):
        s = self.p[i]["salience"]
        return math.sqrt(sum(((x - y) * z) ** 2 for x, y, z in zip(self.at[i], place, s)) / sum(z * z for z in s))

    def worth(self, i, place, risk):
        d = self.gap(i, place)
        return (1 - d) * (1 + d * risk) if d <= 1 else (1 - d) * (1 + risk)

    def look(self, at):
        self.at = at
        neutral = [[self.worth(i, at[j], 0) for j in self.all] for i in self.all]
        chance = choice(self.o, self.weights, neutral)
        least, most = min(chance), max(chance)
        low, high = {"min": (0, 1), "mid": (-0.5, 1), "max": (-1, 1)}[self.o["risk"]]
        self.risk = [low + (high - low) * (c - least) / (most - least) if most > least else 0 for c in chance]
        self.utility = [[self.worth(i, at[j], self.risk[i]) for j in self.all] for i in self.all]
        first = []
        for i in self.all:
            if not any(math.dist(at[i], at[j]) < 1e-3 for j in first):
                first.append(i)
        each = dict(zip(first, choice(self.o, self.weights, [[self.utility[i][j] for j in first] for i in self.all])))
        self.probability = [each[next(j for j in first if math.dist(at[i], at[j]) < 1e-3)] for i in self.all]

    def seen(self, h):
        share = {"nothing": 0, "third": 1 / 3, "half": 1 / 2, "two-thirds": 2 / 3, "all": 1}[self.o["risk-seen"]]
        return [[self.worth(i, self.at[j], (1 - share) * self.risk[h] + share * self.risk[i]) for j in self.all] for i in self.all]

    def challenge(self, u, k, i, j):
        power = [x["influence"] * sum(x["salience"]) for x in self.p]
        two = [1e-10, 1e-10]
        for x in (i, j):
            v = vote(self.o["voting"], power[x], u[x][i] - u[x][j])
            two[v <= 0] += abs(v)
        sides = list(two)
        for x in self.all:
            if x in (i, j):
                continue
            v = vote(self.o["voting"], power[x], u[x][i] - u[x][j])
            three = [two[0] + max(v, 0), two[1] + max(-v, 0)]
            p = three[0] / sum(three)
            kind = self.o["commitment"]
            winner = {"full": (u[x][i], u[x][j])}.get(kind, (u[x][x], u[x][x]))
            loser = {"none": (u[x][x], u[x][x])}.get(kind, (u[x][i], u[x][j]))
            with_i = p * (2 * u[x][i] + winner[0]) + (1 - p) * (2 * u[x][j] + loser[1])
            with_j = p * (2 * u[x][i] + loser[0]) + (1 - p) * (2 * u[x][j] + winner[1])
            v = vote(self.o["voting"], power[x], with_i - with_j)
            sides[v <= 0] += abs(v)
        p = sides[0] / sum(sides)
        resists = sum(self.p[j]["salience"])
        value = (1 - resists) * 2 * u[k][i] + resists * (p * 2 * u[k][i] + (1 - p) * 2 * u[k][j])
        return p, value - u[k][i] - u[k][j]

    def meet(self, i, j, p):
        one, two = [], []
        for a, b, s, t in zip(self.at[i], self.at[j], self.p[i]["salience"], self.p[j]["salience"]):
            if self.o["weights"] == "s2pmax":
                margin = 2 * p - 1
                back, on = max(0, -margin), max(0, margin)
                one.append(a + back * t * t / (back * t * t + 1e-6 + (1 - back) * s * s) * (b - a))
                two.append(b + on * s * s / (on * s * s + 1e-6 + (1 - on) * t * t) * (a - b))
                continue
            power = int(self.o["weights"][1])
            v, w = s**power * p**power, t**power * (1 - p) ** power
            one.append(math.floor(0.5 + 1e4 * ((v + 1e-6) * a + w * b) / (v + w + 1e-6)) / 1e4)
            two.append(math.floor(0.5 + 1e4 * (v * a + (w + 1e-6) * b) / (v + w + 1e-6)) / 1e4)
        return one, two

    def offers(self):
        made = []
        for i in self.all:
            u = self.seen(i)
            best = max((j for j in self.all if j != i), key=lambda j, u=u, i=i: (self.challenge(u, i, i, j)[1], -j))
            p, gain = self.challenge(u, i, i, best)
            if gain <= 1e-5:
                continue
            q, other = self.challenge(self.seen(best), best, i, best)
            mine, theirs = self.meet(i, best, p), self.meet(i, best, q)
            known = {"from": i, "to": best, "chance": p, "gain": gain, "to_chance": q, "to_gain": other}
            if self.o["bargain"] == "compromise":
                v, w = (self.p[x]["influence"] * sum(self.p[x]["salience"]) for x in (i, best))
                mine = [[(v * a + w * b) / (v + w) for a, b in zip(*pair)] for pair in zip(mine, theirs)]
            made.append(dict(known, places=mine))
            if self.o["bargain"] == "both":
                made.append(dict(known, places=theirs))
        return made

    def step(self):
        self.table = self.offers()
        after = []
        for k in self.all:
            mine = [b for b in self.table if k in (b["from"], b["to"])]
            worth = []
            for a in self.all:
                row = [sum(self.utility[a]) / self.n]
                for b in mine:
                    moved = {b["from"]: b["places"][0], b["to"]: b["places"][1]}
                    row.append(sum(self.worth(a, moved[x], self.risk[a]) if x in moved else self.utility[a][x] for x in self.all) / self.n)
                worth.append(row)
            chance = choice(self.o, self.weights, worth)
            best = max(range(len(chance)), key=lambda x, chance=chance: (chance[x], -x))
            gap = sorted(chance)[-1] - sorted(chance)[-2] if mine else 1
            self.closest = min(self.closest, gap)
            after.append(self.at[k] if not best else mine[best - 1]["places"][mine[best - 1]["to"] == k])
        return after

    def compare(self, turn, words):
        for i, actor in enumerate(turn["actors"]):
            check(close(actor["position"], [100 * x for x in self.at[i]]), words, turn["turn"], "position", i)
            check(close(actor["risk"], self.risk[i], 1e-8), words, turn["turn"], "risk", i, actor["risk"], self.risk[i])
            check(close(actor["probability"], self.probability[i], 1e-8), words, turn["turn"], "probability", i)
            check(close(turn["utilities"][i], self.utility[i], 1e-8), words, turn["turn"], "utility", i)

    def compare_offers(self, turn, names, words):
        check(len(self.table) == len(turn["offers"]), words, turn["turn"], "offers")
        for mine, given in zip(self.table, turn["offers"]):
            check((names[mine["from"]], names[mine["to"]]) == (given["from"], given["to"]), words, turn["turn"], "who offers whom")
            for key in ("chance", "gain", "to_chance", "to_gain"):
                check(close(mine[key], given[key], 1e-8), words, turn["turn"], key)
            for place, key in zip(mine["places"], ("from_position", "to_position")):
                check(close(given[key], [100 * x for x in place], 1e-8), words, turn["turn"], key)


def follow_spatial(got, parties, o):
    words = " ".join(o.values())
    model = Spatial(parties, o)
    at = [x["position"] for x in parties]
    names = [x["name"] for x in parties]
    for t, turn in enumerate(got["turns"]):
        model.look(at)
        model.compare(turn, words)
        model.closest = 1
        if t + 1 == len(got["turns"]):
            break
        at = model.step()
        model.compare_offers(turn, names, words)
        if model.closest < 1e-7:  # two bargains as good as equal: which is taken is rounding's affair
            return


# --- the slow expected-utility model


def expected(parties, reading, q, t, turns):
    x = [p["position"][0] for p in parties]
    s = [p["salience"][0] for p in parties]
    w = [p["influence"] * y for p, y in zip(parties, s)]
    n = range(len(x))
    width = max(x) - min(x)
    for _ in range(turns):
        half = sum(w) / 2
        median = min(m for m in x if sum(y for y, z in zip(w, x) if z <= m) >= half - 1e-12)
        r = [1.0] * len(x)

        def voted(k, i, j):
            return w[k] * ((abs(x[k] - x[j]) / width) ** r[k] - (abs(x[k] - x[i]) / width) ** r[k])

        def chances():
            everything = sum(abs(voted(k, i, j)) for k in n for i in n for j in n)
            table = {}
            for i in n:
                for j in n:
                    total = sum(abs(voted(k, i, j)) for k in n) if reading == "proper" else everything
                    table[i, j] = 0 if x[i] == x[j] else sum(max(0, voted(k, i, j)) for k in n) / total
            return table

        def eu(h, i, j):
            d, e = abs(x[i] - x[j]) / (2 * width), (abs(x[i] - median) + abs(x[i] - x[j])) / (4 * width)
            f = lambda share: 2 - 4 * max(0, share) ** r[h]
            fight = s[j] * (p[i, j] * f(0.5 - d) + (1 - p[i, j]) * f(0.5 + d)) + (1 - s[j]) * f(0.5 - d)
            return fight - q * f(0.5) - (1 - q) * (t * f(0.5 - e) + (1 - t) * f(0.5 + e))

        p = chances()
        danger = [sum(eu(i, j, i) for j in n if j != i) for i in n]
        top, low = max(danger), min(danger)
        share = [(2 * d - top - low) / (top - low) if top > low else 0 for d in danger]
        r = [(1 - y / 3) / (1 + y / 3) for y in share]
        p = chances()
        after, offers, near = [], [], 1.0
        for i in n:
            kinds = {"confrontation": [], "compromise": [], "capitulation": []}
            for j in n:
                if x[i] == x[j]:
                    continue
                mine, theirs = eu(i, i, j), eu(i, j, i)
                near = min(near, abs(theirs), abs(mine), abs(theirs - mine), abs(theirs + mine))
                if theirs > mine > 0:
                    kinds["confrontation"].append((abs(x[j] - x[i]), j, x[j]))
                elif theirs > 0 > mine:
                    if theirs > -mine:
                        to = x[i] + (x[j] - x[i]) * -mine / theirs
                        key = (-mine * x[i] + theirs * x[j]) / (theirs - mine) if reading == "scholz" else abs(to - x[i])
                        kinds["compromise"].append((key, j, to))
                    else:
                        kinds["capitulation"].append((abs(x[j] - x[i]), j, x[j]))
            offers += [(i, j, kind, to) for kind, group in kinds.items() for _, j, to in group]
            best = next((min(group) for group in kinds.values() if group), None)
            after.append(best[2] if best else x[i])
        yield x, r, [[0 if i == j else eu(i, i, j) for j in n] for i in n], offers, near
        x = after


def follow_expected(got, parties, reading, q, t):
    words = f"{reading} q {q} t {t}"
    for turn, (x, r, utility, offers, near) in zip(got["turns"], expected(parties, reading, q, t, len(got["turns"]))):
        where = (words, turn["turn"])
        for i, actor in enumerate(turn["actors"]):
            check(close(actor["position"], [x[i]], 1e-8), *where, "position", i, actor["position"], x[i])
            check(close(actor["risk"], r[i], 1e-8), *where, "risk", i)
            check(actor["probability"] is None, *where, "no probability")
            check(close(turn["utilities"][i], utility[i], 1e-8), *where, "utility", i)
        names = [a["name"] for a in turn["actors"]]
        if turn["offers"]:
            mine = sorted((names[i], names[j], kind) for i, j, kind, _ in offers)
            check(mine == sorted((o["to"], o["from"], o["kind"]) for o in turn["offers"]) or near < 1e-9, *where, "offers")
        if near < 1e-9:
            return


# --- random dialogues


def invent(rng, n, m):
    parties = []
    for i in range(n):
        salience = [rng.uniform(0.05, 1) for _ in range(m)]
        scale = rng.uniform(0.2, 1) / sum(salience)
        parties.append({"name": f"P{i}", "influence": rng.choice([1, 1, rng.uniform(0.1, 200)]),
                        "position": [rng.choice([0, 0.25, 0.5, 1, rng.random()]) for _ in range(m)],
                        "salience": [x * scale for x in salience]})
    return parties


def write(path, parties):
    m = len(parties[0]["position"])
    rows = [f"random,,{len(parties)},{m}", "Actor,Description,Influence" + "".join(f",I{k},S{k}" for k in range(m))]
    for p in parties:
        p["position"] = [float(repr(100 * x)) / 100 for x in p["position"]]
        rows.append(f"{p['name']},,{p['influence']!r}" + "".join(f",{100 * x!r},{100 * y!r}" for x, y in zip(p["position"], p["salience"])))
    path.write_text("\n".join(rows) + "\n")


CHOICES = {"voting": ["proportional", "binary", "proportional-binary", "proportional-cubic", "cubic", "prospect"],
           "victory": ["linear", "square", "quartic", "octic", "binary"],
           "pce": ["conditional", "markov-uniform", "markov-incentive"],
           "commitment": ["semi", "full", "none"],
           "risk": ["mid", "min", "max"],
           "risk-seen": ["third", "nothing", "half", "two-thirds", "all"],
           "weights": ["s2p2", "s1p1", "s2pmax"],
           "bargain": ["challenger", "both", "compromise"]}


def random_spatial(program, path, rng):
    default = {key: words[0] for key, words in CHOICES.items()}
    settings = [dict(default, **{key: word}) for key, words in CHOICES.items() for word in words]
    settings += [{key: rng.choice(words) for key, words in CHOICES.items()} for _ in range(40)]
    for o in settings:
        parties = invent(rng, rng.randint(2, 7), rng.randint(1, 3))
        write(path, parties)
        words = [w for key, word in o.items() for w in (f"--{key}", word)]
        follow_spatial(run(program, path, "--turns", "6", "--settled", "0", *words), parties, o)


def random_expected(program, path, rng):
    for case in range(60):
        parties = invent(rng, rng.randint(2, 9), 1)
        write(path, parties)
        reading, q, t = ("proper", "scholz")[case % 2], rng.choice([1, 1, 0.5, 0]), rng.choice([1, 0.3])
        got = run(program, path, "--model", "expected-utility", "--reading", reading, "--q", str(q), "--t", str(t), "--turns", "5", "--settled", "0")
        for p in parties:
            p["position"] = [100 * x for x in p["position"]]
        if max(p["position"] for p in parties) == min(p["position"] for p in parties):
            check(got["end"] == "still" and len(got["turns"]) == 1, "all in one place")
            continue
        follow_expected(got, parties, reading, q, t)


def main(program):
    rng = random.Random(1)
    challenges_of_ktab(against_ktab(program, "examples/dialogue/soe-pol-comp.csv", "soe-pol-comp"))
    against_ktab(program, HERE / "ktab/dummy-3dim.csv", "dummy-3dim")
    ktab = checks
    with tempfile.TemporaryDirectory() as scratch:
        path = pathlib.Path(scratch) / "random.csv"
        random_spatial(program, path, rng)
        random_expected(program, path, rng)
    print(f"{ktab} figures of KTAB's runs, {checks - ktab} of random dialogues, {bad} wrong")
    return bad


sys.exit(bool(main(sys.argv[1])))
