// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Json, Timestamp } from './columns.ts';

export interface PublishedHalf {
  figures: Json;
  half: string;
  published_at: Timestamp;
}
