// axe finds nothing on the pages by which people look after their own sign-in.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, launch, leading, open } from './support/browser.js';
import { serve } from './support/service.js';
import { code } from './support/telephone.js';

const chosen = 'heron kettle gravel';

let service;
let browser;
before(async () => {
  service = await serve({ settings: { SPEIR_BASE_URL: '' } });
  browser = await launch();
});
after(async () => { await browser?.close(); await service?.stop(); });

const path = (page) => new URL(page.url()).pathname;
const go = (page, place) => page.goto(`${service.address}${place}`);
const send = (page) => leading(page, () => page.click('main form button.main'));

async function signIn(email, password) {
  const page = await open(browser);
  await go(page, '/sign-in');
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await send(page);
  return page;
}

test('a printed password is replaced', { timeout: 600_000 }, async () => {
  const printed = service.run(['user', 'add', 'printed@speir.example', '--role', 'viewer']).match(/Password: (\S+)/)[1];
  const page = await signIn('printed@speir.example', printed);
  assert.equal(path(page), '/console/account/password');
  await sound(page, 'replacing a printed password');
  const replace = async (password) => {
    await page.fill('[name=present]', printed);
    await page.fill('[name=password]', password);
    await page.fill('[name=again]', password);
    return leading(page, () => page.click('main form[action$=password] button'));
  };
  assert.equal((await replace('password1234')).status(), 422);
  await sound(page, 'replacing a printed password with a weak one');
  await replace(chosen);
  assert.equal(path(page), '/console');
  await close(page);
});

test('an obligatory second step is set up, replaced, and given new recovery codes', { timeout: 600_000 }, async () => {
  const email = 'lead@speir.example';
  const password = service.user(email, 'lead');
  const other = await signIn(email, password);
  await sound(other, 'the notice of a second step that will be needed');
  service.change(`UPDATE users SET second_step_due = '2026-01-05 10:00:00' WHERE email = '${email}'`);
  const page = await signIn(email, password);
  assert.equal(path(page), '/console/account/second-step');
  await sound(page, 'setting up an obligatory second step');

  const key = await page.getAttribute('[name=key]', 'value');
  await page.fill('[name=code]', code(key));
  await page.fill('[name=present]', password);
  await send(page);
  const codes = await page.$$eval('main code', (all) => all.map((one) => one.textContent));
  assert.equal(codes.length, 10);
  await go(other, '/console');
  assert.equal(path(other), '/sign-in');
  await close(other);

  await go(page, '/console/account');
  await sound(page, 'an account with a second step');
  await go(page, '/console/account/second-step');
  await sound(page, 'setting up the second step again');
  const newer = await page.getAttribute('[name=key]', 'value');
  const replace = async (present) => {
    await page.fill('[name=code]', code(newer));
    await page.fill('[name=present]', password);
    await page.fill('[name=present-code]', present);
    return send(page);
  };
  assert.equal((await replace('000000')).status(), 422);
  await sound(page, 'setting up the second step again with a wrong code');
  assert.equal((await replace(codes[0])).status(), 200);
  const newest = await page.$$eval('main code', (all) => all.map((one) => one.textContent));

  await go(page, '/console/account/recovery-codes');
  await sound(page, 'asking for new recovery codes');
  assert.equal((await send(page)).status(), 422);
  await sound(page, 'asking for new recovery codes without a password');
  await page.fill('[name=present]', password);
  await page.fill('[name=present-code]', newest[1]);
  assert.equal((await send(page)).status(), 200);
  await sound(page, 'new recovery codes');
  await go(page, '/console/account/second-step/off');
  await sound(page, 'a second step that stays on');
  await close(page);
});

test('a second step that is not obligatory is turned off', { timeout: 600_000 }, async () => {
  const email = 'viewer@speir.example';
  const password = service.user(email, 'viewer');
  const page = await signIn(email, password);
  await go(page, '/console/account/second-step');
  await page.fill('[name=code]', code(await page.getAttribute('[name=key]', 'value')));
  await page.fill('[name=present]', password);
  await send(page);
  const codes = await page.$$eval('main code', (all) => all.map((one) => one.textContent));
  await go(page, '/console/account/second-step/off');
  await sound(page, 'turning the second step off');
  await page.fill('[name=present]', password);
  await page.fill('[name=present-code]', codes[0]);
  await send(page);
  assert.equal(path(page), '/console/account');
  assert.match(await page.textContent('[role=status]'), /Two-step sign-in is off/);
  await sound(page, 'an account without a second step');
  await close(page);
});

test('signing out leads to the sign-in page, and the page before shows nothing', { timeout: 600_000 }, async () => {
  const page = await signIn('printed@speir.example', chosen);
  await go(page, '/console/account');
  await leading(page, () => page.click('form[action="/sign-out"] button'));
  assert.equal(path(page), '/sign-in');
  await page.goBack();
  assert.equal(path(page), '/sign-in');
  await close(page);
});
