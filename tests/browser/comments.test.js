// Reading comments in the console: by keyboard and without script, and axe finds nothing in any state.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { launch, leading, open } from './support/browser.js';
import { serve } from './support/service.js';

const long = 'My worker Ann Mackay listens, and Anncomestoeverymeetingwhoeverelseisnotthere. '.repeat(12);

let service;
let browser;
let page;
let list;
before(async () => {
  service = await serve();
  browser = await launch();
  page = await open(browser, { javaScriptEnabled: true });
  const staff = service.collections().find((one) => one.audience === 'staff');
  write(staff.id, [long, ...Array.from({ length: 11 }, (_, n) => `The ${n + 1}. comment is short.`)]);
  const password = service.user('lead@speir.example', 'lead');
  await go('/sign-in');
  await page.fill('[name=email]', 'lead@speir.example');
  await page.fill('[name=password]', password);
  await leading(page, () => page.click('main form button'));
  list = `/console/inspections/${service.run(['inspection', 'list']).split(' ')[0]}/comments`;
});
after(async () => { await browser?.close(); await service?.stop(); });

// Stores comments as a release does, and counts more responses than there are of them.
function write(collection, texts) {
  const address = service.env.DATABASE_URL;
  const bytes = (hex) => (address.startsWith('postgres') ? `'\\x${hex}'` : `X'${hex}'`);
  const its = bytes(collection.replaceAll('-', ''));
  const rows = texts.map((text) => `INSERT INTO comments (collection, id, question, text, seen, redacted) VALUES (${its}, ${bytes(randomBytes(16).toString('hex'))}, 'comment', '${text}', FALSE, FALSE);`);
  rows.push(`INSERT INTO returns (collection, stratum, returned) VALUES (${its}, '', 40);`);
  const [client, args] = address.startsWith('postgres') ? ['psql', ['--quiet', address]] : ['sqlite3', [address]];
  execFileSync(client, args, { input: rows.join('\n') });
}

const go = (path) => page.goto(`${service.address}${path}`);
const press = (name) => leading(page, () => page.getByRole('button', { name, exact: true }).click());
const follow = (name) => leading(page, () => page.getByRole('link', { name, exact: true }).click());

async function search(term) {
  await go(list);
  await page.fill('#term', term);
  return press('Search');
}
const named = async () => { await search('ann mackay'); return follow('Open comment 1'); };
async function takeOut(words) {
  await named();
  await follow('Remove a name or a detail');
  await page.fill('#words', words);
  return press('Preview the result');
}

const states = {
  'the start of a list': [() => go(list), 200],
  'a list that is withheld': [() => go(`/console/collections/${service.collections().find((one) => one.audience === 'age-8-15').id}/comments`), 200],
  'a comment': [named, 200],
  'a concern without a word': [async () => { await named(); return press('Mark as a concern'); }, 422],
  'a concern': [async () => { await named(); await page.fill('#done', 'Told the child protection team'); return press('Mark as a concern'); }, 200],
  'the list of concerns': [() => go(`${list}/concerns`), 200],
  'a search that finds nothing': [() => search('Stechapfel'), 200],
  'a search that finds much': [() => search('comment'), 200],
  'a search for too little': [() => search('a'), 422],
  'the words to remove': [async () => { await named(); return follow('Remove a name or a detail'); }, 200],
  'words that are not there': [() => takeOut('Stechapfel'), 422],
  'what would be left': [() => takeOut('Ann Mackay'), 200],
  'a comment that is not here': [() => go(`${list}/00000000-0000-4000-8000-000000000000`), 404],
};

for (const [name, [reach, status]] of Object.entries(states)) {
  test(`axe finds nothing at ${name}`, { timeout: 600_000 }, async () => {
    assert.equal((await reach()).status(), status);
    await sound(page, `comments, ${name}`);
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none', media: null });
  });
}

test('without script, by keyboard alone, a reader goes through every comment, and a name is taken out for good', { timeout: 600_000 }, async () => {
  const reader = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() });
  const plain = await reader.newPage();
  await plain.goto(`${service.address}${list}`);
  const enter = async (role, name) => {
    await plain.getByRole(role, { name, exact: true }).focus();
    await leading(plain, () => plain.keyboard.press('Enter'));
  };
  await enter('link', 'Read the next one');
  let name;
  for (let read = 0; read < 12; read += 1) {
    assert.match(await plain.textContent('main'), new RegExp(`${read} of 12 read`));
    if ((await plain.textContent('.comment')).includes('Ann Mackay')) name = plain.url();
    await enter('button', 'Mark as read, and go on');
  }
  assert.match(await plain.textContent('main'), /Every comment is marked as read/);
  await plain.goto(name);
  await enter('link', 'Remove a name or a detail');
  await plain.getByLabel('Words to remove').focus();
  await plain.keyboard.type('ann mackay');
  await enter('button', 'Preview the result');
  assert.match(await plain.textContent('.comment'), /My worker \[name\] listens/);
  await enter('button', 'Remove them permanently');
  assert.equal(plain.url(), name);
  assert.doesNotMatch(await plain.textContent('.comment'), /Mackay/);
  await reader.close();
});
