import type { Operator } from './happening.ts';

type Some<T> = readonly [T, ...T[]];

export const FIRST_NAMES: Some<string> = [
  'Anna',
  'Marek',
  'Иван',
  'Олена',
  'Zoë',
  'Luca',
  'Aisha',
  '美咲',
  'Søren',
  'Inês',
  'Дарья',
  'Noah',
  'يوسف',
  'Marta',
  'Jan',
];

export const LAST_NAMES: Some<string> = [
  'Kowalska',
  'Петров',
  'Шевченко',
  'O’Neil',
  'Rossi',
  'Nguyễn',
  'van der Berg',
  'Müller',
  'Silva',
  'Smith',
];

/** What people put around their names. */
export const FLOURISHES: Some<string> = [' 🌻', ' | realtor', ' 🇺🇦', ' 👩‍💻', ' ✨🚀', ' (work)'];

export const QUESTIONS: Some<string> = [
  'Hello!',
  'How much is it?',
  'Is there a seat left?',
  'Can I pay on site?',
  'Добрый день, подскажите адрес',
  'Дякую 🙏',
  'Where do I find the programme?',
  'I will be ten minutes late',
  '"Room 7", please\nand a chair',
  '=1+1 works?',
  'ok',
  '👍',
  'Gracias, nos vemos mañana',
  '教えてください',
  'Do you have parking?',
];

export const ANSWERS: Some<string> = [
  'Thank you, we have got your message.',
  'An operator will be with you shortly.',
  'Here is the programme: https://example.invalid/programme',
  'Спасибо! Мы ответим в течение часа.',
  'You are welcome 😊',
];

export const WELCOMES: Some<string> = [
  'Welcome! What can we do for you?',
  'Здравствуйте! Чем помочь?',
  'Hi there 👋 Choose a seminar below.',
];

export const CAPTIONS: Some<string> = ['my ticket', 'Вот чек', 'this one?', 'see page 2'];

export const EMOJI: Some<string> = ['❤️', '👍', '🎉', '😢'];

export const OPERATORS: Some<Operator> = [
  { first_name: 'Vera', last_name: 'Operator', email: 'vera@example.invalid' },
  { first_name: 'Олег', last_name: 'Оператор', email: 'oleg@example.invalid' },
];

export const CITIES: Some<string> = ['Riga', 'Kyiv', 'Київ', 'Lisbon', 'São Paulo', 'Warszawa'];

export const DEPARTMENTS: Some<string> = ['Designer', 'Sales', 'Engineering', 'HR', 'Маркетинг'];
