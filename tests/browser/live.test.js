// Pages that move: the figures come by themselves, can be paused, and are right without a script and after the line was cut.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, launch, leading, open, sizes } from './support/browser.js';
import { serve } from './support/service.js';

let service;
let browser;
let page;
let inspection;
let collection;
let password;
before(async () => {
  service = await serve({ entries: [{ audience: 'staff' }, { audience: 'parents-carers' }, { audience: 'staff', area: 'Fife' }] });
  browser = await launch();
  page = await open(browser);
  password = service.user('lead@speir.example', 'lead');
  await signIn(page);
  inspection = await page.$$eval('main a', (links) => links.map((a) => a.pathname).find((path) => /^\/console\/inspections\/[0-9a-f-]{36}$/.test(path)));
  collection = `/console/collections/${service.collections().find((one) => one.audience === 'staff' && one.area_name === 'Midlothian').id}`;
});
after(async () => { await browser?.close(); await service?.stop(); });

const go = (path, on = page) => on.goto(`${service.address}${path}`);

async function signIn(on) {
  await go('/sign-in', on);
  await on.fill('[name=email]', 'lead@speir.example');
  await on.fill('[name=password]', password);
  await leading(on, () => on.click('main form button'));
}

// Somebody of the staff of Midlothian answers, in a browser of their own.
async function answer() {
  const url = service.collections().find((one) => one.audience === 'staff' && one.area_name === 'Midlothian').url;
  const opened = await fetch(url, { redirect: 'manual' });
  const sent = await fetch(new URL(opened.headers.get('location'), url), { method: 'POST', redirect: 'manual', body: new URLSearchParams({ agency: 'health' }) });
  assert.equal(sent.status, 303);
}

const returned = () => service.collections().find((one) => one.audience === 'staff' && one.area_name === 'Midlothian').returned;
const says = (count, on = page) => on.waitForFunction((count) => document.querySelector('main').textContent.includes(`${count} of 500`), count);

test('what comes back moves the overview, the collection and the list without loading them again', { timeout: 600_000 }, async () => {
  for (const path of [inspection, collection, '/console']) {
    await go(path);
    await page.evaluate(() => { window.stays = true; });
    const button = page.getByRole('button', { name: 'Pause' });
    await button.waitFor();
    await answer();
    const count = returned();
    if (path === '/console') await page.waitForFunction((count) => document.querySelector('main').textContent.includes(`${count} of`), count);
    else await says(count);
    assert.ok(await page.evaluate(() => window.stays), 'it is the same page');
    await sound(page, `moving, ${path.replaceAll(/[0-9a-f-]{36}/g, 'one').replaceAll('/', ' ')}`);
  }
});

test('a page that is paused stands still, and goes on from where things are', { timeout: 600_000 }, async () => {
  await go(collection);
  await says(returned());
  await page.getByRole('button', { name: 'Pause' }).focus();
  await page.keyboard.press('Enter');
  assert.match(await page.textContent('.live .asof'), /Paused/);
  const before = returned();
  await answer();
  // Another tab, which is not paused, has heard of it.
  const other = await open(browser);
  await signIn(other);
  await go(collection, other);
  await other.getByRole('button', { name: 'Pause' }).waitFor();
  await answer();
  await says(before + 2, other);
  await close(other);
  assert.ok((await page.textContent('main')).includes(`${before} of 500`), 'it stands still');
  await sound(page, 'paused');
  await page.keyboard.press('Enter');
  await says(before + 2);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'Pause', 'the focus stays on the button');
});

test('what changed is announced politely, in one sentence', { timeout: 600_000 }, async () => {
  await go(collection);
  await says(returned());
  await answer();
  await page.waitForFunction(() => /1 more returned/.test(document.querySelector('.live [role=status]').textContent));
});

test('a link in a region keeps its focus while the page moves', { timeout: 600_000 }, async () => {
  await go(inspection);
  const link = page.locator(`td.cell a[href="${collection}"]`);
  await link.focus();
  await answer();
  await page.waitForFunction((sent) => new Date(document.querySelector('.live time').dateTime) > sent, Date.now());
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute('href')), collection);
  await page.keyboard.press('Tab');
  await says(returned());
});

test('a page whose line was cut says so, and catches up when it is back', { timeout: 600_000 }, async () => {
  await go(collection);
  await says(returned());
  service.process.kill('SIGSTOP');
  try {
    await page.waitForFunction(() => /Not connected since/.test(document.querySelector('.live .asof').textContent));
    await sound(page, 'not connected');
  } finally {
    service.process.kill('SIGCONT');
  }
  await answer();
  await says(returned());
  await page.waitForFunction(() => /They update automatically/.test(document.querySelector('.live .asof').textContent));
});

test('without script the figures are right as of the time that the page tells, and it asks to be loaded again', { timeout: 600_000 }, async () => {
  const plain = await open(browser, { javaScriptEnabled: false, viewport: sizes.narrow });
  await signIn(plain);
  for (const path of [inspection, collection]) {
    await go(path, plain);
    assert.ok((await plain.textContent('main')).includes(`${returned()} of 500`));
    assert.match(await plain.textContent('.live'), /Figures as of .* Reload the page/s);
    assert.equal(await plain.getByRole('button', { name: 'Pause' }).count(), 0);
  }
  await close(plain);
});

test('every chart stands beside its table, and nothing but the links and the button takes the focus', { timeout: 600_000 }, async () => {
  await go(collection);
  const charts = await page.$$eval('main svg', (all) => all.filter((svg) => !svg.closest('[aria-hidden=true]') && svg.getAttribute('aria-hidden') !== 'true' && svg.getAttribute('role') !== 'img').length);
  assert.equal(charts, 0, 'every picture is hidden from screen readers or has a name');
  await page.click('summary >> text=The same in numbers');
  assert.ok(await page.locator('details table').first().isVisible());
});
