// browser.mjs: a real Chromium and a real `helsinki serve` for the tests of the pages.
import { spawn, execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
export const HELSINKI = process.env.HELSINKI ?? join(ROOT, "build/helsinki");
const fromWeb = createRequire(join(ROOT, "web/package.json"));
const { chromium } = fromWeb("playwright-core");
const axe = fromWeb.resolve("axe-core/axe.min.js");

/** Chromium without any network of its own. */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
      "--disable-component-update", "--disable-sync"],
  });
}

/** Starts `helsinki serve`; gives its address and stop(). */
export async function serve(...args) {
  const child = spawn(HELSINKI, ["serve", ...args], { stdio: ["ignore", "pipe", "inherit"], cwd: ROOT });
  let said = "";
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.includes("\n")) break;
  }
  const url = said.split("\n")[0];
  if (!url.startsWith("http")) throw new Error(`helsinki serve said '${said}'`);
  return {
    url, port: new URL(url).port,
    async stop(signal = "SIGTERM") {
      if (child.exitCode !== null) return child.exitCode;
      child.kill(signal);
      const [code] = await once(child, "exit");
      return code;
    },
  };
}

/** What a command of the program prints. */
export function helsinki(...args) {
  return execFileSync(HELSINKI, args, { encoding: "utf8", cwd: ROOT, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] });
}

export function folder() {
  const path = mkdtempSync(join(tmpdir(), "helsinki-web-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What axe-core finds against WCAG 2.2 A and AA, as lines a person can read. Run by the test, not by the page: a page's own policy
 *  stays as it is. */
export async function findBarriers(page) {
  const source = await (await import("node:fs/promises")).readFile(axe, "utf8");
  await page.evaluate(source);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(", ")}`);
}

/** How far the page scrolls sideways, in pixels. */
export function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
