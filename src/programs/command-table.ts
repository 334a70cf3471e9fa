// Every command of `warifu`: its words, what it needs, and what it runs. Each loads what it needs when it runs: help
// needs no database.

import { type Command, MANNER, mannerOf, OPTIONS } from './command.ts';
import { ROOT_COMMANDS } from './root-command-table.ts';

export const COMMANDS: readonly Command[] = [
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
    words: ['bank', 'take'],
    operands: ['CODE'],
    needs: [],
    mayHave: MANNER,
    run: async ([bank = ''], values) => {
      const { takeBank } = await import('./commands/bank-take.ts');
      return takeBank(bank, mannerOf(values));
    },
  },
  {
    words: ['contract', 'import'],
    operands: ['FILE.csv'],
    needs: ['bank'],
    mayHave: ['letters', ...MANNER],
    run: async ([file = ''], { bank = '', letters, ...values }) => {
      const { importContractFile } = await import('./commands/contract-import.ts');
      return importContractFile({ file, bankCode: bank, letters, manner: mannerOf(values) });
    },
  },
  {
    words: ['contract', 'unlock'],
    operands: [],
    needs: ['bank', 'contract'],
    mayHave: ['user', ...MANNER],
    run: async (_operands, values) => {
      const { bank = '', contract = '', user } = values;
      const { unlock } = await import('./commands/contract-unlock.ts');
      return unlock({ bankCode: bank, contractId: contract, userId: user }, mannerOf(values));
    },
  },
  {
    words: ['contract', 'resume'],
    operands: [],
    needs: ['bank', 'contract'],
    mayHave: [...MANNER],
    run: async (_operands, values) => {
      const { bank = '', contract = '' } = values;
      const { resume } = await import('./commands/contract-resume.ts');
      return resume({ bankCode: bank, contractId: contract }, mannerOf(values));
    },
  },
  {
    words: ['user', 'import'],
    operands: ['FILE.csv'],
    needs: ['bank'],
    mayHave: ['letters', ...MANNER],
    run: async ([file = ''], { bank = '', letters, ...values }) => {
      const { importUserFile } = await import('./commands/user-import.ts');
      return importUserFile({ file, bankCode: bank, letters, manner: mannerOf(values) });
    },
  },
  {
    words: ['certificate', 'revoke'],
    operands: [],
    needs: ['bank', 'serial', 'reason'],
    mayHave: [...MANNER],
    run: async (_operands, values) => {
      const { bank = '', serial = '', reason = '' } = values;
      const { revoke } = await import('./commands/certificate-revoke.ts');
      return revoke({ bankCode: bank, serial, reason }, mannerOf(values));
    },
  },
  {
    words: ['certificate', 'approve'],
    operands: [],
    needs: ['bank', 'serial'],
    mayHave: [...MANNER],
    run: async (_operands, values) => {
      const { bank = '', serial = '' } = values;
      const { approve } = await import('./commands/certificate-approve.ts');
      return approve({ bankCode: bank, serial }, mannerOf(values));
    },
  },
  {
    words: ['certificate', 'reissue'],
    operands: [],
    needs: ['bank', 'contract'],
    mayHave: ['user', ...MANNER],
    run: async (_operands, values) => {
      const { bank = '', contract = '', user = '' } = values;
      const { reissue } = await import('./commands/certificate-reissue.ts');
      return reissue({ bankCode: bank, contractId: contract, userId: user }, mannerOf(values));
    },
  },
  {
    words: ['token', 'import'],
    operands: ['FILE'],
    needs: ['bank'],
    mayHave: ['key-file', 'password-file', ...MANNER],
    run: async (
      [file = ''],
      { bank = '', 'key-file': keyFile, 'password-file': passwordFile, ...values },
    ) => {
      const { importTokenFile } = await import('./commands/token-import.ts');
      return importTokenFile({ file, bankCode: bank, keyFile, passwordFile }, mannerOf(values));
    },
  },
  {
    words: ['officer', 'create'],
    operands: [],
    needs: ['bank', 'id', 'role', 'person', 'name', 'mail'],
    mayHave: MANNER,
    run: async (_operands, values) => {
      const { bank = '', id = '', role = '', person = '', name = '', mail = '' } = values;
      const { makeOfficer } = await import('./commands/officer-create.ts');
      return makeOfficer({ bankCode: bank, officerId: id, role, person, name, mail }, mannerOf(values));
    },
  },
  {
    words: ['token', 'end'],
    operands: [],
    needs: ['bank', 'contract'],
    mayHave: ['user', ...MANNER],
    run: async (_operands, values) => {
      const { bank = '', contract = '', user = '' } = values;
      const { endHoldersToken } = await import('./commands/token-end.ts');
      return endHoldersToken({ bankCode: bank, contractId: contract, userId: user }, mannerOf(values));
    },
  },
  {
    words: ['signer'],
    operands: [],
    needs: [],
    mayHave: ['demo', 'shares'],
    run: async (_operands, { demo = false, shares = false }) => {
      const { runSigner } = await import('./commands/signer.ts');
      return runSigner({ demonstration: demo, shares });
    },
  },
  {
    words: ['ca', 'show'],
    operands: [],
    needs: [],
    mayHave: ['json'],
    run: async (_operands, { json = false }) => {
      const { showAuthorities } = await import('./commands/ca-show.ts');
      return showAuthorities(json);
    },
  },
  {
    words: ['ca', 'prepare'],
    operands: ['FILE.csr'],
    needs: [],
    mayHave: ['key-kind', ...MANNER],
    run: async ([file = ''], { 'key-kind': keyKind, ...values }) => {
      const { prepareKey } = await import('./commands/ca-generation.ts');
      return prepareKey({ file, keyKind }, mannerOf(values));
    },
  },
  {
    words: ['ca', 'accept'],
    operands: ['FILE'],
    needs: ['from'],
    mayHave: [...MANNER],
    run: async ([file = ''], { from = '', ...values }) => {
      const { acceptCertificate } = await import('./commands/ca-generation.ts');
      return acceptCertificate({ file, from }, mannerOf(values));
    },
  },
  {
    words: ['ca', 'roll'],
    operands: [],
    needs: ['from'],
    mayHave: ['key-kind', ...MANNER],
    run: async (_operands, { from = '', 'key-kind': keyKind, ...values }) => {
      const { roll } = await import('./commands/ca-generation.ts');
      return roll({ from, keyKind }, mannerOf(values));
    },
  },
  {
    words: ['ca', 'trust-root'],
    operands: ['FILE'],
    needs: ['id', 'fingerprint'],
    mayHave: [...MANNER],
    run: async ([file = ''], { id = '', fingerprint = '', ...values }) => {
      const { makeRootKnown } = await import('./commands/ca-generation.ts');
      return makeRootKnown({ file, id, fingerprint }, mannerOf(values));
    },
  },
  {
    words: ['ca', 'policy'],
    operands: [],
    needs: [],
    mayHave: ['lang'],
    run: async (_operands, { lang = 'ja' }) => {
      const { showPolicy } = await import('./commands/ca-policy.ts');
      return showPolicy(lang);
    },
  },
  {
    words: ['ca', 'root-list'],
    operands: ['FILE.crl'],
    needs: [],
    mayHave: [...MANNER],
    run: async ([file = ''], values) => {
      const { takeList } = await import('./commands/ca-root-list.ts');
      return takeList(file, mannerOf(values));
    },
  },
  {
    words: ['ca', 'reopen'],
    operands: ['CA'],
    needs: [],
    mayHave: ['bank', ...MANNER],
    run: async ([generation = ''], { bank: bankCode, ...values }) => {
      const { reopen } = await import('./commands/ca-reopen.ts');
      return reopen({ generation, bankCode }, mannerOf(values));
    },
  },
  {
    words: ['ca', 'reconcile'],
    operands: [],
    needs: [],
    mayHave: ['end-unknown', 'accept-loss', ...MANNER],
    run: async (_operands, values) => {
      const { reconcile } = await import('./commands/backup.ts');
      const { 'end-unknown': endUnknown = false, 'accept-loss': acceptLoss = false } = values;
      return reconcile({ ...mannerOf(values), endUnknown, acceptLoss });
    },
  },
  {
    words: ['certificate', 'show'],
    operands: [],
    needs: ['serial'],
    mayHave: ['json'],
    run: async (_operands, { serial = '', json = false }) => {
      const { showCertificate } = await import('./commands/ca-show.ts');
      return showCertificate(serial, json);
    },
  },
  {
    words: ['crl', 'show'],
    operands: [],
    needs: [],
    mayHave: ['json'],
    run: async (_operands, { json = false }) => {
      const { showLists } = await import('./commands/ca-show.ts');
      return showLists(json);
    },
  },
  {
    words: ['crl', 'save'],
    operands: ['FILE.crl'],
    needs: [],
    mayHave: ['list', 'id'],
    run: async ([file = ''], { list = 'full', id }) => {
      const { saveList } = await import('./commands/ca-show.ts');
      return saveList(file, list, id);
    },
  },
  {
    words: ['ocsp', 'show'],
    operands: [],
    needs: [],
    mayHave: ['json'],
    run: async (_operands, { json = false }) => {
      const { showResponders } = await import('./commands/ca-show.ts');
      return showResponders(json);
    },
  },
  {
    words: ['backup', 'verify'],
    operands: ['FOLDER'],
    needs: [],
    mayHave: ['json'],
    run: async ([folder = ''], { json = false }) => {
      const { verifyBackup } = await import('./commands/backup.ts');
      return verifyBackup(folder, json);
    },
  },
  {
    words: ['backup'],
    operands: ['FOLDER'],
    needs: [],
    mayHave: MANNER,
    run: async ([folder = ''], values) => {
      const { backUp } = await import('./commands/backup.ts');
      return backUp({ folder, ...mannerOf(values) });
    },
  },
  {
    words: ['restore'],
    operands: ['FOLDER'],
    needs: [],
    mayHave: MANNER,
    run: async ([folder = ''], values) => {
      const { restore } = await import('./commands/backup.ts');
      return restore({ folder, ...mannerOf(values) });
    },
  },
  {
    words: ['completion'],
    operands: ['bash|zsh|fish'],
    needs: [],
    mayHave: [],
    run: async ([shell = '']) => {
      const { showCompletion } = await import('./commands/completion.ts');
      return showCompletion(shell, COMMANDS, OPTIONS);
    },
  },
  {
    words: ['ca', 'shares'],
    operands: [],
    needs: ['split'],
    mayHave: [],
    run: async (_operands, { split = '' }) => {
      const { splitShares } = await import('./commands/ca-shares.ts');
      return splitShares(split);
    },
  },
  ...ROOT_COMMANDS,
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
