// Content in blocks, put in, moved and taken out; records of a workbook and of JSON Lines.

import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { drawn, equal, examine, field, folder, holds, page, pictures, preview, root, sample, save, state, text, until } from "./tools.mjs";

/** Blocks of a document, also those in others; every step can be taken back. */
export async function blocks() {
  const path = sample("huong-dan", "blocks");
  const original = text(path);
  const url = await preview(path);
  const tab = await page(url);
  const content = async () => (await state(url)).tree.content;
  const before = await content();
  const those = (list) => tab.locator(`details[data-group="${list}"] > .items > fieldset.block`);
  const count = (list, wanted) => until(`${wanted} blocks of ${list}`, async () => (await those(list).count()) === wanted);
  const add = async (list, kind) => {
    const adder = tab.locator(`[data-add="${list}"]`);
    await adder.locator("xpath=..").locator("select").selectOption(kind);
    await adder.click();
  };
  const act = (list, index, which) => those(list).nth(index).locator(":scope > .actions button").nth(which).click();
  const last = before.length;
  const words = "Đoạn thêm vào để thử.";

  await add("content", "text");
  await count("content", last + 1);
  await until("the focus in the new block", () => tab.evaluate((wanted) => document.activeElement.dataset.path === wanted, `content.${last}.text`));
  const fresh = field(tab, `content.${last}.text`);
  await fresh.fill(words);
  await fresh.blur();
  await until("the words in the file", () => text(path).includes(words));
  const placed = async (at) => (await state(url)).values.find((value) => value.path === `content.${at}.text`);
  await until("the words on the page", () => placed(last));
  const below = await placed(last);

  await act("content", last, 0);
  await until("the block moved up", async () => (await content())[last - 1].text === words);
  equal((await content())[last], before[last - 1], "the block that made room");
  await until("the words further up", async () => {
    const now = await placed(last - 1);
    return now && (now.page < below.page || now.y < below.y);
  });
  await until("the field moved too", async () => (await field(tab, `content.${last - 1}.text`).inputValue().catch(() => "")) === words);
  await act("content", last - 1, 1);
  await until("the block moved down", async () => (await content())[last].text === words);

  const inner = before[1].items.length;
  await add("content.1.items", "clause");
  await count("content.1.items", inner + 1);
  const clause = field(tab, `content.1.items.${inner}.clause`);
  await clause.fill("Khoản thêm vào để thử.");
  await clause.blur();
  await until("the words of a block in another", async () => (await content())[1].items[inner]?.clause === "Khoản thêm vào để thử.");
  await act("content.1.items", inner, 0);
  await until("a block moved in another", async () => (await content())[1].items[inner - 1].clause === "Khoản thêm vào để thử.");
  equal(await those("content").count(), last + 1, "the blocks around");

  await act("content.1.items", inner - 1, 2);
  await count("content.1.items", inner);
  await act("content", last, 2);
  await count("content", last);
  equal(await content(), before, "the blocks as they were");
  await examine(tab, "blocks");
  for (let left = (await state(url)).undo; left > 0; left -= 1) {
    await until("a step to take back", async () => (await state(url)).undo === left && (await tab.locator("#undo").isEnabled()));
    await tab.locator("#undo").click();
  }
  await until("every step taken back", () => text(path) === original);
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Records of a workbook and of JSON Lines, which lie in `given`; one cell of `records-2.xlsx` is another. */
export async function books() {
  for (const name of ["records.xlsx", "records.jsonl"]) {
    const home = join(folder, `book-${name}`);
    mkdirSync(home, { recursive: true });
    cpSync(join(root, "samples/cong-van-1616/answers.yaml"), join(home, "shared.yaml"));
    const table = join(home, name);
    cpSync(join(folder, "given", name), table);
    const url = await preview(table, "--defaults", join(home, "shared.yaml"));
    const tab = await page(url, { pages: false });
    const rows = tab.locator("#rows tr");
    await until("the states", async () => (await rows.count()) === 3 && (await tab.locator("#rows tr.unchecked").count()) === 0);
    equal(await tab.locator("#rows tr.errors").count(), 0, `${name}: records with errors`);
    await rows.nth(1).locator("a").click();
    await drawn(tab);
    const subject = field(tab, "document.subject");
    equal([await subject.inputValue(), await subject.evaluate((input) => input.readOnly)], ["bản ghi thứ 2", true], `${name}: what is shown`);
    // Above the rows of the workbook stands their heading.
    const [title, line] = [await subject.getAttribute("title"), name.endsWith("xlsx") ? 3 : 2];
    holds(title.includes(name) && new RegExp(`\\b${line}\\b`).test(title), `${name}: where it was typed: ${title}`);
    const before = await pictures(tab);
    if (name.endsWith("xlsx")) cpSync(join(folder, "given/records-2.xlsx"), table);
    else save(table, text(table).replace("bản ghi thứ 2", "bản ghi khác"));
    await until("the new value", async () => (await subject.inputValue()) === "bản ghi khác");
    await until("the new page", async () => (await pictures(tab)).join() !== before.join());
    equal(tab.faults, [], `${name}: faults`);
    await tab.close();
  }
}
