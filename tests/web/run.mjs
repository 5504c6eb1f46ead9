// run.mjs: tests of the pages: node tests/web/run.mjs PROGRAM SCRATCH. Builds web/ anew and compares with what is committed, then
// runs every other file here under node:test. Prints what failed, and last `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "node:test";

const here = dirname(fileURLToPath(import.meta.url)), web = resolve(here, "../../web");
const program = resolve(process.argv[2]), scratch = resolve(process.argv[3]);
let passed = 0, failed = 0;

function note(name, ok, why = "") {
  ok ? passed++ : failed++;
  console.log(`${ok ? "ok" : "FAILED"}  ${name}${ok || !why ? "" : `\n${why}`}`);
}

function execute(name, command, words, directory) {
  const done = spawnSync(command, words, { cwd: directory, encoding: "utf8" });
  if (done.status !== 0) note(name, false, `${done.stdout}${done.stderr}${done.error ?? ""}`);
  return done.status === 0;
}

/** What stands in the repository is what its sources make, byte by byte. */
function compareBuild() {
  const copy = join(scratch, "web");
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(join(scratch, "tools"), { recursive: true });
  cpSync(web, copy, { recursive: true, filter: from => !/\/(node_modules|dist)(\/|$)/.test(from.slice(web.length)) });
  cpSync(resolve(web, "../tools/iso-to-cow.csv"), join(scratch, "tools/iso-to-cow.csv"));
  symlinkSync(join(web, "node_modules"), join(copy, "node_modules"));
  const same = (file, other) => note(`${file} is what its sources make`, readFileSync(join(web, file)).equals(readFileSync(join(copy, other))), "rebuild it: npm run build (or npm run world) in web/");
  if (execute("the map is made", "npm", ["run", "--silent", "world"], copy)) same("src/shared/world.json", "src/shared/world.json");
  if (!execute("the pages are built", "npm", ["run", "--silent", "build"], copy)) return;
  for (const file of readdirSync(join(copy, "dist")).sort()) same(`dist/${file}`, `dist/${file}`);
}

async function runTests() {
  const files = readdirSync(here).filter(name => name.endsWith(".mjs") && name !== "run.mjs" && name !== "common.mjs").map(name => join(here, name));
  process.env.HELSINKI = program;
  process.env.HELSINKI_SCRATCH = scratch;
  await new Promise(done => {
    const stream = run({ files, concurrency: 1, timeout: 600000 });
    stream.on("test:pass", event => event.details.type !== "suite" && !files.includes(event.name) && note(event.name, true));
    stream.on("test:fail", event => event.details.type !== "suite" && note(event.name, false, String(event.details.error?.cause?.stack ?? event.details.error)));
    stream.on("end", done);
    stream.resume();
  });
}

mkdirSync(scratch, { recursive: true });
compareBuild();
await runTests();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
