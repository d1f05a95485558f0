// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Timestamp } from './columns.ts';

export interface Reply {
  box: Buffer;
  edited_at: Timestamp | null;
  group_id: string;
  membership_id: string;
  replied_at: Timestamp;
  reply_id: Generated<string>;
  share_id: string;
}

export interface Response {
  group_id: string;
  kind: string;
  membership_id: string;
  responded_at: Timestamp;
  share_id: string;
}

export interface Share {
  box: Buffer;
  edited_at: Timestamp | null;
  group_id: string;
  membership_id: string;
  need: string;
  share_id: Generated<string>;
  shared_at: Timestamp;
}
