import { columnLetters, styles, textCell } from './xlsx-cell.ts';

// The small parts of a workbook as ECMA-376 part 1 has them; the sheets' rows are written by xlsx-writer.ts.

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relations = 'http://schemas.openxmlformats.org/package/2006/relationships';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** What stands before the rows of a sheet: the heading stays in sight. */
export function sheetBegin(names: readonly string[]): string {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const heading = names
    .map((name, column) => textCell(`${columnLetters(column)}1`, name, styles.heading))
    .join('');
  return (
    `${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/>${columnWidths(names)}<sheetData><row r="1">${heading}</row>`
  );
}

export const sheetEnd = '</sheetData></worksheet>';

export const sheetPlace = (sheet: number): string => `xl/worksheets/sheet${sheet}.xml`;

/** The parts beside the sheets, by their places. */
export function workbookParts(sheets: number): Readonly<Record<string, string>> {
  const numbers = Array.from({ length: sheets }, (_, index) => index + 1);
  const sheetTypes = numbers.map((n) => override(sheetPlace(n), `${types}.worksheet+xml`));
  const names = numbers.map(
    (n) => `<sheet name="Rows${n === 1 ? '' : ` ${n}`}" sheetId="${n}" r:id="r${n}"/>`,
  );
  const targets = numbers.map((n) => relation(`r${n}`, `${office}/worksheet`, `worksheets/sheet${n}.xml`));
  return {
    '[Content_Types].xml':
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
      '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
      '<Default Extension="xml" ContentType="application/xml"/>' +
      `${override('xl/workbook.xml', `${types}.sheet.main+xml`)}${override('xl/styles.xml', `${types}.styles+xml`)}` +
      `${sheetTypes.join('')}</Types>`,
    '_rels/.rels': relationships([relation('r1', `${office}/officeDocument`, 'xl/workbook.xml')]),
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${names.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      ...targets,
      relation('styles', `${office}/styles`, 'styles.xml'),
    ]),
    'xl/styles.xml': stylesheet,
  };
}

/** In the order of `styles`: plain, date and time to the millisecond, heading. */
const stylesheet =
  `${head}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss.000"/></numFmts>` +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs></styleSheet>';

/** Wide enough for a date. */
const columnWidths = (names: readonly string[]): string =>
  names.length === 0 ? '' : `<cols><col min="1" max="${names.length}" width="24" customWidth="1"/></cols>`;

const override = (place: string, type: string): string =>
  `<Override PartName="/${place}" ContentType="${type}"/>`;

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="${type}" Target="${target}"/>`;

const relationships = (rows: readonly string[]): string =>
  `${head}<Relationships xmlns="${relations}">${rows.join('')}</Relationships>`;
