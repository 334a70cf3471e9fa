// `warifu`: reads the command line and runs one command.

import { parseArgs } from 'node:util';
import { type Command, OPTIONS, type Option, type Values } from './command.ts';
import { COMMANDS } from './command-table.ts';
import type { ExitCode } from './exit-code.ts';
import { StartFault } from './start-fault.ts';
import { USAGE, usageOf } from './usage.ts';

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
  const words = positionals.map((word, index) => (index === 0 && word === 'cert' ? 'certificate' : word));
  if (values.help || line.length === 0 || words[0] === 'help') {
    const of = words.slice(words[0] === 'help' ? 1 : 0);
    // What stands behind a command's words is no part of them.
    const part = usageOf(COMMANDS.find((one) => begins(of, one.words))?.words ?? of);
    return part === '' ? complaintOf(of) : { run: () => show(of.length === 0 ? USAGE : part) };
  }
  const unknown = tokens.find((token) => token.kind === 'option' && !(token.name in OPTIONS));
  if (unknown?.kind === 'option') return { complaint: `there is no option ${unknown.rawName}` };
  const command = COMMANDS.find((one) => begins(words, one.words));
  if (command === undefined) return complaintOf(words);
  return check(command, words.slice(command.words.length), values);
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

const begins = (line: readonly string[], words: readonly string[]): boolean =>
  words.every((word, index) => line[index] === word);

const complaintOf = (words: readonly string[]) => ({
  complaint: `there is no command \`${words.slice(0, 2).join(' ')}\``,
});

async function show(text: string): Promise<ExitCode> {
  process.stdout.write(text);
  return 0;
}
