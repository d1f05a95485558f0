// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Json, Timestamp } from './columns.ts';

export interface Attendance {
  attendance_id: Generated<string>;
  group_id: string;
  in_at: Timestamp;
  meeting_id: string;
  membership_id: string;
  out_at: Timestamp | null;
  role: string;
}

export interface HelpCall {
  called_at: Timestamp;
  group_id: string;
  help_call_id: Generated<string>;
  meeting_id: string;
  membership_id: string;
  taken_at: Timestamp | null;
  taken_by: string | null;
}

export interface Meeting {
  companion_id: string | null;
  ended_at: Timestamp | null;
  group_id: string;
  /**
   * Set when it ended; null for what never began and for what ended before this was kept
   */
  held_as: string | null;
  known_off: boolean | null;
  /**
   * What people know, while they have not been told of a change; null: all is told
   */
  known_start: Timestamp | null;
  lead_id: string | null;
  meeting_id: Generated<string>;
  minutes: number;
  opened_at: Timestamp | null;
  original_on: string | null;
  planned_start: Timestamp;
  /**
   * Called off because its group meets at other times: links to it lead somewhere until its time is past
   */
  replaced_at: Timestamp | null;
  /**
   * The parts of this very meeting; null: those of its group
   */
  run_of_show: Json | null;
  series_id: string | null;
  started_at: Timestamp | null;
  status: Generated<string>;
}

export interface MeetingRating {
  box: Buffer;
  group_id: string;
  meeting_id: string;
  membership_id: string;
  moment: string;
  rated_at: Timestamp;
}
