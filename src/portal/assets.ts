// The scripts of the www face.

export const PORTAL_ASSETS: readonly URL[] = [
  new URL('browser/make-key.ts', import.meta.url),
  new URL('browser/check-pc.ts', import.meta.url),
];
