// choice.ts: the lens and the arrangement that the page shows, in a bar that stays in sight.
import { make } from "../shared/dom";
import { inWords } from "./words";
import type { PageData } from "./data";

export type Listener = (mechanism: string, lens: string) => void;

export class Choice {
  readonly node: HTMLElement;
  private readonly lensBox = make("select", { id: "lens" });
  private readonly mechanismBox = make("select", { id: "mechanism" });
  private readonly assumes = make("p", { class: "assumes", id: "assumes" });
  private readonly listeners: Listener[] = [];

  constructor(private readonly data: PageData) {
    for (const lens of data.lenses) this.lensBox.append(make("option", { value: lens.name }, lens.name));
    for (const mechanism of data.mechanisms) this.mechanismBox.append(make("option", { value: mechanism }, mechanism));
    this.lensBox.addEventListener("change", () => this.tell());
    this.mechanismBox.addEventListener("change", () => this.tell());
    this.lensBox.setAttribute("aria-describedby", "assumes");
    this.node = make("div", { class: "choice", role: "group", "aria-label": "What the page shows" },
      make("label", {}, make("span", {}, "Lens (what is assumed)"), this.lensBox),
      make("label", {}, make("span", {}, "Arrangement"), this.mechanismBox), this.assumes);
  }

  get lens(): string {
    return this.lensBox.value;
  }

  get mechanism(): string {
    return this.mechanismBox.value;
  }

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  choose(mechanism: string): void {
    this.mechanismBox.value = mechanism;
    this.tell();
  }

  tell(): void {
    const lens = this.data.lenses.find(l => l.name === this.lens);
    this.assumes.textContent = lens ? inWords(lens) : "";
    for (const listener of this.listeners) listener(this.mechanism, this.lens);
  }
}
