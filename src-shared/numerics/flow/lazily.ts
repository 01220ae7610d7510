/** A function that computes its value at the first call and keeps it. */
export function lazily<T>(compute: () => T): () => T {
  let value: { readonly computed: T } | null = null;
  return () => (value ??= { computed: compute() }).computed;
}
