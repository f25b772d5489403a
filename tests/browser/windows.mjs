// What stays in sight: nothing but the boxes of the page scrolls, small windows, the printed page.

import { drawn, equal, examine, field, holds, page, preview, sample, state, until } from "./tools.mjs";

const outer = (tab) => tab.evaluate(() => [document.documentElement, document.body].map((node) => [node.scrollTop, node.scrollHeight - node.clientHeight]).flat());

/** The page as a whole never scrolls, whatever is pressed: the buttons at its head would be gone. */
export async function outside() {
  const tab = await page(await preview(sample("binh-dinh", "outside")), { size: { width: 1280, height: 720 } });
  const still = async (what) => equal(await outer(tab), [0, 0, 0, 0], `${what}: the page around`);
  await still("at first");
  await tab.locator("[data-add='document.recipients']").click();
  await until("the new field", () => tab.evaluate(() => document.activeElement.dataset.path?.startsWith("document.recipients.")));
  await still("a new item");
  await tab.locator("#tab-problems").click();
  await tab.locator("#problems .message").first().click();
  await still("a message");
  const value = (await state(tab.url())).values.at(-1).path;
  await tab.evaluate((path) => document.querySelector(`[data-path="${path}"]`)?.scrollIntoView(), value);
  await still("what was brought into sight");
  holds(await tab.locator("#title").isVisible(), "the title");
  equal((await tab.locator("#bar").boundingBox()).y, 0, "the place of the bar");
  equal(tab.faults, [], "faults");
  await tab.close();
}

/** At twice the size, and in a small window, one turns between the form and the pages. */
export async function small() {
  const url = await preview(sample("cong-van-1616", "small"));
  for (const size of [{ width: 640, height: 360 }, { width: 800, height: 600 }]) {
    const tab = await page(url, { size, pages: false });
    const what = `${size.width}x${size.height}`;
    const box = (selector) => tab.locator(selector).first().boundingBox();
    await tab.waitForSelector("[data-path='document.subject']");
    const form = await box("#form");
    holds(form.height > size.height / 3 && form.width > size.width * 0.9, `${what}: the form ${JSON.stringify(form)}`);
    await field(tab, "document.subject").focus();
    await examine(tab, `${what}: the form`);
    await tab.locator("#switch [data-shows=view]").click();
    await drawn(tab);
    const [pages, first] = [await box("#pages"), await box("#pages .page")];
    holds(pages.height > size.height / 3 && pages.width > size.width * 0.9, `${what}: the pages ${JSON.stringify(pages)}`);
    holds(first.width > size.width * 0.7, `${what}: a page ${JSON.stringify(first)}`);
    const lit = await box("#pages .lit");
    holds(lit.y > pages.y && lit.y < pages.y + pages.height, `${what}: the place of the field ${JSON.stringify(lit)}`);
    await examine(tab, `${what}: the pages`);
    // A value shows its field.
    await tab.mouse.click(lit.x + lit.width / 2, lit.y + lit.height / 2);
    await until("the field", () => tab.evaluate(() => document.activeElement.dataset.path === "document.subject"));
    holds(await field(tab, "document.subject").isVisible(), `${what}: the field of a value`);
    equal(await outer(tab), [0, 0, 0, 0], `${what}: the page around`);
    equal(tab.faults, [], "faults");
    await tab.close();
  }
}

/** As many sheets of paper as the document has pages, on any paper. */
export async function print() {
  for (const name of ["to-trinh", "cong-van-1616", "binh-dinh"]) {
    const url = await preview(sample(name, `print-${name}`));
    const tab = await page(url);
    const { pages } = await state(url);
    for (const options of [{ format: "A4" }, { format: "Letter" }, { preferCSSPageSize: true }]) {
      const pdf = (await tab.pdf(options)).toString("latin1");
      equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, pages.length, `${name}: sheets of ${JSON.stringify(options)}`);
    }
    equal(tab.faults, [], "faults");
    await tab.close();
  }
}

/** Rows of tables can be read, and moved, without scrolling aside; nor do thumbnails. */
export async function tables() {
  const tab = await page(await preview(sample("binh-dinh", "tables")), { size: { width: 1280, height: 720 } });
  const wide = tab.locator("details[data-group='results.directives'] .wide");
  const box = await wide.boundingBox();
  const last = await wide.locator("tbody tr").first().locator(".actions button").last().boundingBox();
  holds(last.x + last.width <= box.x + box.width + 1, `the buttons of a row: ${JSON.stringify([box, last])}`);
  const cut = await wide.evaluate((node) => [...node.querySelectorAll("input")].filter((input) => input.dataset.path.endsWith("reference_number") && input.scrollWidth > input.clientWidth).map((input) => input.value));
  equal(cut, [], "numbers that are cut");
  const beside = await tab.evaluate(() => document.getElementById("thumbs").scrollWidth - document.getElementById("thumbs").clientWidth);
  equal(beside, 0, "thumbnails beside their box");
  equal(await tab.locator("#bar").evaluate((node) => node.clientHeight < 60), true, "the bar is one row");
  equal(tab.faults, [], "faults");
  await tab.close();
}
