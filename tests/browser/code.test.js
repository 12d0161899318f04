// Typing the code of a slip, by keyboard alone.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, launch, leading, open, sizes } from './support/browser.js';
import { fits, look, press, tabTo } from './support/form.js';
import { serve } from './support/service.js';

const audience = 'age-8-15';
let service;
let browser;
let codes;
before(async () => {
  service = await serve({ entries: [{ audience }] });
  browser = await launch();
  const file = join(service.folder, 'slips.html');
  service.run(['invitation', 'slips', new URL(service.form(audience)).pathname.slice(3), '--count', '8', '--output', file]);
  codes = [...readFileSync(file, 'utf8').matchAll(/class="code">([A-Z-]{9})</g)].map(([, code]) => code);
});
after(async () => { await browser?.close(); await service?.stop(); });

for (const javaScriptEnabled of [false, true]) {
  test(`a code is typed, corrected and opens the form (scripts ${javaScriptEnabled ? 'on' : 'off'})`, { timeout: 600_000 }, async () => {
    const page = await open(browser, { javaScriptEnabled, viewport: sizes.narrow });
    await page.goto(service.address);
    await tabTo(page, (at) => at.href === '/code');
    await leading(page, () => press(page, 'Enter'));
    await fits(page, 'the page for codes');
    await tabTo(page, (at) => at.id === 'code');
    const code = codes.pop();
    const wrong = `${code.slice(0, 8)}e`.toLowerCase();
    await page.keyboard.type(wrong);
    await leading(page, () => press(page, 'Enter'));
    const seen = await fits(page, 'the error');
    assert.match(seen.title, /^Error: /);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute('role')), 'alert', 'the focus is on the summary');
    assert.equal(await page.$eval('#code', (box) => box.value), wrong, 'what was typed is kept');
    const described = await page.$eval('#code', (box) => box.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent));
    assert.match(described[0], /8 letters, like BCDF-GHJK/, 'the hint comes first');
    assert.equal((await page.textContent('[role=alert] a')).trim(), described[1].replace(/^Error: /, '').trim(), 'the same words at both places');
    await press(page, 'Tab');
    await press(page, 'Enter');
    await page.waitForFunction(() => location.hash === '#code');
    if ((await look(page)).focus.id !== 'code') await tabTo(page, (at) => at.id === 'code');
    await press(page, 'Control+a');
    await page.keyboard.type(code.replace('-', ' ').toLowerCase());
    const opened = await leading(page, () => press(page, 'Enter'));
    assert.equal(opened.status(), 200);
    assert.ok(page.url().startsWith(`${service.form(audience)}/`), page.url());
    assert.ok((await look(page)).parts.includes('start'), 'the form begins at its beginning');
    await close(page);
  });
}

async function type(page, code, lang = 'en') {
  await page.goto(`${service.address}/code?lang=${lang}`);
  await page.fill('#code', code);
  return leading(page, () => page.click('main form button'));
}

const states = {
  'an empty field': ['', 422],
  'a code that is too short': ['BCDF', 422],
  'a code that opens nothing': ['BCDF-GHJK', 422],
};

for (const lang of ['en', 'gd']) {
  test(`axe finds nothing on the page for codes (${lang})`, { timeout: 600_000 }, async () => {
    const page = await open(browser);
    await page.goto(`${service.address}/code?lang=${lang}`);
    assert.equal(await page.getAttribute('html', 'lang'), lang);
    await sound(page, `code, ${lang}`);
    await close(page);
  });

  for (const [name, [code, status]] of Object.entries(states)) {
    test(`axe finds nothing at ${name} (${lang})`, { timeout: 600_000 }, async () => {
      const page = await open(browser);
      assert.equal((await type(page, code, lang)).status(), status);
      await sound(page, `code, ${name}, ${lang}`);
      await close(page);
    });
  }
}

test('axe finds nothing after too many wrong codes, and the code is kept', { timeout: 600_000 }, async () => {
  const page = await open(browser);
  let answer;
  for (let tries = 0; tries < 21 && answer?.status() !== 429; tries += 1) answer = await type(page, 'BCDF-GHJK');
  assert.equal(answer.status(), 429);
  assert.equal(await page.$eval('#code', (box) => box.value), 'BCDF-GHJK');
  await sound(page, 'code, too many wrong ones');
  await close(page);
});
