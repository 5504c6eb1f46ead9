#!/usr/bin/env python3
"""What is answered: the figures of the command line, to the digit; and what is wrong with a question, where it stands."""
import json
import math
import os
import subprocess
import sys
import tempfile

from schema import Schema
from server import Server, check, look_at, report, slow

program = look_at(sys.argv[1])
SCHEMA = Schema("docs/api.schema.json")
SMALL, LARGE = "scenarios/three-states.yaml", "scenarios/nato-1949.yaml"


def text_of(file):
    with open(file, encoding="utf-8") as opened:
        return opened.read()


def command(*words):
    done = subprocess.run([program, *words, "-q", "--format", "json"], capture_output=True, check=True)
    return json.loads(done.stdout)


def ask(server, route, body, status=200):
    """Asks, and holds question and answer against the schema; the answer's document."""
    answer = server.ask("POST", f"/api/{route}", body)
    if not check(answer.status == status, f"{route}: {status}, not {answer.status} {answer.body[:200]}"):
        return {}
    for part, value in (("request", body), ("answer", answer.json())):
        faults = SCHEMA.faults(f"{route}-{part}" if status < 400 or part == "request" else "error", value)
        check(not faults, f"{route}: the {part} against the schema: {faults}")
    return answer.json()


BRIEF = {"balanced": ["dominance"], "indivisible": ["worst_commitment", "worst_commitment_value", "worst_commitment_harm", "commitments",
         "freedom_to_choose", "freedom_to_choose_why", "gainful_ties", "forbidden_ties"], "sustainable": ["could_add", "dearest"]}


def brief(result):
    """What an evaluation does not ask for is null in its answer; all else is as on the command line."""
    left = {**result, **{part: {**result[part], **{key: None for key in keys}} for part, keys in BRIEF.items()}}
    left["states"] = [{**s, "autonomy": None, "autonomy_provider": None} for s in result["states"]]
    return left


PLACE = ("id", "ccode", "name", "in_region", "lat", "lon")
SHOWN = ("id", "loss", "security", "dS", "why")


def as_shown(result):
    """What a page shows of it: no figure is another than in the whole."""
    states = [{**{key: s[key] for key in SHOWN}, "threats": [{"id": t["id"]} for t in s["threats"]]} for s in result["states"]]
    return {**brief(result), "states": states}


def same(a, b, what):
    """Equal, numbers to the last digit: JSON's own reader gives the same double for the same digits."""
    check(a == b and json.dumps(a) == json.dumps(b), f"{what}: the same as on the command line")


def figures(server, file):
    text = text_of(file)
    opened = ask(server, "open", {"text": text})
    whole = command("assess", file, "--draws", "0", "--no-claims")
    same(opened["world"], whole["world"], f"{file}: world")
    check(all("lat" in s and "lon" in s for s in opened["world"]["states"]), f"{file}: where the states are")
    check([m["name"] for m in opened["mechanisms"]] == list(dict.fromkeys(r["mechanism"] for r in whole["results"])), f"{file}: mechanisms")
    check([x["name"] for x in opened["lenses"]] == list(dict.fromkeys(r["lens"] for r in whole["results"])), f"{file}: lenses")
    check(all(x["assumes"] for x in opened["lenses"]), f"{file}: what each lens assumes")
    same(opened["ledger"], whole["ledger"], f"{file}: ledger")
    claims = command("claims", file, "--draws", "0", "--no-pivots")["claims"]
    check(opened["claims"] == len({c["claim"] for c in claims}), f"{file}: {opened['claims']} claims")
    some = whole["results"] if file == SMALL else whole["results"][:2] + whole["results"][-2:]
    for result in some:
        answer = ask(server, "evaluate", {"text": text, "mechanism": result["mechanism"], "lens": result["lens"]})
        same(answer["result"], brief(result), f"{file}: {result['mechanism']}, {result['lens']}")
        check(answer["mechanism"] in opened["mechanisms"], f"{file}: the mechanism is the one of the file")
        ties(answer)
    two = [result for result in some if result["lens"] == some[0]["lens"]][:2]
    both = ask(server, "evaluate", {"text": text, "mechanism": two[0]["mechanism"], "against": two[-1]["mechanism"], "lens": two[0]["lens"]})
    same(both["result"], brief(two[0]), f"{file}: {two[0]['mechanism']} beside another")
    same(both["against"], brief(two[-1]), f"{file}: against {two[-1]['mechanism']}")
    bare = ask(server, "evaluate", {"text": text, "mechanism": two[0]["mechanism"], "lens": two[0]["lens"], "bare": True, "ahead": True})
    same(bare["result"], brief(two[0]), f"{file}: {two[0]['mechanism']}, bare and ahead")
    check("mechanism" not in bare and "ties" not in bare, f"{file}: bare, {sorted(bare)}")
    seen = ask(server, "evaluate", {"text": text, "mechanism": two[0]["mechanism"], "against": two[-1]["mechanism"], "lens": two[0]["lens"], "shown": True, "world": True})
    same(seen["result"], as_shown(two[0]), f"{file}: what a page shows")
    compared = {**as_shown(two[-1]), "effective": {**two[-1]["effective"], "together": None}}
    same(seen["against"], compared, f"{file}: what a page compares it with")
    same(seen["world"], {**whole["world"], "states": [{key: s[key] for key in PLACE} for s in whole["world"]["states"]]}, f"{file}: the world of a map")
    check(all(seen[key] == opened[key] for key in ("scenario", "regions")), f"{file}: scenario and regions with the figures")
    beside = ask(server, "evaluate", {"text": text, "bare": True, "world": True})
    same(beside["world"], whole["world"], f"{file}: the whole world with the figures")
    first = server.post("/api/evaluate", text=text).json()
    same(first["result"], brief(whole["results"][0]), f"{file}: the first of each")
    state = whole["results"][0]["states"][0]["id"]
    words = ["--mechanism", whole["results"][-1]["mechanism"], "--lens", whole["results"][-1]["lens"]]
    asked = {"text": text, "mechanism": words[1], "lens": words[3]}
    for of in ("commitments", "ties", "potential", "actors"):
        answer = ask(server, "externalities", {"of": of, "top": 3, **asked})
        same(unnamed(answer), unnamed(command("externalities", file, "--of", of, "--top", "3", "--draws", "0", *words)), f"{file}: externalities of {of}")
    answer = ask(server, "explain", {"state": state, **asked})
    same(unnamed(answer), unnamed(command("explain", file, "--state", state, *words)), f"{file}: explain {state}")
    named = server.post("/api/explain", state=opened["world"]["states"][0]["name"], **asked)
    check(named.status == 200 or file == SMALL, f"{file}: a state by its name")
    return opened


def unnamed(document):
    """Without what the file is called: the command line was given a path."""
    document["scenario"].pop("file")
    return document


def ties(answer):
    """Every two of whom either owes help: by the members of commitments that bind all alike, all of them."""
    got = {tuple(pair) for pair in answer["ties"]}
    check(len(got) == len(answer["ties"]) and all(a < b for a, b in got), "ties: each once, in alphabetical order")
    owed = set()
    for commitment in answer["mechanism"]["commitments"]:
        if set(commitment["types"]) & {"defence", "collective-security"} and not commitment["in_force"] and commitment["rule"]["kind"] == "automatic":
            owed |= {(a, b) for a in commitment["members"] for b in commitment["members"] if a < b}
    check(owed <= got, f"ties: {owed - got} missing")
    helping = {"defence", "guarantee", "collective-security"}
    possible = {(a, b) for c in answer["mechanism"]["commitments"] if set(c["types"]) & helping for a in c["members"] for b in c["members"] if a < b}
    check(got <= possible, f"ties: {got - possible} out of nothing")


def tree(server):
    text = ('# a comment\nname: "7"\nworld:\n  states:\n    A: {capability: 0.5, lat: -0.0, lon: 1e1}\n    "B": {capability: .25, lat: 3, lon: 007}\n'
            "lenses: [{matrix: {threat: {A>B: 0.02}}, name: 'true'}]\nreference: none\nmechanisms:\n  - {name: x, commitments: []}\n"
            "  - name: äö < & \" '\n    commitments: [{defence: {members: [A, B], rho: 1}}, {guarantee: {guarantors: [A], wards: [B], rho: 0.5}, name: g}]\n")
    opened = server.post("/api/open", text=text)
    if not check(opened.status == 200, f"the tree's file: {opened.body[:300]}"):
        return
    opened = opened.json()
    expected = {"name": "7", "world": {"states": {"A": {"capability": 0.5, "lat": 0, "lon": 10}, "B": {"capability": 0.25, "lat": 3, "lon": 7}}},
                "lenses": [{"matrix": {"threat": {"A>B": 0.02}}, "name": "true"}], "reference": "none",
                "mechanisms": [{"name": "x", "commitments": []},
                               {"name": "äö < & \" '", "commitments": [{"defence": {"members": ["A", "B"], "rho": 1}},
                                                                      {"guarantee": {"guarantors": ["A"], "wards": ["B"], "rho": 0.5}, "name": "g"}]}]}
    check(opened["tree"] == expected, f"the file as a tree: {opened['tree']}")
    check(opened["regions"] == [] and opened["scenario"]["reference"] == "none", "a stated world has no regions of the data")
    check(opened["mechanisms"][1]["commitments"] == [
        {"id": "defence-1", "name": "defence-1", "in_force": False, "types": ["defence"], "members": ["A", "B"],
         "rule": {"kind": "automatic", "majority": None, "vetoers": []}},
        {"id": "g", "name": "g", "in_force": False, "types": ["guarantee"], "members": ["A", "B"],
         "rule": {"kind": "automatic", "majority": None, "vetoers": []}}], f"commitments: {opened['mechanisms'][1]}")
    check(server.post("/api/evaluate", text=text, mechanism="äö < & \" '", lens="true").json()["ties"] == [["A", "B"]], "the tie of the two")
    rules = text.replace("rho: 1}}", "rho: 1, rule: {veto: [B]}}}").replace("rho: 0.5}", "rho: 0.5, rule: {majority: 0.667}}")
    opened = server.post("/api/open", text=rules).json()
    check([c["rule"] for c in opened["mechanisms"][1]["commitments"]] == [{"kind": "veto", "majority": None, "vetoers": ["B"]},
                                                                          {"kind": "majority", "majority": 0.667, "vetoers": []}], "rules")


def mistakes(server):
    text = text_of(SMALL)
    for path, body, words in (
            ("open", b"", "no body"), ("open", b"x", "no JSON"), ("open", b'{"text": "', "no JSON"), ("open", b"[]", "object"), ("open", b"null", None),
            ("open", b'"text"', None), ("open", b"{}", "'text' is missing"), ("open", b'{"text": 1}', "'text' must be a string"),
            ("open", b'{"text": null}', "must be a string"), ("open", b'{"text": "a", "text": "b"}', "no JSON"),
            ("open", b'{"text": "a", "lens": "x"}', "unknown key 'lens'"), ("open", b'{"text": "a"} {}', "no JSON"), ("open", b'{"text": "\\u0000"}', "no JSON"),
            ("open", b'{"text": "\xff"}', "no JSON"), ("open", b'{"text": "\\ud800"}', "no JSON"), ("open", b"[" * 100000, "no JSON"),
            ("open", b'{"a":' * 100000, "no JSON"), ("evaluate", b'{"text": "a", "mechanism": 3}', "'mechanism' must be a string"),
            ("evaluate", b'{"text": "a", "mechansm": "x"}', "did you mean 'mechanism'?"), ("externalities", b'{"text": "a", "top": NaN}', "no JSON"),
            ("externalities", b'{"text": "a", "top": Infinity}', "no JSON"), ("externalities", b'{"text": "a", "top": 1e308}', "whole number"),
            ("externalities", b'{"text": "a", "top": 1e999}', "no JSON"), ("externalities", b'{"text": "a", "top": 1.0}', "whole number"),
            ("externalities", b'{"text": "a", "top": "3"}', "whole number"), ("externalities", b'{"text": "a", "top": 0}', "from 1 to"),
            ("externalities", b'{"text": "a", "top": -0}', "from 1 to"), ("externalities", b'{"text": "a", "top": 99999999999999999999}', "no JSON"),
            ("externalities", b'{"text": "a", "of": "everything"}', "unknown 'of'"), ("explain", b'{"text": "a"}', "'state' is missing"),
            ("runs", b'{"text": "a"}', "'kind' is missing"), ("runs", b'{"text": "a", "kind": "sweep"}', "unknown 'kind'"),
            ("runs", b'{"text": "a", "kind": "report", "name": ""}', "'name' must be"), ("runs", b'{"text": "a", "kind": "report", "name": "-o"}', "'name' must be"),
            ("runs", b'{"text": "a", "kind": "report", "name": "../a"}', "'name' must be"), ("runs", b'{"text": "a", "kind": "report", "name": "a b"}', "'name' must be"),
            ("runs", b'{"text": "a", "kind": "report", "name": "' + 81 * b"a" + b'"}', "'name' must be"), ("runs", b'{"text": "a", "kind": "report", "name": 1}', "string"),
            ("evaluate", b'{"text": "a", "name": "a"}', "unknown key 'name'"),
            ("runs", b'{"text": "a", "kind": "assess", "draws": -1}', "from 0"), ("runs", b'{"text": "a", "kind": "assess", "draws": 1000000}', "from 0"),
            ("runs", b'{"text": "a", "kind": "assess", "seed": -1}', "from 0"), ("runs", b'{"text": "a", "kind": "assess", "seed": true}', "whole number"),
            ("evaluate", b'{"text": "a", "bare": 1}', "true or false"), ("evaluate", b'{"text": "a", "shown": null}', "true or false"),
            ("evaluate", b'{"text": "a", "world": "2021"}', "true or false"), ("open", b'{"text": "a", "world": true}', "unknown key"), ("evaluate", b'{"text": "a", "ahead": "yes"}', "true or false"), ("open", b'{"text": "a", "ahead": true}', "unknown key"), ("explain", b'{"text": "a", "bare": true}', "unknown key")):
        answer = server.ask("POST", f"/api/{path}", body)
        good = check(answer.status == 400, f"{path} {body[:60]}: 400, not {answer.status} {answer.body[:100]}")
        check(not good or words is None or words in answer.message, f"{path} {body[:60]}: {answer.message if good else ''}")
    states = "".join(f"    S{n}: {{capability: 0.001, lat: 0, lon: {n % 360 - 180}}}\n" for n in range(10000))
    many = f"world:\n  states:\n{states}lenses: [matrix]\nreference: none\nmechanisms: [{{name: x, commitments: []}}]\n"
    for what, broken, place in (
            ("a misspelt key", text.replace("capability: 0.1", "capabillity: 0.1", 1), None), ("nothing", "", (1, 1)), ("a word", "hello", (1, 1)), ("no YAML", "a: [", None),
            ("an alias", "a: &x 1\nb: *x\n", None), ("deep", "a: " + "[" * 1000 + "]" * 1000, None), ("10,000 states", many, None),
            ("omega of NaN", text + "\nyears: .nan\n", None), ("years of 1e308", "years: 1e308\n" + text, None), ("years of 1e999", "years: 1e999\n" + text, None),
            ("years below 0", "years: -1\n" + text, None), ("a region of no world", text.replace("states:", "region: osce\n  states:", 1), None)):
        for path in ("open", "evaluate"):
            answer = server.ask("POST", f"/api/{path}", {"text": broken})
            good = check(answer.status == 422, f"{path}: {what}: 422, not {answer.status} {answer.body[:100]}")
            check(not good or not SCHEMA.faults("error", answer.json()), f"{path}: {what}: {answer.body[:100]}")
            error = answer.json()["error"] if good else {}
            check(not good or (error.get("file") == "scenario" and error.get("line", 0) >= 1 and error.get("column", 0) >= 1), f"{path}: {what}: where: {error}")
            check(not good or place is None or (error["line"], error["column"]) == place, f"{path}: {what}: {error}")
    run = server.post("/api/runs", text="hello", kind="assess")
    check(run.status == 202, f"a run of a broken text starts: {run.status}")
    events = list(server.events(run.json()["id"]))
    check(events[-1][0] == "failed" and events[-1][1]["error"]["line"] == 1, f"and says what is wrong: {events}")
    many = text + "\ndraws: 10001\n"
    for kind in ("assess", "claims", "report"):
        events = list(server.events(server.post("/api/runs", text=many, kind=kind).json()["id"]))
        check(events[-1][0] == "failed" and events[-1][1]["error"]["message"].startswith("10001 draws are more than the 10000"), f"a run of {kind} of too many draws: {events[-1]}")
    check(run_of(server, text=many, kind="assess", draws=8)[-1][0] == "done", "fewer may be said")
    for body, words in (({"mechanism": "nne"}, "did you mean 'none'?"), ({"against": "nne"}, "did you mean 'none'?"), ({"mechanism": ""}, "no mechanism ''"), ({"lens": "rivalry"}, "no lens"),
                        ({"lens": "<script>alert(1)</script>"}, "<script>"), ({"mechanism": "\n\u2028\x7f\U0001f600" * 40}, "no mechanism")):
        answer = server.post("/api/evaluate", text=text, **body)
        check(answer.status == 422 and words in answer.message, f"{body}: {answer.status} {answer.body[:100]}")
        check(answer.headers["content-type"] == "application/json" and answer.headers["x-content-type-options"] == "nosniff", "as JSON, never as a page")
    answer = server.post("/api/explain", text=text, state="D")
    check(answer.status == 422 and "state 'D'" in answer.message, f"no such state: {answer.body}")
    zero = text.replace("omega: 0", "omega: -0", 1)
    check(zero != text, "the scenario states omega")
    same(server.post("/api/evaluate", text=zero).json()["result"]["states"], server.post("/api/evaluate", text=text).json()["result"]["states"], "omega of -0")


def runs(server):
    text = text_of(SMALL)
    for kind, name in (("assess", "assess"), ("claims", "claims")):
        run = server.post("/api/runs", text=text, kind=kind, draws=40, seed=7)
        check(run.status == 202 and not SCHEMA.faults("run-answer", run.json()), f"a run of {kind}: {run.status}")
        events = list(server.events(run.json()["id"]))
        faults = [fault for event, data in events for fault in SCHEMA.faults(f"{event}-event", data)]
        check(not faults, f"events of {kind} against the schema: {faults}")
        done = [data["done"] for event, data in events if event == "progress"]
        check(done == sorted(done) and all(0 <= d <= 1 for d in done), f"progress of {kind}: {done}")
        check(events[-1][0] == "done" and [e for e, _ in events].count("done") == 1, f"the end of {kind}: {events[-1][0]}")
        check(list(server.events(run.json()["id"]))[-1] == events[-1], "a run that is over is told again")
        whole, own = events[-1][1], command(name, SMALL, "--draws", "40", "--seed", "7")
        for document in (whole, own):
            document.get("scenario", {}).pop("file", None)
        same(whole, own, f"a run of {kind}")
        check(server.ask("DELETE", f"/api/runs/{run.json()['id']}").status == 204, "and can be thrown away")


JUDGED = """
draws: 40
ledger:
  - {actor: A, item: trade, from: B, amount: 1.5, unit: EUR bn, year: 2021, source: a book}
claims:
  - {says: the pact helps, side: for, mechanism: pact, test: {effective: , is: positive}}
  - {says: "the pact helps, in other words", side: against, mechanism: pact, test: {effective: , above: 0.1}}
  - {says: nobody knows, test: {not-testable: it is about honour}}
"""


def judged(server):
    """A scenario with claims and a ledger: opened, judged, and as a page, the bytes of the command line."""
    with tempfile.TemporaryDirectory() as directory:
        text, file = text_of(SMALL) + JUDGED, os.path.join(directory, "my-world_2.yaml")
        with open(file, "w", encoding="utf-8") as made:
            made.write(text)
        opened = ask(server, "open", {"text": text})
        same(opened["ledger"], command("assess", file, "--draws", "0")["ledger"], "a ledger")
        check(opened["claims"] == 3 and len(opened["ledger"]) == 1, f"3 claims and a row: {opened['claims']}, {opened['ledger']}")
        events = run_of(server, text=text, kind="claims")
        whole = events[-1][1]
        same(whole, command("claims", file), "a run of claims")
        check([c["claim"] for c in whole["claims"]] == [1, 2, 3], "claims are numbered")
        check([c["testable"] for c in whole["claims"]] == [True, True, False], "and say whether they can be tested")
        check(any(c["pivots"] for c in whole["claims"]), "some claim turns on something")
        for draws, seed in ((None, None), (20, 7)):
            words = [*(["--draws", str(draws)] if draws else []), *(["--seed", str(seed)] if seed else []), "--format", "html", "-o", "my-world_2.html"]
            subprocess.run([os.path.abspath(program), "assess", "my-world_2.yaml", *words], cwd=directory, check=True, stderr=subprocess.DEVNULL)
            said = {key: value for key, value in (("draws", draws), ("seed", seed)) if value}
            events = run_of(server, text=text, kind="report", name="my-world_2", **said)
            with open(os.path.join(directory, "my-world_2.html"), encoding="utf-8", newline="") as page:
                check(events[-1][1].get("html") == page.read(), f"a report is the page of the command line: {said}")
        page = run_of(server, text=text, kind="report", draws=0)[-1][1]["html"]
        check("helsinki assess scenario.yaml --draws 0 --format html -o scenario.html" in page, "a report without a name")


def run_of(server, **body):
    """The events of a run that is asked for like this, held against the schema."""
    check(not SCHEMA.faults("run-request", body), f"a run of {body['kind']}: the request against the schema")
    run = server.post("/api/runs", **body)
    events = list(server.events(run.json()["id"]))
    faults = [fault for event, data in events for fault in SCHEMA.faults(f"{event}-event", data)]
    check(events[-1][0] == "done" and not faults, f"events of {body['kind']} against the schema: {faults}")
    done = [data["done"] for event, data in events if event == "progress"]
    check(done == sorted(done) and all(0 <= d <= 1 for d in done), f"progress of {body['kind']}: {done}")
    check(server.ask("DELETE", f"/api/runs/{run.json()['id']}").status == 204, "and can be thrown away")
    return events


def is_finite(value):
    if isinstance(value, dict):
        return all(map(is_finite, value.values()))
    if isinstance(value, list):
        return all(map(is_finite, value))
    return not isinstance(value, float) or math.isfinite(value)


for part, wrong in (("done-event", {"format": "helsinki-claims/1"}), ("done-event", {"html": 1}), ("open-request", {"text": 1}), ("open-request", {}), ("open-request", {"text": "", "more": 1}), ("run-answer", {"id": "x"}),
                    ("progress-event", {"done": 2}), ("evaluate-answer", {"result": {}, "mechanism": {}, "ties": [["A"]], "warnings": []})):
    check(SCHEMA.faults(part, wrong), f"the schema finds what is wrong with {wrong}")
with Server(program, SMALL) as one:
    shown = one.ask("GET", "/api/scenario").json()
    check(not SCHEMA.faults("scenario-answer", shown), "the scenario against the schema")
    check(shown == {"file": "three-states.yaml", "text": text_of(SMALL)}, "the scenario as it stands in its file")
    figures(one, SMALL)
    tree(one)
    mistakes(one)
    runs(one)
    judged(one)
    if not slow():
        check(is_finite(figures(one, LARGE)), "no number out of JSON")
sys.exit(report())
