// The environment, read once and strictly: every fault is named by its variable and with its cure
// (design, "What stays stable"). Nothing else in the house reads process.env.

import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import {
  type CaKeyKinds,
  ROOT_LIST_MONTHS,
  ROOT_LIST_MOST_MONTHS,
  USUAL_CA_KEY_KINDS,
} from '../ca/root-terms.ts';
import { HOUR_MS, STATUS_PERIODS } from '../ca/status-periods.ts';
import { CA_KEY_KINDS } from '../x509/ca-key-kind.ts';

/** A secret given as it is, or kept in a file whose path is given. */
export type SecretSource = { readonly value: string } | { readonly file: string };

export interface Configuration {
  readonly demonstration: boolean;
  /** Absolute. */
  readonly dataFolder: string;
  /** PostgreSQL; absent: SQLite in the data folder. */
  readonly databaseUrl: string | undefined;
  readonly banksFolder: string;
  /** The office's own profile; absent: there is no office face. */
  readonly officeFolder: string | undefined;
  readonly domain: string;
  /** Where the listeners are bound. */
  readonly hosts: readonly string[];
  readonly ports: {
    readonly www: number;
    readonly logon: number;
    readonly office: number;
    readonly pki: number;
  };
  /** Where the demonstration's clock starts, epoch milliseconds. */
  readonly startAt: number | undefined;
  /** The TLS server certificate for the www name and for *.logon.<domain>; the demonstration makes its own. */
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | undefined;
  readonly passphrase: SecretSource | undefined;
  readonly pepper: SecretSource | undefined;
  /** The mail server's address, which may hold a password; the demonstration writes its mails into a folder. */
  readonly smtpUrl: SecretSource | undefined;
  /** Where signed heads of the audit record go: best a place that whoever runs the database cannot write. */
  readonly auditHeadsFolder: string;
  /** Where what is done goes, so that no old backup forgets it: best on another disk than the database. */
  readonly journalFolder: string;
  /** For how long revocation lists and OCSP answers may be believed. */
  readonly statusHours: { readonly revocationList: number; readonly ocsp: number };
  /** Of a signer that was started apart; absent: the server starts its own. */
  readonly signerSocket?: string | undefined;
  /** The PKCS #11 token with the CAs' keys; absent: they are sealed files. */
  readonly token?:
    | { readonly module: string; readonly label: string; readonly pin: SecretSource }
    | undefined;
  /** Of the keys that the signer makes for CAs. */
  readonly caKeyKinds?: CaKeyKinds;
  /** Of holders' certificates; absent: the one for examples. */
  readonly policyId?: string | undefined;
  /** Of keys that are certified for nobody. */
  readonly refusedKeysFile?: string | undefined;
  /** For how long a list of a root that lies here may be believed. */
  readonly rootListMonths?: number;
  /** Whether the root is elsewhere: a first start then waits for what it has signed. */
  readonly rootElsewhere?: boolean;
  /** The face for machines that watch: health and metrics. Absent: there is none. */
  readonly watch?: { readonly hosts: readonly string[]; readonly port: number } | undefined;
}

export interface ConfigurationFault {
  readonly variable: string;
  readonly message: string;
}

/**
 * A command on the data needs no listener, and so no TLS certificate; one that only reads it needs no secret. A signer
 * needs what opens its keys.
 */
export type Purpose = 'serve' | 'command' | 'read' | 'sign';

export type Environment = Readonly<Record<string, string | undefined>>;

const port = z.coerce
  .number({ error: 'is not a number: give a port from 0 to 65535' })
  .int('is not a whole number: give a port from 0 to 65535')
  .min(0, 'is below 0: give a port from 0 to 65535')
  .max(65_535, 'is above 65535: give a port from 0 to 65535');

/** RFC 1123 host name, lower case, as it goes into certificates and addresses. */
const domain = z
  .string()
  .toLowerCase()
  .regex(
    /^(?=.{1,200}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/,
    'is not a host name: give one such as bank.example, without a scheme, port or path',
  )
  .refine(
    (name) => !/^[\d.]+$/.test(name),
    'is an address, not a name: logon hosts stand below it, so give a host name',
  );

/** Whole hours, up to a week (CA/Browser Forum BR 4.9.7: seven days of a revocation list). */
const hours = (least: number) =>
  z.coerce
    .number({ error: `is not a number: give hours from ${least} to 168` })
    .int(`is not a whole number: give hours from ${least} to 168`)
    .min(least, `is too short: give hours from ${least} to 168`)
    .max(168, `is longer than a week: give hours from ${least} to 168`);

const caKeyKind = z.enum(CA_KEY_KINDS, { error: `is no kind of key: give ${CA_KEY_KINDS.join(', ')}` });

const instant = z.iso
  .datetime({
    offset: true,
    error: 'is not an instant: give ISO 8601 with an offset, for example 2026-04-01T09:00:00+09:00',
  })
  .transform((text) => Date.parse(text));

const schema = z.object({
  WARIFU_DATA: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'is not a PostgreSQL address: give postgresql://user@host:5432/database')
    .optional(),
  WARIFU_BANKS: z.string().optional(),
  WARIFU_OFFICE: z.string().optional(),
  WARIFU_DOMAIN: domain.default('localhost'),
  WARIFU_HOST: z.string().optional(),
  WARIFU_WWW_PORT: port.default(8443),
  WARIFU_LOGON_PORT: port.default(8444),
  WARIFU_OFFICE_PORT: port.default(8445),
  WARIFU_PKI_PORT: port.default(8080),
  WARIFU_METRICS_PORT: port.optional(),
  WARIFU_METRICS_HOST: z.string().default('127.0.0.1'),
  // A list comes each hour: one that failed must not leave relying parties without.
  WARIFU_CRL_HOURS: hours(2).default(STATUS_PERIODS.revocationListMs / HOUR_MS),
  WARIFU_POLICY_ID: z
    .string()
    .regex(/^[0-2](\.(0|[1-9]\d*)){2,}$/, 'is not an object identifier: give one such as 1.2.392.200000.1.1')
    .optional(),
  WARIFU_REFUSED_KEYS: z.string().optional(),
  WARIFU_ROOT: z.enum(['here', 'offline'], { error: 'is neither here nor offline' }).default('here'),
  WARIFU_ROOT_KEY: caKeyKind.default(USUAL_CA_KEY_KINDS.root),
  WARIFU_ISSUING_KEY: caKeyKind.default(USUAL_CA_KEY_KINDS.issuing),
  WARIFU_ROOT_CRL_MONTHS: z.coerce
    .number({ error: `is not a number: give months from 1 to ${ROOT_LIST_MOST_MONTHS}` })
    .int(`is not a whole number: give months from 1 to ${ROOT_LIST_MOST_MONTHS}`)
    .min(1, `is too short: give months from 1 to ${ROOT_LIST_MOST_MONTHS}`)
    .max(ROOT_LIST_MOST_MONTHS, `is longer than a year: give months from 1 to ${ROOT_LIST_MOST_MONTHS}`)
    .default(ROOT_LIST_MONTHS),
  WARIFU_AUDIT_HEADS: z.string().optional(),
  WARIFU_JOURNAL: z.string().optional(),
  WARIFU_OCSP_HOURS: hours(1).default(STATUS_PERIODS.ocspMs / HOUR_MS),
  WARIFU_NOW: instant.optional(),
  WARIFU_TLS_CERT_FILE: z.string().optional(),
  WARIFU_TLS_KEY_FILE: z.string().optional(),
  WARIFU_SIGNER_SOCKET: z
    .string()
    .max(100, 'is longer than the 100 characters that the path of a socket may have')
    .optional(),
  WARIFU_PKCS11_MODULE: z.string().optional(),
  WARIFU_PKCS11_TOKEN: z.string().optional(),
  WARIFU_PKCS11_PIN: z.string().optional(),
  WARIFU_PKCS11_PIN_FILE: z.string().optional(),
  WARIFU_CA_PASSPHRASE: z.string().optional(),
  WARIFU_CA_PASSPHRASE_FILE: z.string().optional(),
  WARIFU_PEPPER: z.string().min(32, 'is too short: give at least 32 random characters').optional(),
  WARIFU_PEPPER_FILE: z.string().optional(),
  WARIFU_SMTP_URL: z.string().optional(),
  WARIFU_SMTP_URL_FILE: z.string().optional(),
});
type Variables = z.infer<typeof schema>;

/** The package's own banks/, wherever the command is started from. */
const OWN_BANKS = fileURLToPath(new URL('../../banks', import.meta.url));
/** The sample of an office, for the demonstration. */
const OWN_OFFICE = fileURLToPath(new URL('../../office/0000', import.meta.url));

function officeFolder(given: string | undefined, demonstration: boolean): string | undefined {
  if (given !== undefined) return resolve(given);
  return demonstration ? OWN_OFFICE : undefined;
}

/** Reads the environment; an empty variable counts as one that is not set. */
export function readConfiguration(
  environment: Environment,
  { demonstration, purpose = 'serve' }: { demonstration: boolean; purpose?: Purpose },
): { ok: true; configuration: Configuration } | { ok: false; faults: ConfigurationFault[] } {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const faults: ConfigurationFault[] = parsed.success
    ? crossFaults(parsed.data, demonstration, purpose)
    : parsed.error.issues.map((issue) => ({ variable: String(issue.path[0]), message: issue.message }));
  if (!parsed.success || faults.length > 0) return { ok: false, faults };

  const variables = parsed.data;
  return {
    ok: true,
    configuration: {
      demonstration,
      dataFolder: resolve(variables.WARIFU_DATA),
      databaseUrl: variables.DATABASE_URL,
      banksFolder: variables.WARIFU_BANKS === undefined ? OWN_BANKS : resolve(variables.WARIFU_BANKS),
      officeFolder: officeFolder(variables.WARIFU_OFFICE, demonstration),
      domain: variables.WARIFU_DOMAIN,
      hosts: bindAddresses(variables.WARIFU_HOST, demonstration),
      ports: {
        www: variables.WARIFU_WWW_PORT,
        logon: variables.WARIFU_LOGON_PORT,
        office: variables.WARIFU_OFFICE_PORT,
        pki: variables.WARIFU_PKI_PORT,
      },
      startAt: variables.WARIFU_NOW,
      tls: tlsFiles(variables),
      passphrase: secretSource(variables.WARIFU_CA_PASSPHRASE, variables.WARIFU_CA_PASSPHRASE_FILE),
      signerSocket: socketOf(variables),
      token: tokenOf(variables),
      caKeyKinds: { root: variables.WARIFU_ROOT_KEY, issuing: variables.WARIFU_ISSUING_KEY },
      rootListMonths: variables.WARIFU_ROOT_CRL_MONTHS,
      policyId: variables.WARIFU_POLICY_ID,
      refusedKeysFile: variables.WARIFU_REFUSED_KEYS,
      rootElsewhere: variables.WARIFU_ROOT === 'offline',
      pepper: secretSource(variables.WARIFU_PEPPER, variables.WARIFU_PEPPER_FILE),
      smtpUrl: secretSource(variables.WARIFU_SMTP_URL, variables.WARIFU_SMTP_URL_FILE),
      auditHeadsFolder: resolve(variables.WARIFU_AUDIT_HEADS ?? join(variables.WARIFU_DATA, 'audit-heads')),
      journalFolder: resolve(variables.WARIFU_JOURNAL ?? join(variables.WARIFU_DATA, 'journal')),
      watch:
        variables.WARIFU_METRICS_PORT === undefined
          ? undefined
          : { hosts: listOf(variables.WARIFU_METRICS_HOST), port: variables.WARIFU_METRICS_PORT },
      statusHours: { revocationList: variables.WARIFU_CRL_HOURS, ocsp: variables.WARIFU_OCSP_HOURS },
    },
  };
}

/**
 * The demonstration stays on this machine, on both loopbacks, because browsers may take either for *.localhost;
 * production serves whoever reaches it.
 */
function bindAddresses(host: string | undefined, demonstration: boolean): string[] {
  if (host !== undefined) return listOf(host);
  return demonstration ? ['127.0.0.1', '::1'] : ['0.0.0.0', '::'];
}

const listOf = (text: string): string[] => text.split(',').map((one) => one.trim());

function socketOf({ WARIFU_SIGNER_SOCKET: socket }: Variables): string | undefined {
  return socket === undefined ? undefined : resolve(socket);
}

function tokenOf(variables: Variables): Configuration['token'] {
  const { WARIFU_PKCS11_MODULE: module, WARIFU_PKCS11_TOKEN: label } = variables;
  const pin = secretSource(variables.WARIFU_PKCS11_PIN, variables.WARIFU_PKCS11_PIN_FILE);
  return module === undefined || label === undefined || pin === undefined
    ? undefined
    : { module: resolve(module), label, pin };
}

function tlsFiles(variables: Variables): Configuration['tls'] {
  const { WARIFU_TLS_CERT_FILE: certificate, WARIFU_TLS_KEY_FILE: key } = variables;
  if (certificate === undefined || key === undefined) return undefined;
  return { certificateFile: resolve(certificate), keyFile: resolve(key) };
}

function secretSource(value: string | undefined, file: string | undefined): SecretSource | undefined {
  if (value !== undefined) return { value };
  return file === undefined ? undefined : { file: resolve(file) };
}

const SMTP_URL_FORM =
  'the mail server’s address, such as smtps://user:password@mail.bank.example:465 or smtp://mail.bank.example:587';

/** What no variable shows alone. */
function crossFaults(variables: Variables, demonstration: boolean, purpose: Purpose): ConfigurationFault[] {
  const ownTls = demonstration || purpose !== 'serve';
  const faults: ConfigurationFault[] = [];
  const fault = (variable: string, message: string) => faults.push({ variable, message });

  const used = new Map<number, string>();
  for (const name of [
    'WARIFU_WWW_PORT',
    'WARIFU_LOGON_PORT',
    'WARIFU_OFFICE_PORT',
    'WARIFU_PKI_PORT',
    'WARIFU_METRICS_PORT',
  ] as const) {
    const number = variables[name];
    if (number === undefined) continue;
    const other = used.get(number);
    if (number !== 0 && other) fault(name, `is ${number}, as is ${other}: give each face its own port`);
    used.set(number, name);
  }

  for (const name of ['WARIFU_CA_PASSPHRASE', 'WARIFU_PEPPER', 'WARIFU_SMTP_URL'] as const) {
    const value = variables[name];
    const file = variables[`${name}_FILE`];
    if (value !== undefined && file !== undefined)
      fault(name, `and ${name}_FILE are both set: keep only one of the two`);
    if (value !== undefined || file !== undefined || demonstration || purpose === 'read') continue;
    if (purpose === 'sign' && name !== 'WARIFU_CA_PASSPHRASE') continue;
    // What opens the keys is the signer's affair.
    const apart = variables.WARIFU_SIGNER_SOCKET !== undefined && purpose !== 'sign';
    if (apart && name === 'WARIFU_CA_PASSPHRASE') continue;
    if (name !== 'WARIFU_SMTP_URL')
      fault(`${name}_FILE`, `is not set: give the path of a file that holds the secret (or set ${name})`);
    // Customers are promised a mail when somebody acquires a certificate in their name.
    else if (purpose === 'serve')
      fault(
        `${name}_FILE`,
        `is not set: give the path of a file that holds ${SMTP_URL_FORM} (or set ${name})`,
      );
  }

  const { WARIFU_PKCS11_MODULE: module, WARIFU_PKCS11_TOKEN: label } = variables;
  const pin = variables.WARIFU_PKCS11_PIN ?? variables.WARIFU_PKCS11_PIN_FILE;
  const ofToken = { WARIFU_PKCS11_MODULE: module, WARIFU_PKCS11_TOKEN: label, WARIFU_PKCS11_PIN_FILE: pin };
  if (Object.values(ofToken).some((one) => one !== undefined)) {
    for (const [name, value] of Object.entries(ofToken))
      if (value === undefined) fault(name, 'is not set: a token needs its library, its label and its PIN');
    for (const name of ['WARIFU_ROOT_KEY', 'WARIFU_ISSUING_KEY'] as const)
      if (variables[name] === 'ML-DSA-65')
        fault(name, 'is ML-DSA-65, which tokens do not make: take another kind, or sealed files');
  }

  const { WARIFU_TLS_CERT_FILE: certificate, WARIFU_TLS_KEY_FILE: key } = variables;
  if (certificate === undefined && (key !== undefined || !ownTls))
    fault(
      'WARIFU_TLS_CERT_FILE',
      `is not set: give the PEM file of the TLS server certificate for ${variables.WARIFU_DOMAIN} and *.logon.${variables.WARIFU_DOMAIN}`,
    );
  if (key === undefined && (certificate !== undefined || !ownTls))
    fault('WARIFU_TLS_KEY_FILE', 'is not set: give the PEM file of the TLS server key');

  if (variables.WARIFU_ROOT === 'offline' && demonstration && purpose === 'serve')
    fault('WARIFU_ROOT', 'is offline, and the demonstration’s own root certifies its listeners: remove it');
  if (variables.WARIFU_NOW !== undefined && !demonstration)
    fault('WARIFU_NOW', 'sets the clock and is for the demonstration only: remove it, or start with --demo');
  return faults;
}
