// axe finds nothing on the pages around the forms.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sound } from './support/axe.js';
import { close, launch, open } from './support/browser.js';
import { serve } from './support/service.js';

let service;
let browser;
before(async () => {
  const entries = [
    { audience: 'age-16-plus' },
    { audience: 'age-16-plus', area: 'Fife', state: 'planned' },
    { audience: 'age-16-plus', area: 'Stirling', state: 'closed' },
  ];
  service = await serve({ entries });
  browser = await launch();
});
after(async () => { await browser?.close(); await service?.stop(); });

const link = (state) => new URL(service.form('age-16-plus', state)).pathname;

const pages = {
  'the front page': [() => '/', 200],
  'who can help': [() => '/help', 200],
  'what we keep': [() => '/privacy', 200],
  'the accessibility statement': [() => '/accessibility', 200],
  'a form that opens later': [() => link('planned'), 404],
  'a form that has closed': [() => link('closed'), 410],
  'a form that was sent': [spent, 410],
  'the thanks': [() => `${link('open')}/thanks`, 200],
  'an unknown link': [() => '/s/0000000000', 404],
  'a page that is not there': [() => '/nothing/here', 404],
};

for (const lang of ['en', 'gd']) {
  for (const [name, [path, status]] of Object.entries(pages)) {
    test(`axe finds nothing on ${name} (${lang})`, { timeout: 600_000 }, async () => {
      const page = await open(browser);
      const response = await page.goto(`${service.address}${await path()}?lang=${lang}`);
      assert.equal(response.status(), status);
      assert.equal(await page.getAttribute('html', 'lang'), lang);
      await sound(page, `${name}, ${lang}`);
      await close(page);
    });
  }
}

// The path of a ticket that is spent.
async function spent() {
  const entered = await fetch(`${service.address}${link('open')}`, { redirect: 'manual' });
  const path = entered.headers.get('location');
  const body = new URLSearchParams({ worker: 'teacher' });
  const sent = await fetch(`${service.address}${path}`, { method: 'POST', body, redirect: 'manual' });
  assert.equal(sent.status, 303);
  return path;
}
