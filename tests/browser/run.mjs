// Checks of the preview in a real browser: node run.mjs PROGRAM FOLDER BROWSER [CHECK…]
//
// FOLDER is an empty one for what is made. Each check says one line; any that fails ends the run with 1.

import * as blocks from "./blocks.mjs";
import * as changes from "./changes.mjs";
import * as checks from "./checks.mjs";
import * as hands from "./hands.mjs";
import { fills } from "./fill.mjs";
import { end } from "./tools.mjs";
import * as waits from "./waits.mjs";
import * as windows from "./windows.mjs";

const all = { ...checks, ...changes, ...blocks, ...hands, ...windows, ...waits, fills };
const wanted = process.argv.slice(5);
let failed = 0;
for (const [name, check] of Object.entries(all)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const start = Date.now();
  try {
    await check();
    console.log(`ok ${name} (${Date.now() - start} ms)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED ${name}: ${error.stack}`);
  }
}
await end();
process.exit(failed ? 1 : 0);
