import { tr } from '../../workers/texts/texts';

/** Titles and hints of the samples by their ids, as `public/samples/index.json` has them, for other languages. */
export const sampleWords: Readonly<Record<string, { readonly title: string; readonly hint: string }>> = {
  'blue-house': { title: tr`Repaint the house`, hint: tr`Only the house may change: all around it stays as it is, byte for byte.` },
  'night-falls': { title: tr`Night falls`, hint: tr`Everything may change; the house less, so that it stays where it stands.` },
  'day-meets-night': { title: tr`Day meets night`, hint: tr`The change grows from left to right: day melts into night.` },
  'dusk-from-the-right': { title: tr`Dusk from the right`, hint: tr`One picture melts into another, column by column.` },
  'mountains-behind': { title: tr`Mountains behind the car`, hint: tr`All above the horizon may change; car and ground stay.` },
  'half-painted': { title: tr`Half a watercolor`, hint: tr`The manner changes from the middle on, the layout stays.` },
  'a-balloon-comes': { title: tr`A balloon comes`, hint: tr`A soft spot in the sky may change: room for something new.` },
  'a-house-moves-in': { title: tr`A house moves in`, hint: tr`A house cut from a snowy evening takes on the light of its new place.` },
  'pieces-become-a-scene': { title: tr`Pieces become a scene`, hint: tr`Tree and balloon come from two other pictures.` },
  'wider-land': { title: tr`Wider land`, hint: tr`The right of the canvas is new: the scene goes on there, and a tree stands in it.` },
  'drawn-house': { title: tr`A house as drawn`, hint: tr`The outline says where the house stands and how large it is.` },
  'a-hand-goes-up': { title: tr`A hand goes up`, hint: tr`The skeleton says how they shall stand: drag its joints for another pose.` },
  'drawn-and-told': { title: tr`Drawn, told and at night`, hint: tr`An outline for the house, words for the night, an even map for both.` },
};
