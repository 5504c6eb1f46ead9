// types.ts: what the program tells the pages. Property names are those of `helsinki assess --format json` (docs/api.schema.json).

/** null: not known, or not defined; then a reason stands beside it where there is one. */
export type Figure = number | null;

export interface WorldState {
  id: string;
  name: string;
  ccode: number | null;
  in_region: boolean;
  capability: Figure;
  lat: Figure;
  lon: Figure;
}

export interface World {
  year: number;
  date: string | null;
  region: string;
  stated: boolean;
  states: WorldState[];
  left_out: { id: string; why: string }[];
}

export interface Index {
  value: Figure;
  low: Figure;
  high: Figure;
  why: string | null;
  by_population: Figure;
  without_small: Figure;
}

export interface Threat {
  id: string;
  threat: number;
  defeat: number;
  loss: number;
}

export interface StateResult {
  id: string;
  loss: Figure;
  loss_low: Figure;
  loss_high: Figure;
  security: Figure;
  security_low: Figure;
  security_high: Figure;
  dS: Figure;
  dL: Figure;
  autonomy: Figure;
  autonomy_provider: string | null;
  why: string | null;
  threats: Threat[];
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
