import type { IpcMainEvent, WebContents } from 'electron';
import { isAppUrl } from './navigation-policy';

/** Whether a message comes from the top frame of `contents` while it shows our page. The frame may be gone: null. */
export function isOwnPage(
  event: Pick<IpcMainEvent, 'sender' | 'senderFrame'>,
  contents: WebContents,
): boolean {
  const frame = event.senderFrame;
  return frame !== null && event.sender === contents && frame === contents.mainFrame && isAppUrl(frame.url);
}
