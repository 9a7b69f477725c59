import fc from 'fast-check';

/** Any UTF-16 unit, half a character included: what JSON may hold and few stores take. */
export const anyUnit = fc.oneof(
  fc.integer({ min: 0, max: 0xffff }).map(unit => String.fromCharCode(unit)),
  fc.constantFrom(...'"\\/{}[],: \n\t\u0000\u007f', '\ud83c', '\udf3b', '🌻', '\ufffe', '\uffff'),
);

export const anyText = fc.string({ unit: anyUnit, maxLength: 8 });

/** Any JSON value, with such texts for keys and values. */
export const anyJson = fc.jsonValue({ maxDepth: 4, stringUnit: anyUnit });
