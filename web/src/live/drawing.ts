// drawing.ts: what the user has on the table: one world, one lens, one mechanism that is changed by hand, and the mechanism it
// started from. Every change gives a new drawing; none is changed in place, so that undo is a step back in a list.
import { isMap, write, type Tree, type TreeMap } from "./yaml";

/** A commitment as the program has read it (docs/api.schema.json). */
export interface Commitment {
  id: string;
  name: string;
  in_force: boolean;
  types: string[];
  members: string[];
  rule: { kind: string; majority: number | null; vetoers: string[] };
}

export interface Drawing {
  name: string;
  rest: TreeMap;         // years, draws, reference and the like, as in the file
  world: TreeMap;
  lens: TreeMap;         // {kind: {parameters}, name}
  start: TreeMap;        // {name, commitments, cut}
  mechanism: TreeMap;    // the same, changed
  others: TreeMap[];     // mechanisms that the reference needs
}

export const HELP = ["defence", "collective-security", "guarantee"];

function words(tree: Tree | undefined): string[] {
  return Array.isArray(tree) ? tree.map(String) : [];
}

/** {kind: {…}, name}, however short the file has it. */
function wholeLens(lens: Tree, name: string): TreeMap {
  const map: TreeMap = isMap(lens) ? { ...lens } : { [String(lens)]: {} };
  for (const key of Object.keys(map)) if (key !== "name" && map[key] === null) map[key] = {};
  return { ...map, name };
}

export function kindOf(lens: TreeMap): string {
  return Object.keys(lens).find(key => key !== "name") ?? "";
}

export function parametersOf(lens: TreeMap): TreeMap {
  const parameters = lens[kindOf(lens)];
  return isMap(parameters) ? parameters : {};
}

const OWN_PLACE = new Set(["name", "world", "lenses", "mechanisms", "claims", "ledger", "question", "bargain"]);

/** The drawing that a scenario's document starts with: the mechanism and lens of those places in its lists. */
export function beginWith(tree: TreeMap, name: string, lensNames: string[], mechanismNames: string[], lens: number, mechanism: number): Drawing {
  const mechanisms = (tree.mechanisms as Tree[]).filter(isMap);
  const start = { ...mechanisms[mechanism], name: mechanismNames[mechanism] };
  const reference = String(tree.reference ?? "");
  return {
    name,
    rest: Object.fromEntries(Object.entries(tree).filter(([key]) => !OWN_PLACE.has(key))),
    world: tree.world as TreeMap,
    lens: wholeLens((tree.lenses as Tree[])[lens], lensNames[lens]),
    start,
    mechanism: start,
    others: mechanisms.filter(m => m.name === reference && m.name !== start.name),
  };
}

export function isChanged(drawing: Drawing): boolean {
  return drawing.mechanism !== drawing.start;
}

/** What the changed mechanism is called, which must not be what another is called. */
export function changedName(drawing: Drawing): string {
  return isChanged(drawing) ? `${String(drawing.start.name)} (changed)` : String(drawing.start.name);
}

/** The scenario file: what is evaluated, shared and saved is this text, byte for byte. */
export function textOf(drawing: Drawing): string {
  const { name, rest, world, lens, start, mechanism, others } = drawing;
  const own = isChanged(drawing) ? [{ ...mechanism, name: changedName(drawing) }, start] : [start];
  return write({ name, world, ...rest, lenses: [lens], mechanisms: [...own, ...others] });
}

// --- the world and the lens ------------------------------------------------------------------------------------------

export function yearOf(drawing: Drawing): number | null {
  const { year, date } = drawing.world;
  return typeof year === "number" ? year : date !== undefined && date !== null ? Number(String(date).slice(0, 4)) : null;
}

/** Pacts taken in force in the world's year move with it. */
function moved(mechanism: TreeMap, from: number | null, to: number): TreeMap {
  const commitments = (mechanism.commitments as Tree[] | undefined ?? []).map(entry =>
    isMap(entry) && entry["in-force"] === from ? { ...entry, "in-force": to } : entry);
  return { ...mechanism, commitments };
}

export function setYear(drawing: Drawing, year: number): Drawing {
  const from = yearOf(drawing);
  const { date: _, ...world } = drawing.world;
  const start = moved(drawing.start, from, year);
  return {
    ...drawing,
    world: { ...world, year, "carry-forward": true },
    start,
    mechanism: isChanged(drawing) ? moved(drawing.mechanism, from, year) : start,
    others: drawing.others.map(m => moved(m, from, year)),
  };
}

export function setRegion(drawing: Drawing, region: Tree): Drawing {
  return { ...drawing, world: { ...drawing.world, region } };
}

export function setLens(drawing: Drawing, lens: Tree, name: string): Drawing {
  return { ...drawing, lens: wholeLens(lens, name) };
}

/** A slider at a value. That of rho is how surely pacts of help are kept, where the treaty itself says nothing else. */
export function slide(drawing: Drawing, parameter: string, value: number): Drawing {
  const kind = kindOf(drawing.lens), before = parametersOf(drawing.lens);
  const rho = { ...(isMap(before.rho) ? before.rho : {}), defence: value, guarantee: value };
  return { ...drawing, lens: { ...drawing.lens, [kind]: { ...before, [parameter]: parameter === "rho" ? rho : value } } };
}

// --- the mechanism ---------------------------------------------------------------------------------------------------

function entriesOf(mechanism: TreeMap): TreeMap[] {
  return (Array.isArray(mechanism.commitments) ? mechanism.commitments : []).filter(isMap);
}

function typeOf(entry: TreeMap): string {
  return Object.keys(entry).find(key => !["name", "from", "to"].includes(key) && isMap(entry[key])) ?? "";
}

function withEntries(drawing: Drawing, commitments: TreeMap[]): Drawing {
  return { ...drawing, mechanism: { ...drawing.mechanism, commitments } };
}

function isCalled(commitment: Commitment, names: string[]): boolean {
  return names.includes(commitment.name) || names.includes(commitment.id);
}

/** The place of the entry that a commitment came from; -1: none can be told. */
function placeOf(drawing: Drawing, commitment: Commitment): number {
  return entriesOf(drawing.mechanism).findIndex((entry, place) => {
    if (commitment.in_force !== ("in-force" in entry)) return false;
    if (!commitment.in_force) return (entry.name ?? `${typeOf(entry)}-${place + 1}`) === commitment.name;
    return !isCalled(commitment, words(entry.except)) && (!("only" in entry) || isCalled(commitment, words(entry.only)));
  });
}

function changeEntry(drawing: Drawing, commitment: Commitment, change: (entry: TreeMap) => TreeMap | null): Drawing {
  const place = placeOf(drawing, commitment);
  if (place < 0) return drawing;
  const entries = entriesOf(drawing.mechanism), changed = change(entries[place]);
  // An unnamed commitment is called by its place: those after one that goes keep what they were called.
  const named = entries.map((entry, at) => changed || at <= place || "in-force" in entry || entry.name !== undefined ? entry
    : { ...entry, name: `${typeOf(entry)}-${at + 1}` });
  return withEntries(drawing, changed ? named.with(place, changed) : named.toSpliced(place, 1));
}

/** A list under a pact's name, such as join: {nato: [UKR]}, with a state more or less. Empty lists go. */
function listed(entry: TreeMap, key: string, pact: string, change: (states: string[]) => string[]): TreeMap {
  const map = isMap(entry[key]) ? { ...entry[key] } : {};
  const states = change(words(map[pact]));
  if (states.length) map[pact] = states;
  else delete map[pact];
  const { [key]: _, ...without } = entry;
  return Object.keys(map).length ? { ...without, [key]: map } : without;
}

/** Where a commitment written in the scenario has its members. */
function membersKey(entry: TreeMap): string {
  const type = typeOf(entry);
  return type === "guarantee" ? "wards" : ["members", "states"].find(key => key in (entry[type] as TreeMap)) ?? "members";
}

function membersOf(entry: TreeMap, commitment: Commitment): string[] {
  const list = (entry[typeOf(entry)] as TreeMap)[membersKey(entry)];
  return Array.isArray(list) ? words(list) : commitment.members; // a region's name: its members that day
}

function withMembers(entry: TreeMap, states: string[]): TreeMap {
  const type = typeOf(entry);
  return { ...entry, [type]: { ...(entry[type] as TreeMap), [membersKey(entry)]: states } };
}

export function join(drawing: Drawing, commitment: Commitment, state: string): Drawing {
  return changeEntry(drawing, commitment, entry => {
    if (!commitment.in_force) return withMembers(entry, [...membersOf(entry, commitment), state]);
    const left = listed(entry, "leave", commitment.name, states => states.filter(s => s !== state));
    const hadLeft = isMap(entry.leave) && words(entry.leave[commitment.name]).includes(state);
    return hadLeft ? left : listed(entry, "join", commitment.name, states => [...states, state]);
  });
}

export function leave(drawing: Drawing, commitment: Commitment, state: string): Drawing {
  return changeEntry(drawing, commitment, entry => {
    if (!commitment.in_force) {
      const left = membersOf(entry, commitment).filter(s => s !== state);
      return left.length < 2 && typeOf(entry) !== "guarantee" ? null : left.length ? withMembers(entry, left) : null;
    }
    const stayed = listed(entry, "join", commitment.name, states => states.filter(s => s !== state));
    const hadJoined = isMap(entry.join) && words(entry.join[commitment.name]).includes(state);
    return hadJoined ? stayed : listed(entry, "leave", commitment.name, states => [...states, state]);
  });
}

export function setRule(drawing: Drawing, commitment: Commitment, rule: Tree): Drawing {
  return changeEntry(drawing, commitment, entry => {
    if (commitment.in_force) return { ...entry, rules: { ...(isMap(entry.rules) ? entry.rules : {}), [commitment.name]: rule } };
    const type = typeOf(entry);
    return { ...entry, [type]: { ...(entry[type] as TreeMap), rule } };
  });
}

export function drop(drawing: Drawing, commitment: Commitment): Drawing {
  return changeEntry(drawing, commitment, entry => {
    if (!commitment.in_force) return null;
    let kept = entry;
    for (const key of ["join", "leave", "rules"]) {
      if (!isMap(kept[key]) || !(commitment.name in kept[key])) continue;
      const { [commitment.name]: _, ...left } = kept[key];
      const { [key]: __, ...without } = kept;
      kept = Object.keys(left).length ? { ...without, [key]: left } : without;
    }
    return { ...kept, except: [...words(kept.except), commitment.name] };
  });
}

export function addPact(drawing: Drawing, type: string, name: string, members: Tree, rho: Tree | null): Drawing {
  const body: TreeMap = rho === null ? { members } : { members, rho };
  return withEntries(drawing, [...entriesOf(drawing.mechanism), { [type]: body, name }]);
}

/** Names of the commitments written in the scenario. */
export function namesTaken(drawing: Drawing): Set<string> {
  return new Set(entriesOf(drawing.mechanism).map((entry, place) => String(entry.name ?? `${typeOf(entry)}-${place + 1}`)));
}

// --- ties ------------------------------------------------------------------------------------------------------------

/** How a tie is written: the two by name, in one order. */
export function tieName(a: string, b: string): string {
  return a < b ? `${a}-${b}` : `${b}-${a}`;
}

function pairPact(a: string, b: string): string {
  return `pact ${tieName(a, b)}`;
}

export function cuts(drawing: Drawing): string[] {
  return words(drawing.mechanism.cut);
}

/** Pairs that were tied by hand. */
export function addedTies(drawing: Drawing): [string, string][] {
  return entriesOf(drawing.mechanism).flatMap(entry => {
    const members = isMap(entry.defence) ? words(entry.defence.members) : [];
    return members.length === 2 && entry.name === pairPact(members[0], members[1]) ? [[members[0], members[1]] as [string, string]] : [];
  });
}

export type TieChange = "added" | "cut" | "restored" | "removed";

/** Ties two states that owe each other no help, or cuts what ties them; what was done by hand before is taken back. */
export function toggleTie(drawing: Drawing, a: string, b: string, tied: boolean): { drawing: Drawing; change: TieChange } {
  const pair = tieName(a, b), cut = cuts(drawing);
  const own = entriesOf(drawing.mechanism).findIndex(entry => entry.name === pairPact(a, b));
  const { cut: _, ...uncut } = drawing.mechanism;
  const withCut = (list: string[]): Drawing => ({ ...drawing, mechanism: list.length ? { ...uncut, cut: list } : uncut });
  if (cut.includes(pair)) return { drawing: withCut(cut.filter(c => c !== pair)), change: "restored" };
  if (own >= 0) return { drawing: withEntries(drawing, entriesOf(drawing.mechanism).toSpliced(own, 1)), change: "removed" };
  if (tied) return { drawing: withCut([...cut, pair]), change: "cut" };
  return { drawing: addPact(drawing, "defence", pairPact(a, b), [a, b].sort(), null), change: "added" };
}
