import type { Meant } from '../meant.ts';
import type { Bot } from './bots.ts';

/** An event before it is put into SendPulse's words: its meaning, and what the payload shows besides. */
export interface Happening {
  readonly meant: Meant;
  readonly bot: Bot;
  readonly message: Message | null;
  /** What the client wrote last, as the payload shows it: of media the URL, of a comment nothing. */
  readonly lastMessage: string | null;
  readonly photo: string | null;
}

/** A message of any channel, before it is put into the messenger's words. */
export interface Message extends Speech {
  readonly direction: 'incoming' | 'outgoing';
  /** SendPulse's id of it. */
  readonly id: string;
  /** Its running number, from which the messenger's own id is made. */
  readonly number: number;
}

/** What someone says. */
export interface Speech {
  /** The messenger's own word for what it is. */
  readonly type: string;
  readonly text: string | null;
  /** Where the picture, the recording, the document is. */
  readonly url?: string;
  /** The person behind an outgoing message; absent where the bot spoke. */
  readonly operator?: Operator;
  /** A comment under a post, which SendPulse passes on like a message. */
  readonly comment?: true;
}

export interface Operator {
  readonly first_name: string;
  readonly last_name: string;
  readonly email: string;
}
