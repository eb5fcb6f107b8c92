/**
 * The order of a table's rows by a field: numbers as numbers, texts without regard to letter case and with the numbers in them as numbers (SQL2 before
 * SQL10), nothing first. What is compared is made once a row; the SDK's own comparison makes it anew for every pair.
 */
type SortKey = number | string;

/** Longer numbers in texts are ids, and compare as texts. */
const digits = 12;

function keyOf(value: unknown): SortKey {
    if (typeof value === 'number') {
        return value;
    }
    return typeof value === 'string' ? value.toUpperCase().replace(/\d+/g, number => number.padStart(digits, '0')) : '';
}

export class FieldOrder {
    private readonly keys = new WeakMap<object, Map<string, SortKey>>();

    /** Negative, positive or 0, as sorting wants it. */
    public readonly compare = (left: object, right: object, field: string): number => {
        const [one, other] = [this.key(left, field), this.key(right, field)];
        if (typeof one !== typeof other) {
            return typeof one === 'string' ? -1 : 1;
        }
        return one < other ? -1 : one > other ? 1 : 0;
    };

    private key(row: object, field: string): SortKey {
        let known = this.keys.get(row);
        if (!known) {
            this.keys.set(row, (known = new Map()));
        }
        let key = known.get(field);
        if (key === undefined) {
            known.set(field, (key = keyOf((row as Readonly<Record<string, unknown>>)[field])));
        }
        return key;
    }
}
