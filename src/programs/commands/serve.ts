// `warifu serve`: starts the server, says where it is, and stops it when asked to.

import { banksWithCustomers, officeOf } from '../../profile/bank-profile.ts';
import type { Configuration } from '../configuration.ts';
import { configurationFromEnvironment } from '../configuration-from-environment.ts';
import type { ExitCode } from '../exit-code.ts';
import { mailFolderOf } from '../mails.ts';
import { type RunningServer, startServer } from '../server.ts';

const PARENT_CHECK_MS = 250;

/** Runs until it is asked to stop; a second signal ends the process at once. */
export async function serve({ demonstration }: { demonstration: boolean }): Promise<ExitCode> {
  const configuration = configurationFromEnvironment({ demonstration, purpose: 'serve' });
  const begun = performance.now();
  const server = await startServer(configuration);
  const stopped = askedToStop();
  process.stdout.write(announcement(server, performance.now() - begun));
  await stopped;
  await server.close();
  return 0;
}

/**
 * SIGTERM, SIGINT, or the end of the shell that `npm start` put around us: npm hands a signal to that shell only, and
 * a server that nobody sees any more would hold ports and database.
 */
function askedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
    if (process.env.npm_lifecycle_event === undefined) return;
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch);
      resolve();
    }, PARENT_CHECK_MS);
    watch.unref();
  });
}

function announcement(
  { addresses, demonstration, configuration, deployment, proposedFiles }: RunningServer,
  took: number,
): string {
  const office = officeOf(deployment.banks);
  const lines = [
    `www     ${addresses.wwwOrigin}/`,
    `logon   ${addresses.logonOrigin('*')}/ (each logon its own host)`,
    ...(office === undefined
      ? []
      : [`office  ${addresses.wwwOrigin}/${office.code}/ leads to ${addresses.officeOrigin('*')}/`]),
    `pki     ${addresses.pkiOrigin}/`,
    `data    ${configuration.dataFolder} (${deployment.store.dialect === 'sqlite' ? 'SQLite' : 'PostgreSQL, keys here'})`,
    `banks   ${banksWithCustomers(deployment.banks)
      .map(({ code }) => code)
      .join(', ')}`,
    ...proposedFiles.map(
      (code) =>
        `notice  the file of bank ${code} was changed, but the office activated what is in force: the file waits there as a proposal`,
    ),
    ...clockLine(configuration, deployment.now()),
  ];
  if (demonstration !== undefined) {
    lines.push(
      `root to trust             ${demonstration.rootFile}`,
      `customers and their PINs  ${demonstration.customersFile}`,
    );
    if (demonstration.officersFile !== undefined)
      lines.push(`officers and passwords    ${demonstration.officersFile}`);
    if (configuration.smtpUrl === undefined)
      lines.push(`mails that went out       ${mailFolderOf(configuration)}`);
  }
  lines.push(`warifu ready ${addresses.wwwOrigin}/ after ${(took / 1000).toFixed(1)} s`);
  return `${lines.join('\n')}\n`;
}

function clockLine({ startAt }: Configuration, now: number): string[] {
  return startAt === undefined ? [] : [`clock   ${new Date(now).toISOString()} (WARIFU_NOW)`];
}
