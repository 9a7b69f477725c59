export type TestConfig = {
  fields: Record<string, string | TestField>;
  rules: TestRule[];
  index: string[];
};

export type TestField = { from: string | string[]; type?: 'text' | 'email' | 'phone' };

export type TestRule = {
  when: { title?: string; service?: string };
  status?: string;
  ignore?: boolean;
  set?: Record<string, string | { from: string }>;
};

/**
 * The configuration under which generated events are told, in the shape that `defineCrm` takes.
 * The second rule overlaps the first one (the later wins) and sets a field that variables feed too.
 */
export const testConfig: TestConfig = {
  fields: {
    department: 'dept',
    contact_mail: { from: ['mail', 'Mail'], type: 'email' },
    mobile: { from: 'mobile', type: 'phone' },
  },
  rules: [
    {
      when: { title: 'Reserved. *' },
      status: 'reserved',
      set: { seat: { from: 'variables.seat' } },
    },
    {
      when: { title: 'Reserved. *', service: 'whatsapp' },
      status: 'reserved by phone',
      set: { department: 'Front desk' },
    },
    { when: { title: 'Cancelled. *' }, status: 'cancelled' },
    { when: { title: 'skip me' }, ignore: true },
  ],
  index: ['city', 'a=b'],
};
