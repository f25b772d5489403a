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

let told = () => {};

/** `tell` is told of each request whether the program answered it. */
export function onContact(tell) {
  told = tell;
}

/** The answer to a request; nothing where the program does not answer. */
export async function reach(path, options) {
  const response = await fetch(path, options).catch(() => null);
  told(response !== null);
  return response;
}

async function request(path, options) {
  const response = await reach(path, options);
  return { ok: Boolean(response?.ok), status: response?.status ?? 0, body: response && (await json(response)) };
}

export const get = (path) => request(path);

export const post = (path, body) =>
  request(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body ?? {}) });

async function json(response) {
  try {
    return await response.json();
  } catch {
    return null;
  }
}

let asked = Promise.resolve();

/**
 * Shows a dialog, once those before it are closed; resolves with the value of the button that closed it, or null. It may
 * come while somebody types: the focus is on its title, so that no letter of theirs presses a button.
 */
export function ask(title, content, choices) {
  const answer = asked.then(() => shown(title, content, choices));
  asked = answer;
  return answer;
}

function shown(title, content, choices) {
  const dialog = byId("dialog");
  return new Promise((resolve) => {
    const close = (value) => {
      dialog.onclose = null;
      dialog.close();
      resolve(value);
    };
    const buttons = choices.map(([word, value]) => button(word, () => close(value)));
    const head = el("h2", { id: "dialog-title", tabIndex: -1, autofocus: true }, title);
    dialog.replaceChildren(head, ...content, el("p", { className: "buttons" }, ...buttons));
    dialog.onclose = () => resolve(null);
    dialog.showModal();
    head.focus();
  });
}

/** A finding in words, with its line where it has one and no answer that would tell its place. */
export function sentence({ message, place }) {
  const line = place?.span && !place.path ? ` (${t("line", place.span.line)})` : "";
  return words(message).replace(/(\.?)$/, `${line}$1`);
}

/** Findings as a list, to be shown in a dialog. */
export function findingsList(findings) {
  const item = (finding) =>
    el("li", { className: finding.severity }, sentence(finding), ...finding.hints.map((hint) => el("p", {}, words(hint))));
  return el("ul", {}, ...findings.map(item));
}

export const tellFindings = (title, findings) => ask(title, [findingsList(findings ?? [])], [[t("close"), null]]);

/** The value at a path of the answers. */
export const at = (tree, path) =>
  path === "" ? tree : path.split(".").reduce((value, key) => (value === null || value === undefined ? value : value[key]), tree);
