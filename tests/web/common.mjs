// common.mjs: what tests of pages share: a browser without a network, pages that the program makes, and `helsinki serve`.
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const require = createRequire(join(root, "web/package.json"));
const { chromium } = require("playwright-core");

export const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
export const scratch = process.env.HELSINKI_SCRATCH ?? join(root, "build/test-web");
const program = process.env.HELSINKI ?? join(root, "build/helsinki");
mkdirSync(scratch, { recursive: true });

export function launch() {
  const executablePath = process.env.CHROMIUM || "/usr/bin/chromium";
  if (!existsSync(executablePath)) throw new Error(`no browser at ${executablePath}; set CHROMIUM`);
  return chromium.launch({ executablePath, args: ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync"] });
}

/** Runs the program; its standard output. */
export function helsinki(...words) {
  const done = spawnSync(program, words, { cwd: root, encoding: "utf8", maxBuffer: 1 << 28, env: { ...process.env, HELSINKI_DATA: join(root, "data") } });
  if (done.status !== 0) throw new Error(`helsinki ${words.join(" ")}: ${done.status}\n${done.stderr}`);
  return done.stdout;
}

/** A scenario's text in a file of its own. */
export function scenario(name, text) {
  const file = join(scratch, name);
  writeFileSync(file, text);
  return file;
}

/** The page of a scenario, as a file: URL, and the file. */
export function makePage(name, ...words) {
  const file = join(scratch, name);
  helsinki("assess", ...words, "-q", "--format", "html", "-o", file);
  return { file, url: pathToFileURL(file).href };
}

/** Opens a page offline; `asked` fills with every address that is asked for beyond the file itself, `errors` with what went wrong. */
export async function open(browser, url, options = {}) {
  const context = await browser.newContext({ offline: true, viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage(), asked = [], errors = [];
  page.on("request", request => request.url() !== url && asked.push(request.url()));
  page.on("pageerror", error => errors.push(error.message));
  page.on("console", message => message.type() === "error" && errors.push(message.text()));
  page.on("dialog", dialog => { errors.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(url);
  return { page, asked, errors, close: () => context.close() };
}

/** Starts `helsinki serve`; gives its address and stop(), which says how it ended. */
export async function serve(...words) {
  const child = spawn(program, ["serve", "-q", ...words], { stdio: ["ignore", "pipe", "inherit"], cwd: root });
  let said = "";
  for await (const chunk of child.stdout) {
    said += chunk;
    if (said.includes("\n")) break;
  }
  const url = said.split("\n")[0];
  if (!url.startsWith("http")) throw new Error(`helsinki serve said '${said}'`);
  process.on("exit", () => child.kill()); // a test that failed before it stopped its server holds nothing up
  child.unref();
  child.stdout.unref();
  return {
    url, port: new URL(url).port,
    async stop() {
      if (child.exitCode !== null) return child.exitCode;
      child.ref();
      child.kill("SIGTERM");
      return (await once(child, "exit"))[0];
    },
  };
}

/** What axe-core finds against WCAG 2.2 A and AA, as lines a person can read. */
export async function findBarriers(page) {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
  return violations.map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.target.join(" ")).join(", ")}`);
}

/** How far the page scrolls sideways, in pixels. */
export function sideways(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
