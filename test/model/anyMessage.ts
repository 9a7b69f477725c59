import fc from 'fast-check';
import type { Message } from './meant.ts';

/** What is said, all different, so that two messages without an id are not alike. */
const texts = ['hello', 'room 7', 'ja, gerne', '@contact', '42', '👋🏽 <b>&amp;</b>'] as const;
const numbers = ['12025550101', '12025550104', '1332678955'] as const;

/** A message, once the service is known that carries it. The id, where it has one, fixes the rest. */
export function anyMessage(): fc.Arbitrary<(service: string) => Message> {
  return fc.record({ number: fc.nat(8), hasId: fc.boolean() }).map(({ number, hasId }) => {
    return service => ({
      ...(hasId ? { id: idOf(number) } : {}),
      ...contentOf(number, service),
      ...(service === 'whatsapp' ? { from: numbers[number % 3] ?? numbers[0] } : {}),
    });
  });
}

/** Digits alone for some, in SendPulse's own form for others. */
function idOf(number: number): string {
  return number % 2 === 0 ? `471${number}` : `wamid.DEMO${number}=`;
}

/** Without text only where the messenger's shape without one is known. */
function contentOf(number: number, service: string): Message {
  const isTextOnly = service === 'viber' || service === 'livechat';
  const hasMedia = service === 'messenger' || service === 'instagram';
  if (number === 7 && !isTextOnly) return { type: 'location' };
  if (number === 8 && hasMedia) return { media: 'https://example.invalid/received.jpg' };
  if (number === 8 && !isTextOnly) return { type: 'sticker' };
  return { text: texts[number % texts.length] ?? texts[0] };
}
