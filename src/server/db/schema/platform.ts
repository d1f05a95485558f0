// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Int8, Json, Timestamp } from './columns.ts';

export interface Event {
  at: Timestamp;
  data: Generated<Json>;
  kind: string;
  seq: Int8;
  stream_id: string;
}

export interface EventStream {
  kind: string;
  last_seq: Generated<Int8>;
  stream_id: string;
}

export interface Throttle {
  key: Buffer;
  refilled_at: Timestamp;
  tokens: number;
  what: string;
}

export interface ThrottleSalt {
  day: string;
  salt: Buffer;
}
