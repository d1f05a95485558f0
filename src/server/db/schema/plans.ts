// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface Plan {
  account_id: string;
  box: Buffer;
  written_at: Timestamp;
}

export interface PlanShown {
  box: Buffer;
  facilitator_id: string;
  group_id: string;
  membership_id: string;
  /**
   * When that facilitator last opened it; its member can read that
   */
  seen_at: Timestamp | null;
  shown_at: Timestamp;
  shown_id: string;
  until: Timestamp;
}
