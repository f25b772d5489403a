// The messages and the computed figures.

import { byId, button, el } from "./tools.js";
import { say, t } from "./words.js";

const TABS = ["form", "problems", "figures"];
let open = "form";

/** The tabs of the side, with the number of messages. */
export function tabs(state) {
  const count = state ? state.findings.length : 0;
  const strip = byId("tabs");
  const focused = strip.contains(document.activeElement);
  strip.replaceChildren(
    ...TABS.map((name) => {
      const word = name === "problems" ? `${t("problems")} (${count})` : t(name);
      return button(word, () => choose(name), {
        id: `tab-${name}`,
        role: "tab",
        tabIndex: name === open ? 0 : -1,
        ariaSelected: String(name === open),
        "aria-controls": name,
        onkeydown: turn,
      });
    }),
  );
  if (focused) byId(`tab-${open}`).focus();
}

export function choose(name) {
  open = name;
  for (const tab of TABS) {
    byId(tab).hidden = tab !== name;
    const head = byId(`tab-${tab}`);
    if (!head) continue;
    head.ariaSelected = String(tab === name);
    head.tabIndex = tab === name ? 0 : -1;
  }
}

function turn(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  choose(TABS[(TABS.indexOf(open) + step + TABS.length) % TABS.length]);
  byId(`tab-${open}`).focus();
}

/** A line; in a table of records the cell, where the answer has one. */
function stands({ file, path, span }, origins) {
  const isNear = ([key, from]) => from.column && from.file === file && (key === path || key.startsWith(`${path}.`) || path.startsWith(`${key}.`));
  const isCell = Boolean(path) && Object.entries(origins).some(isNear);
  return isCell ? t("cell", span.line, span.column) : t("line", span.line);
}

/** A file below the answers' folder by its whole way, any other by its end. */
const short = (file) => (/^([\\/]|\w:)/.test(file) ? file.split(/[\\/]/).slice(-2).join("/") : file);

/** The messages. `go` shows the field of a path, `name` calls it by its labels. */
export function problems(state, go, name) {
  const item = (finding) => {
    const place = finding.place;
    const path = place?.path ?? "";
    // Faults of a template and of a table of records stand in other files than this one.
    const file = place && place.file !== state.name && short(place.file);
    const where = [path && name(path), file, place?.span && stands(place, state.origins ?? {})].filter(Boolean).join(", ");
    return el(
      "li",
      { className: finding.severity },
      button(say(finding.message), () => go(path), { className: "message", "data-code": finding.code }),
      el("p", { className: "where" }, `${t(finding.severity)}${where ? ` · ${where}` : ""}`),
      ...finding.hints.map((hint) => el("p", { className: "hint" }, say(hint))),
      finding.basis ? el("p", { className: "basis" }, t("basis", finding.basis)) : null,
    );
  };
  const list = el("ul", { className: "findings" }, ...state.findings.map(item));
  byId("problems").replaceChildren(state.findings.length ? list : el("p", {}, t("noProblems")));
}

/** Shows the working of a figure; whether there is one. */
export function figure(id) {
  const item = byId(`figure-${id}`);
  if (!item) return false;
  choose("figures");
  item.scrollIntoView({ block: "center" });
  item.querySelector("button").focus();
  return true;
}

/** Whether a path has labels: figures on the way to others have none. */
const isNamed = (path, name) => name(path) !== path.replaceAll(".", " › ");

/** A formula in which figures and answers are called by their labels. */
function spoken(formula, name) {
  const path = /\b[a-z]\w*(?:\.\w+)+(?!\w*\()/g;
  return formula.replace(path, (found) => (isNamed(found, name) ? `«${name(found)}»` : found));
}

/** What a figure is computed from, as far as one can go there. */
function sources({ sources: paths }, name, go) {
  const known = paths.filter((path) => isNamed(path, name)).map((path) => button(name(path), () => go(path), { className: "source" }));
  const data = paths.some((path) => path.startsWith("dataset.")) ? [t("dataset")] : [];
  return known.length || data.length ? el("p", {}, `${t("from")}: `, ...known, ...data) : null;
}

/** The computed figures, each with how it is computed and from what. */
export function figures(state, go, name, light) {
  const all = state.figures ?? [];
  const item = (figure) =>
    el(
      "li",
      { id: `figure-${figure.id}` },
      el(
        "p",
        { className: "figure" },
        button(figure.label, () => light(`figures.${figure.id}`), { className: "message" }),
        ": ",
        el("strong", {}, figure.value),
      ),
      el("details", { className: "formula" }, el("summary", {}, t("formula")), el("p", {}, spoken(figure.formula, name))),
      sources(figure, name, go),
    );
  byId("figures").replaceChildren(
    all.length ? el("ul", { className: "figures" }, ...all.map(item)) : el("p", {}, t("noFigures")),
  );
}
