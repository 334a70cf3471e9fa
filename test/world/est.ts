// Programs that enrol by EST, for tests: banks that let keys live in devices, and requests with whatever is in them.

import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { Deployment } from '../../src/procedures/deployment.ts';
import { chooseKeyPlace, openKeyTicket } from '../../src/procedures/enrol/enrolment.ts';
import { parseCertificate } from '../../src/x509/certificate.ts';
import {
  bitString,
  encode,
  integer,
  objectIdentifier,
  octetString,
  sequence,
  set,
  utf8String,
} from '../../src/x509/der.ts';
import { encodeName, type Name } from '../../src/x509/name.ts';
import { CHANGE_SUBJECT_NAME, EXTENSION_IDS, REQUEST_ATTRIBUTES } from '../../src/x509/object-identifiers.ts';
import { signatureAlgorithmIdentifier } from '../../src/x509/signature-algorithm.ts';
import { banks } from './banks.ts';
import { type Customer, identify, type RequestKey } from './customers.ts';
import { caller } from './deployment.ts';
import { must } from './year.ts';

/** The banks, with 9000 and 1635 letting a key live in a device; 1635's renewal asks for a secret too. */
export function banksWithDevices(): typeof banks {
  return new Map(
    [...banks].map(([code, profile]) => {
      const certificate = { ...profile.certificate, keyPlaces: ['file', 'token'] as const };
      const asking = { ...profile.renewal, asks: ['contractPin'] as const };
      if (code === '9000') return [code, { ...profile, certificate } as unknown as typeof profile];
      if (code !== '1635') return [code, profile];
      return [code, { ...profile, certificate, renewal: asking } as unknown as typeof profile];
    }),
  );
}

/** What the page of the key place hands out: user name and one-time password. */
export async function enrolmentToken(
  deployment: Deployment,
  customer: Customer,
): Promise<{ readonly enrolment: string; readonly token: string }> {
  const { bankCode } = customer;
  const token = must(await identify(deployment, customer));
  const key = { bankCode, role: 'administrator', way: 'enrolment', token } as const;
  must(await chooseKeyPlace(deployment, { ...key, keyPlace: 'token' }, caller()));
  const { ticket, enrolment } = must(await openKeyTicket(deployment, key));
  return { enrolment, token: ticket };
}

export interface Asked {
  /** DER; absent: the one of `of`, or some name. */
  readonly subject?: Name;
  /** A certificate whose subject is asked for, octet for octet. */
  readonly of?: Uint8Array;
  readonly alternativeName?: string;
  readonly challengePassword?: string;
  readonly changeSubjectName?: boolean;
  readonly key?: KeyObject;
}

/** A request with just these things in it. */
export function requestFor(asked: Asked = {}): RequestKey {
  const { of, subject = [{ type: 'CN', value: 'device' }] } = asked;
  const privateKey = asked.key ?? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const name = of === undefined ? encodeName(subject) : parseCertificate(of).subject;
  const attribute = (type: string, value: Uint8Array) => sequence(objectIdentifier(type), set(value));
  const attributes: Uint8Array[] = [];
  if (asked.challengePassword !== undefined)
    attributes.push(attribute(REQUEST_ATTRIBUTES.challengePassword, utf8String(asked.challengePassword)));
  if (asked.alternativeName !== undefined) {
    const dnsName = encode(0x82, [new TextEncoder().encode(asked.alternativeName)]);
    const extension = sequence(
      objectIdentifier(EXTENSION_IDS.subjectAltName),
      octetString(sequence(dnsName)),
    );
    attributes.push(attribute(REQUEST_ATTRIBUTES.extensionRequest, sequence(extension)));
  }
  if (asked.changeSubjectName)
    attributes.push(attribute(CHANGE_SUBJECT_NAME, sequence(encodeName([{ type: 'CN', value: 'other' }]))));
  const info = sequence(
    integer(0),
    name,
    createPublicKey(privateKey).export({ format: 'der', type: 'spki' }),
    encode(0xa0, attributes),
  );
  const algorithm = signatureAlgorithmIdentifier('ecdsa-with-SHA256');
  return { privateKey, request: sequence(info, algorithm, bitString(sign('sha256', info, privateKey))) };
}
