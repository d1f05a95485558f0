// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Json, Timestamp } from './columns.ts';

export interface Acceptance {
  accepted_at: Timestamp;
  account_id: string;
  agreement_version: number;
  group_id: string;
  limits_version: number;
}

export interface Agreement {
  group_id: string;
  items: string[];
  made_at: Timestamp;
  version: number;
}

export interface Invitation {
  code_hash: Buffer;
  expires_at: Timestamp;
  group_id: string;
  /**
   * Who showed the code last, and has not come in with it yet: they may know of the group
   */
  held_by: string | null;
  made_at: Timestamp;
  made_by: string | null;
  used_at: Timestamp | null;
}

export interface JoinRequest {
  account_id: string;
  alias: string;
  alias_key: string;
  asked_at: Timestamp;
  decided_at: Timestamp | null;
  decided_by: string | null;
  group_id: string;
  mark: string;
  /**
   * Why it was declined, in words for that person, encrypted with the group's key
   */
  reason_box: Buffer | null;
  request_id: Generated<string>;
  status: Generated<string>;
}

export interface Membership {
  account_id: string;
  alias: string;
  /**
   * The alias with look-alike letters folded together, so that two people cannot look the same
   */
  alias_key: string;
  /**
   * Null once destroyed: nothing this person wrote in this group opens again
   */
  author_key: Buffer | null;
  ended_at: Timestamp | null;
  /**
   * Why a facilitator ended it, in words for that person, encrypted with the group's key
   */
  ended_box: Buffer | null;
  ended_why: string | null;
  group_id: string;
  joined_at: Timestamp;
  kek_id: string | null;
  mark: string;
  membership_id: Generated<string>;
  /**
   * For whoever steps in: the one meeting that this place is for
   */
  only_meeting: string | null;
  role: string;
  /**
   * Until when the place rests, by a decision; null when it does not
   */
  suspended_until: Timestamp | null;
}

export interface PeerGroup {
  access_needs: Generated<string[]>;
  audience: Generated<string[]>;
  capacity: number;
  city: string | null;
  closed_at: Timestamp | null;
  cost: string | null;
  country: string | null;
  created_at: Timestamp;
  created_by: string | null;
  entry: string;
  experience: string;
  group_id: Generated<string>;
  /**
   * One half of what encrypts this group's words, wrapped by kek_id; the other half is each author's
   */
  group_key: Buffer;
  /**
   * Found by nobody: in no list, search, map, feed, count or calendar; people come in with a code
   */
  is_confidential: Generated<boolean>;
  kek_id: string;
  languages: string[];
  latitude: number | null;
  led_by: string | null;
  longitude: number | null;
  meets: string;
  name: string;
  /**
   * So long a free seat is held for whoever waited longest
   */
  offer_hours: Generated<number>;
  place: string | null;
  place_precision: Generated<string>;
  purpose: string;
  responses: string[];
  run_of_show: Json;
  what_to_expect: string;
}

export interface Series {
  created_at: Timestamp;
  ends_on: string | null;
  group_id: string;
  local_time: string;
  minutes: Generated<number>;
  rule: Json;
  series_id: Generated<string>;
  starts_on: string;
  time_zone: string;
}

export interface SeriesException {
  kind: string;
  made_at: Timestamp;
  moved_to: Timestamp | null;
  original_on: string;
  series_id: string;
}
