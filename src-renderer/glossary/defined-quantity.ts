import { isQuantityId, type QuantityId } from '@shared/glossary/glossary';

/** The quantity named in the field of a control (`QuantityTerm` in its label or beside it); null where none is. */
export function definedQuantity(control: Element | null): QuantityId | null {
  const field = control?.closest('.field, label, tr, dl, li');
  const id = field?.querySelector<HTMLElement>('[data-quantity]')?.dataset['quantity'];
  return id !== undefined && isQuantityId(id) ? id : null;
}
