// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Int8, Timestamp } from './columns.ts';

export interface Audit {
  /**
   * The memberships it concerns, who may see that it was done
   */
  about: string[];
  at: Timestamp;
  by_account: string | null;
  by_role: string;
  group_id: string | null;
  hash: Buffer;
  kind: string;
  of_id: string | null;
  seq: Int8;
}

export interface AuditStart {
  hash: Buffer;
  is_one: Generated<boolean>;
  seq: Int8;
}

export interface Decision {
  answer: string | null;
  answer_box: Buffer | null;
  answered_at: Timestamp | null;
  answered_by: string | null;
  appeal_box: Buffer | null;
  appealed_at: Timestamp | null;
  box: Buffer | null;
  decision_id: Generated<string>;
  decision_key: Buffer | null;
  group_id: string;
  kek_id: string | null;
  made_at: Timestamp;
  made_by: string | null;
  membership_id: string;
  move_answer: string | null;
  of: string;
  of_id: string;
  reason: string;
  report_id: string | null;
  /**
   * Who had reported it: they never hear the appeal
   */
  reporter_ids: Generated<string[]>;
  step: string;
  /**
   * Another group that they were offered to move to; they do, or do not
   */
  to_group: string | null;
  until: Timestamp | null;
}

export interface ReviewChoice {
  account_id: string;
  break_until: Timestamp | null;
  off: Generated<string[]>;
}
