// What messages look like, the pages on which a lead words them, and the public page of running surveys.

import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, launch, leading, open, sizes } from './support/browser.js';
import { demo } from './support/service.js';

let service;
let browser;
before(async () => { service = await demo(); browser = await launch(); });
after(async () => { await browser?.close(); await service?.stop(); });

// A page of somebody who is signed in, without script.
async function signedIn(options = {}) {
  const page = await open(browser, { javaScriptEnabled: true, ...options });
  await page.goto(`${service.address}/sign-in`);
  await page.fill('[name=email]', service.email);
  await page.fill('[name=password]', service.password);
  await leading(page, () => page.click('main form button'));
  return page;
}

const linkTo = (page, part) => page.$$eval('a', (links, part) => links.map((a) => a.getAttribute('href')).find((href) => new RegExp(part).test(href)), part);

// The address of the messages of the first inspection.
async function messages(page) {
  await page.goto(`${service.address}/console`);
  return `${service.address}${await linkTo(page, '^/console/inspections/[0-9a-f-]{36}$')}/messages`;
}

test('axe finds nothing on the pages that word messages, and the keyboard does it all', { timeout: 600_000 }, async () => {
  const page = await signedIn();
  const list = await messages(page);
  assert.equal((await page.goto(list)).status(), 200);
  await sound(page, 'the messages of an inspection');
  await page.goto(`${list}/reminder`);
  await sound(page, 'a message to be worded');
  await page.focus('#subject-en');
  await page.keyboard.type('Your views count');
  await page.keyboard.press('Tab');
  await page.keyboard.type('See www.example.org for more.');
  assert.equal((await leading(page, () => page.click('button.main'))).status(), 422);
  assert.equal(await page.inputValue('#subject-en'), 'Your views count');
  await sound(page, 'a message worded with a link');
  await page.fill('#opening-en', 'We read every answer.\n\nThank you.');
  assert.equal((await leading(page, () => page.click('button.main'))).status(), 200);
  assert.match(await page.textContent('[role=status]'), /saved/);
  await sound(page, 'a message that was worded');
  const shown = await (await page.$('iframe.message')).contentFrame();
  assert.match(await shown.textContent('body'), /We read every answer/);
  await close(page);
});

test('a test of a message is asked for without script, and says where it goes', { timeout: 600_000 }, async () => {
  const page = await signedIn();
  const state = await page.context().storageState();
  await close(page);
  const plain = await open(browser, { javaScriptEnabled: false, storageState: state, viewport: sizes.narrow });
  await plain.goto(`${await messagesOf(plain)}/invitation`);
  await leading(plain, () => plain.click('text=Send me a test'));
  assert.match(await plain.textContent('[role=status]'), /A test is on its way to/);
  await close(plain);
});

// The same without script: a page cannot look for its own links, so the address is read from its text.
async function messagesOf(page) {
  await page.goto(`${service.address}/console`);
  const [path] = (await page.content()).match(/\/console\/inspections\/[0-9a-f-]{36}/);
  return `${service.address}${path}/messages`;
}

for (const lang of ['en', 'gd']) {
  test(`axe finds nothing on the page of running surveys (${lang})`, { timeout: 600_000 }, async () => {
    const page = await open(browser);
    assert.equal((await page.goto(`${service.address}/surveys-now?lang=${lang}`)).status(), 200);
    assert.deepEqual(await page.context().cookies(), []);
    assert.equal(await page.$('main a[href^="/s/"]'), null);
    await sound(page, `running surveys, ${lang}`);
    await close(page);
  });
}

test('a message is readable in light, in dark and where a program drops its style sheet', { timeout: 600_000 }, async () => {
  const folder = service.said.match(/the folder ([^;]+);/)[1];
  const html = await letter(folder);
  for (const [name, source] of [['whole', html], ['without a style sheet', html.replace(/<style>.*<\/style>/s, '')]]) {
    const page = await open(browser, { viewport: sizes.narrow });
    await page.setContent(source);
    await sound(page, `a message, ${name}`);
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme, forcedColors: 'none' });
      const worst = await page.evaluate(lowestContrast);
      assert.ok(worst >= 7, `${name}, ${colorScheme}: ${worst}`);
    }
    await close(page);
  }
});

// The HTML of a message to somebody who is asked.
async function letter(folder) {
  for (const file of await readdir(folder)) {
    const text = await readFile(`${folder}/${file}`, 'utf8');
    if (!text.includes('List-Unsubscribe') || !text.includes('List-Id')) continue;
    const part = text.split('Content-Type: text/html')[1].split('\r\n\r\n').slice(1).join('\r\n\r\n').split('\r\n--')[0];
    const bytes = part.replaceAll('=\r\n', '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
    return Buffer.from(bytes, 'latin1').toString('utf8');
  }
  throw new Error('no message was sent');
}

// The lowest contrast of any text of the page, by WCAG 2.2.
function lowestContrast() {
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = channels(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const own = (element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
  const contrasts = [...document.body.querySelectorAll('*')].filter(own).map((element) => {
    const [a, b] = [luminance(channels(getComputedStyle(element).color)), luminance(ground(element))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  });
  return Math.min(...contrasts);
}
