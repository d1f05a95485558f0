// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface DoorNote {
  box: Buffer;
  group_id: string;
  membership_id: string;
  noted_at: Timestamp;
}
