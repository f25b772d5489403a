// One answer: its input, its words, its messages.

import { at, el } from "./tools.js";
import { help, label, say, t } from "./words.js";

const LONG = new Set(["long_text"]);
const NUMBERS = new Set(["integer", "decimal"]);
const GROUPS = new Set(["group", "list", "map", "content"]);

export const isScalar = (field) => !GROUPS.has(field.type);

/** Whether items are rows of a table: groups of nothing but single values, or lists of them. */
export const isRow = (item) =>
  (item.type === "group" && item.fields.length > 1 && item.fields.every(isScalar)) ||
  (item.type === "list" && isScalar(item.item));

/** What comes of a change that could not be written; one that was given up is `false`, one that was written its hash. */
export const FAILED = null;

let count = 0;
const DELAY = 350;

/** A single answer. `form` saves it and knows the state. */
export class Answer {
  constructor(form, field, path, name) {
    Object.assign(this, { form, field, path, base: null, timer: 0, saving: false, failed: false, why: "", work: Promise.resolve(), findings: [] });
    count += 1;
    this.id = `f${count}`;
    this.notes = el("ul", { className: "notes", id: `${this.id}-notes` });
    this.input = this.make(at(form.state.tree, path) ?? "");
    this.input.id = this.id;
    this.input.dataset.path = path;
    if (name) this.input.setAttribute("aria-label", name);
    this.input.setAttribute("aria-describedby", `${this.id}-help ${this.id}-notes`);
    if (field.required) this.input.setAttribute("aria-required", "true");
    this.origin = el("p", { className: "origin" });
    if (form.fixed) this.fix();
    this.node = name ? this.bare() : this.whole();
    form.known.set(path, this);
  }

  /** With its label and help. */
  whole() {
    const { field, form } = this;
    const marks = [field.required ? t("required") : null, field.computed ? t("computed") : null].filter(Boolean);
    const words = [form.speech.tell(help(field)), field.example ? t("example", field.example) : null].filter(Boolean).join(". ");
    return el(
      "div",
      { className: "field" },
      el("label", { htmlFor: this.id }, label(field), marks.length ? el("span", { className: "mark" }, ` (${marks.join(", ")})`) : null),
      this.input,
      el("p", { className: "help", id: `${this.id}-help` }, words),
      form.fixed ? this.origin : null,
      this.notes,
    );
  }

  /** In a row, where the head of the column is its label. */
  bare() {
    const words = el("span", { className: "hidden", id: `${this.id}-help` }, this.form.speech.tell(help(this.field)));
    return el("div", { className: "cell" }, this.input, words, this.notes);
  }

  /** The answer of a record: it can be read, and copied, and where it was typed is told. */
  fix() {
    if (this.input.tagName === "SELECT") this.input.disabled = true;
    else this.input.readOnly = true;
  }

  /** Tells where the answer was typed. */
  trace() {
    const from = this.form.state.origins?.[this.path];
    if (!from) return;
    const words = (file) => (from.column ? t("fromCell", file, from.line, from.column) : t("fromLine", file, from.line));
    this.origin.textContent = words(from.file.split(/[\\/]/).at(-1));
    this.input.title = words(from.file);
  }

  make(value) {
    const { field } = this;
    if (field.type === "bool" || field.type === "choice") return this.select(value);
    if (LONG.has(field.type) || value.includes("\n")) {
      const area = el("textarea", { value, rows: 3 });
      return this.listen(area);
    }
    const input = el("input", { type: "text", value, autocomplete: "off", spellcheck: false });
    if (NUMBERS.has(field.type)) input.inputMode = "decimal";
    if (field.type === "date") input.placeholder = "2014-04-11";
    return this.listen(input);
  }

  select(value) {
    const { field } = this;
    const choices = field.type === "bool"
      ? [{ value: "true", label: t("yes") }, { value: "false", label: t("no") }]
      : field.choices;
    const known = value === "" || choices.some((choice) => choice.value === value);
    const option = (choice) => el("option", { value: choice.value }, choice.label);
    const node = el(
      "select",
      {},
      el("option", { value: "" }, t("none")),
      ...(known ? [] : [el("option", { value }, t("odd", value))]),
      ...choices.map(option),
    );
    node.value = value;
    node.addEventListener("change", () => {
      this.touch();
      this.save();
    });
    return this.listen(node);
  }

  listen(input) {
    if (input.tagName !== "SELECT") {
      input.addEventListener("input", () => {
        this.touch();
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.save(), DELAY);
      });
      input.addEventListener("change", () => this.save());
    }
    input.addEventListener("focus", () => this.form.focused(this.path));
    return input;
  }

  /** What the file held when one began to type here: by it the program sees whether others changed the same place. */
  touch() {
    this.base ??= this.form.hash;
  }

  /** Writes what was typed, or waits until it is written. */
  settle() {
    return this.saving ? this.work : this.save();
  }

  /** Writes what was typed. What could not be written stays in its place, to be tried again: `quiet` without a dialog. */
  save(quiet = false) {
    clearTimeout(this.timer);
    if (this.base !== null && !this.saving) this.work = this.write(quiet);
    return this.work;
  }

  async write(quiet) {
    const { base, input } = this;
    const value = input.value;
    this.saving = true;
    const outcome = await this.form.send([{ op: "set", path: this.path, value }], base, this, quiet);
    this.saving = false;
    this.failed = outcome === FAILED;
    this.tell(this.findings);
    if (input.value !== value) {
      if (!this.failed) this.base = outcome || this.form.hash;
      await this.save();
    } else if (!this.failed) {
      this.base = null;
      this.refresh();
    }
  }

  /** Shows what the file holds, unless one types here. */
  refresh() {
    this.trace();
    // A state from before the last writing would put the old value back.
    if (this.base !== null || this.saving || this.form.state.hash !== this.form.hash) return;
    const value = at(this.form.state.tree, this.path) ?? "";
    if (typeof value !== "string" || this.input.value === value) return;
    if (this.input.tagName === "SELECT" && ![...this.input.options].some((option) => option.value === value)) {
      this.input.append(el("option", { value }, t("odd", value)));
    }
    this.input.value = value;
  }

  tell(findings) {
    this.findings = findings;
    const errors = findings.some((finding) => finding.severity === "error");
    this.input.setAttribute("aria-invalid", String(errors));
    const words = (finding) => [finding.message, ...finding.hints].map(say).join(". ");
    this.trace();
    const unsaved = this.failed ? [el("li", { className: "error unsaved" }, [t("unsaved"), this.why].filter(Boolean).join(" "))] : [];
    this.notes.replaceChildren(...unsaved, ...findings.map((finding) => el("li", { className: finding.severity }, words(finding))));
  }
}
