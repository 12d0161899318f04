// A survey that an area answers once: two officers of one area, by keyboard and without script, and in every way of looking at it.

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { sound } from './support/axe.js';
import { close, launch, leading, open } from './support/browser.js';
import { serve } from './support/service.js';

const survey = 'social-work-teams';
let service;
let browser;
let signedIn;
let collection;
let links;

// The links in the messages, by the address of the officer.
function sent() {
  const found = {};
  const folder = join(service.folder, 'mail');
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    const text = readFileSync(join(folder, file), 'utf8').replace(/=\r?\n/g, '');
    const link = text.match(/\/area\/[a-z2-7]{52}/);
    if (link) found[text.match(/^To: (\S+)/m)[1]] = service.address + link[0];
  }
  return found;
}

before(async () => {
  service = await serve({ entries: [{ audience: survey, recorded: true }, { audience: survey, area: 'Fife', recorded: true }] });
  browser = await launch();
  const password = service.user('lead@speir.example', 'lead');
  const page = await open(browser);
  await page.goto(`${service.address}/sign-in`);
  await page.fill('[name=email]', 'lead@speir.example');
  await page.fill('[name=password]', password);
  await leading(page, () => page.click('main form button'));
  signedIn = await page.context().storageState();
  collection = service.collections().find((one) => one.area_name === 'Midlothian').url;
  await page.goto(`${collection}/officers`);
  await page.getByLabel('Email addresses').fill('one@mid.example\ntwo@mid.example');
  await leading(page, () => page.getByRole('button', { name: 'Ask' }).click());
  assert.ok(await page.getByText('2 people are asked').isVisible());
  while (Object.keys(links = sent()).length < 2) await pause(50);
  await close(page);
});
after(async () => { await browser?.close(); await service?.stop(); });

const officer = (name, options = {}) => open(browser, { viewport: { width: 390, height: 844 }, ...options })
  .then(async (page) => { await page.goto(links[`${name}@mid.example`]); return page; });

test('two officers fill in one draft without script, and one sends it', async () => {
  const [one, two] = [await officer('one', { javaScriptEnabled: false }), await officer('two', { javaScriptEnabled: false })];
  await one.locator('input.number').first().fill('410');
  await two.getByLabel('Some services use it').check();
  for (const page of [one, two]) await leading(page, () => page.getByRole('button', { name: 'Save a draft' }).click());
  assert.ok(await two.getByText('The draft is saved.').isVisible());
  assert.equal(await two.locator('input.number').first().inputValue(), '410');
  await leading(two, () => two.getByRole('button', { name: 'Send the answers' }).click());
  assert.ok(await two.getByText('answers are sent. Thank you.').isVisible());
  await one.reload();
  assert.ok(await one.getByLabel('Some services use it').isChecked());
  for (const page of [one, two]) await close(page);
});

test('different answers to one question stand beside each other, and what was typed stays', async () => {
  const [one, two] = [await officer('one'), await officer('two')];
  await one.locator('input.number').nth(1).fill('20');
  await two.locator('input.number').nth(1).fill('30');
  await two.locator('textarea').last().fill('Typed by the second');
  await leading(one, () => one.getByRole('button', { name: 'Save' }).last().click());
  await leading(two, () => two.getByRole('button', { name: 'Save' }).last().click());
  assert.ok(await two.getByText('theirs is “20”').isVisible());
  assert.equal(await two.locator('input.number').nth(1).inputValue(), '30');
  assert.equal(await two.locator('textarea').last().inputValue(), 'Typed by the second');
  await sound(two, 'two answers to one question');
  await leading(two, () => two.getByRole('button', { name: 'Save' }).last().click());
  await one.reload();
  assert.equal(await one.locator('input.number').nth(1).inputValue(), '30');
  for (const page of [one, two]) await close(page);
});

test('whoever leaves with changes is asked first, and a press of Enter sends nothing', async () => {
  const page = await officer('one');
  await page.locator('input.number').nth(2).fill('5');
  await page.keyboard.press('Enter');
  const asked = [];
  page.on('dialog', (dialog) => { asked.push(dialog.type()); dialog.accept().catch(() => {}); });
  await page.goto(`${service.address}/help`);
  assert.deepEqual([asked, page.posts], [['beforeunload'], []]);
  await close(page);
});

test('every page of it is sound', async () => {
  const form = await officer('one');
  await sound(form, 'the form of an area');
  await leading(form, () => form.getByRole('button', { name: 'Gàidhlig' }).click());
  assert.equal(await form.getAttribute('html', 'lang'), 'gd');
  await sound(form, 'the form of an area in Gaelic');
  await close(form);
  const page = await open(browser, { storageState: signedIn });
  const inspection = new URL(await page.goto(collection).then(() => page.getByRole('link', { name: 'All areas' }).getAttribute('href')), service.address).href;
  for (const [name, address] of [
    ['the collection of an area', collection],
    ['who is asked', `${collection}/officers`],
    ['all areas', inspection],
    ['the answers of an area', `${collection}/answers`],
    ['the answers of all areas', inspection.replace('/officers/', '/answers/')],
  ]) {
    await page.goto(address);
    assert.ok(await page.getByText('Not anonymous.').first().isVisible(), name);
    await sound(page, name);
  }
  await close(page);
});
