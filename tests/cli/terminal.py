#!/usr/bin/env python3
"""helsinki assess on a terminal: no line is wider than it, tables are aligned, maps come where there is room; plain elsewhere."""
import fcntl
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios
import unicodedata

program = os.path.abspath(sys.argv[1])
passed, failed = 0, []

HARM = """name: harm
world:
  states:
    A: {capability: 0.30, lat: 0, lon: 178}
    B: {capability: 0.10, lat: 5, lon: -178}
    日本: {capability: 0.20, lat: 10, lon: 179}
lenses: [{matrix: {threat: {A>B: 0.02, B>A: 0.0001}, omega: 1, pledges: 0, gamma: 1, lambda: 1000, severity: 1}}]
reference: none
mechanisms:
  - {name: "攻撃のための約束 e\u0301", commitments: [{offence: {members: [A, 日本], rho: [0.5, 0.8, 1]}}]}
  - {name: "a name that nobody can want to read to its end", commitments: [{arms-limit: {states: [B], scale: 0.01}}]}
"""


def check(good, what):
    global passed
    if good:
        passed += 1
    else:
        failed.append(what)
        print("FAIL", what)


def environment(**changes):
    env = {**os.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **changes}
    return {k: v for k, v in env.items() if v is not None and (k != "NO_COLOR" or k in changes)}


def on_terminal(width, arguments, **changes):
    env = environment(**changes)
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    child = subprocess.Popen([program, "assess", "-q", *arguments], stdin=subprocess.DEVNULL, stdout=slave, env=env)
    os.close(slave)
    out = b""
    while True:
        try:
            more = os.read(master, 65536)
        except OSError:  # the other end is closed
            break
        if not more:
            break
        out += more
    os.close(master)
    check(child.wait() == 0, f"{arguments} ends with 0")
    return out.decode().replace("\r\n", "\n")


def piped(arguments, **changes):
    return subprocess.run([program, "assess", "-q", *arguments], stdout=subprocess.PIPE, check=True, env=environment(**changes)).stdout


def bare(text):
    return re.sub(r"\033\[[0-9;]*m", "", text)


def width_of(character):
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def columns(line):
    return sum(map(width_of, line))


def cells(line, starts):
    """The line cut at display columns; None where a character lies across a cut."""
    found, at, part = [], 0, ""
    cuts = list(starts[1:])
    for character in line:
        if cuts and at >= cuts[0] and width_of(character):
            if at > cuts.pop(0):
                return None
            found.append(part)
            part = ""
        part += character
        at += width_of(character)
    found.append(part)
    return found + [""] * (len(starts) - len(found))


def tables(text):
    """Each table: where its columns start, and its lines."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        if re.match(r"\s+indivisible +balanced +effective +together +sustainable$", line):
            starts = [0] + [line.index(h) for h in ("indivisible", "balanced", "effective", "together", "sustainable")]
            rows = []
            for row in lines[n + 1:]:
                if not row.startswith("  ") or re.match(r"  \w+ (—|-): ", row):
                    break
                rows.append(row)
            yield starts, rows


VALUE = re.compile(r"( *)(-?\d+\.\d\d|—|-)( .*)?$")


def check_tables(text, what, n_mechanisms):
    count = 0
    for starts, rows in tables(text):
        count += 1
        points = {}
        n_values = 0
        for row in rows:
            parts = cells(row, starts)
            check(parts is not None and all(p.endswith(" ") or not any(parts[k + 1:]) for k, p in enumerate(parts[:-1])),
                  f"{what}: columns are aligned: {row!r}")
            if parts is None:
                continue
            if not parts[4].strip():  # no row of figures: intervals below their values, or the rest of a name
                check(all(not p.strip() or re.match(r"\[-?\d.*\] *$", p) for p in parts[1:]), f"{what}: intervals below values: {row!r}")
                continue
            n_values += 1
            for k, part in enumerate(parts[1:]):
                if k == 3:  # together has its own width
                    check(re.match(r" *(-?\d+\.\d\d|—|-) *$", part), f"{what}: {part!r} is a figure")
                    continue
                match = VALUE.match(part)
                check(match, f"{what}: {part!r} has a figure")
                if match:
                    points.setdefault(k, set()).add(match.end(2))
        check(n_values == n_mechanisms, f"{what}: {n_values} rows of figures, {n_mechanisms} mechanisms")
        check(all(len(ends) == 1 for ends in points.values()), f"{what}: figures end in one column each: {points}")
    return count


BAR = re.compile("[\u2588-\u258f\u2592]")
BRAILLE = re.compile("[\u2800-\u28ff]")


def has_map(text):
    return "\n  Map: " in text and BRAILLE.search(text) is not None


def check_width(text, width, what):
    for line in text.split("\n"):
        unbroken = re.fullmatch(r"\s*[\w.-]+/\S+", line)  # addresses of sources stay whole
        check(columns(line) <= width or unbroken, f"{what}: {columns(line)} columns: {line!r}")


with tempfile.TemporaryDirectory() as folder:
    harm = os.path.join(folder, "harm.yaml")
    with open(harm, "w", encoding="utf-8") as file:
        file.write(HARM)
    europe = ["scenarios/europe-2022.yaml", "--lens", "rivalry", "--draws", "2"]
    pacific = ["scenarios/asia-pacific.yaml", "--lens", "capabilities omega=0", "--draws", "2"]
    world = os.path.join(folder, "world.yaml")
    with open(world, "w", encoding="utf-8") as file:
        file.write("name: all\nworld: {year: 2021, region: world, carry-forward: true}\nlenses: [rivalry]\nmechanisms:\n"
                   "  - {name: as it stood, commitments: [{in-force: 2021}]}\n")

    # Every width: nothing wider, columns aligned, bars and a map where there is room.
    for arguments, n_mechanisms in ((europe, 15), (pacific, 8), ([world, "--draws", "0"], 1), (["scenarios/three-states.yaml"], 4)):
        for width in (60, 80, 93, 100, 120, 160):
            text = on_terminal(width, arguments)
            what = f"{arguments[0]} at {width}"
            check("\033[" in text, f"{what}: has colours")
            text = bare(text)
            check_width(text, width, what)
            check((check_tables(text, what, n_mechanisms) == 1) == (width >= 80), f"{what}: a table")
            stated = "three-states" in arguments[0]
            check(("\n  Map: " in text) == (width >= 100), f"{what}: a map from 100 columns on")
            check((BRAILLE.search(text) is not None) == (width >= 100 and not stated), f"{what}: land on the map")
            if width < 80:
                check(not BAR.search(text) and re.search(r"\n    balanced +(0\.\d\d \[0|0\.\d\d\n|—\n)", text), f"{what}: plain lines")

    # Names whole where there is room; the bars go first, then the names are cut.
    wide, middle, narrow = (bare(on_terminal(w, europe)) for w in (180, 140, 120))
    check(BAR.search(wide) and "  EU and Russia in one community, without the US  " in wide, "180: bars and whole names")
    check(not BAR.search(middle) and "  EU and Russia in one community, without the US  " in middle, "140: whole names")
    check(not BAR.search(narrow) and "…  " in narrow, "120: cut names")
    check(bare(on_terminal(80, europe)).count("…") >= 3, "80: names are cut")

    # What is left outside a map is said.
    check("Outside the picture: USA " in middle, "the United States are outside Europe's map")

    # Harm: the sign, the shade, and that it goes beyond the bar; wide names; labels; over the antimeridian.
    for width in (100, 120, 160):
        text = on_terminal(width, [harm], NO_COLOR="1")
        what = f"harm at {width}"
        check("\033" not in text, f"{what}: no colours")
        check_width(text, width, what)
        check(check_tables(text, what, 2) == 1, f"{what}: a table")
        check(re.search(r"-\d+\.\d\d ", text), f"{what}: a negative value")
        check("攻撃のための約束 é".replace("é", "e\u0301") in text or width < 120, f"{what}: a wide name whole")
        check("o日本" in text and "-B" in text and "oA" in text and "- loses" in text, f"{what}: capitals and what they mean")
    check(re.search("-0\\.\\d\\d ▒+·", on_terminal(100, [harm], NO_COLOR="1")), "harm is shaded without colour")
    check(re.search("-0\\.\\d\\d \033\\[38;5;166m[█▏▎▍▌▋▊▉]+\033", on_terminal(100, [harm])), "harm has its colour")
    check(bare(on_terminal(80, [harm])).count("indivisible ") >= 1, "harm at 80")

    # Colour is never all that tells gain from loss.
    lost = on_terminal(120, ["scenarios/europe-2022.yaml", "--draws", "0", "--lens", "capabilities omega=1 chain=1",
                             "--mechanism", "EU and Russia in one community, without the US"], NO_COLOR="1")
    check(re.search(r"\n  .*[⠀-⣿] *[=≡-]{2}", lost) and "≡ lose 0.10 or more" in lost, "losses have characters of their own")

    # No UTF-8, no drawing.
    for changes in ({"LC_ALL": "C"}, {"LC_ALL": None, "LC_CTYPE": None, "LANG": "C"}):
        for arguments in (pacific, [harm]):
            text = on_terminal(120, arguments, **changes)
            check(text.isascii(), f"{changes}: ASCII only")
            check_width(bare(text), 120, f"{changes}")
            check(check_tables(bare(text), f"{changes}", 8 if arguments is pacific else 2) == 1, f"{changes}: a table")
    text = on_terminal(120, pacific, TERM="dumb")
    check("\033" not in text and not BAR.search(text) and not BRAILLE.search(text) and "“outside”" in text, "TERM=dumb: text only")
    check(has_map(bare(on_terminal(120, pacific, LC_ALL="xx_XX.UTF-8"))), "a locale that is not installed here, but is UTF-8")

    # Not a terminal: the same bytes, wherever it is made.
    plain = piped(["scenarios/three-states.yaml"])
    with open("tests/golden/three-states.txt", "rb") as file:
        check(plain == file.read(), "piped text is as it was")
    check(piped(["scenarios/three-states.yaml", "--format", "text"], LC_ALL="C", TERM="dumb") == plain, "piped text is the same everywhere")
    target = os.path.join(folder, "out.txt")
    check(on_terminal(120, ["scenarios/three-states.yaml", "-o", target]) == "", "a file leaves the terminal alone")
    with open(target, "rb") as file:
        check(file.read() == plain, "a file has what a pipe has")
    text = piped(europe).decode()
    check("\033" not in text and not BAR.search(text) and not BRAILLE.search(text) and "Map:" not in text, "piped text is plain")

print(f"{passed} passed, {len(failed)} failed")
sys.exit(bool(failed))
