import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DeskEvent } from '../shared/desk.ts';
import { CHANNELS, type Shell } from '../shared/shell.ts';

/** The bridge: five functions, no Electron object passes. Names and arguments are checked on the other side. */
const shell: Shell = {
  ask: (name, ...order) =>
    ipcRenderer.invoke(CHANNELS.ask, name, ...order) as ReturnType<Shell['ask']> as never,
  listen(hear) {
    const listener = (_: unknown, event: DeskEvent) => hear(event);
    ipcRenderer.on(CHANNELS.event, listener);
    return () => ipcRenderer.off(CHANNELS.event, listener);
  },
  choose: (what) => ipcRenderer.invoke(CHANNELS.choose, what),
  pathOf: (file) => webUtils.getPathForFile(file),
  reveal: (path) => ipcRenderer.invoke(CHANNELS.reveal, path),
};

contextBridge.exposeInMainWorld('shell', shell);
