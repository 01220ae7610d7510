import { nextTick, type Ref } from 'vue';
import type { Place } from '../stores/place';

/** Id of the heading of the examples in the Project place. */
export const GALLERY_TITLE_ID = 'examples-title';

/** Goes to the examples: they come into view, and the keyboard goes on from there. */
export async function showGallery(place: Ref<Place>): Promise<void> {
  place.value = 'project';
  await nextTick();
  const title = document.getElementById(GALLERY_TITLE_ID);
  title?.scrollIntoView({ block: 'start' });
  title?.focus({ preventScroll: true });
}
