// A service with released collections: people answer while they are open, then they are moved into the past and released.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspection, serve } from './service.js';

const title = { then: 'Midlothian then', now: 'Midlothian now', many: 'Ten areas' };

// How many answer, by audience and area. Three of Stirling are too few to be shown, and 14 for a number.
const now = [
  { audience: 'age-8-15', area: 'Midlothian', people: 46 },
  { audience: 'age-8-15', area: 'Fife', people: 42 },
  { audience: 'age-8-15', area: 'Stirling', people: 3 },
  { audience: 'age-16-plus', area: 'Midlothian', people: 14 },
];
const then = [{ audience: 'age-8-15', area: 'Midlothian', people: 45 }];
// More areas than a table shows before it is opened. Nobody answered in most of them.
const many = ['Angus', 'Moray', 'Falkirk', 'Fife', 'Highland', 'Inverclyde', 'Midlothian', 'Renfrewshire', 'Stirling', 'West Lothian']
  .map((area) => ({ audience: 'age-8-15', area, people: ['Angus', 'Moray'].includes(area) ? 30 : 0 }));
// Still open when the others are released.
const open = { audience: 'parents-carers', area: 'Midlothian', people: 0 };

// The first `content` people answer well, the others do not. One skips a question, and one chooses a way out.
function answers(person, content) {
  const often = person < content ? 'always' : 'never';
  const given = { worker: 'teacher', 'worker-listens': often, 'worker-there': often, 'worker-cares': person === 0 ? 'not-sure' : often };
  given['safe-where-i-live'] = often;
  if (person !== 1) given['settled-where-i-live'] = often;
  given['life-better'] = person < content ? 'much-better' : 'same';
  return new URLSearchParams(given);
}

// Where a link leads. The service learns within seconds of a collection that another process made.
async function entered(url) {
  for (let tries = 0; tries < 1_200; tries += 1) {
    const place = (await fetch(url, { redirect: 'manual' })).headers.get('location');
    if (place) return place;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} leads nowhere`);
}

async function respond(url, people, content) {
  for (let person = 0; person < people; person += 1) {
    const ticket = await entered(url);
    const sent = await fetch(new URL(ticket, url), { method: 'POST', body: answers(person, content), redirect: 'manual' });
    if (sent.status !== 303) throw new Error(`a response to ${url} was answered with ${sent.status}`);
  }
}

// Its `find` gives the collection of an audience in an area, then or now.
export async function released() {
  const service = await serve({ entries: [...now, open], title: title.now });
  for (const [entries, when] of [[then, 'then'], [many, 'many']]) {
    const file = join(service.folder, `${when}.toml`);
    writeFileSync(file, inspection(entries, title[when]));
    service.run(['inspection', 'create', file]);
  }
  const all = service.collections();
  service.find = (audience, area, when = 'now') =>
    all.find((one) => one.audience === audience && one.area_name === area && one.inspection === title[when]);
  for (const [entries, when, share] of [[then, 'then', 0.3], [now, 'now', 0.8], [many, 'many', 0.5]]) {
    for (const { audience, area, people } of entries) {
      await respond(service.find(audience, area, when).url, people, Math.round(people * share));
    }
  }
  const past = (titled, from, until) => service.change(`UPDATE collections SET opens_at = '${from} 09:00:00', closes_at = '${until} 17:00:00'
    WHERE audience <> '${open.audience}' AND inspection = (SELECT id FROM inspections WHERE title = '${titled}')`);
  past(title.then, '2024-02-05', '2024-02-23');
  past(title.now, '2026-02-02', '2026-02-20');
  past(title.many, '2026-03-02', '2026-03-20');
  service.run(['release']);
  return service;
}
