import type { SampleUpdates } from './sample-updates.ts';

/** Test data: updates that touch the seal itself, its field or what it says it covers. */
export function sealAttacks(sample: SampleUpdates): Readonly<Record<string, () => Uint8Array>> {
  const { updated, textOfObject, withEntry, withRange, sealed } = sample;
  const { field, value, dictionary } = sample.sealObject();
  const [, first = 0, second = 0, last = 0] = sample.byteRange();
  const withField = (body: string) => updated({ objects: { [field]: body } });
  const withSeal = (body: string) => updated({ objects: { [value]: body } });
  return {
    'the field of the seal holds a copy of it': () => {
      const body = textOfObject(field).replace(/\/V \d+ 0 R/, '/V 9000 0 R');
      return updated({ objects: { 9000: dictionary, [field]: body } });
    },
    'the field of the seal holds none any more': () =>
      withField(textOfObject(field).replace(/\/V \d+ 0 R/, '')),
    'the field of the seal has another name': () =>
      withField(textOfObject(field).replace(/\/T ?\([^)]*\)/, '/T(Registrar)')),
    'the field of the seal is drawn over the page': () =>
      withField(textOfObject(field).replace(/\/Rect ?\[[^\]]*\]/, '/Rect[0 0 500 800]')),
    'the field of the seal looks different': () =>
      withField(withEntry(field, '/MK<</BG[1 1 1]/CA(passed with distinction)>>')),
    'the field of the seal acts': () => withField(withEntry(field, '/A<</S/URI/URI(https://a.example)>>')),
    'the seal stands anew, as it was': () => withSeal(dictionary),
    'the seal has a second signature value': () => withSeal(dictionary.replace(/>>$/, '/Contents<00>>>')),
    'the seal has a second range': () => withSeal(dictionary.replace(/>>$/, '/ByteRange[0 1 2 3]>>')),
    'the seal certifies nothing any more': () => withSeal(dictionary.replace('/DocMDP', '/Nothing')),
    'the seal permits everything': () => withSeal(dictionary.replace(/\/P 1(?=\D)/, '/P 3')),
    'ranges that overlap': () => withRange(`0 ${second + 10} ${second} ${last}`),
    'a negative range': () => withRange(`0 ${first} ${second} -1`),
    'ranges that begin behind the start': () => withRange(`1 ${first - 1} ${second} ${last}`),
    'a hole wider than the seal': () => withRange(`0 ${first - 40} ${second + 40} ${last - 40}`),
    'a hole narrower than the seal': () => withRange(`0 ${first + 1} ${second - 1} ${last + 1}`),
    'ranges in turned order': () => withRange(`${second} ${last} 0 ${first}`),
    'ranges that reach beyond the end': () => withRange(`0 ${first} ${second} ${last + 100000}`),
    'a range larger than any number': () => withRange(`0 ${first} ${second} 18446744073709551616`),
    'a third range': () => withRange(`${sample.byteRange().join(' ')} 0 0`),
    'a third range over what came later': () =>
      withRange(`${sample.byteRange().join(' ')} ${sealed.length} 10`),
    'half a range': () => withRange(sample.byteRange().slice(0, 3).join(' ')),
    'ranges that are no whole numbers': () => withRange(`0 ${first}.0 ${second}.5 ${last}`),
  };
}
