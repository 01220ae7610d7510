/**
 * The elementary functions of this room. Results must have the same bits on every host, and those of Math.exp, Math.pow
 * and their like depend on the engine and its compiler: Node 20 and Node 24 differ in Math.pow. These are written in
 * correctly rounded operations alone. The versions are pinned: another one may change bits, and with them ENGINE_VERSION.
 */
export { default as asinh } from '@stdlib/math-base-special-asinh';
export { default as atan } from '@stdlib/math-base-special-atan';
export { default as atan2 } from '@stdlib/math-base-special-atan2';
export { default as cos } from '@stdlib/math-base-special-cos';
export { default as cosh } from '@stdlib/math-base-special-cosh';
export { default as exp } from '@stdlib/math-base-special-exp';
/** Natural logarithm. */
export { default as log } from '@stdlib/math-base-special-ln';
export { default as log1p } from '@stdlib/math-base-special-log1p';
/** x^y; see `raise` for whole y. */
export { default as pow } from '@stdlib/math-base-special-pow';
export { default as sin } from '@stdlib/math-base-special-sin';
export { default as sinh } from '@stdlib/math-base-special-sinh';
export { default as tanh } from '@stdlib/math-base-special-tanh';
