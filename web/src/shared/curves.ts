// curves.ts: where a verdict turns: for each parameter that flips it, what is tested, drawn over the parameter's range, and where
// the claim holds.
import { draw, make } from "./dom";
import { fixed } from "./format";
import type { Claim, Pivot, Ruling } from "./types";
import { PARAMETER_WORDS } from "./words";

const WIDTH = 320, PLOT = 86, STRIP = 12, LEFT = 6, RIGHT = 6, TOP = 6;

function brief(x: number): string {
  return Math.abs(x) >= 100 ? fixed(x, 0) : String(Number(x.toPrecision(2))).replace("-", "−");
}

function shareOf(pivot: Pivot, x: number): number {
  return pivot.by_ratio ? Math.log(x / pivot.from) / Math.log(pivot.to / pivot.from) : (x - pivot.from) / (pivot.to - pivot.from);
}

/** Stretches of the range in which the claim holds or does not. */
function stretches(pivot: Pivot): { from: number; to: number; holds: boolean }[] {
  const ends = [pivot.from, ...pivot.flips.map(f => f[0]), pivot.to];
  return ends.slice(1).map((to, i) => ({ from: ends[i], to, holds: pivot.holds_at_from !== (i % 2 === 1) }));
}

/** In words: "holds once omega is above 0.07 (0.05 to 0.1)". */
export function pivotWords(pivot: Pivot): string {
  const flip = (i: number) => {
    const [at, low, high] = pivot.flips[i];
    return brief(at) + (low !== null && high !== null && low !== high ? ` (${brief(low)} to ${brief(high)})` : "");
  };
  const last = pivot.flips.length;
  const parts = stretches(pivot).map(({ holds }, i) => !holds ? "" : i === 0 ? `while ${pivot.parameter} is below ${flip(0)}` :
    i === last ? `once ${pivot.parameter} is above ${flip(i - 1)}` : `for ${pivot.parameter} from ${flip(i - 1)} to ${flip(i)}`);
  return `holds ${parts.filter(part => part).join(" or ")}`;
}

/** A line through what is known; a gap where it is not. */
function line(values: (number | null)[], x: (share: number) => number, y: (value: number) => number): string {
  let d = "", pen = "M";
  values.forEach((value, step) => {
    if (value === null) pen = "M";
    else {
      d += `${pen}${x(step / (values.length - 1)).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = "L";
    }
  });
  return d;
}

function drawCurve(pivot: Pivot, svg: SVGElement, x: (share: number) => number): void {
  const all = [...pivot.value!, ...pivot.border!].filter((v): v is number => v !== null);
  const least = Math.min(...all), greatest = Math.max(...all);
  const y = (v: number) => TOP + (PLOT - 2 * TOP) * (greatest === least ? 0.5 : (greatest - v) / (greatest - least));
  svg.append(draw("path", { class: "border", d: line(pivot.border!, x, y) }), draw("path", { class: "curve", d: line(pivot.value!, x, y) }));
}

function plot(pivot: Pivot): SVGElement {
  const top = pivot.value ? PLOT : 4, height = top + STRIP + 2;
  const x = (share: number) => LEFT + (WIDTH - LEFT - RIGHT) * Math.min(1, Math.max(0, share));
  const svg = draw("svg", { viewBox: `0 0 ${WIDTH} ${height}`, class: "pivot", "aria-hidden": "true" });
  for (const { from, to, holds } of stretches(pivot)) {
    const left = x(shareOf(pivot, from)), width = x(shareOf(pivot, to)) - left;
    if (pivot.value) svg.append(draw("rect", { class: holds ? "where" : "where-not", x: left.toFixed(1), y: 0, width: width.toFixed(1), height: top }));
    svg.append(draw("rect", { class: holds ? "strip holds" : "strip", x: left.toFixed(1), y: top, width: width.toFixed(1), height: STRIP }));
  }
  if (pivot.value) drawCurve(pivot, svg, x);
  for (const [at, low, high] of pivot.flips) {
    if (low !== null && high !== null) svg.append(draw("rect", { class: "band", x: x(shareOf(pivot, low)).toFixed(1), y: top, width: Math.max(0.5, x(shareOf(pivot, high)) - x(shareOf(pivot, low))).toFixed(1), height: STRIP }));
    svg.append(draw("line", { class: "flip", x1: x(shareOf(pivot, at)).toFixed(1), x2: x(shareOf(pivot, at)).toFixed(1), y1: 0, y2: height }));
  }
  return svg;
}

function figure(pivot: Pivot): HTMLElement {
  return make("figure", { class: "pivot-figure" },
    make("figcaption", {}, make("b", {}, pivot.parameter), ` ${PARAMETER_WORDS[pivot.parameter] ?? ""}: `, pivot.flips.length ? pivotWords(pivot) : "no value of it flips the answer"),
    plot(pivot) as unknown as Node,
    make("p", { class: "ends", "aria-hidden": "true" }, make("span", {}, brief(pivot.from)), make("span", {}, brief(pivot.to))));
}

/** How the pictures are read; stands once, before the first of them. */
export const PIVOT_KEY = "In an opened claim, one assumption at a time is moved over its range, all else fixed, from left to right. The bar is filled where the claim holds; " +
  "a line stands where that begins or ends, shaded and in brackets where it does in nine tenths of some draws.";

/** Where the answer turns under one lens; null where it was not looked for. */
export function makePivots(claim: Claim, ruling: Ruling): HTMLElement | null {
  const drawn = ruling.pivots.filter(p => p.flips.length || p.value);
  const flat = ruling.unmoved_by.filter(name => !drawn.some(p => p.parameter === name));
  if (!ruling.pivots.length && !ruling.unmoved_by.length) return null;
  const hasCurve = drawn.some(p => p.value);
  return make("div", { class: "pivots" },
    make("h4", {}, `Where the answer turns, under ${ruling.lens}`),
    hasCurve ? make("p", { class: "quiet" }, `The thick line is what is tested; the claim holds where it is ${claim.holds_above ? "above" : "below"} the dashed one.`) : null,
    make("div", { class: "pivot-figures" }, ...drawn.map(figure)),
    flat.length ? make("p", {}, `The answer stays the same whatever the value of ${flat.join(", ")}.`) : null);
}
