// Tokens for other programs, made and taken back on the page of one's account.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { follow, launch, leading, open } from './support/browser.js';
import { serve } from './support/service.js';

let service;
let browser;
let page;
before(async () => {
  service = await serve();
  browser = await launch();
  page = await open(browser);
  const password = service.user('viewer@speir.example', 'viewer');
  await page.goto(`${service.address}/sign-in`);
  await page.fill('[name=email]', 'viewer@speir.example');
  await page.fill('[name=password]', password);
  await leading(page, () => page.click('main form button'));
});
after(async () => { await browser?.close(); await service?.stop(); });

const ask = (token, path = '/api/v1/inspections') => fetch(`${service.address}${path}`, { headers: { authorization: `Bearer ${token}` } });
const press = () => leading(page, () => page.click('main form button'));

let token;

test('a token is made by the keyboard alone and shown once', { timeout: 600_000 }, async () => {
  await page.goto(`${service.address}/console/account`);
  await follow(page, 'Tokens for other programs');
  await sound(page, 'no tokens');
  assert.equal((await press()).status(), 422);
  assert.match(await page.title(), /^Error: /);
  await sound(page, 'a token without a name');
  await page.focus('[name=name]');
  await page.keyboard.type('Dashboard of the council');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  assert.equal((await leading(page, () => page.keyboard.press('Enter'))).status(), 200);
  token = (await page.textContent('.notice code')).trim();
  assert.match(token, /^speir_[A-Za-z0-9_-]{43}$/);
  await sound(page, 'a fresh token');
  const answer = await ask(token);
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).total, 1);
  await leading(page, () => page.click('main .button'));
  assert.ok(!(await page.content()).includes(token), 'it is never shown again');
  await sound(page, 'one token');
});

test('a token that was taken back works no more', { timeout: 600_000 }, async () => {
  await follow(page, 'Revoke');
  assert.equal((await ask(token)).status, 200, 'the question alone changes nothing');
  await sound(page, 'taking a token back');
  await press();
  assert.equal(new URL(page.url()).pathname, '/console/account/tokens');
  assert.match(await page.textContent('main'), /You have no tokens/);
  const answer = await ask(token);
  assert.equal(answer.status, 401);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
});
