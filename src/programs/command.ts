// What a command of `warifu` is, and the options that there are.

import type { ExitCode } from './exit-code.ts';

export const OPTIONS = {
  demo: { type: 'boolean' },
  bank: { type: 'string' },
  contract: { type: 'string' },
  letters: { type: 'string' },
  'key-file': { type: 'string' },
  'password-file': { type: 'string' },
  user: { type: 'string' },
  serial: { type: 'string' },
  reason: { type: 'string' },
  id: { type: 'string' },
  role: { type: 'string' },
  person: { type: 'string' },
  name: { type: 'string' },
  mail: { type: 'string' },
  json: { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  'end-unknown': { type: 'boolean' },
  'accept-loss': { type: 'boolean' },
  list: { type: 'string' },
  shares: { type: 'boolean' },
  split: { type: 'string' },
  head: { type: 'string' },
  key: { type: 'string' },
  sequence: { type: 'string' },
  from: { type: 'string' },
  pki: { type: 'string' },
  years: { type: 'string' },
  months: { type: 'string' },
  persons: { type: 'string' },
  request: { type: 'string' },
  to: { type: 'string' },
  lang: { type: 'string' },
  'key-kind': { type: 'string' },
  fingerprint: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
export type Option = keyof typeof OPTIONS;
export type Values = {
  [Name in Option]?: (typeof OPTIONS)[Name]['type'] extends 'boolean' ? boolean : string;
};

/** Of a command that changes something. */
export const MANNER = ['dry-run', 'json'] as const satisfies Option[];
export const mannerOf = ({ json = false, 'dry-run': dryRun = false }: Values) => ({ json, dryRun });

export interface Command {
  readonly words: readonly string[];
  /** Names of what stands behind the words. */
  readonly operands: readonly string[];
  readonly needs: readonly Option[];
  readonly mayHave: readonly Option[];
  run(operands: readonly string[], values: Values): Promise<ExitCode>;
}
