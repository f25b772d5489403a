// The pages: pictures, thumbnails, zoom, and what on a page belongs to which answer.

import { byId, button, el } from "./tools.js";
import { t } from "./words.js";

const PX_PER_PT = 96 / 72;
/** The smallest side of a page, in pixels. */
const LEAST = 80;
let zoom = "width";
let current = { pages: [], values: [] };
let lit = "";
let onvalue = () => {};
let onprint = () => {};

export function start(choose, print) {
  onvalue = choose;
  onprint = print;
  new ResizeObserver(size).observe(byId("pages"));
  byId("pages").addEventListener("keydown", keys);
}

export function tools() {
  byId("zoom").replaceChildren(
    button("−", () => step(1 / 1.2), { ariaLabel: t("zoomOut"), title: t("zoomOut") }),
    button("+", () => step(1.2), { ariaLabel: t("zoomIn"), title: t("zoomIn") }),
    button(t("fitWidth"), () => set("width"), { id: "fit-width" }),
    button(t("fitPage"), () => set("page"), { id: "fit-page" }),
    button(t("print"), () => onprint(), { id: "print" }),
  );
  show(current, true);
}

function set(value) {
  zoom = value;
  size();
}

function step(factor) {
  const first = byId("pages").querySelector(".page");
  if (!first) return;
  zoom = Math.min(4, Math.max(0.2, (first.clientWidth / (current.pages[0].width * PX_PER_PT)) * factor));
  size();
}

function keys(event) {
  if (event.key === "+" || event.key === "=") step(1.2);
  else if (event.key === "-") step(1 / 1.2);
  else if (event.key === "0") set("width");
  else return;
  event.preventDefault();
}

function size() {
  const box = byId("pages");
  const figures = box.querySelectorAll(".page");
  current.pages.forEach((page, index) => {
    const [width, height] = [page.width * PX_PER_PT, page.height * PX_PER_PT];
    // Where they are not to be seen the box has no size.
    const across = Math.max(box.clientWidth - 24, LEAST) / width;
    const down = Math.max(box.clientHeight - 24, LEAST) / height;
    const scale = zoom === "width" ? Math.min(across, 1.6) : zoom === "page" ? Math.min(across, down) : zoom;
    if (figures[index]) {
      figures[index].style.width = `${width * scale}px`;
      figures[index].style.height = `${height * scale}px`;
    }
  });
}

const source = (page) => `api/page/${page.id}.svg`;

/**
 * Shows the pages of a state. Only pages whose picture changed are fetched: those in sight first, thumbnails last.
 * Tells when those in sight are drawn, and when all are.
 */
export function show(state, renamed = false) {
  current = state;
  const [box, thumbs] = [byId("pages"), byId("thumbs")];
  const count = state.pages.length;
  byId("none").hidden = count > 0 || !state.errors;
  byId("none").textContent = t("noPages", state.errors ?? 0);
  const early = box.querySelector(":scope > .first");
  // It stays until there is a state that names it.
  if (early && count === 0) return draw(state, []);
  early?.remove();
  while (box.children.length > count) {
    box.lastChild.remove();
    thumbs.lastChild.remove();
  }
  const changed = [];
  state.pages.forEach((page, index) => {
    if (index >= box.children.length) {
      box.append(sheet(index, early));
      thumbs.append(thumb(index));
    }
    const [figure, small] = [box.children[index], thumbs.children[index]];
    const image = figure.querySelector("img");
    if (renamed || image.alt === "") {
      small.ariaLabel = t("page", index + 1);
    }
    image.alt = t("pageOf", index + 1, count);
    figure.classList.toggle("broad", page.width > page.height);
    if (image.getAttribute("src") !== source(page)) {
      changed.push([page, figure, image]);
    }
  });
  size();
  light(lit, false);
  return draw(state, changed);
}

function draw(state, changed) {
  const box = byId("pages").getBoundingClientRect();
  const isNear = ([, figure]) => {
    const { top, bottom } = figure.getBoundingClientRect();
    return bottom > box.top && top < box.bottom;
  };
  const near = changed.filter(isNear);
  const seen = Promise.all(near.map(load));
  // Another state may have come meanwhile, with pictures of its own.
  const rest = seen.then(() => current === state && Promise.all(changed.filter((one) => !near.includes(one)).map(load)));
  return { seen, all: rest.then(() => current === state && thumbnails(state)) };
}

function load([page, , image]) {
  image.src = source(page);
  return image.decode().catch(() => {});
}

function thumbnails(state) {
  const images = byId("thumbs").querySelectorAll("img");
  state.pages.forEach((page, index) => {
    if (images[index].getAttribute("src") !== source(page)) images[index].src = source(page);
  });
}

/** A page. The picture of the first may have come with the address, `early`. */
function sheet(index, early) {
  const image = (index === 0 && early) || el("img", { alt: "" });
  image.className = "";
  image.draggable = false;
  const figure = el("div", { className: "page" }, image, el("div", { className: "marks" }));
  figure.addEventListener("click", (event) => {
    const value = valueAt(index, figure, event);
    if (value) onvalue(value.path);
  });
  figure.addEventListener("mousemove", (event) => {
    figure.classList.toggle("over", Boolean(valueAt(index, figure, event)));
  });
  return figure;
}

function thumb(index) {
  const go = () => byId("pages").children[index].scrollIntoView({ block: "start" });
  return button("", go, { className: "thumb" }).appendChild(el("img", { alt: "" })).parentNode;
}

function valueAt(index, figure, event) {
  const [box, page] = [figure.getBoundingClientRect(), current.pages[index]];
  const x = ((event.clientX - box.left) / box.width) * page.width;
  const y = ((event.clientY - box.top) / box.height) * page.height;
  const holds = (value) =>
    value.page === index + 1 && value.x <= x && x <= value.x + value.width && value.y <= y && y <= value.y + value.height;
  return current.values.find(holds);
}

const within = (path, value) => value.path === path || value.path.startsWith(`${path}.`);

/** After one has turned to the pages: what belongs to the answer one looked at is in sight. */
export function turned() {
  size();
  light(lit);
}

/** Lights the places of an answer; the first is brought into sight. */
export function light(path, move = true) {
  lit = path;
  const found = path === "" ? [] : current.values.filter((value) => within(path, value));
  const figures = byId("pages").children;
  for (const figure of figures) figure.querySelector(".marks").replaceChildren();
  for (const value of found) mark(figures[value.page - 1], current.pages[value.page - 1], value, "lit");
  const first = byId("pages").querySelector(".lit");
  if (move && first && !isInSight(first)) first.scrollIntoView({ block: "center" });
  return found.length;
}

/** Whether all of it is seen. */
function isInSight(node) {
  const [box, { top, bottom, left, right }] = [byId("pages").getBoundingClientRect(), node.getBoundingClientRect()];
  return top >= box.top && bottom <= box.bottom && left >= box.left && right <= box.right;
}

/** A mark on a page. */
export function mark(figure, page, place, name) {
  if (!figure) return;
  const node = el("div", { className: name });
  node.style.left = `${(place.x / page.width) * 100}%`;
  node.style.top = `${(place.y / page.height) * 100}%`;
  node.style.width = `${(place.width / page.width) * 100}%`;
  node.style.height = `${(place.height / page.height) * 100}%`;
  figure.querySelector(".marks").append(node);
}
