// A database of a test's own, on SQLite or, where TEST_DATABASE says so, on PostgreSQL.

import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from './binary.js';

const kind = process.env.TEST_DATABASE ?? 'sqlite';

// What the program is told of a new database, how to lock it, as a backup or a full disk would, and how to change it behind
// the program's back.
export async function database(folder) {
  if (kind === 'sqlite') return onSqlite(join(folder, 'speir.sqlite'));
  if (kind === 'postgres') return onPostgres();
  throw new Error(`TEST_DATABASE is ${kind}: write sqlite or postgres`);
}

function onSqlite(file) {
  return {
    env: { DATABASE_URL: file },
    lock: () => lock('sqlite3', [file], 'BEGIN EXCLUSIVE;\nSELECT 1;\n'),
    change: (statement) => execFileSync('sqlite3', ['-cmd', '.timeout 60000', file, statement]),
  };
}

let cluster;
let count = 0;

async function onPostgres() {
  cluster ??= start();
  const server = await cluster;
  const name = `place${count++}`;
  execFileSync('psql', ['--quiet', server, '--command', `CREATE DATABASE ${name} TEMPLATE template0`]);
  const address = server.replace(/postgres$/, name);
  return {
    env: { DATABASE_URL: address, SPEIR_SECRET: randomBytes(32).toString('hex') },
    lock: () => lock('psql', ['--quiet', '--tuples-only', address], 'BEGIN;\nLOCK TABLE tickets IN EXCLUSIVE MODE;\nSELECT 1;\n'),
    change: (statement) => execFileSync('psql', ['--quiet', address, '--command', statement]),
  };
}

// The server goes away by itself when this process, and with it the server's input, ends.
async function start() {
  const child = spawn(`${root}tests/postgres`, ['--hasty'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const address = await new Promise((resolve, reject) => {
    createInterface(child.stdout).once('line', resolve);
    child.once('exit', () => reject(new Error('There is no PostgreSQL server: tests/postgres says above how to get one.')));
  });
  // It keeps nobody from ending.
  for (const one of [child, child.stdin, child.stdout]) one.unref();
  return address;
}

// Locks by a client that stays in its transaction until the lock is given up.
async function lock(client, args, begin) {
  const child = spawn(client, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const held = new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdin.write(begin);
  await held;
  return async () => {
    child.stdin.end('ROLLBACK;\n');
    await ended;
  };
}
