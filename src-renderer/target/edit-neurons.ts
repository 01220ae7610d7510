import {
  DEFAULT_EXPANSION,
  MAX_DIRECTIONS,
  MAX_NEURONS,
  type Neuron,
  type NeuronsLink,
} from '@shared/model/link';

/** One neuron per direction with weight 1 and no bias: where a sum of neurons begins. */
export function firstNeurons(r: number): NeuronsLink {
  const neurons = Array.from({ length: r }, (_, direction) => unitNeuron(r, direction));
  return { kind: 'neurons', r, neurons, activation: 'relu', ...DEFAULT_EXPANSION };
}

function unitNeuron(r: number, direction: number): Neuron {
  return { a: 1, v: Array.from({ length: r }, (_, i) => (i === direction ? 1 : 0)), b: 0 };
}

/** The link with neuron `index` changed. */
export function withNeuron(link: NeuronsLink, index: number, changed: Partial<Neuron>): NeuronsLink {
  const neurons = link.neurons.map((neuron, i) => (i === index ? { ...neuron, ...changed } : neuron));
  return { ...link, neurons };
}

/** The link with the weight of neuron `index` on one direction changed. */
export function withWeight(link: NeuronsLink, index: number, direction: number, weight: number): NeuronsLink {
  const v = link.neurons[index]?.v.map((old, i) => (i === direction ? weight : old)) ?? [];
  return withNeuron(link, index, { v });
}

/** The link with one more neuron on the first direction, of amplitude 0: the function stays the same. */
export function withNewNeuron(link: NeuronsLink): NeuronsLink {
  if (link.neurons.length >= MAX_NEURONS) return link;
  return { ...link, neurons: [...link.neurons, { ...unitNeuron(link.r, 0), a: 0 }] };
}

/** The link without neuron `index`; unchanged when it is the only one. */
export function withoutNeuron(link: NeuronsLink, index: number): NeuronsLink {
  if (link.neurons.length <= 1) return link;
  return { ...link, neurons: link.neurons.filter((_, i) => i !== index) };
}

/** The link on `r` directions: weights on new ones are 0, those on removed ones are dropped. */
export function withDirections(link: NeuronsLink, r: number): NeuronsLink {
  if (r < 1 || r > MAX_DIRECTIONS) return link;
  const resized = (v: readonly number[]): readonly number[] => Array.from({ length: r }, (_, i) => v[i] ?? 0);
  return { ...link, r, neurons: link.neurons.map((neuron) => ({ ...neuron, v: resized(neuron.v) })) };
}
