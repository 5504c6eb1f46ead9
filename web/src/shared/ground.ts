// ground.ts: what a map's states stand on: land, borders and the lines of a projection. Worlds of one projection share it.
import { geoGraticule10, geoPath, type GeoContext, type GeoPermissibleObjects, type GeoProjection } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { draw } from "./dom";
import worldData from "./world.json";

const atlas = worldData as unknown as Topology<{ states: GeometryCollection }>;
const LANDS = feature(atlas, atlas.objects.states).features;
const BORDERS = mesh(atlas, atlas.objects.states, (a, b) => a !== b);
const TENTHS = 10; // of a pixel, to which places are rounded

/** The text of a path as it is drawn, and how far it reaches: one walk along a coast does for both. */
class Outline implements GeoContext {
  text = "";
  private left = Infinity;
  private right = -Infinity;
  private top = Infinity;
  private bottom = -Infinity;

  /** The longer side of the box around it, px. */
  get size(): number {
    return Math.max(this.right - this.left, this.bottom - this.top);
  }

  private go(how: string, x: number, y: number): void {
    this.text += `${how}${Math.round(x * TENTHS) / TENTHS},${Math.round(y * TENTHS) / TENTHS}`;
    this.left = Math.min(this.left, x);
    this.right = Math.max(this.right, x);
    this.top = Math.min(this.top, y);
    this.bottom = Math.max(this.bottom, y);
  }

  beginPath(): void {}
  moveTo(x: number, y: number): void { this.go("M", x, y); }
  lineTo(x: number, y: number): void { this.go("L", x, y); }
  closePath(): void { this.text += "Z"; }
  arc(): void {} // of points, which nothing here is
}

export interface Land {
  node: SVGPathElement;
  size: number; // px, the longer side of the box around it
}

export class Ground {
  readonly node: SVGGElement;
  private readonly lands = new Map<number, Land>(); // by the state's numeric code

  constructor(projection: GeoProjection, hasLand: boolean) {
    const outline = (of: GeoPermissibleObjects): Outline => {
      const drawn = new Outline();
      geoPath(projection, drawn)(of);
      return drawn;
    };
    this.node = draw("g", {}, draw("path", { class: "graticule", d: outline(geoGraticule10()).text }));
    if (!hasLand) return;
    for (const land of LANDS) {
      const { text, size } = outline(land);
      if (!text) continue;
      const node = draw("path", { class: "other", d: text });
      if (land.id !== undefined) this.lands.set(Number(land.id), { node, size });
      this.node.append(node);
    }
    this.node.append(draw("path", { class: "borders", d: outline(BORDERS).text }));
  }

  landOf(ccode: number | null): Land | undefined {
    return ccode === null ? undefined : this.lands.get(ccode);
  }
}
