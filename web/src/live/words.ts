// words.ts: what things are called on the page, for somebody who has read no paper about them.
import type { Property } from "../shared/types";
import type { Commitment } from "./drawing";

export const EXPLAINED: Record<Property, string> = {
  indivisible: "Nobody's gain is another's loss. 1: no state loses; 0: as much is lost as gained; below 0: more is lost.",
  balanced: "All run the same risk. 1: equal; 0: all the risk is one state's.",
  effective: "The share of expected defeats that it prevents. 1: all of them; below 0: it makes things worse.",
  sustainable: "The share of members that gain nothing by walking out. 1: nobody does.",
};

export interface Slider {
  parameter: "omega" | "chain" | "pledges" | "rho";
  title: string;
  low: string;
  high: string;
  kinds: string[];   // lenses that have it
}

const THREATENED_BY_SIZE = ["capabilities", "rivalry", "estimated", "matrix"];
export const SLIDERS: Slider[] = [
  { parameter: "omega", title: "Fear of the neighbour's allies (omega)", low: "a defence pact only defends", high: "the whole coalition may attack", kinds: THREATENED_BY_SIZE },
  { parameter: "chain", title: "Can one member drag in the others? (chain)", low: "by its weight among them", high: "any member, fully", kinds: THREATENED_BY_SIZE },
  { parameter: "pledges", title: "Promises not to fight are believed (pledges)", low: "not at all", high: "fully", kinds: THREATENED_BY_SIZE },
  { parameter: "rho", title: "Pacts of defence are kept (rho)", low: "never", high: "always", kinds: THREATENED_BY_SIZE },
];

export const KINDS: Record<string, string> = {
  capabilities: "size and distance (intentions unknown)",
  rivalry: "recorded rivals only",
  estimated: "a model of past disputes",
};

const TYPES: Record<string, string> = {
  "defence": "defence", "collective-security": "help against anyone, members too", "guarantee": "guarantee", "offence": "help in attack",
  "neutrality": "neutrality", "non-aggression": "no attack on each other", "arms-limit": "arms limit",
  "deployment-limit": "limit on deployments", "moratorium": "stays out of a pact", "transparency": "transparency",
};

export function typesOf(commitment: Commitment): string {
  return commitment.types.map(type => TYPES[type] ?? type).join(", ");
}

const FEW = 3; // members that can stand for a pact's name

/** Pacts of the data that have no name of their own go by their members, or by their number in ATOP. */
export function nameOf(commitment: Commitment, names: Map<string, string>): string {
  if (!commitment.in_force) return commitment.name;
  if (/^\d+$/.test(commitment.name))
    return commitment.members.length <= FEW ? commitment.members.map(id => names.get(id) ?? id).join(" and ") : `treaty ${commitment.name}`;
  return /^[a-z]{2,5}$/.test(commitment.name) ? commitment.name.toUpperCase() : commitment.name;
}

export const RULES: Record<string, string> = {
  "automatic": "acts at once",
  "consensus": "all must agree",
  "consensus-minus-one": "all but the attacker must agree",
  "majority": "two thirds must agree",
  "veto": "some have a veto",
};
