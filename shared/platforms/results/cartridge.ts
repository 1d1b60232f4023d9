import { writeArchive } from '../../archive-writer.ts';
import type { Engine } from '../../engine.ts';

export interface WebLink {
  readonly title: string;
  readonly url: string;
}

const CC = 'http://www.imsglobal.org/xsd/imsccv1p3';

/** IMS Common Cartridge 1.3 with web links (resource type `imswl_xmlv1p3`), to stand in a course of any platform. */
export function webLinkCartridge(title: string, links: readonly WebLink[], engine: Engine): Uint8Array {
  const files: Record<string, string> = {
    'imsmanifest.xml': `<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="cartridge" xmlns="${CC}/imscp_v1p1" xmlns:lomimscc="http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"><metadata><schema>IMS Common Cartridge</schema><schemaversion>1.3.0</schemaversion><lomimscc:lom><lomimscc:general><lomimscc:title><lomimscc:string>${escaped(title)}</lomimscc:string></lomimscc:title></lomimscc:general></lomimscc:lom></metadata><organizations><organization identifier="organization" structure="rooted-hierarchy"><item identifier="root">${links
      .map(
        (link, at) =>
          `<item identifier="item${at}" identifierref="link${at}"><title>${escaped(link.title)}</title></item>`,
      )
      .join('')}</item></organization></organizations><resources>${links
      .map(
        (_, at) =>
          `<resource identifier="link${at}" type="imswl_xmlv1p3"><file href="link${at}.xml"/></resource>`,
      )
      .join('')}</resources></manifest>`,
  };
  for (const [at, link] of links.entries()) {
    files[`link${at}.xml`] = `<?xml version="1.0" encoding="UTF-8"?>
<webLink xmlns="${CC}/imswl_v1p3"><title>${escaped(link.title)}</title><url href="${escaped(link.url)}" target="_blank"/></webLink>`;
  }
  return writeArchive(files, engine);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replace(/\p{Cc}/gu, ' ');
}
