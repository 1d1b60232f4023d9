import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { DeskEvent } from '../shared/desk.ts';
import { CHANNELS, type MenuCommand, type Shell } from '../shared/shell.ts';

/** The bridge: nine functions, no Electron object passes. Names and arguments are checked on the other side. */
const shell: Shell = {
  ask: (name, ...order) =>
    ipcRenderer.invoke(CHANNELS.ask, name, ...order) as ReturnType<Shell['ask']> as never,
  listen: (hear: (event: DeskEvent) => void) => hearOn(CHANNELS.event, hear),
  listenToMenu: (hear: (command: MenuCommand) => void) => hearOn(CHANNELS.menu, hear),
  listenToOpened: (hear: (paths: readonly string[]) => void) => {
    const take = async (): Promise<void> => {
      const paths: readonly string[] = await ipcRenderer.invoke(CHANNELS.opened);
      if (paths.length > 0) hear(paths);
    };
    void take();
    return hearOn(CHANNELS.opened, () => void take());
  },
  save: (what, name) => ipcRenderer.invoke(CHANNELS.save, what, name),
  choose: (what) => ipcRenderer.invoke(CHANNELS.choose, what),
  pathOf: (file) => webUtils.getPathForFile(file),
  camera: (asking) => ipcRenderer.invoke(CHANNELS.camera, asking),
  reveal: (path) => ipcRenderer.invoke(CHANNELS.reveal, path),
};

/** Only what was sent passes, not the event that carried it. */
function hearOn<T>(channel: string, hear: (sent: T) => void): () => void {
  const listener = (_: unknown, sent: T) => hear(sent);
  ipcRenderer.on(channel, listener);
  return () => ipcRenderer.off(channel, listener);
}

contextBridge.exposeInMainWorld('shell', shell);
