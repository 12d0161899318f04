// A running service on a database of its own, with one open collection for each audience unless told otherwise.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { binary, environment, root, speir } from './binary.js';
import { database } from './database.js';

export const audiences = ['staff', 'age-8-15', 'age-16-plus', 'parents-carers'];

// A run that is broken off takes its services along.
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

const spans = { open: [-3, 3], planned: [3, 6], closed: [-6, -3] };

export function inspection(entries, title = 'Midlothian') {
  const head = `title = "${title}"\nkind = "joint-inspection"\nlead = "lead@speir.example"\nopens_on = ${day(-7)}\ncloses_on = ${day(7)}\n`;
  return head + entries.map(({ audience, area = 'Midlothian', state = 'open', recorded = false }) => {
    const [opens, closes] = spans[state].map(day);
    return `[[collections]]\narea = "${area}"\naudience = "${audience}"\n${recorded ? '' : 'population = 500\n'}opens_at = ${opens}T09:00:00\ncloses_at = ${closes}T17:00:00\n`;
  }).join('');
}

export class Service {
  constructor(folder, { env, lock, change }, surveys, settings) {
    this.folder = folder;
    this.lock = lock;
    this.change = change;
    this.env = { ...env, SPEIR_SURVEYS: surveys, SPEIR_LISTEN: '127.0.0.1:0', SPEIR_OPERATIONS_LISTEN: '127.0.0.1:0', SPEIR_MAIL_FOLDER: join(folder, 'mail'), ...settings };
  }

  run(args, input) {
    return speir(args, { env: this.env, input });
  }

  // The address at the first match of `ready` in what the program says.
  async start(args, ready) {
    const env = environment(this.env);
    this.process = spawn(binary, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
    process.once('exit', () => this.process.kill('SIGKILL'));
    this.said = '';
    const words = await new Promise((resolve, reject) => {
      const hear = (piece) => {
        this.said += piece;
        const found = this.said.match(ready);
        if (found) resolve(found);
      };
      this.process.stdout.on('data', hear);
      this.process.stderr.on('data', hear);
      this.ended.then(() => reject(new Error(`speir ended: ${this.said}`)));
    });
    this.address = new URL(words[1]).origin;
    return this;
  }

  // Adds somebody with a password of their own choice, which needs no replacing, and gives the password.
  user(email, role, ...more) {
    const password = 'otter-lantern-37-quarry';
    this.run(['user', 'add', email, '--role', role, ...more, '--password-stdin'], password);
    return password;
  }

  collections() {
    return JSON.parse(this.run(['collection', 'list', '--json', '--base-url', this.address]));
  }

  // The address of the form of `audience`. What has closed is released by the service soon.
  form(audience, state = 'open') {
    const states = state === 'closed' ? ['closed', 'released'] : [state];
    return this.collections().find((one) => one.audience === audience && states.includes(one.state)).url;
  }

  returned(audience) {
    return this.collections().filter((one) => one.audience === audience).reduce((sum, one) => sum + one.returned, 0);
  }

  async stop() {
    this.process.kill('SIGTERM');
    await this.ended;
    rmSync(this.folder, { recursive: true });
  }
}

async function make(surveys, settings) {
  const folder = mkdtempSync(join(tmpdir(), 'speir-browser-'));
  return new Service(folder, await database(folder), surveys, settings);
}

export async function serve({ entries = audiences.map((audience) => ({ audience })), surveys = `${root}surveys`, settings = {}, title } = {}) {
  const service = await make(surveys, settings);
  for (const audience of new Set(entries.map((entry) => entry.audience))) {
    service.run(['survey', 'publish', audience, '1', '--with-drafts']);
  }
  const file = join(service.folder, 'inspection.toml');
  writeFileSync(file, inspection(entries, title));
  service.run(['inspection', 'create', file]);
  return service.start(['serve'], /listening on (http:\S+)/);
}

// The demo, whose console has something to show. `service.said` holds its links and its password.
export async function demo() {
  const service = await make(`${root}surveys`, {});
  await service.start(['demo'], /sign in at (http:\S+)[^]*Stop it/);
  const [, email, password] = service.said.match(/email\s+(\S+)\s+password\s+(\S+)/);
  return Object.assign(service, { email, password });
}
