// The rooms of the house (docs/architecture.md), bottom up. A room imports only rooms below it.

export const ROOMS = [
  'x509',
  'profile',
  'domain',
  'store',
  'ca',
  'notices',
  'procedures',
  'http',
  'protocols',
  'backoffice',
  'portal',
  'programs',
] as const;

export type Room = (typeof ROOMS)[number];

/** Side by side: none of them knows another. */
export const NEIGHBOURS: readonly Room[] = ['protocols', 'portal', 'backoffice'];

/** These write only through procedures. */
export const READERS_ONLY: readonly Room[] = ['portal', 'backoffice'];

/** Databases are spoken to in one room. */
export const DATABASE_PACKAGES = ['kysely', 'pg', 'node:sqlite'];

/** The CA's keys are in one pair of hands; a TLS server's own key is checked against its certificate at start. */
export const PRIVATE_KEY_FILES = /^src\/(ca\/signing-key[a-z0-9-]*|programs\/server-identity)\.ts$/;

/** Names that say nothing; what would go there lives in the lowest room that needs it. */
export const EMPTY_NAMES = [
  'utils',
  'util',
  'common',
  'helpers',
  'helper',
  'core',
  'misc',
  'shared',
  'index',
];

export const MOST_LINES = 400;
/** A table of every reason is long and still one thing. */
export const MOST_LINES_OF_A_TEST = 600;
