import { describe, expect, it } from 'vitest';
import { subscript, superscript, upright } from '@shared/figure/math-text';
import { richStyles, richStylesOf, richText } from '@shared/figure/rich-text';
import { screenStyle } from '@shared/figure/screen-style';

describe('scripts typed as characters', () => {
  it('are set as scripts, which every face has', () => {
    expect(richText([upright('Separable h₃, d = 10⁻²')])).toBe(
      '{line|Separable h}{sub|3}{line|, d = 10}{super|−2}',
    );
    expect(richText([upright('d¹²')])).toBe(richText([upright('d'), superscript('12')]));
  });

  it('are scripts of scripts where they stand in one', () => {
    expect(richText([upright('d'), superscript('s₁'), subscript('x²')])).toBe(
      '{line|d}{super|s}{superLower|1}{sub|x}{subRaised|2}',
    );
  });
});

describe('the styles of a text', () => {
  it('are those it uses, as all of them would be', () => {
    const style = screenStyle('light');
    const text = richText([upright('d'), superscript('s₁')]);
    const { line, superLower, ...others } = richStyles(11, 'black', style);
    expect(richStylesOf([text, 'plain'], 11, 'black', style)).toEqual({
      line,
      super: others['super'],
      superLower,
    });
    expect(richStylesOf(['plain'], 11, 'black', style)).toEqual({});
  });
});
