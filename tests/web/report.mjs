// report.mjs: the page of an assessment, as a browser without a network shows it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { after, before, test } from "node:test";
import { axeSource, helsinki, launch, makePage, open, scenario, scratch } from "./common.mjs";

const EUROPE = "scenarios/europe-2022.yaml", DRAWS = ["--draws", "10"];
const LIMIT = 1500000;
let browser, europe, json, three, hostile;

const HOSTILE = `name: "</script><img src=x onerror=alert(1)>"
question: "<b>bold?</b>"
world:
  states:
    '<img src=x onerror=alert(2)>': {capability: 0.3, lat: 0, lon: 0}
    '</script><script>alert(3)</script>': {capability: 0.1, lat: 0, lon: 5}
    '"onmouseover="alert(4)': {capability: 0.2, lat: 3, lon: 5}
lenses: [{capabilities: {h0: 0.02, reach: world, omega: [0, 0.5, 1]}, name: '<i onclick=alert(5)>'}]
draws: 10
ledger:
  - {actor: '<svg onload=alert(6)>', item: trade, amount: 1, unit: EUR bn, year: 2021, source: 'see https://example.org/a?b=1 and javascript:alert(7)'}
claims:
  - {says: '<img src=x onerror=alert(8)>', by: '<u>x', where: 'https://example.com/said', test: {effective: , is: positive}}
mechanisms:
  - {name: "none", commitments: []}
  - {name: "<img src=x onerror=alert(9)>", commitments: [{defence: {members: ['<img src=x onerror=alert(2)>', '"onmouseover="alert(4)']}, name: '<img src=x onerror=alert(10)>'}]}
`;

before(async () => {
  browser = await launch();
  europe = makePage("europe.html", EUROPE, ...DRAWS);
  json = JSON.parse(helsinki("assess", EUROPE, ...DRAWS, "-q", "--format", "json", "--no-claims"));
  three = makePage("three.html", "scenarios/three-states.yaml");
  hostile = makePage("hostile.html", scenario("hostile.yaml", HOSTILE));
});
after(() => browser?.close());

/** A figure as the page has it: five digits. */
function same(shown, wanted, what) {
  if (wanted === null) return assert.equal(shown, null, what);
  assert.ok(Math.abs(Number(shown) - wanted) <= 1e-4 * Math.abs(wanted) + 1e-9, `${what}: ${shown}, not ${wanted}`);
}

test("the page opens from a file, asks for nothing and is small", async () => {
  assert.ok(statSync(europe.file).size < LIMIT);
  const { page, asked, errors, close } = await open(browser, europe.url);
  assert.deepEqual([asked, errors], [[], []]);
  assert.equal(await page.locator("h1").textContent(), "Europe on the eve of 24 February 2022");
  for (const id of ["short", "properties", "states", "externalities", "claims", "ledger", "lenses", "warnings", "sources", "made"])
    assert.ok(await page.locator(`#${id} h2`).isVisible(), id);
  await close();
});

test("the policy lets no other script run and nothing be loaded", async () => {
  const { page, close } = await open(browser, europe.url);
  const { ran, blocked } = await page.evaluate(async () => {
    const blocked = [];
    document.addEventListener("securitypolicyviolation", event => blocked.push(`${event.effectiveDirective} ${event.blockedURI}`));
    const script = document.createElement("script");
    script.textContent = "window.intruder = true";
    document.body.append(script);
    const image = document.createElement("img");
    image.src = "http://127.0.0.1:9/x.png";
    document.body.append(image);
    await new Promise(done => setTimeout(done, 300));
    return { ran: Boolean(window.intruder), blocked };
  });
  assert.equal(ran, false);
  assert.deepEqual(blocked.sort(), ["img-src http://127.0.0.1:9/x.png", "script-src-elem inline"]);
  await close();
});

test("every lens and arrangement shows the figures of the JSON", async () => {
  const { page, close } = await open(browser, europe.url);
  const lenses = [...new Set(json.results.map(r => r.lens))], last = json.results.at(-1).mechanism;
  for (const lens of lenses) {
    await page.selectOption("#lens", lens);
    const table = await page.locator("#properties table.cards tbody tr").evaluateAll(rows => rows.map(row => ({
      name: row.querySelector("th").textContent, figures: [...row.querySelectorAll("b")].map(b => b.getAttribute("data-value")) })));
    const results = json.results.filter(r => r.lens === lens);
    assert.deepEqual(table.map(row => row.name), results.map(r => r.mechanism));
    results.forEach((r, i) => ["indivisible", "balanced", "effective", "sustainable"].forEach((p, place) => same(table[i].figures[place], r[p].value, `${lens}, ${r.mechanism}, ${p}`)));
  }
  await page.selectOption("#mechanism", last);
  const names = new Map(json.world.states.map(s => [s.name, s.id]));
  const rows = await page.locator("#states table tbody tr").evaluateAll(rows => rows.map(row => [row.querySelector("th").textContent, row.querySelector("b").getAttribute("data-value"), row.querySelector("span[data-value]").getAttribute("data-value")]));
  const states = new Map(json.results.find(r => r.lens === lenses.at(-1) && r.mechanism === last).states.map(s => [s.id, s]));
  assert.equal(rows.length, states.size);
  for (const [name, dS, security] of rows) {
    same(dS, states.get(names.get(name)).dS, `${name}, dS`);
    same(security, states.get(names.get(name)).security, `${name}, S`);
  }
  const painted = await page.locator("#states [data-id=RUS]").first().getAttribute("aria-label");
  assert.equal(painted, `Russia: ${states.get("RUS").dS > 0.0005 ? "+" : ""}${states.get("RUS").dS.toFixed(3).replace("-", "−")}`);
  await close();
});

test("the table of commitments has the figures of `helsinki externalities`, sorts and filters", async () => {
  const { page, close } = await open(browser, europe.url);
  const lens = "capabilities omega=1 chain=0";
  const wanted = JSON.parse(helsinki("externalities", EUROPE, "--draws", "0", "--lens", lens, "--mechanism", "as it stood", "-q", "--format", "json"));
  await page.selectOption("#lens", lens);
  const rows = () => page.locator("table.heat tbody tr").evaluateAll(rows => rows.map(row => row.querySelector("th").title));
  const byHarm = await rows();
  assert.equal(byHarm[0], "nato");
  const nato = wanted.results[0].externalities.find(x => x.commitment === "nato" || x.of === "nato" || x.name === "nato");
  const cells = new Map(await page.locator("table.heat tbody tr").first().locator("td[data-say]").evaluateAll(cells => cells.map(cell => cell.dataset.say.match(/and (.*): (\S+|no change);/).slice(1))));
  const name = new Map(json.world.states.map(s => [s.id, s.name]));
  let compared = 0;
  wanted.states.forEach((id, i) => {
    const shown = cells.get(name.get(id));
    if (shown === undefined) return;
    const dS = nato.dS[i], size = shown === "no change" ? 0 : Number(shown.replace("−", "-"));
    assert.ok(shown === "no change" ? Math.abs(dS) < 0.0005 : Math.abs(size - dS) < 6e-5, `${id}: ${shown}, not ${dS}`);
    compared++;
  });
  assert.ok(compared > 30);
  await page.selectOption("#heat-order", "name");
  const byName = await rows();
  assert.deepEqual(byName, [...byName].sort((a, b) => a.localeCompare(b)));
  await page.fill("#heat-filter", "nato");
  assert.deepEqual(await rows(), ["nato"]);
  await page.fill("#heat-filter", "");
  await page.selectOption("#heat-state", "RUS");
  const first = await page.locator("table.heat tbody tr").evaluateAll(rows => rows.map(row => Math.abs(Number(row.querySelector("td[data-at$=' 0']").dataset.say.match(/: (\S+);/)[1].replace("−", "-")))));
  assert.ok(first.length > 1 && first.every((x, i) => !i || x <= first[i - 1]), String(first));
  await page.fill("#heat-filter", "no such treaty");
  assert.deepEqual(await rows(), []);
  await close();
});

test("claims have the verdicts of `helsinki claims`, and open with the curves of what turns them", async () => {
  const { page, close } = await open(browser, europe.url);
  const wanted = JSON.parse(helsinki("claims", EUROPE, ...DRAWS, "-q", "--format", "json")).claims.filter(c => c.basing === "home");
  for (const lens of ["capabilities omega=0", "rivalry"]) {
    await page.selectOption("#lens", lens);
    const shown = new Map(await page.locator("details.claim").evaluateAll(all => all.map(claim => [claim.querySelector(".says").textContent.replace(/^\d+\. /, ""), claim.querySelector(".here .badge").className.split(" ")[1]])));
    for (const claim of wanted.filter(c => c.lens === lens)) assert.equal(shown.get(claim.says), claim.verdict, claim.says);
  }
  const flipped = wanted.find(c => c.lens === "rivalry" && c.pivots.length && c.unit);
  const claim = page.locator("details.claim", { hasText: flipped.says });
  await claim.locator("summary").click();
  assert.ok(await claim.locator(".pivot .curve").count() >= 1);
  const parameters = await claim.locator(".pivot-figure b").allTextContents();
  for (const pivot of flipped.pivots) assert.ok(parameters.includes(pivot.parameter), pivot.parameter);
  await close();
});

test("everything can be reached and worked with the keyboard alone", async () => {
  const { page, close } = await open(browser, three.url);
  const reached = [];
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const node = document.activeElement, box = node.getBoundingClientRect();
      const style = getComputedStyle(node);
      const seen = style.outlineStyle !== "none" || (node.closest("svg") && style.strokeWidth !== "0px");
      return node === document.body ? null : { what: node.id || node.dataset.id || node.className || node.tagName, seen, inView: box.bottom > 0 && box.top < innerHeight };
    });
    if (!at) break;
    assert.ok(at.seen, `${at.what} does not show that it has the focus`);
    assert.ok(at.inView, `${at.what} is out of sight`);
    reached.push(String(at.what));
  }
  for (const what of ["lens", "mechanism", "sort no-print", "heat-order", "heat-filter"]) assert.ok(reached.includes(what), `${what} of ${reached}`);
  await page.focus("#mechanism");
  await page.keyboard.press("ArrowDown");
  assert.match(await page.locator("#states-title").textContent(), /pact/);
  await page.locator("#states [data-id][tabindex='0']").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  assert.match(await page.locator("#states .readout").textContent(), /^B: \+0\.03/);
  await page.locator("table.heat td[tabindex='0']").focus();
  await page.keyboard.press("End");
  assert.match(await page.locator("#externalities .readout").textContent(), /^\S+.* and [ABC]: /);
  const button = page.locator("#states button[data-key=loss]");
  await button.focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#states th[aria-sort]").getAttribute("aria-sort"), "descending");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.key), "loss");
  await close();
});

for (const scheme of ["light", "dark"]) {
  for (const width of [390, 1280]) {
    test(`axe-core finds nothing, ${scheme}, ${width} px`, async () => {
      const { page, close } = await open(browser, europe.url, { colorScheme: scheme, viewport: { width, height: 850 }, bypassCSP: true });
      await page.locator("details.claim").nth(2).evaluate(node => (node.open = true));
      await page.addScriptTag({ content: axeSource });
      const { found, passed } = await page.evaluate(async () => {
        const { violations, passes } = await globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
        return { found: violations.map(v => `${v.id}: ${v.nodes.length} x ${v.nodes[0].target.join(" ")} ${v.nodes[0].failureSummary}`), passed: passes.map(v => v.id) };
      });
      assert.deepEqual(found, []);
      for (const rule of ["color-contrast", "target-size", "label"]) assert.ok(passed.includes(rule), `${rule} looked at nothing`);
      await close();
    });
  }
}

test("no page scrolls sideways on a narrow screen, and no table within it", async () => {
  for (const [name, words] of [["europe", null], ["three", null], ["pairs", ["scenarios/two-pairs.yaml"]], ["concert", ["scenarios/concert-1815.yaml", "--draws", "0"]]]) {
    const made = words ? makePage(`${name}.html`, ...words) : name === "europe" ? europe : three;
    for (const width of [320, 390, 821, 1280]) {
      const { page, errors, close } = await open(browser, made.url, { viewport: { width, height: 844 } });
      await page.locator("details.claim").evaluateAll(all => all.forEach(claim => (claim.open = true)));
      await page.waitForTimeout(50);
      const wide = await page.evaluate(() => ({ page: document.documentElement.scrollWidth - innerWidth,
        within: [...document.querySelectorAll("main *:not(svg *):not(.sr-only)")].filter(node => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflowX !== "visible" && getComputedStyle(node).overflowX !== "hidden").map(node => node.tagName) }));
      assert.ok(wide.page <= 0, `${name} at ${width}: ${wide.page} px too wide`);
      assert.deepEqual([wide.within, errors], [[], []], `${name} at ${width}`);
      await close();
    }
  }
});

test("no name becomes markup, and only addresses of the web become links", async () => {
  const { page, asked, errors, close } = await open(browser, hostile.url);
  await page.locator("details.claim").evaluateAll(all => all.forEach(claim => (claim.open = true)));
  await page.selectOption("#mechanism", "<img src=x onerror=alert(9)>");
  await page.waitForTimeout(100);
  assert.deepEqual([asked, errors], [[], []]);
  assert.equal(await page.locator("main img, main i[onclick], main u, main script, svg[onload], [onmouseover]").count(), 0);
  assert.equal(await page.locator("h1").textContent(), "</script><img src=x onerror=alert(1)>");
  const links = await page.locator("a[href]").evaluateAll(all => all.map(a => a.getAttribute("href")));
  assert.deepEqual(links.filter(href => !href.startsWith("#")).sort(), ["https://example.com/said", "https://example.org/a?b=1"]);
  await close();
});

test("the page says what there is no map or figure for", async () => {
  const nowhere = makePage("nowhere.html", scenario("nowhere.yaml", `world: {states: {A: {capability: 0.3}, B: {capability: 0.1}, C: {capability: 0.1}}, distances: {A-B: 100, A-C: 100, B-C: 100}}
lenses: [{matrix: {threat: {A>B: 0.02}}}]
mechanisms: [{name: only, commitments: []}]
`));
  const { page, errors, close } = await open(browser, nowhere.url);
  assert.deepEqual(errors, []);
  assert.match(await page.locator("#states .note").textContent(), /no map/);
  assert.equal(await page.locator("svg.map").count(), 0);
  assert.match(await page.locator("#properties table.cards").first().textContent(), /— fewer than half of the states have anything to lose/);
  for (const id of ["claims", "ledger"]) assert.equal(await page.locator(`#${id}`).count(), 0);
  await close();
  const old = await open(browser, makePage("concert.html", "scenarios/concert-1815.yaml", "--draws", "0").url);
  assert.match(await old.page.locator("#states figcaption").textContent(), /other borders/);
  await old.close();
});

test("without script it still says what it is about, with the first lens", async () => {
  const { page, errors, close } = await open(browser, europe.url, { javaScriptEnabled: false });
  assert.equal(await page.locator("noscript table tbody tr").count(), new Set(json.results.map(r => r.mechanism)).size);
  assert.match(await page.locator("main").textContent(), /Did the security system of Europe/);
  assert.ok(await page.locator("#sources li").count() > 20);
  assert.deepEqual(errors, []);
  await close();
});

test("the command on the page makes the same page", async () => {
  const file = scenario("it's mine.yaml", readFileSync("scenarios/three-states.yaml", "utf8"));
  const words = ["assess", file, "--lens", "matrix", "--mechanism", "one pact of all", "--draws", "7", "--seed", "3", "-q", "--format", "html"];
  const first = helsinki(...words);
  const { page, close } = await (async () => {
    const context = await browser.newContext({ offline: true, javaScriptEnabled: false });
    const page = await context.newPage();
    await page.setContent(first);
    return { page, close: () => context.close() };
  })();
  const command = await page.locator("#made code").first().textContent();
  const again = spawnSync("sh", ["-c", command.replace(/^helsinki/, `"$HELSINKI"`)], { cwd: scratch, encoding: "utf8", env: { HELSINKI: "build/helsinki", ...process.env } });
  assert.equal(again.status, 0, again.stderr);
  assert.equal(again.stdout.replaceAll(command, ""), first.replaceAll(command, ""));
  await close();
});

test("print cuts no table and opens every claim", async () => {
  const { page, close } = await open(browser, europe.url);
  const file = `${scratch}/europe.pdf`;
  await page.pdf({ path: file, preferCSSPageSize: true, printBackground: true });
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 680, height: 1000 }); // A4 less its margins
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  const cut = await page.evaluate(() => [...document.querySelectorAll("table, svg, p, pre")].filter(node => node.getBoundingClientRect().right > innerWidth + 1).map(node => `${node.tagName} ${node.className} ${node.textContent.slice(0, 40)}`));
  assert.deepEqual(cut, []);
  assert.equal(await page.locator("details.claim:not([open])").count(), 0);
  assert.equal(await page.locator("#states tbody tr:visible").count(), json.results[0].states.length);
  const text = spawnSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8", maxBuffer: 1 << 26 }).stdout;
  for (const words of ["In short", "Four questions", "How to make this page again", "Where the answer turns"]) assert.ok(text.includes(words), words);
  for (const s of json.world.states.filter(s => s.in_region)) assert.ok(text.replace(/\s+/g, " ").includes(s.name.split(" ")[0]), s.name);
  await close();
});
