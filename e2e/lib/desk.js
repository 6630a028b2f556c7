// Starts the real program on a free port with a database of its own, and stops it by its own handle.
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const program = process.env.CHIEUSAU_PROGRAM
  ?? join(process.env.CARGO_TARGET_DIR ?? new URL('../../target', import.meta.url).pathname, 'release', 'chieusau');

// `day` is the day of the demonstration's clock; `folder` is that of a desk stopped before, to go on with;
// `law` and `specimens` are further folders of law and specimens by name.
export async function startDesk({ command = 'demo', database, lang = 'vi', day, folder: kept, law = [], specimens = [] } = {}) {
  const folder = kept ?? await mkdtemp(join(tmpdir(), 'chieusau-e2e-'));
  const url = database ?? `sqlite://${join(folder, 'desk.db')}`;
  const options = [command, '--listen', '127.0.0.1:0', '--database', url, '--key-file', join(folder, 'key'), '--lang', lang, ...(day ? ['--day', day] : []),
    ...law.flatMap((folder) => ['--law', folder]), ...specimens.flatMap((name) => ['--specimen', name])];
  const child = spawn(program, options, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stderr.on('data', (text) => { err += text; });
  const address = await new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`the desk did not open:\n${out}${err}`)), 240_000);
    child.stdout.on('data', (text) => {
      out += text;
      const found = out.match(/http:\/\/[\d.:]+/);
      if (found) { clearTimeout(late); resolve(found[0]); }
    });
    child.on('exit', (code) => { clearTimeout(late); reject(new Error(`the desk ended with ${code}:\n${out}${err}`)); });
  });
  const accounts = [...out.matchAll(/^ {2}(\S+) \/ (\S+) — (.*)$/gm)].map(([, login, password, role]) => ({ login, password, role }));
  return {
    address,
    accounts,
    folder,
    database: url,
    output: () => out + err,
    stop: ({ keep = false } = {}) => new Promise((resolve) => {
      child.removeAllListeners('exit');
      child.on('exit', async () => { if (!keep) await rm(folder, { recursive: true, force: true }); resolve(); });
      child.kill('SIGTERM');
    }),
  };
}
