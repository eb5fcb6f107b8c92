import { FieldOrder } from './field-order';

describe('the order of rows by a field', () => {
    const sorted = (values: readonly unknown[]): unknown[] => {
        const { compare } = new FieldOrder();
        return values
            .map(value => ({ value }))
            .sort((left, right) => compare(left, right, 'value'))
            .map(({ value }) => value);
    };

    it('has numbers in texts as numbers, and no regard to letter case', () => {
        expect(sorted(['sql10', 'SQL2', 'Sql1', 'app'])).toEqual(['app', 'Sql1', 'SQL2', 'sql10']);
        expect(sorted(['10.0.20348', '10.0.9600', '6.3'])).toEqual(['6.3', '10.0.9600', '10.0.20348']);
    });

    it('has numbers as numbers, and nothing first', () => {
        expect(sorted([10, 9, null, -1])).toEqual([null, -1, 9, 10]);
        expect(sorted(['b', '', 'a'])).toEqual(['', 'a', 'b']);
    });

    it('keeps equal rows as they were, and each field apart', () => {
        const { compare } = new FieldOrder();
        const [one, other] = [
            { name: 'A1', state: 'x' },
            { name: 'a01', state: 'y' }
        ];
        expect(compare(one, other, 'name')).toBe(0);
        expect(compare(one, other, 'state')).toBe(-1);
    });
});
