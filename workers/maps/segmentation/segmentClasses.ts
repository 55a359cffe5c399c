/**
 * ADE20K's 150 classes (Zhou et al., 2017), in their order, and the colours that segmentation maps for ControlNets are drawn in: red, green
 * and blue in hexadecimal digits. Two classes share a grey.
 */
const classes =
  'wall 787878, building b47878, sky 06e6e6, floor 503232, tree 04c803, ceiling 787850, road 8c8c8c, bed cc05ff, window e6e6e6, ' +
  'grass 04fa07, cabinet e005ff, pavement ebff07, person 96053d, earth 787846, door 08ff33, table ff0652, mountain 8fff8c, ' +
  'plant ccff04, curtain ff3307, chair cc4603, car 0066c8, water 3de6fa, painting ff0633, sofa 0b66ff, shelf ff0747, house ff09e0, ' +
  'sea 0907e6, mirror dcdcdc, rug ff095c, field 7009ff, armchair 08ffd6, seat 07ffe0, fence ffb806, desk 0aff47, rock ff290a, ' +
  'wardrobe 07ffff, lamp e0ff08, bathtub 6608ff, railing ff3d06, cushion ffc207, base ff7a08, box 00ff14, column ff0829, ' +
  'signboard ff0599, chest of drawers 0633ff, counter eb0cff, sand a09614, sink 00a3ff, skyscraper 8c8c8c, fireplace fa0a0f, ' +
  'refrigerator 14ff00, grandstand 1fff00, path ff1f00, stairs ffe000, runway 99ff00, case 0000ff, pool table ff4700, pillow 00ebff, ' +
  'screen door 00adff, stairway 1f00ff, river 0bc8c8, bridge ff5200, bookcase 00fff5, blind 003dff, coffee table 00ff70, ' +
  'toilet 00ff85, flower ff0000, book ffa300, hill ff6600, bench c2ff00, worktop 008fff, stove 33ff00, palm 0052ff, ' +
  'kitchen island 00ff29, computer 00ffad, swivel chair 0a00ff, boat adff00, bar 00ff99, arcade machine ff5c00, hovel ff00ff, ' +
  'bus ff00f5, towel ff0066, light ffad00, lorry ff0014, tower ffb8b8, chandelier 001fff, awning 00ff3d, street light 0047ff, ' +
  'booth ff00cc, television 00ffc2, aeroplane 00ff52, dirt track 000aff, clothes 0070ff, pole 3300ff, land 00c2ff, banister 007aff, ' +
  'escalator 00ffa3, ottoman ff9900, bottle 00ff0a, buffet ff7000, poster 8fff00, stage 5200ff, van a3ff00, ship ffeb00, ' +
  'fountain 08b8aa, conveyor belt 8500ff, canopy 00ff5c, washing machine b800ff, toy ff001f, swimming pool 00b8ff, stool 00d6ff, ' +
  'barrel ff0070, basket 5cff00, waterfall 00e0ff, tent 70e0ff, bag 46b8a0, minibike a300ff, cradle 9900ff, oven 47ff00, ' +
  'ball ff00a3, food ffcc00, step ff008f, tank 00ffeb, trade name 85ff00, microwave ff00eb, pot f500ff, animal ff007a, ' +
  'bicycle fff500, lake 0abed4, dishwasher d6ff00, screen 00ccff, blanket 1400ff, sculpture ffff00, hood 0099ff, sconce 0029ff, ' +
  'vase 00ffcc, traffic light 2900ff, tray 29ff00, bin ad00ff, fan 00f5ff, pier 4700ff, CRT screen 7a00ff, plate 00ffb8, ' +
  'monitor 005cff, bulletin board b8ff00, shower 0085ff, radiator ffd600, glass 19c2c2, clock 66ff00, flag 5c00ff';

/** A kind of thing, as a segmentation map knows it. */
export interface SegmentClass {
  readonly name: string;
  /** Red, green and blue, 0…255. */
  readonly colour: readonly [number, number, number];
}

/** By the value that a painted segmentation has for it, less one: 0 is nothing. */
export const segmentClasses: readonly SegmentClass[] = classes.split(', ').map((entry) => {
  const digits = entry.slice(-6);
  const part = (at: number) => Number.parseInt(digits.slice(at, at + 2), 16);
  return { name: entry.slice(0, -7), colour: [part(0), part(2), part(4)] };
});

/** Red, green and blue of a value of a painted segmentation; black where nothing was painted. */
export const segmentColour = (value: number): SegmentClass['colour'] => segmentClasses[value - 1]?.colour ?? [0, 0, 0];

/** A painted segmentation, one byte a pixel, as ControlNets know it: opaque RGBA. */
export function drawSegmentation(values: Uint8Array): Uint8Array {
  const rgba = new Uint8Array(values.length * 4);
  values.forEach((value, i) => rgba.set([...segmentColour(value), 255], i * 4));
  return rgba;
}
