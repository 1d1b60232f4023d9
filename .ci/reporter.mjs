/** Names what failed, then closes with `N passed, N failed`. */
const reporter = async function* (source) {
  let passed = 0;
  let failed = 0;
  for await (const { type, data } of source) {
    if (type === 'test:pass' && data.details?.type !== 'suite' && !data.skip) passed += 1;
    if (type === 'test:fail' && data.details?.type !== 'suite') {
      failed += 1;
      const cause = data.details.error?.cause;
      yield `FAILED ${data.file ?? ''}:${data.line ?? ''} ${data.name}\n${cause?.stack ?? cause ?? data.details.error}\n\n`;
    }
    if (type === 'test:pass' && data.skip) yield `skipped ${data.name}: ${data.skip}\n`;
    if (type === 'test:stdout' || type === 'test:stderr') yield data.message;
  }
  yield `${passed} passed, ${failed} failed\n`;
};
// biome-ignore lint/style/noDefaultExport: Node's test runner takes a reporter by its default export.
export default reporter;
