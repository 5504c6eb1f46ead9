// words.ts: every term in plain words. docs/model.md has the formulas.
import { fixed } from "../shared/format";
import type { Property } from "../shared/types";
import type { Lens } from "./data";

/** What a property asks, and how its figure is read. */
export const PROPERTY_WORDS: Record<Property, { asks: string; reads: string }> = {
  indivisible: {
    asks: "Does nobody gain at another's expense?",
    reads: "1: no state is worse off than without the arrangement. 0.6: for every 10 defeats it spares some, it adds 4 to others. Below 0: it takes more than it gives.",
  },
  balanced: {
    asks: "Do all lose alike?",
    reads: "1: every state expects as many defeats as any other. 0: one bears them all. Equal misery is balanced too.",
  },
  effective: {
    asks: "How much harm does it prevent?",
    reads: "The share of expected defeats that does not happen because of it. 0: it prevents nothing. Below 0: it does harm.",
  },
  sustainable: {
    asks: "Would its members stay?",
    reads: "The share of memberships whose member would not be safer by leaving (by more than 0.005). 1: none would.",
  },
};

function scale(x: number, none: string, some: string, all: string): string {
  return x <= 0 ? none : x >= 1 ? all : `${some} (${fixed(x, 2).replace(/0$/, "")})`;
}

/** The likeliest value of a parameter: a number, or the middle of a range. */
export function modeOf(value: unknown): number | null {
  if (typeof value === "number") return value;
  return Array.isArray(value) && typeof value[1] === "number" ? value[1] : null;
}

/** What a lens assumes, from the most important on. */
export function assumptionsOf(lens: Lens): string[] {
  const omega = modeOf(lens.parameters.omega) ?? 0, chain = modeOf(lens.parameters.chain) ?? 0, pledges = modeOf(lens.parameters.pledges) ?? 1;
  const words = [lens.assumes];
  words.push(scale(omega, "pacts of defence are believed to be for defence only", "pacts of defence are partly feared as help for an attack",
    "pacts of defence are feared as help for an attack"));
  if (omega > 0)
    words.push(scale(chain, "a coalition follows a member into an attack by that member's weight in it", "a member can partly drag its coalition along",
      "any member can drag its whole coalition into an attack"));
  words.push(scale(pledges, "promises not to fight are not believed", "promises not to fight are partly believed", "promises not to fight are believed as far as such promises were kept"));
  const trusted = Object.entries((lens.parameters.trust ?? {}) as Record<string, unknown>).filter(([, tau]) => (modeOf(tau) ?? 0) > 0).map(([type]) => type.replace(/-/g, " "));
  if (trusted.length) words.push(`states that are bound to each other by ${trusted.join(" or ")} fear each other less`);
  return words;
}

export function inWords(lens: Lens): string {
  const [first, ...rest] = assumptionsOf(lens);
  return first[0].toUpperCase() + first.slice(1) + "; " + rest.join("; ") + ".";
}

/** A value of a parameter, or its range from least over likeliest to greatest. */
export function parameterText(value: unknown): string {
  if (value === null || value === undefined) return "—";
  if (typeof value === "number") return String(Number(value.toPrecision(4)));
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return `${parameterText(value[1])} (${parameterText(value[0])} to ${parameterText(value[2])})`;
  const entries = Object.entries(value as object);
  return entries.length ? entries.map(([key, x]) => `${key} ${parameterText(x)}`).join("; ") : "none";
}
