// The page as a whole: which file is shown, what the program tells of it, what the buttons do.

import * as compare from "./compare.js";
import { Form } from "./form.js";
import * as many from "./many.js";
import * as pages from "./pages.js";
import * as panels from "./panels.js";
import { announce, ask, button, byId, el, get, onContact, post, reach, sentence, tellFindings } from "./tools.js";
import { isVietnamese, speak, switchLang, t } from "./words.js";

let id = 0;
let state = null;
let form = null;
let events = null;
let files = [];
// While a button of the mouse is down nothing moves under it: what the program tells meanwhile waits here.
let pressed = false;
let held = null;
/** Until the pages of the last state are drawn. */
let drawn = Promise.resolve();
const forms = new Map();
/** The buttons that take a step, where the state has one. */
const STEPS = ["undo", "redo"];
/** The buttons that lead to the file before and to the next. */
const WAYS = [["previous", -1, "‹"], ["next", 1, "›"]];
/** How often one asks for the program where it does not answer, in milliseconds. */
const KNOCK = 1000;
/** How long the form waits for the pages in sight, in milliseconds: a browser draws none where nobody looks. */
const PATIENCE = 250;

/** What a place is called: a figure by its own label, an answer by those on the way to it. */
function name(path) {
  const figure = path.startsWith("figures.") && state?.figures?.find((one) => `figures.${one.id}` === path);
  if (figure) return figure.label;
  return form && path ? form.name(path) : path;
}

/** Shows the field of an answer, or the working of a figure, and its places on the page. */
function go(path) {
  turn("side");
  const figure = path.startsWith("figures.") ? panels.figure(path.split(".")[1]) : false;
  if (figure) {
    pages.light(path, false);
    return;
  }
  panels.choose("form");
  form?.go(path);
  pages.light(path);
}

/** In a narrow window one sees the form or the pages. */
function turn(shown) {
  byId("main").dataset.shown = shown;
  for (const node of byId("switch").children) node.ariaPressed = String(node.dataset.shows === shown);
  if (shown === "view") pages.turned();
}

function switches() {
  const one = (shows, word) => button(t(word), () => turn(shows), { "data-shows": shows });
  byId("switch").replaceChildren(one("side", "form"), one("view", "pages"));
  turn(byId("main").dataset.shown ?? "side");
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
    button(t("undo"), () => step("undo"), { id: "undo" }),
    button(t("redo"), () => step("redo"), { id: "redo" }),
    draft,
    take("pdf", "PDF"),
    take("docx", "DOCX"),
    take("xlsx", "XLSX"),
    take("package", t("package")),
    button(t("compare"), () => (location.hash = `#/compare/${id}`), { id: "to-compare" }),
    ...(files.length > 1 ? walk() : []),
    button(t("language"), turnLanguage, { id: "language", lang: isVietnamese() ? "en" : "vi" }),
  );
  able();
}

/** The ways to the other files. */
function walk() {
  const to = ([name, step, sign]) =>
    button(sign, () => (location.hash = `#/doc/${many.beside(id, step)}`), { id: name, ariaLabel: t(name), title: t(name) });
  return [...WAYS.map(to), button(t("many"), () => (location.hash = "#/many"), { id: "to-many" })];
}

/** In the list of all there is no document that the buttons could be for. */
function able() {
  const isList = byId("main").className === "many";
  for (const node of byId("tools").children) {
    if (!["language", "to-many"].includes(node.id)) node.disabled = isList || isOff(node);
  }
}

/** Whether there is nothing that a button could do. */
function isOff({ id: name, dataset }) {
  const way = WAYS.find(([word]) => word === name);
  if (way) return many.beside(id, way[1]) === undefined;
  if (STEPS.includes(name)) return !state?.[name];
  return dataset.take === "package" && state?.has_package === false;
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
  switches();
  if (draft) byId("draft").value = draft;
  pages.tools();
  panels.tabs(state);
  // What was typed in it is taken over by the next.
  if (form) form.key = null;
  if (state) show(state);
  if (!byId("lost").hidden) away(t("lost"));
}

/** What was typed is written first; whether all of it could be. */
async function settled() {
  const done = form ? await form.settle() : true;
  if (!done) await ask(t("refused"), [el("p", {}, t("unsettled"))], [[t("close"), null]]);
  return done;
}

/** What is printed are the pages of all that was typed. */
async function print() {
  if (!(await settled())) return;
  await form?.synced();
  await drawn;
  window.print();
}

async function step(which) {
  await form?.settle();
  const answer = await post(`api/doc/${id}/${which}`);
  if (answer.ok) form?.wrote(answer.body.hash);
  if (answer.status === 409) await ask(t("conflict"), [el("p", {}, t("stepHelp"))], [[t("close"), null]]);
  else if (!answer.ok && answer.body) await tellFindings(t("refused"), answer.body.findings);
}

async function download(format) {
  if (!(await settled())) return;
  const draft = byId("draft").value;
  const response = await reach(`api/doc/${id}/take/${format}?draft=${draft}`);
  if (!response || !state) return;
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
  // Records may all have one title.
  const title = [next.record || !next.title ? next.name : null, next.title].filter(Boolean).join(" · ");
  byId("title").textContent = title;
  document.title = `${title} · congvan`;
  const counts = head(next);
  if (before && (before.errors !== next.errors || before.warnings !== next.warnings)) announce(counts);
  byId("stale").hidden = next.fresh || next.pages.length === 0;
  byId("stale").textContent = t("stale", reason(next));
  byId("record").hidden = !next.record;
  byId("record").textContent = t("record", next.name);
  able();
  // Pages first: they are what one waits for.
  const work = pages.show(next);
  const done = work.all.then(() => {
    document.documentElement.dataset.drawn = next.version;
    document.documentElement.dataset.hash = next.hash;
  });
  if (next.kind) described(next);
  drawn = done;
  await Promise.race([work.seen, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
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

/** How the document stands, in the head of the page. */
function head(next) {
  const counts = next.errors || next.warnings ? t("counts", next.errors, next.warnings) : t("ready");
  byId("state").textContent = counts;
  byId("state").className = `state ${next.errors ? "error" : next.warnings ? "warning" : "ready"}`;
  return counts;
}

/** Why there are no pages of the last text: the first error, as a sentence. */
function reason(next) {
  const first = next.findings.find((finding) => finding.severity === "error");
  if (!first) return "";
  const words = sentence(first);
  const more = next.errors > 1 ? t("andMore", words, next.errors - 1) : words;
  return `${more.charAt(0).toUpperCase()}${more.slice(1).replace(/\.$/, "")}.`;
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
    const before = form;
    form = new Form(description, id, next, (path) => pages.light(path));
    form.key = key;
    if (before?.id === id) form.adopt(before);
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
  events.onopen = () => contact(true);
  events.onerror = () => contact(false);
}

let knocking = 0;

/** Says where all see it that the program does not answer, and asks until it does. */
function contact(there) {
  if (there === byId("lost").hidden) return;
  byId("lost").hidden = there;
  clearInterval(knocking);
  if (!there) {
    away(t("lost"));
    knocking = setInterval(knock, KNOCK);
    return;
  }
  if (state) head(state);
  else byId("state").textContent = "";
  if (events?.readyState === EventSource.CLOSED) listen();
  form?.retry();
}

function away(words) {
  byId("lost").textContent = words;
  byId("state").textContent = t("away");
  byId("state").className = "state error";
}

/** Another start of the program has another address, which this page cannot know. */
async function knock() {
  const response = await fetch("web/icon.svg", { cache: "no-store" }).catch(() => null);
  if (response?.ok) contact(true);
  else if (response) away(t("restarted"));
}

/** What was typed and is not written is not thrown away unasked. */
function leave(event) {
  if (form?.open.length) event.preventDefault();
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
    byId("title").textContent = "congvan";
    byId("state").textContent = "";
    for (const id of ["stale", "record"]) byId(id).hidden = true;
  }
  able();
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
    able();
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

/** To the form, or to what stands in its place: the address says something else. */
function skip(event) {
  event.preventDefault();
  const place = byId("main").className === "doc" ? byId("form") : byId(byId("main").className);
  if (place.id === "form") turn("side");
  place.focus();
}

async function begin() {
  speak();
  onContact(contact);
  files = (await get("api/list")).body ?? [];
  many.know(files);
  pages.start(go, print);
  document.querySelector(".skip").addEventListener("click", skip);
  switches();
  tools();
  pages.tools();
  panels.tabs(null);
  const waiting = setInterval(arrivals, 2000);
  /** A folder may get its second file while one looks at the first. */
  async function arrivals() {
    if (files.length < 2) files = (await get("api/list")).body ?? files;
    if (files.length < 2) return;
    many.know(files);
    clearInterval(waiting);
    if (!byId("to-many")) words();
  }
  window.addEventListener("hashchange", route);
  window.addEventListener("keydown", keys);
  window.addEventListener("beforeunload", leave);
  window.addEventListener("pointerdown", press, true);
  for (const end of ["pointerup", "pointercancel", "dragend", "blur"]) window.addEventListener(end, release);
  // The list of a choice keeps the end of the press to itself. What was typed is changed when the press begins.
  window.addEventListener("change", (event) => event.target.tagName === "SELECT" && release());
  window.addEventListener("pointermove", (event) => pressed && event.buttons === 0 && release());
  await route();
}

begin();
