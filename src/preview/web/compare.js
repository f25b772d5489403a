// Two versions side by side.

import { at, byId, button, el, findingsList, get } from "./tools.js";
import { mark } from "./pages.js";
import { t } from "./words.js";

let chosen = null;
// A table may hold thousands of records.
const MOST = 500;

/** What may be compared: the versions of this file, and the other files. */
function choices(id, state, files) {
  const version = (hash, index) => ({
    value: `${id}:${hash}`,
    word: index === 0 ? t("opened") : hash === state.hash ? t("now") : t("version", index),
  });
  const others = files.filter((file) => file.id !== id).slice(0, MOST).map((file) => ({ value: `${file.id}:`, word: file.name }));
  return [...state.versions.map(version), ...others];
}

export async function open(id, state, name) {
  const { body: files } = await get("api/list");
  const all = choices(id, state, files ?? []);
  if (!chosen || !all.some((one) => one.value === chosen.left)) chosen = { left: `${id}:${state.versions[0]}` };
  chosen.right = `${id}:${state.hash}`;
  const select = (side) => {
    const options = all.map((one) => el("option", { value: one.value, selected: one.value === chosen[side] }, one.word));
    const node = el("select", { id: `compare-${side}`, onchange: () => {
      chosen[side] = node.value;
      draw(name);
    } }, ...options);
    return [el("label", { htmlFor: node.id }, t(side)), node];
  };
  byId("compare").replaceChildren(
    el("h2", {}, t("compare")),
    el("p", { className: "controls" }, ...select("left"), ...select("right"), button(t("back"), () => (location.hash = `#/doc/${id}`))),
    el("div", { id: "difference", ariaLive: "polite" }),
  );
  await draw(name);
}

async function draw(name) {
  const ask = new URLSearchParams();
  for (const side of ["left", "right"]) {
    const [id, hash] = chosen[side].split(":");
    ask.set(side, id);
    if (hash) ask.set(`${side}_hash`, hash);
  }
  const { ok, body } = await get(`api/compare?${ask}`);
  const box = byId("difference");
  if (!ok) {
    box.replaceChildren(findingsList(body?.findings ?? []));
    return;
  }
  const shown = (value) => (value === null ? t("none") : typeof value === "string" ? value : JSON.stringify(value));
  const line = (change) =>
    el("tr", {}, el("th", { scope: "row" }, name(change.path)), el("td", {}, el("del", {}, shown(change.left))), el("td", {}, el("ins", {}, shown(change.right))));
  const head = el("tr", {}, ...["value", "left", "right"].map((word) => el("th", { scope: "col" }, t(word))));
  box.replaceChildren(
    el("h3", {}, t("changes")),
    body.data.length
      ? el("table", { id: "changes" }, el("thead", {}, head), el("tbody", {}, ...body.data.map(line)))
      : el("p", {}, t("noChanges")),
    el("div", { className: "sides" }, pages(body.left, "gone", "left"), pages(body.right, "new", "right")),
  );
}

function pages(side, name, word) {
  const list = Array.isArray(side.pages) ? side.pages : [];
  const figures = list.map((page, index) => {
    const image = el("img", { src: `api/page/${page.id}.svg`, alt: `${t(word)}: ${t("page", index + 1)}` });
    return el("div", { className: "page" }, image, el("div", { className: "marks" }));
  });
  for (const place of side.marks) mark(figures[place.page - 1], list[place.page - 1], place, name);
  const findings = at(side, "pages.findings");
  return el("div", {}, el("h3", {}, t(word)), ...figures, findings ? findingsList(findings) : null);
}
