import type { FormulaFunction } from './function-names';
import {
  ambiguousZ,
  EMPTY_FORMULA,
  emptyFormulaOf,
  noSuchVariable,
  unknownName,
  unknownWord,
  type SyntaxFault,
} from './syntax-faults';

/** The variables that a formula may use. */
export interface VariableScope {
  /** Number of variables. */
  readonly count: number;
  /** Whether that number is known independently of the text. */
  readonly countIsGiven: boolean;
  /** What to say about an empty text. */
  readonly emptyFault: SyntaxFault;
  /** Position of the variable, from 0, or what is wrong with the name. */
  indexOf(name: string): number | SyntaxFault;
  /** Whether a function can be called on these variables. */
  offers(entry: FormulaFunction): boolean;
}

/** z1 … zr, and z for z1 when r = 1: a function on the directions of a link. */
export function linkScope(r: number, rIsGiven: boolean): VariableScope {
  return {
    count: r,
    countIsGiven: rIsGiven,
    emptyFault: EMPTY_FORMULA,
    indexOf: (name) => {
      if (name === 'z' && r > 1) return ambiguousZ(r);
      const index = name === 'z' ? '1' : /^z([1-9][0-9]*)$/.exec(name)?.[1];
      if (index === undefined) return unknownName(name, r);
      return Number(index) > r ? noSuchVariable(name, r) : Number(index) - 1;
    },
    offers: () => true,
  };
}

/** Variables with names of their own. */
export function namedScope(names: readonly string[]): VariableScope {
  return {
    count: names.length,
    countIsGiven: true,
    emptyFault: emptyFormulaOf(names),
    indexOf: (name) => {
      const index = names.indexOf(name);
      return index < 0 ? unknownWord(name, names) : index;
    },
    offers: ({ call }) => call.shape !== 'norm',
  };
}
