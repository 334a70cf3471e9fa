// The oldest browsers for which our scripts are built; what the check-my-PC page tells visitors stands on the same
// numbers. Edge is Chromium and counts its versions.

export const OLDEST_BROWSERS = { chrome: 109, edge: 109, firefox: 115, safari: 16 } as const;

export type KnownBrowser = keyof typeof OLDEST_BROWSERS;
