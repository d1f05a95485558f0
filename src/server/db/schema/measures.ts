// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface AnswerDraft {
  account_id: string;
  box: Buffer;
  kept_at: Timestamp;
  /**
   * Which measure, as a hash under the account's own key
   */
  slot: Buffer;
}

export interface AnswerSet {
  account_id: string;
  box: Buffer;
  /**
   * Made with the form, so that sending it twice keeps it once
   */
  once: string;
  set_id: string;
  written_at: Timestamp;
}
