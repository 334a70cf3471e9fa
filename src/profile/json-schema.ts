// The shape of a bank profile as JSON Schema, so that editors help and check while a profile is written.

import { z } from 'zod';
import { bankProfileSchema } from './bank-profile.ts';

/** JSON Schema draft 7, which every editor reads; the text of banks/bank-profile.schema.json. */
export function bankProfileJsonSchema(): string {
  const schema = z.toJSONSchema(bankProfileSchema, { target: 'draft-7', io: 'input' });
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** The keys that a profile may have at a path. */
export function knownKeys(path: readonly PropertyKey[]): string[] {
  const root: Root = z.toJSONSchema(bankProfileSchema, { target: 'draft-7', io: 'input' });
  let nodes: Node[] = [root];
  for (const step of path)
    nodes = nodes.flatMap((node) => shapes(root, node)).flatMap((node) => below(node, step));
  const keys = nodes.flatMap((node) => shapes(root, node)).flatMap((node) => keysOf(root, node));
  return [...new Set(keys)];
}

/** As much of a JSON Schema as keys are found by. */
interface Node {
  readonly $ref?: string | undefined;
  readonly properties?: Readonly<Record<string, Node | boolean>> | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly propertyNames?: Node | boolean | undefined;
  readonly additionalProperties?: Node | boolean | undefined;
  readonly items?: Node | readonly (Node | boolean)[] | boolean | undefined;
  readonly anyOf?: readonly (Node | boolean)[] | undefined;
  readonly oneOf?: readonly (Node | boolean)[] | undefined;
  readonly allOf?: readonly (Node | boolean)[] | undefined;
}
interface Root extends Node {
  readonly definitions?: Readonly<Record<string, Node | boolean>> | undefined;
}

const isNode = (node: unknown): node is Node =>
  typeof node === 'object' && node !== null && !Array.isArray(node);

/** The shapes that an entry may have: references followed, alternatives spread out. */
function shapes(root: Root, node: Node): Node[] {
  const referred = root.definitions?.[node.$ref?.replace('#/definitions/', '') ?? ''];
  const inner = [referred, ...(node.anyOf ?? []), ...(node.oneOf ?? []), ...(node.allOf ?? [])].filter(
    isNode,
  );
  return inner.length === 0 ? [node] : inner.flatMap((one) => shapes(root, one));
}

function below(node: Node, step: PropertyKey): Node[] {
  const next =
    typeof step === 'number' ? node.items : (node.properties?.[String(step)] ?? node.additionalProperties);
  return isNode(next) ? [next] : [];
}

function keysOf(root: Root, node: Node): string[] {
  const names = isNode(node.propertyNames) ? shapes(root, node.propertyNames) : [];
  return [...Object.keys(node.properties ?? {}), ...names.flatMap((one) => one.enum ?? []).map(String)];
}
