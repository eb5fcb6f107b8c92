/**
 * The order of a table's rows by a field: numbers as numbers, texts without regard to letter case and with the numbers in them as numbers (SQL2 before
 * SQL10), nothing first. What is compared is made once a text; the SDK's own comparison makes it anew for every pair.
 */
type SortKey = number | string;

/** Longer numbers in texts are ids, and compare as texts. */
const digits = 12;
/** Texts that are remembered; more of them are no names any more. */
const maxTexts = 50_000;

export class FieldOrder {
    private readonly keys = new Map<string, string>();

    /** Negative, positive or 0, as sorting wants it. */
    public readonly compare = (left: object, right: object, field: string): number => {
        const [one, other] = [this.key(left, field), this.key(right, field)];
        if (typeof one !== typeof other) {
            return typeof one === 'string' ? -1 : 1;
        }
        return one < other ? -1 : one > other ? 1 : 0;
    };

    private key(row: object, field: string): SortKey {
        const value = (row as Readonly<Record<string, unknown>>)[field];
        return typeof value === 'number' ? value : typeof value === 'string' ? this.keyOf(value) : '';
    }

    private keyOf(text: string): string {
        let key = this.keys.get(text);
        if (key === undefined) {
            if (this.keys.size >= maxTexts) {
                this.keys.clear();
            }
            key = text.toUpperCase().replace(/\d+/g, number => number.padStart(digits, '0'));
            this.keys.set(text, key);
        }
        return key;
    }
}
