import file from '#content/feelings.json' with { type: 'json' };

/** The words somebody may choose one of for how they arrive. */
export const FEELINGS: readonly string[] = Object.values(file.families).flat();
