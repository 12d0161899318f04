// Released results in the console: every page in every colour and width, by keyboard, without script, on paper.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';
import { sound } from './support/axe.js';
import { close, launch, leading, open, sizes } from './support/browser.js';
import { look, press, tabTo } from './support/form.js';
import { printed } from './support/print.js';
import { released } from './support/released.js';

let service;
let browser;
let page;
let places;
before(async () => {
  service = await released();
  browser = await launch();
  page = await signedIn('lead');
  const collection = (...of) => `/console/collections/${service.find(...of).id}`;
  const now = collection('age-8-15', 'Midlothian');
  await page.goto(`${service.address}/console`);
  const inspection = await page.getAttribute('a:text("Midlothian now")', 'href');
  places = {
    'the results of a collection': `${now}/results`,
    'the results by quality indicator': `${now}/results?by=indicator`,
    'the results of fewer than ten': `${collection('age-8-15', 'Stirling')}/results`,
    'results that are still to come': `${collection('parents-carers', 'Midlothian')}/results`,
    'the results over the areas': `${inspection}/results`,
    'the results of another audience': `${inspection}/results?audience=age-16-plus`,
    'the results of an audience that has none': `${inspection}/results?audience=parents-carers`,
    'the audiences side by side': `${inspection}/results?audience=all`,
    'what can be compared': `${now}/results/compare`,
    'nothing earlier to compare with': `${collection('age-16-plus', 'Midlothian')}/results/compare`,
    'then and now': `${now}/results/compare?with=${service.find('age-8-15', 'Midlothian', 'then').id}`,
    'over time': `${now}/results/over-time`,
    'a released collection': now,
    'an inspection with results': inspection,
    'the results of many areas': `${await page.getAttribute('a:text("Ten areas")', 'href')}/results`,
  };
});
after(async () => { await browser?.close(); await service?.stop(); });

const names = [
  'the results of a collection', 'the results by quality indicator', 'the results of fewer than ten', 'results that are still to come',
  'the results over the areas', 'the results of another audience', 'the results of an audience that has none', 'the audiences side by side',
  'what can be compared', 'nothing earlier to compare with', 'then and now', 'over time', 'a released collection', 'an inspection with results',
  'the results of many areas',
];

async function signedIn(role, options) {
  const email = `${role}@speir.example`;
  const password = service.user(email, role, ...(role === 'coordinator' ? ['--area', 'Midlothian'] : []));
  const fresh = await open(browser, options);
  await fresh.goto(`${service.address}/sign-in`);
  await fresh.fill('[name=email]', email);
  await fresh.fill('[name=password]', password);
  await leading(fresh, () => fresh.click('main form button'));
  return fresh;
}

const go = (name, on = page) => on.goto(`${service.address}${places[name]}`);

for (const name of names) {
  test(`axe finds nothing at ${name}, and every table has a caption`, { timeout: 600_000 }, async () => {
    assert.equal((await go(name)).status(), 200);
    await sound(page, name);
    const bare = await page.$$eval('table', (tables) => tables.filter((table) => !table.caption?.textContent.trim()).length);
    assert.equal(bare, 0, 'tables without a caption');
    const ids = await page.$$eval('[id]', (all) => all.map((one) => one.id));
    assert.equal(new Set(ids).size, ids.length, 'every id stands once');
    const lost = await page.$$eval('a[href^="#"]', (links) => links.map((a) => a.hash.slice(1)).filter((id) => !document.getElementById(id)));
    assert.deepEqual(lost, [], 'every link within the page leads somewhere');
  });
}

test('results are told in the words of reports, and a small area is hidden', { timeout: 600_000 }, async () => {
  await go('the results of a collection');
  const question = page.locator('section', { has: page.locator('h3:text-is("Does your worker listen to you?")') });
  assert.match(await question.locator('.headline').textContent(), /80%\s*most\s*four fifths, 37 of 46/);
  assert.equal(await question.locator('.report').textContent(),
    'Most children aged 8 to 15 who were asked (80%, 37 of 46) answered “Always” or “Most of the time” to “Does your worker listen to you?”.');
  const cares = page.locator('section', { has: page.locator('h3:text-is("Does your worker care about you?")') });
  assert.match(await cares.locator('.outside').textContent(), /“I am not sure” 1/);
  await go('the results over the areas');
  const areas = page.locator('#q-worker-listens tbody').last();
  assert.match(await areas.locator('tr', { hasText: 'Stirling' }).textContent(), /fewer than 10/);
  assert.match(await areas.locator('tr', { hasText: 'Fife' }).textContent(), /81%\s*34 of 42/);
  await go('the results of another audience');
  const few = page.locator('#q-worker-listens');
  assert.match(await few.textContent(), /Most young people aged 16 and over who were asked answered .*It rests on too few people for a number\./s);
  assert.doesNotMatch(await few.textContent(), /\d+%|\d of \d/);
  await go('then and now');
  const row = page.locator('tr', { hasText: 'Does your worker listen to you?' });
  assert.match(await row.textContent(), /up 49 points, more than chance would explain/);
});

test('from a question at a glance the keyboard leads to its answers, and back', { timeout: 600_000 }, async () => {
  await go('the results of a collection');
  await tabTo(page, (focus) => focus.href === '#q-worker-listens');
  await press(page, 'Enter');
  assert.equal(await page.evaluate(() => location.hash), '#q-worker-listens');
  assert.ok(await page.evaluate(() => document.querySelector('#q-worker-listens').getBoundingClientRect().top < innerHeight));
  await tabTo(page, (focus) => focus.href === '#glance');
  await press(page, 'Enter');
  assert.equal(await page.evaluate(() => location.hash), '#glance');
  assert.ok((await look(page)).focus);
});

test('the ways on from the results all lead somewhere', { timeout: 600_000 }, async () => {
  await go('the results of a collection');
  const ways = await page.$$eval('.ways a', (links) => links.map((a) => a.href));
  assert.equal(ways.length, 3);
  for (const way of ways) assert.equal((await page.goto(way)).status(), 200, way);
});

test('every page is complete without script', { timeout: 600_000 }, async () => {
  const plain = await signedIn('analyst', { javaScriptEnabled: false, viewport: sizes.narrow });
  await go('an inspection with results', plain);
  await leading(plain, () => plain.click('text=See the results'));
  await leading(plain, () => plain.click('text=Side by side'));
  await leading(plain, () => plain.click('nav >> text="8 to 15"'));
  await leading(plain, () => plain.click('text=By quality indicator'));
  assert.match(await plain.textContent('#glance'), /At a glance/);
  await go('the results of a collection', plain);
  assert.equal(await plain.locator('text=Read comments').count(), 0, 'an analyst reads no comments');
  await leading(plain, () => plain.click('text=Compare with an earlier time'));
  await leading(plain, () => plain.click('text=Midlothian, Midlothian then'));
  assert.match(await plain.textContent('h1'), /Then and now: Midlothian, 8 to 15/);
  await close(plain);
});

test('who may not see answers is told so, kindly', { timeout: 600_000 }, async () => {
  for (const role of ['viewer', 'coordinator']) {
    const fresh = await signedIn(role);
    for (const name of ['the results of a collection', 'the results over the areas', 'then and now', 'over time']) {
      assert.equal((await go(name, fresh)).status(), 403);
    }
    assert.match(await fresh.textContent('h1'), /counts, not answers/);
    assert.equal((await go('a released collection', fresh)).status(), 200);
    assert.equal(await fresh.locator('a[href$="/results"]').count(), 0);
    await sound(fresh, `results, refused to a ${role}`);
    await close(fresh);
  }
});

// Whether the rows of the first long table can be seen, in any state and medium.
const rows = (on = page) => on.$eval('#q-worker-listens .long tbody', (body) => body.checkVisibility({ contentVisibilityAuto: true }) && body.getBoundingClientRect().height > 0);

test('a table of many areas opens by keyboard, by a link into it and on paper', { timeout: 600_000 }, async () => {
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await go('the results of many areas');
    const summary = page.locator('#q-worker-listens .long summary');
    assert.match(await summary.textContent(), /^10 areas, 2 with a number: 50% in each/);
    assert.match(await page.textContent('#q-worker .long summary'), /^10 areas, 2 with a number\. Chosen most: “A teacher” in each/);
    assert.equal(await rows(), false, 'it starts closed');
    await summary.focus();
    await page.keyboard.press('Enter');
    assert.equal(await rows(), true, 'it opens');
    assert.ok(await page.evaluate(() => document.scrollingElement.scrollWidth <= innerWidth), 'open, it fits the screen');
    await sound(page, `a long table, open, ${width}`);
    await page.emulateMedia({ media: null });
    await page.setViewportSize({ width, height: 800 });
    await go('the results of many areas');
    await page.evaluate(() => { document.querySelector('#q-worker-listens .long tbody').id = 'within'; location.hash = 'within'; });
    await page.waitForFunction(() => document.querySelector('#q-worker-listens .long').open);
    await go('the results of many areas');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await rows(), true, 'it is printed, closed or not');
    assert.equal(await page.locator('#q-worker-listens .long summary').isVisible(), false);
    await page.emulateMedia({ media: null });
  }
  await page.setViewportSize(sizes.wide);
});

test('from an area in a long table one lands at the question on its page', { timeout: 600_000 }, async () => {
  await go('the results of many areas');
  await page.click('#q-worker-listens .long summary');
  await leading(page, () => page.click('#q-worker-listens .long a:text-is("Moray")'));
  assert.match(page.url(), /\/results#q-worker-listens$/);
  assert.ok(await page.evaluate(() => document.querySelector('#q-worker-listens').getBoundingClientRect().top < innerHeight));
});

test('Firefox prints a closed table, too', { timeout: 600_000 }, async (t) => {
  const cookies = (await page.context().cookies()).map(({ name, value, domain, path }) => ({ name, value, domain, path }));
  const firefox = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr', headless: true, protocol: 'webDriverBiDi' });
  try {
    const other = await firefox.newPage();
    await firefox.setCookie(...cookies);
    await other.goto(`${service.address}${places['the results of many areas']}`);
    assert.match(await other.$eval('h1', (title) => title.textContent), /Ten areas/);
    // Its files are compressed, so what they say shows in their length only.
    const length = async () => (await other.pdf()).length;
    const closed = await length();
    await other.$$eval('.long', (all) => all.forEach((one) => { one.open = true; }));
    const opened = await length();
    await other.$$eval('.long', (all) => all.forEach((one) => one.remove()));
    const without = await length();
    t.diagnostic(`${closed} bytes closed, ${opened} open, ${without} without the tables`);
    assert.ok(without < 0.95 * closed, 'what is closed is on paper');
    assert.ok(Math.abs(opened - closed) < (closed - without) / 4, 'an open table prints as a closed one does');
  } finally { await firefox.close(); }
});

test('on paper there is no navigation, and no question is cut in two', { timeout: 600_000 }, async () => {
  await go('the results of a collection');
  await page.emulateMedia({ media: 'print', colorScheme: 'light', forcedColors: 'none' });
  for (const gone of ['header nav', '.trail', '.switch', '.ways', '.up', 'footer']) {
    assert.ok(!await page.locator(gone).first().isVisible(), `${gone} is not printed`);
  }
  const breaks = await page.$$eval('.question, .results tr', (all) => all.map((one) => getComputedStyle(one).breakInside));
  assert.ok(breaks.every((inside) => inside === 'avoid'));
  const colours = await page.$$eval('.bar .fill', (bars) => [...new Set(bars.map((bar) => getComputedStyle(bar).fill))]);
  assert.equal(colours.length, 2, 'filled and hollow bars differ without colour');
  const { pages } = await printed(page);
  assert.ok(pages > 1 && pages < 15, `${pages} pages`);
  await page.emulateMedia({ media: null });
});
