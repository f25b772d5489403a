// Texts that name answers as the file has them, told as the form has them: by their labels.

import { label, t } from "./words.js";

const PATH = "[a-z]\\w*(?:\\.\\w+)+";
/** Words after which a key of one word is meant: `dưới items`. */
const BEFORE = "dưới|ở|cho|khối|Điền|Bỏ|trống|Dùng|thay cho|sau|under|use|give";

/** The labels of all keys, and of what can be chosen. */
function collect(fields, keys, values) {
  for (const field of fields) {
    if (!keys.has(field.key) && label(field) !== field.key) keys.set(field.key, label(field));
    for (const choice of field.choices ?? []) values.set(choice.value, choice.label);
    collect(field.fields ?? [], keys, values);
    for (const inner of [field.item, field.value]) if (inner) collect([{ ...inner, key: "" }], keys, values);
  }
}

/** Tells texts for a form; `name` calls a path by its labels, where it is one. */
export class Speech {
  constructor(form, name) {
    const [keys, values] = [new Map(), new Map()];
    collect([...form.fields, ...Object.values(form.blocks).flat()], keys, values);
    Object.assign(this, { keys, values, name, first: new Set(form.fields.map((field) => field.key)) });
  }

  /** The label of a path or a key of several words; nothing where it is neither. */
  of(word) {
    if (word.includes(".")) return this.first.has(word.split(".")[0]) ? this.name(word) : null;
    return this.keys.get(word) ?? null;
  }

  tell(text) {
    const called = (word, as) => (as === null || as === undefined ? word : `“${as}”`);
    return (text ?? "")
      .replace(/ \(([a-z]\w*(?:\.\w+)*)\)/g, (whole, word) => (this.of(word) === null ? whole : ""))
      .replace(/['`]([a-z]\w*(?:\.\w+)*)['`]/g, (whole, word) => called(whole, this.of(word)))
      .replace(new RegExp(`\\b${PATH}\\b`, "g"), (path) => called(path, this.of(path)))
      .replace(/\b[a-z]+(?:_[a-z0-9]+)+\b/g, (word) => called(word, this.of(word) ?? this.values.get(word)))
      .replace(/(^|[\s(])([a-z]+): \[?([^\]]*)\]?/g, (whole, start, key, rest) => (this.keys.has(key) ? `${start}“${this.keys.get(key)}”: ${rest}` : whole))
      .replace(new RegExp(`(?<=^|\\s)(${BEFORE}) ([a-z]+)(?=$|[\\s,.;:)])`, "g"), (whole, before, key) => `${before} ${called(key, this.keys.get(key))}`)
      .replace(/(?:ghi|write) \[\]/g, () => t("pressNothing"))
      .replace(/\btrue\b/g, () => t("yes"))
      .replace(/\bfalse\b/g, () => t("no"));
  }
}
