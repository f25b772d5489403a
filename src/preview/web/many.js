// All files with their states.

import { byId, el, get } from "./tools.js";
import { say, t } from "./words.js";

const STATES = ["all", "ready", "warnings", "errors", "unchecked"];
let rows = [];
// What is wrong with all records at once.
let headings = [];
let chosen = { text: "", state: "all" };
let timer = 0;
// More rows than one looks through would only make the page slow.
const MOST = 1000;

const stateOf = (row) => (!row.checked ? "unchecked" : row.errors ? "errors" : row.warnings ? "warnings" : "ready");

export async function open() {
  const box = byId("many");
  const search = el("input", { type: "search", id: "search", value: chosen.text, oninput: () => pick({ text: search.value }) });
  const states = STATES.map((state) => el("option", { value: state, selected: state === chosen.state }, t(state)));
  const filter = el("select", { id: "filter", onchange: () => pick({ state: filter.value }) }, ...states);
  box.replaceChildren(
    el("h2", {}, t("many")),
    el("ul", { id: "headings", className: "findings" }),
    el(
      "p",
      { className: "controls" },
      el("label", { htmlFor: "search" }, t("search")),
      search,
      el("label", { htmlFor: "filter" }, t("filter")),
      filter,
      el("span", { id: "shown", role: "status" }),
    ),
    el(
      "table",
      {},
      el("thead", {}, el("tr", {}, ...["name", "identifier", "author", "document", "filter"].map((word) => el("th", { scope: "col", id: `head-${word}` }, t(word))))),
      el("tbody", { id: "rows" }),
    ),
    el("p", { id: "more", role: "status" }),
  );
  // What is known already is shown at once: it may be all there is.
  if (rows.length || headings.length) draw();
  clearInterval(timer);
  timer = setInterval(load, 1500);
  await load();
}

export function close() {
  clearInterval(timer);
}

async function load() {
  const [list, above] = await Promise.all([get("api/list"), get("api/headings")]);
  if (!list.ok || !above.ok || JSON.stringify([list.body, above.body]) === JSON.stringify([rows, headings])) return;
  [rows, headings] = [list.body, above.body];
  draw();
}

function pick(change) {
  chosen = { ...chosen, ...change };
  draw();
}

const plain = (text) => text.toLocaleLowerCase("vi").normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d");

function heading(finding) {
  const { file, span } = finding.place;
  return el(
    "li",
    { className: finding.severity },
    el("p", { "data-code": finding.code }, say(finding.message)),
    el("p", { className: "where" }, t("fromCell", file.split(/[\\/]/).at(-1), span.line, span.column)),
    ...finding.hints.map((hint) => el("p", { className: "hint" }, say(hint))),
  );
}

/** Whether a file is one of those that are asked for. */
const isWanted = (row) =>
  (chosen.state === "all" || stateOf(row) === chosen.state) &&
  plain([row.name, row.identifier, row.author, row.title].join(" ")).includes(plain(chosen.text));

/** What is known of all files before the list was opened. */
export function know(all) {
  if (rows.length === 0) rows = all;
}

/** The number of the next file, or the one before, among those that are asked for; nothing at either end. */
export function beside(id, step) {
  // The nearest is met first: of thousands of records few are looked at.
  const found = step > 0 ? rows.find((row) => row.id > id && isWanted(row)) : rows.findLast((row) => row.id < id && isWanted(row));
  return found?.id;
}

function draw() {
  byId("headings").replaceChildren(...headings.map(heading));
  const found = rows.filter(isWanted);
  const isTable = rows.length > 0 && rows.every((row) => row.record);
  byId("shown").textContent = t(isTable ? "shownRecords" : "shown", found.length, rows.length);
  byId("head-name").textContent = t(isTable ? "key" : "name");
  const line = (row) =>
    el(
      "tr",
      { className: stateOf(row) },
      el("td", {}, el("a", { href: `#/doc/${row.id}` }, row.name)),
      el("td", { className: "number" }, row.identifier ?? ""),
      el("td", {}, row.author),
      el("td", {}, row.title),
      el("td", {}, `${t(stateOf(row))}${row.errors || row.warnings ? ` (${t("counts", row.errors, row.warnings)})` : ""}`),
    );
  byId("rows").replaceChildren(...found.slice(0, MOST).map(line));
  byId("more").textContent = found.length > MOST ? t("more", MOST) : "";
}
