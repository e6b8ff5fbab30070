// The built example and the program that builds it.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository, which is also the example's source. */
export const SOURCE = process.env.PLANVERK_KILDE || resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const REPOSITORY = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The program: PLANVERK, else the one cargo builds. */
export function binary() {
  if (process.env.PLANVERK) return resolve(process.env.PLANVERK);
  execFileSync('cargo', ['build', '--quiet'], { cwd: REPOSITORY, stdio: 'inherit' });
  const target = process.env.CARGO_TARGET_DIR || join(REPOSITORY, 'target');
  const program = join(target, 'debug', 'planverk');
  if (!existsSync(program)) throw new Error(`Fant ikke programmet etter «cargo build»: ${program}`);
  return program;
}

/** Builds the example, or another source, and returns the folder. */
export function build(program, out, source = SOURCE) {
  try {
    execFileSync(program, ['build', source, '--out', out], { stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    throw new Error(`Nettstedet lot seg ikke bygge:\n${error.stderr || error.message}`);
  }
  return out;
}

/** Every page under a folder, as addresses from it, sorted. */
export function pages(folder) {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  return names.filter((entry) => entry.isFile() && entry.name.endsWith('.html'))
    .map((entry) => relative(folder, join(entry.parentPath ?? entry.path, entry.name)).split(sep).join('/'))
    .sort();
}
