// What inspectors record in the console: by keyboard, without script, and in every way of looking at it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { root } from './support/binary.js';
import { close, follow, launch, leading, open, sizes } from './support/browser.js';
import { serve } from './support/service.js';

const surveys = `${root}tests/api/fixtures/inspectors`;
let service;
let browser;
let signedIn;
let collections;
before(async () => {
  service = await serve({ surveys, entries: ['test-readings', 'test-meetings'].map((audience) => ({ audience, recorded: true })) });
  browser = await launch();
  const password = service.user('lead@speir.example', 'lead');
  const page = await open(browser);
  await page.goto(`${service.address}/sign-in`);
  await page.fill('[name=email]', 'lead@speir.example');
  await page.fill('[name=password]', password);
  await leading(page, () => page.click('main form button'));
  signedIn = await page.context().storageState();
  collections = Object.fromEntries(service.collections().map((one) => [one.survey, one.url]));
  await page.goto(`${collections['test-readings']}/records/sample`);
  await page.fill('[name=size]', '20');
  await page.getByLabel('lead@speir.example').check();
  await leading(page, () => page.getByRole('button', { name: 'Save the sample' }).click());
  await close(page);
});
after(async () => { await browser?.close(); await service?.stop(); });

const desk = (options = {}) => open(browser, { storageState: signedIn, ...options });
const checked = (page) => page.$$eval('#record :checked', (inputs) => inputs.map((input) => `${input.name}=${input.value}`));

test('a record is read by keyboard alone', async () => {
  const page = await desk();
  await page.goto(`${collections['test-readings']}/records`);
  await follow(page, 'Next of mine: record 1');
  // Living at home: contact is not asked.
  await page.keyboard.press('1');
  assert.ok(await page.locator('[name=q-contact]').first().isHidden());
  for (const key of ['3', '2', '7']) await page.keyboard.press(key);
  assert.deepEqual(await checked(page), ['q-setting=home', 'q-risk=good', 'q-plan=very-good', 'q-review=does-not-apply']);
  await page.getByLabel('What stood out?').fill('1 and 2 are digits here');
  assert.deepEqual((await checked(page)).length, 4);
  const answer = await leading(page, () => page.keyboard.press('Control+Enter'));
  assert.equal(answer.status(), 200);
  assert.match(page.url(), /records\/2\/1\?saved=1$/);
  assert.ok(await page.getByText('Saved record 1.').isVisible());
  await page.keyboard.press('2');
  assert.ok(await page.locator('[name=q-contact]').first().isVisible(), 'in kinship care it is asked');
  await close(page);
});

test('a record is read without script', async () => {
  const page = await desk({ javaScriptEnabled: false });
  await page.goto(`${collections['test-readings']}/records/3/1`);
  assert.ok(await page.getByText('Answer this unless').isVisible());
  assert.ok(!await page.getByText('Keys: 1 to 9').isVisible());
  await page.getByLabel('In foster care').check();
  assert.equal((await leading(page, () => page.getByRole('button', { name: 'Save, and open the next' }).click())).status(), 422);
  assert.ok(await page.getByLabel('In foster care').isChecked());
  await leading(page, () => page.getByRole('button', { name: 'Keep as a draft' }).click());
  assert.ok(await page.getByText('Kept record 3 as a draft.').isVisible());
  await close(page);
});

test('no digit falls into a text, and a held key answers once', async () => {
  const page = await desk();
  await page.goto(`${collections['test-readings']}/records/5/1`);
  for (const key of ['1', '3', '3', '3']) await page.keyboard.press(key);
  // What the record holds takes several answers; after it stands the note.
  const note = page.getByLabel('What stood out?');
  for (const key of ['1', '2', '1', '2']) await page.keyboard.press(key);
  assert.equal(await note.inputValue(), '');
  await page.goto(`${collections['test-meetings']}/records/new`);
  const count = page.locator('[name=q-how-many]');
  await page.keyboard.down('1');
  await page.keyboard.down('1');
  assert.equal(await count.inputValue(), '', 'the digit that chose who was met is no number');
  await page.keyboard.up('1');
  await page.keyboard.press('7');
  assert.equal(await count.inputValue(), '7');
  await close(page);
});

test('on a phone each cell of the list says what it is', async () => {
  const page = await desk({ viewport: { width: 390, height: 844 } });
  await page.goto(`${collections['test-readings']}/records`);
  assert.ok(await page.locator('td .label', { hasText: 'Reading' }).first().isVisible());
  assert.ok(await page.locator('td .label', { hasText: 'Second reading' }).first().isVisible());
  await close(page);
});

test('every page of records is sound', { timeout: 600_000 }, async () => {
  const page = await desk();
  const [readings, meetings] = [collections['test-readings'], collections['test-meetings']];
  const pages = {
    'collection of records': readings,
    'list of records': `${readings}/records`,
    'sample of records': `${readings}/records/sample`,
    'form of a record': `${readings}/records/1/1`,
    'figures of records': `${readings}/records/figures`,
    'list of meetings': `${meetings}/records`,
    'form of a meeting': `${meetings}/records/new`,
  };
  for (const [name, address] of Object.entries(pages)) {
    await page.goto(address);
    assert.ok(await page.getByText('Not anonymous.').isVisible(), name);
    await sound(page, name);
  }
  await page.setViewportSize(sizes.wide);
  await page.goto(`${readings}/records/4/1`);
  await leading(page, () => page.getByRole('button', { name: 'Save, and open the next' }).click());
  await sound(page, 'form of a record with mistakes');
  await close(page);
});
