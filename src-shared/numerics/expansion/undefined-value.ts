/** A function that has no finite value, or none whose square is finite in doubles, at a point where quadrature needs it. */
export class UndefinedValue extends Error {
  readonly point: readonly number[];
  readonly value: number;

  constructor(point: readonly number[], value: number) {
    super(`the value at (${point.join(', ')}) is ${value}`);
    this.name = 'UndefinedValue';
    this.point = point;
    this.value = value;
  }
}
