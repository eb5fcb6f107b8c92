/** What is done inside guests with the accounts of one dialog. */
import { AvmaStrings } from '../shared/texts';

/** `inside`: the licensing state. `logs`: the event logs. */
export type InsideTask = 'inside' | 'logs';

export type InsideTaskTexts = Pick<AvmaStrings['LookInside'], 'action' | 'title' | 'intro' | 'start' | 'running' | 'finished'>;

export function insideTaskTexts(task: InsideTask, strings: AvmaStrings): InsideTaskTexts {
    return task === 'inside' ? strings.LookInside : strings.GuestLogs;
}
