// drawing.mjs: the live page's model without a browser: a document written as YAML says the same to the program, and undo is exact.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root, scratch, serve } from "./common.mjs";

let server, drawings, yaml, past;

async function compile(name) {
  const { build } = await import(pathToFileURL(createRequire(join(root, "web/package.json")).resolve("vite")).href);
  await build({
    configFile: false, logLevel: "error", root: join(root, "web"),
    build: { outDir: scratch, emptyOutDir: false, minify: false, lib: { entry: join(root, `web/src/live/${name}.ts`), formats: ["es"], fileName: () => `${name}.mjs` } },
  });
  return await import(pathToFileURL(join(scratch, `${name}.mjs`)).href);
}

before(async () => {
  server = await serve();
  [drawings, yaml, past] = [await compile("drawing"), await compile("yaml"), await compile("past")];
});
after(async () => {
  await server?.stop();
});

async function post(path, body) {
  const response = await fetch(server.url + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}

test("every arrangement of every shipped scenario can be drawn on", async () => {
  for (const file of readdirSync(join(root, "scenarios"))) {
    const { body } = await post("api/open", { text: readFileSync(join(root, "scenarios", file), "utf8") });
    for (const m of body.mechanisms.keys()) {
      const drawing = drawings.beginWith(body.tree, body.scenario.name, body.lenses.map(l => l.name), body.mechanisms.map(x => x.name), 0, m);
      const { status, body: said } = await post("api/open", { text: drawings.textOf(drawing) });
      assert.equal(status, 200, `${file}: ${body.mechanisms[m].name}: ${JSON.stringify(said)}`);
    }
  }
});

test("every shipped scenario, written anew from its document, is the same document and gives the same figures", async () => {
  for (const file of readdirSync(join(root, "scenarios"))) {
    const text = readFileSync(join(root, "scenarios", file), "utf8");
    const opened = await post("api/open", { text });
    assert.equal(opened.status, 200, file);
    const { claims: _, ledger: __, ...tree } = opened.body.tree;
    const written = yaml.write(tree);
    const again = await post("api/open", { text: written });
    assert.equal(again.status, 200, `${file}: ${JSON.stringify(again.body)}\n${written}`);
    assert.deepEqual(again.body.tree, tree, file);
    for (const mechanism of opened.body.mechanisms.slice(0, 3)) {
      const [own, other] = await Promise.all([text, written].map(t => post("api/evaluate", { text: t, mechanism: mechanism.name })));
      assert.deepEqual(other.body.result, own.body.result, `${file}, ${mechanism.name}`);
    }
  }
});

test("words that YAML would read as something else are quoted", async () => {
  const words = ["no", "Yes", "null", "1e3", "0x10", "a: b", "- a", "#x", "a #b", "'", "\"", "\\", "tab\tnewline\n", "é", "*a", "&a", "!t", "%", "@", "", " ", "{", "[", "1945", "-1"];
  for (const name of words.filter(w => w.trim() !== "" && !w.includes("\n"))) {
    const text = yaml.write({ name, world: { states: { A: { capability: 1, lat: 0, lon: 0 }, B: { capability: 2, lat: 0, lon: 5 } } }, lenses: [{ matrix: { threat: { "A>B": 0.1 } } }], reference: "none", mechanisms: [{ name: "m", commitments: [] }] });
    const { status, body } = await post("api/open", { text });
    assert.equal(status, 200, `${name}: ${JSON.stringify(body)}`);
    assert.equal(body.scenario.name, name);
  }
});

async function begin() {
  const { text } = await (await fetch(server.url + "api/scenario")).json();
  const { body } = await post("api/open", { text });
  const drawing = drawings.beginWith(body.tree, body.scenario.name, body.lenses.map(l => l.name), body.mechanisms.map(m => m.name), 0, 0);
  return { drawing, opened: body, commitments: body.mechanisms[0].commitments };
}

test("every change by hand has another that takes it back to the same text", async () => {
  const { drawing, commitments } = await begin();
  const nato = commitments.find(c => c.name === "nato"), text = drawings.textOf(drawing);
  const alike = d => assert.equal(drawings.textOf({ ...d, mechanism: JSON.stringify(d.mechanism) === JSON.stringify(d.start) ? d.start : d.mechanism }), text);
  alike(drawings.leave(drawings.join(drawing, nato, "UKR"), nato, "UKR"));
  alike(drawings.join(drawings.leave(drawing, nato, "TUR"), nato, "TUR"));
  for (const tied of [false, true]) {
    const once = drawings.toggleTie(drawing, "UKR", "POL", tied);
    assert.equal(once.change, tied ? "cut" : "added");
    const twice = drawings.toggleTie(once.drawing, "POL", "UKR", !tied);
    assert.equal(twice.change, tied ? "restored" : "removed");
    alike(twice.drawing);
  }
});

test("a drawing changed a hundred times at random is always a scenario that the program accepts", async () => {
  let { drawing, commitments } = await begin(), seed = 7;
  const random = n => (seed = (seed * 48271) % 2147483647) % n;
  const states = ["USA", "UKR", "POL", "RUS", "FIN", "TUR", "GMY", "BLR", "SWZ", "MAC"];
  for (let n = 0; n < 100; n++) {
    const helping = commitments.filter(c => c.types.some(t => drawings.HELP.includes(t)));
    const pact = helping[random(helping.length)], a = states[random(states.length)], b = states[(states.indexOf(a) + 1 + random(states.length - 1)) % states.length];
    const before = drawing;
    switch (random(6)) {
      case 0: drawing = pact.members.includes(a) ? drawings.leave(drawing, pact, a) : drawings.join(drawing, pact, a); break;
      case 1: drawing = drawings.setRule(drawing, pact, ["automatic", "consensus", { majority: 0.667 }, { veto: [a] }][random(4)]); break;
      case 2: drawing = drawings.addPact(drawing, ["defence", "collective-security"][random(2)], `new pact ${n}`, [a, b], [0.3, 0.5, 0.75]); break;
      case 3: drawing = random(8) ? drawing : drawings.drop(drawing, pact); break;
      default: drawing = drawings.toggleTie(drawing, a, b, random(2) === 1).drawing;
    }
    const { status, body } = await post("api/evaluate", { text: drawings.textOf(drawing), mechanism: drawings.changedName(drawing) });
    assert.equal(status, 200, `${JSON.stringify(body)}\n${drawings.textOf(drawing)}\n${drawings.textOf(before)}`);
    commitments = body.mechanism.commitments;
  }
});

test("undo and redo walk one list; a slider on its way is one step", () => {
  const p = new past.Past(0, "start");
  p.push(1, "omega = 0.1", last => last.startsWith("omega = "));
  p.push(2, "omega = 0.2", last => last.startsWith("omega = "));
  p.push(3, "other");
  assert.deepEqual(p.done.map(s => s.value), [0, 2, 3]);
  assert.equal(p.undo().says, "other");
  assert.equal(p.now, 2);
  assert.equal(p.redo().value, 3);
  p.backTo(0);
  assert.equal(p.canUndo, false);
  p.push(4, "anew");
  assert.equal(p.canRedo, false);
  assert.deepEqual(p.done.map(s => s.value), [0, 4]);
});
