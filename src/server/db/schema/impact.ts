// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Json, Timestamp } from './columns.ts';

export interface AttendedMeeting {
  ended_at: Timestamp | null;
  group_id: string | null;
  meeting_id: string | null;
  membership_id: string | null;
  started_at: Timestamp | null;
}

export interface ChangeRating {
  box: Buffer;
  group_id: string;
  instrument: string;
  membership_id: string;
  rated_at: Timestamp;
  rating_id: Generated<string>;
}

export interface Consent {
  account_id: string;
  consent_id: Generated<string>;
  given_at: Timestamp;
  purpose: string;
  revoked_at: Timestamp | null;
  version: number;
}

export interface HeldMeeting {
  ended_at: Timestamp | null;
  group_id: string | null;
  meeting_id: string | null;
  started_at: Timestamp | null;
}

export interface PublishedQuarter {
  figures: Json;
  published_at: Timestamp;
  quarter: string;
}

export interface RatingChoice {
  choice: string;
  chosen_at: Timestamp;
  membership_id: string;
}
