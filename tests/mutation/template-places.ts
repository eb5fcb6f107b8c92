/** Places of Angular's templates: conditions, shown values, values handed on, and what a click does. */
import { Place, Places } from './places';

interface Found {
    readonly start: number;
    readonly value: string;
}

function found(text: string, pattern: RegExp, from: number, to: number): Found[] {
    return [...text.slice(from, to).matchAll(pattern)].map(match => ({
        start: from + match.index! + match[0].indexOf(match[1], match[0].startsWith('{{') ? 2 : match[0].indexOf('"') + 1),
        value: match[1]
    }));
}

/** @param from where the template begins in the text of the file @param to where it ends */
export function templatePlaces(file: string, text: string, from = 0, to = text.length): readonly Place[] {
    const places = new Places(file, text);
    const add = (kind: string, { start, value }: Found, after: string): void => places.add(kind, start, start + value.length, after);
    // What is bound to a name with "as" is no condition alone.
    found(text, /\*ngIf="([^";]+?)(?=["; ])/g, from, to)
        .concat(found(text, /\*ngIf="([^";]* [^";]*)"/g, from, to))
        .filter(({ start, value }) => !/\bas\b/.test(value) && ['"', ';'].includes(text[start + value.length]))
        .forEach(one => add('negated condition', one, `!(${one.value})`));
    const shown = found(text, /\{\{ ?([^}]+?) ?\}\}/g, from, to);
    shown.forEach((one, index) => add('swapped binding', one, shown[(index + 1) % shown.length].value));
    const handedOn = found(text, /\s\[[\w.-]+\]="([^"]+)"/g, from, to);
    handedOn.forEach((one, index) => add('swapped binding', one, handedOn[(index + 1) % handedOn.length].value));
    found(text, /\s\([\w.-]+\)="([^"]+)"/g, from, to).forEach(one => add('dropped call', one, ''));
    return places.all;
}
