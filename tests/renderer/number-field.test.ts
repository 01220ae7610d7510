// @vitest-environment happy-dom
import { mount } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { axisOfferKey } from '@renderer/fields/axis-offer';
import NumberField from '@renderer/fields/NumberField.vue';
import { parseAxis } from '@renderer/sweep/axis-text';
import { axisValues } from '@shared/numerics/sweep/axis-values';

const small = (value: number) =>
  value > 1000 ? { cause: `${value} is too large`, remedy: 'Use at most 1000' } : null;

function field(value: number | null, more: Record<string, unknown> = {}) {
  const wrapper = mount(NumberField, { props: { label: 'Size', value, check: small, ...more } });
  const input = wrapper.get('input');
  return {
    wrapper,
    input,
    type: async (text: string) => {
      await input.setValue(text);
      await input.trigger('keydown', { key: 'Enter' });
    },
    commits: () => wrapper.emitted('commit') ?? [],
  };
}

describe('a number field', () => {
  it('commits what was typed on Enter, once', async () => {
    const { wrapper, type, commits, input } = field(1);
    await type('2^5');
    expect(commits()).toEqual([[32, false]]);
    await wrapper.setProps({ value: 32 });
    await input.trigger('blur');
    expect(commits()).toHaveLength(1);
  });

  it('keeps the notation of the user for the same number, and follows another', async () => {
    const { wrapper, input, type } = field(1);
    await type('10^2');
    await wrapper.setProps({ value: 100 });
    expect(input.element.value).toBe('10^2');
    await wrapper.setProps({ value: 50 });
    expect(input.element.value).toBe('50');
  });

  it('explains a refused value at the field, commits nothing, and Esc restores the old one', async () => {
    const { wrapper, input, type, commits } = field(7);
    await type('5000');
    expect(commits()).toEqual([]);
    expect(wrapper.get('[role="alert"]').text()).toBe('Size: 5000 is too large. Use at most 1000.');
    expect(input.attributes('aria-invalid')).toBe('true');
    expect(input.attributes('aria-describedby')).toBe(wrapper.get('[role="alert"]').attributes('id'));
    await input.trigger('keydown', { key: 'Escape' });
    expect(input.element.value).toBe('7');
    expect(wrapper.find('[role="alert"]').exists()).toBe(false);
  });

  it('steps with the arrow keys, but not beyond what is allowed', async () => {
    const { input, commits } = field(999);
    await input.trigger('keydown', { key: 'ArrowUp' });
    await input.trigger('keydown', { key: 'ArrowUp' });
    expect(commits()).toEqual([[1000, true]]);
    expect(input.element.value).toBe('1000');
    await input.trigger('keydown', { key: 'ArrowDown', shiftKey: true });
    expect(commits().at(-1)).toEqual([100, true]);
  });

  it('is empty for null where that has a meaning, and refuses to be empty elsewhere', async () => {
    const optional = field(3, { emptyText: 'r' });
    await optional.type('');
    expect(optional.commits()).toEqual([[null, false]]);
    const required = field(3);
    await required.type('');
    expect(required.commits()).toEqual([]);
    expect(required.wrapper.get('[role="alert"]').text()).toContain('empty');
  });

  it('shows a problem found elsewhere until it has one of its own', async () => {
    const { wrapper, type } = field(3, { problem: { cause: 'r is 4', remedy: 'Use 4' } });
    expect(wrapper.get('[role="alert"]').text()).toContain('r is 4');
    await type('x');
    expect(wrapper.get('[role="alert"]').text()).toContain('not a number');
  });
});

describe('a number field that a sweep can vary', () => {
  function sweepable(more: Record<string, unknown> = {}) {
    const sweeps: unknown[] = [];
    const offer = {
      countValues: (_field: string, text: string) => {
        const parsed = parseAxis(text);
        const count = parsed.kind === 'values' ? axisValues(parsed.values).length : 0;
        return count > 1 ? count : 0;
      },
      sweep: (axis: string, text: string | null) => void sweeps.push([axis, text]),
    };
    const props = { label: 'Size', value: 10, axis: 'experiment.size', ...more };
    const wrapper = mount(NumberField, {
      props,
      global: { provide: { [axisOfferKey as symbol]: offer } },
    });
    const input = wrapper.get('input');
    return { sweeps, wrapper, input, commits: () => wrapper.emitted('commit') ?? [] };
  }

  it('becomes an axis around its value by button or key, a number typed before counts', async () => {
    const { sweeps, wrapper, input, commits } = sweepable();
    await wrapper.get('button[title^="Sweep over this number"]').trigger('click');
    await input.setValue('20');
    await input.trigger('keydown', { key: 'Enter', altKey: true });
    expect(commits()).toEqual([[20, false]]);
    expect(sweeps).toEqual([
      ['experiment.size', null],
      ['experiment.size', null],
    ]);
  });

  it('becomes an axis over the values that were written in place of one', async () => {
    const { sweeps, wrapper, input, commits } = sweepable();
    await input.setValue('log(1e2, 1e4, 5)');
    await input.trigger('keydown', { key: 'Enter' });
    expect(wrapper.get('[role="alert"]').text()).toContain('Sweep over these 5 values');
    await wrapper.get('[role="alert"] button').trigger('click');
    expect(sweeps).toEqual([['experiment.size', 'log(1e2, 1e4, 5)']]);
    expect(input.element.value).toBe('10');
    expect(wrapper.find('[role="alert"]').exists()).toBe(false);
    await input.setValue('64, 128');
    await input.trigger('keydown', { key: 'Enter', altKey: true });
    expect(sweeps.at(-1)).toEqual(['experiment.size', '64, 128']);
    expect(commits()).toEqual([]);
  });

  it('offers nothing for what is no list, and where nothing can be changed', async () => {
    const { sweeps, wrapper, input } = sweepable();
    await input.setValue('many');
    await input.trigger('keydown', { key: 'Enter' });
    expect(wrapper.find('[role="alert"] button').exists()).toBe(false);
    const { wrapper: disabled } = sweepable({ disabled: true });
    expect(disabled.find('button').exists()).toBe(false);
    const { wrapper: plain } = sweepable({ axis: null });
    expect(plain.find('button').exists()).toBe(false);
    expect(sweeps).toEqual([]);
  });
});
