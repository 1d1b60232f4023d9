import { numberOf, type SampleUpdates, stream } from './sample-updates.ts';

/** Test data: updates that change what is drawn, what is read out, or what happens when the file is opened. */
export function pageAttacks(sample: SampleUpdates): Readonly<Record<string, () => Uint8Array>> {
  const { updated, textOfObject, withEntry, pageDrawing9000, firstContents, catalog, file } = sample;
  const page = sample.firstPage().number;
  const withCatalogEntry = (entry: string) =>
    updated({ objects: { [catalog()]: withEntry(catalog(), entry) } });
  const withPageEntry = (entry: string) => updated({ objects: { [page]: withEntry(page, entry) } });
  const form = numberOf(file.catalog.get('AcroForm')) || catalog();
  const withFormEntry = (entry: string) =>
    updated({ objects: { [form]: textOfObject(form).replace(/\/Fields/, `${entry}/Fields`) } });
  return {
    'the page draws another content': () =>
      updated({ objects: { 9000: stream('BT ET'), [page]: pageDrawing9000() } }),
    'the content itself is another (replace)': () =>
      updated({ objects: { [firstContents()]: stream('BT ET') } }),
    'an annotation lies over the page': () =>
      updated({
        objects: {
          9000: '<</Type/Annot/Subtype/FreeText/Rect[0 0 500 500]/Contents(10)>>',
          [page]: /\/Annots/.test(textOfObject(page))
            ? textOfObject(page).replace(/\/Annots ?\[/, '/Annots [9000 0 R ')
            : withEntry(page, '/Annots[9000 0 R]'),
        },
      }),
    'a page is appended': () => {
      const pages = numberOf(file.catalog.get('Pages'));
      return updated({
        objects: {
          9000: `<</Type/Page/Parent ${pages} 0 R/MediaBox[0 0 9 9]>>`,
          [pages]: textOfObject(pages).replace(/\/Kids ?\[/, '/Kids [9000 0 R '),
        },
      });
    },
    'all pages are turned': () => {
      const pages = numberOf(file.catalog.get('Pages'));
      return updated({ objects: { [pages]: withEntry(pages, '/Rotate 180') } });
    },
    'the page is cut': () => withPageEntry('/CropBox[0 0 300 300]'),
    'the page counts in other units': () => withPageEntry('/UserUnit 3'),
    'the page acts when it is shown': () => withPageEntry('/AA<</O<</S/URI/URI(https://a.example)>>>>'),
    'another font draws the same codes': () =>
      updated({
        objects: { [objectOf(sample, '/Type/Font')]: '<</Type/Font/Subtype/Type1/BaseFont/Symbol>>' },
      }),
    'a font program is another': () => updated({ objects: { [programOf(sample)]: stream('true') } }),
    'what is read out is another': () => {
      const tree = numberOf(file.catalog.get('StructTreeRoot'));
      return updated({ objects: { [tree]: '<</Type/StructTreeRoot/K[]>>' } });
    },
    'the metadata are others': () => {
      const metadata = numberOf(file.catalog.get('Metadata'));
      const body = stream('<x:xmpmeta xmlns:x="adobe:ns:meta/"/>').replace(
        '<<',
        '<</Type/Metadata/Subtype/XML',
      );
      return updated({ objects: { [metadata]: body } });
    },
    'another catalogue': () => updated({ objects: { 9000: textOfObject(catalog()) }, root: 9000 }),
    'something happens when it is opened': () =>
      withCatalogEntry('/AA<</WC<</S/JavaScript/JS(app.alert\\(1\\))>>>>'),
    'a page is shown first that was not': () =>
      withCatalogEntry('/OpenAction<</S/URI/URI(https://a.example)>>'),
    'a file is attached': () => withCatalogEntry('/Collection<</Type/Collection>>'),
    'a file is associated': () => withCatalogEntry('/AF[9000 0 R]'),
    'pages are numbered otherwise': () => withCatalogEntry('/PageLabels<</Nums[0<</P(9)>>]>>'),
    'an outline is added': () => withCatalogEntry('/Outlines<</Count 0>>'),
    'links start elsewhere': () => withCatalogEntry('/URI<</Base(https://a.example)>>'),
    'the form is to be drawn anew': () => withFormEntry('/NeedAppearances true'),
    'a second form is laid over it': () => withFormEntry('/XFA[(template)9000 0 R]'),
    'the form calculates': () => withFormEntry('/CO[9000 0 R]'),
    'the title is another': () =>
      updated({ objects: { 9000: '<</Title(Doctor of Philosophy)>>' }, trailer: '/Info 9000 0 R' }),
    'layers are declared, and switched off': () =>
      updated({
        objects: {
          9000: '<</Type/OCG/Name(Grade)>>',
          [catalog()]: withEntry(catalog(), '/OCProperties<</OCGs[9000 0 R]/D<</OFF[9000 0 R]>>>>'),
        },
      }),
    'a key of the catalogue stands twice': () =>
      updated({
        objects: {
          9000: '<</Type/Pages/Kids[]/Count 0>>',
          [catalog()]: withEntry(catalog(), '/Pages 9000 0 R'),
        },
      }),
    'a DSS that holds more than validation data': () => withCatalogEntry('/DSS<</Type/DSS/Page 3 0 R>>'),
  };
}

/** The first object of the sealed file that says so of itself. */
function objectOf({ file, textOfObject }: SampleUpdates, words: string): number {
  for (const [number, { kind }] of file.crossReference.places)
    if (kind === 'offset' && textOfObject(number).replace(/\s+\//g, '/').includes(words)) return number;
  throw new Error(`the sample has no ${words}`);
}

function programOf(sample: SampleUpdates): number {
  const descriptor = sample.textOfObject(objectOf(sample, '/Type/FontDescriptor'));
  return Number(/\/FontFile\d? (\d+) 0 R/.exec(descriptor)?.[1]);
}
