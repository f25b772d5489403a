// The page as a whole: which file is shown, what the program tells of it, what the buttons do.

import * as compare from "./compare.js";
import { Form } from "./form.js";
import * as many from "./many.js";
import * as pages from "./pages.js";
import * as panels from "./panels.js";
import { announce, button, byId, el, get, post, tellFindings } from "./tools.js";
import { isVietnamese, speak, switchLang, t } from "./words.js";

let id = 0;
let state = null;
let form = null;
let events = null;
let files = [];
// While a button of the mouse is down nothing moves under it: what the program tells meanwhile waits here.
let pressed = false;
let held = null;
const forms = new Map();
/** How long the form waits for the pages in sight, in milliseconds: a browser draws none where nobody looks. */
const PATIENCE = 250;

const name = (path) => (form && path ? form.name(path) : path);

/** Shows the field of an answer, or the working of a figure, and its places on the page. */
function go(path) {
  const figure = path.startsWith("figures.") ? panels.figure(path.split(".")[1]) : false;
  if (figure) {
    pages.light(path, false);
    return;
  }
  panels.choose("form");
  form?.go(path);
  pages.light(path);
}

function tools() {
  const take = (format, word) => button(word, () => download(format), { "data-take": format });
  const draft = el(
    "select",
    { id: "draft", ariaLabel: t("take") },
    el("option", { value: "true" }, t("draft")),
    el("option", { value: "false" }, t("final")),
  );
  byId("tools").replaceChildren(
    button(t("undo"), () => step("undo"), { id: "undo", disabled: !state?.undo }),
    button(t("redo"), () => step("redo"), { id: "redo", disabled: !state?.redo }),
    draft,
    take("pdf", "PDF"),
    take("docx", "DOCX"),
    take("xlsx", "XLSX"),
    take("package", t("package")),
    button(t("compare"), () => (location.hash = `#/compare/${id}`), { id: "to-compare" }),
    ...(files.length > 1 ? [button(t("many"), () => (location.hash = "#/many"), { id: "to-many" })] : []),
    button(t("language"), turnLanguage, { id: "language", lang: isVietnamese() ? "en" : "vi" }),
  );
}

function turnLanguage() {
  switchLang();
  words();
  route();
  byId("language").focus();
}

function words() {
  speak();
  const draft = byId("draft")?.value;
  tools();
  if (draft) byId("draft").value = draft;
  pages.tools();
  panels.tabs(state);
  form = null;
  if (state) show(state);
}

async function step(which) {
  const answer = await post(`api/doc/${id}/${which}`);
  if (answer.ok) form?.wrote(answer.body.hash);
  if (answer.status === 409) await tellFindings(t("conflict"), []);
  else if (!answer.ok && answer.body) await tellFindings(t("refused"), answer.body.findings);
}

async function download(format) {
  const draft = byId("draft").value;
  const response = await fetch(`api/doc/${id}/take/${format}?draft=${draft}`);
  if (!response.ok) {
    const body = await response.json().catch(() => ({ findings: [] }));
    await tellFindings(t("notMade"), body.findings);
    return;
  }
  const url = URL.createObjectURL(await response.blob());
  const stem = state.name.split(/[\\/]/).at(-1).replace(/\.\w+$/, "");
  const ending = format === "package" ? "zip" : format;
  el("a", { href: url, download: `${stem}${draft === "true" ? "-du-thao" : ""}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

async function show(next) {
  const before = state;
  state = next;
  byId("title").textContent = next.title || next.name;
  document.title = `${next.title || next.name} · congvan`;
  const counts = next.errors || next.warnings ? t("counts", next.errors, next.warnings) : t("ready");
  byId("state").textContent = counts;
  byId("state").className = `state ${next.errors ? "error" : next.warnings ? "warning" : "ready"}`;
  if (before && (before.errors !== next.errors || before.warnings !== next.warnings)) announce(counts);
  byId("stale").hidden = next.fresh || next.pages.length === 0;
  byId("stale").textContent = t("stale");
  byId("record").hidden = !next.record;
  byId("record").textContent = t("record");
  byId("undo").disabled = !next.undo;
  byId("redo").disabled = !next.redo;
  // Pages first: they are what one waits for.
  const drawn = pages.show(next);
  const done = drawn.all.then(() => {
    document.documentElement.dataset.drawn = next.version;
    document.documentElement.dataset.hash = next.hash;
  });
  if (next.kind) described(next);
  await Promise.race([drawn.seen, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
  if (state !== next) return;
  if (pressed) {
    held ??= next;
    return;
  }
  panels.tabs(next);
  panels.problems(next, go, name);
  panels.figures(next, go, name, pages.light);
  await fill(next);
  await done;
}

/** A template of the user's own may have changed: its number is told with each state. */
const formOf = (next) => `${next.form}/${next.kind}`;

/** The form of a state. */
function described(next) {
  const key = formOf(next);
  if (!forms.has(key)) forms.set(key, get(`api/form/${encodeURIComponent(next.kind)}`).then(({ body }) => body));
  return forms.get(key);
}

async function fill(next) {
  if (!next.kind) {
    form = null;
    byId("form").replaceChildren(el("p", {}, t("noForm")));
    return;
  }
  const key = formOf(next);
  const description = await described(next);
  if (state !== next) return;
  if (form?.key === key && form.id === id) form.update(next);
  else {
    const focus = byId("form").contains(document.activeElement) ? document.activeElement.dataset.path : null;
    form = new Form(description, id, next, (path) => pages.light(path));
    form.key = key;
    if (focus) form.known.get(focus)?.input.focus();
    panels.problems(next, go, name);
    panels.figures(next, go, name, pages.light);
  }
}

function listen() {
  events?.close();
  events = new EventSource(`api/doc/${id}/events`);
  events.addEventListener("state", (event) => {
    const next = JSON.parse(event.data);
    // What waits is shown first, or the newest in its place.
    if (pressed || held) held = next;
    else show(next);
  });
  events.onerror = () => announce(t("lost"));
}

/** What the address asks for: one file, all files, or a comparison. */
async function route() {
  const [, view, number] = location.hash.split("/");
  const which = view || (files.length > 1 ? "many" : "doc");
  byId("side").hidden = byId("view").hidden = which !== "doc";
  byId("many").hidden = which !== "many";
  byId("compare").hidden = which !== "compare";
  byId("main").className = which;
  if (which === "many") {
    events?.close();
    events = null;
    await many.open();
    return;
  }
  many.close();
  const wanted = Number(number ?? 0);
  if (wanted !== id || !events) {
    id = wanted;
    form = null;
    state = null;
    byId("form").replaceChildren();
    held = null;
    listen();
  }
  if (which === "compare") {
    const current = state ?? (await get(`api/doc/${id}/state`)).body;
    await compare.open(id, current, name);
  }
}

function press() {
  pressed = true;
}

function release() {
  pressed = false;
  // After the click that this is the end of.
  setTimeout(() => {
    if (pressed || !held) return;
    const next = held;
    held = null;
    show(next);
  });
}

function keys(event) {
  const typing = ["INPUT", "TEXTAREA", "SELECT"].includes(event.target.tagName);
  if (!(event.ctrlKey || event.metaKey) || typing) return;
  if (event.key === "z") step(event.shiftKey ? "redo" : "undo");
  else if (event.key === "y") step("redo");
  else return;
  event.preventDefault();
}

async function begin() {
  speak();
  files = (await get("api/list")).body ?? [];
  pages.start(go);
  tools();
  pages.tools();
  panels.tabs(null);
  const waiting = setInterval(arrivals, 2000);
  /** A folder may get its second file while one looks at the first. */
  async function arrivals() {
    if (files.length < 2) files = (await get("api/list").catch(() => ({}))).body ?? files;
    if (files.length < 2) return;
    clearInterval(waiting);
    if (!byId("to-many")) words();
  }
  window.addEventListener("hashchange", route);
  window.addEventListener("keydown", keys);
  window.addEventListener("pointerdown", press, true);
  for (const end of ["pointerup", "pointercancel", "dragend", "change", "blur"]) window.addEventListener(end, release);
  // The list of a choice keeps the end of the press to itself.
  window.addEventListener("pointermove", (event) => pressed && event.buttons === 0 && release());
  await route();
}

begin();
