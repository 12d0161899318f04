// Changing what has been set up: by keyboard and without script, and axe finds nothing in any state.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { launch, leading, open } from './support/browser.js';
import { serve } from './support/service.js';

let service;
let browser;
let page;
let inspection;
before(async () => {
  service = await serve({ entries: [{ audience: 'staff' }, { audience: 'age-8-15', state: 'planned' }, { audience: 'age-16-plus', state: 'closed' }, { audience: 'parents-carers' }] });
  browser = await launch();
  page = await open(browser, { javaScriptEnabled: true });
  const password = service.user('lead@speir.example', 'lead');
  await go('/sign-in');
  await page.fill('[name=email]', 'lead@speir.example');
  await page.fill('[name=password]', password);
  await leading(page, () => page.click('main form button'));
  inspection = `/console/inspections/${service.run(['inspection', 'list']).split(' ')[0]}`;
});
after(async () => { await browser?.close(); await service?.stop(); });

const go = (path) => page.goto(`${service.address}${path}`);
const of = (audience, rest = '') => `/console/collections/${service.collections().find((one) => one.audience === audience).id}${rest}`;
const press = (name) => leading(page, () => page.getByRole('button', { name, exact: true }).click());

async function changeAfter(audience, fields) {
  await go(of(audience, '/change'));
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value);
  return press('Save the changes');
}

// Somebody else saves the same form first.
async function stale(path, name) {
  await go(path);
  const other = await page.context().newPage();
  await other.goto(`${service.address}${of('parents-carers', '/change')}`);
  const present = Number(await other.inputValue('[name=target_percent]'));
  await other.fill('[name=target_percent]', `${present === 80 ? 79 : present + 1}`);
  await leading(other, () => other.click('button.main'));
  await other.close();
  return press(name);
}

const states = {
  'changing one that is open': [() => go(of('staff', '/change')), 200],
  'changing one that has not opened': [() => go(of('age-8-15', '/change')), 200],
  'changing one that is released': [async () => {
    while (service.collections().find((one) => one.audience === 'age-16-plus').state !== 'released') await new Promise((go) => setTimeout(go, 500));
    return go(of('age-16-plus', '/change'));
  }, 200],
  'a change that cannot be': [() => changeAfter('age-8-15', { closes_at: '2020-01-01T10:00', target_percent: 'many' }), 422],
  'a change after another': [() => stale(of('parents-carers', '/change'), 'Save the changes'), 409],
  'closing early': [() => go(of('staff', '/close')), 200],
  'closing one that has not opened': [() => go(of('age-8-15', '/close')), 200],
  'closing after another change': [() => stale(of('parents-carers', '/close'), 'Close it now'), 409],
  'deleting one that has not opened': [() => go(of('age-8-15', '/delete')), 200],
  'deleting one that is open': [() => go(of('staff', '/delete')), 200],
  'changing an inspection': [() => go(`${inspection}/change`), 200],
  'a change of an inspection that cannot be': [async () => {
    await go(`${inspection}/change`);
    await page.fill('#title', '');
    await page.fill('#extend_to', '2020-01-01T10:00');
    return press('Save the changes');
  }, 422],
  'deleting an inspection': [() => go(`${inspection}/delete`), 200],
};

for (const [name, [reach, status]] of Object.entries(states)) {
  test(`axe finds nothing at ${name}`, { timeout: 600_000 }, async () => {
    assert.equal((await reach()).status(), status);
    await sound(page, `changing, ${name}`);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', media: null });
  });
}

test('a mistake leads to its field, and what was typed is still there', { timeout: 600_000 }, async () => {
  await changeAfter('staff', { target_percent: 'many' });
  await page.getByRole('link', { name: /Write the target/ }).click();
  assert.equal(await page.evaluate(() => document.activeElement.id), 'target_percent');
  assert.equal(await page.inputValue('#target_percent'), 'many');
});

test('without script, by keyboard alone, a collection is closed early, opened again, and one is deleted', { timeout: 600_000 }, async () => {
  const lead = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plain = await lead.newPage();
  const enter = async (role, name) => {
    await plain.getByRole(role, { name, exact: true }).focus();
    await leading(plain, () => plain.keyboard.press('Enter'));
  };
  const state = (audience) => service.collections().find((one) => one.audience === audience)?.state;
  const staff = `${service.address}${of('staff')}`;
  await plain.goto(staff);
  await enter('link', 'Close it early');
  await enter('button', 'Close it now');
  assert.equal(plain.url(), staff);
  assert.equal(state('staff'), 'closing');
  await enter('link', 'Reopen it, or change its target');
  assert.match(await plain.textContent('main'), /A later closing time reopens it/);
  await plain.getByLabel('Closes').fill('2096-01-01T10:00');
  await plain.getByLabel('Closes').focus();
  await leading(plain, () => plain.keyboard.press('Enter'));
  assert.equal(plain.url(), staff);
  assert.equal(state('staff'), 'open');
  await plain.goto(`${service.address}${of('age-8-15')}`);
  await enter('link', 'Delete it');
  await enter('button', 'Delete the collection');
  assert.equal(plain.url(), `${service.address}${inspection}`);
  assert.equal(state('age-8-15'), undefined);
  await lead.close();
});
