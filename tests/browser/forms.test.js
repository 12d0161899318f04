// Each form from its link to its thanks, by keyboard alone.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, launch, open, sizes } from './support/browser.js';
import { generator, seed } from './support/random.js';
import { audiences, serve } from './support/service.js';
import { answer, arrived, back, fits, look, next, press, start, tabTo, until } from './support/form.js';

let service;
let browser;
before(async () => {
  service = await serve();
  browser = await launch();
});
after(async () => { await browser?.close(); await service?.stop(); });

for (const audience of audiences) {
  for (const [name, viewport] of Object.entries(sizes)) {
    for (const javaScriptEnabled of [true, false]) {
      const how = `${name}, scripts ${javaScriptEnabled ? 'on' : 'off'}`;
      test(`the ${audience} form is answered and sent by keyboard alone (${how})`, { timeout: 600_000 }, async (t) => {
        t.diagnostic(`seed ${seed}`);
        const page = await open(browser, { viewport, javaScriptEnabled });
        const before = service.returned(audience);
        await walk(page, service.form(audience));
        assert.equal(service.returned(audience), before + 1, 'exactly one response is counted');
        await close(page);
      });
    }
  }
}

async function walk(page, link) {
  const random = generator();
  await page.goto(link);
  assert.deepEqual((await fits(page, 'the start')).parts, ['start']);
  await start(page);
  const visited = [];
  for (;;) {
    const { parts } = await fits(page, `after ${visited.at(-1) ?? 'the start'}`);
    if (parts[0] === 'send') break;
    visited.push(await answer(page, random.below, 'It helps a lot.'));
    await next(page);
  }
  await goBackAndForth(page, visited);
  await lookAtAll(page, visited);
  assert.deepEqual(page.posts, [], 'nothing was sent before Send');
  await tabTo(page, (at) => at.part === 'send' && at.tag === 'button');
  await press(page, 'Enter');
  await until(page, () => location.pathname.endsWith('/thanks'));
  assert.equal((await fits(page, 'thanks')).h1, 'Thank you');
  assert.equal(page.posts.length, 1);
  await page.goBack();
  await until(page, () => document.readyState === 'complete' && !document.forms.length);
  assert.equal((await fits(page, 'after Back')).held, null, 'Back shows no form');
  const again = await page.goto(page.posts[0].split('?')[0]);
  assert.equal(again.status(), 410);
  assert.equal((await fits(page, 'the spent page')).held, null);
}

async function goBackAndForth(page, visited) {
  const { held } = await look(page);
  const behind = [visited.at(-1), visited.at(-2)];
  for (const id of behind) {
    await back(page);
    assert.deepEqual((await look(page)).parts, [id]);
  }
  for (const id of [visited.at(-1), 'send']) {
    await next(page);
    assert.deepEqual((await look(page)).parts, [id]);
  }
  assert.equal((await look(page)).held, held, 'going back and forth changes no answer');
}

async function lookAtAll(page, visited) {
  const { held } = await look(page);
  await tabTo(page, (at) => at.part === 'send' && at.href === '#all');
  await press(page, 'Enter');
  await arrived(page, '#all');
  const all = await fits(page, 'all questions');
  assert.deepEqual(all.parts, [...visited, 'send'], 'all questions that were asked, and no other');
  assert.equal(all.held, held);
  await page.goBack();
  await arrived(page, '#send');
  assert.deepEqual((await look(page)).parts, ['send']);
}
