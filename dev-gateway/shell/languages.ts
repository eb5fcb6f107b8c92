/** The languages of Windows Admin Center, and two pseudo-languages that the gateway generates from English. */

interface ShellLanguage {
    readonly id: string;
    /** The language that the tool gets. The SDK rejects unknown languages, and supports none that is written from right to left. */
    readonly locale: string;
    /** The format of dates and numbers; for a pseudo-language it isn't the browser's. */
    readonly region: string;
    readonly direction: 'ltr' | 'rtl';
}

const spoken = 'en-US cs-CZ de-DE es-ES fr-FR hu-HU it-IT ja-JP ko-KR nl-NL pl-PL pt-BR pt-PT ru-RU sv-SE tr-TR zh-CN zh-TW'
    .split(' ')
    .map((id): ShellLanguage => ({ id, locale: id, region: id, direction: 'ltr' }));
const pseudo: readonly ShellLanguage[] = [
    { id: 'qps-ploc', locale: 'en-US', region: 'de-DE', direction: 'ltr' },
    { id: 'qps-plocm', locale: 'en-US', region: 'de-DE', direction: 'rtl' }
];

export const languages: readonly ShellLanguage[] = [...spoken, ...pseudo];

/** The language that is selected in this browser. */
export function chosenLanguage(): ShellLanguage {
    const id = localStorage.getItem('language');
    return languages.find(one => one.id === id) ?? spoken[0];
}

/** Sets the language for the tool and the gateway before their first request. The SDK reads it from this entry, which the real shell writes too. */
export function announceLanguage({ id, locale, region }: ShellLanguage): void {
    localStorage.setItem('localeSet:@msft-sme/shell', JSON.stringify({ id: region, neutral: locale }));
    document.cookie = `language=${id}; path=/; SameSite=Strict`;
}
