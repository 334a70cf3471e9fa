// The tree against the published figures of RFC 6962 logs, and against the RFC's own recursive definitions for
// every size: each proof of ours is verified, and no other is.

import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { describe, test } from 'node:test';
import { makeChance } from '../../../test/world/chance.ts';
import {
  consistencyPath,
  hashOfRange,
  inclusionPath,
  type LeafRange,
  verifyConsistency,
  verifyInclusion,
} from './merkle-proof.ts';
import {
  completeSize,
  countPeaks,
  growPeaks,
  joinPeaks,
  leafHash,
  nodeHash,
  rootOfPeaks,
  splitPeaks,
} from './merkle-tree.ts';

/** The eight entries and the figures of the reference implementation of Certificate Transparency. */
const ENTRIES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657']
  .concat('606162636465666768696a6b6c6d6e6f')
  .map((hex) => Buffer.from(hex, 'hex'));
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const INCLUSIONS = [
  { index: 0, size: 1, path: [] },
  {
    index: 0,
    size: 8,
    path: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    index: 5,
    size: 8,
    path: [
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      ROOTS[4],
    ],
  },
  { index: 2, size: 3, path: [ROOTS[2]] },
  {
    index: 1,
    size: 5,
    path: [
      ROOTS[1],
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];
const CONSISTENCIES = [
  { first: 1, second: 1, path: [] },
  {
    first: 1,
    second: 8,
    path: [
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ],
  },
  {
    first: 6,
    second: 8,
    path: [
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      ROOTS[4],
    ],
  },
  {
    first: 2,
    second: 5,
    path: [
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ],
  },
];

/** MTH as RFC 6962 2.1 defines it, word for word and slowly. */
function definedRoot(entries: readonly Buffer[]): Buffer {
  const [only] = entries;
  if (only === undefined) return hash('sha256', '', 'buffer');
  if (entries.length === 1) return hash('sha256', Buffer.concat([Buffer.of(0), only]), 'buffer');
  const k = 2 ** Math.ceil(Math.log2(entries.length) - 1);
  const halves = [definedRoot(entries.slice(0, k)), definedRoot(entries.slice(k))];
  return hash('sha256', Buffer.concat([Buffer.of(1), ...halves]), 'buffer');
}

/** A tree grown leaf by leaf, its nodes kept as the database keeps them. */
class Grown {
  readonly peaks: Buffer[] = [];
  readonly roots: Buffer[] = [rootOfPeaks([])];
  readonly leaves: Buffer[] = [];
  readonly #subtrees: Buffer[] = [];

  constructor(entries: readonly Buffer[]) {
    for (const entry of entries) {
      const leaf = leafHash(entry);
      this.leaves.push(leaf);
      this.#subtrees.push(growPeaks(this.peaks, this.leaves.length, leaf));
      this.roots.push(rootOfPeaks(this.peaks));
    }
  }

  nodes(path: readonly LeafRange[]): Buffer[] {
    const none = Buffer.alloc(0);
    const stored = (end: number) => ({
      leaf: this.leaves[end - 1] ?? none,
      subtree: this.#subtrees[end - 1] ?? none,
    });
    return path.map((range) => hashOfRange(range, stored));
  }

  root(size: number): Buffer {
    return this.roots[size] ?? Buffer.alloc(0);
  }

  inclusion(index: number, size: number) {
    const leaf = this.leaves[index] ?? Buffer.alloc(0);
    return { index, size, leaf, root: this.root(size), path: this.nodes(inclusionPath(index, size)) };
  }

  consistency(first: number, second: number) {
    const roots = { firstRoot: this.root(first), secondRoot: this.root(second) };
    return { first, second, ...roots, path: this.nodes(consistencyPath(first, second)) };
  }
}

const hex = (nodes: readonly Buffer[]) => nodes.map((node) => node.toString('hex'));

describe('published figures', () => {
  const tree = new Grown(ENTRIES);
  test('roots of 0 to 8 entries', () => {
    assert.deepEqual(hex(tree.roots), ROOTS);
  });
  for (const { index, size, path } of INCLUSIONS) {
    test(`inclusion of entry ${index} in ${size}`, () => {
      assert.deepEqual(hex(tree.inclusion(index, size).path), path);
      assert.ok(verifyInclusion(tree.inclusion(index, size)));
    });
  }
  for (const { first, second, path } of CONSISTENCIES) {
    test(`consistency of ${first} with ${second}`, () => {
      assert.deepEqual(hex(tree.consistency(first, second).path), path);
      assert.ok(verifyConsistency(tree.consistency(first, second)));
    });
  }
});

describe('any tree', () => {
  const chance = makeChance(6962);
  const entries = Array.from({ length: 600 }, (_, n) => Buffer.from(`${n} ${chance(1e9)}`));
  const tree = new Grown(entries);

  test('its root is the defined one, its peaks as many as the bits of its size', () => {
    for (const size of [0, 1, 2, 3, 63, 64, 65, 127, 128, 255, 256, 257, 511, 512, 513, 600]) {
      assert.deepEqual(tree.root(size), definedRoot(entries.slice(0, size)), `${size}`);
    }
    assert.equal(tree.peaks.length, countPeaks(600));
    assert.deepEqual(splitPeaks(joinPeaks(tree.peaks)), tree.peaks);
    assert.deepEqual([1, 2, 3, 12, 600, 2 ** 40].map(completeSize), [1, 2, 1, 4, 8, 2 ** 40]);
  });

  test('each entry of each size to 40 and of large ones is proven, and nowhere else', () => {
    const sizes = [...Array.from({ length: 40 }, (_, n) => n + 1), 255, 256, 257, 599, 600];
    for (const size of sizes) {
      for (let index = 0; index < size; index++) {
        const proof = tree.inclusion(index, size);
        assert.ok(verifyInclusion(proof), `${index} in ${size}`);
        assert.ok(!verifyInclusion({ ...proof, index: (index + 1) % (size + 1) }));
        assert.ok(!verifyInclusion({ ...proof, leaf: nodeHash(proof.leaf, proof.leaf) }));
      }
    }
  });

  test('each size to 40 is consistent with each later one, and with no other root', () => {
    for (let second = 1; second <= 40; second++) {
      for (let first = 0; first <= second; first++) {
        const proof = tree.consistency(first, second);
        assert.ok(verifyConsistency(proof), `${first} in ${second}`);
        if (first === 0) continue;
        assert.ok(!verifyConsistency({ ...proof, firstRoot: leafHash('other') }));
        assert.ok(!verifyConsistency({ ...proof, secondRoot: leafHash('other') }));
      }
    }
  });

  test('of random sizes: a proof cut, lengthened, reordered or with one bit turned proves nothing', () => {
    for (let round = 0; round < 400; round++) {
      const second = 2 + chance(599);
      const first = 1 + chance(second - 1);
      const inclusion = tree.inclusion(chance(second), second);
      const consistency = tree.consistency(first, second);
      assert.ok(verifyInclusion(inclusion));
      assert.ok(verifyConsistency(consistency));
      for (const spoil of [cut, lengthened, turned]) {
        assert.ok(!verifyInclusion({ ...inclusion, path: spoil(inclusion.path) }));
        assert.ok(!verifyConsistency({ ...consistency, path: spoil(consistency.path) }));
      }
      // The place and the size are part of what is proven.
      assert.ok(!verifyConsistency({ ...consistency, first: second, second: first }));
    }
    function turned(path: Buffer[]): Buffer[] {
      const at = chance(path.length);
      return path.map((node, n) =>
        n === at ? Buffer.from(node.map((o, i) => (i === 5 ? o ^ 1 : o))) : node,
      );
    }
  });

  test('numbers that are none prove nothing', () => {
    const proof = tree.inclusion(3, 9);
    for (const index of [-1, 9, 3.5, Number.NaN, 2 ** 60]) assert.ok(!verifyInclusion({ ...proof, index }));
    for (const first of [-1, 10, 0.5, Number.NaN]) {
      assert.ok(!verifyConsistency({ ...tree.consistency(3, 9), first }));
    }
  });
});

const cut = (path: Buffer[]) => path.slice(0, -1);
const lengthened = (path: Buffer[]) => [...path, leafHash('more')];
