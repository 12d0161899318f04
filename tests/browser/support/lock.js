// Keeps the database from being written, as a backup or a full disk would.

import { spawn } from 'node:child_process';

export async function lock(database) {
  const child = spawn('sqlite3', [database], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const held = new Promise((resolve) => child.stdout.once('data', resolve));
  child.stdin.write('BEGIN EXCLUSIVE;\nSELECT 1;\n');
  await held;
  return async () => {
    child.stdin.end('ROLLBACK;\n');
    await ended;
  };
}
