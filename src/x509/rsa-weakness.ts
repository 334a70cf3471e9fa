// Known weaknesses of RSA moduli (CA/Browser Forum BR 6.1.1.3 and 6.1.6). Each asks the modulus alone.

/** The odd primes below 752 (SP 800-89 5.3.3). */
export function smallPrimes(): readonly number[] {
  primes ??= sieve(752);
  return primes;
}
let primes: readonly number[] | undefined;

function sieve(below: number): number[] {
  const found: number[] = [];
  for (let n = 3; n < below; n += 2) if (found.every((prime) => n % prime !== 0)) found.push(n);
  return found;
}

/** What is left of the modulus by each small prime. One division by a product of three serves three primes. */
export function smallRemainders(modulus: bigint): number[] {
  const remainders: number[] = [];
  const all = smallPrimes();
  for (let i = 0; i < all.length; i += 3) {
    const group = all.slice(i, i + 3);
    const remainder = Number(modulus % BigInt(group.reduce((product, prime) => product * prime, 1)));
    for (const prime of group) remainders.push(remainder % prime);
  }
  return remainders;
}

/** SP 800-89 5.3.3: the modulus is odd and has no small factor. */
export function hasSmallFactor(modulus: bigint, remainders: readonly number[]): boolean {
  return (modulus & 1n) === 0n || remainders.includes(0);
}

/** The largest prime of the fingerprint; all keys of the faulty library, of whatever length, show it up to here. */
const ROCA_LARGEST_PRIME = 167;

/**
 * ROCA (CVE-2017-15361): primes of the faulty library are k·M + (65537^a mod M), with M a product of small primes.
 * So the modulus is a power of 65537 modulo each of these primes, which of other keys one in 2^27 is.
 */
export function hasRocaFingerprint(remainders: readonly number[]): boolean {
  powers ??= smallPrimes()
    .filter((prime) => prime <= ROCA_LARGEST_PRIME)
    .map(powersOf65537);
  return powers.every((set, index) => set.has(remainders[index]!));
}
let powers: readonly ReadonlySet<number>[] | undefined;

function powersOf65537(prime: number): ReadonlySet<number> {
  const found = new Set<number>();
  for (let power = 1; !found.has(power); power = (power * 65537) % prime) found.add(power);
  return found;
}

/** CA/Browser Forum BR 6.1.1.3: as many rounds of Fermat's method as show primes that lie too close together. */
const FERMAT_ROUNDS = 100;

/** Fermat's method: for n = a² − b² with a just above √n, the primes are a + b and a − b. */
export function hasClosePrimes(modulus: bigint): boolean {
  let a = squareRoot(modulus);
  if (a * a < modulus) a++;
  let rest = a * a - modulus;
  for (let round = 0; round < FERMAT_ROUNDS; round++) {
    if (isSquare(rest)) return true;
    rest += 2n * a + 1n;
    a++;
  }
  return false;
}

/** What squares leave by these numbers rules out 99 of 100 others before a root is taken. */
const SQUARE_FILTER = [64, 63, 65, 11] as const;

function isSquare(value: bigint): boolean {
  if (!squareResidues(64).has(Number(BigInt.asUintN(6, value)))) return false;
  const remainder = Number(value % BigInt(63 * 65 * 11));
  for (const by of SQUARE_FILTER.slice(1)) if (!squareResidues(by).has(remainder % by)) return false;
  const root = squareRoot(value);
  return root * root === value;
}

const residues = new Map<number, ReadonlySet<number>>();

function squareResidues(by: number): ReadonlySet<number> {
  let found = residues.get(by);
  if (!found) {
    found = new Set(Array.from({ length: by }, (_, n) => (n * n) % by));
    residues.set(by, found);
  }
  return found;
}

/** The integer square root by Newton's method, from above. */
export function squareRoot(value: bigint): bigint {
  if (value < 2n) return value;
  const bits = value.toString(16).length * 4;
  let root = 1n << BigInt((bits >> 1) + 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}
