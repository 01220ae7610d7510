// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils';
import { describe, expect, it } from 'vitest';
import { spectrumLayout, spectrumRange, type Spectrum } from '@shared/figure/spectrum';
import { screenStyle } from '@shared/figure/screen-style';
import type { JobFailure } from '@shared/contract/job';
import StageFailure from '@renderer/run/StageFailure.vue';
import ThresholdHandle from '@renderer/run/ThresholdHandle.vue';
import SpectrumSliders from '@renderer/target/SpectrumSliders.vue';

/** Height in px of what the pointer is moved over. */
const HEIGHT = 200;

/** Gives elements a place, which there is none of without layout, and lets them hold the pointer. */
function place(element: Element): void {
  const box = { left: 0, top: 0, right: 100, bottom: HEIGHT, width: 100, height: HEIGHT, x: 0, y: 0 };
  element.getBoundingClientRect = () => ({ ...box, toJSON: () => box });
  Object.assign(element, { setPointerCapture: () => undefined });
}

describe('the handle of a threshold', () => {
  const handle = (more: Record<string, unknown> = {}) => {
    const wrapper = mount(ThresholdHandle, {
      props: {
        label: 'Plateau rate',
        text: 'plateau rate 0.1',
        value: 0.1,
        box: { left: 0, top: 0, width: 100, height: HEIGHT },
        range: [1e-4, 1],
        scale: 'log',
        userSet: false,
        disabled: false,
        ...more,
      },
    });
    const slider = wrapper.get('[role="slider"]');
    place(slider.element);
    return { wrapper, slider };
  };

  it('stands at its value, and is not there outside the drawn range', () => {
    const { slider } = handle();
    expect(slider.attributes('style')).toContain(`top: ${0.25 * HEIGHT}px`);
    expect(slider.attributes('aria-valuenow')).toBe('0.1');
    expect(slider.attributes('aria-valuetext')).toBe('plateau rate 0.1');
    expect(handle({ userSet: true }).slider.attributes('aria-valuetext')).toBe(
      'plateau rate 0.1, set by you',
    );
    const outside = mount(ThresholdHandle, { props: { ...handle().wrapper.props(), value: 5 } });
    expect(outside.find('[role="slider"]').exists()).toBe(false);
  });

  it('is moved by arrow keys on its scale, each press an end of its own that is held together', async () => {
    const { wrapper, slider } = handle();
    await slider.trigger('keydown', { key: 'ArrowUp' });
    await slider.trigger('keydown', { key: 'ArrowDown', shiftKey: true });
    const [up, down] = (wrapper.emitted('change') ?? []).map(([value]) => Number(value));
    expect(Math.log10(up ?? 0)).toBeCloseTo(-1 + 0.04, 9);
    expect(Math.log10(down ?? 0)).toBeCloseTo(-1 - 0.4, 9);
    expect(wrapper.emitted('end')).toEqual([
      [true, true],
      [true, true],
    ]);
  });

  it('follows the pointer, keeps where it is let go, and Esc gives the drag up', async () => {
    const { wrapper, slider } = handle();
    await slider.trigger('pointermove', { clientY: 20 });
    expect(wrapper.emitted('change')).toBeUndefined();
    await slider.trigger('pointerdown', { button: 0 });
    await slider.trigger('pointermove', { clientY: HEIGHT / 2 });
    expect(Number(wrapper.emitted('change')?.[0]?.[0])).toBeCloseTo(1e-2, 9);
    await slider.trigger('pointermove', { clientY: -50 });
    expect(wrapper.emitted('change')?.[1]).toEqual([1]);
    await slider.trigger('pointerup');
    await slider.trigger('pointerdown', { button: 0 });
    await slider.trigger('keydown', { key: 'Escape' });
    expect(wrapper.emitted('end')).toEqual([
      [true, false],
      [false, false],
    ]);
  });

  it('does not move where nothing can be changed', async () => {
    const { wrapper, slider } = handle({ disabled: true });
    await slider.trigger('keydown', { key: 'ArrowUp' });
    await slider.trigger('pointerdown', { button: 0 });
    await slider.trigger('pointermove', { clientY: 20 });
    expect(wrapper.emitted()).not.toHaveProperty('change');
  });
});

describe('the bars of a spectrum', () => {
  const values = [0.5, 0, -0.25];

  function bars(scale: Spectrum['scale'], more: Record<string, unknown> = {}) {
    const spectrum: Spectrum = {
      name: 's',
      groups: [{ label: [], colour: 0, bars: values.map((value, i) => ({ degree: i + 1, value })) }],
      former: null,
      scale,
      range: spectrumRange(values, scale, true),
      label: [],
    };
    const wrapper: VueWrapper = mount(SpectrumSliders, {
      attachTo: document.body,
      props: {
        bars: values.map((value, i) => ({ name: `degree ${i + 1}`, value, text: String(value) })),
        scale: spectrum,
        layout: spectrumLayout(spectrum, screenStyle('light'), { width: 400, height: 250 }),
        disabled: false,
        selected: 0,
        'onUpdate:selected': (selected: number) => wrapper.setProps({ selected }),
        ...more,
      },
    });
    const sliders = wrapper.findAll('[role="slider"]');
    for (const { element } of sliders) place(element);
    return { wrapper, sliders, range: spectrum.range };
  }

  const sets = (wrapper: VueWrapper) => wrapper.emitted('set') ?? [];

  it('are walked through by arrow keys, one of them in the order of Tab', async () => {
    const { wrapper, sliders } = bars('linear');
    await sliders[0]?.trigger('keydown', { key: 'ArrowRight' });
    expect(document.activeElement).toBe(sliders[1]?.element);
    await sliders[1]?.trigger('keydown', { key: 'End' });
    expect(sliders.map((slider) => slider.attributes('tabindex'))).toEqual(['-1', '-1', '0']);
    await sliders[2]?.trigger('keydown', { key: 'ArrowRight' });
    expect(document.activeElement).toBe(sliders[2]?.element);
    wrapper.unmount();
  });

  it('are raised, lowered, emptied and turned over by keys', async () => {
    const { wrapper, sliders } = bars('linear');
    for (const key of ['ArrowUp', 'PageDown', '0', '-']) await sliders[0]?.trigger('keydown', { key });
    await sliders[1]?.trigger('keydown', { key: '0' });
    expect(sets(wrapper)).toEqual([
      [0, 0.51],
      [0, 0.4],
      [0, 0],
      [0, -0.5],
    ]);
    wrapper.unmount();
  });

  it('change by factors on a log scale, and come from 0 to the least size there is', async () => {
    const { wrapper, sliders, range } = bars('log');
    await sliders[2]?.trigger('keydown', { key: 'ArrowUp', shiftKey: true });
    await sliders[2]?.trigger('keydown', { key: 'ArrowDown' });
    await sliders[1]?.trigger('keydown', { key: 'ArrowUp' });
    expect(sets(wrapper)).toEqual([
      [2, -2.5],
      [2, Number((-0.25 * 10 ** -0.1).toPrecision(3))],
      [1, range[0]],
    ]);
    wrapper.unmount();
  });

  it('are dragged from the third pixel on; Esc gives the drag up', async () => {
    const { wrapper, sliders, range } = bars('linear');
    const [slider] = sliders;
    await slider?.trigger('pointerdown', { button: 0, clientY: 50 });
    await slider?.trigger('pointermove', { clientY: 51 });
    expect(wrapper.emitted('grab')).toBeUndefined();
    await slider?.trigger('pointermove', { clientY: 0 });
    expect(wrapper.emitted('grab')).toHaveLength(1);
    expect(wrapper.emitted('drag')).toEqual([[0, expect.closeTo(range[1], 12)]]);
    await slider?.trigger('keydown', { key: 'Escape' });
    await slider?.trigger('pointerup');
    expect(wrapper.emitted('release')).toEqual([[0, false]]);

    await slider?.trigger('pointerdown', { button: 0, clientY: 50 });
    await slider?.trigger('pointerup');
    expect(wrapper.emitted('release')).toHaveLength(1);
    wrapper.unmount();
  });

  it('can be walked through but not changed in a project that cannot', async () => {
    const { wrapper, sliders } = bars('linear', { disabled: true });
    await sliders[0]?.trigger('keydown', { key: 'ArrowUp' });
    await sliders[0]?.trigger('pointerdown', { button: 0, clientY: 50 });
    await sliders[0]?.trigger('pointermove', { clientY: 0 });
    expect(Object.keys(wrapper.emitted())).not.toEqual(expect.arrayContaining(['set']));
    expect(wrapper.emitted('drag')).toBeUndefined();
    wrapper.unmount();
  });
});

describe('a failed stage', () => {
  const failure: JobFailure = {
    reason: 'out-of-memory',
    message: 'it needed more than 4 GB',
    remedy: 'Use fewer directions.',
    outputTail: 'heap out of memory',
  };

  it('says what happened, why, what to do, and what the solver said last', async () => {
    const wrapper = mount(StageFailure, { props: { failure, title: 'two-timescale', canRun: true } });
    expect(wrapper.attributes('role')).toBe('alert');
    const text = wrapper.text();
    for (const part of [
      'ran out of memory',
      'two-timescale',
      'more than 4 GB',
      'Use fewer directions.',
      'heap out of',
    ]) {
      expect(text).toContain(part);
    }
    await wrapper.get('button').trigger('click');
    expect(wrapper.emitted('run')).toHaveLength(1);
  });

  it('leaves out what is not known, and offers no run where there can be none', () => {
    const bare = { ...failure, message: '', remedy: '', outputTail: '' };
    const wrapper = mount(StageFailure, { props: { failure: bare, title: 'planted', canRun: false } });
    expect(wrapper.findAll('p')).toHaveLength(1);
    expect(wrapper.find('details').exists()).toBe(false);
    expect(wrapper.get('button').attributes('disabled')).toBeDefined();
  });
});
