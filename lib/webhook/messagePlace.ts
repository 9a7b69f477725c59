import { attachmentsOf, partsOf } from './messageAttachments.ts';
import { type Json, own } from './parseJson.ts';
import { firstText, textOf } from './text.ts';

/** A place that was shared, as a person reads it: name and address if it has them, and the coordinates. */
export const placeOf = (message: Json, content: Json | undefined): string | undefined => {
  const attached = attachmentsOf(message).flatMap(each => [
    ...partsOf(each).map(part => own(part, 'coordinates')),
    each,
  ]);
  const places = [content, own(message, 'location'), own(message, 'geo'), ...attached];
  const coordinates = places.map(coordinatesOf).find(found => found !== undefined);
  if (coordinates === undefined) return undefined;
  const described = places.find(place => nameOf(place) ?? textOf(own(place, 'address')));
  const name = [nameOf(described), textOf(own(described, 'address'))].filter(Boolean).join(', ');
  return name === '' ? coordinates : `${name} (${coordinates})`;
};

const nameOf = (place: Json | undefined): string | undefined =>
  firstText(own(place, 'name'), own(place, 'title'), own(own(place, 'place'), 'title'));

/** WhatsApp and Telegram write the words out, Messenger and Viber do not; a venue holds its location. */
const coordinatesOf = (place: Json | undefined): string | undefined => {
  for (const point of [place, own(place, 'location'), own(place, 'coordinates')]) {
    const latitude = firstText(own(point, 'latitude'), own(point, 'lat'));
    const longitude = firstText(
      own(point, 'longitude'),
      own(point, 'long'),
      own(point, 'lon'),
      own(point, 'lng'),
    );
    if (latitude && longitude) return `${latitude}, ${longitude}`;
  }
  return undefined;
};
