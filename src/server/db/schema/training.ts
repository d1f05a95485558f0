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

export interface TrainingQuiz {
  account_id: string;
  best_at: Timestamp;
  best_of: number;
  best_right: number;
  box: Buffer;
  latest_at: Timestamp;
  latest_of: number;
  latest_right: number;
  module: number;
  passed_at: Timestamp | null;
  /**
   * The form that was answered last, so that one sent twice counts once
   */
  sheet: string;
}

export interface TrainingWay {
  account_id: string;
  box: Buffer;
  moved_at: Timestamp;
  scenario: string;
}
