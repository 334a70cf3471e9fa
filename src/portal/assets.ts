// The scripts and pictures of the www face.

const pictures = [
  'windows-1',
  'windows-2',
  'windows-3',
  'windows-4',
  'macos-1',
  'macos-2',
  'macos-3',
  'macos-4',
  'linux-1',
  'linux-2',
  'firefox-1',
  'firefox-2',
];

export const PORTAL_ASSETS: readonly URL[] = [
  new URL('browser/make-key.ts', import.meta.url),
  new URL('browser/check-pc.ts', import.meta.url),
  ...pictures.map((name) => new URL(`enrolment/installed/pictures/${name}.svg`, import.meta.url)),
];
