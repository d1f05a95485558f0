// Read from the database by `npm run generate`; changed by a migration, never by hand.
import type { Generated, Timestamp } from './columns.ts';

export interface Account {
  account_id: Generated<string>;
  /**
   * The account's own key, wrapped by the key-encryption key kek_id
   */
  account_key: Buffer | null;
  adult_confirmed_at: Timestamp;
  created_at: Timestamp;
  ended_at: Timestamp | null;
  kek_id: string | null;
  name_box: Buffer | null;
  /**
   * Keyed hash of the sign-in name, for looking it up; the name itself is only in name_box, encrypted
   */
  name_mac: Buffer | null;
  passphrase_hash: string | null;
}

export interface AccountRole {
  account_id: string;
  granted_at: Timestamp;
  /**
   * How coordinators call this person among themselves, from the invitation; never shown to members
   */
  label: string | null;
  role: string;
}

export interface Certificate {
  account_id: string;
  certificate_id: Generated<string>;
  expires_on: string;
  issued_on: string;
  recorded_at: Timestamp;
  recorded_by: string | null;
  withdrawn_at: Timestamp | null;
}

export interface Login {
  account_id: string;
  began_at: Timestamp;
  ends_at: Timestamp;
  /**
   * Of the script-readable half that Leave now deletes without a server
   */
  here_hash: Buffer;
  is_private_device: boolean;
  login_id: Generated<string>;
  /**
   * When the passphrase was last given: sensitive changes ask again
   */
  proved_at: Timestamp;
  seen_at: Timestamp;
  token_hash: Buffer;
}

export interface Organisation {
  country: string;
  created_at: Timestamp;
  is_demonstration: Generated<boolean>;
  languages: string[];
  leave_site: string;
  /**
   * The organisation's own words on the limits of confidentiality, shown before joining
   */
  limits_text: string;
  limits_version: Generated<number>;
  name: string;
  only_one: Generated<boolean>;
  time_zone: string;
}

export interface RecoveryCode {
  account_id: string;
  code_hash: Buffer;
  made_at: Timestamp;
}

export interface SetupToken {
  made_at: Timestamp;
  only_one: Generated<boolean>;
  token_hash: Buffer;
}

export interface StaffInvitation {
  code_hash: Buffer;
  expires_at: Timestamp;
  invitation_id: Generated<string>;
  label: string;
  made_at: Timestamp;
  made_by: string | null;
  role: string;
  used_at: Timestamp | null;
  used_by: string | null;
}
