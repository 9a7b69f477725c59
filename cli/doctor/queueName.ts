/** A queue's name, from its URL. */
export const queueName = (url: string): string => url.split('/').at(-1) ?? '';
