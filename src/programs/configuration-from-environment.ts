// The configuration of this process: its environment, judged for what it is going to do.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Configuration, type Purpose, readConfiguration } from './configuration.ts';
import { StartFault } from './start-fault.ts';

/** @throws StartFault naming every variable that is wrong. */
export function configurationFromEnvironment(options: {
  readonly demonstration: boolean;
  readonly purpose: Purpose;
}): Configuration {
  const read = readConfiguration(process.env, options);
  if (read.ok) return read.configuration;
  throw new StartFault(
    'the environment has faults; nothing was started.',
    read.faults.map(({ variable, message }) => `${variable} ${message}`),
  );
}

/** A command works on the demonstration where that is what the data folder holds. */
export function commandConfiguration(): Configuration {
  const folder = process.env.WARIFU_DATA || 'data';
  const given = process.env.WARIFU_PEPPER || process.env.WARIFU_PEPPER_FILE;
  const demonstration = !given && existsSync(join(folder, 'demo', 'pepper'));
  return configurationFromEnvironment({ demonstration, purpose: 'command' });
}

/** As {@link commandConfiguration}, for what needs no secret of the deployment: copies, keys that stay sealed. */
export function readingConfiguration(): Configuration {
  return configurationFromEnvironment({ demonstration: true, purpose: 'read' });
}
