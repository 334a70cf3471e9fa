// OCSP answers over HTTP: given again from memory, and signed for each request; against a bare Node server that gives
// one constant answer of the same length. The load comes over kept connections.

import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { buildOcspRequest } from '../src/x509/ocsp-request.ts';
import { issuingOf } from '../test/world/authorities.ts';
import { mustAcquire, openContract } from '../test/world/customers.ts';
import type { World } from '../test/world/deployment.ts';
import { certIdOf } from '../test/world/ocsp.ts';
import { openPkiFace } from '../test/world/pki-face.ts';
import type { Load } from './http-load.ts';
import { getOf, measureOcspPeers, postOf } from './peers/ocsp.ts';
import { median } from './rounds.ts';
import { type Figure, perSecond } from './table.ts';
import { askAgain } from './wrk.ts';

const ROUNDS = 5;
const TIMES = 40_000;
const CONNECTIONS = 64;
const CERTIFICATES = 50;
const AIM_AGAIN = 0.8;
const AIM_SIGNED = 10_000;

export async function measureOcsp(world: World): Promise<Figure[]> {
  const certIds = await makeCertIds(world);
  const gets = certIds.map((certId) => getOf('/ocsp/', buildOcspRequest([certId])));
  const posts = Array.from({ length: 2_000 }, (_, index) => {
    const certId = certIds[index % certIds.length] as Uint8Array;
    return postOf('/ocsp/', buildOcspRequest([certId], randomBytes(32)));
  });

  const face = await openPkiFace(world);
  const answer = await face.post(buildOcspRequest(certIds.slice(0, 1)));
  const constant = await openConstant((await answer.arrayBuffer()).byteLength);
  try {
    const rounds: { again: Cost; signed: Cost; bare: Cost }[] = [];
    for (let round = 0; round <= ROUNDS; round += 1) {
      const again = await costOf({ port: face.port, requests: gets, times: TIMES });
      const bare = await costOf({ port: constant.port, requests: gets, times: TIMES });
      const signed = await costOf({ port: face.port, requests: posts, times: TIMES / 4 });
      if (round > 0) rounds.push({ again, signed, bare });
    }
    const said = (which: keyof (typeof rounds)[number]) => {
      const rate = perSecond(median(rounds.map((round) => round[which].rate)));
      return `${rate}, ${median(rounds.map((round) => round[which].micros)).toFixed(1)} µs`;
    };
    // Of the time that the server's core worked, which does not depend on who else has the machine.
    const ratioOf = (which: 'again' | 'signed') =>
      median(rounds.map((round) => round.bare.micros / round[which].micros));
    const against = `a constant answer ${said('bare')}`;
    const signed = median(rounds.map((round) => round.signed.rate));
    return [
      {
        what: 'OCSP by GET, given again, one core',
        value: said('again'),
        against,
        ratio: ratioOf('again'),
        aim: `≥ ${AIM_AGAIN} ×`,
        held: ratioOf('again') >= AIM_AGAIN,
      },
      {
        what: 'OCSP by POST with a nonce, signed, one core',
        value: said('signed'),
        against,
        ratio: ratioOf('signed'),
        aim: `≥ ${perSecond(AIM_SIGNED)}`,
        held: signed >= AIM_SIGNED,
      },
    ];
  } finally {
    await face.close();
    await constant.close();
  }
}

/** The same requests to the programs that others use. */
export async function measureOcspBesidePeers(folder: string, world: World): Promise<Figure[]> {
  const certIds = await makeCertIds(world);
  const face = await openPkiFace(world);
  try {
    const requests = certIds.map((certId) => buildOcspRequest([certId]));
    const answers: Uint8Array[] = [];
    for (const request of requests) {
      answers.push(new Uint8Array(await (await face.post(request)).arrayBuffer()));
    }
    return await measureOcspPeers(folder, { port: face.port, requests, answers });
  } finally {
    await face.close();
  }
}

async function makeCertIds(world: World): Promise<Uint8Array[]> {
  const certIds: Uint8Array[] = [];
  for (let one = 0; one < CERTIFICATES; one += 1) {
    const { view } = await mustAcquire(world, await openContract(world, '9000'));
    certIds.push(certIdOf(issuingOf(world.ca), view.serialNumber));
  }
  return certIds;
}

interface Cost {
  readonly rate: number;
  /** Microseconds that this thread worked for one answer: both servers run on it, the load does not. */
  readonly micros: number;
}

async function costOf(load: Omit<Load, 'connections'>): Promise<Cost> {
  const before = process.threadCpuUsage();
  const { rate, answers } = await askAgain({ ...load, connections: CONNECTIONS });
  const { user, system } = process.threadCpuUsage(before);
  return { rate, micros: (user + system) / answers };
}

async function openConstant(octets: number): Promise<{ port: number; close(): Promise<void> }> {
  const body = Buffer.alloc(octets, 0x30);
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/ocsp-response', 'content-length': body.length });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
