// axe finds nothing on the pages of the console.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { launch, leading, open } from './support/browser.js';
import { demo } from './support/service.js';

let service;
let browser;
let page;
before(async () => {
  service = await demo();
  browser = await launch();
  page = await open(browser);
});
after(async () => { await browser?.close(); await service?.stop(); });

const go = (path) => page.goto(`${service.address}${path}`);

async function signIn(password) {
  await go('/sign-in');
  await page.fill('[name=email]', service.email);
  await page.fill('[name=password]', password);
  return leading(page, () => page.click('main form button'));
}

// The address of the first link whose path is `pattern`.
const first = (pattern) => page.$$eval('a[href]', (links, source) => links.map((a) => a.getAttribute('href')).find((href) => new RegExp(source).test(href)), pattern);

async function send(path) {
  await go(path);
  return leading(page, () => page.evaluate(() => document.querySelector('main form').submit()));
}

const overview = async () => {
  await go('/console');
  return go(await first('/console/inspections/(?!new)'));
};

// A collection that is asked by invitation.
const staff = async () => {
  await overview();
  return go(await page.$$eval('td.cell a', (links) => links.find((a) => a.textContent.includes('Staff')).getAttribute('href')));
};
// Highland asks its staff by part.
const missing = async () => {
  await overview();
  await go(await page.$$eval('tr', (rows) => [...rows.find((row) => row.textContent.includes('Highland')).querySelectorAll('a')].find((a) => a.textContent.includes('Staff')).getAttribute('href')));
  return go(await first('/missing$'));
};
const invitations = async () => { await staff(); return go(`${new URL(page.url()).pathname}/invitations`); };
async function upload(list) {
  await invitations();
  await page.setInputFiles('[name=list]', { name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from(list) });
  return leading(page, () => page.click('form[enctype] button'));
}

// A programme of the demo: that with inspections, or the one with figures that were published elsewhere.
const programme = async (title, rest = '') => {
  await go('/console/programmes');
  const href = await page.$$eval('main .card h2 a', (links, name) => links.find((a) => a.textContent.includes(name)).getAttribute('href'), title);
  return go(`${href}${rest}`);
};
const compared = async () => {
  await programme('2018-20', '/results/compare?survey=staff');
  return go(await first('&with='));
};
const overTime = async () => {
  await programme('2018-20', '/results/compare?survey=staff');
  const [, address] = /with=([0-9a-f-]{36})/.exec(await first('&with='));
  return go(`${new URL(page.url()).pathname.replace('compare', 'over-time')}?survey=staff&with=${address}`);
};
async function importFigures(text) {
  await programme('2012-17');
  await page.setInputFiles('[name=file]', { name: 'figures.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  return leading(page, () => page.click('form[enctype] button'));
}

const states = {
  'the sign-in': [() => go('/sign-in'), 200],
  'the sign-in with a wrong password': [() => signIn('not the password'), 422],
  'the list of inspections': [() => signIn(service.password), 200],
  'a new inspection': [() => go('/console/inspections/new'), 200],
  'a new inspection with mistakes': [() => send('/console/inspections/new'), 422],
  'the overview of an inspection': [overview, 200],
  'a collection': [async () => go(await first('/console/collections/')), 200],
  'a new collection': [async () => { await overview(); return go(`${new URL(page.url()).pathname}/collections/new`); }, 200],
  'a new collection with mistakes': [() => send(new URL(page.url()).pathname), 422],
  'a collection by invitation': [staff, 200],
  'who is missing of a collection with parts': [missing, 200],
  'its invitations': [invitations, 200],
  'a list with bad rows': [() => upload('ann@example.org\nnobody\n'), 422],
  'reminders with mistakes': [async () => { await invitations(); await page.fill('[name=reminder1]', '2020-01-01T10:00'); return leading(page, () => page.click('form[action$=reminders] button')); }, 422],
  'a message': [async () => { await invitations(); return go(await first('/messages/last')); }, 200],
  'a message that was sent to oneself': [() => leading(page, () => page.click('main form button')), 200],
  'the programmes': [() => go('/console/programmes'), 200],
  'a new programme': [() => go('/console/programmes/new'), 200],
  'a new programme with mistakes': [() => send('/console/programmes/new'), 422],
  'a programme': [() => programme('2018-20'), 200],
  'a programme to be changed': [() => programme('2018-20', '/change'), 200],
  'the results of a programme': [() => programme('2018-20', '/results'), 200],
  'the choice of a programme to compare with': [() => programme('2018-20', '/results/compare'), 200],
  'a comparison with figures published elsewhere': [compared, 200],
  'programmes over time': [overTime, 200],
  'figures published elsewhere': [() => programme('2012-17'), 200],
  'figures with mistakes': [() => importFigures('question,share,base,term,source\nQ,101,,,R\n'), 422],
  'the audit log': [() => go('/console/audit'), 200],
  'the surveys': [() => go('/console/surveys'), 200],
  'a page that is not there': [() => go('/console/nothing'), 404],
};

for (const [name, [reach, status]] of Object.entries(states)) {
  test(`axe finds nothing at ${name}`, { timeout: 600_000 }, async () => {
    assert.equal((await reach()).status(), status);
    await sound(page, `console, ${name}`);
  });
}
