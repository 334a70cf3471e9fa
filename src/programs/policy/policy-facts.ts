// What a certificate policy says in numbers: taken from the configuration, the banks and the constants that the program
// itself goes by, so that the paper says what the machine does.

import { EXAMPLE_POLICY_ID } from '../../ca/certification-authority.ts';
import { RESPONDER_MS } from '../../ca/ocsp-responder.ts';
import { SCHEDULE_MS } from '../../ca/publish-revocation-lists.ts';
import { ocspAddress } from '../../ca/published-addresses.ts';
import type { PublishedAuthority } from '../../ca/published-authorities.ts';
import { ISSUING_YEARS, ROOT_LIST_MONTHS, ROOT_YEARS, USUAL_CA_KEY_KINDS } from '../../ca/root-terms.ts';
import { deltaListMs, HOUR_MS, LIST_LOOK_MS } from '../../ca/status-periods.ts';
import type { BankProfile } from '../../profile/bank-profile.ts';
import { CEILINGS } from '../../profile/ceilings.ts';
import { RSA_LEAST_BITS, RSA_MOST_BITS } from '../../x509/check-public-key.ts';
import { NAMED_CURVES } from '../../x509/object-identifiers.ts';
import { TIMED_SERIAL_RANDOM_OCTETS } from '../../x509/serial-number.ts';
import { addressesOf } from '../addresses.ts';
import type { Configuration } from '../configuration.ts';

const DAY_MS = 24 * HOUR_MS;

/** Of one bank: what its profile says. */
export interface BankTerms {
  readonly code: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly validity: { readonly years: number } | { readonly days: number };
  readonly acquisitionDays: number;
  readonly userAcquisitionDays: number;
  readonly renewalDays: number;
  /** 0: never. */
  readonly reAcquisitionDays: number;
  readonly keys: readonly string[];
  readonly failureLimit: number;
}

export interface PolicyFacts {
  readonly domain: string;
  readonly pkiOrigin: string;
  readonly policyId: string;
  readonly isExampleId: boolean;
  readonly ocsp: string;
  /** Those that run; none: they have not been made yet. */
  readonly roots: readonly PublishedAuthority[];
  readonly generations: readonly PublishedAuthority[];
  readonly rootElsewhere: boolean;
  /** Whether the CAs' keys are in a PKCS #11 token. */
  readonly token: boolean;
  /** Of those that will be made. */
  readonly rootKey: string;
  readonly issuingKey: string;
  readonly rootYears: number;
  readonly issuingYears: number;
  readonly rootListMonths: number;
  readonly listHours: number;
  readonly deltaHours: number;
  readonly listEveryHours: number;
  readonly listLookSeconds: number;
  readonly ocspHours: number;
  readonly responderDays: number;
  readonly serialRandomBits: number;
  readonly curves: readonly string[];
  readonly rsaLeastBits: number;
  readonly rsaMostBits: number;
  readonly validityMostYears: number;
  readonly failureLimitMost: number;
  readonly banks: readonly BankTerms[];
}

export function policyFacts(
  configuration: Configuration,
  banks: ReadonlyMap<string, BankProfile>,
  authorities: readonly PublishedAuthority[],
): PolicyFacts {
  const { domain, statusHours, caKeyKinds = USUAL_CA_KEY_KINDS, rootListMonths } = configuration;
  const { pkiOrigin } = addressesOf(configuration);
  const periods = {
    revocationListMs: statusHours.revocationList * HOUR_MS,
    ocspMs: statusHours.ocsp * HOUR_MS,
  };
  return {
    domain,
    pkiOrigin,
    policyId: configuration.policyId ?? EXAMPLE_POLICY_ID,
    isExampleId: configuration.policyId === undefined,
    ocsp: ocspAddress(pkiOrigin),
    roots: authorities.filter(({ generation }) => generation === null),
    generations: authorities.filter(({ generation }) => generation !== null),
    rootElsewhere: configuration.rootElsewhere === true,
    token: configuration.token !== undefined,
    rootKey: caKeyKinds.root,
    issuingKey: caKeyKinds.issuing,
    rootYears: ROOT_YEARS,
    issuingYears: ISSUING_YEARS,
    rootListMonths: rootListMonths ?? ROOT_LIST_MONTHS,
    listHours: statusHours.revocationList,
    deltaHours: deltaListMs(periods) / HOUR_MS,
    listEveryHours: SCHEDULE_MS / HOUR_MS,
    listLookSeconds: LIST_LOOK_MS / 1000,
    ocspHours: statusHours.ocsp,
    responderDays: RESPONDER_MS / DAY_MS,
    serialRandomBits: TIMED_SERIAL_RANDOM_OCTETS * 8,
    curves: Object.keys(NAMED_CURVES),
    rsaLeastBits: RSA_LEAST_BITS,
    rsaMostBits: RSA_MOST_BITS,
    validityMostYears: CEILINGS.validityYears.maximum,
    failureLimitMost: CEILINGS.failureLimit.maximum,
    banks: [...banks.values()].filter(({ kind }) => kind !== 'office').map(termsOf),
  };
}

function termsOf(bank: BankProfile): BankTerms {
  const { certificate, enrolment, renewal, reAcquisition, secrets } = bank;
  return {
    code: bank.code,
    name: bank.name,
    validity: certificate.validity,
    acquisitionDays: enrolment.windowDays,
    userAcquisitionDays: enrolment.userWindowDays,
    renewalDays: renewal.windowDays,
    reAcquisitionDays: reAcquisition.windowDays,
    keys: certificate.keys,
    failureLimit: Math.max(...Object.values(secrets).map((secret) => secret?.failureLimit ?? 0)),
  };
}
