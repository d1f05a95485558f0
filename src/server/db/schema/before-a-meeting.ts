// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Timestamp } from './columns.ts';

export interface MeetingAnswer {
  answer: string;
  answered_at: Timestamp;
  /**
   * When the meeting was to begin: an answer does not hold for another time
   */
  for_start: Timestamp;
  group_id: string;
  meeting_id: string;
  membership_id: string;
}

export interface StandIn {
  account_id: string;
  agreed_at: Timestamp;
  alias: string;
  ended_at: Timestamp | null;
  group_id: string;
  meeting_id: string;
  /**
   * Their place in the group: from half an hour before the meeting until it is over
   */
  membership_id: string | null;
  stand_in_id: Generated<string>;
}

export interface TimesChanged {
  first_at: Timestamp;
  group_id: string;
  /**
   * When and how it met, as its people know; null: single meetings changed, of which each row knows
   */
  known: string | null;
  last_at: Timestamp;
}
