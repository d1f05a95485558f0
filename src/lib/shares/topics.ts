import file from '#content/topics.json' with { type: 'json' };

const wordsOf = new Map(file.topics.map(({ code, words }) => [code, words]));

/** What a share can touch on: codes, in the order they are offered. */
export const topics: readonly string[] = [...wordsOf.keys()];

/** "violence at home"; null for a code that is in the list no more. */
export const sayTopic = (code: string): string | null => wordsOf.get(code) ?? null;
