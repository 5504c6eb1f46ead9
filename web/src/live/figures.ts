// figures.ts: the four properties, and who becomes safer or less safe than before.
import { make } from "../shared/dom";
import { fixed, interval, signed } from "../shared/format";
import { PROPERTIES, type Index, type Result } from "../shared/types";
import { EXPLAINED } from "./words";

/** A bar from 0 to 1; below 0 it is empty, and says so. */
function bar(value: number | null): HTMLElement {
  const share = Math.max(0, Math.min(1, value ?? 0));
  const fill = make("span", { class: "bar-fill" });
  fill.style.width = `${100 * share}%`;
  return make("span", { class: "bar", "aria-hidden": "true" }, fill);
}

function change(now: Index, before: Index | null): HTMLElement | null {
  if (!before || now.value === null || before.value === null) return null;
  const difference = now.value - before.value;
  const side = Math.abs(difference) < 0.005 ? "" : difference > 0 ? "better" : "worse";
  return make("span", { class: `delta ${side}` }, side ? `${signed(difference, 2)} by your changes` : "as before your changes");
}

export function showProperties(to: HTMLElement, result: Result, before: Result | null, drawn: Result | null): void {
  to.replaceChildren(make("dl", { class: "index-cards" }, ...PROPERTIES.map(property => {
    const index: Index = result[property];
    const sure = drawn?.[property];
    const detail = make("dd", {},
      make("span", { class: "figure", "data-figure": property }, fixed(index.value, 2)),
      sure ? make("span", { class: "interval" }, ` ${interval(sure.low, sure.high, 2)}`) : null,
      bar(index.value),
      change(index, before?.[property] ?? null),
      make("span", { class: "quiet" }, index.value === null ? index.why : EXPLAINED[property]),
      property === "effective" && result.effective.together !== null
        ? make("span", { class: "quiet" }, `${fixed(result.effective.together, 2)} if the allies come all together or not at all.`) : null,
      property === "sustainable" && result.sustainable.first_to_leave
        ? make("span", { class: "quiet" }, `First to gain by leaving: ${result.sustainable.first_to_leave.id}, from ${result.sustainable.first_to_leave.commitment}.`) : null);
    return make("div", { class: "card" }, make("dt", {}, property), detail);
  })));
}

const SHOWN = 8, VISIBLE = 0.0005; // what three decimals show

/** The states whose security changes most: two lists with bars of one scale. */
export function showEffect(to: HTMLElement, change: Map<string, number | null>, names: Map<string, string>, against: string, focus: (id: string) => void): void {
  const moved = [...change].filter((c): c is [string, number] => c[1] !== null && Math.abs(c[1]) >= VISIBLE);
  const largest = Math.max(VISIBLE, ...moved.map(([, dS]) => Math.abs(dS)));
  const list = (title: string, states: [string, number][]) => make("div", {},
    make("h3", {}, `${title}: ${states.length}`),
    states.length ? make("ol", { class: "movers" }, ...states.slice(0, SHOWN).map(([id, dS]) => {
      const fill = make("span", { class: `bar-fill ${dS > 0 ? "better" : "worse"}` });
      fill.style.width = `${100 * Math.abs(dS) / largest}%`;
      const button = make("button", { type: "button", class: "link" }, names.get(id) ?? id);
      button.addEventListener("click", () => focus(id));
      return make("li", {}, button, make("span", { class: "bar" }, fill), make("span", { class: "number" }, signed(dS, 3)));
    })) : make("p", { class: "quiet" }, "nobody, by 0.001 or more"),
    states.length > SHOWN ? make("p", { class: "quiet" }, `and ${states.length - SHOWN} more in the table below`) : null);
  to.replaceChildren(
    make("p", { class: "quiet" }, `Change in the chance of no defeat, against ${against}.`),
    make("div", { class: "columns even" },
      list("Safer", moved.filter(([, dS]) => dS > 0).sort((a, b) => b[1] - a[1])),
      list("Less safe", moved.filter(([, dS]) => dS < 0).sort((a, b) => a[1] - b[1]))));
}
