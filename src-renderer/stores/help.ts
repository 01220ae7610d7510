import type { Ref, WritableComputedRef } from 'vue';
import type { QuantityId } from '@shared/glossary/glossary';
import type { Place } from './place';
import type { ViewStore } from './view-state';

/** What the Help place shows. */
export interface HelpStore {
  /** Id of the section that is read; it comes back after a restart. */
  readonly section: Ref<string>;
  readonly search: Ref<string>;
  /** Goes to Help, to a section. */
  showSection(id: string): void;
  /** Goes to Help, to the entry of a quantity. */
  showQuantity(id: QuantityId): void;
}

/** Id of the section with the entry of a quantity. */
export function quantitySection(id: QuantityId): string {
  return `quantity-${id}`;
}

/** Help, its section and search kept in `view`. */
export function createHelp(view: ViewStore, place: WritableComputedRef<Place>): HelpStore {
  const section = view.remember<string>('help.section', '');
  const search = view.remember<string>('help.search', '');
  function showSection(id: string): void {
    search.value = '';
    section.value = id;
    place.value = 'help';
  }
  return { section, search, showSection, showQuantity: (id) => showSection(quantitySection(id)) };
}
