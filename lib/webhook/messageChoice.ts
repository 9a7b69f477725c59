import { entriesOf } from './jsonWithin.ts';
import { isCallback } from './messageLayers.ts';
import { type Json, own } from './parseJson.ts';
import { spoken } from './spoken.ts';
import { firstText, textOf } from './text.ts';

/** What a person chose instead of writing: a button, a line of a list, a postback, a quick reply. What it was called, else its payload. */
export const choiceOf = (message: Json, content: Json | undefined): string | undefined => {
  if (isCallback(message)) return labelOf(message);
  const kind = own(content, 'type');
  const reply = [typeof kind === 'string' ? own(content, kind) : undefined]
    .concat(['button_reply', 'list_reply', 'nfm_reply'].map(key => own(content, key)))
    .find(each => each !== undefined && each !== null);
  const postback = own(message, 'postback');
  return (
    firstText(own(reply, 'title'), own(reply, 'response_json')) ??
    spoken(reply) ??
    firstText(
      own(reply, 'id'),
      own(message, 'title'),
      own(postback, 'title'),
      own(content, 'payload'),
      own(message, 'payload'),
      own(postback, 'payload'),
      own(own(message, 'quick_reply'), 'payload'),
      own(content, 'response'),
      own(content, 'data'),
      own(content, 'button_text'),
    )
  );
};

/** What is written on the button pressed, which Telegram tells by its data alone. */
const labelOf = (callback: Json): string | undefined => {
  const data = own(callback, 'data');
  const rows = own(own(own(callback, 'message'), 'reply_markup'), 'inline_keyboard');
  const pressed = (entriesOf(rows) ?? [])
    .flatMap(row => entriesOf(row) ?? [])
    .find(button => own(button, 'callback_data') === data);
  return textOf(own(pressed, 'text')) ?? textOf(data);
};
