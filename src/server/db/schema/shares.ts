// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Timestamp } from './columns.ts';

export interface Reply {
  audience: Generated<string>;
  box: Buffer;
  edited_at: Timestamp | null;
  group_id: string;
  hidden_at: Timestamp | null;
  /**
   * The same as with a share
   */
  let_go_at: Timestamp | null;
  membership_id: string;
  replied_at: Timestamp;
  reply_id: Generated<string>;
  /**
   * Since when the share it is under is hidden; kept by triggers
   */
  share_hidden_at: Timestamp | null;
  share_id: string;
}

export interface Response {
  audience: Generated<string>;
  group_id: string;
  kind: string;
  membership_id: string;
  responded_at: Timestamp;
  /**
   * Since when the share it is under is hidden; kept by triggers
   */
  share_hidden_at: Timestamp | null;
  share_id: string;
}

export interface Share {
  /**
   * Who can read it; never changed, because what is under it was written for these readers
   */
  audience: Generated<string>;
  /**
   * The words, and sealed with them the feelings, the note and its topics
   */
  box: Buffer;
  edited_at: Timestamp | null;
  group_id: string;
  /**
   * Since when a decision hides it; the words stay, so that an appeal can bring them back
   */
  hidden_at: Timestamp | null;
  kind: Generated<string>;
  /**
   * Since when its author wants it gone while a decision hides it: it goes when that can no longer be appealed, or is reversed
   */
  let_go_at: Timestamp | null;
  membership_id: string;
  need: string | null;
  /**
   * Nobody writes under it; what can be said with one press stays open
   */
  responses_only: Generated<boolean>;
  share_id: Generated<string>;
  shared_at: Timestamp;
}
