// Made-up survey definitions with chains of routes, in words that a child reads.

import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { speir } from './binary.js';

const things = ['cats', 'dogs', 'birds', 'fish', 'trees', 'games', 'songs', 'books', 'snow', 'rain', 'soup', 'cake', 'bikes', 'boats'];
const out = [['not-sure', 'I am not sure'], ['rather-not', 'I do not want to say']];
const scale = [['lots', 'A lot'], ['some', 'Some'], ['none', 'Not at all'], ...out];

const quoted = JSON.stringify;
const option = ([id, text]) => `  { id = ${quoted(id)}, text = ${quoted(text)}${out.some(([o]) => o === id) ? ', outside = true' : ''} },\n`;
const options = (list) => `options = [\n${list.map(option).join('')}]\n`;
const inline = (list) => `{ ${list.map(([id, text]) => `${id} = ${quoted(text)}`).join(', ')} }`;

// Items with routes that look at earlier ones, on pages of three; some pages have a route of their own.
function invent(random) {
  const items = [];
  const pages = [];
  const route = (before) => {
    if (before.length === 0) return '';
    const conditions = ['ask_when', 'ask_unless'].filter(() => random.chance(0.4)).map((key) => {
      // Most often the nearest, so that there are chains.
      const item = random.chance(0.6) ? before.at(-1) : random.pick(before);
      const answers = item.options.map(([id]) => id).filter(() => random.chance(0.4));
      if (answers.length === 0) answers.push(item.options[0][0]);
      return `${key} = { question = ${quoted(item.id)}, answers = ${quoted(answers)} }\n`;
    });
    return conditions.join('');
  };
  for (let page = 0; page < 4; page += 1) {
    const made = { route: page > 0 && random.chance(0.5) ? route(items) : '', items: [] };
    for (let place = 0; place < 3; place += 1) {
      const thing = things[items.length];
      const kind = random.pick(['scale', 'choice', 'choices']);
      const own = [['red', `Red ${thing}`], ['blue', `Blue ${thing}`], ['green', `Green ${thing}`], ...out];
      const item = { id: `likes-${thing}`, kind, text: `Do you like ${thing}?`, options: kind === 'scale' ? scale : own, route: route(items) };
      items.push(item);
      made.items.push(item);
    }
    pages.push(made);
  }
  return pages;
}

function survey(audience, pages) {
  const question = (item) => `[[pages.questions]]\nid = ${quoted(item.id)}\nkind = ${quoted(item.kind)}\ntext = ${quoted(item.text)}\n`
    + (item.kind === 'scale' ? 'scale = "how-much"\n' : options(item.options)) + item.route;
  const page = (made, number) => `[[pages]]\nid = "page-${number}"\ntitle = "Part ${number + 1}"\n${made.route}${made.items.map(question).join('')}`;
  return `survey = ${quoted(audience)}\nversion = 1\nlanguage = "en"\ntitle = "What do you like?"\nminutes = 1\nintroduction = ["Tell us what you like."]\n`
    + `[scales.how-much]\n${options(scale)}${pages.map(page).join('')}`;
}

function translation(audience, pages) {
  const question = (item) => `[questions.${item.id}]\ntext = ${quoted(item.text)}\n` + (item.kind === 'scale' ? '' : `options = ${inline(item.options)}\n`);
  return `survey = ${quoted(audience)}\nversion = 1\nlanguage = "gd"\ndraft = true\ntitle = "What do you like?"\nintroduction = ["Tell us what you like."]\n`
    + `[scales]\nhow-much = ${inline(scale)}\n[pages]\n${pages.map((_, number) => `page-${number} = "Part ${number + 1}"\n`).join('')}`
    + pages.flatMap((made) => made.items).map(question).join('');
}

// A folder with a sound definition for each of these audiences: what cannot be reached is refused, and made up anew.
export function folder(audiences, random) {
  const root = mkdtempSync(join(tmpdir(), 'speir-surveys-'));
  for (const audience of audiences) {
    const place = join(root, audience, 'v1');
    mkdirSync(place, { recursive: true });
    let refusal;
    for (let tries = 0; tries < 50; tries += 1) {
      const pages = invent(random);
      writeFileSync(join(place, 'survey.toml'), survey(audience, pages));
      writeFileSync(join(place, 'gd.toml'), translation(audience, pages));
      try {
        speir(['survey', 'check', audience, '1', '--surveys', root]);
        refusal = undefined;
        break;
      } catch (error) {
        refusal = error;
      }
    }
    if (refusal) throw refusal;
  }
  return root;
}
