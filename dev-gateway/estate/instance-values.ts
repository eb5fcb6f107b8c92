import { WindowsValue } from '../windows-call';

/** One instance of a class: plain values by published property name. */
export type InstanceValues = Readonly<Record<string, WindowsValue>>;
