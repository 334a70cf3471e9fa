// A token as its maker's file describes it, before anybody has it.

import type { TokenRow } from '../../store/tables.ts';

export interface TokenSeed
  extends Pick<TokenRow, 'kind' | 'algorithm' | 'digits' | 'step_seconds' | 'last_used'> {
  /** Where it stands in the file. */
  readonly line: number;
  readonly serialNumber: string;
  /** Empty: not said. */
  readonly maker: string;
  readonly model: string;
  readonly secret: Uint8Array;
}

export const SERIAL_NUMBER = /^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$/;
