// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Timestamp } from './columns.ts';

export interface OnCall {
  account_id: string;
  /**
   * Where to write, encrypted; destroyed when it is revoked
   */
  address_box: Buffer | null;
  code_hash: Buffer | null;
  code_until: Timestamp | null;
  from_time: string | null;
  kek_id: string | null;
  made_at: Timestamp;
  name: string;
  on_call_id: Generated<string>;
  on_call_key: Buffer | null;
  revoked_at: Timestamp | null;
  tested_at: Timestamp | null;
  time_zone: string;
  until_time: string | null;
  weekdays: number[];
}

export interface OnCallAlert {
  call_id: string;
  meeting_id: string;
  on_call_id: string;
  reached: boolean;
  tried_at: Timestamp;
}
