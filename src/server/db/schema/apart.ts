// Read from the database by `npm run generate`; changed by a migration, never by hand.

export interface Apart {
  /**
   * What who asked reads of it, of one length, encrypted with their own key
   */
  box: Buffer;
  /**
   * Keyed hash of where and of who asked: what is theirs to read and to end, and goes with their account
   */
  by_tag: Buffer;
  /**
   * Keyed hash of where and of whom: goes with their account as well
   */
  of_tag: Buffer;
  /**
   * Keyed hash of where, of who asked, and of whom: the question whether two are kept apart
   */
  tag: Buffer;
}
