// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { ArrayType, Generated, Json, Timestamp } from './columns.ts';

export interface DirectoryListing {
  access: string[] | null;
  audiences: string[] | null;
  confirmed_at: Timestamp | null;
  cost: string | null;
  description: string | null;
  experiences: string[] | null;
  group_id: string | null;
  joining: Json | null;
  languages: string[] | null;
  latitude: number | null;
  led_by: string | null;
  listing_id: string | null;
  longitude: number | null;
  mode: string | null;
  more: string | null;
  name: string | null;
  openness: string | null;
  organisation: string | null;
  organisation_id: string | null;
  place: Json | null;
  place_precision: string | null;
  seats: string | null;
  service_id: string | null;
  source: string | null;
  source_key: string | null;
  source_updated_at: Timestamp | null;
  source_words: Json | null;
  starts: ArrayType<Timestamp> | null;
  times: Json | null;
  url: string | null;
}

export interface DirectorySource {
  /**
   * How its server named the answer that was read to its end last, and when; null as soon as anything else is written, so that all of it is read again
   */
  answer: Json | null;
  /**
   * The last time all of it was read: whatever is not retired was seen then, so no row is written for being seen
   */
  confirmed_at: Timestamp | null;
  due_at: Timestamp | null;
  /**
   * Null: only by hand
   */
  every_minutes: number | null;
  experience: Generated<string>;
  format: string;
  made_at: Timestamp;
  name: string;
  ran_at: Timestamp | null;
  removed_at: Timestamp | null;
  source_id: Generated<string>;
  time_zone: string | null;
  url: string | null;
}

export interface ImportProblem {
  field: string;
  number: number;
  outcome: string;
  reason: string;
  row_number: number;
  run_id: string;
  source_key: string | null;
  value: string;
}

export interface ImportRow {
  content: Json;
  number: number;
  run_id: string;
}

export interface ImportRun {
  added: Generated<number>;
  beat_at: Timestamp;
  /**
   * Listings of the source that stood before it
   */
  before: Generated<number>;
  began_at: Timestamp;
  changed: Generated<number>;
  ended_at: Timestamp | null;
  outcome: Generated<string>;
  problems: Generated<number>;
  rejected: Generated<number>;
  repaired: Generated<number>;
  retired: Generated<number>;
  returned: Generated<number>;
  rows_read: Generated<number>;
  run_id: Generated<string>;
  source_id: string;
  unchanged: Generated<number>;
  /**
   * Code of what went wrong; the words are in the catalogue
   */
  why: string | null;
}

export interface Listing {
  access: string[];
  audiences: string[];
  changed_at: Timestamp;
  /**
   * The transaction that wrote the row last: what a reader has not seen yet is found without a gap
   */
  changed_in: Generated<string>;
  /**
   * When somebody who runs it said so here
   */
  confirmed_at: Timestamp | null;
  cost: string | null;
  description: string;
  /**
   * Of all that the source said: equal means nothing to write
   */
  digest: string;
  experiences: string[];
  hidden_why: string | null;
  joining: Json;
  languages: string[];
  latitude: number | null;
  led_by: string | null;
  listing_id: Generated<string>;
  longitude: number | null;
  made_at: Timestamp;
  mode: string;
  name: string;
  openness: string;
  organisation: string | null;
  /**
   * The same of its organisation
   */
  organisation_id: string | null;
  place: Json | null;
  place_precision: string;
  retired_at: Timestamp | null;
  /**
   * Its id in HSDS feeds, where the source's own is a UUID that no other listing goes by; else that is listing_id
   */
  service_id: string | null;
  source_id: string;
  /**
   * Its identity within the source, never the name: names repeat
   */
  source_key: string;
  source_updated_at: Timestamp | null;
  /**
   * What the source said and we have no word for; given back in its own format, never shown
   */
  source_words: Generated<Json>;
  times: Json;
  url: string | null;
}

export interface ListingNote {
  box: Buffer;
  decided_at: Timestamp | null;
  decided_by: string | null;
  decision: string | null;
  kek_id: string;
  kind: string;
  listing_id: string;
  note_id: Generated<string>;
  note_key: Buffer;
  said_at: Timestamp;
}

export interface OwnListingChange {
  changed_in: Generated<string>;
  group_id: string;
  noted_at: Generated<Timestamp>;
}
