import * as v from 'valibot';
import { count, finiteNumber } from './field-schema';
import type {
  FormulaLink,
  HermiteLink,
  HermiteTerm,
  LinkSpec,
  Neuron,
  NeuronsLink,
  PresetLink,
} from './link';

/** Shape of one Hermite term. Whether it fits the link's r and the largest degree is checked by `hermiteTable`. */
export const hermiteTermSchema: v.GenericSchema<unknown, HermiteTerm> = v.strictObject({
  beta: v.array(count),
  c: finiteNumber,
});

const hermiteLinkSchema = v.strictObject({
  kind: v.literal('hermite'),
  r: count,
  terms: v.array(hermiteTermSchema),
});

const presetLinkSchema = v.strictObject({
  kind: v.literal('preset'),
  preset: v.string(),
  parameters: v.record(v.string(), finiteNumber),
});

/** Fields of an ExpansionRequest; their ranges are checked by `expandLink`. */
const expansionRequestFields = { degree: v.nullable(count), residual: finiteNumber };

const formulaLinkSchema = v.strictObject({
  kind: v.literal('formula'),
  text: v.string(),
  r: count,
  ...expansionRequestFields,
});

const neuronSchema: v.GenericSchema<unknown, Neuron> = v.strictObject({
  a: finiteNumber,
  v: v.array(finiteNumber),
  b: finiteNumber,
});

const neuronsLinkSchema = v.strictObject({
  kind: v.literal('neurons'),
  r: count,
  neurons: v.array(neuronSchema),
  activation: v.string(),
  ...expansionRequestFields,
});

/** Shape of a link; its meaning (known preset, readable formula, degrees, not constant) is checked by `expandLink`. */
export const linkSchema: v.GenericSchema<unknown, LinkSpec> = v.variant('kind', [
  hermiteLinkSchema satisfies v.GenericSchema<unknown, HermiteLink>,
  presetLinkSchema satisfies v.GenericSchema<unknown, PresetLink>,
  formulaLinkSchema satisfies v.GenericSchema<unknown, FormulaLink>,
  neuronsLinkSchema satisfies v.GenericSchema<unknown, NeuronsLink>,
]);
