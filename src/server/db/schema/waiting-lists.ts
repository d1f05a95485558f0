// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Timestamp } from './columns.ts';

export interface Following {
  account_id: string;
  followed_at: Timestamp;
  group_id: string;
  /**
   * Changes of times before this were seen
   */
  seen_at: Timestamp;
}

export interface TakenSeat {
  account_id: string | null;
  group_id: string | null;
}

export interface Waiting {
  account_id: string;
  alias: string;
  alias_key: string;
  asked_at: Timestamp;
  ended_at: Timestamp | null;
  ended_by: string | null;
  group_id: string;
  mark: string;
  /**
   * They let a seat go and stayed: no other offer before this
   */
  not_before: Timestamp | null;
  offered_until: Timestamp | null;
  /**
   * Why a facilitator ended it, in words for that person, encrypted with the group's key
   */
  reason_box: Buffer | null;
  /**
   * Current: waiting, offered (a seat is held), missed (an offer ran out; no other until they say so)
   */
  status: Generated<string>;
  /**
   * The order in a group: one higher for whoever asks or goes to the end. Never shown
   */
  turn: number;
  waiting_id: Generated<string>;
}
