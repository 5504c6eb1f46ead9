#!/usr/bin/env python3
"""import.py PROGRAM: our tables written as the sources' own release files come back byte for byte; damaged ones are refused."""
import csv
import io
import os
import subprocess
import sys
import tempfile
import zipfile

PROGRAM = os.path.abspath(sys.argv[1])
DATA = os.path.abspath(os.environ.get("HELSINKI_DATA", "data"))
passed, failed = 0, 0


def check(good, what):
    global passed, failed
    passed, failed = passed + bool(good), failed + (not good)
    if not good:
        print("FAIL", what)


def rows(table):
    with open(os.path.join(DATA, table + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text(header, lines, end="\n"):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator=end)
    writer.writerow(header)
    writer.writerows(lines)
    return out.getvalue()


def day(text_of, last="2016-12-31"):
    year, month, d = (text_of or last).split("-")
    return [int(year), int(month), int(d)]


def states():
    return text(["stateabb", "ccode", "statenme", "styear", "stmonth", "stday", "endyear", "endmonth", "endday", "version"],
                [[r["abbrev"], r["ccode"], r["name"], *day(r["from"]), *day(r["to"]), 2016] for r in rows("states")])


def majors():
    return text(["stateabb", "ccode", "styear", "stmonth", "stday", "endyear", "endmonth", "endday", "version"],
                [["XXX", r["ccode"], *day(r["from"]), *day(r["to"]), 2016] for r in rows("majors")])


def nmc():
    figures = ["milex", "milper", "irst", "pec", "tpop", "upop", "cinc"]
    return text(["stateabb", "ccode", "year", *figures, "version"],
                [["XXX", r["ccode"], r["year"], *(r[c] or "-9" for c in figures), 7] for r in rows("nmc")], "\r\n")


def contiguity():
    """Months, each pair once; a spell that begins on the second began in the month in which the one before it ended."""
    month = lambda d, last: (d or last).replace("-", "")[:6]
    return text(["dyad", "statelno", "statelab", "statehno", "statehab", "conttype", "begin", "end", "notes", "version"],
                [[0, r["ccode1"], "A", r["ccode2"], "B", r["type"], month(r["from"], ""), month(r["to"], "2016-12"), "", 3.2]
                 for r in rows("contiguity")])


def atop_dyads():
    lines = []
    for r in rows("atop_spells"):
        for year in range(int(r["from"]), int(r["to"] or 2018) + 1):
            lines.append([1, year, 1, r["defense"], r["offense"], r["neutral"], r["nonagg"], r["consul"], r["ccode1"], r["ccode2"]])
    return text(["ddyad", "year", "atopally", "defense", "offense", "neutral", "nonagg", "consul", "stateA", "stateB"], lines, "\r")


def atop_members():
    lines = []
    for r in rows("atop_members"):
        end = day(r["to"]) if r["to"] else [0, 0, 0]
        lines.append([r["atopid"], r["ccode"], *day(r["from"]), *end, r["defense"], r["offense"], r["neutral"], r["nonagg"], r["consul"]])
    return text(["atopid", "member", "yrent", "moent", "dayent", "yrexit", "moexit", "dayexit", "defense", "offense", "neutral",
                 "nonagg", "consul"], lines)


def atop_alliances():
    return text(["atopid", "begyr", "begmo", "begday", "endyr", "endmo", "endday", "bilat"],
                [[r["atopid"], *day(r["from"]), *(day(r["to"]) if r["to"] else [0, 0, 0]), r["bilateral"]] for r in rows("atop_alliances")])


def igos():
    """Pairs of the first states; organisations enough for the largest number, filled from the left."""
    lines = []
    for r in rows("igos"):
        if int(r["ccode1"]) > 100:
            break
        year = int(r["from"])
        for word in r["igos"].split():
            shared, _, times = word.partition("*")
            for _ in range(int(times or 1)):
                cells = [-9] * 110 if shared == "-" else [1] * int(shared) + [0] * (110 - int(shared))
                lines.append([r["ccode1"], r["ccode2"], year, *cells])
                year += 1
    return text(["ccode1", "ccode2", "year", "UN", *(f"org{n}" for n in range(109))], lines)


MIDA = ["dispnum", "stday", "stmon", "styear", "outcome", "settle", "fatality", "mindur", "maxdur", "hiact", "hostlev", "recip", "version"]
MIDB = ["dispnum", "stabb", "ccode", "stday", "stmon", "styear", "endday", "endmon", "endyear", "sidea", "fatality", "fatalpre", "hiact",
        "hostlev", "orig", "version"]


def disputes(version):
    """Three states: 1 and 2 against 3; 2 leaves in December, comes back after two years for a day; unknown days are the widest."""
    a = text(MIDA, [[7, 5, 11, 1990, 4, 1, 2, 30, 60, 17, 4, 1, version], [8, -9, 2, 1992, 5, 1, -9, 1, 29, 1, 2, 0, version]])
    b = text(MIDB, [[7, "A", 2, 5, 11, 1990, 20, 2, 1991, 1, 0, 0, 17, 4, 1, version],
                    [7, "B", 20, 1, 12, 1990, 31, 12, 1990, 1, -9, -9, 8, 3, 0, version],
                    [7, "B", 20, 3, 3, 1993, 3, 3, 1993, 1, 1, 4, 16, 4, 0, version],
                    [7, "C", 70, 5, 11, 1990, 4, 4, 1993, 0, 2, 70, 16, 4, 1, version],
                    [8, "A", 2, -9, 2, 1992, -9, 2, 1992, 1, 0, 0, 1, 2, 1, version],
                    [8, "C", 70, 29, 2, 1992, 29, 2, 1992, 0, 0, 0, 0, 1, 1, version]])
    return a, b


WARS = ["WarNum", "WarName", "WarType", "ccode", "StateName", "Side", "StartMonth1", "StartDay1", "StartYear1", "EndMonth1", "EndDay1",
        "EndYear1", "StartMonth2", "StartDay2", "StartYear2", "EndMonth2", "EndDay2", "EndYear2", "TransFrom", "WhereFought", "Initiator",
        "Outcome", "TransTo", "BatDeath", "Version"]
NONE = [-8] * 6


def wars():
    return text(WARS, [[1, "A war, so called", 1, 220, "France", 1, 4, 7, 1823, 11, 13, 1823, *NONE, 503, 2, 1, 1, 503, 400, 4],
                       [1, "A war, so called", 1, 230, "Spain", 2, 4, 7, 1823, 11, 13, 1824, *NONE, 503, 2, 2, 2, 503, 600, 4]])


def cow_alliances():
    header = ["version4id", "ccode1", "state_name1", "ccode2", "state_name2", "defense", "neutrality", "nonaggression", "entente", "year"]
    return text(header, [[1, 200, "U", 235, "P", 1, 0, 1, 0, 1816], [2, 200, "U", 235, "P", 0, 0, 0, 1, 1816],
                         [1, 200, "U", 235, "P", 1, 0, 1, 0, 1817], [3, 2, "A", 666, "I", 0, 0, 0, 1, 0]])


def run(*words, status=0, env=None):
    done = subprocess.run([PROGRAM, *words], capture_output=True, text=True, env={**os.environ, **(env or {})})
    check(done.returncode == status, f"{words}: status {done.returncode}, not {status}: {done.stderr[:300]}")
    return done


def put(name, content, encoding="utf-8"):
    with open(name, "wb") as file:
        file.write(content if isinstance(content, bytes) else content.encode(encoding))
    return name


def zipped(name, members):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as archive:
        for inside, content in members.items():
            archive.writestr(inside, content)
    return name


def table(name, into="new"):
    with open(os.path.join(into, name + ".csv"), encoding="utf-8", newline="") as file:
        return file.read()


def original(name):
    with open(os.path.join(DATA, name + ".csv"), encoding="utf-8", newline="") as file:
        return file.read()


def round_trips():
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("NMC-70-abridged.csv", nmc())
    put("states2016.csv", "\ufeff" + states())
    put("majors 2016 (1).csv", majors().encode("latin-1"))
    zipped("NMCv7.zip", {"__MACOSX/._NMC.csv": b"\0\1", "readme.txt": "x", "NMC-v7-abridged.zip": inner.getvalue()})
    put("contdir.csv", contiguity())
    put("atop5_1ddyr.csv", atop_dyads())
    put("atop5_1m.csv", atop_members())
    put("atop5_1a.csv", atop_alliances())
    done = run("data", "import", "states2016.csv", "majors 2016 (1).csv", "NMCv7.zip", "contdir.csv", "atop5_1ddyr.csv",
               "atop5_1m.csv", "atop5_1a.csv", "--into", "new")
    check("HELSINKI_DATA=new" in done.stdout and "new/nmc.csv: 17121 rows, 1816-2022" in done.stdout, done.stdout)
    for name in ("states", "majors", "nmc", "contiguity", "atop_spells", "atop_members", "atop_alliances"):
        check(table(name) == original(name), f"{name}.csv came back different")
    check("whole" in run("data", "check", env={"HELSINKI_DATA": "new"}).stdout, "check")
    check("NMC-70-abridged.csv (version 7), imported" in run("data", "list", env={"HELSINKI_DATA": "new"}).stdout, "release")
    put("dyadic_formatv3.csv", igos())
    run("data", "import", "dyadic_formatv3.csv", "--into", "new")
    ours = [line for line in original("igos").splitlines()[1:] if int(line.split(",")[0]) <= 100]
    back = table("igos").splitlines()[1:]
    check(back == ours, "igos.csv came back different: " + str([p for p in zip(back, ours) if p[0] != p[1]][:1])[:900])


def dispute_dyads():
    for version, name in (("5", "mids"), ("gml-2.2.1", "gml_mids")):
        a, b = disputes(version)
        zipped("MID.zip", {"MIDA 5.0.csv": a, "MIDB 5.0.csv": b})
        run("data", "import", "MID.zip", "--into", "new")
        lines = table(name).splitlines()[1:]
        check(lines == ["7,2,70,1990,1,1,0,2,0,70,17,16,4,4,1,1,2,4,30,60,1,11", "7,2,70,1991,0,1,0,2,0,70,17,16,4,4,1,1,2,4,30,60,1,11",
                        "7,20,70,1990,1,1,-9,2,-9,70,8,16,3,4,0,1,2,4,30,60,1,11", "7,20,70,1993,1,1,1,2,4,70,16,16,4,4,0,1,2,4,30,60,1,11",
                        "8,2,70,1992,1,1,0,0,0,0,1,0,2,1,1,1,-9,2,1,29,0,2"], "\n".join(lines))
    check(table("mid_onsets").splitlines()[1:] == ["7,2,70,1990,4,2,4", "8,2,70,1992,2,,5"], table("mid_onsets"))
    run("data", "check", env={"HELSINKI_DATA": "new"})
    put("MIDB.csv", disputes("5")[1])
    done = run("data", "import", "MIDB.csv", "--into", "new", status=1)
    check("MIDB.csv:1:1: it is one half of the disputes; name the disputes' file (MIDA), too" in done.stderr, done.stderr)
    put("wars.csv", wars())
    run("data", "import", "wars.csv", "--into", "new")
    check(table("wars").splitlines()[1:] == ["1,220,230,1823,1,1,2,1,0,1,2,400,600,0"], table("wars"))
    put("alliances.csv", cow_alliances())
    done = run("data", "import", "alliances.csv", "--into", "new")
    check("must cite: Gibler" in done.stderr and "merged 1 rows" in done.stderr and "left out 1 of year 0" in done.stderr, done.stderr)
    check(table("cow_alliances").splitlines()[1:] == ["200,235,1816,1816,1,0,1,1", "200,235,1817,,1,0,1,0"], table("cow_alliances"))


def refusals():
    before = table("nmc")
    done = run("data", "import", put("odd.csv", "ccode,year,milex,milper\n2,1816,1,1\n"), "--into", "new", status=1)
    check("odd.csv:1:1: no known release has its columns (ccode, year, milex, milper); the nearest" in done.stderr, done.stderr)
    put("bad.csv", nmc().replace("3823", "many", 1))
    done = run("data", "import", "bad.csv", "--into", "new", status=1)
    check("bad.csv:2:" in done.stderr and "'many' is no number in the column 'milex'" in done.stderr, done.stderr)
    with open("NMCv7.zip", "rb") as file:
        whole = file.read()
    run("data", "import", put("cut.zip", whole[:len(whole) // 2]), "--into", "new", status=1)
    nest = zipped("nest.zip", {"a.csv": "x\n1\n"})
    for _ in range(4):
        with open(nest, "rb") as file:
            nest = zipped("nest.zip", {"deeper.zip": file.read()})
    done = run("data", "import", "nest.zip", "--into", "new", status=1)
    check("nested more than 3 deep" in done.stderr, done.stderr)
    done = run("data", "import", zipped("evil.zip", {"../../evil.csv": nmc()}), "--into", "new2")
    check(not os.path.exists("../evil.csv") and not os.path.exists("../../evil.csv"), "a name from the archive was used as a path")
    run("data", "import", zipped("none.zip", {"a.txt": "x"}), "--into", "new", status=1)
    run("data", "import", "nowhere.csv", "--into", "new", status=1)
    run("data", "import", status=2)
    done = run("data", "import", "NMCv7.zip", "NMCv7.zip", "--into", "new", status=1)
    check("two files are sources of the table 'nmc'" in done.stderr, done.stderr)
    run("data", "import", "states2016.csv", "--into", "/proc/no", status=3)
    check(table("nmc") == before, "a failed import changed a table")


with tempfile.TemporaryDirectory() as there:
    os.chdir(there)
    round_trips()
    dispute_dyads()
    refusals()
print(f"{passed} passed, {failed} failed")
sys.exit(bool(failed))
