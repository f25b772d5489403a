// Small tools: elements, requests, the voice for screen readers, the dialog.

import { say as words, t } from "./words.js";

/** An element with properties and children. Text stays text: nothing is ever read as markup. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name in node && name !== "list" && name !== "form") node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export const button = (word, onclick, props = {}) => el("button", { type: "button", onclick, ...props }, word);

export const byId = (id) => document.getElementById(id);

/** Tells a screen reader. */
export function announce(text) {
  byId("say").textContent = text;
}

export async function get(path) {
  const response = await fetch(path);
  return { ok: response.ok, status: response.status, body: await json(response) };
}

export async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
  return { ok: response.ok, status: response.status, body: await json(response) };
}

async function json(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

/** Shows a dialog; resolves with the value of the button that closed it. */
export function ask(title, content, choices) {
  const dialog = byId("dialog");
  return new Promise((resolve) => {
    const close = (value) => {
      dialog.onclose = null;
      dialog.close();
      resolve(value);
    };
    const buttons = choices.map(([word, value]) => button(word, () => close(value)));
    dialog.replaceChildren(
      el("h2", { id: "dialog-title" }, title),
      ...content,
      el("p", { className: "buttons" }, ...buttons),
    );
    dialog.onclose = () => resolve(null);
    if (!dialog.open) dialog.showModal();
  });
}

/** Findings as a list, to be shown in a dialog. */
export function findingsList(findings) {
  const item = (finding) =>
    el("li", { className: finding.severity }, words(finding.message), ...finding.hints.map((hint) => el("p", {}, words(hint))));
  return el("ul", {}, ...findings.map(item));
}

export const tellFindings = (title, findings) => ask(title, [findingsList(findings ?? [])], [[t("close"), null]]);

/** The value at a path of the answers. */
export const at = (tree, path) =>
  path === "" ? tree : path.split(".").reduce((value, key) => (value === null || value === undefined ? value : value[key]), tree);
