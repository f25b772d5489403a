// Cells copied from a spreadsheet.

/** The cells of a spreadsheet's text: rows by lines, cells by tabs; a cell in quotes may hold both. */
export function cells(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  const source = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let index = 0; index < source.length; index += 1) {
    const letter = source[index];
    if (letter === '"' && (quoted || cell === "")) {
      if (quoted && source[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = !quoted;
    } else if (!quoted && (letter === "\t" || letter === "\n")) {
      rows.at(-1).push(cell);
      cell = "";
      if (letter === "\n") rows.push([]);
    } else cell += letter;
  }
  rows.at(-1).push(cell);
  return rows;
}

/** A cell as an answer is typed: no thousands marks in whole numbers, days as year-month-day, codes for their labels. */
export function cleaned(field, value) {
  const text = value.trim();
  if (field.type === "integer" && /^-?\d{1,3}([.,\s]\d{3})+$/.test(text)) return text.replace(/[.,\s]/g, "");
  if (field.type === "decimal" && /^-?\d+,\d+$/.test(text)) return text.replace(",", ".");
  const day = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  if (field.type === "date" && day) return `${day[3]}-${day[2].padStart(2, "0")}-${day[1].padStart(2, "0")}`;
  return field.choices?.find((choice) => choice.label.toLowerCase() === text.toLowerCase())?.value ?? text;
}
