// steps.ts: the list of what was changed, each step but the last a way back. It may grow long, so what stands in it stays.
import { arrange, make, put, set } from "../shared/dom";
import type { Step } from "./past";

export class StepList<T> {
  private readonly list = make("ol", { class: "steps" });
  private readonly items = new WeakMap<Step<T>, HTMLLIElement>();

  constructor(private readonly to: HTMLElement, private readonly backTo: (n: number, step: Step<T>) => void) {
    put(to); // of the file before
  }

  /** steps: all, oldest first; the first is how the drawing began. */
  show(steps: Step<T>[]): void {
    if (steps.length < 2) {
      put(this.to, make("p", { class: "quiet" }, "Nothing yet. Every change stands here, and can be taken back."));
      return;
    }
    arrange(this.list, steps.map((step, n) => this.item(step, n, n === steps.length - 1)));
    if (!this.to.contains(this.list)) put(this.to, this.list);
  }

  /** A step keeps its place in the list as long as it is there. */
  private item(step: Step<T>, n: number, isLast: boolean): HTMLLIElement {
    const known = this.items.get(step), item = known ?? make("li");
    if (known && isLast === item.hasAttribute("aria-current")) return item;
    this.items.set(step, item);
    if (isLast) {
      set(item, "aria-current", "step");
      put(item, step.says);
    } else {
      item.removeAttribute("aria-current");
      const back = make("button", { type: "button", class: "link", title: "Go back to here" }, step.says);
      back.addEventListener("click", () => this.backTo(n, step));
      put(item, back);
    }
    return item;
  }
}
