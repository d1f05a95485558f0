// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Timestamp } from './columns.ts';

export interface Debrief {
  box: Buffer;
  group_id: string;
  meeting_id: string;
  membership_id: string;
  needs_cover: boolean;
  written_at: Timestamp;
}

export interface FeedbackGiven {
  group_id: string;
  meeting_id: string;
  membership_id: string;
}

export interface FollowUp {
  box: Buffer;
  done_at: Timestamp | null;
  due_on: string;
  follow_up_id: string;
  group_id: string;
  made_at: Timestamp;
  meeting_id: string;
  owner_id: string;
  writer_id: string;
}

export interface Incident {
  about_id: string | null;
  group_id: string;
  incident_id: string;
  kind: string;
  made_at: Timestamp;
  meeting_id: string;
  reporter_id: string;
}

export interface KeptPractice {
  account_id: string;
  kept_at: Timestamp;
  practice: string;
}

export interface MeetingFeedback {
  box: Buffer;
  group_id: string;
  meeting_id: string;
}
