/** What is done inside guests with the accounts of one dialog. */
import { LookInsideTexts } from '../shared/look-inside-view';
import { AvmaStrings } from '../shared/texts';

/** `inside`: the licensing state. `logs`: the event logs. */
export type InsideTask = 'inside' | 'logs';

export type InsideTaskTexts = LookInsideTexts & Pick<AvmaStrings['LookInside'], 'action' | 'running' | 'finished'>;

export function insideTaskTexts(task: InsideTask, strings: AvmaStrings): InsideTaskTexts {
    return task === 'inside' ? strings.LookInside : strings.GuestLogs;
}
