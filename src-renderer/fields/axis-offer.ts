import type { InjectionKey } from 'vue';

/** Makes axes of a sweep out of numbers, from where they stand. */
export interface AxisOffer {
  /** Number of values that a text means as an axis over `field` (`SweepAxis.field`); 0 where it means none or only one. */
  countValues(field: string, text: string): number;
  /** Makes the number at `field` an axis: over the values of `text`, or over some around its present value for null. */
  sweep(field: string, text: string | null): void;
}

/** Key under which the application provides its offer; without one, number fields are numbers only. */
export const axisOfferKey: InjectionKey<AxisOffer> = Symbol('axis offer');
