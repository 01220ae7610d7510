import type { HermiteTerm, PresetLink } from '../../model/link';
import { InvalidInputError, type InputProblem } from '../../model/input-problem';

/** A number a preset asks for. */
export interface PresetParameter {
  readonly name: string;
  /** Short text beside the field. */
  readonly label: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
}

/** A family of links chosen by name (theory.md §5, expected-results.md). */
export interface LinkPreset {
  readonly id: string;
  readonly title: string;
  /** One sentence: what this link is for. */
  readonly description: string;
  readonly parameters: readonly PresetParameter[];
  /** The link as Hermite terms; `value` answers the checked value of a declared parameter. */
  readonly expand: (value: (name: string) => number) => {
    readonly r: number;
    readonly terms: readonly HermiteTerm[];
  };
}

/** A preset with its default parameters, as a link of a target. */
export function presetLink(preset: LinkPreset): PresetLink {
  return {
    kind: 'preset',
    preset: preset.id,
    parameters: Object.fromEntries(preset.parameters.map((parameter) => [parameter.name, parameter.default])),
  };
}

/**
 * Hermite terms of a preset at the given parameters; parameters left out take their default. Throws InvalidInputError
 * naming `link.parameters.<name>` for parameters that are unknown, out of range or not whole where they must be.
 */
export function expandPreset(
  preset: LinkPreset,
  parameters: Readonly<Record<string, number>>,
): { readonly r: number; readonly terms: readonly HermiteTerm[] } {
  const values = new Map(preset.parameters.map((parameter) => [parameter.name, parameter.default]));
  const problems: InputProblem[] = [];
  for (const [name, value] of Object.entries(parameters)) {
    const parameter = preset.parameters.find((candidate) => candidate.name === name);
    const problem = parameter === undefined ? unknownParameter(preset, name) : valueProblem(parameter, value);
    if (problem === null) values.set(name, value);
    else problems.push(problem);
  }
  if (problems.length > 0) throw new InvalidInputError(problems);
  return preset.expand((name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`preset ${preset.id} reads undeclared parameter ${name}`);
    return value;
  });
}

function unknownParameter(preset: LinkPreset, name: string): InputProblem {
  const names = preset.parameters.map((parameter) => parameter.name).join(', ');
  return {
    field: `link.parameters.${name}`,
    cause: `the preset "${preset.id}" has no such parameter`,
    remedy: names === '' ? 'Remove it: this preset has no parameters' : `Use ${names}`,
  };
}

function valueProblem(parameter: PresetParameter, value: number): InputProblem | null {
  const inRange = value >= parameter.min && value <= parameter.max;
  if (inRange && (!parameter.integer || Number.isInteger(value))) return null;
  const kind = parameter.integer ? 'whole number' : 'number';
  return {
    field: `link.parameters.${parameter.name}`,
    cause: `${parameter.label} is ${String(value)}`,
    remedy: `Use a ${kind} from ${parameter.min} to ${parameter.max}`,
  };
}
