/**
 * A Rosenbrock–Wanner method for autonomous systems in the form without matrix products:
 * (I/(γh) − J) k_i = f(y + Σ_{j<i} a_ij k_j) + Σ_{j<i} (c_ij/h) k_j. The method is stiffly accurate: the new value is the
 * argument of the last stage plus its k, and that last k is the error estimate of the embedded method.
 * Dense output: y(θ) = (1−θ)y₀ + θ(y₁ + (1−θ)(K₁ + θ(K₂ + θK₃))), K = H k.
 */
export interface RosenbrockTableau {
  readonly name: string;
  /** Order of the solution at the end of a step. */
  readonly order: number;
  /** Order of the dense output inside a step. */
  readonly denseOrder: number;
  /** Diagonal coefficient γ. */
  readonly gamma: number;
  /** Strictly lower triangle of a_ij: row i holds i numbers. */
  readonly a: readonly (readonly number[])[];
  /** Strictly lower triangle of c_ij: row i holds i numbers. */
  readonly c: readonly (readonly number[])[];
  /** Dense output matrix H: three rows, one number per stage. */
  readonly h: readonly (readonly number[])[];
}

/**
 * Rodas5P: 8 stages, order 5, L-stable, dense output of order 4. G. Steinebach, Construction of Rosenbrock–Wanner
 * method Rodas5P and numerical benchmarks within the Julia Differential Equations package, BIT Numer. Math. 63:27 (2023),
 * doi 10.1007/s10543-023-00967-x; the coefficients as printed to double precision in SciML/OrdinaryDiffEq.jl.
 */
export const RODAS5P: RosenbrockTableau = {
  name: 'Rodas5P',
  order: 5,
  denseOrder: 4,
  gamma: 0.21193756319429014,
  a: [
    [],
    [3],
    [2.849394379747939, 0.45842242204463923],
    [-6.954028509809101, 2.489845061869568, -10.358996098473584],
    [2.8029986275628964, 0.5072464736228206, -0.3988312541770524, -0.04721187230404641],
    [-7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946],
    [
      -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946,
      1,
    ],
    [
      -7.502846399306121, 2.561846144803919, -11.627539656261098, -0.18268767659942256, 0.030198172008377946,
      1, 1,
    ],
  ],
  c: [
    [],
    [-14.155112264123755],
    [-17.97296035885952, -2.859693295451294],
    [147.12150275711716, -1.41221402718213, 71.68940251302358],
    [165.43517024871676, -0.4592823456491126, 42.90938336958603, -5.961986721573306],
    [24.854864614690072, -3.0009227002832186, 47.4931110020768, 5.5814197821558125, -0.6610691825249471],
    [
      30.91273214028599, -3.1208243349937974, 77.79954646070892, 34.28646028294783, -19.097331116725623,
      -28.087943162872662,
    ],
    [
      37.80277123390563, -3.2571969029072276, 112.26918849496327, 66.9347231244047, -40.06618937091002,
      -54.66780262877968, -9.48861652309627,
    ],
  ],
  h: [
    [
      25.948786856663858, -2.5579724845846235, 10.433815404888879, -2.3679251022685204, 0.524948541321073,
      1.1241088310450404, 0.4272876194431874, -0.17202221070155493,
    ],
    [
      -9.91568850695171, -0.9689944594115154, 3.0438037242978453, -24.495224566215796, 20.176138334709044,
      15.98066361424651, -6.789040303419874, -6.710236069923372,
    ],
    [
      11.419903575922262, 2.8879645146136994, 72.92137995996029, 80.12511834622643, -52.072871366152654,
      -59.78993625266729, -0.15582684282751913, 4.883087185713722,
    ],
  ],
};
