import { connectWorkbench } from '@shared/wire/connect-workbench';
import { messagePortChannel } from '@shared/wire/message-port-channel';
import { webSocketChannel } from '@shared/wire/web-socket-channel';
import type { Channel } from '@shared/wire/channel';
import type { OpenLink } from './connection';
import { requestDesktopPort } from './desktop-port';

/** Opens a link to the workbench: through the desktop shell where there is one, else to the server the page came from. */
export async function openLink(): Promise<OpenLink> {
  const channel = window.grassflowDesktop
    ? messagePortChannel(await requestDesktopPort(window.grassflowDesktop))
    : webSocketChannel(await openSocket(), 'page');
  return linkOver(channel);
}

function linkOver(channel: Channel): OpenLink {
  return { workbench: connectWorkbench(channel), onLost: (listener) => channel.onClose(listener) };
}

function openSocket(): Promise<WebSocket> {
  const url = new URL('/workbench', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  const socket = new WebSocket(url);
  socket.binaryType = 'arraybuffer';
  return new Promise((resolve, reject) => {
    socket.addEventListener('open', () => resolve(socket), { once: true });
    socket.addEventListener('close', () => void whyRefused().then((reason) => reject(new Error(reason))), {
      once: true,
    });
  });
}

/** A socket does not say why it was refused; a request for the page does. */
async function whyRefused(): Promise<string> {
  const status = await fetch('/', { method: 'HEAD', cache: 'no-store' }).then(
    (answer) => answer.status,
    () => null,
  );
  return status === 403
    ? 'Grassflow was started anew and lets this page in only by the address it printed'
    : 'the workbench does not answer';
}
