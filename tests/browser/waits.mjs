// What is typed is neither lost nor left out: by letters into a dialog, by files taken at once, by steps over others' work.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { equal, field, folder, holds, page, pictures, preview, root, sample, save, state, text, until } from "./tools.mjs";

const focus = (tab) => tab.evaluate(() => document.activeElement.id || document.activeElement.dataset.path);

/** A dialog that comes while one types takes no letter for a choice; closed without one, it leaves what was typed. */
export async function letters() {
  const path = sample("binh-dinh", "letters");
  const tab = await page(await preview(path));
  const name = field(tab, "contact.lead_unit");
  await name.focus();
  await name.pressSequentially(" một");
  save(path, text(path).replace("lead_unit: ", "lead_unit: Khác "));
  await tab.waitForSelector("dialog[open]");
  await tab.keyboard.type(" hai ba");
  await tab.keyboard.press("Enter");
  holds(await tab.locator("dialog").isVisible(), "the dialog stays until one chooses");
  equal(await focus(tab), "dialog-title", "the focus");
  await tab.keyboard.press("Escape");
  await tab.waitForSelector("dialog[open]", { state: "detached" });
  holds((await name.inputValue()).endsWith(" một"), "what was typed");
  await tab.waitForSelector(".unsaved");
  holds(text(path).includes("lead_unit: Khác "), "what others wrote");
  // With the next letter one is asked again.
  await name.pressSequentially("!");
  await tab.waitForSelector("dialog[open]");
  await tab.locator("dialog button").last().click();
  await until("what was typed in the file", () => /lead_unit: .* một!$/m.test(text(path)));
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** What is taken right after one has typed holds what was typed. */
export async function atOnce() {
  const path = sample("cong-van-1616", "at-once");
  const tab = await page(await preview(path));
  const subject = field(tab, "document.subject");
  await subject.focus();
  for (let turn = 1; turn <= 6; turn += 1) {
    await subject.fill(`lần gõ thứ ${turn} của phiếu`);
    const [download] = await Promise.all([tab.waitForEvent("download"), tab.locator("[data-take=pdf]").click()]);
    const file = join(folder, `at-once-${turn}.pdf`);
    await download.saveAs(file);
    const words = execFileSync("pdftotext", [file, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
    holds(words.includes(`lần gõ thứ ${turn} của phiếu`), `what was typed in the ${turn}th file`);
  }
  // What cannot be written is told, and no file is made without it.
  save(path, text(path).replace("document:", "document: ["));
  await tab.waitForSelector("#stale:not([hidden])");
  await subject.fill("chưa ghi được");
  await tab.locator("[data-take=pdf]").click();
  await tab.waitForSelector("dialog[open]");
  holds((await tab.locator("dialog").textContent()).includes("chưa ghi được vào phiếu"), "the reason");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** What is typed while the file cannot be read is written once it can, without a question; why is told at the field. */
export async function broken() {
  const path = sample("cong-van-1616", "broken");
  const tab = await page(await preview(path));
  const whole = text(path);
  save(path, whole.replace("document:", "document: ["));
  await tab.waitForSelector("#stale:not([hidden])");
  holds(/dòng \d+/.test(await tab.locator("#stale").textContent()), "the line of the fault");
  const subject = field(tab, "document.subject");
  await subject.fill("gõ khi phiếu hỏng");
  await tab.waitForSelector(".unsaved");
  holds(/dòng \d+/.test(await tab.locator(".unsaved").textContent()), "why, at the field");
  holds(!(await tab.locator("dialog").isVisible()), "no dialog");
  save(path, whole);
  await until("what was typed in the file", () => text(path).includes("subject: gõ khi phiếu hỏng"));
  await until("the note is gone", async () => (await tab.locator(".unsaved").count()) === 0);
  holds(!(await tab.locator("dialog").isVisible()), "no question");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** A step that cannot be taken any more, since others have written, is not offered. */
export async function steps() {
  const path = sample("cong-van-1616", "steps");
  const url = await preview(path);
  const tab = await page(url);
  const undo = tab.locator("#undo");
  await field(tab, "document.subject").fill("một bước");
  await until("a step", () => undo.isEnabled());
  const mine = text(path);
  save(path, `${mine}# ghi chú\n`);
  await until("no step", () => undo.isDisabled());
  save(path, mine);
  await until("the step again", () => undo.isEnabled());
  await undo.click();
  await until("the step back", () => !text(path).includes("một bước"));
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** A table is made in the form: its rows have the columns that it names; cells are pasted into them. */
export async function columns() {
  const path = sample("ke-hoach", "columns");
  const url = await preview(path);
  const tab = await page(url);
  const content = async () => (await state(url)).tree.content;
  const last = (await content()).length;
  const adder = tab.locator(`[data-add="content"]`);
  await adder.locator("xpath=..").locator("select").selectOption("table");
  await adder.click();
  const table = `content.${last}.table`;
  for (const [index, head] of ["Nội dung", "Kinh phí", "Ghi chú"].entries()) {
    if (index > 0 || (await field(tab, `${table}.columns.0`).count()) === 0) await tab.locator(`[data-add="${table}.columns"]`).click();
    await field(tab, `${table}.columns.${index}`).fill(head);
    await until(head, async () => (await content())[last]?.table?.columns?.[index] === head);
  }
  const region = tab.locator(`details[data-group="${table}.rows"]`);
  await tab.locator(`[data-add="${table}.rows"]`).click();
  await field(tab, `${table}.rows.0.2`).waitFor();
  equal((await region.locator("th").allTextContents()).slice(0, 3), ["Nội dung", "Kinh phí", "Ghi chú"], "the heads of the columns");
  await field(tab, `${table}.rows.0.0`).evaluate((node, words) => {
    const data = new DataTransfer();
    data.setData("text/plain", words);
    node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, "In tài liệu\t100\tquý I\nTập huấn\t200\tquý II\n");
  await until("the cells", async () => JSON.stringify((await content())[last].table.rows) === '[["In tài liệu","100","quý I"],["Tập huấn","200","quý II"]]');
  await until("the table on the page", async () => (await state(url)).errors === 0);
  holds(!(await tab.locator("dialog").isVisible()), "no cell is left over");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** The way past the head leads to what is shown, and changes nothing of it; what is in sight stays where it is. */
export async function skips() {
  const tab = await page(await preview(join(root, "samples/departments-2014.csv"), "--defaults", join(root, "samples/departments-2014.yaml")), { pages: false });
  await tab.waitForSelector("#rows tr");
  await tab.keyboard.press("Tab");
  await tab.keyboard.press("Enter");
  equal(await focus(tab), "many", "the list");
  await tab.locator("#rows tr a").nth(3).click();
  await tab.waitForSelector("#form .field");
  await until("pages", async () => (await pictures(tab)).length > 0);
  await tab.locator(".skip").focus();
  await tab.keyboard.press("Enter");
  equal(await focus(tab), "form", "the form");
  holds(tab.url().includes("#/doc/3"), `the address ${tab.url()}`);
  // From one record to the next, as long as there are such.
  for (const [way, number] of [["next", 4], ["previous", 3], ["previous", 2], ["previous", 1], ["previous", 0]]) {
    await tab.locator(`#${way}`).focus();
    await tab.keyboard.press("Enter");
    await until(`record ${number}`, () => tab.url().endsWith(`#/doc/${number}`));
  }
  holds(await tab.locator("#previous").isDisabled(), "none before the first");
  await tab.waitForSelector("#pages .page");
  await field(tab, "document.number").waitFor();
  await field(tab, "document.number").focus();
  const place = () => tab.locator("#pages").evaluate((node) => node.scrollTop);
  const before = await place();
  await field(tab, "document.date").focus();
  equal(await place(), before, "the pages, where both are in sight");
  equal(tab.faults, [], "faults");
  await tab.close();
}
