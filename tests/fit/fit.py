#!/usr/bin/env python3
"""fit.py PROGRAM: replications to every digit, properties that any estimate must have, and what a wrong input gets."""
import csv
import json
import math
import os
import pathlib
import random
import signal
import subprocess
import sys
import tempfile

program = sys.argv[1]
here = pathlib.Path(__file__).parent
sample = here / "sample.csv"
failures = checks = 0


def expect(truth, what):
    global failures, checks
    checks += 1
    if not truth:
        failures += 1
        print("FAILED:", what)


def near(got, want, relative, what):
    expect(math.isclose(got, want, rel_tol=relative, abs_tol=1e-13), f"{what}: {got!r}, not {want!r}")


def run(*words, env=None):
    return subprocess.run([program, "fit", *map(str, words)], capture_output=True, text=True, env=env)


def fit(*words):
    done = run("-q", "--format", "json", *words)
    if done.returncode:
        sys.exit(f"{words}: {done.stderr}")
    result = json.loads(done.stdout)
    result["by_term"] = {c["term"]: c for c in result["coefficients"]}
    return result


# --- Bremer (1992) as in peacesciencer's vignette: every digit of its re-run on the same files --------------------------------
POLY = "poly(gmlmidspell, 3)"
BREMER = {"(Intercept)": (-3.5577968, 0.0764438), "I(conttype == 1)": (1.0553348, 0.0581431),
          "I(min(cinc1, cinc2) / max(cinc1, cinc2))": (1.0555626, 0.0824917), "max(cowmaj1, cowmaj2)": (0.1134041, 0.0593653),
          "atop_defense": (-0.1299559, 0.0584427), "min(aeuds1, aeuds2)": (-0.2862079, 0.0299403),
          "min(mrgdppc1, mrgdppc2)": (-6.24254e-06, 4.28405e-06), "min(milper1 / tpop1, milper2 / tpop2)": (29.8215536, 2.3848308),
          POLY + "1": (-0.1462101, 0.0051237), POLY + "2": (0.002506064, 0.00013754), POLY + "3": (-0.0000117968, 9.1212e-07)}
r = fit("--undirected", "--prd", "--rules", "peacesciencer", "--to", 2010, "--formula",
        "gmlmidonset ~ " + " + ".join(t for t in BREMER if t[0] != "(" and not t.startswith(POLY)) + " + " + POLY)
expect(r["n"] == 106031 and r["events"] == 2447, f"Bremer: {r['n']} rows, {r['events']} onsets")
near(r["loglik"], -9801.3916, 1e-8, "Bremer: log-likelihood")
for term, (estimate, se) in BREMER.items():
    near(r["by_term"][term]["estimate"], estimate, 1e-5 if abs(estimate) < 1e-4 else 1e-6, f"Bremer: {term}")
    near(r["by_term"][term]["se"], se, 7e-4, f"Bremer: {term}, standard error")  # glm's weights are those of a step before its last: 1e-5 to 6e-4

# --- the large onset logit, R 4.2.2 glm to 1e-14 and sandwich 3.0.2 -----------------------------------------------------------
LARGE = {"(Intercept)": (-3.443095123, 0.03987337436, 0.1345756201), "log(max(cinc1,cinc2)/min(cinc1,cinc2))": (-0.06178627459, 0.007845277373, 0.01953600381),
         "I(conttype > 0)": (1.990602545, 0.03601598076, 0.1090174671), "I(mindist/1000)": (-0.2146554341, 0.006301893694, 0.01791242698),
         "atop_alliance": (-0.1097546645, 0.0301229456, 0.06365003842), "cowmidspell": (-0.1682883324, 0.003115223962, 0.009943138224),
         "I(cowmidspell^2)": (0.002898311824, 7.635844482e-05, 0.0002713688971), "I(cowmidspell^3)": (-1.350080806e-05, 4.792715851e-07, 1.810020647e-06)}
words = ["--rules", "peacesciencer", "--to", 2014, "--formula", "cowmidonset ~ " + " + ".join(list(LARGE)[1:])]
r = fit(*words)
expect((r["n"], r["events"], r["clusters"]) == (1715338, 6180, 20078), f"the large logit: {r['n']} rows")
near(r["loglik"], -30210.111125, 1e-11, "the large logit: log-likelihood")
for term, (estimate, se, clustered) in LARGE.items():
    near(r["by_term"][term]["estimate"], estimate, 1e-8, f"the large logit: {term}")
    near(r["by_term"][term]["se"], se, 1e-8, f"the large logit: {term}, standard error")
    # R's scores mix the weights of two iterations: its errors by cluster are good to 1e-7 (docs/fit.md)
    near(r["by_term"][term]["se_clustered"], clustered, 1e-7, f"the large logit: {term}, by cluster")
one, two = (run("-q", "--format", "json", "--threads", n, *words).stdout for n in (1, 2))
expect(one == two, "the large logit: other bytes on two threads")

# --- properties ---------------------------------------------------------------------------------------------------------------
FORMULA = "gmlmidonset ~ log(cinc1 + cinc2) + I(conttype == 1) + atop_defense + gmlmidspell"
base = fit("--data", sample, "--formula", FORMULA)
rows = list(csv.DictReader(sample.open()))
with tempfile.TemporaryDirectory() as folder:
    folder = pathlib.Path(folder)

    def write(name, rows, columns=None):
        with (folder / name).open("w", newline="") as file:
            out = csv.DictWriter(file, columns or list(rows[0]), lineterminator="\n")
            out.writeheader()
            out.writerows(rows)
        return folder / name

    shuffled = rows[:]
    random.Random(1).shuffle(shuffled)
    r = fit("--data", write("shuffled.csv", shuffled), "--formula", FORMULA)
    for term, c in base["by_term"].items():
        near(r["by_term"][term]["estimate"], c["estimate"], 1e-9, f"rows in another order: {term}")
        near(r["by_term"][term]["se_clustered"], c["se_clustered"], 1e-8, f"rows in another order: {term}, by cluster")
    r = fit("--data", sample, "--formula", FORMULA.replace("gmlmidspell", "I(gmlmidspell * 1000)"))
    near(1000 * r["by_term"]["I(gmlmidspell * 1000)"]["estimate"], base["by_term"]["gmlmidspell"]["estimate"], 1e-9, "scaled")
    near(r["loglik"], base["loglik"], 1e-12, "scaled: log-likelihood")
    r = fit("--data", sample, "--formula", FORMULA + " + I(2 * gmlmidspell + 3)")
    expect("I(2 * gmlmidspell + 3)" not in r["by_term"] and any("combination of terms before it" in w for w in r["warnings"]), "a collinear term")
    near(r["loglik"], base["loglik"], 1e-12, "a collinear term: log-likelihood")
    b = base["by_term"]["gmlmidspell"]["estimate"]
    r = fit("--data", sample, "--formula", FORMULA + f" + offset(I({b!r} * gmlmidspell))")
    near(r["by_term"]["gmlmidspell"]["estimate"] + 1, 1, 1e-9, "an offset takes the place of its coefficient")
    near(r["loglik"], base["loglik"], 1e-12, "an offset: log-likelihood")
    a, b = fit("--data", sample, "--formula", "gmlmidonset ~ cinc1 * gmlmidspell"), fit("--data", sample, "--formula",
                                                                                  "gmlmidonset ~ gmlmidspell + cinc1:gmlmidspell + cinc1")
    near(a["loglik"], b["loglik"], 1e-12, "a * b is a + b + a:b")
    expect([c["term"] for c in a["coefficients"]] == ["(Intercept)", "cinc1", "gmlmidspell", "cinc1:gmlmidspell"], "R's order of terms")
    r = fit("--data", sample, "--formula", FORMULA, "--where", "year >= 1900 && !is_na(aeuds1) && (cinc1 > 0.01 || cowmaj1 == 1)")
    n = sum(float(x["year"]) >= 1900 and x["aeuds1"] != "" and (float(x["cinc1"]) > 0.01 or float(x["cowmaj1"]) == 1) for x in rows)
    expect(r["n"] + r["dropped_missing"] == n, f"--where: {r['n']} + {r['dropped_missing']} rows, not {n}")
    r = fit("--data", sample, "--formula", FORMULA, "--where", "!year < 1900 && !(cowmaj1 == 1 || cowmaj2 == 1)")
    n = sum(float(x["year"]) >= 1900 and not (float(x["cowmaj1"]) == 1 or float(x["cowmaj2"]) == 1) for x in rows)
    expect(r["n"] + r["dropped_missing"] == n, f"! is of the whole comparison: {r['n']} + {r['dropped_missing']} rows, not {n}")
    r = fit("--data", sample, "--formula", "gmlmidonset ~ lag(atop_defense, 2) + lead(cinc1)")
    keys = {(x["ccode1"], x["ccode2"], int(x["year"])) for x in rows}
    n = sum((x["ccode1"], x["ccode2"], int(x["year"]) - 2) in keys and (x["ccode1"], x["ccode2"], int(x["year"]) + 1) in keys for x in rows)
    expect(r["n"] == n, f"lags: {r['n']} rows, not {n}")
    r = fit("--data", sample, "--formula", FORMULA, "--test-from", 1901)
    expect(r["test"]["from"] == 1901 and len(r["test"]["compared"]) == 1 and abs(r["test"]["compared"][0]["auc"] - 0.5) < 1e-12, "a test")
    late = fit("--data", sample, "--formula", FORMULA, "--to", 1900)["by_term"]
    brier = n = 0
    for x in rows:
        if int(x["year"]) >= 1901 and all(x[k] for k in ("gmlmidonset", "cinc1", "cinc2", "conttype", "atop_defense", "gmlmidspell")):
            eta = (late["(Intercept)"]["estimate"] + late["log(cinc1 + cinc2)"]["estimate"] * math.log(float(x["cinc1"]) + float(x["cinc2"])) +
                   late["I(conttype == 1)"]["estimate"] * (float(x["conttype"]) == 1) + late["atop_defense"]["estimate"] * float(x["atop_defense"]) +
                   late["gmlmidspell"]["estimate"] * float(x["gmlmidspell"]))
            brier += (1 / (1 + math.exp(-eta)) - float(x["gmlmidonset"])) ** 2
            n += 1
    near(r["test"]["brier"], brier / n, 1e-9, "a test is of a fit to the years before")
    r = fit("--data", sample, "--formula", FORMULA, "--rolling", 1900, "--compare", "gmlmidspell")
    expect([len(m["origins"]) for m in r["rolling"]] == [5, 5, 5] and r["rolling"][0]["origins"][0]["from"] == 1901, "a rolling test")

    # --- separation, and the way out
    split = [dict(x, sure=str(int(x["gmlmidonset"] == "1")), half=str(int(x["gmlmidonset"] == "1" and x["ccode1"] == "2"))) for x in rows]
    file = write("split.csv", split)
    r = fit("--data", file, "--formula", "gmlmidonset ~ half + gmlmidspell")
    expect(r["separated"] and any("'half' to plus infinity" in w and "--firth" in w for w in r["warnings"]), f"quasi-separation: {r['warnings']}")
    r = fit("--data", file, "--formula", "gmlmidonset ~ sure + gmlmidspell")
    expect(r["separated"], "perfect separation is said")
    expect("NaN" not in json.dumps(r) and "Infinity" not in json.dumps(r), "perfect separation gives no NaN")
    r = fit("--data", file, "--formula", "gmlmidonset ~ half + gmlmidspell", "--firth")
    expect(r["converged"] and not r["separated"] and 0 < r["by_term"]["half"]["estimate"] < 20, "Firth's correction is finite")

    # --- wrong input: what is said, and the exit status
    def wrong(status, said, *words):
        done = run("-q", *words)
        expect(done.returncode == status and said in done.stderr and not done.stdout,
               f"{words}: {done.returncode}, {done.stderr.strip()!r}; wanted {status}, {said!r}")

    wrong(2, "unknown column 'cinc'; did you mean 'cinc1'?", "--data", sample, "--formula", "gmlmidonset ~ cinc")
    wrong(2, "unknown column 'conttypes'; did you mean 'conttype'?", "--formula", "gmlmidonset ~ conttypes")
    wrong(2, "unknown function 'logs'; did you mean 'log'?", "--data", sample, "--formula", "gmlmidonset ~ logs(cinc1)")
    wrong(2, "formula, character 15: it ends where a term is wanted", "--data", sample, "--formula", "gmlmidonset ~ ")
    wrong(2, "OUTCOME ~ TERM", "--data", sample, "--formula", "gmlmidonset")
    wrong(2, "arithmetic goes inside I()", "--data", sample, "--formula", "gmlmidonset ~ cinc1 / cinc2")
    wrong(2, "where, character 9", "--data", sample, "--formula", FORMULA, "--where", "year > (")
    wrong(2, "which formula?", "--data", sample)
    wrong(2, "unknown covariance 'dyadik'; did you mean 'dyadic'?", "--data", sample, "--formula", FORMULA, "--covariance", "dyadik")
    wrong(2, "unknown option '--formla'; did you mean '--formula'?", "--formla", "x")
    wrong(1, "there is nothing to explain", "--data", sample, "--formula", "gmlmidonset ~ cinc1", "--where", "gmlmidonset == 0")
    wrong(1, "no row of 3669 is left", "--data", sample, "--formula", "gmlmidonset ~ cinc1", "--where", "year > 2000")
    wrong(1, "is infinite at row", "--data", sample, "--formula", "gmlmidonset ~ log(atop_defense)")
    wrong(1, "too large to be squared", "--data", sample, "--formula", "gmlmidonset ~ I(cinc1 * 1e300)")
    wrong(1, "a logit needs an event", "--data", sample, "--formula", "gmlmidspell ~ cinc1")
    wrong(1, "14 terms for 11 rows", "--data", write("few.csv", [{"y": k % 2, "x": k} for k in range(11)]), "--formula", "y ~ factor(x) + x + I(x^2) - 1 + I(x^3)")
    wrong(1, "split.csv: No such file", "--data", "/nowhere/split.csv", "--formula", FORMULA)
    text = write("text.csv", [{"y": 0, "x": 1}, {"y": 1, "x": "many"}])
    wrong(1, f"{text}:3:3: 'many' is no number", "--data", text, "--formula", "y ~ x")
    (folder / "m.yaml").write_text("formula: gmlmidonset ~ cinc1\ncovarianz: dyadic\n")
    wrong(1, f"{folder / 'm.yaml'}:2:1: unknown key 'covarianz'; did you mean 'covariance'?", folder / "m.yaml")
    (folder / "m.yaml").write_text("formula: gmlmidonset ~ cinc1 +\n")
    wrong(1, f"{folder / 'm.yaml'}:1:10: formula, character", folder / "m.yaml")
    (folder / "m.yaml").write_text("name: x\n")
    wrong(1, f"{folder / 'm.yaml'}:1:1: missing key 'formula'", folder / "m.yaml")

    # --- an interrupt: 130, and nothing is left
    left = folder / "left.txt"
    running = subprocess.Popen([program, "fit", "--progress", "--rolling", "1900", "--formula", "gmlmidonset ~ I(conttype > 0) + gmlmidspell", "-o", str(left)],
                               stderr=subprocess.PIPE, text=True)
    running.stderr.read(1)  # it is at work
    running.send_signal(signal.SIGINT)
    said = running.communicate()[1]
    expect(running.returncode == 130 and "interrupted" in said and not list(folder.glob("left*")), f"an interrupt: {running.returncode}, {said!r}")

    # --- the shipped models: the same figures again
    done = run("--refit", "-q", "-o", folder / "estimates.csv")
    expect(done.returncode == 0, f"--refit: {done.stderr}")
    shipped = list(csv.reader((pathlib.Path(os.environ["HELSINKI_DATA"]) / "estimates.csv").open()))
    again = list(csv.reader((folder / "estimates.csv").open()))
    expect([x[:4] for x in shipped] == [x[:4] for x in again], "--refit: other rows")
    for x, y in zip(shipped[1:], again[1:]):
        near(float(y[4]), float(x[4]), 1e-7, f"--refit: {' '.join(x[:4])}")
    plot = folder / "p.svg"
    done = run("-q", "--data", sample, "--formula", FORMULA, "--test-from", 1901, "--plot", plot)
    expect(done.returncode == 0 and plot.read_text().count("<path") == sum(int(x["year"]) >= 1901 and x["gmlmidonset"] == "1" for x in rows),
           "a separation plot has a mark for each event")
print(f"{checks} checks, {failures} failed")
sys.exit(failures > 0)
