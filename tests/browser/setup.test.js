// Setting up an inspection by screens alone: typed, copied, and from a file.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { follow, launch, leading, open, sizes } from './support/browser.js';
import { serve } from './support/service.js';

let service;
let browser;
let page;
let signedIn;
before(async () => {
  service = await serve();
  browser = await launch();
  const password = service.user('lead@speir.example', 'lead');
  page = await open(browser, { javaScriptEnabled: true });
  await page.goto(`${service.address}/sign-in`);
  await page.fill('[name=email]', 'lead@speir.example');
  await page.fill('[name=password]', password);
  await leading(page, () => page.click('main form button'));
  signedIn = await page.context().storageState();
});
after(async () => { await browser?.close(); await service?.stop(); });

const go = (path, on = page) => on.goto(`${service.address}${path}`);
const press = (name, on = page) => leading(on, () => on.getByRole('button', { name }).click());
const areas = ['City of Edinburgh', 'Fife', 'Midlothian', 'Stirling'];
const everybody = ['Staff', '8 to 15', '16 and over', 'Parents and carers'];

async function choose(title, on = page) {
  await on.getByRole('textbox', { name: 'Title' }).fill(title);
  for (const area of areas) await on.getByLabel(area, { exact: true }).check();
  for (const who of everybody) await on.getByLabel(`${who}, version 1`).check();
}

// Sixteen collections in the table of the overview.
const collections = (on = page) => on.$$eval('td.cell a', (links) => links.length);

test('somebody new gets from nothing to four areas and four audiences', { timeout: 600_000 }, async () => {
  await go('/console');
  await follow(page, 'Set up an inspection');
  const day = (name) => page.inputValue(`[name=${name}]`).then((text) => new Date(`${text}T12:00:00Z`));
  const [opens, closes] = [await day('opens_on'), await day('closes_on')];
  assert.deepEqual([opens.getUTCDay(), closes.getUTCDay()], [1, 5], 'a Monday and a Friday are proposed');
  assert.ok(opens - Date.now() > 20 * 86_400_000, 'some weeks ahead');
  await sound(page, 'setup, step 1');
  assert.equal((await press('Next')).status(), 422);
  await sound(page, 'setup, step 1 with mistakes');
  await choose('Four areas');
  assert.equal((await press('Next')).status(), 200);
  await sound(page, 'setup, step 2');
  await page.getByLabel('Fife, Staff').fill('many');
  assert.equal((await press('Create')).status(), 422);
  assert.equal(await page.getByLabel('Fife, Staff').inputValue(), 'many');
  await sound(page, 'setup, step 2 with mistakes');
  await page.getByLabel('Fife, Staff').fill('1,306');
  await page.getByRole('group', { name: 'Staff' }).getByLabel('By invitation or slip').check();
  await press('Back to step 1');
  assert.ok(await page.getByLabel('Fife', { exact: true }).isChecked());
  await press('Next');
  assert.equal(await page.getByLabel('Fife, Staff').inputValue(), '1,306', 'what was typed in step 2 is kept');
  assert.match(await page.textContent('.will'), /16 collections in 4 areas, from Monday .* 09:00 to Friday .* 17:00\. Nobody is invited yet\./);
  await press('Create');
  assert.equal(await page.textContent('h1'), 'Four areas');
  assert.equal(await collections(), 16);
  assert.match(await page.textContent('.next'), /Missing for 15 of 16 collections/);
  await sound(page, 'setup, what to do next');
});

test('the way back of the browser keeps what was typed', { timeout: 600_000 }, async () => {
  await go('/console/inspections/new');
  await choose('Kept');
  await page.getByLabel('Fewest people behind a figure').fill('25');
  await press('Next');
  await page.goBack();
  assert.equal(await page.getByRole('textbox', { name: 'Title' }).inputValue(), 'Kept');
  assert.equal(await page.getByLabel('Fewest people behind a figure').inputValue(), '25');
  assert.ok(await page.getByLabel('Stirling', { exact: true }).isChecked());
});

test('the keyboard alone gets through', { timeout: 600_000 }, async () => {
  await go('/console/inspections/new');
  const focused = () => page.evaluate(() => {
    const { name, value, type } = document.activeElement;
    return { name, value, type };
  });
  // Goes on until `wanted` has the focus, and presses `key` there.
  const tab = async (wanted, key) => {
    for (let presses = 0; presses < 150; presses += 1) {
      await page.keyboard.press('Tab');
      if (wanted(await focused())) return key && page.keyboard.press(key);
    }
    throw new Error(`the keyboard does not lead to ${wanted}`);
  };
  await tab((at) => at.name === 'title');
  await page.keyboard.type('By keyboard');
  await tab((at) => at.value === 'all', 'Space');
  // What the framework proposes is ticked already; the others are taken off again.
  for (const survey of ['age-8-15:1', 'age-16-plus:1', 'parents-carers:1']) await tab((at) => at.value === survey, 'Space');
  await tab((at) => at.name === 'step');
  await leading(page, () => page.keyboard.press('Enter'));
  assert.match(await page.textContent('.will'), /32 collections in 32 areas/);
  await tab((at) => at.name === 'population-S12000033-staff');
  await page.keyboard.type('500');
  await tab((at) => at.value === 'create');
  await leading(page, () => page.keyboard.press('Enter'));
  assert.equal(await page.textContent('h1'), 'By keyboard');
  await sound(page, 'setup, a national survey');
});

test('without script, at 320 pixels, all of it works and nothing is wider than the screen', { timeout: 600_000 }, async () => {
  const plain = await open(browser, { javaScriptEnabled: false, storageState: signedIn, viewport: sizes.narrow });
  // Scripts of the test still run; those of the page do not.
  const fits = async () => assert.ok(await plain.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), plain.url());
  await go('/console/inspections/new', plain);
  await fits();
  await choose('Without script', plain);
  await press('Next', plain);
  await fits();
  assert.ok(await plain.getByText('Midlothian', { exact: true }).isVisible());
  await plain.getByLabel('Midlothian, Parents and carers').fill('88');
  await press('Create', plain);
  assert.equal(await plain.textContent('h1'), 'Without script');
  await fits();
  await follow(plain, 'Copy');
  assert.match(plain.url(), /copy$/);
  await fits();
  await press('Next', plain);
  assert.equal(await plain.getByLabel('Midlothian, Parents and carers').inputValue(), '88');
  await fits();
  await plain.context().close();
});

test('last year’s is copied with new dates', { timeout: 600_000 }, async () => {
  await go('/console');
  await follow(page, 'Four areas', { exact: true });
  const before = page.url();
  await follow(page, 'Copy the inspection');
  assert.match(await page.getByRole('textbox', { name: 'Title' }).inputValue(), /^Four areas 20\d\d$/);
  await sound(page, 'setup, a copy');
  await press('Next');
  assert.equal(await page.getByLabel('Fife, Staff').inputValue(), '1306');
  assert.ok(await page.getByRole('group', { name: 'Staff' }).getByLabel('By invitation or slip').isChecked());
  await sound(page, 'setup, a copy, step 2');
  await press('Create');
  assert.notEqual(page.url(), before);
  assert.equal(await collections(), 16);
});

test('a file makes the same again, and a mistake in it is named by its line', { timeout: 600_000 }, async () => {
  await go('/console');
  await follow(page, 'Four areas', { exact: true });
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'The inspection as a file' }).click()]);
  const text = (await (await import('node:fs/promises')).readFile(await download.path(), 'utf8')).replace('Four areas', 'From a file');
  await go('/console/inspections/new');
  await follow(page, 'Set up from a file');
  await sound(page, 'setup, a file');
  await page.getByLabel('Or type it here').fill(text.replace('threshold', 'treshold'));
  assert.equal((await press('Check')).status(), 422);
  assert.match(await page.textContent('.summary'), /Line 6: “treshold” is not allowed here/);
  await sound(page, 'setup, a file with a mistake');
  await page.setInputFiles('[name=file]', { name: 'inspection.toml', mimeType: 'application/toml', buffer: Buffer.from(text) });
  assert.equal((await press('Check')).status(), 200);
  await sound(page, 'setup, a file that is checked');
  await press('Back to the file');
  assert.equal((await page.getByLabel('Or type it here').inputValue()).trim(), text.trim());
  await press('Check');
  await press('Create');
  assert.equal(await page.textContent('h1'), 'From a file');
  assert.equal(await collections(), 16);
});
