// How long the preview takes: from a saved file to the new picture in the browser, and from the start to the first page.
//
//   tests/setup.sh && cargo build --release
//   node benches/preview.mjs target/release/congvan "$(mktemp -d)" /usr/bin/chromium
//
// - **save**: the report of Bình Định, with more text to ten pages, is saved as editors save (a new file put in the
//   place of the old), each time with another word: on page 1, on page 4, on the last. The time runs from before the file
//   is written until the browser has told that every new picture is decoded: one clock, that of this script, since those of
//   two programs drift. The pages of the first saves are left out: they warm the memory.
// - **CPU**: what the last of the programs spent until its pages were drawn, and on each save (Linux).
// - **start**: from the start of the program to the picture of the first page, in an empty tab that is open already.

import { createHash } from "node:crypto";
import { performance } from "node:perf_hooks";
import { drawn, end, page, preview, running, sample, save, text } from "../tests/browser/tools.mjs";

const SAVES = 60;
const WARM = 6;
const FIRST = 3;
const STARTS = 43;

function told(name, times) {
  const sorted = [...times].sort((one, other) => one - other);
  const part = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(0);
  console.log(`${name}: median ${part(0.5)} ms, p95 ${part(0.95)} ms, most ${sorted.at(-1).toFixed(0)} ms, n = ${sorted.length}`);
}

/** The CPU time of the last program in milliseconds; Linux counts in hundredths of a second. */
function spent() {
  const counts = text(`/proc/${running.at(-1).pid}/stat`).split(") ")[1].split(" ");
  return (Number(counts[11]) + Number(counts[12])) * 10;
}

/** The report with so many steps planned that it has ten pages. */
function long(path) {
  const step = (number) => `    - Bước ${number}, hướng dẫn các trường cập nhật, kiểm tra và đối chiếu số liệu theo từng học kỳ, báo cáo Sở.\n`;
  const steps = Array.from({ length: 40 }, (_, index) => step(index + 1)).join("");
  save(path, text(path).replace("  actions:\n", `  actions:\n${steps}`));
}

async function saves(tab, path, name, from, to) {
  const original = text(path);
  const times = [];
  for (let turn = 0; turn < SAVES; turn += 1) {
    const changed = original.replace(from, `${to} ${turn}`);
    // The page names the text that its pictures are of.
    const seen = tab.evaluate(
      (wanted) =>
        new Promise((resolve) => {
          const root = document.documentElement;
          const look = () => root.dataset.hash === wanted && resolve();
          new MutationObserver(look).observe(root, { attributes: true });
          look();
        }),
      createHash("sha256").update(changed).digest("hex"),
    );
    // The browser waits before the clock starts.
    await new Promise((resolve) => setTimeout(resolve, 60));
    const start = performance.now();
    save(path, changed);
    await seen;
    times.push(performance.now() - start);
  }
  save(path, original);
  told(name, times.slice(WARM));
}

/** Until the first page is there to be seen. */
async function first() {
  const picture = () => document.querySelector("#pages img[src]");
  while (!picture()) {
    await new Promise((resolve) => new MutationObserver(resolve).observe(document, { subtree: true, childList: true, attributes: true }));
  }
  await picture().decode();
}

const path = sample("binh-dinh", "bench");
long(path);
const starts = [];
for (let turn = 0; turn < STARTS; turn += 1) {
  const tab = await page("about:blank", { pages: false });
  // The browser is done with what it does for a new tab.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const start = performance.now();
  await tab.goto(await preview(path), { waitUntil: "commit" });
  await tab.evaluate(first);
  if (turn >= FIRST) starts.push(performance.now() - start);
  await tab.close();
  // Each program starts alone.
  const program = running.at(-1);
  const ended = new Promise((resolve) => program.once("exit", resolve));
  program.kill();
  await ended;
}
told("start to first page", starts);

const tab = await page(await preview(path));
await drawn(tab);
console.log(`pages: ${await tab.locator("#pages img").count()}`);
const before = spent();
console.log(`CPU until the pages are drawn: ${before} ms`);
await saves(tab, path, "save, word on page 1", "subject: báo cáo tình hình", "subject: báo cáo tình hình");
await saves(tab, path, "save, word on page 4", "Phát hiện biến động", "Phát hiện biến động");
await saves(tab, path, "save, word at the end", "full_name: Người Ký Mẫu", "full_name: Người Ký Mẫu");
console.log(`CPU of a save: ${((spent() - before) / (3 * (SAVES + 1))).toFixed(0)} ms`);
await end();
// The previews are ended with this process.
process.exit(0);
