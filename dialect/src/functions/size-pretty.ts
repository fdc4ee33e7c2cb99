import { bind, choose } from './expression.ts';
import type { ScalarFunction } from './lowering.ts';
import { signature } from './signature.ts';
import { textType, toNumber } from './values.ts';

const units = ['kB', 'MB', 'GB', 'TB', 'PB'];
/** A unit is left where a number of it has five digits. */
const bytesBelow = 10 * 1024;
const halvesBelow = 20 * 1024 - 1;
/** Of each unit the half, in bytes: it is what a size is cut to before it is rounded. */
const halves = units.map((unit, index) => ({
  unit,
  bytes: 2 ** (10 * index + 9),
  last: index === units.length - 1,
}));

export const sizePretty: ScalarFunction = {
  name: 'PG_SIZE_PRETTY',
  category: 'text',
  documentation: 'A number of bytes in the unit that reads best, from bytes to PB.',
  example: { sql: 'PG_SIZE_PRETTY(123456789)', result: '118 MB' },
  signatures: [signature('bytes integer', textType)],
  nulls: 'strict',
  lower: ({ it: [bytes], context }) =>
    bind(context, [bytes], (size) => {
      const cut = (half: number) => ({ $trunc: { $divide: [size, half] } });
      const shown = (half: number, unit: string) => {
        const away = { $cond: [{ $lt: [size, 0] }, -1, 1] };
        const rounded = { $trunc: { $divide: [{ $add: [cut(half), away] }, 2] } };
        return { $concat: [{ $toString: { $toLong: rounded } }, ` ${unit}`] };
      };
      const small = { $lt: [{ $abs: size }, bytesBelow] };
      const first = [small, { $concat: [{ $toString: { $toLong: size } }, ' bytes'] }] as const;
      const rest = halves
        .filter(({ last }) => !last)
        .map(
          ({ unit, bytes: half }) =>
            [{ $lt: [{ $abs: cut(half) }, halvesBelow] }, shown(half, unit)] as const,
        );
      const { bytes: largest = 1, unit = '' } = halves.at(-1) ?? {};
      return choose([first, ...rest], shown(largest, unit));
    }),
  evaluate: ([bytes]) => {
    const size = toNumber(bytes);
    if (Math.abs(size) < bytesBelow) return `${size} bytes`;
    const found = halves.find(
      ({ bytes: half, last }) => last || Math.abs(Math.trunc(size / half)) < halvesBelow,
    );
    const rounded = Math.trunc((Math.trunc(size / (found?.bytes ?? 1)) + Math.sign(size)) / 2);
    return `${rounded} ${found?.unit ?? ''}`;
  },
};
