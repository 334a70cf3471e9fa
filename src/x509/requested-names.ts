// What a request says besides its key. It decides nothing but this: who renews must ask for the very names that the
// certificate has (RFC 7030 4.2.2), and a client that binds its request to the connection is held to it (3.5).

import { TAG } from './der.ts';
import { DerError, type DerNode, readDer } from './der-reader.ts';
import { readElements, readObjectIdentifier, readSequence, readText } from './der-values.ts';
import { readExtensions } from './extension-reader.ts';
import { type ParsedName, readName } from './name.ts';
import { CHANGE_SUBJECT_NAME, EXTENSION_IDS, REQUEST_ATTRIBUTES } from './object-identifiers.ts';

export interface RequestedNames {
  readonly subject: ParsedName;
  /** The extension's value, DER; undefined: none is asked for. */
  readonly subjectAlternativeName: Uint8Array | undefined;
  /** It asks for another subject than the one that it names. */
  readonly changesSubject: boolean;
  readonly challengePassword: string | undefined;
}

/** Reads what `parseCertificationRequest` has passed; undefined when what stands in an attribute is malformed. */
export function readRequestedNames(der: Uint8Array): RequestedNames | undefined {
  try {
    const [info] = readSequence(readDer(der), 3, 3);
    const [, subject, , attributes] = readSequence(info, 4, 4);
    const values = new Map(
      readElements(attributes!, 0xa0).map((attribute) => {
        const [type, set] = readSequence(attribute, 2, 2);
        return [readObjectIdentifier(type), readElements(set, TAG.set, 1)[0]!];
      }),
    );
    const challenge = values.get(REQUEST_ATTRIBUTES.challengePassword);
    return {
      subject: readName(subject!),
      subjectAlternativeName: alternativeNameIn(values.get(REQUEST_ATTRIBUTES.extensionRequest)),
      changesSubject: values.has(CHANGE_SUBJECT_NAME),
      challengePassword: challenge && readText(challenge),
    };
  } catch (error) {
    if (error instanceof DerError) return undefined;
    throw error;
  }
}

function alternativeNameIn(request: DerNode | undefined): Uint8Array | undefined {
  if (request === undefined) return undefined;
  return readExtensions(request).find(({ oid }) => oid === EXTENSION_IDS.subjectAltName)?.value;
}
