// words.ts: verdicts and parameters in plain words, for both pages.
import { fixed } from "./format";
import type { Verdict } from "./types";

export const VERDICT_WORDS: Record<Verdict, { sign: string; name: string; means: string }> = {
  holds: { sign: "✓", name: "holds", means: "true in at least 95 of 100 draws" },
  fails: { sign: "✗", name: "fails", means: "true in at most 5 of 100 draws" },
  depends: { sign: "±", name: "depends", means: "true in some draws and not in others, or help that comes all or none says otherwise" },
  negligible: { sign: "≈", name: "negligible", means: "the difference is too small to count in at least 95 of 100 draws" },
  "not-testable": { sign: "?", name: "not testable", means: "the model cannot say; the reason is given" },
};

export const PARAMETER_WORDS: Record<string, string> = {
  omega: "how far a defence pact is read as help for an attack: 0 not at all, 1 wholly",
  chain: "how far one member of a pact can drag the others into its attack: 0 by its weight among them, 1 all of them",
  pledges: "how far a promise not to fight is believed: 0 not at all, 1 as often as such promises were kept",
  phi: "the part of an ally's defeat that its helper suffers too",
  nuclear: "how far nuclear weapons protect their owner, or whom it is sure to help, from defeat",
  gamma: "how decisive superior strength is: near 0 battles are lotteries, far above 1 the stronger side always wins",
  lambda: "the distance in km at which strength is halved",
  severity: "the share of attacks that end in a defeat of one side at all",
  h0: "attacks a year that a state expects of another within reach",
  h1: "attacks a year between two strategic rivals",
  years: "the years looked ahead",
  threat: "what every threat is multiplied by",
  rho: "how often promises of help are kept",
  capability: "what strength is measured by: cinc, a state's share of people, cities, iron, energy, soldiers and military spending; milex, of military spending alone",
  basing: "where a state's power starts: home, its own land; allied, also bases abroad",
  stack: "two pacts between the same states: max, count as the stronger one; independent, each is kept or broken by itself",
  reach: "who can attack whom: relevant, within 400 km or a major power; world, anybody",
  trust: "bonds that take fear away, and how far",
  model: "the fitted model of disputes (docs/estimates.md)",
  peace: "years at peace after the data end: frozen, stand still; elapsed, go on",
};

/** A share as percent, for sentences. */
export function percent(x: number | null): string {
  return x === null ? "—" : `${fixed(100 * x, 0)}\u00a0%`;
}
