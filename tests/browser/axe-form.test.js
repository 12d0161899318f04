// axe finds nothing in any state of a form, in both languages, in all colours, narrow and wide.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, launch, leading, open } from './support/browser.js';
import { audiences, serve } from './support/service.js';

let service;
let browser;
before(async () => {
  service = await serve();
  browser = await launch();
});
after(async () => { await browser?.close(); await service?.stop(); });

const show = (hash) => (page) => page.evaluate((to) => { location.hash = to; }, hash);
const question = (inside) => (page) => page.evaluate((wanted) => {
  location.hash = document.querySelector(`fieldset:not([class*=r]) ${wanted}`).closest('fieldset').id;
}, inside);

// Posts as a page without scripts does, and gives the answer's status.
async function post(page) {
  return (await leading(page, () => page.evaluate(() => document.forms[0].submit()))).status();
}

const states = {
  'the start': async () => {},
  'a radio question': show('#q1'),
  'a radio question with an answer': (page) => page.evaluate(() => { location.hash = '#q1'; document.querySelector('#q1 input').checked = true; }),
  'a checkbox question': question('[type=checkbox]'),
  'a text question': question('textarea'),
  'all questions': show('#all'),
  'the send section': show('#send'),
  'the message of a lost connection': (page) => page.evaluate(() => { location.hash = '#send'; document.querySelector('#lost').hidden = false; }),
  'nothing posted': async (page) => assert.equal(await post(page), 422),
  'a text that is too long': async (page) => {
    await page.evaluate(() => { document.querySelector('textarea').value = 'x'.repeat(9_000); });
    assert.equal(await post(page), 422);
  },
};

for (const lang of ['en', 'gd']) {
  for (const [state, reach] of Object.entries(states)) {
    test(`axe finds nothing at ${state} (${lang})`, { timeout: 600_000 }, async () => {
      const page = await form('age-8-15', lang);
      await reach(page);
      await sound(page, `${state}, ${lang}`);
      await close(page);
    });
  }

  test(`axe finds nothing when the answers cannot be taken just now (${lang})`, { timeout: 600_000 }, async () => {
    const page = await form('age-8-15', lang);
    await page.evaluate(() => { document.querySelector('#q1 input').checked = true; });
    const unlock = await service.lock();
    try {
      assert.equal(await post(page), 503);
    } finally {
      await unlock();
    }
    assert.ok(await page.isChecked('#q1 input >> nth=0'), 'the answer is kept');
    await sound(page, `busy, ${lang}`);
    await close(page);
  });
}

for (const audience of audiences) {
  test(`axe finds nothing in the whole of the ${audience} form`, { timeout: 600_000 }, async () => {
    const page = await form(audience, 'en');
    await sound(page, `${audience}, the start`);
    await show('#all')(page);
    await sound(page, `${audience}, all questions`);
    await close(page);
  });
}

async function form(audience, lang) {
  const page = await open(browser);
  await page.goto(`${service.form(audience)}?lang=${lang}`);
  assert.equal(await page.getAttribute('html', 'lang'), lang);
  return page;
}
