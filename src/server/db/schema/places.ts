// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Timestamp } from './columns.ts';

export interface PlaceLoad {
  loaded_at: Timestamp;
  only_one: Generated<boolean>;
  version: string;
}

export interface PlaceName {
  country: string;
  kind: string;
  lat: number;
  lng: number;
  name: string;
  near_town: string | null;
  place_id: string;
  population: number;
  region: string | null;
  searched: string;
  within: string;
}
