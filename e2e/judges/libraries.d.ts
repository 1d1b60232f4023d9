/* What the judges use of a package that publishes no types. */
declare module '@digitalbazaar/vc-bitstring-status-list' {
  interface BitstringStatusList {
    readonly length: number;
    getStatus(index: number): boolean;
    setStatus(index: number, status: boolean): void;
    encode(): Promise<string>;
  }
  export function createList(order: { readonly length: number }): Promise<BitstringStatusList>;
  export function decodeList(order: { readonly encodedList: string }): Promise<BitstringStatusList>;
  export function createCredential(order: {
    readonly id: string;
    readonly list: BitstringStatusList;
    readonly statusPurpose: string;
  }): Promise<object>;
}
