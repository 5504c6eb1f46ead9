// page.mjs: how fast the live page is in a real browser: the first paint, and from a change by hand until the frame with its answer is
// painted, for the world's 195 states: changes that nothing announced, changes by a hand that points before it clicks or chooses
// from a box, by a finger that presses, sliders drawn along and swept in a second. Prints times beside their limits; asserts nothing. node tests/bench/page.mjs [MOVES]
import { readFileSync } from "node:fs";
import { launch, serve } from "../web/common.mjs";

const MOVES = Number(process.argv[2] ?? 25), PACE = 150, DWELLS = 250, PRESSES = 80, READS = 700, FRAME = 16, TICK = 10, ANSWER_LIMIT = 50, PAINT_LIMIT = 500; // ms, but for the moves
const browser = await launch(), server = await serve();

/** When another machine of the same host took a processor from this one, by the clock of the browser, ms. */
const thefts = [];
let taken = null;
const watch = setInterval(() => {
  const ticks = Number(readFileSync("/proc/stat", "utf8").split(/\s+/, 9)[8]);
  if (taken !== null && ticks > taken) thefts.push(Date.now());
  taken = ticks;
}, TICK);
const wasDisturbed = ({ ms, end }) => thefts.some(at => at >= end - ms && at <= end + 2 * TICK);

function quantile(sorted, share) {
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

const byHand = []; // all changes that a hand announces: it points, presses, reads or goes on before it changes anything

function print(what, times, limit) {
  const sorted = times.map(({ ms }) => ms).toSorted((a, b) => a - b), p50 = quantile(sorted, 0.5), p99 = quantile(sorted, 0.99);
  const within = sorted.filter(ms => ms <= limit).length;
  console.log(`  ${what.padEnd(48)} ${p50.toFixed(0).padStart(4)} ms   p99 ${p99.toFixed(0).padStart(4)} ms (${(p99 / limit).toFixed(2)} of the ${limit} ms allowed)   ${within} of ${times.length} within`);
}

/** times: of each change how long it took, and when that was over. */
function report(what, times, isAnnounced) {
  if (isAnnounced) byHand.push(...times);
  print(what, times, ANSWER_LIMIT);
}

function reportAll(kinds, isAnnounced, lens = "") {
  for (const [kind, times] of Object.entries(kinds)) report(lens + kind, times, isAnnounced);
}

const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
const paints = [];
for (let n = 0; n < 10; n++) {
  await page.goto("about:blank");
  await page.goto(server.url);
  await page.waitForFunction(() => document.getElementById("speed")?.dataset.state === "done");
  paints.push(await page.evaluate(() => ({ ms: performance.getEntriesByName("first-contentful-paint")[0].startTime })));
}

/** From now on: what the page itself counts from the next question to the end of drawing. Nobody asks meanwhile how far it is: that
 * would have frames made. */
const listen = () => page.evaluate(() => {
  const speed = document.getElementById("speed");
  speed.dataset.state = "waiting";
  window.last = null;
  window.answered = new Promise(resolve => {
    const watch = new MutationObserver(changes => {
      if (changes.some(c => c.attributeName === "data-ms")) window.last = { ms: Number(speed.dataset.ms), end: Date.now() };
      if (!["done", "failed"].includes(speed.dataset.state)) return;
      watch.disconnect();
      resolve(speed.dataset.state === "done" ? window.last : null);
    });
    watch.observe(speed, { attributeFilter: ["data-state", "data-ms"] });
  });
});
const answered = () => page.evaluate(() => window.answered);

/** One change, and until its answer is on the page; null: the program refuses it. */
async function change(act) {
  await listen();
  await page.evaluate(`(${act})()`);
  return await answered();
}

/** A slider drawn by the mouse to the end that is further, in so many moves, slow at first and last as a hand's are (of least jerk: Flash
 * and Hogan 1985), one every so many ms: the time of every answer that was drawn on the way. */
async function drag(id, moves, pace) {
  const slider = page.locator(`#slider-${id}`);
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await slider.boundingBox(), at = y + height / 2;
  const now = await slider.evaluate(s => Number(s.value)), end = now < 0.5 ? 1 : 0;
  const to = value => x + 8 + (width - 16) * value; // the middle of the knob
  await page.evaluate(() => {
    const speed = document.getElementById("speed");
    window.seen = [];
    window.watch = new MutationObserver(() => window.seen.push({ ms: Number(speed.dataset.ms), end: Date.now() }));
    window.watch.observe(speed, { attributeFilter: ["data-ms"] });
  });
  await page.mouse.move(to(now), at, { steps: 5 });
  await page.waitForTimeout(DWELLS);
  await page.mouse.down();
  const moved = []; // a hand does not wait until the page has seen how it moves
  for (let n = 1; n <= moves; n++) {
    const t = n / moves;
    moved.push(page.mouse.move(to(now + (end - now) * t ** 3 * (10 - 15 * t + 6 * t * t)), at));
    await page.waitForTimeout(pace);
  }
  await Promise.all(moved);
  await page.mouse.up();
  await page.waitForFunction(() => document.getElementById("speed").dataset.state === "done", null, { polling: 50 });
  return await page.evaluate(() => { window.watch.disconnect(); return window.seen; });
}

/** A point of the map that is of a state. */
const pointOf = id => page.evaluate(`(() => {
  const node = document.querySelector('#map [data-id="${id}"]'), box = node.getBoundingClientRect(), n = 40;
  for (let y = 1; y < n; y++)
    for (let x = 1; x < n; x++) {
      const point = [box.left + box.width * x / n, box.top + box.height * y / n];
      if (document.elementFromPoint(...point) === node) return point;
    }
  throw new Error("${id} cannot be hit");
})()`);

/** A click as a hand does it: what is clicked is pointed at for a while before. */
async function point(...to) {
  await page.mouse.move(...to, { steps: 5 });
  await page.waitForTimeout(DWELLS);
  await listen();
  await page.mouse.down();
  await page.waitForTimeout(PRESSES);
  await page.mouse.up();
  return await answered();
}

async function pointTie(a, b) {
  await page.evaluate(() => scrollTo(0, 0));
  const [from, to] = [await pointOf(a), await pointOf(b)];
  await page.mouse.click(...from);
  const ms = await point(...to);
  await page.keyboard.press("Escape");
  return ms;
}

/** share: of the way from its least to its greatest value. */
async function pointSlider(id, share) {
  const slider = page.locator(`#${id}`);
  await slider.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await slider.boundingBox();
  return await point(x + 8 + (width - 16) * share, y + height / 2);
}

/** A second state chosen by a finger, which points at nothing before it presses. */
const tap = (a, b) => change(`async () => {
  const [from, to] = ["${a}", "${b}"].map(id => document.querySelector('#map [data-id="' + id + '"]'));
  from.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  await new Promise(resolve => setTimeout(resolve, ${DWELLS}));
  to.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
  await new Promise(resolve => setTimeout(resolve, ${PRESSES}));
  to.dispatchEvent(new PointerEvent("pointerup", { bubbles: true }));
  to.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
}`);

/** A box is pointed at and its list read before something is chosen. */
async function choose(id, label) {
  await page.mouse.move(1, 1);
  await page.locator(`#${id}`).hover();
  await page.waitForTimeout(READS);
  return await change(`() => {
    const box = document.getElementById("${id}");
    box.selectedIndex = [...box.options].findIndex(option => option.textContent === ${JSON.stringify(label)});
    box.dispatchEvent(new Event("change"));
  }`);
}

const NATO = page.locator(".pact", { has: page.getByText("NATO", { exact: true }) });

/** Done and undone again. */
async function once(act) {
  const time = await act();
  await listen();
  await page.keyboard.press("Control+z");
  await answered();
  return time;
}

/** A state dragged into a pact, held over it for a while. */
const drop = id => once(async () => {
  await page.evaluate(() => scrollTo(0, 0));
  const from = await pointOf(id), { x, y } = await NATO.boundingBox();
  await page.mouse.move(...from);
  await page.mouse.down();
  await page.mouse.move(x + 30, y + 10, { steps: 20 });
  await page.waitForTimeout(DWELLS);
  await listen();
  await page.mouse.up();
  return await answered();
});

/** A rule chosen from its box, once the list was read. */
const rule = kind => once(async () => {
  const box = page.getByLabel("Rule by which NATO acts");
  await page.mouse.move(1, 1);
  await box.hover();
  await page.waitForTimeout(READS);
  await listen();
  await box.selectOption(kind);
  return await answered();
});

/** A button pointed at, then pressed. */
const press = label => once(async () => {
  const button = NATO.getByLabel(label);
  await button.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await button.boundingBox();
  return await point(x + width / 2, y + height / 2);
});

/** What is done to a pact: states dragged in, rules chosen, members that leave. */
async function changePact() {
  const times = { "a state dragged into a pact": [], "a rule of a pact, from its box": [], "a member leaves, pointed at": [] };
  for (const id of ["UKR", "SWD", "FIN", "AUS"]) times["a state dragged into a pact"].push(await drop(id));
  await NATO.locator(".pact-name").click();
  for (const kind of ["consensus", "consensus-minus-one", "majority"]) times["a rule of a pact, from its box"].push(await rule(kind));
  for (const name of ["Turkey", "Poland", "Canada"]) times["a member leaves, pointed at"].push(await press(`${name} leaves NATO`));
  await NATO.locator(".pact-name").click();
  return times;
}

const slide = (id, n) => change(`() => { const s = document.getElementById("slider-${id}"); s.value = String(${((n * 7) % 19 + 1) / 20}); s.dispatchEvent(new Event("input")); }`);
const click = (a, b) => change(`() => { for (const id of ["${a}", "${b}"]) document.querySelector('#map [data-id="' + id + '"]').dispatchEvent(new MouseEvent("click", { bubbles: true })); document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" })); }`);

/** What no answer can be faster than: a small file asked of the program and a spot of the page painted anew, the page at rest before. */
async function nothing() {
  await page.waitForTimeout(200);
  return await page.evaluate(async () => {
    const start = performance.now();
    await (await fetch("/api/scenario")).text();
    document.getElementById("readout").style.color = window.turn = window.turn === "red" ? "green" : "red";
    await new Promise(resolve => requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = resolve;
      port2.postMessage(null);
    }));
    return { ms: performance.now() - start, end: Date.now() };
  });
}

console.log("The live page, 195 states scored, two processors or what there is");
print("first paint of the page", paints, PAINT_LIMIT);
await page.selectOption("#region", "world");
await page.waitForFunction(() => document.querySelectorAll("#states tbody tr").length > 190);
const nothings = [];
for (let n = 0; n < 2 * MOVES; n++) nothings.push(await nothing());
report("a file asked, a word painted: the limit", nothings, false);
for (const lens of ["capabilities omega=0", "capabilities omega=1 chain=0", "rivalry", "estimated"]) {
  await page.selectOption("#lens", { label: lens });
  await slide("omega", 1);
  const sudden = { tie: [], omega: [], rho: [] }; // nothing announces these
  for (let n = 0; n < MOVES; n++) {
    sudden.tie.push(await click("UKR", ["POL", "GMY", "FIN", "TUR", "CHN"][n % 5]));
    sudden.omega.push(await slide("omega", n));
    sudden.rho.push(await slide("rho", n));
  }
  const announced = { "tie, pressed on": [], "tie, pointed at": [], "omega, pointed at": [], "rho, pointed at": [] };
  for (let n = 0; n < MOVES; n++) {
    announced["tie, pressed on"].push(await tap("UKR", ["POL", "GMY", "FIN", "TUR", "CHN"][n % 5]));
    announced["tie, pointed at"].push(await pointTie("UKR", ["POL", "GMY", "FIN", "TUR", "KZK"][n % 5]));
    announced["omega, pointed at"].push(await pointSlider("slider-omega", (n * 7 % 19 + 1) / 20));
    announced["rho, pointed at"].push(await pointSlider("slider-rho", (n * 7 % 19 + 1) / 20));
  }
  for (const id of ["omega", "rho"]) {
    announced[`${id}, drawn`] = [...await drag(id, 40, PACE), ...await drag(id, 40, PACE)];
    sudden[`${id}, swept`] = [...await drag(id, 60, FRAME), ...await drag(id, 60, FRAME)];
  }
  reportAll(sudden, false, `${lens}: `);
  reportAll({ ...announced, ...await changePact() }, true, `${lens}: `);
}
await page.selectOption("#lens", { label: "capabilities omega=0" });
const year = y => change(`() => { const s = document.getElementById("year"); s.value = "${y}"; s.dispatchEvent(new Event("input")); }`);
const stepped = [], jumped = [], pointed = [];
await year(2004);
for (let y = 2005; y < 2022; y++) stepped.push(await year(y));
for (let n = 0; n < 17; n++) jumped.push(await year(2005 + n * 7 % 17));
for (let n = 0; n < 17; n++) pointed.push(await pointSlider("year", (2005 + n * 7 % 17 - 1816) / (2025 - 1816)));
reportAll({ "years, from anywhere": jumped }, false);
reportAll({ "years, one by one": stepped, "years, pointed at": pointed }, true);
await year(2021);
const boxes = { lens: [], mechanism: [], region: [] };
for (const [id, list] of Object.entries(boxes)) {
  const labels = await page.evaluate(box => [...document.getElementById(box).options].map(option => option.textContent), id);
  for (let n = 1; n < labels.length; n++) list.push(await choose(id, labels[n]));
  report(`${id}: chosen from the box`, list.filter(time => time !== null), true); // some regions had no state that year
}
print("all changes that a hand announces", byHand, ANSWER_LIMIT);
print("those while the host took no processor away", byHand.filter(time => !wasDisturbed(time)), ANSWER_LIMIT);
clearInterval(watch);
await browser.close();
await server.stop();
