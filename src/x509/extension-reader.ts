// Extensions as they are read (RFC 5280 4.2): known ones decoded, unknown ones kept, none of them twice.

import { TAG } from './der.ts';
import { DerError, type DerNode, readDer } from './der-reader.ts';
import {
  expect,
  readBoolean,
  readElements,
  readNamedBits,
  readObjectIdentifier,
  readOctetString,
  readSequence,
  readSmall,
  readUnsigned,
} from './der-values.ts';
import { KEY_USAGES, type KeyPurpose, type KeyUsage } from './extensions.ts';
import { ACCESS_METHODS, EXTENSION_IDS, KEY_PURPOSES } from './object-identifiers.ts';

export interface ParsedExtension {
  readonly oid: string;
  readonly critical: boolean;
  /** The complete Extension. */
  readonly der: Uint8Array;
  /** What its OCTET STRING holds. */
  readonly value: Uint8Array;
}

/** The decoded extensions; one that is not there is not a property. */
export interface DecodedExtensions {
  subjectKeyIdentifier?: Uint8Array;
  /** The keyIdentifier, when the extension has one. */
  authorityKeyIdentifier?: Uint8Array;
  keyUsage?: readonly KeyUsage[];
  /** Our names of the purposes, or dotted identifiers. */
  extendedKeyUsage?: readonly (KeyPurpose | (string & {}))[];
  basicConstraints?: { readonly cA: boolean; readonly pathLength?: number };
  /** The addresses of every point. */
  cRLDistributionPoints?: readonly string[];
  authorityInfoAccess?: { readonly ocsp: readonly string[]; readonly caIssuers: readonly string[] };
  certificatePolicies?: readonly string[];
  subjectAlternativeName?: { readonly dns: readonly string[]; readonly ip: readonly Uint8Array[] };
  /** The magnitude, since it may have twenty octets. */
  cRLNumber?: Uint8Array;
  /** The number of the list that a delta goes on from, as a magnitude. */
  deltaCRLIndicator?: Uint8Array;
  /** The addresses of the list's delta. */
  freshestCRL?: readonly string[];
  /** The addresses of the list itself. */
  issuingDistributionPoint?: readonly string[];
  reasonCode?: number;
}

/** Reads a SEQUENCE OF Extension. Throws DerError, also when one appears twice (4.2). */
export function readExtensions(node: DerNode): ParsedExtension[] {
  const seen = new Set<string>();
  return readSequence(node, 1).map((extension) => {
    const parts = readSequence(extension, 2, 3);
    const oid = readObjectIdentifier(parts[0]);
    if (seen.has(oid)) throw new DerError('structure-unexpected', extension.start);
    seen.add(oid);
    const critical = parts.length === 3 && readBoolean(parts[1]);
    // FALSE is the default and is not written (X.690 11.5).
    if (parts.length === 3 && !critical) throw new DerError('value-not-der', extension.start);
    return { oid, critical, der: extension.der, value: readOctetString(parts.at(-1)) };
  });
}

/** Decodes the extensions that this room knows. Throws DerError when one of them is not what it says. */
export function decodeExtensions(extensions: readonly ParsedExtension[]): DecodedExtensions {
  const decoded: DecodedExtensions = {};
  for (const { oid, value } of extensions) DECODERS[oid]?.(readDer(value), decoded);
  return decoded;
}

/** True for the extensions that are decoded, so that an unknown critical one can be refused (4.2). */
export function isKnownExtension(oid: string): boolean {
  return oid in DECODERS;
}

const DECODERS: Readonly<Record<string, (node: DerNode, into: DecodedExtensions) => void>> = {
  [EXTENSION_IDS.subjectKeyIdentifier]: (node, into) => {
    into.subjectKeyIdentifier = readOctetString(node);
  },
  [EXTENSION_IDS.authorityKeyIdentifier]: (node, into) => {
    const identifier = readSequence(node).find((part) => part.identifier === 0x80);
    if (identifier) into.authorityKeyIdentifier = identifier.contents;
  },
  [EXTENSION_IDS.keyUsage]: (node, into) => {
    into.keyUsage = readNamedBits(node).map((bit) => {
      const usage = KEY_USAGES[bit];
      if (usage === undefined) throw new DerError('value-not-der', node.start);
      return usage;
    });
  },
  [EXTENSION_IDS.extKeyUsage]: (node, into) => {
    into.extendedKeyUsage = readSequence(node, 1).map((id) => purposeName(readObjectIdentifier(id)));
  },
  [EXTENSION_IDS.basicConstraints]: (node, into) => {
    const parts = readSequence(node, 0, 2);
    const cA = parts[0]?.identifier === TAG.boolean;
    const rest = parts.slice(cA ? 1 : 0);
    if ((cA && !readBoolean(parts[0])) || rest.length > 1) throw new DerError('value-not-der', node.start);
    into.basicConstraints = rest.length === 1 ? { cA, pathLength: readSmall(rest[0]) } : { cA };
  },
  [EXTENSION_IDS.cRLDistributionPoints]: (node, into) => {
    into.cRLDistributionPoints = readSequence(node, 1).flatMap(readPoint);
  },
  [EXTENSION_IDS.issuingDistributionPoint]: (node, into) => {
    into.issuingDistributionPoint = readPoint(node);
  },
  [EXTENSION_IDS.authorityInfoAccess]: (node, into) => {
    const access = { ocsp: [] as string[], caIssuers: [] as string[] };
    for (const description of readSequence(node, 1)) {
      const [method, location] = readSequence(description, 2, 2);
      if (location!.identifier !== URI) continue;
      const id = readObjectIdentifier(method);
      if (id === ACCESS_METHODS.ocsp) access.ocsp.push(latin1(location!));
      if (id === ACCESS_METHODS.caIssuers) access.caIssuers.push(latin1(location!));
    }
    into.authorityInfoAccess = access;
  },
  [EXTENSION_IDS.certificatePolicies]: (node, into) => {
    into.certificatePolicies = readSequence(node, 1).map((policy) =>
      readObjectIdentifier(readSequence(policy, 1, 2)[0]),
    );
  },
  [EXTENSION_IDS.subjectAltName]: (node, into) => {
    const names = readElements(node, TAG.sequence, 1);
    into.subjectAlternativeName = {
      dns: names.filter((name) => name.identifier === 0x82).map(latin1),
      ip: names.filter((name) => name.identifier === 0x87).map((name) => name.contents),
    };
  },
  [EXTENSION_IDS.cRLNumber]: (node, into) => {
    into.cRLNumber = readUnsigned(node);
  },
  [EXTENSION_IDS.deltaCRLIndicator]: (node, into) => {
    into.deltaCRLIndicator = readUnsigned(node);
  },
  [EXTENSION_IDS.freshestCRL]: (node, into) => {
    into.freshestCRL = readSequence(node, 1).flatMap(readPoint);
  },
  [EXTENSION_IDS.reasonCode]: (node, into) => {
    into.reasonCode = readSmall(node, TAG.enumerated);
  },
  [EXTENSION_IDS.ocspNoCheck]: (node) => {
    expect(node, TAG.null);
  },
};

/** uniformResourceIdentifier [6] of a GeneralName. */
const URI = 0x86;

/** The addresses of the distributionPoint [0] of a point, where it has a fullName [0]. */
function readPoint(point: DerNode): string[] {
  const location = readSequence(point).find((part) => part.identifier === 0xa0);
  const fullName = location?.children().find((part) => part.identifier === 0xa0);
  return (fullName?.children() ?? []).filter((name) => name.identifier === URI).map(latin1);
}

function latin1(node: DerNode): string {
  // Not spread: that makes an iterator's steps of each octet.
  return String.fromCharCode.apply(null, node.contents as unknown as number[]);
}

function purposeName(oid: string): KeyPurpose | (string & {}) {
  for (const name in KEY_PURPOSES) if (KEY_PURPOSES[name as KeyPurpose] === oid) return name;
  return oid;
}
