import { entriesOf } from './jsonWithin.ts';
import { type Json, own } from './parseJson.ts';
import { spoken, wordsOf } from './spoken.ts';
import { firstText, textOf } from './text.ts';

/** More than a person reads in one line. */
const MOST = 20;

/** What content says that is neither words nor a place nor a person: a poll, an order, a template, a throw of dice. */
export const formOf = (content: Json | undefined): string | undefined =>
  pollOf(content) ?? orderOf(content) ?? templateOf(content) ?? reactionOf(content);

/** The question with what can be answered; a checklist with what is on it. */
const pollOf = (content: Json | undefined): string | undefined => {
  const question = wordsOf(own(content, 'question')) ?? wordsOf(own(content, 'title'));
  const options = listed(own(content, 'options')).concat(listed(own(content, 'tasks')));
  const answers = options.map(wordsOf).filter(answer => answer !== undefined);
  if (question === undefined || answers.length === 0) return question;
  return `${question} (${answers.join(' / ')})`;
};

/** WhatsApp's basket. */
const orderOf = (content: Json | undefined): string | undefined => {
  const items = listed(own(content, 'product_items')).map(item => {
    const name = firstText(own(item, 'name'), own(item, 'product_retailer_id'));
    return name && `${textOf(own(item, 'quantity')) ?? '1'} × ${name}`;
  });
  return textOf(items.filter(Boolean).join(', '));
};

/** Its words where it has them, else its name and what was filled in. */
const templateOf = (content: Json | undefined): string | undefined => {
  const components = listed(own(content, 'components'));
  const words = components.map(spoken).find(text => text !== undefined);
  if (words !== undefined) return words;
  const values = components
    .flatMap(component => listed(own(component, 'parameters')))
    .map(spoken)
    .filter(value => value !== undefined);
  const name = textOf(own(content, 'name'));
  return values.length === 0 ? name : `${name ?? ''} (${values.join(', ')})`.trim();
};

/** An emoji, of dice with what was thrown; Messenger's own name of one. Taken back, it says nothing. */
const reactionOf = (content: Json | undefined): string | undefined => {
  const emoji = firstText(content, own(content, 'emoji'), own(content, 'reaction'));
  const value = textOf(own(content, 'value'));
  return emoji !== undefined && value !== undefined ? `${emoji} ${value}` : emoji;
};

const listed = (value: Json | undefined): readonly Json[] =>
  (entriesOf(value) ?? []).slice(0, MOST);
