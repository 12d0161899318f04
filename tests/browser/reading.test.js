// The form on paper, without its style, without support for its selectors, and as a screen reader hears it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { close, launch, open } from './support/browser.js';
import { look, press, start } from './support/form.js';
import { audiences, serve } from './support/service.js';

let service;
let browser;
before(async () => {
  service = await serve();
  browser = await launch();
});
after(async () => { await browser?.close(); await service?.stop(); });

async function form(audience) {
  const page = await open(browser, { viewport: { width: 320, height: 640 } });
  await page.goto(service.form(audience));
  return page;
}

for (const audience of audiences) {
  test(`on paper all ${audience} questions are seen, and nothing to press`, async () => {
    const page = await form(audience);
    await page.evaluate(() => { location.hash = '#q1'; });
    const { parts } = await look(page);
    assert.deepEqual(parts, ['q1']);
    await page.emulateMedia({ media: 'print' });
    const seen = await page.evaluate(() => {
      const inView = (node) => node.getClientRects().length > 0;
      const of = (selector) => [...document.querySelectorAll(selector)];
      return { hidden: of('fieldset').filter((part) => !inView(part) && part.className === '').map((part) => part.id), pressed: of('.go a, .leave, nav a, button').filter(inView).length };
    });
    assert.deepEqual(seen, { hidden: [], pressed: 0 });
    await close(page);
  });

  test(`without style the ${audience} form reads in order`, async () => {
    const page = await form(audience);
    await page.evaluate(() => document.querySelectorAll('style').forEach((style) => style.remove()));
    const read = await page.evaluate(() => ({
      headings: [...document.querySelectorAll('h1, h2, h3, h4')].map((heading) => heading.localName),
      sections: [...document.querySelectorAll('#start, fieldset, #send')].filter((part) => part.getClientRects().length > 0).map((part) => part.id),
      all: document.querySelectorAll('fieldset').length,
      order: ['.skip', '.leave', 'h1', '#start', '#q1', '#send', 'footer'].map((selector) => document.querySelector(selector).getBoundingClientRect().top),
    }));
    assert.equal(read.headings.filter((name) => name === 'h1').length, 1);
    assert.deepEqual(read.headings.filter((name) => !['h1', 'h2'].includes(name)), [], 'no level is skipped');
    assert.equal(read.sections.length, read.all + 2);
    assert.deepEqual(read.order, [...read.order].sort((a, b) => a - b));
    await close(page);
  });
}

test('a screen reader hears the question as the name of the group, and its answers in order', async () => {
  const page = await form('age-8-15');
  await start(page);
  const shown = await page.$$eval('#q1 label', (labels) => labels.map((label) => label.textContent.trim()));
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  const heard = nodes.filter((node) => !node.ignored).map((node) => ({ role: node.role?.value, name: node.name?.value }));
  const groups = heard.filter((node) => node.role === 'group');
  assert.equal(groups.length, 1, 'one question is heard');
  assert.match(groups[0].name, /^Question 1: /, "with routes there is no total");
  assert.match(groups[0].name, /Who is your worker\?/);
  assert.deepEqual(heard.filter((node) => node.role === 'radio').map((node) => node.name), shown);
  assert.equal(heard.filter((node) => node.role === 'heading').filter((node) => node.name === 'Who is your worker?').length, 1);
  const buttons = heard.filter((node) => node.role === 'button').map((node) => node.name);
  assert.deepEqual(buttons, ['Leave this page', 'Gàidhlig'], 'the button that does nothing is not heard');
  await close(page);
});

test('the way out is the second thing in the order of the keyboard', async () => {
  const page = await form('age-8-15');
  const order = [];
  for (let tabs = 0; tabs < 2; tabs += 1) {
    await press(page, 'Tab');
    order.push((await look(page)).focus.text);
  }
  assert.deepEqual(order, ['Skip to the main part', 'Leave this page']);
  await close(page);
});

test('text can be spaced as readers need it without anything lost', async () => {
  const page = await form('staff');
  await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = '*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}p{margin-bottom:2em!important}';
    document.head.append(style);
    document.querySelectorAll('*').forEach((node) => { node.style.letterSpacing = '.12em'; node.style.wordSpacing = '.16em'; node.style.lineHeight = '1.5'; });
  });
  for (const hash of ['#start', '#q1', '#all', '#send']) {
    await page.evaluate((to) => { location.hash = to; }, hash);
    assert.ok((await look(page)).overflow <= 0, `${hash} is too wide`);
    const cut = await page.evaluate(() => [...document.querySelectorAll('label, a, button, h1, h2, p')].filter((node) => node.getClientRects().length > 0 && node.scrollWidth > node.clientWidth + 1 && node.clientWidth > 0).map((node) => node.textContent));
    assert.deepEqual(cut, []);
  }
  await close(page);
});
