/** The options that script and start read. */
import { latencyOption, readOptions, wholeNumber } from '../../dev-gateway/options';

const read = (...args: readonly string[]): ReturnType<typeof readOptions> => readOptions(args, ['host', 'port', 'latency', 'parameters'], ['statistics']);

describe('Options', () => {
    it('are words, named values and flags, in any order', () => {
        expect(read('Get-Thing', '--host', 'HV01', '--statistics', 'more', '--parameters', '{"a": 1}')).toEqual({
            words: ['Get-Thing', 'more'],
            named: { host: 'HV01', parameters: '{"a": 1}' },
            flags: ['statistics']
        });
        expect(read('--host', 'A', '--host', 'B', '--port', '-1', '--latency', '').named).toEqual({ host: 'B', port: '-1', latency: '' });
    });

    it('are refused where they are unknown or lack their value', () => {
        for (const [args, message] of [
            [['--colour', 'red'], 'Unknown option --colour.'],
            [['--host=HV01'], 'Unknown option --host=HV01.'],
            [['--'], 'Unknown option --.'],
            [['--host'], '--host needs a value.'],
            [['--host', '--statistics'], '--host needs a value.']
        ] as const) {
            expect(() => read(...args)).toThrowError(message);
        }
    });

    it('give whole numbers in a range, or nothing where they are not given', () => {
        expect([wholeNumber(read('--port', '0'), 'port', 65535), wholeNumber(read('--port', '65535'), 'port', 65535)]).toEqual([0, 65535]);
        expect(wholeNumber(read(), 'port', 65535)).toBeUndefined();
        for (const text of ['', 'abc', '-1', '80.5', '1e3', '0x50', ' 80', '65536', '99999999999']) {
            expect(() => wholeNumber(read('--port', text), 'port', 65535)).toThrowError(`--port must be a whole number from 0 to 65535, not "${text}".`);
        }
    });

    it('take a latency up to a minute', () => {
        expect([latencyOption(read('--latency', '60000')), latencyOption(read())]).toEqual([60000, undefined]);
        expect(() => latencyOption(read('--latency', '60001'))).toThrowError(/^--latency must be a whole number from 0 to 60000/);
    });
});
