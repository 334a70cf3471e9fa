#!/usr/bin/env -S node --max-semi-space-size=8
// The command `warifu`. Plain JavaScript that any Node reads, because its first duty is to say clearly that an
// old Node will not do; everything else is in src/programs/cli.ts. The option above bounds V8's nursery: a start fills
// it with what nobody needs again, and 40 MB of it would never be given back.

var wanted = 24;

if (Number(process.versions.node.split('.')[0]) < wanted) {
  console.error(
    'warifu: this is Node ' +
      process.versions.node +
      ', and Warifu needs Node ' +
      wanted +
      ' or newer: run `npm ci` in the project folder, which brings one along, and then `npm start` or ' +
      '`npx warifu …`, which use it.',
  );
  process.exit(1);
}

// node:sqlite and type stripping announce themselves as experimental at every start; an operator can do nothing
// with that. Every other warning is shown as usual.
var shown = process.listeners('warning');
process.removeAllListeners('warning');
process.on('warning', (warning) => {
  if (warning.name === 'ExperimentalWarning') return;
  shown.forEach((show) => {
    show(warning);
  });
});

import('../src/programs/cli.ts').then((cli) => cli.run(process.argv.slice(2)));
