// Manual 000, chapters 1 to 3: the change of the logon method, replayed in Chromium.

import { replayFirstDay } from './first-day.ts';
import { DAY_000 } from './manual-000.ts';

replayFirstDay(DAY_000);
