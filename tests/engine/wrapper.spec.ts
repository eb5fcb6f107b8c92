import { EngineSession } from '../../dev-gateway/powershell/engine-api';
import { wrapScript } from '../../dev-gateway/wrap-script';
import { openSession, Ran, run } from './support/engine';

const echo = `param($Value)\nNew-Object PSObject -Property @{ value = $Value }\n`;

/** The wrapper as it would be if the characters that are not ASCII were sent as they are. */
function withoutEscapes(wrapped: string): string {
    return wrapped.replace(/\\u([0-9a-f]{4})/g, (_escape, code: string) => String.fromCharCode(parseInt(code, 16)));
}

/** PowerShell takes each of these for a single quotation mark. */
const quotes: ReadonlyArray<readonly [name: string, quote: string]> = [
    ['U+2018', '\u2018'],
    ['U+2019', '\u2019'],
    ['U+201A', '\u201a'],
    ['U+201B', '\u201b']
];

describe('A script in the wrapper of the SDK', () => {
    let session: EngineSession;

    beforeAll(async () => {
        session = await openSession();
    });

    afterAll(async () => {
        await session.close();
    });

    const wrap = (value: unknown): string => wrapScript('Get-Echo', echo, { value });

    function expectValue(ran: Ran, value: unknown): void {
        expect(ran.events).toEqual([{ kind: 'output', value: { value } }]);
        expect(ran.end).toEqual({ kind: 'end', state: 'completed', error: null });
    }

    for (const [name, quote] of quotes) {
        describe(`whose value ends a text with ${name}`, () => {
            const value = `x${quote}); throw ${quote}INJECTED${quote}; $null = (cvt ${quote}y`;

            it('gets the value whole', async () => {
                expectValue(await run(session, wrap(value)), value);
            });

            it('would run the value without the escapes', async () => {
                const { end } = await run(session, withoutEscapes(wrap(value)));
                expect(end.state).toBe('failed');
                expect(end.error?.message).toBe('INJECTED');
            });

            it('gets other forms of it whole', async () => {
                for (const other of [`x${quote}; throw 'INJECTED'; ${quote}`, `${quote}${quote}`, `a${quote}b`, `$(throw 1)${quote}`]) {
                    expectValue(await run(session, wrap(other)), other);
                }
            });
        });
    }

    const values: ReadonlyArray<readonly [title: string, value: unknown]> = [
        ['straight quotation marks', `it's "so"; throw 'INJECTED'`],
        ['typographic double quotation marks', '\u201cx\u201d \u201ex\u201f'],
        ['what PowerShell expands elsewhere', '$x $(throw 1) `n @x #'],
        ['backslashes and what looks like an escape', 'C:\\users\\u2019'],
        ['line ends of every kind', 'a\r\nb\nc\u2028d\u2029e\u0085f'],
        ['letters of other scripts and from beyond the first plane', '\u00e9 \u65e5\u672c \u{1f600}'],
        ['an end of the function', '}\nthrow 1\nfunction X {'],
        ['nothing', null],
        ['a number', 5],
        ['a flag', false],
        ['a list', ['a', 'b\u2019c']],
        ['an object', { name: 'b\u2019c', inner: { list: [1, 2] } }]
    ];

    for (const [title, value] of values) {
        it(`gets ${title} as it is`, async () => {
            expectValue(await run(session, wrap(value)), value);
        });
    }

    it('gets several parameters by name', async () => {
        const text = `param($One, $Two)\n"$One-$Two"\n`;
        const { output } = await run(session, wrapScript('Get-Both', text, { Two: 'b', One: 'a' }));
        expect(output).toEqual(['a-b']);
    });

    it('refuses parameters that it has not', async () => {
        const ran = await run(session, wrapScript('Get-Echo', `[CmdletBinding()]\n${echo}`, { nope: 1 }));
        expect(ran.errors.map(error => error.errorId)).toEqual(['NamedParameterNotFound,SmeSubmit']);
    });

    it('ends with the error that the script throws', async () => {
        const { end } = await run(session, wrapScript('Get-Failure', `throw 'AvmaError {"code":"x"}'\n`, {}));
        expect(end.error?.message).toBe('AvmaError {"code":"x"}');
    });
});
