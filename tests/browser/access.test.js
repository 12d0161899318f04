// Accounts as people meet them: invited, joined, with two steps, helped, removed; the audit log; and what each role opens.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, launch, leading, open, sizes } from './support/browser.js';
import { serve } from './support/service.js';
import { code } from './support/telephone.js';

const password = 'heron kettle gravel';

let service;
let browser;
let page;
before(async () => {
  service = await serve({ settings: { SPEIR_BASE_URL: '' } });
  browser = await launch();
  page = await open(browser);
});
after(async () => { await browser?.close(); await service?.stop(); });

const go = (path, on = page) => on.goto(`${service.address}${path}`);
const press = (name, on = page) => leading(on, () => on.getByRole('button', { name, exact: true }).click());

async function signIn(email, secret, on = page) {
  await go(`/sign-in?email=${encodeURIComponent(email)}`, on);
  await on.fill('[name=password]', secret);
  return leading(on, () => on.click('main form button'));
}

function add(role, area = role === 'coordinator' ? ['--area', 'Midlothian'] : []) {
  return [`${role}@speir.example`, service.user(`${role}@speir.example`, role, ...area)];
}

let joining;

test('an administrator invites somebody and sees the link once more', { timeout: 600_000 }, async () => {
  await signIn(...add('admin'));
  await go('/console/users');
  await sound(page, 'the users');
  await leading(page, () => page.getByRole('link', { name: /Invite/ }).first().click());
  await sound(page, 'inviting');
  assert.equal((await leading(page, () => page.click('main form button'))).status(), 422);
  await sound(page, 'inviting with mistakes');
  await page.fill('[name=email]', 'new@speir.example');
  await page.check('[name=role][value=lead]');
  assert.equal((await leading(page, () => page.click('main form button'))).status(), 200);
  await sound(page, 'somebody invited');
  joining = (await page.content()).match(/\/join\/[a-z0-9]+/i)[0];
});

test('whoever is invited chooses a password and is in', { timeout: 600_000 }, async () => {
  const fresh = await open(browser, { viewport: sizes.narrow });
  await go(joining, fresh);
  await sound(fresh, 'joining');
  await fresh.fill('[name=password]', password);
  await fresh.fill('[name=again]', `${password}s`);
  assert.equal((await leading(fresh, () => fresh.click('main form button'))).status(), 422);
  await sound(fresh, 'joining with mistakes');
  await fresh.fill('[name=password]', password);
  await fresh.fill('[name=again]', password);
  await leading(fresh, () => fresh.click('main form button'));
  assert.equal(new URL(fresh.url()).pathname, '/console');
  assert.equal((await go(joining, fresh)).status(), 410);
  await sound(fresh, 'a link that is spent');
  await close(fresh);
});

test('two-step sign-in is set up, asked for, and got round by a recovery code', { timeout: 600_000 }, async () => {
  const fresh = await open(browser);
  await signIn('new@speir.example', password, fresh);
  await go('/console/account', fresh);
  await sound(fresh, 'the account');
  await go('/console/account/second-step', fresh);
  await sound(fresh, 'setting up two steps');
  const key = await fresh.getAttribute('[name=key]', 'value');
  await fresh.fill('[name=present]', password);
  await fresh.fill('[name=code]', code(key));
  assert.equal((await leading(fresh, () => fresh.click('main form button'))).status(), 200);
  await sound(fresh, 'the recovery codes');
  const codes = await fresh.$$eval('main code', (all) => all.map((one) => one.textContent));
  assert.equal(codes.length, 10);
  await fresh.context().clearCookies();
  await signIn('new@speir.example', password, fresh);
  assert.equal(new URL(fresh.url()).pathname, '/console/second-step');
  await sound(fresh, 'the second step');
  await fresh.fill('[name=code]', '000000');
  assert.equal((await leading(fresh, () => fresh.click('main form button'))).status(), 422);
  await sound(fresh, 'the second step with a wrong code');
  await fresh.fill('[name=code]', code(key, 1));
  await leading(fresh, () => fresh.click('main form button'));
  assert.equal(new URL(fresh.url()).pathname, '/console');
  await fresh.context().clearCookies();
  await signIn('new@speir.example', password, fresh);
  await fresh.fill('[name=code]', codes[3]);
  await leading(fresh, () => fresh.click('main form button'));
  assert.equal(new URL(fresh.url()).pathname, '/console');
  await go('/console/account/second-step/off', fresh);
  assert.match(await fresh.textContent('h1'), /stays on/, 'a lead needs it');
  await close(fresh);
});

test('an administrator helps, changes and removes, and all of it stands in the audit log', { timeout: 600_000 }, async () => {
  await go('/console/users');
  await leading(page, () => page.click('main table a >> text=new@'));
  await sound(page, 'somebody');
  const one = new URL(page.url()).pathname;
  await go(`${one}/remove`);
  await sound(page, 'removing somebody');
  await leading(page, () => page.click('main form button'));
  assert.ok(!(await page.textContent('main')).includes('new@'));
  await go('/console/audit');
  await sound(page, 'the audit log');
  assert.match(await page.textContent('table'), /Removed a user/);
  await page.selectOption('[name=who]', { label: 'new@speir.example' });
  await press('Show');
  assert.ok(!page.url().includes('@') && !page.url().includes('%40'), 'no address stands in an address');
  const who = await page.$$eval('tbody tr td:nth-child(2)', (cells) => new Set(cells.map((cell) => cell.textContent)).size);
  assert.equal(who, 1);
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('main a >> text=CSV')]);
  assert.equal(download.suggestedFilename(), 'speir-audit.csv');
});

test('who leads an inspection beside its lead is written line by line', { timeout: 600_000 }, async () => {
  await go('/console');
  const inspection = await page.$$eval('main a', (links) => links.map((a) => a.pathname).find((path) => /^\/console\/inspections\/[0-9a-f-]{36}$/.test(path)));
  await go(`${inspection}/team`);
  await page.fill('[name=team]', 'bea');
  assert.equal((await press('Save')).status(), 422);
  await sound(page, 'a team with mistakes');
  assert.equal(await page.inputValue('[name=team]'), 'bea');
});

for (const role of ['lead', 'coordinator', 'viewer', 'analyst']) {
  test(`axe finds nothing on what a ${role} sees, and every link of it opens`, { timeout: 600_000 }, async () => {
    const fresh = await open(browser, { viewport: sizes.narrow });
    await signIn(...add(role), fresh);
    const seen = new Set();
    const ahead = ['/console'];
    while (ahead.length > 0) {
      const path = ahead.shift();
      if (seen.has(path)) continue;
      seen.add(path);
      assert.equal((await go(path, fresh)).status(), 200, path);
      const links = await fresh.$$eval('a[href]', (all) => all.filter((a) => !a.hasAttribute('download')).map((a) => a.getAttribute('href').split('#')[0]));
      ahead.push(...links.filter((href) => /^\/console/.test(href) && !/\?|\.(csv|xlsx|json|svg)$|\/surveys\//.test(href)));
    }
    assert.ok(seen.size > 8, [...seen].join(' '));
    for (const path of ['/console', '/console/account', '/console/account/digest', ...[...seen].filter((path) => /collections\/[0-9a-f-]{36}$/.test(path)).slice(0, 1)]) {
      await go(path, fresh);
      await sound(fresh, `${role} at ${path.replaceAll(/[0-9a-f-]{36}/g, 'one').replaceAll('/', ' ')}`);
    }
    await close(fresh);
  });
}

test('the pages of an account work without script and by the keyboard', { timeout: 600_000 }, async () => {
  const plain = await open(browser, { javaScriptEnabled: false, viewport: sizes.narrow });
  service.run(['user', 'invite', 'plain@speir.example', '--role', 'viewer']);
  const said = service.run(['user', 'link', 'plain@speir.example']);
  await go(said.match(/\/join\/\S+/)[0], plain);
  await plain.focus('[name=password]');
  await plain.keyboard.type(password);
  await plain.keyboard.press('Tab');
  await plain.keyboard.type(password);
  await leading(plain, () => plain.keyboard.press('Enter'));
  assert.equal(new URL(plain.url()).pathname, '/console');
  await go('/console/account/digest', plain);
  assert.match(await plain.textContent('main'), /lead|co-ordinator/i);
  await close(plain);
});
