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

const FLAT_ENOUGH = 80; // degrees from the middle: beyond, an azimuthal map bends too much

export function projectionFor(places: Place[], width: number, height: number, margin: number): GeoProjection {
  const centre = middle(places);
  const reach = Math.max(...places.map(p => geoDistance(p, centre))) * 180 / Math.PI;
  const projection = reach <= FLAT_ENOUGH
    ? geoAzimuthalEqualArea().rotate([-centre[0], -centre[1]]).clipAngle(Math.min(reach + 60, 150))
    : geoEqualEarth().rotate([-centre[0], 0]);
  const points = { type: "MultiPoint" as const, coordinates: places.length > 1 ? places : [...places, [places[0][0] + 5, places[0][1] + 5]] };
  return projection.fitExtent([[margin, margin], [width - margin, height - margin]], points).precision(0.3);
}
