// The form of a kind of document: groups, lists, tables, blocks of content.

import { cells, cleaned } from "./cells.js";
import { Answer, FAILED, isRow, isScalar } from "./fields.js";
import { Speech } from "./speech.js";
import { announce, ask, at, button, byId, el, findingsList, post, sentence } from "./tools.js";
import { help, itemLabel, keyLabel, label, t, tellBy } from "./words.js";

/** How many cells that found no place are told one by one. */
const MOST_TOLD = 12;
/** The status of a request that is too large. */
const TOO_MUCH = 413;

export class Form {
  /** `form` is its description, `id` the number of the file; `onfocus` is told which answer one looks at. */
  constructor(form, id, state, onfocus) {
    Object.assign(this, { form, id, state, onfocus, known: new Map(), lists: [], added: new Map(), queue: Promise.resolve() });
    // The text that was written last, and those before it that the program may still tell of.
    Object.assign(this, { hash: state.hash, past: new Set(), waiting: [] });
    // What is half typed while the part around it is made anew: answers, and keys that are not added yet.
    Object.assign(this, { kept: new Map(), typed: new Map() });
    this.speech = new Speech(form, (path) => this.name(path));
    // Advice on a record names the columns of its table.
    tellBy((text) => (state.record ? text : this.speech.tell(text)));
    byId("form").replaceChildren(...form.fields.filter((field) => field.key !== "template").map((field) => this.part(field, field.key)));
    this.tell();
  }

  /** Whether it can only be looked at: a record is changed in its table. */
  get fixed() {
    return this.state.record;
  }

  focused(path) {
    this.onfocus(path);
  }

  /** A field, whatever its type. */
  part(field, path) {
    if (isScalar(field)) return this.answer(field, path);
    if (field.type === "group") return this.group(field, path, field.fields.map((inner) => this.part(inner, `${path}.${inner.key}`)));
    if (field.type === "map") return this.list(field, path, () => this.entries(field, path), () => this.keysOf(path).join(" "));
    const size = () => {
      const value = at(this.state.tree, path);
      const rows = Array.isArray(value) ? `${value.map((item) => this.outline(field, item)).join(" ")}.` : "";
      return isRow(field) ? `${rows} ${this.heads(path).join("\n")}` : rows;
    };
    return this.list(field, path, () => this.items(field, path), size);
  }

  /** The node of a single answer; one in which somebody types stays the same. */
  answer(field, path, name) {
    const kept = this.kept.get(path);
    if (!kept) return new Answer(this, field, path, name).node;
    this.kept.delete(path);
    this.known.set(path, kept);
    return kept.node;
  }

  /** The heads of the columns of rows, as the list beside them tells; none where there is no such list. */
  heads(path) {
    const heads = at(this.state.tree, `${path.slice(0, path.lastIndexOf("."))}.columns`);
    return Array.isArray(heads) && path.endsWith(".rows") ? heads.map((head) => (typeof head === "string" ? head : "")) : [];
  }

  /** What decides which fields an item of a list has: the kind of a block, the number of cells in a row. */
  outline(field, item) {
    if (field.type === "content") return this.kindOf(item);
    return Array.isArray(item) ? item.length : ".";
  }

  kindOf(block) {
    return Object.keys(block ?? {}).find((key) => this.form.blocks[key]) ?? "text";
  }

  group(field, path, children) {
    const mark = field.required ? el("span", { className: "mark" }, ` (${t("required")})`) : null;
    const head = el("summary", {}, label(field), mark);
    const words = help(field) ? el("p", { className: "help" }, this.speech.tell(help(field))) : null;
    const node = el("details", { className: "group", open: true }, head, words, ...children);
    node.dataset.group = path;
    return node;
  }

  /** A part that is made anew when its size changes, or the kinds of what it holds. */
  list(field, path, make, size) {
    const body = el("div", { className: "items" });
    const list = { path, made: null, refresh: () => {
      const now = size();
      if (now === list.made) return;
      const focus = body.contains(document.activeElement) ? document.activeElement.dataset : {};
      this.forget(path);
      list.made = now;
      body.replaceChildren(...make());
      for (const key of this.kept.keys()) if (key.startsWith(`${path}.`)) this.kept.delete(key);
      if (focus.path) this.known.get(focus.path)?.input.focus();
      if (focus.new) body.querySelector(`[data-new="${CSS.escape(focus.new)}"]`)?.focus();
    } };
    this.lists.push(list);
    list.refresh();
    return this.group(field, path, [body]);
  }

  /** Forgets what stands below a path and is made anew, but for the answers in which somebody types. */
  forget(path) {
    const below = (other) => other.startsWith(`${path}.`);
    for (const [key, answer] of [...this.known]) {
      if (!below(key)) continue;
      this.known.delete(key);
      if (answer.base !== null) this.kept.set(key, answer);
    }
    this.lists = this.lists.filter((list) => !below(list.path));
  }

  /** The keys of a map, and those that were added here and have no value yet: they are not in the file. */
  keysOf(path) {
    return [...new Set([...Object.keys(at(this.state.tree, path) ?? {}), ...(this.added.get(path) ?? [])])];
  }

  entries(field, path) {
    const keys = field.keys ?? this.keysOf(path);
    const one = (key) => this.part({ ...field.value, key, label: `${keyLabel(field)} ${key}`, label_en: null }, `${path}.${key}`);
    const parts = keys.map(one);
    if (field.keys) return parts;
    if (this.fixed) return parts;
    const input = el("input", { type: "text", value: this.typed.get(path), ariaLabel: t("newKey", keyLabel(field)), "data-new": path });
    input.addEventListener("input", () => this.typed.set(path, input.value));
    const add = () => {
      const key = input.value.trim();
      if (key === "") return;
      this.typed.delete(path);
      this.added.set(path, [...(this.added.get(path) ?? []), key]);
      this.lists.find((list) => list.path === path).refresh();
      this.enter(`${path}.${key}`);
    };
    input.addEventListener("keydown", (event) => event.key === "Enter" && add());
    return [...parts, el("p", { className: "add" }, input, button(t("newKey", keyLabel(field)), add))];
  }

  items(field, path) {
    const value = at(this.state.tree, path);
    const items = Array.isArray(value) ? value : [];
    if (field.type === "content") return this.blocks(field, path, items);
    if (isRow(field.item)) return this.table(field, path, items);
    const name = itemLabel(field);
    const one = (_, index) => {
      const below = `${path}.${index}`;
      const inner = isScalar(field.item)
        ? this.answer(field.item, below, t("item", name, index + 1))
        : el("fieldset", {}, el("legend", {}, t("item", name, index + 1)), this.part({ ...field.item, key: below, label: name }, below));
      return el("div", { className: "item" }, inner, this.actions(path, index, items.length, t("item", name, index + 1)));
    };
    const empty = isScalar(field.item) ? null : first(field.item);
    return [...items.map(one), this.adder(path, name, () => empty, field)];
  }

  /** What adds to a list. That one which must be answered has nothing in it is an answer too. */
  adder(path, name, value, field) {
    if (this.fixed) return el("p", { className: "add" });
    const isOpen = field?.required && !field.min && !Array.isArray(at(this.state.tree, path));
    const nothing = isOpen ? button(t("nothing"), () => this.send([{ op: "set", path, value: [] }]), { ariaLabel: `${t("nothing")}: ${name}`, "data-none": path }) : null;
    const add = () => {
      const there = at(this.state.tree, path);
      const last = Array.isArray(there) ? there.length : 0;
      this.after(this.reshape(path, [{ op: "insert", path, at: last, value: value() }]), () => this.enter(`${path}.${last}`));
    };
    return el("p", { className: "add" }, button(t("add", name), add, { "data-add": path }), nothing);
  }

  actions(path, index, length, name) {
    if (this.fixed) return "";
    const focus = (to, ...words) => () => this.press(path, ...words.map((word) => `[data-act="${word}"][data-at="${path}.${to}"]`));
    const move = (to, ...words) => this.after(this.reshape(path, [{ op: "move", path, from: index, to }]), focus(to, ...words));
    const remove = () => this.after(this.reshape(path, [{ op: "remove", path: `${path}.${index}` }]), focus(Math.min(index, length - 2), "remove"));
    const act = (word, sign, go, off) =>
      button(sign, go, { ariaLabel: `${t(word)}: ${name}`, title: t(word), disabled: off, "data-act": word, "data-at": `${path}.${index}` });
    return el(
      "span",
      { className: "actions" },
      act("up", "↑", () => move(index - 1, "up", "down"), index === 0),
      act("down", "↓", () => move(index + 1, "down", "up"), index === length - 1),
      act("remove", "×", remove, false),
    );
  }

  /** Rows of a table. Cells copied from a spreadsheet can be pasted into any of its cells. */
  table(field, path, items) {
    const { item } = field;
    const heads = this.heads(path);
    const widest = Math.max(1, heads.length, ...items.map((row) => (Array.isArray(row) ? row.length : 0)));
    const columns = item.type === "group" ? item.fields : Array.from({ length: widest }, (_, index) => ({ ...item.item, key: String(index) }));
    const title = (column) => (item.type === "group" ? label(column) : heads[column.key] || `${label(column)} ${Number(column.key) + 1}`);
    const head = el("tr", {}, ...columns.map((column) => el("th", { scope: "col" }, title(column))), el("th", { scope: "col" }, t("actions")));
    const line = (_, index) => {
      const cell = (column) => el("td", {}, this.answer(column, `${path}.${index}.${column.key}`, `${title(column)}, ${t("row", index + 1)}`));
      return el("tr", {}, ...columns.map(cell), el("td", {}, this.actions(path, index, items.length, `${label(field)}, ${t("row", index + 1)}`)));
    };
    const table = el("table", {}, el("thead", {}, head), el("tbody", {}, ...items.map(line)));
    table.addEventListener("paste", (event) => this.paste(event, path, columns, item.type === "group"));
    const empty = () => (item.type === "group" ? first(item) : columns.map(() => null));
    const name = itemLabel(field);
    const adder = this.adder(path, name, empty, field);
    adder.addEventListener("paste", (event) => this.paste(event, path, columns, item.type === "group"));
    return [el("div", { className: "wide", tabIndex: 0, role: "region", ariaLabel: label(field) }, table), adder, ...(this.fixed ? [] : [el("p", { className: "help" }, t("pasteHelp"))])];
  }

  async paste(event, path, columns, named) {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    const rows = cells(text);
    if (this.fixed) return;
    if (rows.length === 1 && rows[0].length === 1) return;
    event.preventDefault();
    const target = event.target.dataset?.path ?? "";
    const there = at(this.state.tree, path) ?? [];
    const [row, column] = target.startsWith(`${path}.`) ? target.slice(path.length + 1).split(".") : [String(there.length), columns[0].key];
    const from = columns.findIndex((one) => one.key === column);
    const changes = [];
    const left = rows.flatMap((line) => line.slice(columns.length - from)).filter((value) => value.trim() !== "");
    rows.forEach((line, index) => {
      const at_ = Number(row) + index;
      const pairs = line.slice(0, columns.length - from).map((value, offset) => [columns[from + offset], value]);
      if (at_ < there.length) {
        for (const [one, value] of pairs) changes.push({ op: "set", path: `${path}.${at_}.${one.key}`, value: cleaned(one, value) });
      } else {
        const value = named ? Object.fromEntries(pairs.map(([one, value]) => [one.key, cleaned(one, value)])) : pairs.map(([one, value]) => cleaned(one, value));
        changes.push({ op: "insert", path, at: at_, value });
      }
    });
    if (!(await this.reshape(path, changes))) return;
    announce(t("pasted", rows.length));
    if (left.length) await this.leftOut(rows.length, left);
  }

  /** Cells that lay beside the table are told, so that none is missed later. */
  leftOut(count, values) {
    const cells = values.slice(0, MOST_TOLD).map((value) => el("li", {}, value));
    const content = [el("p", {}, t("leftOut", values.length)), el("ul", {}, ...cells, values.length > MOST_TOLD ? el("li", {}, "…") : null)];
    return ask(t("pasted", count), content, [[t("close"), null]]);
  }

  /** Blocks of content, each by its kind, with those in it. */
  blocks(field, path, items) {
    const one = (block, index) => {
      const kind = this.kindOf(block);
      const below = `${path}.${index}`;
      const fields = this.form.blocks[kind];
      const name = `${label(fields[0])} ${index + 1}`;
      const parts = fields.map((inner) => this.part(inner, `${below}.${inner.key}`));
      return el("fieldset", { className: "block" }, el("legend", {}, name), ...parts, this.actions(path, index, items.length, name));
    };
    const kinds = field.allowed.map((kind) => el("option", { value: kind }, label(this.form.blocks[kind][0])));
    const select = el("select", { ariaLabel: t("add", label(field)) }, ...kinds);
    const fresh = () => ({ [select.value]: first(this.form.blocks[select.value][0]) });
    const adder = this.adder(path, label(field), fresh);
    if (!this.fixed) adder.prepend(select);
    return [...items.map(one), adder];
  }

  /** Does `go`, which moves the focus, once the page shows what was written by `work`: unless one has gone on meanwhile. */
  async after(work, go) {
    const from = document.activeElement;
    const move = () => [from, document.body].includes(document.activeElement) && go();
    const hash = await work;
    if (!hash) return;
    if (this.state.hash === hash) move();
    else this.then = move;
  }

  /** The focus to the first field of a new item. */
  enter(path) {
    const found = [...this.known.keys()].find((key) => key === path || key.startsWith(`${path}.`));
    if (found) this.known.get(found).input.focus();
  }

  /** The focus to the first of these buttons that can be pressed, or to the one that adds to the list. */
  press(path, ...buttons) {
    const able = (selector) => byId("form").querySelector(`${selector}:not([disabled])`);
    [...buttons, `[data-add="${path}"]`].map(able).find((node) => node)?.focus();
  }

  /** What was typed and is not written yet. */
  get open() {
    return [...this.known.values()].filter((answer) => answer.base !== null);
  }

  /** Tries again to write what could not be written. */
  retry() {
    for (const answer of this.open) if (answer.failed) answer.save(true);
  }

  /** Writes what was typed; whether all of it is in the file then. */
  async settle() {
    const pending = () => this.open.filter((answer) => !answer.failed);
    while (pending().length) await Promise.all(pending().map((answer) => answer.settle()));
    await this.queue;
    return this.open.length === 0;
  }

  /** Takes over what was typed in a form that this one stands for now. */
  adopt(before) {
    for (const { path, input, base, timer, saving, failed } of before.open) {
      clearTimeout(timer);
      const mine = this.known.get(path);
      if (saving || !mine) continue;
      mine.input.value = input.value;
      Object.assign(mine, { base, failed });
      mine.save(failed);
    }
  }

  /**
   * Writes changes one after the other; the hash of the new text, `FAILED` where they could not be written, or false
   * where what is in the file was chosen. Where `answer` is given, which shows itself that it is not written, no dialog
   * tells of it; `quiet` asks nothing either.
   */
  send(changes, base, answer, quiet = false) {
    const work = this.queue.then(() => this.write(changes, base ?? this.hash, false, answer, quiet));
    this.queue = work.catch(() => {});
    return work;
  }

  /** Changes that count items, as one sees them now: not before the page shows what was written last. */
  reshape(path, changes) {
    const count = (tree) => Object.keys(at(tree, path) ?? {}).length;
    const seen = count(this.state.tree);
    const work = this.queue.then(async () => {
      await this.synced();
      if (count(this.state.tree) === seen) return this.write(changes, this.hash, false);
      announce(t("moved"));
      return null;
    });
    this.queue = work.catch(() => {});
    return work;
  }

  synced() {
    return this.state.hash === this.hash ? Promise.resolve() : new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Remembers what was written: what the program tells of earlier texts is older. */
  wrote(hash) {
    if (hash === this.hash) return;
    this.past.add(this.hash);
    this.past.delete(hash);
    this.hash = hash;
  }

  async write(changes, base, over, field = null, quiet = false) {
    const answer = await post(`api/doc/${this.id}/edit`, { base, changes, over });
    if (field) field.why = "";
    if (answer.ok) {
      this.wrote(answer.body.hash);
      announce(t("saved"));
      return answer.body.hash;
    }
    if (answer.status === 409) return quiet ? FAILED : this.conflict(answer.body.conflict, changes, base, field);
    // Where there was no answer the page tells it.
    if (answer.status === 0) return FAILED;
    const findings = answer.body?.findings ?? [];
    const tooMuch = answer.status === TOO_MUCH ? t("tooMuch") : "";
    if (field) field.why = tooMuch || findings.map(sentence).join(" ");
    else ask(t("refused"), [tooMuch ? el("p", {}, tooMuch) : findingsList(findings)], [[t("close"), null]]);
    return FAILED;
  }

  /** Both sides are shown, and nothing is written before one is chosen. */
  async conflict({ path, theirs, mine }, changes, base, field) {
    const shown = (value) => (value === null ? t("none") : typeof value === "string" ? value : JSON.stringify(value, null, 1));
    const side = (word, value) => [el("dt", {}, t(word)), el("dd", {}, el("pre", {}, shown(value)))];
    const content = [el("p", {}, t("conflictHelp")), el("p", {}, path ? this.name(path) : ""), el("dl", {}, ...side("theirs", theirs), ...side("mine", mine))];
    const chosen = await ask(t("conflict"), content, [[t("keepTheirs"), false], [t("writeMine"), true]]);
    // A dialog that was closed without a choice leaves what was typed in its place.
    return chosen === null ? FAILED : chosen ? this.write(changes, base, true, field) : false;
  }

  /** A new state of the file. */
  update(state) {
    this.state = state;
    if (!this.past.has(state.hash)) {
      this.hash = state.hash;
      this.past.clear();
      this.waiting.splice(0).forEach((go) => go());
    }
    // A list that is made anew makes those in it anew.
    for (const list of [...this.lists]) if (this.lists.includes(list)) list.refresh();
    for (const answer of this.known.values()) answer.refresh();
    this.tell();
    if (this.then && !this.past.has(state.hash)) {
      const go = this.then;
      this.then = null;
      go();
    }
    this.retry();
  }

  tell() {
    const by = new Map();
    for (const finding of this.state.findings) {
      const path = finding.place?.path;
      if (path) by.set(path, [...(by.get(path) ?? []), finding]);
    }
    for (const [path, answer] of this.known) answer.tell(by.get(path) ?? []);
  }

  /** The labels on the way to a path. */
  name(path) {
    const names = [];
    let fields = this.form.fields;
    let field = null;
    for (const key of path.split(".")) {
      if (field?.type === "list" || field?.type === "content") {
        names.push(String(Number(key) + 1));
        const blocks = Object.values(this.form.blocks).flat();
        fields = field.type === "list" ? field.item.fields ?? [] : blocks;
        field = field.type === "list" && !field.item.fields ? field.item : null;
      } else if (field?.type === "map") {
        names.push(key);
        field = field.value;
        fields = field.fields ?? [];
      } else {
        field = fields?.find((one) => one.key === key);
        names.push(field ? label(field) : key);
        fields = field?.fields ?? [];
      }
    }
    return names.join(" › ");
  }

  /** Goes to the field of a path, or to the nearest above it. */
  go(path) {
    for (let here = path; here; here = here.slice(0, Math.max(0, here.lastIndexOf(".")))) {
      const answer = this.known.get(here) ?? [...this.known].find(([key]) => key.startsWith(`${here}.`))?.[1];
      const group = document.querySelector(`[data-group="${CSS.escape(here)}"]`);
      const node = answer?.input ?? group?.querySelector("summary, button");
      if (!node) continue;
      for (let up = node.closest("details"); up; up = up.parentElement.closest("details")) up.open = true;
      node.focus();
      node.scrollIntoView({ block: "center" });
      return true;
    }
    return false;
  }
}

/** The least that a new item of a group holds: its first value, still empty. */
function first(item) {
  if (item.type === "list") return [first(item.item)];
  if (isScalar(item)) return null;
  const fields = item.fields ?? [];
  const field = fields.find((one) => one.required && isScalar(one)) ?? fields.find(isScalar) ?? fields[0];
  return field ? { [field.key]: first(field) } : {};
}
