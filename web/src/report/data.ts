// data.ts: what the page holds, as src/report/page_data.c writes it, with states named again.
import type { Claim, Figure, LedgerRow, Property, World, WorldState } from "../shared/types";

export interface Lens {
  name: string;
  kind: string;
  assumes: string;
  parameters: Record<string, unknown>;
  record: { from: number; to: number; onsets: number; pair_years: number; defeats: number } | null;
  turns: string[]; // where the answer changes with how states are counted
}

export interface IndexFigure {
  value: Figure;
  low: Figure;
  high: Figure;
  why: string | null;
  by_population: Figure;
  without_small: Figure;
}

export interface StateFigures {
  id: string;
  security: Figure;
  security_low: Figure;
  security_high: Figure;
  dS: Figure;
  loss: Figure;
  autonomy: Figure;
  autonomy_provider: string | null;
  threats: { id: string; percent: number }[];
  why: string | null;
}

export interface PageResult {
  mechanism: string;
  lens: string;
  indivisible: IndexFigure & { worst_commitment: string | null; freedom_to_choose: Figure };
  balanced: IndexFigure & { median_security: Figure; worst_security: Figure; gap: Figure };
  effective: IndexFigure & { together: Figure; disputes: Figure; wars: Figure; defeats: Figure; worst_off: string | null };
  sustainable: IndexFigure & { pairs: number; first_to_leave: { id: string; commitment: string; dS: number } | null; could_add: number };
  states: StateFigures[];
}

export interface Externality {
  of: string;
  members: Set<string>;
  harm: number; // defeats a year that it costs others, gives others, spares its parties
  gain: number;
  own: number;
  dS: Map<string, number>;
}

export interface ExternalityTable {
  mechanism: string;
  lens: string;
  count: number; // of commitments, those that change nobody's security by 0.0005 among them
  rows: Externality[];
}

export interface PageData {
  draws: number;
  question: string | null;
  years: number;
  reference: string;
  world: World;
  lenses: Lens[];
  mechanisms: string[];
  results: PageResult[];
  externalities: ExternalityTable[];
  claims: Claim[];
  ledger: LedgerRow[];
  warnings: string[];
}

const UNIT = 1e-4; // of changes in the table of externalities

type Raw = any; // as parsed: checked by the tests of the program that writes it

function stateOf(row: Raw[]): WorldState {
  const [id, name, ccode, in_region, lat, lon] = row;
  return { id, name, ccode, in_region: Boolean(in_region), lat, lon };
}

/** Items that stand in an array in turn: a, b, a, b, … */
function pairs(flat: number[]): [number, number][] {
  return Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);
}

export function readData(text: string): PageData {
  const raw: Raw = JSON.parse(text);
  const world: World = { ...raw.world, states: raw.world.states.map(stateOf) };
  const id = (place: number) => world.states[place].id;
  const figures = (row: Raw[]): StateFigures => ({
    id: id(row[0]), security: row[1], security_low: row[2], security_high: row[3], dS: row[4], loss: row[5], autonomy: row[6],
    autonomy_provider: row[7] < 0 ? null : id(row[7]), threats: pairs(row[8]).map(([at, percent]) => ({ id: id(at), percent })),
    why: row[9] ?? null,
  });
  const parties: [string, ...number[]][] = raw.commitments;
  const externality = ([place, harm, gain, own, changes]: Raw[]): Externality => {
    const [of, ...members] = parties[place];
    return { of, members: new Set(members.map(id)), harm, gain, own, dS: new Map(pairs(changes).map(([at, x]) => [id(at), x * UNIT])) };
  };
  const results: PageResult[] = raw.results.map((r: Raw) => ({ ...r, states: r.states.map(figures) }));
  return {
    ...raw, world, results, mechanisms: [...new Set(results.map(r => r.mechanism))],
    externalities: raw.externalities.map((t: Raw) => ({ ...t, rows: t.rows.map(externality) })),
  };
}

export function resultOf(data: PageData, mechanism: string, lens: string): PageResult {
  return data.results.find(r => r.mechanism === mechanism && r.lens === lens)!;
}

export function underLens(data: PageData, lens: string): PageResult[] {
  return data.results.filter(r => r.lens === lens);
}

export const PROPERTY_NAMES: Property[] = ["indivisible", "balanced", "effective", "sustainable"];
