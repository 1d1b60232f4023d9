/**
 * Gives a forked child of Node the `process.parentPort` that Electron's utility process has: messages come wrapped, with
 * the ends of channels that were handed over.
 */
import { EventEmitter } from 'node:events';

const ends = new Map();
function endOf(number) {
  const end = new EventEmitter();
  end.postMessage = (data) => process.send?.({ end: number, data });
  const waiting = [];
  end.hear = (message) => waiting.push(message);
  end.start = () => {
    end.hear = (message) => end.emit('message', message);
    for (const message of waiting.splice(0)) end.hear(message);
  };
  ends.set(number, end);
  return end;
}

const port = new EventEmitter();
port.postMessage = (data) => process.send?.({ data });
port.start = () => undefined;
process.on('message', ({ data, end, ports = [] }) => {
  if (end === undefined) port.emit('message', { data, ports: ports.map(endOf) });
  else ends.get(end)?.hear({ data });
});
process.parentPort = port;
