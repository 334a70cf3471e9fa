// Sends the request and reads the answer. The same request may be sent as often as it takes: it gets the same
// certificate.

export interface Issued {
  readonly kind: 'issued';
  readonly certificate: Uint8Array;
  readonly chain: readonly Uint8Array[];
  readonly fileName: string;
}

export interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
  readonly reference: string;
  readonly title: string;
  readonly message: string;
  readonly next: string;
}

/** No answer came, or none that is ours. */
export interface Lost {
  readonly kind: 'lost';
}

export interface Errand {
  readonly url: string;
  readonly ticket: string;
  readonly csrf: string;
  readonly request: Uint8Array;
}

/** A line that is up but dead is given up after this. */
const PATIENCE_MS = 30_000;

export async function askCertificate(errand: Errand): Promise<Issued | Refused | Lost> {
  try {
    const response = await fetch(errand.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/pkcs10',
        accept: 'application/json',
        'x-csrf-token': errand.csrf,
        'x-warifu-ticket': errand.ticket,
      },
      body: errand.request.slice(),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const answer: unknown = await response.json();
    return response.ok ? issuedOf(answer) : refusedOf(answer);
  } catch {
    return { kind: 'lost' };
  }
}

function issuedOf(answer: unknown): Issued | Lost {
  const { certificate, chain, fileName } = answer as Record<string, unknown>;
  if (typeof certificate !== 'string' || !Array.isArray(chain) || typeof fileName !== 'string') {
    return { kind: 'lost' };
  }
  return { kind: 'issued', certificate: octets(certificate), chain: chain.map(octets), fileName };
}

function refusedOf(answer: unknown): Refused | Lost {
  const { reason, reference, title, message, next } = answer as Record<string, unknown>;
  const texts = { reason, reference, title, message, next };
  if (Object.values(texts).some((text) => typeof text !== 'string')) return { kind: 'lost' };
  return { kind: 'refused', ...(texts as Omit<Refused, 'kind'>) };
}

function octets(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
