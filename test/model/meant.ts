/** What the generator means to say by one event, in plain words, before any dialect of SendPulse's. */
export type Meant = {
  readonly contactId: string;
  /** '' for none. */
  readonly title: string;
  readonly kind: Kind;
  readonly service: string;
  readonly bot: Bot;
  /** ISO 8601, UTC, with milliseconds; '' when the sender gives no date that can be used. */
  readonly at: string;
  readonly snapshot: Snapshot;
  /** With `incoming_message` and `outgoing_message`, never with others. */
  readonly message?: Message;
  /** Which of the payload's spellings `encode` chooses; 0 is the plainest. It says nothing. */
  readonly dialect: number;
};

export type Kind =
  | 'new_subscriber'
  | 'incoming_message'
  | 'outgoing_message'
  | 'open_chat'
  | 'run_custom_flow'
  | 'link_click'
  | 'unsubscribe'
  | 'bot_block'
  | 'flow';

export type Bot = {
  readonly id: string;
  readonly name?: string;
  readonly url?: string;
  readonly external_id?: string;
};

/** The contact as the event shows it. What is absent here is sent as null or left out. */
export type Snapshot = {
  readonly name?: string;
  readonly username?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly photo?: string;
  readonly last_message?: string;
  readonly tags?: readonly string[];
  readonly variables?: readonly (readonly [name: string, value: Json])[];
};

/** One of text, media (a URL) and type is there. `id` fixes all the rest. */
export type Message = {
  readonly id?: string;
  readonly text?: string;
  readonly media?: string;
  readonly type?: 'location' | 'sticker';
  /** The sender's number, with WhatsApp only. */
  readonly from?: string;
};

export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [key: string]: Json };
