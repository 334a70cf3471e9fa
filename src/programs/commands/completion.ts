// `warifu completion bash|zsh|fish`: what a shell needs to complete the command line, made from the commands themselves.

import type { Command, Option } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import { StartFault } from '../start-fault.ts';

type Options = Readonly<Record<Option, { readonly type: 'boolean' | 'string' }>>;
type Shell = (commands: readonly Command[], options: Options) => string;

const optionsOf = ({ needs, mayHave }: Command): string[] =>
  [...needs, ...mayHave, 'help'].map((option) => `--${option}`);
/** Of every command, its first word and its second, with what may follow. */
const wordsOf = (commands: readonly Command[]): string[] => [
  ...new Set(['help', ...commands.map(({ words }) => words[0] ?? '')]),
];
const secondsOf = (commands: readonly Command[], first: string): string[] =>
  commands.flatMap(({ words }) => (words[0] === first && words[1] !== undefined ? [words[1]] : []));

const bash: Shell = (commands) => {
  const cases = wordsOf(commands).flatMap((first) => {
    const seconds = secondsOf(commands, first);
    return seconds.length > 0
      ? [`    ${first}) COMPREPLY=($(compgen -W '${seconds.join(' ')}' -- "$word"));;`]
      : [];
  });
  const optionLines = (words: number) =>
    commands
      .filter((command) => command.words.length === words)
      .map((command) => `    '${command.words.join(' ')}') options='${optionsOf(command).join(' ')}';;`)
      .join('\n');
  return `_warifu() {
  local word="\${COMP_WORDS[COMP_CWORD]}" options=''
  COMPREPLY=()
  case "\${COMP_WORDS[*]:1:2}" in
${optionLines(2)}
  esac
  [ -n "$options" ] || case "\${COMP_WORDS[1]}" in
${optionLines(1)}
  esac
  if [ "$COMP_CWORD" = 1 ]; then COMPREPLY=($(compgen -W '${wordsOf(commands).join(' ')}' -- "$word")); return; fi
  if [[ "$word" = -* ]]; then COMPREPLY=($(compgen -W "$options" -- "$word")); return; fi
  if [ "$COMP_CWORD" = 2 ]; then case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
  esac; fi
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$word"))
}
complete -o filenames -F _warifu warifu
`;
};

/** zsh takes bash's by a module of its own. */
const zsh: Shell = (commands, options) =>
  `autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands, options)}`;

const fish: Shell = (commands, options) => {
  const lines = wordsOf(commands).map(
    (first) => `complete -c warifu -n __fish_use_subcommand -f -a ${first}`,
  );
  for (const { words } of commands) {
    if (words[1] === undefined) continue;
    lines.push(`complete -c warifu -n '__fish_seen_subcommand_from ${words[0]}' -f -a ${words[1]}`);
  }
  for (const command of commands) {
    const seen = command.words.map((word) => `__fish_seen_subcommand_from ${word}`).join('; and ');
    for (const option of [...command.needs, ...command.mayHave]) {
      lines.push(
        `complete -c warifu -n '${seen}' -l ${option}${options[option].type === 'string' ? ' -r' : ''}`,
      );
    }
  }
  return `${lines.join('\n')}\n`;
};

const SHELLS: Readonly<Record<string, Shell>> = { bash, zsh, fish };

export async function showCompletion(
  shell: string,
  commands: readonly Command[],
  options: Options,
): Promise<ExitCode> {
  const made = Object.hasOwn(SHELLS, shell) ? SHELLS[shell] : undefined;
  if (made === undefined) throw new StartFault(`there is no completion for ${shell}: bash, zsh or fish.`);
  process.stdout.write(made(commands, options));
  return 0;
}
