#!/usr/bin/env python3
"""compare.py PROGRAM NAME [--write]: the JSON of scenarios/NAME.yaml against tests/golden/NAME.json: all of a small world with 40 draws,
of Europe three lenses, three mechanisms and every claim with 10.

Numbers agree to 1e-9 relative (machines differ in the last digits of exp and log). --write makes the file again, with ten
digits; look at the difference before it is committed.
"""
import json
import math
import subprocess
import sys

OPTIONS = {
    "three-states": ["--draws", "40"],
    "europe-2022": ["--draws", "10", "--lens", "capabilities omega=1 chain=0", "--lens", "rivalry", "--lens", "estimated",
                    "--mechanism", "as it stood", "--mechanism", "one pact of all, by consensus",
                    "--mechanism", "Ukraine neutral, guaranteed, automatic"],
}
PROPERTIES = ["indivisible", "balanced", "effective", "sustainable"]


def shorten(value):
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, list):
        return [shorten(v) for v in value]
    if isinstance(value, dict):
        return {k: shorten(v) for k, v in value.items()}
    return value


def digest(data):
    """Of a large world: the properties, and of states what is lost and what changes."""
    data["world"]["states"] = len(data["world"]["states"])
    for result in data["results"]:
        result["states"] = {s["id"]: [s["loss"], s["dS"]] for s in result["states"]}
        result["indivisible"]["losers"] = len(result["indivisible"]["losers"])
        result["indivisible"]["commitments"] = result["indivisible"]["commitments"][:3]
    for claim in data["claims"]:  # where it flips is found to fewer digits than these are compared to
        claim["pivots"] = [[p["parameter"], p["holds"], float(f"{p['at']:.4g}")] for p in claim["pivots"]]
        claim["unmoved_by"] = [p["parameter"] for p in claim["unmoved_by"]]
        for said in ("by", "where", "test"):
            del claim[said]
    return data


def differences(want, got, path):
    if isinstance(want, bool) or isinstance(got, bool) or want is None or got is None or isinstance(want, str):
        if want != got:
            yield f"{path}: {got!r}, not {want!r}"
    elif isinstance(want, (int, float)) and isinstance(got, (int, float)):
        if not math.isclose(want, got, rel_tol=1e-9, abs_tol=1e-12):
            yield f"{path}: {got!r}, not {want!r}"
    elif type(want) is not type(got) or len(want) != len(got):
        yield f"{path}: another shape"
    elif isinstance(want, dict):
        for key in want:
            if key not in got:
                yield f"{path}.{key}: missing"
            else:
                yield from differences(want[key], got[key], f"{path}.{key}")
    else:
        for i, (a, b) in enumerate(zip(want, got)):
            yield from differences(a, b, f"{path}[{i}]")


program, name = sys.argv[1:3]
golden = f"tests/golden/{name}.json"
made = subprocess.run([program, "assess", f"scenarios/{name}.yaml", "--format", "json", "-q", *OPTIONS[name]],
                      check=True, capture_output=True, text=True).stdout
data = shorten(json.loads(made))
if len(data["world"]["states"]) > 10:
    data = digest(data)
if "--write" in sys.argv:
    with open(golden, "w", encoding="utf-8") as file:
        text = json.dumps(data, indent=1, ensure_ascii=False)
        file.write(text + "\n")
    sys.exit()
with open(golden, encoding="utf-8") as file:
    found = list(differences(json.load(file), data, name))
print("\n".join(found[:20]) or f"{golden}: the same")
sys.exit(bool(found))
