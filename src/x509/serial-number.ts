// Serial numbers (RFC 5280 4.1.2.2; CA/Browser Forum BR 7.1: at least 64 random bits), and octets in hex.

/** The fewest octets of a serial number that this system gives out. */
export const SERIAL_NUMBER_LEAST_OCTETS = 16;
/** RFC 5280 4.1.2.2. */
export const SERIAL_NUMBER_MOST_OCTETS = 20;

/**
 * A serial number from 16 to 20 octets of a cryptographic random generator. The first two bits are fixed to 01:
 * the number is positive, never has a leading zero, and is always as long as the octets given.
 */
export function randomSerialNumber(randomBytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (randomBytes.length < SERIAL_NUMBER_LEAST_OCTETS || randomBytes.length > SERIAL_NUMBER_MOST_OCTETS) {
    throw new RangeError('a serial number is made from 16 to 20 random octets');
  }
  const serialNumber = Uint8Array.from(randomBytes);
  serialNumber[0] = (serialNumber[0]! & 0x3f) | 0x40;
  return serialNumber;
}

/** The random octets of a timed serial number: 96 bits, where the CA/Browser Forum demands 64. */
export const TIMED_SERIAL_RANDOM_OCTETS = 12;

/**
 * A serial number of 16 octets: 01, thirty bits of the seconds since 1970, twelve octets of a cryptographic random
 * generator. Nobody foretells one; but those of one moment stand side by side in every index, so that many are recorded
 * for the price of a few pages.
 */
export function timedSerialNumber(at: number, randomBytes: Uint8Array): Uint8Array<ArrayBuffer> {
  if (randomBytes.length !== TIMED_SERIAL_RANDOM_OCTETS) {
    throw new RangeError('a timed serial number has 12 random octets');
  }
  const serialNumber = new Uint8Array(4 + randomBytes.length);
  new DataView(serialNumber.buffer).setUint32(0, (Math.floor(at / 1000) & 0x3fffffff) | 0x40000000);
  serialNumber.set(randomBytes, 4);
  return serialNumber;
}

/** The serial number as records hold it: lower-case hex of the magnitude. */
export function serialNumberToHex(serialNumber: Uint8Array): string {
  return toHex(serialNumber[0] === 0 && serialNumber.length > 1 ? serialNumber.subarray(1) : serialNumber);
}

/** Lower-case hex, two digits an octet. */
export function toHex(bytes: Uint8Array): string {
  let hex = '';
  for (const byte of bytes) hex += byte < 16 ? `0${byte.toString(16)}` : byte.toString(16);
  return hex;
}

/** The octets of a hex text of either case, or undefined when it is not one. */
export function fromHex(hex: string): Uint8Array<ArrayBuffer> | undefined {
  if (hex.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(hex)) return undefined;
  const bytes = new Uint8Array(hex.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}
