// The checks, each with its own file and its own start of the program.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { drawn, equal, examine, field, folder, holds, page, pictures, preview, sample, save, shot, state, text, until } from "./tools.mjs";

/** A file saved in an editor is seen, and only the page that changed is fetched. */
export async function live() {
  const path = sample("binh-dinh", "live");
  const tab = await page(await preview(path));
  await shot(tab, "preview.png");
  const before = await pictures(tab);
  holds(before.length >= 8, "the pages of the report");
  const asked = [];
  tab.on("request", (request) => request.url().includes("api/page/") && asked.push(request.url()));
  save(path, text(path).replace("full_name: Người Ký Mẫu", "full_name: Người Ký Khác"));
  await until("the new page", async () => (await pictures(tab)).join() !== before.join());
  const after = await pictures(tab);
  const changed = after.filter((name, index) => name !== before[index]);
  equal(changed.length, 1, "pages that changed");
  equal(new Set(asked).size, 1, "pages that were fetched");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** A bad value is told at its field and in the messages, the last good pages stay; its repair takes all back. */
export async function repair() {
  const path = sample("binh-dinh", "repair");
  const original = text(path);
  const tab = await page(await preview(path));
  const before = await pictures(tab);
  const total = field(tab, "results.schools.thcs.total");
  await total.fill("1.46x");
  await total.blur();
  await tab.waitForSelector("#stale:not([hidden])");
  equal(await total.getAttribute("aria-invalid"), "true", "the field is marked");
  equal(await pictures(tab), before, "the last good pages");
  await tab.locator("#tab-problems").click();
  await shot(tab, "preview-problems.png");
  await tab.locator("#problems li.error .message").first().click();
  equal(await tab.evaluate(() => document.activeElement.dataset.path), "results.schools.thcs.total", "the field of the message");
  await total.fill("146");
  await total.blur();
  await tab.waitForSelector("#stale", { state: "hidden" });
  equal(await total.getAttribute("aria-invalid"), "false", "the field is right again");
  equal(text(path), original, "the file is as it was, comments and blanks too");
  await tab.locator("#undo").click();
  await until("the step back", () => text(path).includes("1.46x"));
  await tab.locator("#redo").click();
  await until("the step forward", () => text(path) === original);
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Nothing moves under a button that is held down: what was told meanwhile is shown after the click. */
export async function still() {
  const path = sample("binh-dinh", "still");
  const url = await preview(path);
  const tab = await page(url);
  const { hash, tree } = await state(url);
  const items = tree.issues.difficulties.length;
  const up = await held(tab, tab.locator('[data-add="issues.difficulties"]'));
  // As many messages above as make the page jump.
  save(path, text(path).replaceAll("thcs: 1", "thcs: 1x").replace("total: 146", "total: 1.46x"));
  await until("the bad value", async () => (await state(url)).hash !== hash);
  await up();
  await until("the item", async () => (await state(url)).tree.issues.difficulties.length === items + 1);
  const told = field(tab, "results.schools.thcs.total");
  await until("the message", async () => (await told.getAttribute("aria-invalid")) === "true");
  // The press ends the typing of a key, which is no end of the press.
  const counts = "data_submission.inventory.0.record_counts";
  const key = tab.locator(`[data-new="${counts}"]`);
  await key.fill("so_moi");
  const then = await held(tab, key.locator("xpath=following-sibling::button"));
  save(path, text(path).replace("total: 1.46x", "total: 146").replaceAll("thcs: 1x", "thcs: 1"));
  await until("the mended value", async () => (await state(url)).tree.results.schools.thcs.total === "146");
  await then();
  await field(tab, `${counts}.so_moi`).waitFor();
  await until("no message", async () => (await told.getAttribute("aria-invalid")) === "false");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Presses a button. What is given lets it go, once it was seen that it stayed in its place. */
async function held(tab, button) {
  await button.scrollIntoViewIfNeeded();
  const before = await button.boundingBox();
  await tab.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
  await tab.mouse.down();
  return async () => {
    await new Promise((resolve) => setTimeout(resolve, 300));
    equal(await button.boundingBox(), before, "the place of the button");
    await tab.mouse.up();
  };
}

/** A click on a value shows its field or how it was computed; a field lights its place. */
export async function places() {
  const url = await preview(sample("binh-dinh", "places"));
  const tab = await page(url);
  const { values, pages } = await state(url);
  const click = async (path) => {
    const value = values.find((one) => one.path === path);
    const figure = tab.locator("#pages .page").nth(value.page - 1);
    await figure.scrollIntoViewIfNeeded();
    const box = await figure.boundingBox();
    const scale = box.width / pages[value.page - 1].width;
    await figure.click({ position: { x: (value.x + value.width / 2) * scale, y: (value.y + value.height / 2) * scale } });
  };
  await click("contact.lead_officer.full_name");
  equal(await tab.evaluate(() => document.activeElement.dataset.path), "contact.lead_officer.full_name", "the field of a value");
  holds((await tab.locator("#pages .lit").count()) > 0, "its place is lit");
  await click("figures.installed_total");
  equal(await tab.evaluate(() => document.activeElement.closest("li").id), "figure-installed_total", "the working of a figure");
  await tab.locator("#figure-installed_total .source").first().click();
  holds((await tab.evaluate(() => document.activeElement.dataset.path)).startsWith("results.schools"), "what it was computed from");
  await field(tab, "letter.reference_number").focus();
  holds(await tab.locator("#pages .lit").first().isVisible(), "a field lights its place");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** What was changed elsewhere meanwhile is shown beside what was typed, and is not written over. */
export async function conflict() {
  const path = sample("binh-dinh", "conflict");
  const tab = await page(await preview(path));
  const name = field(tab, "contact.lead_unit");
  const type = async (mine, theirs) => {
    const before = await name.inputValue();
    await name.evaluate((node) => node.focus());
    // The file changes between the first letter and the writing.
    await name.evaluate((node, words) => {
      node.value = words;
      node.dispatchEvent(new Event("input", { bubbles: true }));
    }, mine);
    save(path, text(path).replace(`lead_unit: ${before}`, `lead_unit: ${theirs}`));
    await tab.waitForSelector("dialog[open]");
    const shown = await tab.locator("dialog pre").allTextContents();
    equal(shown, [theirs, mine], "both values");
    holds(text(path).includes(`lead_unit: ${theirs}`), "nothing was written over");
  };
  await type("Phòng Của Tôi", "Phòng Của Người Khác");
  await tab.locator("dialog button").first().click();
  await until("the value of the file", async () => (await name.inputValue()) === "Phòng Của Người Khác");
  await type("Phòng Của Tôi", "Phòng Thứ Ba");
  await tab.locator("dialog button").last().click();
  await until("the value typed here", () => text(path).includes("lead_unit: Phòng Của Tôi"));
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Cells copied from a spreadsheet, in its notation of days and thousands; rows moved and taken out. */
export async function paste() {
  const path = sample("binh-dinh", "paste");
  const url = await preview(path);
  const tab = await page(url);
  const rows = "41/CV-MẪU\t06/03/2013\tcong_van\t\"Văn bản\t\"\"một\"\"\"\r\n42/CV-MẪU\t7/3/2013\tcong_van\tVăn bản hai\r\n";
  await tab.locator("[data-add='results.directives']").evaluate((node, words) => {
    const data = new DataTransfer();
    data.setData("text/plain", words);
    node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
  }, rows);
  await until("the rows", async () => (await state(url)).tree.results.directives.length === 9);
  const [, last] = (await state(url)).tree.results.directives.slice(-2);
  equal([last.date, last.subject], ["2013-03-07", "Văn bản hai"], "a pasted row");
  const actions = tab.locator("details[data-group='results.directives'] tbody tr").last().locator(".actions button");
  await actions.nth(0).click();
  await until("the row moved", async () => (await state(url)).tree.results.directives[7].subject === "Văn bản hai");
  await tab.locator("details[data-group='results.directives'] tbody tr").last().locator(".actions button").nth(2).click();
  await until("the row taken out", async () => (await state(url)).tree.results.directives.length === 8);
  holds(text(path).includes("# văn bản chỉ đạo của Sở, xếp theo ngày"), "comments stay");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Every file can be taken, as a draft and final; they are judged outside. */
export async function take() {
  const path = sample("ha-nam", "take");
  const tab = await page(await preview(path));
  for (const [draft, name] of [["true", "draft"], ["false", "final"]]) {
    await tab.locator("#draft").selectOption(draft);
    for (const format of ["pdf", "docx", "xlsx", "package"]) {
      const [download] = await Promise.all([tab.waitForEvent("download"), tab.locator(`[data-take=${format}]`).click()]);
      await download.saveAs(join(folder, `${name}.${format === "package" ? "zip" : format}`));
    }
  }
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** Everything without a mouse. */
export async function keyboard() {
  const path = sample("cong-van-1616", "keyboard");
  const tab = await page(await preview(path));
  const focus = () => tab.evaluate(() => document.activeElement.id || document.activeElement.dataset.path || document.activeElement.tagName);
  const tabTo = async (wanted, most = 60) => {
    for (let step = 0; step < most; step += 1) {
      if ((await focus()) === wanted) return;
      await tab.keyboard.press("Tab");
    }
    throw new Error(`no way by the keyboard to ${wanted}, but to ${await focus()}`);
  };
  await tab.keyboard.press("Tab");
  equal(await tab.evaluate(() => document.activeElement.className), "skip", "the first stop skips to the form");
  await tab.keyboard.press("Enter");
  const subject = await field(tab, "document.subject").getAttribute("id");
  await tabTo(subject);
  await tab.keyboard.press("Control+A");
  await tab.keyboard.type("gõ bằng bàn phím");
  await tab.keyboard.press("Tab");
  await until("the typed value", () => text(path).includes("subject: gõ bằng bàn phím"));
  await tab.locator("#tab-form").focus();
  await tab.keyboard.press("ArrowRight");
  equal(await focus(), "tab-problems", "tabs by arrows");
  holds(await tab.locator("#problems").isVisible(), "the messages are shown");
  await tab.waitForSelector("#undo:not([disabled])");
  await tab.locator("#undo").focus();
  await tab.keyboard.press("Enter");
  await until("the step back", () => !text(path).includes("bàn phím"));
  await tab.locator("#pages").focus();
  const width = () => tab.locator(".page").first().evaluate((node) => node.clientWidth);
  const before = await width();
  await tab.keyboard.press("-");
  holds((await width()) < before, "zoom by the keyboard");
  await tab.locator("#language").focus();
  await tab.keyboard.press("Enter");
  equal(await tab.locator("#tab-form").textContent(), "Form", "English by the keyboard");
  equal(await tab.evaluate(() => document.documentElement.lang), "en", "the language of the page");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** axe-core finds nothing serious: light, dark, at 200 %, in every panel and view. */
export async function axeFindsNothing() {
  const path = sample("binh-dinh", "axe");
  save(path, text(path).replace("total: 240", "total: x"));
  const url = await preview(path);
  for (const [scheme, size] of [["light", { width: 1366, height: 768 }], ["dark", { width: 1366, height: 768 }], ["light", { width: 683, height: 384 }]]) {
    save(path, text(path).replace("total: x", "total: 240"));
    const tab = await page(url, { scheme, size });
    await examine(tab, `${scheme} ${size.width}`);
    save(path, text(path).replace("total: 240", "total: x"));
    await tab.waitForSelector("#stale:not([hidden])");
    for (const panel of ["problems", "figures", "form"]) {
      await tab.locator(`#tab-${panel}`).click();
      await examine(tab, `${scheme} ${size.width} ${panel}`);
    }
    const across = await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    equal(across, 0, `nothing beside the window at ${size.width}`);
    equal(tab.faults, [], "faults");
    await tab.close();
  }
}

/** All files of a folder with their states, filtered and searched, each opened from the list; two compared. */
export async function manyFiles() {
  for (const [name, as] of [["binh-dinh", "many/a"], ["ha-nam", "many/b"], ["cong-van-1616", "many/c"]]) sample(name, as);
  const broken = join(folder, "many", "d");
  mkdirSync(broken, { recursive: true });
  writeFileSync(join(broken, "answers.yaml"), "template: cong-van\n");
  const url = await preview(join(folder, "many"));
  const tab = await page(url, { pages: false });
  const rows = tab.locator("#rows tr");
  await until("the states of all files", async () => (await rows.count()) === 4 && (await tab.locator("#rows tr.unchecked").count()) === 0);
  await shot(tab, "preview-many.png");
  await examine(tab, "the list");
  await tab.locator("#filter").selectOption("errors");
  equal(await rows.locator("a").allTextContents(), ["d/answers.yaml"], "files with errors");
  await tab.locator("#filter").selectOption("all");
  await tab.locator("#search").fill("cong van");
  await until("the search", async () => (await rows.count()) < 4);
  await tab.locator("#search").fill("c/ans");
  await rows.locator("a").first().click();
  await drawn(tab);
  await field(tab, "document.number").fill("1617");
  await field(tab, "document.number").blur();
  await until("the change", async () => text(join(folder, "many/c/answers.yaml")).includes("number: 1617"));
  await until("the new version", async () => (await state(url, 2)).versions.length === 2);
  await tab.locator("#to-compare").click();
  await tab.waitForSelector("#changes");
  equal(await tab.locator("#changes del").allTextContents(), ["1616"], "the value before");
  equal(await tab.locator("#changes ins").allTextContents(), ["1617"], "the value after");
  holds((await tab.locator(".sides .new").count()) > 0, "the change on the page");
  await shot(tab, "preview-compare.png");
  await examine(tab, "the comparison");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** One request, without what a browser adds. */
function ask(url, options, body) {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    sent.on("error", reject);
    // A server that has answered need not read on; what is still written to it then fails, after all is known.
    sent.on("socket", (socket) => socket.on("error", () => {}));
    sent.end(body);
  });
}

/** Strangers are refused, and a value is never a script. */
export async function safe() {
  const path = sample("cong-van-1616", "safe");
  const evil = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>";
  save(path, text(path).replace("full_name: Người Ký Mẫu", `full_name: '${evil.replaceAll("'", "''")}'`));
  const url = await preview(path);
  const tab = await page(url);
  equal(await field(tab, "document.signer.full_name").inputValue(), evil, "the value is text");
  await tab.locator("#tab-problems").click();
  const [picture] = await pictures(tab);
  await tab.evaluate((value) => (document.title = value), "seen");
  const before = text(path);
  const json = { "content-type": "application/json" };
  const edit = JSON.stringify({ base: "", over: true, changes: [{ op: "set", path: "document.number", value: "1" }] });
  equal(await ask(`${url}api/doc/0/edit`, { method: "POST", headers: { ...json, origin: "http://evil.example" } }, edit), 403, "a POST of another site");
  equal(await ask(`${url}api/doc/0/edit`, { method: "POST", headers: { "content-type": "text/plain" } }, edit), 415, "a form of another site");
  equal(await ask(url, { headers: { host: "evil.example" } }), 421, "another name for this machine");
  equal(await ask(new URL("/", url).href, {}), 404, "no token");
  for (const way of ["web/../../Cargo.toml", "web/..%2f..%2fCargo.toml", "web/%2e%2e/%2e%2e/etc/passwd", "api/page/..%2f..%2fanswers.yaml", "api/doc/..%2f0/state"]) {
    const status = await ask(`${url}${way}`.replace("/../", "/%2e%2e/"), {});
    holds([400, 404].includes(status), `${way} gives ${status}`);
  }
  equal(await ask(`${url}api/doc/0/edit`, { method: "POST", headers: json }, "x".repeat(17 << 20)).catch(() => 413), 413, "too much");
  equal(text(path), before, "nothing was written");
  // A picture opened by itself runs nothing either.
  await tab.goto(`${url}${picture}`);
  equal(tab.faults, [], "faults");
  await tab.close();
}
