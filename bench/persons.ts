// Enrolment and logon as a person does them, page after page, against what the argon2 hashes of their PINs alone
// allow: the same number of them, two at a time, and nothing else.

import { verify } from '@node-rs/argon2';
import { isRefusal } from '../src/domain/refusal.ts';
import { hashPin } from '../src/procedures/secrets/pin-hash.ts';
import type { BankProfile } from '../src/profile/bank-profile.ts';
import {
  acquire,
  type Customer,
  logOn,
  makeRequest,
  openContract,
  type RequestKey,
} from '../test/world/customers.ts';
import type { World } from '../test/world/deployment.ts';
import { compare, inFlight } from './rounds.ts';
import { type Figure, perSecond } from './table.ts';

const PERSONS = 100;
const ROUNDS = 9;
const TOGETHER = 8;
/** As many hashes as the machine that the aims are for has cores. */
const HASHES_AT_ONCE = 2;
const AIM = 0.85;
const BANK = '9000';

interface Person {
  readonly customer: Customer;
  /** Made in the person's own browser, so not part of the measure. */
  readonly key: RequestKey;
  certificate?: Uint8Array;
}

export async function measurePersons(world: World): Promise<Figure[]> {
  const profile = world.banks.get(BANK);
  if (profile === undefined) throw new Error(`no bank ${BANK}`);
  const persons: Person[] = [];
  for (let one = 0; one < (ROUNDS + 1) * PERSONS; one += 1) {
    persons.push({ customer: await openContract(world, BANK), key: await makeRequest() });
  }
  const ofRound = (round: number) => persons.slice(round * PERSONS, (round + 1) * PERSONS);
  const pin = '1234567';
  const stored = await hashPin(world.keys, pin);
  const hashesAlone = (each: number) => () =>
    inFlight(Array(PERSONS * each).fill(pin), HASHES_AT_ONCE, (typed) =>
      verify(stored, typed, { secret: world.keys.pin }),
    );
  const figure = async (what: string, pages: Pages, act: (person: Person) => Promise<unknown>) => {
    const hashes = hashesOf(pages);
    const { ours, bare, ratio } = await compare(ROUNDS, PERSONS, {
      ours: (round) => inFlight(ofRound(round), TOGETHER, act),
      bare: hashesAlone(hashes),
    });
    return {
      what: `${what}, SQLite, two cores`,
      value: perSecond(ours),
      against: `${hashes} argon2id alone ${perSecond(bare)}`,
      ratio,
      aim: `≥ ${AIM} ×`,
      held: ratio >= AIM,
    };
  };
  return [
    await figure('enrolment', profile.enrolment.administrator.pages, async (person) => {
      const got = await acquire(world, person.customer, person.key);
      if (isRefusal(got)) throw new Error(got.reason);
      person.certificate = got.certificate;
    }),
    await figure('logon', profile.logon.administrator.pages, async ({ customer, certificate }) => {
      const got = await logOn(world, customer, certificate ?? new Uint8Array());
      if (isRefusal(got)) throw new Error(got.reason);
    }),
  ];
}

type Pages = BankProfile['logon']['administrator']['pages'];

/** PINs are hashed; ids are not secret, and cards and one-time passwords are kept in other ways. */
const hashesOf = (pages: Pages): number => pages.flat().filter((field) => /Pin$/.test(field)).length;
