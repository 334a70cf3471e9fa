// Manual 004, after expiry, replayed in Firefox ESR with its own certificate store.

import { replayAfterExpiry } from './after-expiry.ts';
import { FIREFOX } from './firefox.ts';

replayAfterExpiry(FIREFOX);
