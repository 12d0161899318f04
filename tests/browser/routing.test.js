// What the page shows by its style is what the server counts as asked.

import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { root } from './support/binary.js';
import { close, launch, open } from './support/browser.js';
import { folder } from './support/definitions.js';
import { generator, seed } from './support/random.js';
import { audiences, serve } from './support/service.js';

const SETS = 25;
const random = generator();
let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

test('page and server ask the same questions of the four surveys', { timeout: 600_000 }, (t) => compare(t, audiences, `${root}surveys`));

test('page and server ask the same questions of made-up surveys with chains of routes', { timeout: 600_000 }, async (t) => {
  for (const some of [audiences, audiences.slice(0, 2)]) {
    const made = folder(some, random);
    await compare(t, some, made);
    rmSync(made, { recursive: true });
  }
});

async function compare(t, some, surveys) {
  t.diagnostic(`seed ${seed}`);
  const service = await serve({ surveys, entries: some.map((audience) => ({ audience })) });
  try {
    for (const audience of some) await t.test(audience, () => compareOne(service, audience));
  } finally {
    await service.stop();
  }
}

async function compareOne(service, audience) {
  const page = await open(browser);
  await page.goto(service.form(audience));
  const seen = [];
  for (let set = 0; set < SETS; set += 1) {
    const likely = random.pick([0.3, 0.8, 1]);
    const choices = Array.from({ length: 600 }, () => [random.chance(likely), random.fraction(), random.chance(0.4)]);
    seen.push(await page.evaluate(fill, { choices, walks: set % 5 === 0 }));
  }
  const bodies = seen.map(({ body }) => `${body}\n`).join('');
  const asked = service.run(['survey', 'asked', audience, '1'], bodies).trimEnd().split('\n');
  seen.forEach(({ shown, body, walked, back, names, unasked }, set) => {
    assert.equal(shown.join(' '), asked[set], `all questions after ${body}`);
    assert.deepEqual(unasked, [], `questions that are not asked say so and lead on, after ${body}`);
    if (!walked) return;
    assert.equal(walked.map((id) => names[id]).join(' '), asked[set], `by Next after ${body}`);
    assert.deepEqual(back, [...walked].reverse(), `by Back after ${body}`);
  });
  assert.ok(new Set(asked).size > 1, 'answers make a difference');
  await close(page);
}

// In the page: sets the answers, then reads what is in view, by all questions at once, by Next and by Back.
function fill({ choices, walks }) {
  const inView = (node) => node.getClientRects().length > 0;
  const sections = [...document.querySelectorAll('fieldset')];
  const names = Object.fromEntries(sections.map((section) => [section.id, section.querySelector('[name]').name.replace('q.', '')]));
  document.forms[0].reset();
  let drawn = 0;
  for (const section of sections) {
    const inputs = [...section.querySelectorAll('input[type=radio], input[type=checkbox]')];
    const [answers, which] = choices[drawn++];
    if (!answers || inputs.length === 0) continue;
    if (inputs[0].type === 'radio') inputs[Math.floor(which * inputs.length)].checked = true;
    else inputs.forEach((input) => { input.checked = choices[drawn++][2]; });
  }
  location.hash = '#all';
  const shown = sections.filter((section) => inView(section.querySelector('legend'))).map((section) => section.id);
  const follow = (from, text) => {
    const visited = [];
    location.hash = from;
    for (let steps = 0; steps <= sections.length; steps += 1) {
      const here = document.querySelector(location.hash);
      const ways = [...here.querySelectorAll('.go a:not(.more)')].filter((way) => inView(way) && text.includes(way.textContent));
      if (ways.length !== 1) return [...visited, `${ways.length} ways from ${here.id}`];
      location.hash = ways[0].hash;
      const id = location.hash.slice(1);
      if (id === 'send' || id === 'start') return visited;
      visited.push(id);
    }
    return [...visited, 'no end'];
  };
  // Whoever comes to a question that is not asked, by a link or by going back.
  const unasked = sections.filter((section) => !shown.includes(section.id)).filter((section) => {
    location.hash = section.id;
    const note = section.querySelector('.off');
    const controls = [...section.querySelectorAll('legend, label, textarea')].filter(inView);
    const ways = [...section.querySelectorAll('.go a')].filter(inView);
    return !(note && inView(note) && note.textContent.trim() && controls.length === 0 && ways.length === 2);
  }).map((section) => section.id);
  return {
    body: new URLSearchParams(new FormData(document.forms[0])).toString(),
    names, unasked, shown: shown.map((id) => names[id]),
    ...(walks ? { walked: follow('#start', ['Start', 'Next']), back: follow('#send', ['Back']) } : {}),
  };
}
