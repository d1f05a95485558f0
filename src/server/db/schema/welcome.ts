// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface Buddy {
  began_at: Timestamp;
  buddy_id: string;
  ended_at: Timestamp | null;
  group_id: string;
  newcomer_id: string;
}

export interface Welcoming {
  group_id: string;
  membership_id: string;
  said_at: Timestamp;
}
