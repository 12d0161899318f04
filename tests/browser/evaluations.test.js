// Evaluations: from an empty table to one that is agreed, by two people, and what stands in the way.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, follow, launch, leading, open } from './support/browser.js';
import { released } from './support/released.js';

let service;
let browser;
let lead;
let deputy;
let table;
before(async () => {
  service = await released();
  service.change("INSERT INTO inspection_team (inspection, email) SELECT id, 'bea@speir.example' FROM inspections");
  browser = await launch();
  lead = await signedIn('lead@speir.example');
  deputy = await signedIn('bea@speir.example', { javaScriptEnabled: false });
  await lead.goto(`${service.address}/console`);
  await follow(lead, 'Midlothian now');
  await follow(lead, 'Evaluations');
  table = lead.url();
});
after(async () => {
  for (const page of [lead, deputy]) if (page) await close(page);
  await browser?.close();
  await service?.stop();
});

async function signedIn(email, options) {
  const password = service.user(email, 'lead');
  const page = await open(browser, options);
  await page.goto(`${service.address}/sign-in`);
  await page.fill('[name=email]', email);
  await page.fill('[name=password]', password);
  await leading(page, () => page.click('main form button'));
  return page;
}

const press = (page, name) => leading(page, () => page.getByRole('button', { name }).click());
const words = (page) => page.innerText('main');
const one = '2.1 Impact on children and young people: Midlothian';

test('the lead writes an evaluation', { timeout: 600_000 }, async () => {
  assert.match(await words(lead), /0 of 21 are agreed/);
  await sound(lead, 'evaluations, the empty table');
  await follow(lead, /^Not started ?: Midlothian, 2\.1$/);
  assert.equal(await lead.innerText('h1'), one);
  await sound(lead, 'evaluations, one that is not started');
  await lead.locator('summary', { hasText: 'Midlothian, 8 to 15' }).click();
  await lead.getByLabel('All results').first().check();
  await lead.locator('details[open] input[name=figures]').nth(1).check();
  await lead.getByLabel('Good', { exact: true }).check();
  await lead.getByLabel('Other references').fill('a line\n'.repeat(21));
  await lead.getByLabel('Rationale').fill('Children say that their worker listens.\n\nRecords agree.');
  assert.equal((await press(lead, 'Save as a draft')).status(), 422);
  await sound(lead, 'evaluations, one with mistakes');
  assert.equal(await lead.locator('input[name=figures]:checked').count(), 2);
  await lead.getByLabel('Other references').fill('Records, item plan\nConversations, theme 3');
  await press(lead, 'Save as a draft');
  assert.match(await words(lead), /Saved\. It is a draft/);
  await sound(lead, 'evaluations, a draft');
});

test('the second of two is told what the first has changed', { timeout: 600_000 }, async () => {
  const here = lead.url().split('?')[0];
  await deputy.goto(here);
  await lead.getByLabel('Adequate').check();
  await press(lead, 'Save as a draft');
  await deputy.getByLabel('Rationale').fill('Most children say so.');
  assert.equal((await press(deputy, 'Save as a draft')).status(), 409);
  assert.match(await words(deputy), /The grade, from Good to Adequate/);
  assert.equal(await deputy.inputValue('[name=rationale]'), 'Most children say so.');
  assert.ok(await deputy.getByLabel('Adequate').isChecked());
  await deputy.goto(here);
  await press(lead, 'Agree to this wording');
  await press(deputy, 'Agree to this wording');
  assert.match(await words(deputy), /Lead and deputy have agreed to this wording/);
  await lead.goto(here);
  await sound(lead, 'evaluations, one that is agreed');
  await lead.goto(`${here}/history`);
  await sound(lead, 'evaluations, a history');
});

test('only agreed grades stand in the table unless drafts are asked for', { timeout: 600_000 }, async () => {
  await lead.goto(`${table}/S12000047/9.3`);
  await lead.getByLabel('Weak').check();
  await lead.getByLabel('Rationale').fill('Partners plan apart.');
  await press(lead, 'Save as a draft');
  await follow(lead, 'Back to the table');
  assert.doesNotMatch(await words(lead), /Weak/);
  await sound(lead, 'evaluations, the table');
  await follow(lead, 'With drafts, marked');
  assert.match(await words(lead), /Weak \(draft\)/);
  await sound(lead, 'evaluations, the table with drafts');
  const [file] = await Promise.all([lead.waitForEvent('download'), lead.getByRole('link', { name: 'Word' }).click()]);
  assert.equal(file.suggestedFilename(), 'speir-evaluations.docx');
  const to = process.env.SPEIR_PICTURES;
  if (to) await file.saveAs(`${to}/evaluations.docx`);
});
