// Addresses that an invitation did not reach, dealt with by keyboard and without script, on a phone and on a desk.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, launch, leading, open } from './support/browser.js';
import { demo } from './support/service.js';

let service;
let browser;
before(async () => { service = await demo(); browser = await launch(); });
after(async () => { await browser?.close(); await service?.stop(); });

const press = async (page, name) => {
  await page.getByRole('button', { name }).first().focus();
  return leading(page, () => page.keyboard.press('Enter'));
};

// axe needs the timers of a page with scripts; its own widths include a phone.
const ways = [[{ width: 390, height: 844 }, false], [{ width: 1280, height: 800 }, false], [{ width: 1280, height: 800 }, true]];

for (const [viewport, scripts] of ways) {
  test(`addresses are corrected, tried again and removed at ${viewport.width} pixels, ${scripts ? 'with' : 'without'} script`, { timeout: 600_000 }, async () => {
    const page = await open(browser, { javaScriptEnabled: scripts, viewport });
    page.scripts = scripts;
    await page.goto(`${service.address}/sign-in`);
    await page.fill('[name=email]', service.email);
    await page.fill('[name=password]', service.password);
    await leading(page, () => page.click('main form button'));
    const { id } = service.collections().find((one) => one.state === 'open' && one.audience === 'staff' && one.issued_as === 'invitations');
    await page.goto(`${service.address}/console/collections/${id}/invitations`);
    await leading(page, () => page.getByRole('link', { name: 'Correct, remove or try them again' }).click());
    const count = () => page.locator('ul.unreached > li').count();
    const all = await count();
    assert.ok(all > 3, `${all}`);
    await fits(page, 'addresses that were not reached');

    const field = page.locator('[name=email]').first();
    await field.fill('not an address');
    assert.equal((await press(page, /^Correct and send/)).status(), 422);
    assert.match(await page.textContent('.summary'), /Write an email address/);
    assert.equal(await page.locator('[aria-invalid=true]').inputValue(), 'not an address');
    await fits(page, 'an address that is none');

    await page.locator('[aria-invalid=true]').fill(`right${viewport.width}${scripts}@example.org`);
    assert.equal((await press(page, /^Correct and send/)).status(), 200);
    assert.equal(await count(), all - 1);

    const other = await page.context().newPage();
    other.scripts = scripts;
    await other.goto(page.url());
    assert.equal((await press(page, /^Remove/)).status(), 200);
    assert.equal((await press(other, /^Try again/)).status(), 409);
    assert.match(await other.textContent('[role=alert]'), /Nothing was changed/);
    await fits(other, 'an address that somebody else has removed');
    assert.equal((await press(page, /^Try again/)).status(), 200);
    assert.equal(await count(), all - 3);
    await close(page);
  });
}

// Nothing stands wider than the window, and axe finds nothing.
async function fits(page, name) {
  const viewport = page.viewportSize();
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= viewport.width, `${name} is ${width} wide`);
  if (!page.scripts) return;
  await sound(page, name);
  await page.setViewportSize(viewport);
}
