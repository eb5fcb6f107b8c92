/** Texts of the string resources with this case's own facts in them. */
import { Note, Particulars, Reason } from '../domain/assessment';
import { Strings } from '../../generated/strings';

export type AvmaStrings = Strings['CommunityAvma'];

export function avmaStrings(): AvmaStrings {
    return MsftSme.getStrings<Strings>().CommunityAvma;
}

/** Particulars that are result codes: shown as people look them up. */
const codes = ['statusCode', 'hostStatusCode'];
const durations = ['minutesLeft'];
const minutesOfADay = 24 * 60;

/** The regional language of the page, which the shell has chosen. */
function language(): string {
    return MsftSme.self().Resources?.localeRegionalId || 'en';
}

/** A whole number with its unit in the language of the page, from `Intl`. */
function withUnit(value: number, unit: 'day' | 'hour' | 'minute'): string {
    return new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** Minutes in the unit that a person would use. */
export function durationText(minutes: number): string {
    if (minutes >= 2 * minutesOfADay) {
        return withUnit(Math.floor(minutes / minutesOfADay), 'day');
    }
    return minutes >= 120 ? withUnit(Math.floor(minutes / 60), 'hour') : withUnit(minutes, 'minute');
}

/** A result code in the form 0xC004FD02. */
export function codeText(code: number): string {
    return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** Fills `{name}` places; what is not known is said to be unknown. */
export function fillText(template: string, data: Particulars): string {
    return template.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = data[name];
        if (value === null || value === undefined) {
            return avmaStrings().Common.unknown;
        }
        if (typeof value === 'number' && codes.includes(name)) {
            return codeText(value);
        }
        return typeof value === 'number' && durations.includes(name) ? durationText(value) : String(value);
    });
}

/** A reason or a note in words. `fix` is empty where there is nothing to do. */
export interface Explanation {
    readonly title: string;
    readonly text: string;
    readonly fix: string;
}

export function reasonText(reason: Reason): Explanation {
    const texts = avmaStrings().Reasons[reason.code];
    return { title: fillText(texts.title, reason.data), text: fillText(texts.text, reason.data), fix: fillText(texts.fix, reason.data) };
}

export function noteText(note: Note): Explanation {
    const texts = avmaStrings().Notes[note.code];
    return { title: fillText(texts.title, note.data), text: fillText(texts.text, note.data), fix: '' };
}

/** A date of a row in the words of the page's language; empty for none. */
export function dateText(iso: string | null): string {
    return iso ? new Date(iso).toLocaleString(language()) : '';
}
