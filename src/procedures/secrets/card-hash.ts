// Cells of customer cards at rest: a keyed hash whose key is not in the database, because two digits hide nothing.

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { DeploymentKeys } from '../deployment.ts';

/** The keyed hash of one cell's content; the card and the place are part of it, so that equal cells differ. */
export function hashCell(keys: DeploymentKeys, card: string, coordinate: string, content: string): string {
  return createHmac('sha256', keys.card)
    .update(JSON.stringify([card, coordinate, content]))
    .digest('hex');
}

/** Compares every cell before it answers. */
export function cellsMatch(
  keys: DeploymentKeys,
  card: string,
  stored: Readonly<Record<string, string>>,
  answers: readonly { readonly coordinate: string; readonly content: string }[],
): boolean {
  let wrong = answers.length === 0 ? 1 : 0;
  for (const { coordinate, content } of answers) {
    const expected = Buffer.from(stored[coordinate] ?? ''.padEnd(64, '0'), 'hex');
    const given = Buffer.from(hashCell(keys, card, coordinate, content), 'hex');
    if (!timingSafeEqual(expected, given)) wrong += 1;
  }
  return wrong === 0;
}
