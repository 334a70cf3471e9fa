// Bearer tokens of enrolments and sessions, and the one-time tickets of the key page.

import { createHmac, hash, randomBytes, randomUUIDv7, timingSafeEqual } from 'node:crypto';
import type { DeploymentKeys } from '../deployment.ts';

/** 256 random bits, base64url: fits a cookie. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the store keeps of a token. */
export function hashToken(token: string): string {
  return hash('sha256', token, 'hex');
}

/**
 * A ticket is a nonce that only we could have made for this enrolment. It needs no row: that it is used once is a
 * unique constraint on the certificate that it yields. The nonce begins with the time (RFC 9562 5.7), so that those of
 * one moment stand side by side in that constraint's index; what nobody can guess is the keyed hash.
 */
export function newTicket(keys: DeploymentKeys, enrolment: string): string {
  const nonce = Buffer.from(randomUUIDv7().replaceAll('-', ''), 'hex').toString('base64url');
  return `${nonce}.${macOf(keys, enrolment, nonce).toString('base64url')}`;
}

export function isTicketOf(keys: DeploymentKeys, enrolment: string, ticket: string): boolean {
  const [nonce = '', mac = '', ...rest] = ticket.split('.');
  const given = Buffer.from(mac, 'base64url');
  const expected = macOf(keys, enrolment, nonce);
  return rest.length === 0 && given.length === expected.length && timingSafeEqual(given, expected);
}

/** What the store keeps of a ticket that has been used. Without our key nobody makes a ticket of it. */
export const nonceOf = (ticket: string): string => ticket.split('.')[0] ?? '';

function macOf(keys: DeploymentKeys, enrolment: string, nonce: string): Buffer {
  return createHmac('sha256', keys.ticket)
    .update(JSON.stringify([enrolment, nonce]))
    .digest();
}
