/** Texts of the string resources with this case's own facts in them. */
import { Note, Particulars, Reason, ReasonCode, remarkOf } from '../domain/judgement/assessment';
import { CommandStep, ownKeyPlaceholder, stepsForNote, stepsForReason } from '../domain/advice/commands';
import { stepsWithoutSlmgr } from '../domain/advice/cim-form';
import { noteLink, reasonLink } from '../domain/advice/links';
import { choosePlurals } from './plural-text';
import { Strings } from '../../generated/strings';

export type AvmaStrings = Strings['CommunityAvma'];

export function avmaStrings(): AvmaStrings {
    return MsftSme.getStrings<Strings>().CommunityAvma;
}

const minutesOfADay = 24 * 60;

/** The language of the texts, which the shell has chosen: what is put between words is in it. */
function language(): string {
    return MsftSme.self().Resources?.localeId || 'en';
}

/** How dates and numbers are written: Windows Admin Center has a setting of its own for it, and neither is the browser's. */
function region(): string {
    return MsftSme.self().Resources?.localeRegionalId || language();
}

/** A whole number with its unit in the language of the page, from `Intl`. */
function withUnit(value: number, unit: 'day' | 'hour' | 'minute'): string {
    return new Intl.NumberFormat(language(), { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** A count as it is written in the page's region. */
export function countText(value: number): string {
    return value.toLocaleString(region());
}

/** Names as a sentence lists them: "A, B, and C". */
export function listText(names: readonly string[]): string {
    return new Intl.ListFormat(language(), { type: 'conjunction' }).format(names);
}

/** Parts of a whole, such as "9 verified, 5 host log". */
export function partsText(parts: readonly string[]): string {
    return new Intl.ListFormat(language(), { type: 'unit' }).format(parts);
}

let order: Intl.Collator | null = null;

/** The order of names for people: numbers by their value, and as the page's region sorts. */
export function compareNames(left: string, right: string): number {
    // Made once it is needed: the region is not known while modules are loaded.
    order ??= new Intl.Collator(region(), { numeric: true, sensitivity: 'base' });
    return order.compare(left, right);
}

/** Minutes in the unit that a person would use. */
export function durationText(minutes: number): string {
    if (minutes >= 2 * minutesOfADay) {
        return withUnit(Math.floor(minutes / minutesOfADay), 'day');
    }
    return minutes >= 120 ? withUnit(Math.floor(minutes / 60), 'hour') : withUnit(minutes, 'minute');
}

/** How long ago something was, in the unit that a person would use, such as "3 hours ago"; "now" within the first minute. */
export function agoText(minutes: number): string {
    const ago = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
    if (minutes >= 2 * minutesOfADay) {
        return ago.format(-Math.floor(minutes / minutesOfADay), 'day');
    }
    return minutes >= 120 ? ago.format(-Math.floor(minutes / 60), 'hour') : minutes >= 1 ? ago.format(-Math.floor(minutes), 'minute') : ago.format(0, 'second');
}

/** A result code in the form 0xC004FD02. */
export function codeText(code: number): string {
    return `0x${(code >>> 0).toString(16).toUpperCase().padStart(8, '0')}`;
}

/** The plural form of a number in the language of the page. */
function pluralForm(count: number): string {
    return new Intl.PluralRules(language()).select(count);
}

/** What fills the places of a text. A number is a quantity; what only looks like one (a build, a code, an id) comes as text. */
export type TextValues = Readonly<Record<string, string | number | null | undefined>>;

/** Chooses plural forms and fills `{name}` places: numbers as the page's region writes them, and what is not known is said to be unknown. */
export function fillText(template: string, values: TextValues): string {
    return choosePlurals(template, values, pluralForm, countText).replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name];
        if (value === null || value === undefined) {
            return avmaStrings().Common.unknown;
        }
        return typeof value === 'number' ? countText(value) : String(value);
    });
}

/** The numbers of a case that aren't names of something, such as a build or an edition: result codes as people look them up, and terms. */
const particularTexts: Readonly<Record<string, (value: number) => string>> = {
    code: codeText,
    statusCode: codeText,
    hostStatusCode: codeText,
    minutesLeft: durationText
};

/** The texts of a case that people don't read as they are: times, and the class of a key. */
const particularWords: Readonly<Record<string, (value: string) => string>> = {
    at: dateText,
    readAt: dateText,
    loggedAt: dateText,
    class: value => (avmaStrings().Inside.classes as Readonly<Record<string, string>>)[value] ?? value
};

/** A case's particulars as they stand in texts. They have no quantities. */
export function caseValues(data: Particulars): TextValues {
    const written = ([name, value]: [string, Particulars[string]]): [string, string | null] => [
        name,
        value === null ? null : typeof value === 'number' ? (particularTexts[name] ?? String)(value) : (particularWords[name] ?? String)(String(value))
    ];
    return Object.fromEntries(Object.entries(data).map(written));
}

/** A step to type, with what it is for. */
export interface StepText {
    readonly purpose: string;
    /** Where it is typed, and into what. */
    readonly place: string;
    readonly lines: readonly string[];
    /** Contains a placeholder for a key that only the administrator knows. */
    readonly ownKey: boolean;
    /** The lines in place of those with slmgr, for elevated PowerShell; empty for steps without it. */
    readonly withoutSlmgr: readonly string[];
}

export function stepText(step: CommandStep): StepText {
    const { CommandPurposes, Commands } = avmaStrings();
    return {
        purpose: CommandPurposes[step.purpose],
        place: `${Commands.place[step.place]}, ${Commands.shell[step.shell]}`,
        lines: step.lines,
        ownKey: step.lines.some(line => line.includes(ownKeyPlaceholder)),
        withoutSlmgr: stepsWithoutSlmgr([step]).flatMap(({ lines }) => lines)
    };
}

/** What something is, what it means, and what to do; `fix` is empty where there is nothing to do. */
export interface ExplainedText {
    readonly title: string;
    readonly text: string;
    readonly fix: string;
}

/** A reason or a note in words. */
export interface Explanation extends ExplainedText {
    /** What to type, in order. */
    readonly steps: readonly StepText[];
    /** Microsoft's page about it. */
    readonly link: string;
}

/** All parts of an explained text with the same values. */
export function filled({ title, text, fix }: ExplainedText, values: TextValues): ExplainedText {
    return { title: fillText(title, values), text: fillText(text, values), fix: fillText(fix, values) };
}

/** The words of a reason, or of the case that it is in. */
function wordsOf(reason: Reason): ExplainedText {
    const { ReasonRemarks, Reasons } = avmaStrings();
    const remark = remarkOf(reason);
    return remark ? ReasonRemarks[remark] : Reasons[reason.code];
}

/** The title alone: what the table shows of a reason. */
export function reasonTitle(reason: Reason): string {
    return fillText(wordsOf(reason).title, caseValues(reason.data));
}

/** A reason's title without the particulars of a case. */
export function reasonName(code: ReasonCode): string {
    const { ReasonNames, Reasons } = avmaStrings();
    const names: Readonly<Partial<Record<ReasonCode, string>>> = ReasonNames;
    return names[code] ?? Reasons[code].title;
}

function explanation(texts: Readonly<Record<'title' | 'text' | 'fix', string>>, data: Particulars, steps: readonly CommandStep[], link: string): Explanation {
    return { ...filled(texts, caseValues(data)), steps: steps.map(stepText), link };
}

/** @param vmId the machine that commands on the host name */
export function reasonText(reason: Reason, vmId: string): Explanation {
    const { code, data } = reason;
    return explanation(wordsOf(reason), data, stepsForReason(code, data, vmId), reasonLink(code));
}

/** @param vmId the machine that commands on the host name */
export function noteText({ code, data }: Note, vmId: string): Explanation {
    return explanation(avmaStrings().Notes[code], data, stepsForNote(code, data, vmId), noteLink(code));
}

/** A date of a row as the page's region writes it; empty for none. */
export function dateText(iso: string | null): string {
    return iso ? new Date(iso).toLocaleString(region()) : '';
}

/** A day, such as that of a source, as the page's region writes it. @param iso a date without time */
export function dayText(iso: string): string {
    return new Date(`${iso}T00:00:00Z`).toLocaleDateString(region(), { timeZone: 'UTC' });
}

/** The beginning of an hour or a day of the browser's zone, or of UTC. @param time milliseconds since 1970 */
export function momentText(time: number, unit: 'hour' | 'day', utc = false): string {
    const date = new Date(time);
    const zone = utc ? { timeZone: 'UTC' } : {};
    return unit === 'day' ? date.toLocaleDateString(region(), zone) : date.toLocaleString(region(), { dateStyle: 'short', timeStyle: 'short', ...zone });
}

/** A time of this day, to the minute, at which something is certainly over. @param time milliseconds since 1970 */
export function clockText(time: number): string {
    return new Date(Math.ceil(time / 60_000) * 60_000).toLocaleTimeString(region(), { timeStyle: 'short' });
}

/** The browser's zone as people write it, such as `Europe/Berlin`, to stand beside times. */
export function zoneText(): string {
    return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Language and direction of writing of the page, for files made out of it. */
export function pageLanguage(): { readonly language: string; readonly direction: string } {
    return { language: language(), direction: document.dir || 'ltr' };
}
