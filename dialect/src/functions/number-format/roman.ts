/** The Roman digits of each power of ten, from 0 to 9; above 3999 there are none. */
export const romanDigits: readonly (readonly string[])[] = [
  ['', 'I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX'],
  ['', 'X', 'XX', 'XXX', 'XL', 'L', 'LX', 'LXX', 'LXXX', 'XC'],
  ['', 'C', 'CC', 'CCC', 'CD', 'D', 'DC', 'DCC', 'DCCC', 'CM'],
  ['', 'M', 'MM', 'MMM'],
];

/** What stands for a number that Roman figures do not reach. */
export const noRoman = '#'.repeat(15);

/** `MMXXIV`. Hashes outside 1 … 3999. */
export function roman(value: number): string {
  if (!(value >= 1 && value <= 3999)) return noRoman;
  return romanDigits
    .map((letters, power) => letters[Math.floor(value / 10 ** power) % 10]!)
    .reverse()
    .join('');
}
