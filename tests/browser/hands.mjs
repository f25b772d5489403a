// What a clerk does in the form when something is in the way: no program, no file, nothing filled in.

import { renameSync } from "node:fs";
import { join } from "node:path";
import { drawn, equal, field, folder, holds, page, preview, running, sample, save, state, text, until } from "./tools.mjs";

const focus = (tab) => tab.evaluate(() => document.activeElement.dataset.path ?? document.activeElement.dataset.at ?? document.activeElement.tagName);

/** A program that does not answer is told where all see it; what was typed stays, and is written once it answers. */
export async function lost() {
  const path = sample("cong-van-1616", "lost");
  const url = await preview(path);
  const program = running.at(-1);
  const tab = await page(url);
  const subject = field(tab, "document.subject");
  await tab.context().setOffline(true);
  await subject.fill("gõ khi mất liên lạc");
  await subject.blur();
  // The other checks have the same browser.
  await tab.waitForSelector("#lost:not([hidden])").catch((error) => tab.context().setOffline(false).then(() => Promise.reject(error)));
  holds(await tab.locator("#lost").isVisible(), "the banner");
  equal(await tab.locator("#state").getAttribute("class"), "state error", "the state is no longer good");
  await tab.waitForSelector(".unsaved");
  equal(await subject.inputValue(), "gõ khi mất liên lạc", "what was typed");
  await tab.context().setOffline(false);
  await until("what was typed in the file", () => text(path).includes("subject: gõ khi mất liên lạc"));
  await tab.waitForSelector("#lost", { state: "hidden" });
  await until("the note is gone", async () => (await tab.locator(".unsaved").count()) === 0);
  // Gone for good.
  program.kill();
  await tab.waitForSelector("#lost:not([hidden])");
  await subject.fill("gõ khi đã dừng");
  await subject.blur();
  await tab.waitForSelector(".unsaved");
  equal(await subject.inputValue(), "gõ khi đã dừng", "what was typed after the end");
  // Another start has another address, at the same port too.
  await preview(path, "--port", new URL(url).port);
  await until("the word of another address", async () => (await tab.locator("#lost").textContent()).includes("địa chỉ mới"));
  equal(await subject.inputValue(), "gõ khi đã dừng", "what was typed still");
  equal(tab.faults.filter((fault) => !fault.includes("ERR_")), [], "faults");
  await tab.close();
}

/** A file that is gone: why is told above the pages, and what is typed meanwhile is written when it is back. */
export async function goneFile() {
  const path = sample("cong-van-1616", "gone");
  const tab = await page(await preview(path));
  renameSync(path, `${path}.aside`);
  await tab.waitForSelector("#stale:not([hidden])");
  holds((await tab.locator("#stale").textContent()).includes("answers.yaml"), "the reason is told");
  const subject = field(tab, "document.subject");
  await subject.fill("gõ khi tệp vắng");
  await subject.blur();
  await tab.waitForSelector(".unsaved");
  equal(await subject.inputValue(), "gõ khi tệp vắng", "what was typed");
  renameSync(`${path}.aside`, path);
  await until("what was typed in the file", () => text(path).includes("subject: gõ khi tệp vắng"));
  await tab.waitForSelector("#stale", { state: "hidden" });
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** A new item is empty, in the file too, and is told as long as it is. */
export async function fresh() {
  const path = sample("cong-van-1616", "fresh");
  const url = await preview(path);
  const tab = await page(url);
  const { recipients, addressees } = (await state(url)).tree.document;
  for (const [list, count, below] of [["document.recipients", recipients.length, ".name"], ["document.addressees", addressees.length, ""]]) {
    const place = `${list}.${count}${below}`;
    await tab.locator(`[data-add="${list}"]`).click();
    await until("the focus in the new field", async () => (await focus(tab)) === place);
    equal(await field(tab, place).inputValue(), "", "a new field");
    holds(!text(path).includes("…"), "nothing is put in for it");
    await until("it is told", async () => (await field(tab, place).getAttribute("aria-invalid")) === "true");
    await tab.keyboard.type("Kho bạc");
    await until("what was typed", () => /(: |- |, )Kho bạc\b/.test(text(path)));
    await until("it is right", async () => (await field(tab, place).getAttribute("aria-invalid")) === "false");
    await tab.locator(`[data-act=remove][data-at="${list}.${count}"]`).click();
    await until("it is taken out", () => !text(path).includes("Kho bạc"));
  }
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Whoever types elsewhere before the program has answered is not taken to the new item. */
export async function quick() {
  const path = sample("cong-van-1616", "quick");
  const url = await preview(path);
  const tab = await page(url);
  const count = (await state(url)).tree.document.recipients.length;
  let answered = false;
  await tab.route("**/edit", async (route) => {
    const response = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.fulfill({ response });
    answered = true;
  });
  await tab.locator("[data-add='document.recipients']").click();
  // The page shows the new item before it is told that it was written.
  await field(tab, `document.recipients.${count}.name`).waitFor();
  await field(tab, "document.subject").focus();
  await until("the answer", () => answered);
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
  equal(await focus(tab), "document.subject", "the focus");
  await tab.unroute("**/edit");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** What is half typed stays when others change the list around it. */
export async function halfTyped() {
  const path = sample("binh-dinh", "half");
  const url = await preview(path);
  const tab = await page(url);
  const [counts, list] = ["data_submission.inventory.0.record_counts", "issues.difficulties"];
  const key = tab.locator(`[data-new="${counts}"]`);
  await key.focus();
  await tab.keyboard.type("so_");
  save(path, text(path).replace("record_counts: {", "record_counts: {khac: 1, "));
  await field(tab, `${counts}.khac`).waitFor();
  await tab.keyboard.type("moi");
  equal(await key.inputValue(), "so_moi", "the key that is typed");
  await tab.keyboard.press("Enter");
  await field(tab, `${counts}.so_moi`).waitFor();
  // An answer of the list, before it is on its way.
  const { length } = (await state(url)).tree.issues.difficulties;
  const first = field(tab, `${list}.0.description`);
  await first.focus();
  await first.evaluate((node) => node.setSelectionRange(0, 0));
  await tab.route("**/edit", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await tab.keyboard.type("Một ");
  save(path, text(path).replace(/^ +- \{id: KK5.*\n/m, (line) => line + line.replace("KK5", "KK6")));
  await until("the other item", async () => (await state(url)).tree.issues.difficulties.length === length + 1);
  await field(tab, `${list}.${length}.description`).waitFor();
  await tab.keyboard.type("hai ");
  await until("both in the file", () => text(path).includes("Một hai ") && text(path).includes("KK6"));
  holds((await first.inputValue()).startsWith("Một hai "), "what was typed");
  await tab.unroute("**/edit");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Rows are moved and taken out by the keyboard, without the focus being lost. */
export async function rows() {
  const path = sample("cong-van-1616", "rows");
  const url = await preview(path);
  const tab = await page(url);
  const count = (await state(url)).tree.document.recipients.length;
  const act = (index, word) => tab.locator(`[data-act=${word}][data-at="document.recipients.${index}"]`);
  await act(0, "down").focus();
  await tab.keyboard.press("Enter");
  await until("the focus goes with the row", async () => (await focus(tab)) === "document.recipients.1");
  await act(0, "remove").focus();
  for (let left = count - 1; left > 0; left -= 1) {
    await tab.keyboard.press("Enter");
    await until("the row is taken out", async () => (await state(url)).tree.document.recipients.length === left);
    await until("the next row", async () => (await focus(tab)) === "document.recipients.0");
    equal(await tab.evaluate(() => document.activeElement.dataset.act), "remove", "the button");
  }
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Cells for which a table has no column are told. */
export async function tooWide() {
  const url = await preview(sample("binh-dinh", "wide"));
  const tab = await page(url);
  const list = "commitment.next_steps";
  await until("the table", () => tab.locator(`[data-add="${list}"]`).count());
  await tab.locator(`[data-add="${list}"]`).evaluate((node, words) => {
    const data = new DataTransfer();
    data.setData("text/plain", words);
    node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, "Việc một\t2014-05-01\tPhòng thừa ra\nViệc hai\t2014-06-01\tBan thừa ra\n");
  await tab.waitForSelector("dialog[open]");
  const told = await tab.locator("dialog").textContent();
  holds(told.includes("Phòng thừa ra") && told.includes("Ban thừa ra") && told.includes("2 ô"), told);
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Where there are no pages yet it is told why. */
export async function noPages() {
  const path = join(folder, "no-pages.yaml");
  save(path, "template: cong-van\n");
  const tab = await page(await preview(path), { pages: false });
  await tab.waitForSelector("#none:not([hidden])");
  holds(/\d+ lỗi/.test(await tab.locator("#none").textContent()), "how many errors");
  await tab.locator("#language").click();
  await until("in English", async () => (await tab.locator("#none").textContent()).includes("No pages yet"));
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** The list is there again after a look at one of it; its buttons that need a document are off. */
export async function listAgain() {
  for (const name of ["a", "b"]) sample("cong-van-1616", `again/${name}`);
  const tab = await page(await preview(join(folder, "again")), { pages: false });
  const rows = tab.locator("#rows tr");
  const whole = (what) => until(`the list ${what}`, async () => (await rows.count()) === 2, 10_000);
  await whole("at first");
  holds(await tab.locator("[data-take=pdf]").isDisabled(), "nothing to be taken of a list");
  await rows.locator("a").first().click();
  await drawn(tab);
  holds(await tab.locator("[data-take=pdf]").isEnabled(), "a document can be taken");
  await tab.locator("#to-many").click();
  await whole("by its button");
  holds(await tab.locator("[data-take=pdf]").isDisabled(), "nothing to be taken any more");
  await tab.goBack();
  await drawn(tab);
  await tab.goBack();
  await whole("by the browser");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** What is told beside a field is told for a form: without quotes, keys and other signs of the file. */
export async function plain() {
  const path = join(folder, "plain.yaml");
  save(path, "template: bao-cao-vemis\ndepartment: {province_code: '\"52\"'}\nsample: maybe\ndocument: {form: la, recipients: [{name: }]}\nresults: {training: }\n");
  const tab = await page(await preview(path), { pages: false });
  const told = async (at) => (await field(tab, at).locator("xpath=..").locator(".notes").textContent());
  await until("a message", () => told("department.province_code").catch(() => ""));
  holds((await told("department.province_code")).endsWith("Viết: 52"), await told("department.province_code"));
  holds((await told("sample")).endsWith("Chọn Có hoặc Không"), await told("sample"));
  holds((await told("document.form")).endsWith("Chọn một trong: Báo cáo, Công văn"), await told("document.form"));
  equal(await told("document.recipients.0.name"), "Tên nơi nhận chưa điền. Ví dụ: Như trên", "an empty field");
  const signs = /\btrue\b|\bfalse\b|\[\]|`|ngoặc kép|“-”|\w_\w|\b[a-z]+\.[a-z]+\b(?!\.)/;
  const ours = (text) => signs.test(text.replace(/\S+@\S+|\S+\.(zip|png|example)\b|hoc_sinh\S*/g, ""));
  const all = await tab.locator("#form .help, #problems .message, #problems .hint").allTextContents();
  equal(all.filter(ours), [], "signs of the file");
  // The frame of the page is English too.
  await tab.locator("#language").click();
  await until("English", async () => (await tab.locator("#tab-form").textContent()) === "Form");
  await until("an English message", async () => (await told("department.province_code")).endsWith("Write: 52"));
  const words = await tab.locator("#form .help, #form .add button").allTextContents();
  equal(words.filter((word) => /\b(Thêm|Ghi|Để trống|Bỏ trống|Ví dụ|Mỗi|Chọn)\b/.test(word)), [], "Vietnamese in English");
  holds(words.includes("Add: Kept by"), `what adds: ${words}`);
  await tab.locator("[data-none='results.training']").click();
  await until("none is an answer", () => /training: \[\]/.test(text(path)));
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** How a figure is computed is told by labels, and its formula only when it is asked for. */
export async function working() {
  const tab = await page(await preview(sample("binh-dinh", "working")));
  await tab.locator("#tab-figures").click();
  const words = await tab.locator("#figures").evaluate((node) => node.innerText);
  holds(!/figures|dataset|null|\?/.test(words), `what is to be seen: ${words}`);
  await tab.locator("#figures summary").first().click();
  holds(await tab.locator("#figures .formula p").first().isVisible(), "the formula");
  equal(tab.faults, [], "faults");
  await tab.close();
}
