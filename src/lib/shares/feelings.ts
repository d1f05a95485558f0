import file from '#content/feelings.json' with { type: 'json' };

/** Words for how it feels, families one after the other. */
export const feelings: readonly string[] = Object.values(file.families).flat();
