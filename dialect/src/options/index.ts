// The options of a pool: what there is, what is wrong with a list of them, and what the driver is given.
export { alertOptions, findAlertOption } from './alert-options.ts';
export { benchmarkOptions, findBenchmarkOption } from './benchmark-options.ts';
export { findOption, poolOptions } from './catalogue.ts';
export { benchmarkSettings, checkBenchmarkOptions } from './check-benchmark-options.ts';
export type { BenchmarkSettings } from './check-benchmark-options.ts';
export { checkGroupOptions } from './check-group-options.ts';
export {
  groupOptions,
  groupTypes,
  memberNames,
  memberOption,
  memberOptions,
  memberTable,
} from './group-options.ts';
export { memberDefaults } from './member-defaults.ts';
export type { GroupType } from './group-options.ts';
export { refusedOptions } from './refused-options.ts';
export { checkOptions } from './check-options.ts';
export { toDriverOptions } from './driver-options.ts';
export { describeDefault, describeRange, describeType, sqlValue } from './describe-option.ts';
export type { OptionContext } from './check-options.ts';
export type { OptionForm, OptionInput } from './option-input.ts';
export type { OptionValues } from './driver-options.ts';
export type { PoolOption } from './option.ts';
