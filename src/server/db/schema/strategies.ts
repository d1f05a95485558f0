// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface GroupStrategy {
  /**
   * Its author wants to hear what others think of it; without that nobody says anything
   */
  asks_feedback: boolean;
  box: Buffer;
  edited_at: Timestamp | null;
  group_id: string;
  /**
   * Since when a decision hides it; the words stay, so that an appeal can bring them back
   */
  hidden_at: Timestamp | null;
  /**
   * The same as with a share
   */
  let_go_at: Timestamp | null;
  membership_id: string;
  shared_at: Timestamp;
  strategy_id: string;
}

export interface StrategyFeedback {
  box: Buffer;
  edited_at: Timestamp | null;
  feedback_id: string;
  given_at: Timestamp;
  group_id: string;
  hidden_at: Timestamp | null;
  /**
   * The same as with a share
   */
  let_go_at: Timestamp | null;
  membership_id: string;
  /**
   * Since when the strategy it is about is hidden
   */
  strategy_hidden_at: Timestamp | null;
  strategy_id: string;
}

export interface StrategyJoined {
  /**
   * Which week it is: that one is over when another has begun
   */
  began_at: Timestamp;
  group_id: string;
  membership_id: string;
  strategy_id: string;
}

export interface StrategyWeek {
  began_at: Timestamp;
  group_id: string;
  strategy_id: string;
}
