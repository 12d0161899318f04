// What a respondent meets when the answers cannot be taken as they are.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, launch, open } from './support/browser.js';
import { fits, look, press, tabTo, until } from './support/form.js';
import { serve } from './support/service.js';

const audience = 'age-8-15';
const long = 'A long story. '.repeat(160).trim();
let service;
let browser;
before(async () => {
  service = await serve({ entries: [{ audience }] });
  browser = await launch();
});
after(async () => { await browser?.close(); await service?.stop(); });

for (const javaScriptEnabled of [false, true]) {
  const how = `scripts ${javaScriptEnabled ? 'on' : 'off'}`;

  test(`sending nothing says so and leads to the first question (${how})`, { timeout: 600_000 }, async () => {
    const page = await open(browser, { javaScriptEnabled });
    await page.goto(service.form(audience));
    await sendRefused(page);
    await leadsTo(page, 'q1');
    await press(page, ' ');
    await mended(page);
    await close(page);
  });

  test(`a text that is too long is kept in full, and can be mended and sent (${how})`, { timeout: 600_000 }, async () => {
    const page = await open(browser, { javaScriptEnabled });
    await page.goto(service.form(audience));
    const place = await page.evaluate((text) => {
      const box = document.querySelector('textarea');
      box.value = text;
      document.querySelectorAll('#q1 input')[1].checked = true;
      return box.closest('fieldset').id;
    }, long);
    const { held } = await look(page);
    await sendRefused(page);
    assert.equal((await look(page)).held, held, 'everything is kept');
    await leadsTo(page, place);
    const described = await page.$eval('textarea', (box) => box.getAttribute('aria-describedby').split(' ').map((id) => document.getElementById(id).textContent));
    assert.match(described[0], /characters/, 'the hint comes first');
    assert.match(described.at(-1), /^Error: Your answer has \d+ characters too many/);
    assert.equal((await page.textContent('[role=alert] a')).trim(), described.at(-1).replace(/^Error: /, '').trim(), 'the same words at both places');
    await press(page, 'Control+a');
    await page.keyboard.type('Short.');
    await mended(page);
    await close(page);
  });
}

async function sendRefused(page) {
  await page.evaluate(() => { location.hash = '#send'; });
  await tabTo(page, (at) => at.part === 'send' && at.tag === 'button');
  // With scripts the refused page takes the place of the present one.
  const [response] = await Promise.all([page.waitForResponse((answer) => answer.request().method() === 'POST'), press(page, 'Enter')]);
  assert.equal(response.status(), 422);
  await until(page, () => document.readyState === 'complete' && document.title.startsWith('Error: '));
  assert.match(await page.title(), /^Error: /);
  const alert = await page.$$eval('main [role=alert]:not([hidden])', (boxes) => boxes.map((box) => ({ heading: box.querySelector('h2').textContent, first: box === document.querySelector('main').firstElementChild })));
  assert.deepEqual(alert, [{ heading: 'There is a problem', first: true }]);
  await press(page, 'Tab');
  const { focus } = await fits(page, 'the summary');
  assert.match(focus.href ?? '', /^#q\d+-1$/, 'one press of Tab leads to the first entry of the summary');
  await press(page, 'Shift+Tab');
}

// By keyboard from the summary to the question that it names.
async function leadsTo(page, id) {
  await tabTo(page, (at) => at.href?.startsWith(`#${id}-`));
  await press(page, 'Enter');
  await until(page, (wanted) => document.activeElement.closest('fieldset')?.id === wanted && document.activeElement.matches('input, textarea'), id);
  const covered = await page.evaluate(() => document.activeElement.getBoundingClientRect().top < document.querySelector('.bar').getBoundingClientRect().bottom);
  assert.ok(!covered, 'the control in focus is not under the bar');
}

async function mended(page) {
  const before = service.returned(audience);
  await tabTo(page, (at) => at.part === 'send' && at.tag === 'button', { most: 200 });
  await press(page, 'Enter');
  await until(page, () => location.pathname.endsWith('/thanks'));
  assert.equal(service.returned(audience), before + 1);
}
