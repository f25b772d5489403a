// What changes beside the answers: the template, the table of records.

import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawn, equal, examine, field, folder, holds, page, pictures, preview, root, save, text, until } from "./tools.mjs";

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
  holds((await tab.locator("#problems li.error .where").first().textContent()).includes("so.csv, dòng 2"), "the row of the fault");
  await tab.locator("#tab-form").click();
  await examine(tab, "a record");
  save(table, text(table).replace("@@", "@"));
  await drawn(tab);
  await until("the repair", async () => (await tab.locator("#state").getAttribute("class")).includes("error") === false);
  equal(tab.faults, [], "faults");
  await tab.close();
}
