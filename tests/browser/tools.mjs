// What the checks share: the program, the browser, small questions.

import { spawn } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createInterface } from "node:readline";
import { basename, dirname, join } from "node:path";
import { chromium } from "playwright-core";

const FLAGS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const [program, folder, browserPath] = process.argv.slice(2);
export const update = process.env.CONGVAN_UPDATE === "1";
export const root = dirname(dirname(dirname(new URL(import.meta.url).pathname)));

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** The previews that were started. */
export const running = [];
let browser;

/** Starts the preview of a file or folder; the address of its page. */
export async function preview(path, ...more) {
  const child = spawn(program, ["preview", path, "--no-open", ...more], { stdio: ["ignore", "pipe", "inherit"] });
  running.push(child);
  const [url] = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once("line", (line) => resolve([line]));
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`the preview ended with ${code}`)));
  });
  return url;
}

/** A new page of the browser. Whatever it asks of another address, and whatever goes wrong in it, is a fault. */
export async function page(url, options = {}) {
  browser ??= await chromium.launchPersistentContext(join(folder, "profile"), {
    executablePath: browserPath,
    args: FLAGS,
    viewport: { width: 1366, height: 768 },
    acceptDownloads: true,
  });
  const tab = await browser.newPage();
  tab.faults = [];
  tab.setDefaultTimeout(120_000);
  await tab.setViewportSize(options.size ?? { width: 1366, height: 768 });
  await tab.emulateMedia({ colorScheme: options.scheme ?? "light" });
  tab.on("pageerror", (error) => tab.faults.push(String(error)));
  tab.on("console", (message) => {
    if (message.type() === "error" && !/status of (404|409|422)/.test(message.text())) tab.faults.push(message.text());
  });
  tab.on("dialog", (dialog) => {
    tab.faults.push(`a script ran: ${dialog.message()}`);
    dialog.dismiss();
  });
  tab.on("request", (request) => {
    if (!request.url().startsWith(new URL(url).origin) && !request.url().startsWith("blob:")) tab.faults.push(`asked for ${request.url()}`);
  });
  await tab.goto(url);
  if (options.pages !== false) await drawn(tab);
  return tab;
}

// However the run ends: a preview left behind would keep the pipes of the test open.
process.on("exit", () => running.forEach((child) => child.kill()));

export async function end() {
  await browser?.close();
}

/** Waits until pages are drawn. */
export const drawn = (tab) => tab.waitForFunction(() => document.querySelector("#pages img")?.complete && document.documentElement.dataset.drawn);

/** A sample in a folder of its own. */
export function sample(name, as) {
  const home = join(folder, as);
  mkdirSync(home, { recursive: true });
  cpSync(join(root, "samples", name), home, { recursive: true });
  return join(home, "answers.yaml");
}

export const text = (path) => readFileSync(path, "utf8");

/** Saves as editors do: a new file under another name, put in the place of the old one. */
export function save(path, content) {
  const aside = join(dirname(path), `.${basename(path)}.swp`);
  writeFileSync(aside, content);
  renameSync(aside, path);
}

export const field = (tab, path) => tab.locator(`[data-path="${path}"]`);

/** The names of the pictures of the pages. */
export const pictures = (tab) => tab.$$eval("#pages img", (images) => images.map((image) => image.getAttribute("src")));

export async function until(what, holds, time = 120_000) {
  const start = Date.now();
  while (Date.now() - start < time) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`not seen in time: ${what}`);
}

export function equal(found, wanted, what) {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (one !== other) throw new Error(`${what}: found ${one}, wanted ${other}`);
}

export function holds(value, what) {
  if (!value) throw new Error(what);
}

export async function shot(tab, name) {
  if (update) await tab.screenshot({ path: join(root, "docs", name) });
}

/** What the program tells of a file. */
export const state = async (url, id = 0) => (await fetch(`${url}api/doc/${id}/state`)).json();

/** axe-core finds nothing serious. */
export async function examine(tab, what) {
  await tab.evaluate(axe);
  const { violations } = await tab.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  const serious = violations.filter((one) => ["serious", "critical"].includes(one.impact));
  equal(serious.map((one) => [one.id, one.nodes[0].html, one.nodes[0].failureSummary]), [], `${what}: axe`);
}
