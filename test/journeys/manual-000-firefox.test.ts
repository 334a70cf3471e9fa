// Manual 000, chapters 1 to 3, replayed in Firefox ESR with its own certificate store.

import { FIREFOX } from './firefox.ts';
import { replayFirstDay } from './first-day.ts';
import { DAY_000 } from './manual-000.ts';

replayFirstDay({ ...DAY_000, browser: FIREFOX });
