import { stat } from 'node:fs/promises';
import { Command, InvalidArgumentError } from 'commander';
import type { Installation } from '@main/launch/installation';
import { userPath } from '@main/launch/user-path';
import { InvalidInputError } from '@shared/model/input-problem';
import { DEFAULT_EXPANSION } from '@shared/model/link';
import type { TargetSpec } from '@shared/model/target';
import { parseTarget } from '@shared/model/target-schema';
import { formulaLink } from '@shared/numerics/link/formula-link';
import { presetLink } from '@shared/numerics/link/preset';
import { findPreset, PRESETS } from '@shared/numerics/link/presets';
import { formatTargetReport, reportTarget } from './target-report';
import { readJson } from './read-json';
import { openProject } from './open-project';
import { withSession } from './with-session';

interface InspectOptions {
  readonly formula?: string;
  readonly r?: number;
  readonly degree?: number;
  readonly residual?: number;
  readonly d: number;
  readonly seed: number;
  readonly census?: number;
  readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  grassflow inspect target.json --d 1e6 --seed 3
  grassflow inspect ${PRESETS[0]?.id ?? 'preset'} --json
  grassflow inspect study.grassflow
  grassflow inspect --formula "relu(z1) + h(3, z2)" --degree 12
  grassflow inspect separable --census 400

Presets: ${PRESETS.map(({ id }) => id).join(', ')}.
Predicted times hold to leading order in large d, for the Haar start drawn from the seed.`;

/** `grassflow inspect`: what is known of a target before any flow is run. */
export function inspectCommand(installation: Installation): Command {
  return new Command('inspect')
    .description('show Hermite energies, exponents, saddle ladder and predicted escape times of a target')
    .argument('[target]', 'target file (.json), preset, or project folder (all its targets)')
    .option('--formula <text>', 'describe this formula in z1 … zr instead of a target')
    .option('--r <directions>', 'directions of the formula (default: the highest it mentions)', parseWhole)
    .option(
      '--degree <degree>',
      'expand the formula to this degree (default: as the residual asks)',
      parseWhole,
    )
    .option(
      '--residual <part>',
      `part of the variance of the formula that may be left out (default: ${DEFAULT_EXPANSION.residual})`,
      Number,
    )
    .option('--d <dimension>', 'ambient dimension of the start', parseWhole, 1e4)
    .option('--seed <seed>', 'seed of the Haar start', parseWhole, 1)
    .option(
      '--census <starts>',
      'follow so many planted starts and list the critical points they end in',
      parseStarts,
    )
    .option('--json', 'print as JSON')
    .addHelpText('after', EXAMPLES)
    .action(async (name: string | undefined, options: InspectOptions) => {
      const { d, seed, census, json } = options;
      const targets = await requestedTargets(installation, name, options);
      const reports = targets.map((target) => reportTarget(target, d, seed, census ?? 0));
      console.log(
        json === true ? JSON.stringify(reports, null, 2) : reports.map(formatTargetReport).join('\n\n'),
      );
    });
}

function requestedTargets(
  installation: Installation,
  name: string | undefined,
  options: InspectOptions,
): Promise<readonly TargetSpec[]> | readonly TargetSpec[] {
  const { formula, r, degree, residual } = options;
  if (formula === undefined) {
    if (name === undefined) throw wrongUse('no target is given', 'Name a target, or give a --formula');
    if (r !== undefined || degree !== undefined || residual !== undefined) {
      throw wrongUse(
        '--r, --degree and --residual go with a --formula only',
        'Leave them out: a target has its own',
      );
    }
    return readTargets(installation, name);
  }
  if (name !== undefined) throw wrongUse('both a target and a --formula are given', 'Give one of them');
  const request = { degree: degree ?? null, residual: residual ?? DEFAULT_EXPANSION.residual };
  return [{ id: 'formula', name: formula, link: formulaLink(formula, r ?? null, request) }];
}

function wrongUse(cause: string, remedy: string): InvalidInputError {
  return new InvalidInputError([{ field: 'inspect', cause, remedy }]);
}

function parseWhole(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isSafeInteger(value) || value < 0) {
    throw new InvalidArgumentError('It must be a whole number, 0 or more, for example 10000 or 1e4.');
  }
  return value;
}

/** Most starts of a census: some minutes for links of three directions. */
const MOST_STARTS = 100_000;

function parseStarts(text: string): number {
  const value = parseWhole(text);
  if (value < 1 || value > MOST_STARTS) {
    throw new InvalidArgumentError(`It must be a whole number from 1 to ${MOST_STARTS}.`);
  }
  return value;
}

async function readTargets(installation: Installation, name: string): Promise<readonly TargetSpec[]> {
  const preset = findPreset(name);
  if (preset !== null) return [{ id: preset.id, name: preset.title, link: presetLink(preset) }];
  const path = userPath(name);
  const found = await stat(path).catch(() => null);
  if (found === null) {
    throw new InvalidInputError([
      {
        field: name,
        cause: 'it is neither a file, nor a folder, nor a preset',
        remedy: `Presets are ${PRESETS.map(({ id }) => id).join(', ')}`,
      },
    ]);
  }
  if (!found.isDirectory()) return [parseTarget(await readJson(path))];
  return withSession(installation, async (session) => (await openProject(session, path)).documents.targets);
}
