import type { Notices } from '../stores/notices';

/** Puts text on the clipboard, called from a click or key, and tells of it; `what` begins the sentence. */
export async function copyText(notices: Notices, what: string, text: string): Promise<void> {
  const copied = (await writeClipboard(text)) || copySelected(text);
  notices.show({
    tone: copied ? 'info' : 'error',
    message: copied ? `${what} copied.` : `${what} could not be copied: this page may not use the clipboard.`,
    remedy: '',
  });
}

async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** A page without the permission may still copy what is selected in it. */
function copySelected(text: string): boolean {
  const focused = document.activeElement;
  const field = document.createElement('textarea');
  field.value = text;
  field.className = 'visually-hidden';
  document.body.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
