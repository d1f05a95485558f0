// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface Practice {
  account_id: string;
  /**
   * When the next question about it is due, if its account wants to be asked
   */
  ask_at: Timestamp | null;
  box: Buffer;
  practice_id: string;
  tried_at: Timestamp;
}
