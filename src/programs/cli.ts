// `warifu`: reads the command line and runs one command. The usage text is the specification.

import { parseArgs } from 'node:util';
import type { ExitCode } from './exit-code.ts';
import { StartFault } from './start-fault.ts';

export const USAGE = `warifu: electronic certificates for corporate internet banking

  warifu serve [--demo]
      Starts the server. --demo makes everything that a look at it needs: keys, a TLS certificate,
      and customers whose secrets it writes to data/demo/customers.json.

  warifu bank check FOLDER
      Judges a bank's folder (or a folder of banks): every fault with file, entry and cure.

  warifu contract import FILE.csv --bank CODE [--letters OUT.csv]
      Loads new contracts: all of the file, or nothing of it; a second time changes nothing.
      First PINs and cards that the file leaves empty are made, and written to OUT.csv for the
      letters to the customers (default: data/letters/).

  warifu contract unlock --bank CODE --contract ID [--user ID]
      Forgets the wrong entries of a contract's administrator, or of a user, so that he can try again.
      An administrator who is locked may lock the users too (the bank's profile says so).

  warifu contract resume --bank CODE --contract ID
      Lifts the emergency stop of a contract. Be sure of who asks for it.

  warifu user import FILE.csv --bank CODE [--letters OUT.csv]
      Loads users into contracts that are there (contract_id, user_id, name, mail, permission yes or no,
      user_pin, user_confirmation_pin): all of the file, or nothing of it. First PINs as with contracts.

  warifu certificate revoke --bank CODE --serial HEX --reason REASON
      Ends one certificate at once. Reasons: keyCompromise, cessationOfOperation,
      affiliationChanged, unspecified.

  warifu certificate approve --bank CODE --serial HEX
      Lets an administrator's certificate log on that was acquired again after expiry and waits for
      the bank (reAcquisition.bankApprovesAdministrators). Call the customer back before.

  warifu certificate reissue --bank CODE --contract ID [--user ID]
      Ends what an administrator or a user has and lets them acquire anew from today: after a form
      for a lost PC, or for who came too late.

  warifu token import FILE.csv --bank CODE
      Gives holders the tokens of a list (serial_number, contract_id, user_id, kind, secret_base32 or
      secret_hex …): all of the file, or nothing of it. A holder's new token ends the one before.

  warifu token end --bank CODE --contract ID [--user ID]
      Ends the token of an administrator or of a user: it was lost, or is broken.

  warifu officer create --bank CODE --id ID --role ROLE --person NUMBER --name NAME --mail ADDRESS
      Makes an officer of the office known, and prints the sheet to hand over: the first password
      and the address for the authenticator app. Roles: operator, approver, helpDesk, auditor (of a
      bank), caOfficer (of the office's own code). NUMBER tells the person, whatever the account.

  warifu audit verify [--json] [--head FILE] [--key FILE.pem]
      Reads the whole audit record and names the first entry that was altered, taken out, moved or cut
      off (exit code 1). --head: signed heads that were kept elsewhere (a file, or the folder of them);
      --key: the only key to believe. Beside a running server on PostgreSQL; on SQLite with the server
      stopped, or on a copy of its folder.

  warifu audit head [--json]
      Shows the newest signed head of the audit record, and the key.

  warifu audit prove --sequence NUMBER
      Proves to others that an entry stands in the audit record: JSON (docs/audit.md says how to verify it).

  warifu audit prove-growth --from SIZE
      Proves that the record, when it had so many entries, began the one of today.

  warifu help

On SQLite the commands on contracts, users, certificates and tokens need the server stopped. Settings come from the
environment (WARIFU_DATA, DATABASE_URL, WARIFU_BANKS, WARIFU_DOMAIN, ports and secrets): see README.md.
`;

const OPTIONS = {
  demo: { type: 'boolean' },
  bank: { type: 'string' },
  contract: { type: 'string' },
  letters: { type: 'string' },
  user: { type: 'string' },
  serial: { type: 'string' },
  reason: { type: 'string' },
  id: { type: 'string' },
  role: { type: 'string' },
  person: { type: 'string' },
  name: { type: 'string' },
  mail: { type: 'string' },
  json: { type: 'boolean' },
  head: { type: 'string' },
  key: { type: 'string' },
  sequence: { type: 'string' },
  from: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const;
type Option = keyof typeof OPTIONS;
type Values = { [Name in Option]?: (typeof OPTIONS)[Name]['type'] extends 'boolean' ? boolean : string };

interface Command {
  readonly words: readonly string[];
  /** Names of what stands behind the words. */
  readonly operands: readonly string[];
  readonly needs: readonly Option[];
  readonly mayHave: readonly Option[];
  run(operands: readonly string[], values: Values): Promise<ExitCode>;
}

/** Each loads what it needs when it runs: help needs no database. */
const COMMANDS: readonly Command[] = [
  {
    words: ['serve'],
    operands: [],
    needs: [],
    mayHave: ['demo'],
    run: async (_operands, { demo = false }) => {
      const { serve } = await import('./commands/serve.ts');
      return serve({ demonstration: demo });
    },
  },
  {
    words: ['bank', 'check'],
    operands: ['FOLDER'],
    needs: [],
    mayHave: [],
    run: async ([folder = '']) => {
      const { checkBanks } = await import('./commands/bank-check.ts');
      return checkBanks(folder);
    },
  },
  {
    words: ['contract', 'import'],
    operands: ['FILE.csv'],
    needs: ['bank'],
    mayHave: ['letters'],
    run: async ([file = ''], { bank = '', letters }) => {
      const { importContractFile } = await import('./commands/contract-import.ts');
      return importContractFile({ file, bankCode: bank, letters });
    },
  },
  {
    words: ['contract', 'unlock'],
    operands: [],
    needs: ['bank', 'contract'],
    mayHave: ['user'],
    run: async (_operands, { bank = '', contract = '', user }) => {
      const { unlock } = await import('./commands/contract-unlock.ts');
      return unlock({ bankCode: bank, contractId: contract, userId: user });
    },
  },
  {
    words: ['contract', 'resume'],
    operands: [],
    needs: ['bank', 'contract'],
    mayHave: [],
    run: async (_operands, { bank = '', contract = '' }) => {
      const { resume } = await import('./commands/contract-resume.ts');
      return resume({ bankCode: bank, contractId: contract });
    },
  },
  {
    words: ['user', 'import'],
    operands: ['FILE.csv'],
    needs: ['bank'],
    mayHave: ['letters'],
    run: async ([file = ''], { bank = '', letters }) => {
      const { importUserFile } = await import('./commands/user-import.ts');
      return importUserFile({ file, bankCode: bank, letters });
    },
  },
  {
    words: ['certificate', 'revoke'],
    operands: [],
    needs: ['bank', 'serial', 'reason'],
    mayHave: [],
    run: async (_operands, { bank = '', serial = '', reason = '' }) => {
      const { revoke } = await import('./commands/certificate-revoke.ts');
      return revoke({ bankCode: bank, serial, reason });
    },
  },
  {
    words: ['certificate', 'approve'],
    operands: [],
    needs: ['bank', 'serial'],
    mayHave: [],
    run: async (_operands, { bank = '', serial = '' }) => {
      const { approve } = await import('./commands/certificate-approve.ts');
      return approve({ bankCode: bank, serial });
    },
  },
  {
    words: ['certificate', 'reissue'],
    operands: [],
    needs: ['bank', 'contract'],
    mayHave: ['user'],
    run: async (_operands, { bank = '', contract = '', user = '' }) => {
      const { reissue } = await import('./commands/certificate-reissue.ts');
      return reissue({ bankCode: bank, contractId: contract, userId: user });
    },
  },
  {
    words: ['token', 'import'],
    operands: ['FILE.csv'],
    needs: ['bank'],
    mayHave: [],
    run: async ([file = ''], { bank = '' }) => {
      const { importTokenFile } = await import('./commands/token-import.ts');
      return importTokenFile({ file, bankCode: bank });
    },
  },
  {
    words: ['officer', 'create'],
    operands: [],
    needs: ['bank', 'id', 'role', 'person', 'name', 'mail'],
    mayHave: [],
    run: async (_operands, { bank = '', id = '', role = '', person = '', name = '', mail = '' }) => {
      const { makeOfficer } = await import('./commands/officer-create.ts');
      return makeOfficer({ bankCode: bank, officerId: id, role, person, name, mail });
    },
  },
  {
    words: ['token', 'end'],
    operands: [],
    needs: ['bank', 'contract'],
    mayHave: ['user'],
    run: async (_operands, { bank = '', contract = '', user = '' }) => {
      const { endHoldersToken } = await import('./commands/token-end.ts');
      return endHoldersToken({ bankCode: bank, contractId: contract, userId: user });
    },
  },
  {
    words: ['audit', 'verify'],
    operands: [],
    needs: [],
    mayHave: ['json', 'head', 'key'],
    run: async (_operands, { json = false, head, key }) => {
      const { verifyRecord } = await import('./commands/audit-verify.ts');
      return verifyRecord({ json, headFile: head, keyFile: key });
    },
  },
  {
    words: ['audit', 'head'],
    operands: [],
    needs: [],
    mayHave: ['json'],
    run: async (_operands, { json = false }) => {
      const { showHead } = await import('./commands/audit-prove.ts');
      return showHead({ json });
    },
  },
  {
    words: ['audit', 'prove'],
    operands: [],
    needs: ['sequence'],
    mayHave: [],
    run: async (_operands, { sequence = '' }) => {
      const { proveEntry } = await import('./commands/audit-prove.ts');
      return proveEntry(sequence);
    },
  },
  {
    words: ['audit', 'prove-growth'],
    operands: [],
    needs: ['from'],
    mayHave: [],
    run: async (_operands, { from = '' }) => {
      const { proveFrom } = await import('./commands/audit-prove.ts');
      return proveFrom(from);
    },
  },
];

/** Runs one command line; sets the exit code and leaves the process to end by itself. */
export async function run(line: readonly string[]): Promise<void> {
  process.exitCode = await runCommand(line);
}

async function runCommand(line: readonly string[]): Promise<ExitCode> {
  const understood = understand(line);
  if ('complaint' in understood) {
    process.stderr.write(`warifu: ${understood.complaint}\nwarifu: \`warifu help\` shows every command.\n`);
    return 2;
  }
  try {
    return await understood.run();
  } catch (error) {
    const { explainFault } = await import('./explain-fault.ts');
    const fault = explainFault(error);
    if (!(fault instanceof StartFault)) throw error;
    process.stderr.write(`warifu: ${fault.message}\n${fault.lines.map((one) => `  ${one}\n`).join('')}`);
    return 1;
  }
}

type Understood = { readonly run: () => Promise<ExitCode> } | { readonly complaint: string };

function understand(line: readonly string[]): Understood {
  const { values, positionals, tokens } = parseArgs({
    args: [...line],
    options: OPTIONS,
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  if (values.help || line.length === 0 || positionals[0] === 'help') return { run: showUsage };
  const unknown = tokens.find((token) => token.kind === 'option' && !(token.name in OPTIONS));
  if (unknown?.kind === 'option') return { complaint: `there is no option ${unknown.rawName}` };
  const command = COMMANDS.find(({ words }) => words.every((word, index) => positionals[index] === word));
  if (command === undefined)
    return { complaint: `there is no command \`${positionals.slice(0, 2).join(' ')}\`` };
  return check(command, positionals.slice(command.words.length), values);
}

function check(command: Command, operands: string[], values: Record<string, unknown>): Understood {
  const name = `warifu ${command.words.join(' ')}`;
  const missing = command.operands[operands.length];
  if (missing !== undefined) return { complaint: `${name} needs ${missing}` };
  const extra = operands[command.operands.length];
  if (extra !== undefined) return { complaint: `${name} does not know what to do with "${extra}"` };
  for (const option of Object.keys(OPTIONS) as Option[]) {
    const value = values[option];
    const allowed = command.needs.includes(option) || command.mayHave.includes(option);
    if (value !== undefined && !allowed) return { complaint: `${name} takes no --${option}` };
    const wanted = OPTIONS[option].type === 'string' ? 'string' : 'boolean';
    if (value === undefined ? command.needs.includes(option) : typeof value !== wanted || value === '')
      return {
        complaint: `${name} needs --${option} ${wanted === 'string' ? option.toUpperCase() : ''}`.trimEnd(),
      };
  }
  return { run: () => command.run(operands, values as Values) };
}

async function showUsage(): Promise<ExitCode> {
  process.stdout.write(USAGE);
  return 0;
}
