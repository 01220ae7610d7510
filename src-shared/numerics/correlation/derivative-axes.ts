/** Lists of axes, one per derivative of an order in n variables: [], [i], or [i, k] with i ≤ k. */
export function derivativeAxes(n: number, order: number): readonly (readonly number[])[] {
  if (order === 0) return [[]];
  return derivativeAxes(n, order - 1).flatMap((axes) =>
    Array.from({ length: n }, (_, axis) => [...axes, axis]).filter(
      (list) => order === 1 || list[order - 1]! >= list[order - 2]!,
    ),
  );
}

/** Number of the unordered pair {i, k} in `derivativeAxes(n, 2)`, for all ordered pairs (n × n). */
export function pairNumbers(n: number): Int32Array {
  const numbers = new Int32Array(n * n);
  derivativeAxes(n, 2).forEach(([i, k], number) => {
    numbers[i! * n + k!] = number;
    numbers[k! * n + i!] = number;
  });
  return numbers;
}
