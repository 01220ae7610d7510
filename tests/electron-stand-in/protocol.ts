/** The native dialogs of the application. */
export type DialogKind = 'message' | 'open' | 'save' | 'error';

/** A dialog as the user sees it. `options` are those the application passed to Electron. */
export interface ShownDialog {
  readonly kind: DialogKind;
  readonly options: Readonly<Record<string, unknown>>;
}

/** What the application's process asks of the process that has the browser. */
export interface ScreenCalls {
  openWindow(
    window: number,
    size: { readonly width: number; readonly height: number },
    preload: string,
  ): void;
  /** Resolves when the page is loaded, rejects when it could not be. */
  load(window: number, url: string): Promise<void>;
  reload(window: number): Promise<void>;
  closeWindow(window: number): Promise<void>;
  /** A message for the preload of the window, with the numbers of the ports that go with it. */
  postToPage(window: number, channel: string, message: unknown, ports: readonly number[]): Promise<void>;
  postToPort(port: number, message: unknown): Promise<void>;
  closePort(port: number): Promise<void>;
  /** Resolves with what Electron's own dialog function would. */
  showDialog(dialog: ShownDialog): Promise<unknown>;
  /** The system is asked to open an address or to show a file. */
  useSystem(action: 'open-external' | 'show-item', target: string): void;
}

/** A file of the page as the application's protocol handler answered. */
export interface ServedResource {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What the process that has the browser tells or asks the application's. */
export interface ApplicationCalls {
  /** The page of a window has a new document: its former one, with its frames and ports, is gone. */
  documentCreated(window: number, document: string, url: string): void;
  /** `ipcRenderer.send` of the preload in a document. */
  pageSent(window: number, document: string, channel: string, input: readonly unknown[]): void;
  portMessage(port: number, message: unknown): void;
  portClosed(port: number): void;
  fetchResource(url: string, method: string): Promise<ServedResource>;
  /** The page wants to go elsewhere: whether it may. */
  mayNavigate(window: number, url: string): boolean;
  /** The page wants a second window: it never gets one, but the application is asked. */
  windowRequested(window: number, url: string): void;
  painted(window: number): void;
  pageGone(window: number): void;
  /** The user closes a window by its frame, quits by the system, or opens a file in the file manager. */
  clickClose(window: number): void;
  chooseQuit(): void;
  openFile(path: string): void;
}
