// format.ts: numbers as a reader sees them. A figure that is not known is a dash, never 0; 0 that rounds from below has no sign.

export const UNKNOWN = "—";
const MINUS = "−";

export function fixed(x: number | null | undefined, digits: number): string {
  if (x === null || x === undefined) return UNKNOWN;
  const text = Math.abs(x).toFixed(digits);
  return x < 0 && Number(text) !== 0 ? MINUS + text : text;
}

/** With a sign in front, but for what rounds to 0. */
export function signed(x: number | null | undefined, digits: number): string {
  const text = fixed(x, digits);
  return x !== null && x !== undefined && x > 0 && Number(text) !== 0 ? "+" + text : text;
}

export function interval(low: number | null, high: number | null, digits: number): string {
  return low === null || high === null ? "" : `${fixed(low, digits)} to ${fixed(high, digits)}`;
}

/** "1 state", "2 states". */
export function count(n: number, one: string, many = one + "s"): string {
  return `${n} ${n === 1 ? one : many}`;
}
