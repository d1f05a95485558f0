// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface CheckIn {
  account_id: string;
  box: Buffer;
  check_in_id: string;
  checked_in_at: Timestamp;
}
