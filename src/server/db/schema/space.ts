// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface ShareDraft {
  box: Buffer;
  group_id: string;
  kept_at: Timestamp;
  membership_id: string;
}

export interface SpaceChoice {
  box: Buffer;
  group_id: string;
  membership_id: string;
}
