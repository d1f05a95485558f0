// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Timestamp } from './columns.ts';

export interface Report {
  /**
   * Whom it is about, as memberships: they never read it
   */
  about_ids: string[];
  /**
   * When the reporter asked for another look: once, and not at who decided
   */
  again_at: Timestamp | null;
  again_box: Buffer | null;
  again_decided_at: Timestamp | null;
  again_decided_by: string | null;
  again_decision: string | null;
  again_decision_box: Buffer | null;
  box: Buffer | null;
  coordinators_only: boolean;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decision: string | null;
  decision_box: Buffer | null;
  group_id: string;
  kek_id: string | null;
  lines_kept: number;
  lines_refused: number;
  made_at: Timestamp;
  meeting_id: string | null;
  of: string;
  /**
   * The meeting, share, reply, strategy, feedback, membership or group it is about; what was written can be gone by now
   */
  of_id: string;
  /**
   * Chosen by the browser: the same report sent again is one
   */
  once: string;
  opened_at: Timestamp | null;
  opened_by: string | null;
  /**
   * Accounts that asked for somebody else to decide it
   */
  passed_by: Generated<string[]>;
  priority: number;
  reason: string;
  report_id: Generated<string>;
  report_key: Buffer | null;
  reporter_id: string;
}
