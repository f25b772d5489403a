// The reply filled in, from one line to a document without errors, by what a clerk does in the page.

import { writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { drawn, equal, field, folder, holds, page, preview, sample, state, text, until } from "./tools.mjs";

const isNothing = (value) => value === null || value === undefined || (typeof value === "object" && Object.values(value).every(isNothing));

/** Answers without what is empty, keys in the order of the alphabet. */
function bare(value) {
  if (Array.isArray(value)) return value.map((one) => bare(one) ?? null);
  if (typeof value !== "object" || value === null) return value;
  const given = Object.entries(value).filter(([, one]) => !isNothing(one)).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(given.map(([key, one]) => [key, bare(one)]));
}

class Clerk {
  constructor(tab) {
    this.tab = tab;
  }

  async value(path, value) {
    const input = field(this.tab, path);
    if ((await input.inputValue()) === value) return;
    const kind = await input.evaluate((node) => node.tagName);
    if (kind === "SELECT") await input.selectOption(value);
    else {
      await input.fill(value);
      await input.blur();
    }
  }

  async answer(path, value) {
    if (isNothing(value)) return;
    if (Array.isArray(value)) await this.list(path, value);
    else if (typeof value === "object") await this.group(path, value);
    else await this.value(path, value);
  }

  async group(path, value) {
    for (const [key, one] of Object.entries(value)) {
      const below = `${path}.${key}`;
      const group = this.tab.locator(`details[data-group="${path}"] > .items > .add > input`);
      const known = () => this.tab.locator(`[data-path="${below}"], [data-path^="${below}."], [data-group="${below}"]`).count();
      if (!isNothing(one) && !(await known()) && (await group.count())) {
        await group.fill(key);
        await group.locator("xpath=following-sibling::button").click();
        await until(`a new key ${below}`, known);
      }
      await this.answer(below, one);
    }
  }

  async list(path, items) {
    const add = this.tab.locator(`[data-add="${path}"]`);
    if (!(await add.count())) return this.value(path, items.join(", "));
    const columns = await this.tab.$$eval(`details[data-group="${path}"] > .items > .wide`, (nodes) => nodes.length);
    if (columns && items.every((item) => typeof item === "object")) return this.table(path, items, add);
    for (const [index, item] of items.entries()) {
      const below = `${path}.${index}`;
      await add.click();
      await until(`a new item ${below}`, () => this.tab.locator(`[data-path="${below}"], [data-path^="${below}."], [data-group^="${below}"]`).count());
      await this.answer(below, item);
    }
  }

  /** A whole table pasted at once, as copied from a spreadsheet. */
  async table(path, rows, add) {
    const keys = await this.keys(path, rows);
    const lines = rows.map((row) => keys.map((key) => quoted(row[key] ?? "")).join("\t"));
    await add.evaluate((node, words) => {
      const data = new DataTransfer();
      data.setData("text/plain", words);
      node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    }, `${lines.join("\r\n")}\r\n`);
    await until(`the rows of ${path}`, async () => (await this.tab.locator(`details[data-group="${path}"] > .items tbody tr`).count()) === rows.length);
  }

  /** The keys of a table's columns, by the form. */
  async keys(path, rows) {
    const form = await (await fetch(`${this.tab.url().split("#")[0]}api/form/bao-cao-vemis`)).json();
    let [fields, found] = [form.fields, null];
    for (const key of path.split(".")) {
      found = /^\d+$/.test(key) ? found.item : fields.find((one) => one.key === key);
      fields = found.fields ?? found.item?.fields ?? [];
    }
    const keys = fields.map((one) => one.key);
    holds(keys.length > 0 && rows.every((row) => Object.keys(row).every((key) => keys.includes(key))), `columns of ${path}`);
    return keys;
  }
}

const quoted = (value) => (/["\t\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

export async function fills() {
  const whole = await preview(sample("binh-dinh", "whole"));
  const wanted = await page(whole);
  const { tree, pages } = await state(whole);
  await wanted.close();

  mkdirSync(join(folder, "empty"), { recursive: true });
  const path = join(folder, "empty", "answers.yaml");
  writeFileSync(path, "# Báo cáo của Sở\ntemplate: bao-cao-vemis\n");
  const url = await preview(path);
  const tab = await page(url, { pages: false });
  await tab.waitForSelector("[data-path='document.form']");
  holds((await state(url)).errors > 5, "an empty form is told what is missing");
  const clerk = new Clerk(tab);
  for (const [key, value] of Object.entries(tree)) await clerk.answer(key, value);
  // The last answers may still be on their way when nothing is missing any more.
  const same = ({ template, ...answers }) => JSON.stringify(bare(answers)) === JSON.stringify(bare(tree));
  const wholeReply = async () => {
    const now = await state(url);
    return now.errors === 0 && same(now.tree);
  };
  await until("the whole reply", wholeReply).catch(() => {});
  const { template, ...answers } = (await state(url)).tree;
  equal(template, "bao-cao-vemis", "the kind");
  equal(bare(answers), bare(tree), "the answers");
  await drawn(tab);
  await until("the same pages", async () => JSON.stringify((await state(url)).pages) === JSON.stringify(pages));
  holds(text(path).startsWith("# Báo cáo của Sở\ntemplate: bao-cao-vemis\n"), "the comment and the order stay");
  equal(tab.faults, [], "faults");
  await tab.close();
}
