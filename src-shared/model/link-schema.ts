import * as v from 'valibot';
import { count, finiteNumber } from './field-schema';
import type { HermiteLink, HermiteTerm, LinkSpec, PresetLink } from './link';

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

/** Shape of a link; its meaning (known preset, degrees, not constant) is checked by `expandLink`. */
export const linkSchema: v.GenericSchema<unknown, LinkSpec> = v.variant('kind', [
  hermiteLinkSchema satisfies v.GenericSchema<unknown, HermiteLink>,
  presetLinkSchema satisfies v.GenericSchema<unknown, PresetLink>,
]);
