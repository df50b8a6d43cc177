import { cpSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const needed = ['cdk.json', 'functions', 'infra', 'package-lock.json', 'package.json', 'shared'];

/** A copy of the checkout in which one text of one file is another; returns its folder. */
export function changedCheckout(file: string, from: string, to: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'firstlight-e2e-changed-'));
  for (const name of needed) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const text = readFileSync(join(folder, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
  writeFileSync(join(folder, file), text.replace(from, to));
  return folder;
}
