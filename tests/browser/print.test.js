// The form on paper: blank, as somebody hands it out, and answered, as somebody keeps it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, launch, open } from './support/browser.js';
import { printed } from './support/print.js';
import { audiences, serve } from './support/service.js';

// The most pages of A4 that a blank form may need.
const MOST = { staff: 7, 'age-8-15': 3, 'age-16-plus': 4, 'parents-carers': 4 };
let service;
let browser;
before(async () => {
  service = await serve();
  browser = await launch();
});
after(async () => { await browser?.close(); await service?.stop(); });

// What is on paper, as a browser without a printer shows it.
async function onPaper(page) {
  await page.emulateMedia({ media: 'print' });
  const seen = await page.evaluate(() => {
    const inView = (node) => node.getClientRects().length > 0;
    return {
      questions: [...document.querySelectorAll('fieldset')].filter(inView).map((section) => section.id),
      all: document.querySelectorAll('fieldset').length,
      conditions: [...document.querySelectorAll('.only')].filter(inView).length,
      routed: document.querySelectorAll('fieldset[class]').length,
      notes: [...document.querySelectorAll('.on-paper')].filter(inView).map((note) => note.textContent.trim()),
      introduction: inView(document.querySelector('#start')),
      buttons: [...document.querySelectorAll('button, .go a, .leave, nav')].filter(inView).length,
    };
  });
  await page.emulateMedia({ media: null });
  return seen;
}

for (const audience of audiences) {
  for (const javaScriptEnabled of [true, false]) {
    test(`a blank ${audience} form prints every question on few sheets (scripts ${javaScriptEnabled ? 'on' : 'off'})`, { timeout: 600_000 }, async (t) => {
      const page = await open(browser, { javaScriptEnabled });
      for (const hash of ['', '#q3', '#all']) {
        await page.goto(`${service.form(audience)}${hash}`);
        const seen = await onPaper(page);
        assert.equal(seen.questions.length, seen.all, 'every question is printed');
        assert.equal(seen.conditions > 0, seen.routed > 0, 'routed questions say whom they are for');
        assert.deepEqual([seen.buttons, seen.introduction, seen.notes.length], [0, true, 1]);
        assert.match(seen.notes[0], /person who gave it to you/);
        const { pages } = await printed(page);
        t.diagnostic(`${pages} pages${hash}`);
        assert.ok(pages <= MOST[audience], `${pages} pages`);
      }
      await close(page);
    });
  }
}

test('an answered form prints what was asked and answered, and says that it is not sent', { timeout: 600_000 }, async () => {
  for (const javaScriptEnabled of [true, false]) {
    const page = await open(browser, { javaScriptEnabled });
    await page.goto(service.form('age-8-15'));
    const long = 'It helps a lot, and this is the end of line';
    const written = Array.from({ length: 30 }, (_, line) => `${long} ${line + 1}.`).join('\n');
    await page.evaluate((text) => {
      document.querySelectorAll('#q1 input')[0].checked = true;
      document.querySelector('textarea').value = text;
      location.hash = '#q2';
    }, written);
    const asked = await page.evaluate(() => {
      location.hash = '#all';
      return [...document.querySelectorAll('fieldset')].filter((s) => s.querySelector('legend').getClientRects().length > 0).map((s) => s.id);
    });
    for (const hash of ['#q2', '#send', '#all']) {
      await page.evaluate((to) => { location.hash = to; }, hash);
      const seen = await onPaper(page);
      assert.deepEqual(seen.questions, asked);
      assert.equal(seen.conditions, 0);
      assert.match(seen.notes.join(), /Printing does not send/);
    }
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    const cut = await page.$eval('textarea', (box) => box.scrollHeight - box.clientHeight);
    assert.ok(cut <= 2, `${cut} pixels of the comment are not printed`);
    await close(page);
  }
});
