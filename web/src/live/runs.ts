// runs.ts: a long run as the page shows it: how far it is, and a button that ends it.
import { make, put } from "../shared/dom";
import { Refused, type Run } from "./api";

/** Follows a run in a place of the page. What it came to; null: it was cancelled or failed, which stands there then, before `again`. */
export async function follow<T>(to: HTMLElement, what: string, start: (onProgress: (done: number) => void) => Run<T>, again: HTMLElement): Promise<T | null> {
  const bar = make("progress", { max: 1, value: 0, "aria-label": what });
  const stop = make("button", { type: "button" }, "Cancel");
  const run = start(done => { bar.value = done; });
  stop.addEventListener("click", run.cancel);
  put(to, make("p", {}, bar, " ", stop));
  stop.focus();
  try {
    return await run.result;
  } catch (error) {
    put(to, make("p", { role: "status" }, error instanceof Refused ? `${error.message}.` : "Cancelled."), again);
    return null;
  }
}
