// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Timestamp } from './columns.ts';

export interface CalendarLink {
  account_id: string;
  link_hash: Buffer;
  link_id: Generated<string>;
  made_at: Timestamp;
  title: string;
}
