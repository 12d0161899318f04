// Slips and posters as they are printed, and the console's pages around them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, launch, leading, open } from './support/browser.js';
import { printed, scanned } from './support/print.js';
import { audiences, serve } from './support/service.js';

let service;
let browser;
let page;
let path;
before(async () => {
  service = await serve();
  browser = await launch();
  page = await open(browser);
  const password = service.user('local@example.org', 'coordinator', '--area', 'Midlothian');
  await page.goto(`${service.address}/sign-in`);
  await page.fill('[name=email]', 'local@example.org');
  await page.fill('[name=password]', password);
  await leading(page, () => page.click('main form button'));
  path = `${service.address}/console/collections/${collection('age-8-15').id}`;
});
after(async () => { await browser?.close(); await service?.stop(); });

const collection = (audience) => service.collections().find((one) => one.audience === audience);

async function make(number) {
  await page.goto(`${path}/slips`);
  await page.fill('#number', number);
  await page.fill('#place', 'Penicuik High School');
  return leading(page, () => page.click('main form button'));
}

const states = {
  'no slips yet': [() => page.goto(`${path}/slips`), 200],
  'a number of slips that cannot be': [() => make('7'), 422],
  'a sheet of slips': [() => make('9'), 200],
  'slips that were made already': [async () => { await make('8'); return page.reload(); }, 409],
  'slips that were made': [() => page.goto(`${path}/slips`), 200],
  'taking slips back': [() => leading(page, () => page.click('td a')), 200],
  'slips that were taken back': [() => leading(page, () => page.click('main form button')), 200],
  'a poster': [() => page.goto(`${path}/poster`), 200],
};

for (const [name, [reach, status]] of Object.entries(states)) {
  test(`axe finds nothing at ${name}`, { timeout: 600_000 }, async () => {
    assert.equal((await reach()).status(), status);
    await sound(page, `slips, ${name}`);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', media: null });
  });
}

test('sixteen slips are two pages of A4, and each QR code opens the form of its own slip', { timeout: 600_000 }, async () => {
  await make('16');
  const { pages, sizes } = await printed(page);
  assert.equal(pages, 2);
  assert.deepEqual(sizes.map((size) => size.map(Math.round)), [[595, 842], [595, 842]], 'A4 upright');
  await page.emulateMedia({ media: 'print' });
  const codes = await page.$$eval('.code', (all) => all.map((one) => one.textContent));
  assert.equal(new Set(codes).size, 16);
  const addresses = await scanned(browser, await page.$$('.qr'));
  for (const [place, address] of addresses.entries()) {
    assert.ok(address?.startsWith(`${service.form('age-8-15')}/`), `the QR code of slip ${place} says ${address}`);
    assert.equal((await fetch(address)).status, 200);
    const typed = await fetch(`${service.address}/code`, { method: 'POST', body: new URLSearchParams({ code: codes[place] }), redirect: 'manual' });
    assert.equal(new URL(typed.headers.get('location'), service.address).href, address, 'the code leads to the same form');
  }
  await page.emulateMedia({ media: null });
});

test('the poster is one page of A4, and its QR code is the open link', { timeout: 600_000 }, async () => {
  await page.goto(`${path}/poster`);
  const { pages, sizes } = await printed(page);
  assert.deepEqual([pages, sizes[0].map(Math.round)], [1, [595, 842]]);
  await page.emulateMedia({ media: 'print' });
  assert.deepEqual(await scanned(browser, await page.$$('.qr')), [service.form('age-8-15')]);
  await page.emulateMedia({ media: null });
});

for (const audience of audiences) {
  for (const font of ['as it is', 'DejaVu Sans']) {
    test(`everything on a slip for ${audience} stays within its lines (font: ${font})`, { timeout: 600_000 }, async () => {
      const file = join(service.folder, `${audience}-${font}.html`);
      // An address as long as they come, which is broken into two lines.
      service.run(['invitation', 'slips', collection(audience).link, '--count', '8', '--output', file, '--base-url', 'https://surveys.careinspectorate.gov.scot']);
      assert.ok(!/<script|https?:\/\/(?!surveys)/.test(readFileSync(file, 'utf8')), 'the file needs nothing else');
      const sheet = await open(browser, { viewport: { width: 718, height: 1047 }, javaScriptEnabled: true });
      await sheet.goto(`file://${file}`);
      await sheet.emulateMedia({ media: 'print' });
      if (font !== 'as it is') await sheet.$$eval('.sheet', (all, family) => all.forEach((one) => { one.style.fontFamily = family; }), font);
      const over = await sheet.$$eval('.slip', (slips) => slips.flatMap((slip) => {
        const edge = slip.getBoundingClientRect();
        return [...slip.querySelectorAll('p, svg')].map((part) => part.getBoundingClientRect())
          .filter((part) => part.bottom > edge.bottom || part.right > edge.right || part.left < edge.left || part.top < edge.top).length;
      }));
      assert.deepEqual(over, Array(8).fill(0));
      await close(sheet);
    });
  }
}
