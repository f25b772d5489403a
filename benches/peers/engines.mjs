// A peer in JavaScript makes records in one process: engines.mjs PEER FOLDER OUT FIRST LAST
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const [peer, folder, out, first, last] = process.argv.slice(2);
const load = createRequire(join(folder, 'node', 'package.json'));
const records = JSON.parse(readFileSync(join(folder, 'records.json'), 'utf8')).slice(+first, +last);
const template = readFileSync(join(folder, `${peer}.docx`));

const peers = {
  'easy-template-x': () => {
    const { TemplateHandler } = load('easy-template-x');
    const handler = new TemplateHandler();
    return (record) => handler.process(template, record);
  },
  docxtemplater: () => {
    const [Docxtemplater, PizZip] = [load('docxtemplater'), load('pizzip')];
    return (record) => {
      const document = new Docxtemplater(new PizZip(template), { paragraphLoop: true });
      document.render(record);
      return document.toBuffer();
    };
  },
};
const make = peers[peer]();
for (const record of records) {
  writeFileSync(join(out, `${record.key}.docx`), await make(record));
}
