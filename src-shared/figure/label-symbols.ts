/** Characters of the commands a label may use; all are in the shipped faces. Italic ones are variables. */
export const LABEL_SYMBOLS: Readonly<Record<string, { readonly text: string; readonly kind: SymbolKind }>> = {
  ...letters(
    'alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π ' +
      'rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω ell ℓ',
    'variable',
  ),
  ...letters('Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω', 'plain'),
  ...letters(
    'infty ∞ partial ∂ nabla ∇ top ⊤ perp ⊥ ldots … cdots ⋯ dots … | ‖ % % $ $ # # & & _ _ prime ′ sum ∑ prod ∏ int ∫ sqrt √ langle ⟨ rangle ⟩',
    'plain',
  ),
  ...letters('cdot · times × pm ± otimes ⊗ circ ∘', 'operator'),
  ...letters(
    'le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ sim ∼ simeq ≃ propto ∝ equiv ≡ to → rightarrow → in ∈ ll ≪ gg ≫ mapsto ↦',
    'relation',
  ),
};

/** How a symbol is set: upright or as a variable; with or without room around it. */
export type SymbolKind = 'plain' | 'variable' | 'operator' | 'relation';

/** Names set upright as they are. */
export const LABEL_OPERATORS: ReadonlySet<string> = new Set(
  'log ln exp sin cos tan tanh erf max min sup inf arg det dim ker tr rank Pr'.split(' '),
);

function letters(
  pairs: string,
  kind: SymbolKind,
): Record<string, { readonly text: string; readonly kind: SymbolKind }> {
  const words = pairs.split(' ');
  const entries = words.flatMap((name, i) =>
    i % 2 === 0 ? [[name, { text: words[i + 1] ?? '', kind }]] : [],
  );
  return Object.fromEntries(entries) as Record<string, { text: string; kind: SymbolKind }>;
}
