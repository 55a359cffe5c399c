import type { TinyAutoencoderNetwork } from '../../protocol/networkConfigs';
import type { WeightTable } from '../../protocol/tensorView';
import type { GraphModel, Value } from '../graph/graphModel';
import { conv } from '../layers/conv';
import type { Net } from '../net';
import { openNet } from '../openNet';
import type { GraphOptions } from '../options';

/** diffusers' EncoderTiny (TAESD): `sample` [B, 3, H, W] in −1…1 → `latent_sample` [B, 4, H / 8, W / 8], as the UNet takes them. */
export function tinyEncoderGraph(network: TinyAutoencoderNetwork, weights: WeightTable, options: GraphOptions): GraphModel {
  const top = openNet('taesd_encoder', weights, options);
  const { graph, type } = top;
  const layers = new Layers(top.at('encoder.layers'));
  const sample = graph.input('sample', 'float32', ['batch', 3, 'height', 'width']);
  // The network itself takes 0…1.
  let hidden = top.multiply(top.add(graph.cast(sample, type), top.number(1)), top.number(0.5));
  network.encoderBlocks.forEach((blocks, level) => {
    hidden = layers.conv(hidden, level === 0 ? 1 : 2);
    for (let i = 0; i < blocks; i++) hidden = layers.block(hidden);
  });
  const shape = ['batch', network.latentChannels, 'latent_height', 'latent_width'];
  graph.output('latent_sample', graph.cast(layers.conv(hidden), 'float32'), shape);
  return graph.finish();
}

/** diffusers' DecoderTiny: `latent_sample` [B, 4, h, w] as the UNet gives them → `sample` [B, 3, 8 h, 8 w] in −1…1. */
export function tinyDecoderGraph(network: TinyAutoencoderNetwork, weights: WeightTable, options: GraphOptions): GraphModel {
  const top = openNet('taesd_decoder', weights, options);
  const { graph, type } = top;
  const layers = new Layers(top.at('decoder.layers'));
  const latents = graph.input('latent_sample', 'float32', ['batch', network.latentChannels, 'latent_height', 'latent_width']);
  const third = top.multiply(graph.cast(latents, type), top.number(1 / 3));
  let hidden = top.multiply(graph.node('Tanh', [third]), top.number(3));
  hidden = layers.activation(layers.conv(hidden));
  network.decoderBlocks.forEach((blocks, level) => {
    for (let i = 0; i < blocks; i++) hidden = layers.block(hidden);
    const last = level === network.decoderBlocks.length - 1;
    hidden = layers.conv(last ? hidden : layers.doubled(hidden));
  });
  const sample = top.add(top.multiply(hidden, top.number(2)), top.number(-1));
  graph.output('sample', graph.cast(sample, 'float32'), ['batch', 3, 'height', 'width']);
  return graph.finish();
}

/** torch's Sequential: layers by their number, those without weights counted too. */
class Layers {
  private next = 0;

  constructor(private readonly net: Net) {}

  conv(x: Value, stride = 1): Value {
    return conv(this.net, x, `${this.next++}`, { stride, padding: 1 });
  }

  activation(x: Value): Value {
    this.next++;
    return this.net.relu(x);
  }

  doubled(x: Value): Value {
    this.next++;
    return this.net.doubled(x);
  }

  /** diffusers' AutoencoderTinyBlock: three convolutions beside the input, all of one width. */
  block(x: Value): Value {
    const net = this.net.at(`${this.next++}`);
    const first = net.relu(conv(net, x, 'conv.0'));
    return net.relu(net.add(conv(net, net.relu(conv(net, first, 'conv.2')), 'conv.4'), x));
  }
}
