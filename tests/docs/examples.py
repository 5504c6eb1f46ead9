#!/usr/bin/env python3
"""examples.py PROGRAM: runs the console blocks of README.md and docs/*.md and compares what they print.

In a block, lines that start with `$ ` are commands (`> ` continues one), the rest is what they print; a line `...` stands
for any number of lines.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile


def blocks(text):
    return re.findall(r"^```console\n(.*?)^```$", text, flags=re.M | re.S)


def sessions(block):
    command, expected = None, []
    for line in block.splitlines():
        if line.startswith("$ "):
            if command is not None:
                yield command, expected
            command, expected = line[2:], []
        elif line.startswith("> ") and command is not None and not expected:
            command += "\n" + line[2:]
        else:
            expected.append(line.rstrip())
    if command is not None:
        yield command, expected


def matches(expected, got):
    if not expected:
        return not got
    if expected[0] == "...":
        return any(matches(expected[1:], got[n:]) for n in range(len(got) + 1))
    return bool(got) and expected[0] == got[0] and matches(expected[1:], got[1:])


def main(program):
    bad = count = 0
    with tempfile.TemporaryDirectory() as scratch:
        os.symlink(os.path.abspath(program), os.path.join(scratch, "helsinki"))
        environment = dict(os.environ, PATH=scratch + ":" + os.environ["PATH"], COLUMNS="100")
        for path in [pathlib.Path("README.md"), *sorted(pathlib.Path("docs").glob("*.md"))]:
            for block in blocks(path.read_text(encoding="utf-8")):
                for command, expected in sessions(block):
                    count += 1
                    run = subprocess.run(["sh", "-c", command], env=environment, capture_output=True, text=True, check=False)
                    got = [line.rstrip() for line in run.stdout.splitlines()]
                    if not matches(expected, got):
                        bad += 1
                        print(f"{path}: {command}\n--- printed\n" + "\n".join(got) + "\n--- " + run.stderr)
    print(f"{count} examples, {bad} wrong")
    return bad or not count


sys.exit(bool(main(sys.argv[1])))
