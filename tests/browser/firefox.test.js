// The walk by keyboard once more, in Firefox.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { answer, back, fits, look, next, press, start, tabTo, until } from './support/form.js';
import { serve } from './support/service.js';

const audience = 'age-8-15';
let service;
let browser;
before(async () => {
  const executablePath = process.env.FIREFOX ?? '/usr/bin/firefox-esr';
  service = await serve({ entries: [{ audience }] });
  browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, protocol: 'webDriverBiDi' });
});
after(async () => { await browser?.close(); await service?.stop(); });

test('the form is answered and sent by keyboard alone in Firefox', { timeout: 600_000 }, async () => {
  const page = await browser.newPage();
  await page.setViewport({ width: 400, height: 700 });
  const posts = [];
  page.on('request', (request) => request.method() === 'POST' && posts.push(request.url()));
  await page.goto(service.form(audience));
  assert.equal(page.url(), service.form(audience), 'the ticket is not in the address bar');
  await start(page);
  const visited = [];
  for (;;) {
    const { parts } = await fits(page, visited.at(-1));
    if (parts[0] === 'send') break;
    visited.push(await answer(page, () => 1, 'It helps a lot.'));
    await next(page);
  }
  const { held } = await look(page);
  await back(page);
  assert.deepEqual((await look(page)).parts, [visited.at(-1)]);
  await next(page);
  assert.equal((await look(page)).held, held, 'going back changes no answer');
  assert.deepEqual(posts, [], 'Enter at a radio, a box or a link sends nothing');
  await tabTo(page, (at) => at.part === 'send' && at.tag === 'button');
  await press(page, 'Enter');
  await until(page, () => location.pathname.endsWith('/thanks'));
  assert.equal(service.returned(audience), 1);
});
