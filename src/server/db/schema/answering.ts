// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface AnswerTime {
  group_id: string;
  hours: number;
}

export interface Answering {
  /**
   * Shares that come to this person as a member in 24 hours, at most; none unless they chose it
   */
  a_day: number;
  account_id: string;
  quiet_from: string;
  /**
   * The same as quiet_from: no quiet hours
   */
  quiet_until: string;
  time_zone: string;
}

export interface Brought {
  account_id: string;
  brought_at: Timestamp;
  group_id: string;
  share_id: string;
  step: string;
}

export interface SavedShare {
  group_id: string;
  membership_id: string;
  saved_at: Timestamp;
  share_id: string;
}
