/**
 * The layouts in which the estate writes events 12309 and 12310. Published are two insertion strings, of which the first is the result code. No recorded
 * event is published, so the code uses every notation that codes have elsewhere, and the second string varies on purpose.
 */

/** What an event can be about. */
export interface ActivationSubject {
    /** GUID in upper case */
    readonly vmId: string;
    readonly computerName: string;
    readonly fqdn: string;
    readonly hostFqdn: string;
    readonly language: 'en' | 'de';
}

export interface ActivationLayout {
    /** "notation of the code/second string" */
    readonly name: string;
    /** @param code unsigned 32 bit */
    write(code: number, subject: ActivationSubject): string[];
}

const hex = (code: number): string => `0x${code.toString(16).toUpperCase().padStart(8, '0')}`;

/** Notations of a result code. The first one is that of the provider's other events; `hr=` is that of its event 8198. */
const codeForms: Readonly<Record<string, (code: number) => string>> = {
    hex,
    hexLower: code => hex(code).toLowerCase(),
    hr: code => `hr=${hex(code)}`,
    unsigned: code => String(code),
    signed: code => String(code | 0)
};

const localized = {
    en: 'The virtual machine has been processed, its \u201cactivation\u201d is complete',
    de: 'Der virtuelle Computer wurde verarbeitet, die \u201eAktivierung\u201c f\u00fcr \u00c4pfel & Birnen ist abgeschlossen'
} as const;

const padding = 'RuleId=31e71c49-8da7-4a2f-ad92-45d98a1c79ba;Action=AutoActivate;NotificationInterval=1440;';
const longLength = 3000;
const cutLength = 20;

/** The strings after the code. */
const secondStrings: Readonly<Record<string, (subject: ActivationSubject) => string[]>> = {
    guid: ({ vmId }) => [vmId],
    fqdn: ({ fqdn }) => [fqdn],
    name: ({ computerName }) => [computerName],
    guidBraces: ({ vmId }) => [`{${vmId.toLowerCase()}}`],
    pairs: ({ vmId, fqdn, hostFqdn }) => [`VmId=${vmId};Client=${fqdn};Host=${hostFqdn}`],
    packed: ({ vmId, fqdn }) => [`${fqdn}, ${vmId}, 2026/11/01 08:00, 1`],
    host: ({ hostFqdn }) => [hostFqdn],
    empty: () => [''],
    missing: () => [],
    localized: ({ language }) => [localized[language]],
    long: ({ vmId }) => [`${padding.repeat(Math.ceil(longLength / padding.length))}VmId=${vmId}`],
    truncated: ({ vmId }) => [`VmId=${vmId}`.slice(0, cutLength)],
    more: ({ vmId, fqdn }) => ['', fqdn, vmId]
};

/** All layouts that the estate can write; specs test each of them. */
export const activationLayouts: readonly ActivationLayout[] = [
    ...Object.entries(secondStrings).flatMap(([second, rest]) =>
        Object.entries(codeForms).map(([form, write]) => ({
            name: `${form}/${second}`,
            write: (code: number, subject: ActivationSubject) => [write(code), ...rest(subject)]
        }))
    ),
    { name: 'nothing', write: () => [] }
];

/** The documented outcome, the provider's codes of this kind (windows-surface/errors), one code of another kind, and one unknown code. */
export const activationOutcomes: readonly number[] = [0, 0xc004fd00, 0xc004fd01, 0xc004fd02, 0xc004fd03, 0xc004fd04, 0x80070005, 0xc004fdee];

/** @throws Error for an unknown name */
export function activationLayout(name: string): ActivationLayout {
    const found = activationLayouts.find(layout => layout.name === name);
    if (!found) {
        throw new Error(`There is no layout "${name}". There are: ${activationLayouts.map(layout => layout.name).join(', ')}`);
    }
    return found;
}
