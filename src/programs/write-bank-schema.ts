// Writes banks/bank-profile.schema.json anew, after the shape of the bank profile has changed. Run it from the
// project's folder: `node src/programs/write-bank-schema.ts`. A test fails while the file is not current.

import { writeFileSync } from 'node:fs';
import { bankProfileJsonSchema } from '../profile/json-schema.ts';

writeFileSync(new URL('../../banks/bank-profile.schema.json', import.meta.url), bankProfileJsonSchema());
