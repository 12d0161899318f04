// An option that excludes the others, in two engines.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './support/binary.js';
import { engines } from './support/engines.js';
import { serve } from './support/service.js';

const audience = 'age-8-15';
let service;
before(async () => {
  const surveys = mkdtempSync(join(tmpdir(), 'speir-surveys-'));
  cpSync(`${root}surveys/${audience}/v1`, join(surveys, audience, 'v1'), { recursive: true });
  const file = join(surveys, audience, 'v1', 'survey.toml');
  const source = readFileSync(file, 'utf8');
  writeFileSync(file, source.replace('text = "None of these" }', 'text = "None of these", alone = true }'));
  service = await serve({ surveys, entries: [{ audience }] });
});
after(() => service?.stop());

for (const [name, launch] of Object.entries(engines)) {
  test(`an option that excludes the others unticks them, and is unticked by them (${name})`, { timeout: 600_000 }, async () => {
    const engine = await launch();
    try {
      const page = await engine.open();
      await page.goto(service.form(audience));
      const ticked = await page.evaluate(() => {
        const boxes = [...document.querySelector('[data-alone]').closest('fieldset').querySelectorAll('input')];
        const last = boxes.length - 1;
        return [0, 1, last, 1].map((place) => {
          boxes[place].click();
          return boxes.flatMap((box, at) => (box.checked ? [at === last ? 'alone' : at] : []));
        });
      });
      assert.deepEqual(ticked, [[0], [0, 1], ['alone'], [1]]);
      await page.evaluate(() => document.forms[0].reset());
      await page.close();
    } finally {
      await engine.close();
    }
  });
}
