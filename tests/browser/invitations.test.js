// From the list of mailboxes to a response, as a lead and a respondent do it: in a browser, without script where people answer.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { launch, leading, open, sizes } from './support/browser.js';
import { demo } from './support/service.js';

let service;
let browser;
before(async () => { service = await demo(); browser = await launch(); });
after(async () => { await browser?.close(); await service?.stop(); });

const personal = () => service.said.match(/Staff\s+(http:\S+)/)[1];

test('a personal link opens the form without script, and counts once', { timeout: 600_000 }, async () => {
  const page = await open(browser, { javaScriptEnabled: false, viewport: sizes.narrow });
  assert.equal((await page.goto(personal())).status(), 200);
  await page.goto(`${personal()}#all`);
  await page.locator('input[type=radio]:visible').first().check();
  assert.equal((await leading(page, () => page.locator('button[type=submit]:visible').last().click())).status(), 200);
  assert.match(await page.textContent('h1'), /Thank you/);
  assert.equal((await page.goto(personal())).status(), 410);
  assert.match(await page.textContent('h1'), /already been sent/);
});

test('the messages are stopped by one button, in both languages', { timeout: 600_000 }, async () => {
  const page = await open(browser, { javaScriptEnabled: false, viewport: sizes.narrow });
  const folder = service.said.match(/the folder ([^;]+);/)[1];
  const [first] = await readdir(folder);
  const letter = (await readFile(`${folder}/${first}`, 'utf8')).replaceAll('=\r\n', '').replaceAll('=\n', '');
  const stop = letter.match(/List-Unsubscribe: <(\S+)>/)[1];
  for (const language of ['', '?lang=gd']) {
    assert.equal((await page.goto(stop + language)).status(), 200);
  }
  assert.equal((await leading(page, () => page.click('main form button'))).status(), 200);
  assert.match(await page.textContent('h1'), /Chan fhaigh sibh/);
});

test('axe finds nothing on the pages around messages', { timeout: 600_000 }, async () => {
  const page = await open(browser);
  const folder = service.said.match(/the folder ([^;]+);/)[1];
  const letters = await readdir(folder);
  const letter = await readFile(`${folder}/${letters.at(-1)}`, 'utf8');
  await page.goto(letter.match(/List-Unsubscribe: <(\S+)>/)[1]);
  await sound(page, 'stopping the messages');
  await leading(page, () => page.click('main form button'));
  await sound(page, 'the messages are stopped');
  const link = (await page.goto(personal().replace(/\/[^/]+$/, ''))).status();
  assert.equal(link, 404);
  await sound(page, 'a link that needs a ticket of one’s own');
});

test('a message reads well in a mail program: nothing is loaded, languages are marked, axe finds nothing', { timeout: 600_000 }, async () => {
  const folder = service.said.match(/the folder ([^;]+);/)[1];
  const letter = await readFile(`${folder}/${(await readdir(folder))[0]}`, 'utf8');
  const html = decoded(letter.split('Content-Type: text/html')[1].split('\r\n\r\n').slice(1).join('\r\n\r\n').split('\r\n--')[0]);
  const page = await open(browser, { viewport: sizes.narrow });
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.setContent(html);
  assert.deepEqual(asked, []);
  assert.deepEqual(await page.$$eval('div[lang]', (parts) => [...new Set(parts.map((part) => part.lang))]), ['en', 'gd']);
  await sound(page, 'a message');
});

// Quoted-printable as text.
function decoded(text) {
  const bytes = text.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
