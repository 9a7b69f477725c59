import type { Meant, Message } from './meant.ts';
import { idText, objectText, type Pick } from './spelling.ts';

type Pair = readonly [name: string, text: string];

/** The key `info`, or nothing. A message in the shape of its messenger; else what says no message. */
export function encodeInfo(meant: Meant, pick: Pick): Pair[] {
  const { message, kind, service } = meant;
  if (message)
    return [['info', encodeMessage(message, kind === 'outgoing_message', service, pick)]];
  const link = '{"url":"https://example.invalid/offer"}';
  const others = kind === 'link_click' || kind === 'run_custom_flow' ? link : '{}';
  const text = pick(['null', '', '"shown"', others]);
  return text === '' ? [] : [['info', text]];
}

/** The message's own id stands in one of four places, before another that is only SendPulse's. */
function encodeMessage(message: Message, isOutgoing: boolean, service: string, pick: Pick): string {
  const id = message.id === undefined ? undefined : idText(message.id, pick);
  const shape = shapeOf(message, service, isOutgoing, pick);
  const place = pick(['channel', 'inside', 'outside']);
  const key = service === 'whatsapp' ? 'id' : service === 'telegram' ? 'message_id' : 'mid';
  const isInside = id !== undefined && place === 'inside';
  const own = objectText(isInside ? [[key, id], ...shape] : shape);
  const wrapped = isOutgoing && !isInside ? pick([own, objectText([['message', own]])]) : own;
  const isInChannel = id !== undefined && place === 'channel';
  const channelData: Pair[] = [...(isInChannel ? [['message_id', id] as const] : [])];
  channelData.push(['message', wrapped]);
  const outer = id === undefined ? [] : [['id', place === 'outside' ? id : '"0a1b2c"'] as const];
  const operator = '{"first_name":"Op","last_name":null,"email":"op@example.invalid"}';
  const sentBy = isOutgoing ? pick([[], [['sent_by', operator] as const]]) : [];
  const pairs: Pair[] = [...outer, ['channel_data', objectText(channelData)], ...sentBy];
  return objectText([['message', objectText(pairs)]]);
}

function shapeOf(message: Message, service: string, isOutgoing: boolean, pick: Pick): Pair[] {
  if (service === 'whatsapp') return whatsapp(message, pick);
  if (service === 'telegram') return telegram(message, pick);
  if (service === 'messenger' || service === 'instagram') {
    const echo = isOutgoing ? pick([[], [['is_echo', 'true'] as const]]) : [];
    return [...messenger(message, pick), ...echo];
  }
  const text = JSON.stringify(message.text);
  return [['text', pick([text, objectText([['text', text]]), objectText([['body', text]])])]];
}

/** `type`, and one key of that name filled among many that are null. */
function whatsapp({ text, type, from }: Message, pick: Pick): Pair[] {
  const said = JSON.stringify(text);
  const [key, value] =
    text === undefined
      ? [
          type ?? 'unknown',
          type === 'location' ? '{"latitude":56.9,"longitude":24.1}' : '{"id":"9"}',
        ]
      : pick([
          ['text', objectText([['body', said]])],
          ['image', `{"id":"8","caption":${said}}`],
          ['button', `{"payload":"P","text":${said}}`],
          ['interactive', `{"type":"list_reply","list_reply":{"id":"1","title":${said}}}`],
          ['reaction', `{"message_id":"wamid.X","emoji":${said}}`],
        ]);
  const keys = ['text', 'image', 'button', 'interactive', 'reaction', 'location', 'sticker'];
  const nulls = keys.filter(one => one !== key).map((one): Pair => [one, 'null']);
  const sender: Pair[] = from === undefined ? [] : [['from', from]];
  return [...sender, ['timestamp', '1700000000'], ['type', `"${key}"`], [key, value], ...nulls];
}

function telegram({ text, type }: Message, pick: Pick): Pair[] {
  if (type === 'location') return [['location', '{"latitude":56.9,"longitude":24.1}']];
  if (type === 'sticker') return [['sticker', '{"file_id":"S1"}']];
  const said = JSON.stringify(text);
  const photo = '[{"file_id":"F1"}]';
  return pick([
    [['text', said]],
    [
      ['caption', said],
      ['photo', photo],
    ],
  ]);
}

function messenger({ text, media, type }: Message, pick: Pick): Pair[] {
  if (media !== undefined)
    return [['attachments', `[{"type":"image","payload":{"url":${JSON.stringify(media)}}}]`]];
  if (text === undefined)
    return [
      ['attachments', `[{"type":"${type}","payload":{"coordinates":{"lat":56.9,"long":24.1}}}]`],
    ];
  const said = JSON.stringify(text);
  return pick([
    [['text', said]],
    [
      ['title', said],
      ['payload', '"CHECK"'],
    ],
  ]);
}
