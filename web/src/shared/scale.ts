// scale.ts: seven steps of change in security, from blue (gains) to orange (loses): told apart by the colour-blind, and by the sign
// that stands beside them in every table. Colours live in page.css (.step-0 … .step-6), so that dark pages have their own.
import { fixed } from "./format";

const BOUNDS = [-0.1, -0.03, -0.005, 0.005, 0.03, 0.1];
export const STEPS = BOUNDS.length + 1;
const UNCHANGED = 3;

/** The step of a change; -1 where it is not known. Bounds belong to the step further from 0. */
export function stepOf(dS: number | null | undefined): number {
  if (dS === null || dS === undefined) return -1;
  let step = 0;
  while (step < BOUNDS.length && (dS > BOUNDS[step] || (dS === BOUNDS[step] && dS > 0))) step++;
  return step;
}

export function className(step: number): string {
  return step < 0 ? "step-unknown" : `step-${step}`;
}

/** In words, as the legend has them, from losers to gainers. */
export function wordsOf(step: number): string {
  const size = (x: number) => fixed(Math.abs(x), 3).replace(/0+$/, "");
  if (step < 0) return "not known";
  if (step === UNCHANGED) return `changes less than ${size(BOUNDS[UNCHANGED])}`;
  if (step === 0) return `loses ${size(BOUNDS[0])} or more`;
  if (step === STEPS - 1) return `gains ${size(BOUNDS[STEPS - 2])} or more`;
  const bounds = [BOUNDS[step - 1], BOUNDS[step]].sort((a, b) => Math.abs(a) - Math.abs(b));
  return `${step < UNCHANGED ? "loses" : "gains"} ${size(bounds[0])} to ${size(bounds[1])}`;
}
