// report.ts: the whole report of what is drawn, as a file that opens without a network.
import { make, part, put } from "../shared/dom";
import { api } from "./api";
import { follow } from "./runs";
import { download, fileName } from "./share";

/** What the report is made of when it is asked for; null: nothing is shown yet. */
export type Drawn = () => { text: string; name: string } | null;

export function offerReport(drawn: Drawn): void {
  const to = part("whole"), button = make("button", { type: "button", id: "report" }, "Full report as a file");
  button.addEventListener("click", async () => {
    const now = drawn();
    if (!now) return;
    const name = fileName(now.name, "");
    const page = await follow(to, "Report made", onProgress => api.report(now.text, name, onProgress), button);
    if (!page) return;
    download(`${name}.html`, page.html, "text/html");
    put(to, make("p", { role: "status" }, `${name}.html is saved among your downloads. It needs no network, and says at its end how it is made again.`), button);
    button.focus();
  });
  put(to, button);
}
