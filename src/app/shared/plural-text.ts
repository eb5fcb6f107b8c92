/**
 * Plural forms in texts, in ICU's notation and no more of it: `{count, plural, one {# guest} other {# guests}}`. `#` is the number, and a form may have
 * `{name}` places.
 */
const plural = /\{(\w+), plural,((?: (?:zero|one|two|few|many|other) \{(?:[^{}]|\{\w+\})*\})+)\}/g;
const form = /(\w+) \{((?:[^{}]|\{\w+\})*)\}/g;

/** @param counts the values of the text's places @param select the form that the language of the text has for a number @param write writes a number for people */
export function choosePlurals(
    template: string,
    counts: Readonly<Record<string, unknown>>,
    select: (count: number) => string,
    write: (count: number) => string
): string {
    return template.replace(plural, (_, name: string, forms: string) => {
        const count = counts[name];
        const texts = new Map([...forms.matchAll(form)].map(([, category, text]) => [category, text]));
        const other = texts.get('other') ?? '';
        return typeof count === 'number' ? (texts.get(select(count)) ?? other).replaceAll('#', write(count)) : other.replaceAll('#', `{${name}}`);
    });
}
