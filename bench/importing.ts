// A list of contracts sent to the office: a million lines of which one is faulty, judged; and a list without a fault,
// judged, entered, approved and imported. Each size in a process of its own, whose memory at most is told: it must not
// grow with the list.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Figure } from './table.ts';

const SMALL = 50_000;
const LARGE = 1_000_000;
const AIM_GROWTH = 1.5;

/** What the process that takes a list says of itself. */
export interface ListTaken {
  readonly judgedSeconds: number;
  /** The faulty line that was found. */
  readonly faultyLine: number;
  readonly importedSeconds: number;
  readonly imported: number;
  readonly peakMB: number;
}

export async function measureImporting(folder: string): Promise<Figure[]> {
  const [small, large] = [SMALL, LARGE].map((lines) => take(join(folder, String(lines)), lines));
  if (small === undefined || large === undefined) throw new Error('both sizes are taken');
  const growth = large.peakMB / small.peakMB;
  const lines = LARGE.toLocaleString('en');
  return [
    {
      what: `a list of ${lines} contracts judged, the faulty line named, SQLite`,
      value: `${large.judgedSeconds.toFixed(0)} s, line ${large.faultyLine.toLocaleString('en')}`,
    },
    {
      what: `a list of ${lines} contracts imported, SQLite`,
      value: `${large.importedSeconds.toFixed(0)} s`,
    },
    {
      what: 'memory of the process that takes it, at most',
      value: `${large.peakMB.toFixed(0)} MB`,
      against: `a list of ${SMALL.toLocaleString('en')} ${small.peakMB.toFixed(0)} MB`,
      ratio: growth,
      aim: `≤ ${AIM_GROWTH} ×`,
      held: growth <= AIM_GROWTH,
    },
  ];
}

function take(dataFolder: string, lines: number): ListTaken {
  const program = join(import.meta.dirname, 'importing-list.ts');
  const job = JSON.stringify({ dataFolder, lines });
  return JSON.parse(execFileSync(process.execPath, [program, job], { encoding: 'utf8' })) as ListTaken;
}
