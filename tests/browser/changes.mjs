// What changes beside the answers: the template, the table of records.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawn, equal, examine, field, folder, holds, page, pictures, preview, root, sample, save, state, text, until } from "./tools.mjs";

/** Who saves a template sees the new pages and the new form; a fault is told with its file. */
export async function template() {
  const home = join(folder, "template");
  cpSync(join(root, "tests/templates"), home, { recursive: true });
  const own = (name) => join(home, "to-trinh-mua-sam", name);
  const tab = await page(await preview(join(home, "to-trinh-mua-sam.answers.yaml"), "--template", join(home, "to-trinh-mua-sam")));
  const before = await pictures(tab);
  await field(tab, "purchase.items.0.quantity").focus();
  save(own("form.yaml"), text(own("form.yaml")).replace("label: Số lượng", "label: Số chiếc"));
  await until("the new label", async () => (await tab.locator("#form th", { hasText: "Số chiếc" }).count()) === 1);
  equal(await tab.evaluate(() => document.activeElement.dataset.path), "purchase.items.0.quantity", "the focus stays");
  save(own("body.md"), text(own("body.md")).replace("Kính trình", "{{#each}}Kính trình"));
  await tab.waitForSelector("#stale:not([hidden])");
  await tab.locator("#tab-problems").click();
  holds((await tab.locator("#problems .where").first().textContent()).includes("to-trinh-mua-sam/body.md"), "the file of the fault");
  equal(await pictures(tab), before, "the last good pages");
  save(own("body.md"), text(own("body.md")).replace("{{#each}}Kính trình", "Trân trọng kính trình"));
  await tab.waitForSelector("#stale", { state: "hidden" });
  await until("the new page", async () => (await pictures(tab)).join() !== before.join());
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Records are listed and shown, with the cell of each answer; nothing of them can be changed here. */
export async function records() {
  const home = join(folder, "records");
  mkdirSync(home, { recursive: true });
  for (const end of ["csv", "yaml"]) cpSync(join(root, `samples/departments-2014.${end}`), join(home, `so.${end}`));
  const table = join(home, "so.csv");
  const lines = text(table).split("\n");
  writeFileSync(table, lines.slice(0, 7).join("\n").replace(/@/, "@@") + "\n");
  const tab = await page(await preview(table, "--defaults", join(home, "so.yaml")), { pages: false });
  const rows = tab.locator("#rows tr");
  await until("the states", async () => (await rows.count()) === 6 && (await tab.locator("#rows tr.unchecked").count()) === 0);
  equal(await tab.locator("#rows tr.errors").count(), 1, "records with errors");
  await examine(tab, "the list of records");
  equal(await tab.locator("#headings li").count(), 0, "headings that are wrong");
  save(table, text(table).replace("document.number", "document.numbr"));
  await tab.waitForSelector("#headings li.error");
  holds((await tab.locator("#headings .where").textContent()).includes("so.csv, hàng 1, cột 3"), "the heading's cell");
  holds((await tab.locator("#headings .hint").textContent()).includes("document.number"), "the name that was meant");
  equal(await tab.locator("#rows tr.errors").count(), 1, "a heading is no fault of each record");
  await examine(tab, "the list under a wrong heading");
  save(table, text(table).replace("document.numbr", "document.number"));
  await until("the right heading", async () => (await tab.locator("#headings li").count()) === 0);
  await tab.locator("#rows tr.errors a").click();
  await tab.locator("#to-many").click();
  equal(await rows.count(), 6, "the list again");
  await tab.locator("#rows tr.errors a").click();
  const mail = field(tab, "contact.emails.0");
  await tab.waitForSelector("#record:not([hidden])");
  equal(await mail.evaluate((input) => input.readOnly), true, "only to be read");
  holds((await mail.getAttribute("title")).includes("so.csv"), "where it was typed");
  holds((await field(tab, "letter.reference_number").getAttribute("title")).includes("so.yaml"), "where what all share was typed");
  equal(await tab.locator("#form .actions button, #form .add button").count(), 0, "buttons that change");
  await tab.locator("#tab-problems").click();
  // `contact.emails.0` is the sixth column.
  holds((await tab.locator("#problems li.error .where").first().textContent()).includes("so.csv, dòng 2, cột 6"), "the cell of the fault");
  await tab.locator("#tab-form").click();
  await examine(tab, "a record");
  save(table, text(table).replace("@@", "@"));
  await drawn(tab);
  await until("the repair", async () => (await tab.locator("#state").getAttribute("class")).includes("error") === false);
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** A record is followed by its key wherever it stands, and told by it; one that is gone is no other. */
export async function followed() {
  const home = join(folder, "followed");
  mkdirSync(home, { recursive: true });
  for (const end of ["csv", "yaml"]) cpSync(join(root, `samples/departments-2014.${end}`), join(home, `so.${end}`));
  const table = join(home, "so.csv");
  const [head, ha, giang, cao, tai] = text(table).split("\n");
  const put = (...lines) => save(table, `${[head, ...lines].join("\n")}\n`);
  put(ha, giang, cao, ha);
  const tab = await page(await preview(table, "--defaults", join(home, "so.yaml")), { pages: false });
  const rows = tab.locator("#rows tr");
  const checked = (count) => until(`the states of ${count}`, async () => (await rows.count()) === count && (await tab.locator("#rows tr.unchecked").count()) === 0);
  await checked(4);
  equal(await tab.locator("#shown").textContent(), "4/4 bản ghi", "how many");
  // The second of one key would be refused.
  equal(await tab.locator("#rows tr.errors a").allTextContents(), ["01-ha-noi"], "the second of one key");
  const first = (await rows.first().textContent());
  holds(first.includes("01-ha-noi") && first.includes("741/") && first.includes("Hà Nội"), `what tells a record: ${first}`);
  await rows.nth(1).locator("a").click();
  await drawn(tab);
  const number = field(tab, "document.number");
  for (const place of ["#record", "#title"]) holds((await tab.locator(place).textContent()).includes("02-ha-giang"), `the key in ${place}`);
  const own = await number.inputValue();
  put(tai, cao, giang);
  await until("its new row", async () => (await number.getAttribute("title"))?.includes("hàng 4"));
  equal(await number.inputValue(), own, "the record in another row");
  put(tai, cao);
  await tab.waitForSelector("#stale:not([hidden])");
  holds((await tab.locator("#stale").textContent()).includes('"02-ha-giang" không còn trong bảng'), "it is gone");
  equal(await number.inputValue(), own, "the record that is gone");
  await tab.locator("#to-many").click();
  await checked(2);
  equal(await rows.locator("a").allTextContents(), [tai.split(",")[0], cao.split(",")[0]], "the records in their order");
  put(tai, cao, giang);
  await checked(3);
  await rows.nth(2).locator("a").click();
  await drawn(tab);
  equal(await number.inputValue(), own, "the record that is back");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Versions have numbers that stay and times; at first no version is compared with itself. */
export async function versions() {
  const path = sample("cong-van-1616", "versions");
  const url = await preview(path);
  const tab = await page(url);
  await tab.locator("#to-compare").click();
  await tab.waitForSelector("#same");
  const original = text(path);
  for (let count = 1; count <= 53; count += 1) {
    save(path, original.replace("number: 1616", `number: ${2000 + count}`));
    await until("the version", async () => (await state(url)).versions.at(-1).number === count);
  }
  await tab.goBack();
  await tab.locator("#to-compare").click();
  await tab.waitForSelector("#changes");
  const words = await tab.locator("#compare-left option").allTextContents();
  equal(words.length, 50, "the versions that are kept");
  equal(words.slice(0, 2).map((word) => word.split(" (")[0]), ["Lúc mở", "Lần ghi 5"], "their numbers");
  holds(words.every((word) => /\d{1,2}:\d{2}/.test(word)), `their times: ${words[1]}`);
  equal([await tab.locator("#changes del").allTextContents(), await tab.locator("#changes ins").allTextContents()], [["1616"], ["2053"]], "the first and the last");
  // What was opened is there again.
  save(path, original);
  await until("the old text", async () => (await state(url)).versions.at(-1).number === 54);
  await tab.goBack();
  await tab.locator("#to-compare").click();
  await until("another text", async () => (await tab.locator("#changes ins").allTextContents()).join() === "1616");
  equal(tab.faults, [], "faults");
  await tab.close();
}
