// types.ts: what the program tells the pages. Property names are those of `helsinki assess --format json` (docs/api.schema.json).

/** null: not known, or not defined; then a reason stands beside it where there is one. */
export type Figure = number | null;

export interface WorldState {
  id: string;
  name: string;
  ccode: number | null;
  in_region: boolean;
  lat: Figure;
  lon: Figure;
}

export interface World {
  year: number;
  date: string | null;
  region: string;
  stated: boolean;
  states: WorldState[];
}

export interface Index {
  value: Figure;
  low: Figure;
  high: Figure;
  why: string | null;
  by_population: Figure;
  without_small: Figure;
}

export interface StateResult {
  id: string;
  loss: Figure;
  security: Figure;
  security_low?: Figure; // of draws, where there are some
  security_high?: Figure;
  dS: Figure;
  why: string | null;
  threats: { id: string }[]; // the greatest first
}

export type Property = "indivisible" | "balanced" | "effective" | "sustainable";
export const PROPERTIES: Property[] = ["indivisible", "balanced", "effective", "sustainable"];

/** One mechanism under one lens. */
export interface Result {
  mechanism: string;
  lens: string;
  lens_kind: string;
  reference: string;
  parameters: Record<string, unknown>;
  indivisible: Index & { losers: { id: string; dL: number; dS: number }[]; worst_commitment: string | null; freedom_to_choose: Figure };
  balanced: Index & { median_security: Figure; worst_security: Figure; gap: Figure };
  effective: Index & { together: Figure; disputes: Figure; wars: Figure; defeats: Figure; worst_off: string | null };
  sustainable: Index & { pairs: number; first_to_leave: { id: string; commitment: string; dS: number } | null; could_add: Figure };
  states: StateResult[];
}

// --- claims and the ledger ---------------------------------------------------------------------------------------------

/** A parameter turned over a range: where the answer flips (at, low, high). value, border: what is tested and where it begins to hold,
 *  at places of equal distance; absent where no curve is drawn. */
export interface Pivot {
  parameter: string;
  from: number;
  to: number;
  by_ratio: boolean;
  holds_at_from: boolean;
  flips: [number, Figure, Figure][];
  value?: Figure[];
  border?: Figure[];
}

export type Verdict = "holds" | "fails" | "depends" | "negligible" | "not-testable";

/** A claim under one lens. */
export interface Ruling {
  lens: string;
  basing: "home" | "allied";
  is_lens_basing: boolean;
  verdict: Verdict;
  why: string | null;
  margin: Figure;
  share: Figure;
  value: Figure;
  low: Figure;
  high: Figure;
  largest: string | null;
  pivots: Pivot[];
  unmoved_by: string[];
}

export interface Claim {
  says: string;
  by: string | null;
  where: string | null;
  side: "for" | "against" | null;
  test: string;
  testable: boolean;
  unit: string | null;
  holds_above: boolean;
  rulings: Ruling[];
}

export interface LedgerRow {
  actor: string;
  item: string;
  from: string | null;
  amount: number;
  unit: string;
  year: number;
  source: string;
  note: string | null;
}
