/** Names stay as they are in every language. */
export const PRODUCT = 'Sealwright';
export const LICENCE = 'EUPL-1.2';
