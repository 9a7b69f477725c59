import { entriesOf } from './jsonWithin.ts';
import { attachmentsOf, partsOf } from './messageAttachments.ts';
import { choiceOf } from './messageChoice.ts';
import { formOf } from './messageForm.ts';
import { isCallback } from './messageLayers.ts';
import { peopleOf } from './messagePeople.ts';
import { placeOf } from './messagePlace.ts';
import { contentOf, isFile } from './messageType.ts';
import { type Json, own } from './parseJson.ts';
import { spoken } from './spoken.ts';
import { spokenWithin } from './spokenWithin.ts';
import { firstText, textOf } from './text.ts';

/**
 * What a message says, for a person to read: its text or caption, the button pressed, the place or contact shared, a
 * poll's question; of a file without a caption its name.
 */
export const textOfMessage = (message: Json, type: string): string | undefined => {
  if (typeof message !== 'object' || message === null) return textOf(message);
  if (isCallback(message)) return choiceOf(message, undefined);
  const content = contentOf(message, type);
  return (
    spoken(message) ??
    spoken(content) ??
    choiceOf(message, content) ??
    placeOf(message, content) ??
    peopleOf(message) ??
    formOf(
      own(message, 'new_reaction') === undefined ? formIn(content, type) : reactionIn(message),
    ) ??
    attachedText(message) ??
    edited(own(content, 'message')) ??
    fileName(message, content) ??
    spokenWithin(message)
  );
};

/** WhatsApp's edit holds the message as it is now. */
const edited = (message: Json = null): string | undefined =>
  spoken(message) ?? spoken(contentOf(message, ''));

/** A bare word is a reaction; of a file it is the id or the address. */
const formIn = (content: Json | undefined, type: string): Json | undefined =>
  isFile(type) && typeof content !== 'object' ? undefined : content;

/** Telegram lists the reactions that a message has from one person. */
const reactionIn = (message: Json): Json | undefined =>
  (entriesOf(own(message, 'new_reaction')) ?? [])[0];

/** The words of what is attached: a template's text, the title of a link or of a card. */
const attachedText = (message: Json): string | undefined => {
  const parts = attachmentsOf(message).flatMap(partsOf);
  const titles = parts.flatMap(part => [
    own(part, 'title'),
    ...cardsOf(part).map(card => own(card, 'title')),
  ]);
  return parts.map(spoken).find(text => text !== undefined) ?? firstText(...titles);
};

const cardsOf = (part: Json): readonly Json[] =>
  entriesOf(own(part, 'elements') ?? own(own(part, 'product'), 'elements'))?.slice(0, 1) ?? [];

const fileName = (message: Json, content: Json | undefined): string | undefined =>
  [content, ...attachmentsOf(message).flatMap(partsOf), message]
    .map(place => firstText(own(place, 'filename'), own(place, 'file_name')))
    .find(name => name !== undefined);
