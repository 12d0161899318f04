// The built program: where it is, and running one of its commands to its end.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../..', import.meta.url));

export const binary = find();

function find() {
  const places = [process.env.SPEIR_BINARY, `${root}target/release/speir`, `${root}target/debug/speir`];
  const found = places.find((place) => place && existsSync(place));
  if (!found) throw new Error('There is no built speir: run `cargo build --release`, or set SPEIR_BINARY.');
  return resolve(found);
}

// Nothing that is set outside reaches the program, but for what finds its libraries.
export function environment(own = {}) {
  return { PATH: process.env.PATH, HOME: process.env.HOME, ...own };
}

export function speir(args, { env, input } = {}) {
  return execFileSync(binary, args, { cwd: root, env: environment(env), input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
}
