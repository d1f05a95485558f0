// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Timestamp } from './columns.ts';

export interface Notice {
  /**
   * The meeting or group it is about. Features above make notices: hence no foreign key
   */
  about: string;
  account_id: string;
  kind: string;
  made_at: Timestamp;
  notice_id: Generated<string>;
  /**
   * The same is told once, however often the worker tries
   */
  once: string;
  seen_at: Timestamp | null;
  /**
   * Not shown any more from then on
   */
  until: Timestamp;
}

export interface NoticeChoice {
  account_id: string;
  /**
   * Kinds of notices
   */
  off: string[];
}
