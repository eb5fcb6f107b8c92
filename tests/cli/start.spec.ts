/** npm start: what it refuses at once, before it builds anything. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { AddressInfo, createServer, Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expectOneLine, Finished, runProgram } from './support/run-program';

/** Without a path neither npm nor dotnet is found: a start that tried to build first would complain of that. */
const start = (...args: readonly string[]): Promise<Finished> => runProgram('dev-gateway/start.ts', args, { environment: { PATH: '', Path: '' } });

describe('start', () => {
    const folder = mkdtempSync(join(tmpdir(), 'avma-start-'));
    let holder: Server;
    let port = 0;

    beforeAll(async () => {
        holder = createServer();
        await new Promise<void>(resolve => holder.listen(0, '127.0.0.1', resolve));
        port = (holder.address() as AddressInfo).port;
    });
    afterAll(() => {
        holder.close();
        rmSync(folder, { recursive: true });
    });

    it('says that its port is taken, and how to take another', async () => {
        expectOneLine(await start('--port', String(port)), 1, `Port ${port} is taken. Choose another: npm start -- --port ${port + 1}`);
    });

    for (const [what, args, part] of [
        ['a port that is no number', ['--port', 'abc'], '--port must be a whole number from 0 to 65535, not "abc".'],
        ['a port beyond the last', ['--port', '70000'], '--port must be a whole number from 0 to 65535, not "70000".'],
        ['a latency that is no number', ['--latency', '1s'], '--latency must be a whole number from 0 to 60000, not "1s".'],
        ['an unknown option', ['--colour', 'red'], 'Unknown option --colour.'],
        ['a package that is not there', ['--package', 'missing.nupkg'], 'missing.nupkg: there is no such file. Make one: npm run package'],
        ['a package that is none', ['--package', __filename], `${__filename}: The file is no package: it is no zip file, or is cut off.`],
        ['a word', ['HV01'], '"HV01"']
    ] as const) {
        it(`refuses ${what} with one line`, async () => expectOneLine(await start(...args), 1, part));
    }

    it('refuses a wrong estate with its place in the file', async () => {
        const estate = join(folder, 'estate.json');
        writeFileSync(
            estate,
            JSON.stringify({
                domain: 'example.com',
                nodes: [
                    { name: 'A', os: '2019' },
                    { name: 'a', os: '2019' }
                ]
            })
        );
        expectOneLine(await start('--estate', estate), 1, `Estate file ${estate}: /nodes/1/name`);
    });

    // On Windows the same words would start a session with the host.
    if (process.platform !== 'win32') {
        it('says why it cannot show a real host here', async () => {
            expectOneLine(await start('--host', 'HV01'), 1, '--host', process.platform);
        });
    }
});
