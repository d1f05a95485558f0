/** What `$app/forms` is for a component without a page round it: nothing is sent by itself, answers are plain. */
export const deserialize = (text: string): unknown => JSON.parse(text);

export const enhance = (): { destroy: () => void } => ({ destroy: () => {} });
