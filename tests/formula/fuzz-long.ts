/**
 * The fuzz test with a million texts, and everything that is computed from an accepted formula:
 * `npx tsx tests/formula/fuzz-long.ts [texts] [seed]`. Prints the first text that breaks something and exits 1.
 */
import { formulaToTeX } from '@shared/numerics/formula/formula-tex';
import { differentiate } from '@shared/numerics/formula/differentiate';
import { domainProblems } from '@shared/numerics/formula/domain/domain-problems';
import { kinks } from '@shared/numerics/formula/kinks';
import { parity } from '@shared/numerics/formula/parity';
import { splitProduct } from '@shared/numerics/formula/product-factors';
import { radialProfile } from '@shared/numerics/formula/radial';
import { asRidge } from '@shared/numerics/formula/ridge';
import type { Formula } from '@shared/numerics/formula/syntax';
import { checkAccepted, FormulaSoup, parseOrRefuse } from './soup';

const texts = Number(process.argv[2] ?? 1e6);
const seed = Number(process.argv[3] ?? 2);

/** One in so many accepted formulas goes through the costly analysis of its domain. */
const DOMAIN_SHARE = 50;

function analyse(formula: Formula, withDomain: boolean): void {
  const { tree, r } = formula;
  formulaToTeX(tree, r);
  parity(tree, 0);
  differentiate(tree, 0);
  splitProduct(tree);
  radialProfile(tree, r);
  const ridge = asRidge(tree, r);
  if (!withDomain) return;
  domainProblems(formula);
  if (ridge !== null) kinks(ridge.profile);
}

function run(): number {
  const soup = new FormulaSoup(seed);
  let accepted = 0;
  let slowest = { milliseconds: 0, text: '' };
  for (let n = 0; n < texts; n++) {
    const text = soup.next();
    const started = performance.now();
    try {
      const formula = parseOrRefuse(text, n % 2 === 0 ? 3 : undefined);
      if (formula !== null) {
        accepted++;
        const fault = checkAccepted(formula);
        if (fault !== null) throw new Error(fault);
        analyse(formula, accepted % DOMAIN_SHARE === 0);
      }
    } catch (error) {
      console.error(`text ${n}, ${JSON.stringify(text)}:`, error);
      return 1;
    }
    const milliseconds = performance.now() - started;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, text };
  }
  console.log(`${texts} texts, ${accepted} accepted, none broke anything`);
  console.log(`slowest: ${slowest.milliseconds.toFixed(0)} ms for ${JSON.stringify(slowest.text)}`);
  return 0;
}

process.exitCode = run();
