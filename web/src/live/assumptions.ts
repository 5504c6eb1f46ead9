// assumptions.ts: the world's year and region, and the sliders of the lens.
import { aimed, choices, keep, make } from "../shared/dom";
import { kindOf, parametersOf, yearOf, type Drawing } from "./drawing";
import { Track } from "./track";
import { SLIDERS, type Slider } from "./words";
import { isMap, type Tree } from "./yaml";

export interface AssumptionActions {
  /** next: where the slider may go from there, the likeliest first. */
  year(year: number, isFinal: boolean, next: number[]): void;
  region(region: string): void;
  parameter(slider: Slider, value: number, next: number[]): void;
  /** Somebody points at a slider or a box, has come to it with the keyboard, or is at it: where it may be put next. */
  mayYear(next: number[]): void;
  mayRegion(next: string[]): void;
  mayParameter(slider: Slider, next: number[]): void;
}

const FIRST_YEAR = 1816, LAST_YEAR = 2025; // what the data may cover; the program says where it does not

/** The mode of a number or a range [low, mode, high]. */
function modeOf(tree: Tree | undefined): number | null {
  if (typeof tree === "number") return tree;
  return Array.isArray(tree) && typeof tree[1] === "number" ? tree[1] : null;
}

export class Assumptions {
  private readonly boxes = new Map<string, { input: HTMLInputElement; output: HTMLElement; row: HTMLElement }>();
  private readonly year = make("input", { type: "range", min: FIRST_YEAR, max: LAST_YEAR, step: 1, id: "year" });
  private readonly yearBox = make("input", { type: "number", min: FIRST_YEAR, max: LAST_YEAR, step: 1, "aria-label": "Year, as a number" });
  private readonly regionBox = make("select", { id: "region" });

  constructor(private readonly world: HTMLElement, sliders: HTMLElement, private readonly act: AssumptionActions) {
    const track = new Track(this.year, next => act.mayYear(next));
    this.year.addEventListener("input", () => act.year(Number(this.year.value), false, track.ahead(Number(this.yearBox.value))));
    this.yearBox.addEventListener("change", () => { if (this.yearBox.value !== "") act.year(Number(this.yearBox.value), true, []); });
    this.yearBox.addEventListener("input", () => { if (this.yearBox.validity.valid && this.yearBox.value !== "") act.mayYear([Number(this.yearBox.value)]); });
    this.regionBox.addEventListener("change", () => act.region(this.regionBox.value));
    aimed(this.regionBox, () => act.mayRegion(choices(this.regionBox)));
    world.replaceChildren(
      make("div", { class: "slider" }, make("label", { for: "year" }, "The world of the end of"), this.yearBox, this.year),
      make("div", { class: "slider" }, make("label", { for: "region" }, "States whose security is scored"), this.regionBox));
    sliders.replaceChildren(...SLIDERS.map(slider => this.makeSlider(slider)));
  }

  private makeSlider(slider: Slider): HTMLElement {
    const id = `slider-${slider.parameter}`;
    const input = make("input", { type: "range", min: 0, max: 1, step: slider.parameter === "rho" ? 0.01 : 0.05, id, "aria-describedby": `${id}-ends` });
    const output = make("output", { for: id }), track = new Track(input, next => this.act.mayParameter(slider, next));
    input.addEventListener("input", () => {
      const next = track.ahead(Number(output.textContent));
      output.textContent = input.value;
      this.act.parameter(slider, Number(input.value), next);
    });
    const row = make("div", { class: "slider" }, make("label", { for: id }, slider.title), output, input,
      make("span", { class: "slider-ends", id: `${id}-ends` }, make("span", {}, `0: ${slider.low}`), make("span", {}, `1: ${slider.high}`)));
    this.boxes.set(slider.parameter, { input, output, row });
    return row;
  }

  /** used: the parameters as the program used them, defaults filled in. */
  show(drawing: Drawing, regions: string[], used: Record<string, unknown>): void {
    const isStated = "states" in drawing.world;
    this.world.hidden = isStated;
    const year = yearOf(drawing);
    if (year !== null && document.activeElement !== this.yearBox) this.yearBox.value = String(year);
    if (year !== null) this.year.value = String(year);
    const region = drawing.world.region ?? "world";
    const known = ["world", ...regions.filter(r => r !== "world")];
    const listed = Array.isArray(region);
    const shown = typeof region === "string" && !known.includes(region) ? [region, ...known] : known;
    keep(this.regionBox, [region, shown], () => [...(listed ? [make("option", { value: "", selected: true, disabled: true }, "a list of states")] : []),
      ...shown.map(r => make("option", { value: r, selected: r === region }, r))]);
    this.regionBox.value = typeof region === "string" ? region : ""; // whatever was tried in between
    const kind = kindOf(drawing.lens), own = parametersOf(drawing.lens);
    for (const slider of SLIDERS) {
      const { input, output, row } = this.boxes.get(slider.parameter)!;
      row.hidden = !slider.kinds.includes(kind);
      const stated = slider.parameter === "rho" ? isMap(own.rho) ? own.rho.defence : undefined : own[slider.parameter];
      const rhos = used.rho as Record<string, Tree> | undefined;
      const value = modeOf(stated) ?? modeOf((slider.parameter === "rho" ? rhos?.defence : used[slider.parameter]) as Tree);
      if (value === null || document.activeElement === input && Number(input.value) === value) continue;
      input.value = String(value);
      output.textContent = String(value);
    }
  }
}
