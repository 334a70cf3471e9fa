// XML as a small tree, read with suspicion: no document type and so no entities but XML's own five, no deep nesting,
// no more elements than a vendor's file of tokens has.

import { SaxesParser } from 'saxes';

export interface XmlElement {
  readonly namespace: string;
  readonly name: string;
  /** By local name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  readonly text: string;
}

export class XmlFault extends Error {
  readonly code: 'doctype' | 'too-deep' | 'too-many' | 'not-xml' | 'encoding';
  constructor(code: XmlFault['code'], message: string) {
    super(message);
    this.code = code;
  }
}

const DEEPEST = 24;
const MOST_ELEMENTS = 200_000;
const MOST_ATTRIBUTES = 32;

interface OpenElement {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: Record<string, string>;
  readonly children: XmlElement[];
  text: string;
}

/** @throws XmlFault */
export function readXml(text: string): XmlElement {
  const parser = new SaxesParser({ xmlns: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  parser.on('error', (error) => {
    throw new XmlFault('not-xml', error.message);
  });
  parser.on('doctype', () => {
    throw new XmlFault('doctype', 'a document type is not accepted');
  });
  parser.on('xmldecl', ({ encoding }) => {
    if (encoding !== undefined && encoding.toUpperCase() !== 'UTF-8') {
      throw new XmlFault('encoding', `encoding ${encoding}: UTF-8 is`);
    }
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    elements += 1;
    const given = Object.values(attributes);
    if (open.length >= DEEPEST) throw new XmlFault('too-deep', `elements within more than ${DEEPEST} others`);
    if (elements > MOST_ELEMENTS || given.length > MOST_ATTRIBUTES) {
      throw new XmlFault('too-many', 'more elements or attributes than a file of tokens has');
    }
    const own = given.map((attribute) => [attribute.local, attribute.value] as const);
    const named = own.filter(([name]) => name !== '__proto__');
    open.push({ namespace: uri, name: local, attributes: Object.fromEntries(named), children: [], text: '' });
  });
  const addText = (part: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += part;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const element = open.pop();
    if (element === undefined) return;
    const parent = open.at(-1);
    if (parent === undefined) root = element;
    else parent.children.push(element);
  });
  parser.write(text).close();
  if (root === undefined) throw new XmlFault('not-xml', 'no element');
  return root;
}

/**
 * The first element on the way down by these names. Names are compared without their namespaces: vendors' files spell
 * those of encryption in several ways, and the example of RFC 6030 itself leaves out that of PBKDF2's parameters.
 */
export function childAt(
  element: XmlElement | undefined,
  ...names: readonly string[]
): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>(
    (at, name) => at?.children.find((child) => child.name === name),
    element,
  );
}

/** Text of an element, trimmed; empty: there is none. */
export const textAt = (element: XmlElement | undefined, ...names: readonly string[]): string =>
  childAt(element, ...names)?.text.trim() ?? '';

/** Whether what stands there could be the beginning of an XML file, whatever a list of tokens could begin with. */
export const looksLikeXml = (content: Uint8Array): boolean =>
  /^(?:\uFEFF)?\s*</.test(Buffer.from(content.subarray(0, 200)).toString());
