// The commands of a root on a machine of its own: part of the table of commands.

import { type Command, MANNER, mannerOf } from './command.ts';

export const ROOT_COMMANDS: readonly Command[] = [
  {
    words: ['root', 'create'],
    operands: ['FOLDER'],
    needs: ['pki'],
    mayHave: ['name', 'id', 'key-kind', 'years', 'months', 'split', 'persons', ...MANNER],
    run: async ([folder = ''], values) => {
      const { createRoot } = await import('./commands/root.ts');
      const { pki = '', id = 'root-1', 'key-kind': keyKind = 'P-384', persons = '', ...rest } = values;
      const { name = `Warifu Root CA ${id.slice(id.indexOf('-') + 1)}`, years, months, split } = rest;
      const order = { pki, id, keyKind, persons, name, years, months, split };
      return createRoot({ folder, ...order, ...mannerOf(values) });
    },
  },
  {
    words: ['root', 'show'],
    operands: ['FOLDER'],
    needs: [],
    mayHave: ['json'],
    run: async ([folder = ''], { json = false }) => {
      const { showRoot } = await import('./commands/root.ts');
      return showRoot(folder, json);
    },
  },
  {
    words: ['root', 'sign'],
    operands: ['FOLDER'],
    needs: ['request'],
    mayHave: ['years', 'shares', 'persons', ...MANNER],
    run: async ([folder = ''], values) => {
      const { signIssuing } = await import('./commands/root.ts');
      const { request = '', years, shares = false, persons = '' } = values;
      return signIssuing({ folder, request, years, shares, persons, ...mannerOf(values) });
    },
  },
  {
    words: ['root', 'revoke'],
    operands: ['FOLDER'],
    needs: ['serial', 'reason'],
    mayHave: ['shares', 'persons', ...MANNER],
    run: async ([folder = ''], values) => {
      const { revokeIssuing } = await import('./commands/root.ts');
      const { serial = '', reason = '', shares = false, persons = '' } = values;
      return revokeIssuing({ folder, serial, reason, shares, persons, ...mannerOf(values) });
    },
  },
  {
    words: ['root', 'revocation-list'],
    operands: ['FOLDER'],
    needs: [],
    mayHave: ['shares', 'persons', ...MANNER],
    run: async ([folder = ''], values) => {
      const { signList } = await import('./commands/root.ts');
      const { shares = false, persons = '' } = values;
      return signList({ folder, shares, persons, ...mannerOf(values) });
    },
  },
  {
    words: ['root', 'export'],
    operands: ['FOLDER'],
    needs: ['to'],
    mayHave: [],
    run: async ([folder = ''], { to = '' }) => {
      const { exportTo } = await import('./commands/root.ts');
      return exportTo(folder, to);
    },
  },
  {
    words: ['root', 'record'],
    operands: ['FOLDER'],
    needs: [],
    mayHave: ['lang', 'to'],
    run: async ([folder = ''], { lang = 'ja', to }) => {
      const { showRecord } = await import('./commands/root.ts');
      return showRecord(folder, lang, to);
    },
  },
];
