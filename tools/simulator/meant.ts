/** A channel, by the name that SendPulse gives it in `service`. */
export type Service =
  | 'messenger'
  | 'telegram'
  | 'whatsapp'
  | 'instagram'
  | 'viber'
  | 'vk'
  | 'livechat'
  | 'live_chat'
  | 'tiktok';

/** The eight system events of SendPulse, and `flow`: a webhook that someone placed in a flow and named. */
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

export type Subscription = 'subscribed' | 'unsubscribed' | 'blocked';

export type VariableValue = string | number | boolean | null;

/**
 * What an event means, as its inventor meant it: complete, plain, and made before there was a payload. A test can work out from
 * these alone what the CRM must hold; it never has to read a payload.
 *
 * Of one contact, the events of one second never contradict each other: they show the same state of the contact, bear different
 * titles, and at most one of them is an incoming message.
 */
export interface Meant {
  readonly kind: Kind;
  /** As sent: the kind, or the name of a flow's webhook. */
  readonly title: string;
  readonly service: Service;
  readonly bot: { readonly id: string; readonly name: string };
  readonly contactId: string;
  /** When it happened: ISO 8601, UTC, milliseconds. SendPulse's grain is one second. */
  readonly at: string;
  /** Null: this event does not tell. That takes nothing away from what is known. */
  readonly name: string | null;
  readonly username: string | null;
  /** As the person typed it: capitals may differ between two spellings of one address. */
  readonly email: string | null;
  /** In E.164, however the payload spells it. */
  readonly phone: string | null;
  /** The complete list. */
  readonly tags: readonly string[];
  /** Those that this event shows; null is a value like another. */
  readonly variables: Readonly<Record<string, VariableValue>>;
  readonly message: MeantMessage | null;
  /** What the event does to the contact's subscription; null: nothing. */
  readonly subscription: Subscription | null;
}

export interface MeantMessage {
  readonly direction: 'incoming' | 'outgoing';
  /** The messenger's own word: `text`, `image`, `photo`, `voice`, `button`, `interactive`, `postback`, … */
  readonly type: string;
  /** What was written, pressed, or put under a picture; null where nothing was. */
  readonly text: string | null;
}
