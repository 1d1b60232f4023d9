/// <reference types="vite/client" />

declare module 'virtual:qr-reader' {
  /** The WebAssembly that reads QR codes, base64. */
  const wasm: string;
  export default wasm;
}
