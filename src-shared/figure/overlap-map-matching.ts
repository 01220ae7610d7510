/** Which column of M stands where, and with which sign, so that the matched entries lie on the diagonal. */
export interface ColumnMatching {
  /** Column of M (0-based) shown at each place (q). */
  readonly columns: readonly number[];
  /** Sign it is shown with. */
  readonly signs: readonly (1 | -1)[];
}

/** Every column where it is. */
export function unmatched(q: number): ColumnMatching {
  return { columns: Array.from({ length: q }, (_, j) => j), signs: Array.from({ length: q }, () => 1) };
}

/**
 * The matching of student to teacher directions that makes Σ_i |M_{i, π(i)}| largest (M is r × q, row-major), each matched
 * column with the sign that makes its entry positive. Students left over (q > r) follow in order.
 */
export function matchColumns(M: Float64Array, r: number, q: number): ColumnMatching {
  const n = Math.max(r, q);
  const cost = (i: number, j: number): number => (i < r && j < q ? -Math.abs(M[i * q + j] ?? 0) : 0);
  const assigned = cheapestAssignment(n, cost);
  const matched = assigned.slice(0, r).filter((j) => j < q);
  const rest = Array.from({ length: q }, (_, j) => j).filter((j) => !matched.includes(j));
  const columns = [...matched, ...rest];
  const signs = columns.map((j): 1 | -1 => {
    const i = assigned.indexOf(j);
    return i < r && (M[i * q + j] ?? 0) < 0 ? -1 : 1;
  });
  return { columns, signs };
}

/** M with its columns as matched. */
export function arrangeColumns(
  M: Float64Array,
  r: number,
  q: number,
  matching: ColumnMatching,
): Float64Array {
  const arranged = new Float64Array(r * q);
  for (let i = 0; i < r; i++) {
    matching.columns.forEach((j, place) => {
      arranged[i * q + place] = (matching.signs[place] ?? 1) * (M[i * q + j] ?? 0);
    });
  }
  return arranged;
}

/**
 * The column of each row in the assignment of least total cost, by shortest augmenting paths with potentials
 * (Jonker and Volgenant, Computing 38 (1987) 325): O(n³).
 */
function cheapestAssignment(n: number, cost: (row: number, column: number) => number): number[] {
  const rowPotential = new Float64Array(n + 1);
  const columnPotential = new Float64Array(n + 1);
  const rowOf = new Int32Array(n + 1);
  const way = new Int32Array(n + 1);
  for (let row = 1; row <= n; row++) {
    rowOf[0] = row;
    let column = 0;
    const least = new Float64Array(n + 1).fill(Infinity);
    const used = new Uint8Array(n + 1);
    do {
      used[column] = 1;
      const here = rowOf[column] ?? 0;
      let step = Infinity;
      let next = 0;
      for (let j = 1; j <= n; j++) {
        if (used[j]) continue;
        const reduced = cost(here - 1, j - 1) - (rowPotential[here] ?? 0) - (columnPotential[j] ?? 0);
        if (reduced < (least[j] ?? 0)) {
          least[j] = reduced;
          way[j] = column;
        }
        if ((least[j] ?? 0) < step) {
          step = least[j] ?? 0;
          next = j;
        }
      }
      for (let j = 0; j <= n; j++) {
        if (used[j]) {
          const matchedRow = rowOf[j] ?? 0;
          rowPotential[matchedRow] = (rowPotential[matchedRow] ?? 0) + step;
          columnPotential[j] = (columnPotential[j] ?? 0) - step;
        } else least[j] = (least[j] ?? 0) - step;
      }
      column = next;
    } while (rowOf[column] !== 0);
    do {
      const before = way[column] ?? 0;
      rowOf[column] = rowOf[before] ?? 0;
      column = before;
    } while (column !== 0);
  }
  const columns = new Array<number>(n).fill(0);
  for (let j = 1; j <= n; j++) columns[(rowOf[j] ?? 1) - 1] = j - 1;
  return columns;
}
