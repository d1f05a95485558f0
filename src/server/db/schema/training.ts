// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface TrainingModule {
  account_id: string;
  module: number;
  /**
   * After how many of its parts
   */
  place: number;
  read_at: Timestamp | null;
}
