// pictures.mjs: the pages look as they did: screenshots are compared with those of tests/web/pictures, within what fonts and versions of
// the browser may change. UPDATE=1 makes them anew; then look at them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, makePage, open, root, scratch, serve } from "./common.mjs";

const require = createRequire(join(root, "web/package.json"));
const { PNG } = require("pngjs");
const { default: pixelmatch } = await import(pathToFileURL(require.resolve("pixelmatch")).href);

const WANTED = join(root, "tests/web/pictures");
const SHARE = 0.04;      // of the pixels that may differ
const UNLIKE = 0.2;      // how far a pixel may be off, of black to white
let browser, server, report;

before(async () => {
  browser = await launch();
  server = await serve();
  report = makePage("picture.html", "scenarios/europe-2022.yaml", "--draws", "10", "--no-claims", "--lens", "capabilities omega=1 chain=0", "--lens", "rivalry");
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

async function drawn(page) {
  const answered = () => page.waitForFunction(() => document.getElementById("speed")?.dataset.state === "done");
  await answered();
  for (const act of [
    () => page.selectOption("#lens", { label: "capabilities omega=1 chain=0" }),
    async () => {
      for (const id of ["UKR", "POL"]) await page.locator(`#map [data-id="${id}"]`).dispatchEvent("click");
    },
  ]) {
    await page.evaluate(() => { document.getElementById("speed").dataset.state = "waiting"; });
    await act();
    await answered();
  }
}

async function live(viewport, colorScheme) {
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  await page.goto(server.url);
  await drawn(page);
  return { page, close: () => context.close() };
}

const PICTURES = [
  ["live-1280-light", () => live({ width: 1280, height: 900 }, "light")],
  ["live-1280-dark", () => live({ width: 1280, height: 900 }, "dark")],
  ["live-1920-light", () => live({ width: 1920, height: 1080 }, "light")],
  ["live-390-light", () => live({ width: 390, height: 844 }, "light")],
  ["report-1280-light", () => open(browser, report.url, { reducedMotion: "reduce" })],
  ["report-390-dark", () => open(browser, report.url, { viewport: { width: 390, height: 844 }, colorScheme: "dark", reducedMotion: "reduce" })],
];

for (const [name, show] of PICTURES) {
  test(`looks as before: ${name}`, async () => {
    const { page, close } = await show();
    await page.waitForTimeout(300);
    const shot = await page.screenshot({ animations: "disabled" });
    await close();
    const file = join(WANTED, `${name}.png`);
    if (process.env.UPDATE) {
      mkdirSync(WANTED, { recursive: true });
      writeFileSync(file, shot);
      return;
    }
    assert.ok(existsSync(file), `${name}.png is not there: make it with UPDATE=1`);
    const wanted = PNG.sync.read(readFileSync(file)), made = PNG.sync.read(shot);
    assert.deepEqual([made.width, made.height], [wanted.width, wanted.height]);
    const difference = new PNG({ width: made.width, height: made.height });
    const off = pixelmatch(wanted.data, made.data, difference.data, made.width, made.height, { threshold: UNLIKE });
    const share = off / (made.width * made.height);
    if (share > SHARE) writeFileSync(join(scratch, `${name}.difference.png`), PNG.sync.write(difference));
    assert.ok(share <= SHARE, `${(100 * share).toFixed(1)} % of the pixels differ: ${name}.difference.png in ${scratch} shows where`);
  });
}
