// Two versions side by side.

import { at, byId, button, el, findingsList, get } from "./tools.js";
import { mark } from "./pages.js";
import { locale, t } from "./words.js";

let chosen = null;
// A table may hold thousands of records.
const MOST = 500;

/** When a version was written: today's by the hour alone. */
function time(version) {
  if (!version.time) return "";
  const [when, today] = [new Date(version.time), new Date()];
  const words = when.toDateString() === today.toDateString() ? when.toLocaleTimeString(locale()) : when.toLocaleString(locale());
  return ` (${words})`;
}

/** What may be compared: the versions of this file, and the other files. */
function choices(id, { versions }, files) {
  const last = versions.length - 1;
  const call = (version, index) => {
    if (index === last) return last === 0 ? t("unchanged") : t("now");
    return version.number === 0 ? t("opened") : t("version", version.number);
  };
  const version = (one, index) => ({ value: `${id}:${one.hash}:${one.number}`, hash: one.hash, word: `${call(one, index)}${time(one)}` });
  const other = (file) => [file.name, file.identifier].filter(Boolean).join(" · ");
  const others = files.filter((file) => file.id !== id).slice(0, MOST).map((file) => ({ value: `${file.id}:`, word: other(file) }));
  return [...versions.map(version), ...others];
}

/** What one compares with at first: the text as it was opened, or else the last that is another. */
function before(all, now) {
  const others = all.filter((one) => one.hash && one.hash !== now.hash);
  return (others[0] === all[0] ? others[0] : others.at(-1)) ?? all[0];
}

export async function open(id, state, name) {
  const { body: files } = await get("api/list");
  const all = choices(id, state, files ?? []);
  const now = all[state.versions.length - 1];
  const given = all.find((one) => one.value === chosen?.left && one.hash !== now.hash) ?? before(all, now);
  chosen = { left: given.value, right: now.value };
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
  const box = byId("difference");
  const same = (value) => value.split(":", 2).join();
  if (same(chosen.left) === same(chosen.right)) {
    box.replaceChildren(el("p", { id: "same" }, t("sameSide")));
    return;
  }
  const ask = new URLSearchParams();
  for (const side of ["left", "right"]) {
    const [id, hash] = chosen[side].split(":");
    ask.set(side, id);
    if (hash) ask.set(`${side}_hash`, hash);
  }
  const { ok, body } = await get(`api/compare?${ask}`);
  if (!ok) {
    box.replaceChildren(findingsList(body?.findings ?? []));
    return;
  }
  const isNothing = (value) => value === null || (typeof value === "object" && Object.values(value).every(isNothing));
  const shown = (value) => (isNothing(value) ? t("none") : typeof value === "string" ? value : JSON.stringify(value));
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
