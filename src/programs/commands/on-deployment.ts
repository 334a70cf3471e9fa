// A command that changes something: opened, done or only tried, and told in words or as JSON.

import type { Deployment } from '../../procedures/deployment.ts';
import type { Store } from '../../store/store.ts';
import { startClock } from '../clock.ts';
import { commandConfiguration } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { openDeployment } from '../open-deployment.ts';

export interface Manner {
  readonly json: boolean;
  /** Every transaction is undone when it is over; what it says is what would be. */
  readonly dryRun: boolean;
}

export interface Told {
  /** For programs. */
  readonly value: object;
  /** For people, lines with their ends. */
  readonly words: string;
}

export async function onDeployment(
  manner: Manner,
  work: (deployment: Deployment) => Promise<Told>,
): Promise<ExitCode> {
  const configuration = commandConfiguration();
  const { deployment } = await openDeployment(configuration, startClock(configuration.startAt));
  try {
    const { store } = deployment;
    return tell(manner, await work(manner.dryRun ? { ...deployment, store: undoing(store) } : deployment));
  } finally {
    await deployment.store.close();
  }
}

/** Prints what was done, or would be. */
export function tell({ json, dryRun }: Manner, { value, words }: Told): ExitCode {
  if (json) process.stdout.write(`${JSON.stringify({ ...value, dryRun })}\n`);
  else process.stdout.write(`${words}${dryRun ? 'Dry run: nothing was changed.\n' : ''}`);
  return 0;
}

class Undone extends Error {}

/** A store on which everything can be done and nothing stays. */
export function undoing(store: Store): Store {
  return {
    ...store,
    transaction: async <T>(work: Parameters<typeof store.transaction<T>>[0]): Promise<T> => {
      let outcome: { readonly done: T } | undefined;
      try {
        await store.transaction(async (tx) => {
          outcome = { done: await work(tx) };
          throw new Undone('a dry run');
        });
      } catch (error) {
        if (!(error instanceof Undone)) throw error;
      }
      if (outcome === undefined) throw new Error('a dry run that did not run');
      return outcome.done;
    },
  };
}
