// live.mjs: the live page as a person uses it: load, switch the lens, draw, drag, undo, save, reload, share; by mouse and by keyboard.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { findBarriers, helsinki, launch, open as openOffline, root, scenario, scratch, serve, sideways } from "./common.mjs";

const PROPERTIES = ["indivisible", "balanced", "effective", "sustainable"];
let browser, server;

before(async () => {
  [browser, server] = await Promise.all([launch(), serve()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A page whose every complaint fails the test; it remembers the last evaluation. */
async function open(url = server.url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.complaints = [];
  page.evaluations = [];
  page.on("console", m => { if (["error", "warning"].includes(m.type())) page.complaints.push(m.text()); });
  page.on("pageerror", e => page.complaints.push(String(e)));
  page.on("dialog", d => { page.complaints.push(`dialog: ${d.message()}`); void d.dismiss(); });
  page.on("response", async r => {
    if (!r.url().endsWith("/api/evaluate") || !r.ok()) return;
    try {
      page.evaluations.push({ asked: r.request().postDataJSON(), answer: await r.json() });
    } catch { /* the page went on before the body was read */ }
  });
  await page.goto(url);
  await settled(page);
  return page;
}

/** Starts a run of which no word comes, so that nobody is too late to cancel it, and cancels it. */
async function cancel(page, button, place) {
  const events = "**/api/runs/*/events";
  await page.route(events, () => {});
  await Promise.all([page.waitForRequest(events), page.click(button)]);
  const [gone] = await Promise.all([page.waitForResponse(r => r.request().method() === "DELETE"), page.locator(place).getByRole("button", { name: "Cancel" }).click()]);
  assert.equal(gone.status(), 204);
  await page.unroute(events);
}

/** Until the page shows the answer to the last change. */
async function settled(page) {
  await page.waitForFunction(() => ["done", "failed"].includes(document.getElementById("speed")?.dataset.state));
  await page.waitForTimeout(50);
  await page.waitForFunction(() => ["done", "failed"].includes(document.getElementById("speed")?.dataset.state));
}

/** What nobody waits for gives way to all else on the machine: it has a minute. */
async function until(page, isSo) {
  for (const end = Date.now() + 60_000; !isSo() && Date.now() < end;) await page.waitForTimeout(50);
}

async function act(page, what) {
  await page.evaluate(() => { document.getElementById("speed").dataset.state = "waiting"; });
  await what();
  await settled(page);
}

async function close(page) {
  assert.deepEqual(page.complaints, []);
  await page.context().close();
}

const state = (page, id) => page.locator(`#map [data-id="${id}"]`);

/** Points at the land of a state: the middle of a state may be sea, or a neighbour's. */
async function point(page, id) {
  const at = await state(page, id).evaluate(node => {
    node.scrollIntoView({ block: "nearest" });
    const box = node.getBoundingClientRect(), n = 40;
    for (let y = 1; y < n; y++) {
      for (let x = 1; x < n; x++) {
        const point = [box.left + box.width * x / n, box.top + box.height * y / n];
        if (document.elementFromPoint(...point) === node) return point;
      }
    }
    return null;
  });
  assert.ok(at, `${id} can be hit on the map`);
  await page.mouse.move(...at);
}

async function click(page, id) {
  await point(page, id);
  await page.mouse.down();
  await page.mouse.up();
}

const figures = page => page.locator("[data-figure]").allTextContents();
const steps = page => page.locator("#done li").allTextContents();
const text = page => page.locator("#text").textContent();
const pact = (page, name) => page.locator(".pact", { has: page.getByText(name, { exact: true }) });

/** The CLI's figures for a scenario text. */
function assess(text) {
  const file = join(scratch, "drawn.yaml");
  writeFileSync(file, text);
  return JSON.parse(helsinki("assess", file, "--draws", "0", "--format", "json", "--no-claims", "--quiet"));
}

/** Every figure that the page has been told is the program's own, to the last digit; what is null was not asked for. */
function assertAlike(told, own, path = "result") {
  if (told === null) return;
  if (Array.isArray(told)) {
    assert.equal(told.length, own.length, path);
    told.forEach((x, n) => assertAlike(x, own[n], `${path}[${n}]`));
  } else if (typeof told === "object") {
    for (const [key, x] of Object.entries(told)) assertAlike(x, own?.[key], `${path}.${key}`);
  } else {
    assert.equal(told, own, path);
  }
}

async function assertSavedAlike(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
  const saved = readFileSync(await download.path(), "utf8");
  const last = page.evaluations.filter(e => e.asked.text === saved).at(-1);
  assert.ok(last, "what is saved is what was evaluated");
  const own = assess(saved).results.find(r => r.mechanism === last.asked.mechanism);
  assertAlike(last.answer.result, own);
  const shown = await figures(page);
  PROPERTIES.forEach((p, n) => assert.equal(shown[n], own[p].value === null ? "—" : own[p].value.toFixed(2).replace("-", "−").replace(/^−0\.00$/, "0.00"), p));
  return saved;
}

test("loads the Europe scenario and shows figures, a map and no complaint", async () => {
  const page = await open();
  assert.match(await page.locator("#lead").textContent(), /Europe on the eve of 24 February 2022/);
  assert.equal((await figures(page)).length, 4);
  assert.ok(await page.locator("#map .state").count() > 50);
  assert.ok(await page.locator("#states tbody tr").count() > 50);
  await assertSavedAlike(page);
  await close(page);
});

test("a tie is drawn by two clicks, undone, done again, cut, and what is saved gives the same figures", async () => {
  const page = await open();
  const before = await figures(page), untouched = await text(page);
  await click(page, "UKR");
  await act(page, () => click(page, "POL"));
  assert.match((await steps(page)).at(-1), /Poland and Ukraine|Ukraine and Poland/);
  assert.match(await text(page), /pact POL-UKR/);
  assert.equal(await page.locator(".tie.added").count(), 1);
  await assertSavedAlike(page);
  await act(page, () => page.click("#undo"));
  assert.deepEqual(await figures(page), before);
  assert.equal(await text(page), untouched);
  await act(page, () => page.click("#redo"));
  assert.match(await text(page), /pact POL-UKR/);
  await page.keyboard.press("Escape");
  await click(page, "GMY");
  await act(page, () => click(page, "POL"));
  assert.match(await text(page), /cut: \["?GMY-POL"?\]/);
  assert.equal(await page.locator(".tie.cut").count(), 1);
  await assertSavedAlike(page);
  await act(page, () => click(page, "POL"));
  assert.doesNotMatch(await text(page), /cut:/);
  await close(page);
});

test("a state is dragged into a pact, a rule is set, a member leaves, a pact is dissolved", async () => {
  const page = await open(), asked = what => page.evaluations.filter(e => what.test(e.asked.text)).map(e => e.asked.ahead === true);
  const askedAhead = async what => {
    await until(page, () => asked(what).length);
    assert.deepEqual(asked(what), [true], `${what} is asked before it is done`);
  };
  const from = await state(page, "UKR").boundingBox(), to = await pact(page, "NATO").boundingBox();
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await act(page, async () => {
    await page.mouse.move(to.x + 30, to.y + 10, { steps: 8 });
    await askedAhead(/join: \{nato: \[UKR\]\}/);
    await page.mouse.up();
  });
  assert.match((await steps(page)).at(-1), /Ukraine joins NATO/);
  assert.match(await text(page), /join: \{nato: \[UKR\]\}/);
  await assertSavedAlike(page);
  await pact(page, "NATO").locator(".pact-name").click();
  await page.getByLabel("Rule by which NATO acts").focus();
  await askedAhead(/nato: consensus(?!-)/);
  await act(page, () => page.getByLabel("Rule by which NATO acts").selectOption("consensus"));
  assert.deepEqual(asked(/nato: consensus(?!-)/), [true]);
  assert.match(await text(page), /rules: \{nato: consensus\}/);
  await act(page, () => page.getByLabel("Turkey leaves NATO").click());
  assert.match(await text(page), /leave: \{nato: \[TUR\]\}/);
  await assertSavedAlike(page);
  await act(page, () => page.getByLabel("Ukraine leaves NATO").click());
  assert.doesNotMatch(await text(page), /join:/);
  await act(page, () => pact(page, "NATO").getByText("Dissolve it").click());
  assert.match(await text(page), /except: \[nato\]/);
  assert.equal(await pact(page, "NATO").count(), 0);
  await assertSavedAlike(page);
  await close(page);
});

test("lens, sliders, year, region and the arrangement can be chosen, and give the program's figures", async () => {
  const page = await open();
  for (const lens of ["rivalry", "estimated", "capabilities omega=1 chain=0"]) {
    await act(page, () => page.selectOption("#lens", { label: lens }));
    await assertSavedAlike(page);
  }
  for (const [slider, value] of [["omega", 0.35], ["chain", 0.6], ["pledges", 0.25], ["rho", 0.62]]) {
    await act(page, () => page.locator(`#slider-${slider}`).fill(String(value)));
    assert.match(await text(page), new RegExp(slider === "rho" ? "defence: 0.62" : `${slider}: ${value}`));
    await assertSavedAlike(page);
  }
  await act(page, () => page.selectOption("#region", "nato"));
  await assertSavedAlike(page);
  await act(page, () => page.selectOption("#mechanism", { label: "no NATO" }));
  await act(page, () => page.locator("#year").fill("2015"));
  assert.match(await text(page), /year: 2015/);
  await assertSavedAlike(page);
  assert.equal(await page.locator("#trouble").isHidden(), true);
  await close(page);
});

test("where a slider may go next is asked while nobody waits, once, and shown as the program's figures", async () => {
  const page = await open(), asked = omega => page.evaluations.filter(e => new RegExp(`omega: ${omega}(?![0-9])`).test(e.asked.text)).length;
  await act(page, () => page.locator("#slider-omega").fill("0.5"));
  await until(page, () => asked("0.45")); // the last that is looked at
  assert.deepEqual([asked("0.5"), asked("0.55"), asked("0.6")], [1, 1, 1]);
  await act(page, () => page.locator("#slider-omega").fill("0.55"));
  assert.equal(asked("0.55"), 1);
  await assertSavedAlike(page);
  for (const omega of ["0.2", "0.85", "0.9", "0.3", "0.35"]) await page.locator("#slider-omega").fill(omega); // what was looked ahead is called back
  await act(page, () => page.locator("#slider-omega").fill("0.4"));
  assert.equal(await page.locator("#trouble").isHidden(), true);
  assert.match(await assertSavedAlike(page), /omega: 0\.4(?![0-9])/);
  await close(page);
});

test("a slider drawn along is asked ahead where the hand goes, finer than its steps", async () => {
  const page = await open(), asked = [], waiting = new Set();
  page.on("request", r => {
    if (!r.url().endsWith("/api/evaluate")) return;
    waiting.add(r);
    if (r.postDataJSON().ahead) asked.push(Number(/defence: (\S+?)[,}]/.exec(r.postDataJSON().text)[1]));
  });
  for (const over of ["requestfinished", "requestfailed"]) page.on(over, r => waiting.delete(r));
  const rest = async () => { for (let n = -1; n < asked.length || waiting.size; await page.waitForTimeout(300)) n = asked.length; };
  await page.locator("#slider-rho").scrollIntoViewIfNeeded();
  await act(page, () => page.locator("#slider-rho").fill("0.3"));
  const { x, y, width, height } = await page.locator("#slider-rho").boundingBox(), to = share => [x + 8 + (width - 16) * share, y + height / 2];
  await page.mouse.move(...to(0.3));
  await page.mouse.down();
  await page.mouse.move(...to(0.325));
  for (const share of [0.35, 0.375, 0.4, 0.425]) { // two steps and a half at a time: now two, now three
    await rest();
    const known = asked.length, next = (share + 0.025).toFixed(4);
    await act(page, () => page.mouse.move(...to(share)));
    await rest();
    assert.ok(Math.abs(asked[known] - next) <= 0.0051, `from ${share}: ${asked[known]} is asked first, and the hand goes to ${next}`);
  }
  await page.mouse.up();
  await settled(page);
  await assertSavedAlike(page);
  await close(page);
});

test("a tie is asked when its second state is pointed at, a slider where it is pointed at, and what was answered a moment ago is not asked again", async () => {
  const page = await open(), before = await figures(page), asked = what => page.evaluations.filter(e => what.test(e.asked.text)).map(e => e.asked.ahead === true);
  await click(page, "FIN");
  assert.deepEqual(asked(/SPN/), []);
  await point(page, "SPN");
  await until(page, () => asked(/SPN/).length);
  assert.deepEqual(asked(/SPN/), [true]);
  assert.deepEqual(await figures(page), before, "nothing is drawn yet");
  await act(page, () => click(page, "SPN"));
  await assertSavedAlike(page);
  const tied = await figures(page);
  await act(page, () => page.click("#undo"));
  assert.deepEqual(await figures(page), before);
  await act(page, () => page.click("#redo"));
  assert.deepEqual(await figures(page), tied);
  assert.deepEqual(asked(/SPN/), [true]);
  await page.locator("#slider-omega").scrollIntoViewIfNeeded();
  const { x, y, width, height } = await page.locator("#slider-omega").boundingBox(), at = [x + 8 + (width - 16) * 0.7, y + height / 2];
  await page.mouse.move(...at);
  await until(page, () => asked(/omega: 0\.7(?!5)/).length);
  assert.equal(await page.inputValue("#slider-omega"), "0", "a slider that is pointed at stays where it is");
  await act(page, () => page.mouse.click(...at));
  assert.equal(await page.inputValue("#slider-omega"), "0.7");
  assert.deepEqual(asked(/omega: 0\.7(?!5)/), [true]);
  await assertSavedAlike(page);
  await close(page);
});

test("a reload and a link bring the drawing back", async () => {
  const page = await open();
  await click(page, "FIN");
  await act(page, () => click(page, "SPN"));
  const drawn = await text(page), shown = await figures(page);
  await page.waitForFunction(() => location.hash.length > 10);
  const url = page.url();
  await page.reload();
  await settled(page);
  assert.equal(await text(page), drawn);
  assert.deepEqual(await figures(page), shown);
  await close(page);
  const other = await open(url);
  assert.equal(await text(other), drawn);
  await close(other);
});

test("the address is written when the hand rests, and holds the last of what was drawn", async () => {
  const page = await open();
  const rests = await page.evaluate(async () => {
    const write = history.replaceState.bind(history), slider = document.getElementById("slider-omega"), rests = [];
    let changed = 0;
    history.replaceState = (...words) => { rests.push(performance.now() - changed); write(...words); };
    for (const omega of ["0.2", "0.25", "0.3"]) {
      slider.value = omega;
      slider.dispatchEvent(new Event("input"));
      changed = performance.now();
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    await new Promise(resolve => setTimeout(resolve, 600));
    return rests;
  });
  assert.ok(rests.length > 0 && rests.every(ms => ms >= 290), `ms from a change to the address: ${rests}`);
  const url = page.url();
  await close(page);
  const other = await open(url);
  assert.equal(await other.inputValue("#slider-omega"), "0.3");
  await close(other);
});

test("what a box, a press or a form may come to is asked before it is chosen", async () => {
  const page = await open(), asked = what => page.evaluations.filter(e => what.test(e.asked.text)).map(e => e.asked.ahead === true);
  const [lens, arrangement] = await page.evaluate(() => ["lens", "mechanism"].map(id => document.getElementById(id).options[2].textContent));
  const quoted = word => new RegExp(`name: "?${word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}["},\n]`);
  for (const [id, label, what] of [["lens", lens, quoted(lens)], ["mechanism", arrangement, quoted(arrangement)], ["region", "eu", /region: "?eu/]]) {
    await page.locator(`#${id}`).hover();
    await until(page, () => asked(what).length);
    assert.deepEqual(asked(what), [true], `${id} is pointed at`);
    await act(page, () => page.selectOption(`#${id}`, { label }));
    assert.deepEqual(asked(what), [true], `${id} is not asked again`);
    await assertSavedAlike(page);
  }
  await act(page, () => page.selectOption("#region", "osce"));
  await state(page, "FIN").dispatchEvent("click");
  await state(page, "SPN").dispatchEvent("pointerdown");
  await until(page, () => asked(/FIN-SPN/).length);
  assert.deepEqual(asked(/FIN-SPN/), [true], "a state is pressed");
  await state(page, "SPN").dispatchEvent("pointerup");
  await page.getByText("A new pact").click();
  await page.getByLabel("Members of the new pact").fill("AUS SWZ");
  await until(page, () => asked(/new pact 1/).length);
  assert.deepEqual(asked(/new pact 1/), [true], "members are written");
  await page.getByLabel("Members of the new pact").fill("AUS SW");
  await page.getByLabel("Year, as a number").fill("2013");
  await until(page, () => asked(/year: 2013/).length);
  assert.deepEqual(asked(/year: 2013/), [true], "a year is written");
  assert.equal((await steps(page)).length, 5, "where it started, and what was chosen: nothing else is done");
  page.complaints = page.complaints.filter(c => !/^Failed to load resource/.test(c)); // a region that had no state that year is asked ahead, too
  await close(page);
});

/** What stands on the map, and how: which states, by which figure, in which class. */
const standing = page => page.evaluate(() => [...document.querySelectorAll("#map [data-id]")]
  .map(node => `${node.dataset.id} ${node.tagName} ${node.getAttribute("class")} ${node.getAttribute("aria-label")}`).sort());

test("another year leaves on the map what stays: the ground, the view, the states that look the same", async () => {
  const page = await open();
  const year = y => act(page, () => page.locator("#year").fill(String(y)));
  const before = await standing(page);
  await year(2010);
  await page.getByRole("button", { name: "Zoom in" }).click();
  const view = await page.locator("#map svg > g").getAttribute("transform");
  await page.evaluate(() => { for (const node of document.querySelectorAll("#map path.borders, #map [data-id='FRN']")) node.stays = true; });
  assert.ok((await standing(page)).every(line => line.includes(" circle ")), "the borders of 2010 are not those of today: capitals");
  assert.equal(await page.locator("#map path.state").count(), 0);
  await year(2005);
  assert.equal(await page.locator("#map svg > g").getAttribute("transform"), view);
  assert.ok(await page.evaluate(() => [...document.querySelectorAll("#map path.borders, #map [data-id='FRN']")].every(node => node.stays)), "what looks the same is the same");
  assert.equal(await state(page, "MNG").count(), 0, "Montenegro was no state yet");
  const jumped = await open(`${server.url}`);
  await act(jumped, () => jumped.locator("#year").fill("2005"));
  assert.deepEqual(await standing(page), await standing(jumped), "however one came there");
  await close(jumped);
  await act(page, () => page.selectOption("#region", "world"));
  const whole = await page.locator("#map path.borders").getAttribute("d");
  await year(2021);
  await act(page, () => page.selectOption("#region", "brics"));
  assert.equal(await page.locator("#map path.borders").getAttribute("d"), whole, "regions over more than a hemisphere have the same ground");
  assert.equal(await page.locator("#map [tabindex='0']").count(), 1, "one state waits for the keyboard, whoever was the first before");
  await act(page, () => page.selectOption("#region", "osce"));
  assert.deepEqual(await standing(page), before, "and back");
  assert.equal(await page.locator("#map [tabindex='0']").count(), 1, "one state waits for the keyboard");
  await point(page, "UKR");
  assert.match(await page.locator("#readout").textContent(), /^Ukraine/);
  await page.mouse.down();
  await page.mouse.up();
  assert.equal(await page.locator("#chosen h2").textContent(), "Ukraine");
  await close(page);
});

test("with the keyboard alone: choose, tie, undo, join, slide", async () => {
  const page = await open();
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the figures");
  const reach = async (what) => {
    for (let n = 0; n < 60; n++) {
      if (await page.evaluate(what)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`Tab does not reach ${what}`);
  };
  await reach("document.activeElement.closest?.('#map svg') !== null && document.activeElement.closest?.('#map svg') !== undefined");
  const first = await page.evaluate(() => document.activeElement.dataset.id);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#chosen h2").count(), 1);
  let second = first;
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
    await page.keyboard.press(key);
    second = await page.evaluate(() => document.activeElement.dataset.id);
    if (second !== first) break;
  }
  assert.notEqual(second, first);
  await act(page, () => page.keyboard.press("Enter"));
  assert.equal((await steps(page)).length, 2);
  await act(page, () => page.keyboard.press("Control+z"));
  assert.equal((await steps(page)).length, 0);
  await reach("document.activeElement.classList.contains('pact-name')");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-expanded")), "true");
  await reach("document.activeElement.id === 'slider-omega'");
  await act(page, () => page.keyboard.press("ArrowRight"));
  assert.match(await text(page), /omega: 0.05/);
  await close(page);
});

for (const colorScheme of ["light", "dark"]) {
  for (const width of [390, 1280]) {
    test(`axe-core finds nothing, and nothing scrolls sideways: ${colorScheme}, ${width} px`, async () => {
      const page = await open(server.url, { colorScheme, viewport: { width, height: 900 } });
      assert.ok(await sideways(page) <= 0);
      await pact(page, "NATO").locator(".pact-name").click();
      await state(page, "SWZ").focus();
      await page.keyboard.press("Enter");
      await page.locator("#expense summary").click();
      await page.locator("#notes summary").click();
      await page.locator("#ledger summary").click();
      await page.click("#why");
      await page.locator(".why li").first().waitFor();
      await page.locator("#expense-body table").waitFor();
      assert.deepEqual(await findBarriers(page), []);
      assert.ok(await sideways(page) <= 0);
      await close(page);
    });
  }
}

test("names are text, whatever they say", async () => {
  const evil = "<img src=x onerror=alert(1)>", file = join(scratch, "hostile.yaml");
  writeFileSync(file, `name: "</title><script>alert(2)</script>${evil}"
world:
  states:
    "${evil}": {capability: 0.3, lat: 0, lon: 0}
    "\\"'&amp;<b>": {capability: 0.1, lat: 0, lon: 5}
    "javascript:alert(3)": {capability: 0.2, lat: 5, lon: 10}
lenses: [{matrix: {threat: {"${evil}>javascript:alert(3)": 0.02}}, name: "<i>lens</i>"}]
reference: none
mechanisms:
  - {name: "<u>none</u>", commitments: []}
  - {name: "<svg onload=alert(4)>", commitments: [{defence: {members: ["${evil}", "javascript:alert(3)"]}, name: "<b>pact</b>"}]}
`);
  const own = await serve(file);
  const page = await open(own.url);
  assert.equal(await page.locator("#map .state").count(), 3);
  assert.equal(await page.locator("img, main script, main b:not(strong), main i, main u").count(), 0);
  await act(page, () => page.selectOption("#mechanism", { index: 1 }));
  await click(page, evil);
  await act(page, () => page.locator("#map .state").nth(1).click());
  assert.equal(await page.locator("img, main script, main i, main u").count(), 0);
  await assertSavedAlike(page);
  await close(page);
  await own.stop();
});

test("what cannot be computed is said, nothing is lost", async () => {
  const page = await open();
  await act(page, () => page.getByLabel("Year, as a number").fill("1e308").then(() => page.keyboard.press("Tab")));
  assert.equal(await page.locator("#trouble").isVisible(), true);
  assert.ok((await page.locator("#trouble").textContent()).length > 40);
  await act(page, () => page.locator("#trouble button").click());
  assert.equal(await page.locator("#trouble").isHidden(), true);
  page.complaints = page.complaints.filter(c => !/status of 4\d\d/.test(c));
  await close(page);
});

test("when the program is gone the drawing stays, and goes on when it is back", async () => {
  const first = await serve();
  const page = await open(first.url);
  await act(page, () => page.locator("#slider-omega").fill("0.5"));
  await first.stop();
  await act(page, () => page.locator("#slider-omega").fill("0.8"));
  assert.match(await page.locator("#trouble").textContent(), /does not answer/);
  const again = await serve("--port", first.port);
  await act(page, () => page.locator("#slider-omega").fill("0.9"));
  assert.equal(await page.locator("#trouble").isHidden(), true);
  assert.match(await text(page), /omega: 0.9/);
  page.complaints = page.complaints.filter(c => !/^Failed to load resource/.test(c)); // what was asked ahead, too
  await close(page);
  await again.stop();
});

test("draws can be cancelled, and give intervals", async () => {
  const page = await open();
  await cancel(page, "#run", "#sure");
  await page.locator("#run").waitFor();
  await page.click("#run");
  await page.locator("#properties .interval").first().waitFor({ timeout: 120_000 });
  assert.equal(await page.locator("#properties .interval").count(), 4);
  await close(page);
});

test("a scenario of one's own is opened, and one with a mistake is refused with its place", async () => {
  const page = await open();
  const good = join(scratch, "good.yaml"), bad = join(scratch, "bad.yaml");
  writeFileSync(good, readFileSync(join(root, "scenarios/three-states.yaml")));
  writeFileSync(bad, "name: x\nworld: {year: 2021}\nlensez: [rivalry]\n");
  await page.locator("#file").setInputFiles(bad);
  await page.getByText(/line 3, column 1/).waitFor();
  await act(page, () => page.locator("#file").setInputFiles(good));
  assert.equal(await page.locator("#states tbody tr").count(), 3);
  page.complaints = page.complaints.filter(c => !/status of 4\d\d/.test(c));
  await close(page);
});

/** A scenario with claims and cited figures, and few draws. */
function claimed() {
  const nato = readFileSync(join(root, "scenarios/nato-1949.yaml"), "utf8");
  return scenario("claimed.yaml", `${nato.replace(/^draws:.*$/m, "draws: 8")}\nledger:\n  - {in-data: {actors: [USA, RUS], items: [military-expenditure], from: 2021, to: 2024}}\n`);
}

test("judging claims and making a report can be cancelled", async t => {
  const europe = readFileSync(join(root, "scenarios/europe-2022.yaml"), "utf8");
  const own = await serve(scenario("long.yaml", europe.replace(/^draws:.*$/m, "draws: 10000"))); // minutes: nobody is too late to cancel
  t.after(() => own.stop());
  const page = await open(own.url);
  for (const [button, place] of [["#judge", "#said"], ["#report", "#whole"]]) {
    await page.click(button);
    await page.locator(place).getByRole("button", { name: "Cancel" }).click();
    await page.locator(place).getByText("Cancelled.").waitFor();
  }
  await close(page);
});

test("claims of the opened scenario are judged as helsinki claims does, after a run was cancelled, too", async t => {
  const file = claimed(), own = await serve(file);
  t.after(() => own.stop());
  const page = await open(own.url);
  const { claims } = JSON.parse(helsinki("claims", file, "-q", "--format", "json"));
  await cancel(page, "#judge", "#said");
  await page.locator("#said").getByText("Cancelled.").waitFor();
  await page.click("#judge");
  await page.locator(".claim").first().waitFor({ timeout: 120_000 });
  const lenses = [...new Set(claims.map(c => c.lens))], numbers = [...new Set(claims.map(c => c.claim))];
  assert.equal(await page.locator(".claim").count(), numbers.length);
  await page.getByRole("button", { name: "Open all claims" }).click();
  for (const lens of lenses) {
    await page.selectOption("#said-lens", lens);
    for (const number of numbers) {
      const claim = claims.find(c => c.claim === number && c.lens === lens && c.is_lens_basing), view = page.locator(".claim", { hasText: claim.says });
      assert.equal((await view.locator(".here .badge").textContent()).slice(2).replace(" ", "-"), claim.verdict, `${number}, ${lens}`);
      assert.equal(await view.locator(".pivot .flip").count(), claim.pivots.length, `${number}, ${lens}: where it flips`);
      for (const { parameter, at } of claim.pivots)
        assert.ok((await view.locator("figcaption", { has: page.getByText(parameter, { exact: true }) }).textContent()).includes(at >= 100 ? at.toFixed(0) : String(Number(at.toPrecision(2))).replace("-", "−")), `${parameter} at ${at}`);
      if (claim.testable) assert.equal(await view.locator("table.cards tbody tr").count(), claims.filter(c => c.claim === number).length);
    }
  }
  assert.deepEqual(await findBarriers(page), []);
  await page.setViewportSize({ width: 390, height: 900 });
  assert.ok(await sideways(page) <= 0);
  assert.deepEqual(await findBarriers(page), []);
  await close(page);
});

test("the ledger of the opened scenario stands with its sources, and its links leave the drawing alone", async t => {
  const file = claimed(), own = await serve(file);
  t.after(() => own.stop());
  const page = await open(own.url);
  const { ledger } = JSON.parse(helsinki("assess", file, "-q", "--draws", "0", "--no-claims", "--format", "json"));
  await page.locator("#ledger summary").click();
  const amounts = await page.locator("#ledger tbody tr td:nth-child(4)").allTextContents();
  assert.deepEqual(amounts.map(Number.parseFloat), ledger.map(row => row.amount));
  await act(page, () => page.locator("#slider-omega").fill("0.5"));
  await page.waitForFunction(() => location.hash.length > 10);
  const hash = new URL(page.url()).hash;
  await page.locator("#ledger tbody a").first().click();
  assert.equal(new URL(page.url()).hash, hash);
  assert.equal(await page.evaluate(() => document.activeElement.id), "source-1");
  await act(page, () => page.locator("#file").setInputFiles(join(root, "scenarios/three-states.yaml")));
  assert.equal(await page.locator("#ledger").count(), 0);
  assert.equal(await page.locator("#said").isVisible(), false);
  await close(page);
});

test("why: whose attacks a state fears and who helps, from the trace of the program", async () => {
  const page = await open();
  for (const [lens, id, name] of [["rivalry", "UKR", "Ukraine"], ["estimated", "EST", "Estonia"], ["capabilities omega=1 chain=0", "RUS", "Russia"]]) {
    await act(page, () => page.selectOption("#lens", { label: lens }));
    await state(page, id).focus();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#chosen h2").textContent(), name);
    await page.locator("#why").focus();
    await page.keyboard.press("Enter");
    await page.locator(".why li").first().waitFor();
    const lines = await page.locator(".why li").allTextContents();
    const { attackers, attack } = JSON.parse(helsinki("explain", scenario("why.yaml", await text(page)), "--state", id, "-q", "--format", "json"));
    const names = new Map((await page.locator("#map [data-id]").evaluateAll(all => all.map(n => [n.dataset.id, n.getAttribute("aria-label") ?? ""]))));
    assert.ok(lines.length >= 2 && lines.length <= 10, `${lens}: ${lines}`);
    attackers.slice(0, 3).forEach((a, n) => {
      assert.ok(names.get(a.id)?.startsWith(lines[n].split(":")[0]) ?? true, lines[n]);
      assert.ok(lines[n].includes(`${a.threat.toFixed(a.threat < 0.01 ? 4 : 3)} attacks a year`) && lines[n].includes(`chance of ${a.defeat.toFixed(2)}`), `${lines[n]}: ${a.threat}, ${a.defeat}`);
    });
    const helpers = attack.helpers.filter(h => h.chance > 0 && h.share > 0).sort((a, b) => b.share - a.share);
    if (helpers.length) assert.ok(lines.some(l => l.includes(`with a chance of ${helpers[0].chance.toFixed(2)}: ${Math.round(100 * helpers[0].share)}\u00a0% of the help`)), `${lens}: ${lines}`);
    else assert.ok(lines.some(l => l.startsWith("Nobody is expected to help")), `${lens}: ${lines}`);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Close");
    await page.keyboard.press("Enter");
    assert.equal(await page.locator(".why li").count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), "why");
    await page.keyboard.press("Escape");
  }
  await state(page, "UKR").focus();
  await page.keyboard.press("Enter");
  await page.click("#why");
  await page.locator(".why li").first().waitFor();
  const before = await page.locator(".why li").allTextContents();
  await act(page, () => page.locator("#slider-omega").fill("0.1"));
  await page.waitForFunction(first => document.querySelector(".why li")?.textContent !== first, before[0]);
  await close(page);
});

test("the whole report of what is drawn is a file that opens without a network and has the same figures", async t => {
  const own = await serve(claimed());
  t.after(() => own.stop());
  const page = await open(own.url);
  await state(page, "NOR").focus();
  await page.keyboard.press("Enter");
  await state(page, "SWD").focus();
  await act(page, () => page.keyboard.press("Enter"));
  const shown = await figures(page), drawn = await text(page);
  await cancel(page, "#report", "#whole");
  await page.locator("#whole").getByText("Cancelled.").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download", { timeout: 120_000 }), page.click("#report")]);
  const name = download.suggestedFilename(), base = name.replace(/\.html$/, ""), file = join(scratch, name);
  assert.match(name, /^[a-z0-9-]+\.html$/);
  await download.saveAs(file);
  const made = JSON.parse(helsinki("assess", scenario(`${base}.yaml`, drawn), "-q", "--format", "json"));
  const report = await openOffline(browser, pathToFileURL(file).href);
  assert.deepEqual([report.asked, report.errors], [[], []]);
  assert.match(await report.page.locator("#made").textContent(), new RegExp(`helsinki assess ${base}\\.yaml --format html -o ${base}\\.html`));
  assert.ok((await report.page.locator("#made").textContent()).includes(made.scenario.sha256), "the page is of the file that is saved");
  const row = await report.page.locator("#properties table.cards tbody tr").first().locator("b").evaluateAll(all => all.map(b => Number(b.dataset.value)));
  row.forEach((x, n) => assert.equal(x.toFixed(2).replace("-", "−").replace(/^−0\.00$/, "0.00"), shown[n], PROPERTIES[n]));
  await report.close();
  await close(page);
});
