/** A run inside guests as its panel shows it. */
import { insideFailureCodes, InsideFailureCode } from '../domain/inside/inside-failures';
import { GuestKey, idOf } from '../domain/facts/guest-key';
import { GuestJobs } from '../state/inside/guest-readings';
import { insideFailure } from '../state/inside/inside-failure';
import { fillText } from '../shared/texts';
import { InsideTaskTexts } from './inside-task';

export interface FailedGuest {
    readonly id: GuestKey;
    readonly name: string;
    readonly raw: string;
}

export interface InsideFailureGroup {
    readonly code: InsideFailureCode;
    readonly guests: readonly FailedGuest[];
}

export interface InsideRunView {
    /** Of 0 guests there is no run to be shown. */
    readonly total: number;
    readonly done: number;
    readonly running: boolean;
    /** How far it has come, or how it ended. */
    readonly text: string;
    readonly shortages: GuestJobs['shortages'];
    readonly questions: GuestJobs['questions'];
    readonly groups: readonly InsideFailureGroup[];
    readonly failedIds: readonly GuestKey[];
}

/** @param names names of guests, for those that are still there @param texts what is read, in words */
export function toInsideRunView(
    { jobs, running, shortages, questions }: GuestJobs,
    names: ReadonlyMap<GuestKey, string>,
    texts: InsideTaskTexts
): InsideRunView {
    const all = [...jobs];
    const total = all.length;
    const done = all.filter(([, { kind }]) => kind !== 'waiting' && kind !== 'working').length;
    const failures = all.flatMap(([id, job]) => {
        const failure = insideFailure(job);
        return failure ? [{ id, ...failure, name: names.get(id) ?? idOf(id) }] : [];
    });
    const failed = failures.length;
    return {
        total,
        done,
        running,
        text: running ? fillText(texts.running, { done, total }) : fillText(texts.finished, { read: total - failed, total, failed }),
        shortages,
        questions,
        groups: insideFailureCodes.map(code => ({ code, guests: failures.filter(one => one.code === code) })).filter(group => group.guests.length > 0),
        failedIds: failures.map(one => one.id)
    };
}
