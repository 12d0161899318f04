// A list of people from the file to the confirmed page, by keyboard: on a phone without script, and on a desk.

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, launch, leading, open } from './support/browser.js';
import { serve } from './support/service.js';

let service;
let browser;
let password;
before(async () => {
  service = await serve({ entries: [{ audience: 'staff' }, { audience: 'staff', area: 'City of Edinburgh' }] });
  password = service.user('coordinator@speir.example', 'coordinator', '--area', 'midlothian council', '--area', 'Edinburgh');
  browser = await launch();
});
after(async () => { await browser?.close(); await service?.stop(); });

const people = (count) => Array.from({ length: count }, (_, n) => `Màiri ${n},person${n}@council.example\r\n`).join('');

const rooms = [['Midlothian', { width: 390, height: 844, scripts: false }], ['City of Edinburgh', { width: 1280, height: 800, scripts: true }]];

for (const [area, viewport] of rooms) {
  test(`a list is read, shown and confirmed at ${viewport.width} pixels`, { timeout: 600_000 }, async () => {
    const { scripts, ...size } = viewport;
    const page = await open(browser, { javaScriptEnabled: scripts, viewport: size });
    await page.goto(`${service.address}/sign-in`);
    await page.fill('[name=email]', 'coordinator@speir.example');
    await page.fill('[name=password]', password);
    await leading(page, () => page.click('main form button'));
    const { id } = service.collections().find((one) => one.area_name === area);
    const place = `${service.address}/console/collections/${id}/invitations`;
    const file = join(service.folder, `staff-${viewport.width}.csv`);
    const upload = async (text) => {
      writeFileSync(file, text);
      await page.goto(place);
      await page.setInputFiles('[name=list]', file);
      await page.getByRole('button', { name: 'Read the list' }).focus();
      return leading(page, () => page.keyboard.press('Enter'));
    };
    assert.equal((await upload('Name,Telephone\r\nMàiri,01590 1\r\n')).status(), 422);
    assert.match(await page.textContent('.summary'), /“Name” and “Telephone”, and none of them contains email addresses/);
    await fits(page, viewport, 'a list without addresses');
    const many = `${people(viewport.width)}nobody at home,nobody\r\n`;
    assert.equal((await upload(`Name,Work Email\r\n${many}`)).status(), 200);
    assert.match(await page.textContent('h1'), /Check the list/);
    assert.match(await page.textContent('main'), /1 row, line \d+: not an email address/);
    await fits(page, viewport, 'a list before it is stored');
    await page.getByRole('button', { name: /^Add [\d,]+ mailboxes/ }).focus();
    assert.equal((await leading(page, () => page.keyboard.press('Enter'))).status(), 200);
    assert.match(await page.textContent('main'), new RegExp(`Mailboxes\\s*${viewport.width === 390 ? '390' : '1,280'}`));
    await close(page);
  });
}

// Nothing stands wider than the window, and axe, which needs scripts, finds nothing.
async function fits(page, { scripts, ...viewport }, name) {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= viewport.width, `${name} is ${width} wide`);
  if (process.env.SPEIR_PICTURES) await page.screenshot({ path: `${process.env.SPEIR_PICTURES}/${name} ${width}.png`.replaceAll(' ', '-'), fullPage: true });
  if (scripts) await sound(page, name);
  await page.setViewportSize(viewport);
}
