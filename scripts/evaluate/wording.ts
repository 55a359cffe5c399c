const times = ['day', 'sunset', 'night', 'overcast'];

/** The caption with its time of day replaced, or with one added where it names none. */
export function atTime(caption: string, time: string): string {
  const parts = caption.split(', ');
  const place = parts.findIndex((part) => times.includes(part));
  return place < 0 ? `${caption}, ${time}` : parts.with(place, time).join(', ');
}

/** The caption with an object in another colour. */
export function inColour(caption: string, kind: string, from: string, to: string): string {
  return caption.replace(`${from} ${kind}`, `${to} ${kind}`);
}
