// projection.ts: how the part of the world where the states of a region are is laid flat. Areas stay true to each other: a map that
// is coloured by state must not make the northern ones large.
import { geoAzimuthalEqualArea, geoEqualEarth, geoDistance, type GeoProjection } from "d3-geo";

type Place = [number, number]; // longitude, latitude

/** The direction of the sum of all places on the sphere. */
function middle(places: Place[]): Place {
  const radians = Math.PI / 180;
  let x = 0, y = 0, z = 0;
  for (const [longitude, latitude] of places) {
    x += Math.cos(latitude * radians) * Math.cos(longitude * radians);
    y += Math.cos(latitude * radians) * Math.sin(longitude * radians);
    z += Math.sin(latitude * radians);
  }
  return [Math.atan2(y, x) / radians, Math.atan2(z, Math.hypot(x, y)) / radians];
}

const FLAT_ENOUGH = 80; // degrees from the middle: beyond, an azimuthal map bends too much, and the whole earth is shown
const ROUGHLY = 5;      // degrees: to these the middle and the reach are rounded, so that a state more or less does not turn the whole map
const STRAIT = 11;      // degrees: the meridian opposite to Bering Strait, so that no mainland is cut in two
const NEAR = 45;        // degrees from there to a middle for which that is good enough

function project(places: Place[], width: number, height: number, margin: number): { projection: GeoProjection; isWhole: boolean } {
  const centre = middle(places).map(x => ROUGHLY * Math.round(x / ROUGHLY)) as Place;
  const reach = ROUGHLY * Math.ceil(Math.max(...places.map(p => geoDistance(p, centre))) * 180 / Math.PI / ROUGHLY);
  if (reach > FLAT_ENOUGH) {
    const edge = margin / 4, meridian = Math.abs(centre[0] - STRAIT) <= NEAR ? STRAIT : centre[0];
    return { projection: geoEqualEarth().rotate([-meridian, 0]).fitExtent([[edge, edge], [width - edge, height - edge]], { type: "Sphere" }), isWhole: true };
  }
  const points = { type: "MultiPoint" as const, coordinates: places.length > 1 ? places : [...places, [places[0][0] + 5, places[0][1] + 5]] };
  const projection = geoAzimuthalEqualArea().rotate([-centre[0], -centre[1]]).clipAngle(Math.min(reach + 60, 150));
  return { projection: projection.fitExtent([[margin, margin], [width - margin, height - margin]], points), isWhole: false };
}

export interface View {
  projection: GeoProjection;
  key: string;  // equal where every place is laid at the same point, and seen first at the same
  first: Frame; // how it is seen first
}

export function viewOf(places: Place[], width: number, height: number, margin: number): View {
  const { projection, isWhole } = project(places, width, height, margin), p = projection.precision(0.3);
  const first = isWhole ? { k: 1, x: 0, y: 0 } : firstView(places.map(place => p(place)!).filter(at => at), width, height, margin);
  return { projection: p, key: JSON.stringify([p.rotate(), p.clipAngle?.(), p.scale(), p.translate(), first]), first };
}

export interface Frame {
  k: number; // of the zoom
  x: number;
  y: number;
}

const FAR_SHARE = 0.1;  // of all states that may be left out of the first view
const WORTH = 1.3;      // the zoom that leaving them out must be worth

/** The first view: where a few places lie so far off that the rest would be small, the zoom to the rest. */
function firstView(points: Place[], width: number, height: number, margin: number): Frame {
  let kept = points, frame: Frame = { k: 1, x: 0, y: 0 };
  for (let left = Math.floor(FAR_SHARE * points.length); left > 0 && kept.length > 2; left--) {
    const x0 = Math.min(...kept.map(p => p[0])), x1 = Math.max(...kept.map(p => p[0]));
    const y0 = Math.min(...kept.map(p => p[1])), y1 = Math.max(...kept.map(p => p[1]));
    const off = (p: Place) => Math.max(Math.abs(p[0] - (x0 + x1) / 2) / width, Math.abs(p[1] - (y0 + y1) / 2) / height);
    kept = kept.toSorted((a, b) => off(a) - off(b)).slice(0, -1);
    const [w, h] = [Math.max(...kept.map(p => p[0])) - Math.min(...kept.map(p => p[0])), Math.max(...kept.map(p => p[1])) - Math.min(...kept.map(p => p[1]))];
    const k = Math.min((width - 2 * margin) / Math.max(w, 1), (height - 2 * margin) / Math.max(h, 1));
    const cx = Math.min(...kept.map(p => p[0])) + w / 2, cy = Math.min(...kept.map(p => p[1])) + h / 2;
    if (k >= WORTH * frame.k) frame = { k, x: width / 2 - k * cx, y: height / 2 - k * cy };
  }
  return frame;
}
