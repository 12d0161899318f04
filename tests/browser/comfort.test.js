// What the form's script adds: sending once, sending again, leaving fast, counting characters. And what it does not keep.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, launch, open } from './support/browser.js';
import { answer, look, press, start, tabTo, until } from './support/form.js';
import { serve } from './support/service.js';

const audience = 'age-8-15';
const secret = 'Only I can know this.';
let service;
let browser;
before(async () => {
  service = await serve({ entries: [{ audience }], settings: { SPEIR_LEAVE_TO: '/help' } });
  // With the cache of whole pages, as people's browsers have it and Playwright's would not.
  browser = await launch({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
});
after(async () => { await browser?.close(); await service?.stop(); });

// A form with an answer and a comment, at its end.
async function filled() {
  const page = await open(browser);
  await page.goto(service.form(audience));
  await page.evaluate((text) => {
    document.querySelector('#q1 input').checked = true;
    document.querySelector('textarea').value = text;
    location.hash = '#send';
  }, secret);
  return page;
}

const arrived = (page) => until(page, () => location.pathname.endsWith('/thanks'));
const visible = (page, selector) => until(page, (wanted) => document.querySelector(wanted).getClientRects().length > 0, selector);

test('a double click on Send stores one response', async () => {
  const before = service.returned(audience);
  const page = await filled();
  await page.dblclick('#send button');
  await arrived(page);
  assert.equal(page.posts.length, 1);
  assert.equal(service.returned(audience), before + 1);
  await close(page);
});

test('two quick presses of Enter on Send store one response', async () => {
  const before = service.returned(audience);
  const page = await filled();
  await tabTo(page, (at) => at.part === 'send' && at.tag === 'button');
  await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('Enter')]);
  await arrived(page);
  assert.equal(service.returned(audience), before + 1);
  await close(page);
});

test('without a network everything stays, is said, and is sent once the network is back', { timeout: 600_000 }, async () => {
  const before = service.returned(audience);
  const page = await filled();
  const { held } = await look(page);
  await page.context().setOffline(true);
  await page.click('#send button');
  await visible(page, '#lost');
  assert.equal(await page.getAttribute('#lost', 'role'), 'alert');
  assert.equal((await look(page)).held, held);
  assert.equal(service.returned(audience), before);
  await page.context().setOffline(false);
  await arrived(page);
  assert.equal(service.returned(audience), before + 1);
  await close(page);
});

test('while the store is away everything stays, is said, and is sent once it is back', { timeout: 600_000 }, async () => {
  const before = service.returned(audience);
  const page = await filled();
  const { held } = await look(page);
  const unlock = await service.lock();
  try {
    await page.click('#send button');
    await visible(page, '#busy');
    assert.equal((await look(page)).held, held);
  } finally {
    await unlock();
  }
  await arrived(page);
  assert.equal(service.returned(audience), before + 1);
  await close(page);
});

const ways = {
  'the link': (page) => page.click('.leave'),
  'three presses of Shift': async (page) => { for (let times = 0; times < 3; times += 1) await press(page, 'Shift'); },
};

for (const [name, leave] of Object.entries(ways)) {
  test(`${name} leaves at once, and Back shows nothing of what was written`, async () => {
    const before = service.returned(audience);
    const page = await filled();
    await leave(page);
    await until(page, () => location.pathname === '/help' && document.readyState === 'complete');
    for (let steps = 0; steps < 3; steps += 1) {
      await page.goBack();
      await until(page, () => document.readyState === 'complete');
      assert.equal((await look(page)).held, null, `Back leads to ${page.url()}`);
    }
    assert.equal(service.returned(audience), before, 'leaving sends nothing');
    await close(page);
  });
}

test('after sending, Back revives no answer from the cache of pages', async () => {
  const page = await filled();
  await page.click('#send button');
  await arrived(page);
  await page.goBack();
  await until(page, () => document.readyState === 'complete' && !document.documentElement.hidden);
  assert.equal((await look(page)).held, null);
  await close(page);
});

test('the characters left are said near the limit only, and too many are said too', async () => {
  const page = await open(browser);
  await page.goto(service.form(audience));
  const box = page.locator('textarea');
  await page.evaluate(() => { location.hash = document.querySelector('textarea').closest('fieldset').id; });
  const says = async (text, words) => {
    await box.fill(text);
    await until(page, (words) => document.querySelector('textarea + [role=status]').textContent === words, words);
  };
  await says('👩‍👩‍👧'.repeat(380), 'Characters left: 100');
  await says('x'.repeat(1_000), '');
  await says('x'.repeat(2_003), 'Characters too many: 3');
  assert.equal((await box.inputValue()).length, 2_003, 'typing is never stopped');
  await close(page);
});

test('nothing is stored in the browser', async () => {
  const page = await open(browser);
  await page.goto(service.form(audience));
  await start(page);
  await answer(page, () => 0, '');
  await page.evaluate(() => { location.hash = '#send'; });
  await page.click('#send button');
  await arrived(page);
  assert.deepEqual(await page.context().cookies(), []);
  assert.deepEqual(await page.evaluate(async () => [localStorage.length, sessionStorage.length, (await indexedDB.databases()).length]), [0, 0, 0]);
  await close(page);
});
