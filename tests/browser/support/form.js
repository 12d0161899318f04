// The form as a respondent at a keyboard meets it. Every step is a key; looking is all that is done otherwise.
// It works with the pages of Playwright and of Puppeteer.

import assert from 'node:assert/strict';

// What can be seen: the sections in view, where the focus is, and what the form holds.
export const look = (page) => page.evaluate(() => {
  const inView = (node) => node.getClientRects().length > 0;
  const parts = [...document.querySelectorAll('#start, fieldset, #send')].filter(inView);
  const at = document.activeElement;
  const form = document.forms[0];
  const target = document.querySelector(':target');
  return {
    parts: parts.map((part) => part.id),
    focus: {
      tag: at.localName, type: at.type, id: at.id, class: at.className, value: at.value, text: at.textContent.trim(),
      part: at.closest('#start, fieldset, #send')?.id, href: at.getAttribute('href'), checked: at.checked,
    },
    held: form ? new URLSearchParams(new FormData(form)).toString() : null,
    hash: location.hash,
    covered: target ? Math.round(document.querySelector('.bar').getBoundingClientRect().bottom - target.getBoundingClientRect().top) : 0,
    overflow: document.scrollingElement.scrollWidth - innerWidth,
    h1: document.querySelector('h1')?.textContent,
    title: document.title,
  };
});

export async function fits(page, where) {
  const seen = await look(page);
  assert.ok(seen.overflow <= 0, `${where}: ${seen.overflow} px too wide`);
  assert.ok(seen.covered <= 0, `${where}: the bar covers ${seen.covered} px of ${seen.hash}`);
  return seen;
}

// Presses Tab until the focus is where `wanted` says; backwards with `key`.
export async function tabTo(page, wanted, { key = 'Tab', most = 80 } = {}) {
  for (let presses = 1; presses <= most; presses += 1) {
    await press(page, key);
    const { focus } = await look(page);
    if (wanted(focus)) return focus;
  }
  throw new Error(`${most} presses of ${key} do not lead to ${wanted}`);
}

export async function press(page, keys) {
  const parts = keys.split('+');
  for (const key of parts) await page.keyboard.down(key);
  for (const key of parts.reverse()) await page.keyboard.up(key);
}

// Follows the link in focus and waits until the section it names is in view.
async function follow(page, focus) {
  await press(page, 'Enter');
  await arrived(page, focus.href);
}

// Waits until the section that a hash names is in view: the address changes before a script has done its part.
export const arrived = (page, hash) => until(page, (name) => {
  const inView = (node) => node.getClientRects().length > 0;
  const parts = [...document.querySelectorAll('#start, fieldset, #send')].filter(inView);
  return location.hash === name && (name === '#all' ? parts.length > 1 : parts.length === 1 && `#${parts[0].id}` === name);
}, hash);

export async function until(page, wanted, argument) {
  for (let tries = 0; tries < 4_800; tries += 1) {
    const now = await page.evaluate(wanted, argument).catch(() => false);
    if (now) return now;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error(`it never came true: ${wanted} ${argument ?? ''} at ${page.url()}`);
}

const by = async (page, text) => follow(page, await tabTo(page, (at) => at.part && at.tag === 'a' && at.text === text));

export const start = (page) => by(page, 'Start');
export const next = (page) => by(page, 'Next');
export const back = (page) => by(page, 'Back');

// Answers the question in view, reached by the one press of Tab that follows a step. `choose` picks from a number of options.
export async function answer(page, choose, text) {
  const { parts } = await look(page);
  assert.equal(parts.length, 1, `one section at a time, not ${parts}`);
  await press(page, 'Tab');
  let { focus } = await look(page);
  assert.equal(focus.part, parts[0], 'one press of Tab leads into the question');
  assert.ok(['input', 'textarea'].includes(focus.tag), `to its first control, not to ${focus.tag}`);
  if (focus.type === 'radio' || focus.type === 'checkbox') await press(page, 'Enter');
  const options = await page.evaluate((id) => document.querySelectorAll(`#${id} label`).length, parts[0]);
  if (focus.type === 'radio') {
    await press(page, ' ');
    for (let downs = choose(options); downs > 0; downs -= 1) await press(page, 'ArrowDown');
  } else if (focus.type === 'checkbox') {
    for (let downs = choose(options); downs > 0; downs -= 1) await press(page, 'Tab');
    await press(page, ' ');
  } else {
    await page.keyboard.type(focus.type === 'textarea' ? text : '1');
  }
  ({ focus } = await look(page));
  assert.equal(focus.part, parts[0], 'answering leads nowhere else');
  if (focus.tag === 'input') assert.ok(focus.checked, `an option of ${parts[0]} is chosen`);
  return parts[0];
}
