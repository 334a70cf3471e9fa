// Manual 004, after expiry, replayed in Chromium.

import { replayAfterExpiry } from './after-expiry.ts';

replayAfterExpiry();
