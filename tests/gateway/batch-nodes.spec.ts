/** Many nodes in one batch, as the SDK's own client sends them and reads the answers: who answers how, who is lost, and what waits for whom. */
import { setTimeout as delay } from 'node:timers/promises';
import { brokenRow, NodeBehaviours } from '../../dev-gateway/gateway/behaviour';
import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { ended, errorRow, FakeEngine, FakeRun, output } from './support/fake-engine';
import { command, openGateway, TestGateway, v2 } from './support/gateway-client';
import { BatchItems, SdkBatch, sdkBatch } from './support/sdk-batch';

interface Properties {
    readonly results?: readonly unknown[];
    readonly completed?: string;
}

const propertiesOf = (items: BatchItems, node: string): Properties | undefined =>
    items.find(one => one.nodeName === node)?.properties as Properties | undefined;

describe('Batches of many nodes', () => {
    let gateway: TestGateway;
    let engine: FakeEngine;
    let sdk: SdkBatch;
    /** The nodes on which a command that tells so has begun. */
    let begun: string[] = [];

    async function* rows({ session }: FakeRun): AsyncIterable<RunEvent> {
        yield output({ node: session.node, number: 1 });
        yield output({ node: session.node, number: 2 });
        yield output({ node: session.node, number: 3 });
        yield ended;
    }
    async function* throwing({ session }: FakeRun): AsyncIterable<RunEvent> {
        yield output({ node: session.node });
        yield { kind: 'end', state: 'failed', error: errorRow('boom', 5) };
    }
    /** Longer than a poll is held on one node, at once on the others. */
    async function* slowOnOther({ session }: FakeRun): AsyncIterable<RunEvent> {
        yield output({ node: session.node, number: 1 });
        if (session.node === 'other') {
            await delay(180);
            yield output({ node: session.node, number: 2 });
        }
        yield ended;
    }
    /** Ends on no node before it has begun on two: one after another would never end. */
    async function* together({ session }: FakeRun): AsyncIterable<RunEvent> {
        begun.push(session.node);
        while (begun.length < 2) {
            await delay(1);
        }
        yield output({ node: session.node });
        yield ended;
    }
    async function* endless({ session, cancelled }: FakeRun): AsyncIterable<RunEvent> {
        begun.push(session.node);
        yield output('begun');
        await cancelled;
        yield { kind: 'end', state: 'stopped', error: null };
    }

    beforeEach(async () => {
        engine = new FakeEngine({ rows, throwing, slowOnOther, together, endless });
        begun = [];
        gateway = await openGateway(engine);
        sdk = await sdkBatch(gateway);
    });

    afterEach(async () => {
        await sdk.quiet();
        await gateway.close();
    });

    it('give each node its answer or its error, in the form in which the SDK hands errors on', async () => {
        const items = await sdk.run(['open', 'denied', 'barred', 'gone', 'nobody'], 'rows');
        expect(items.map(item => [item.nodeName, item.status])).toEqual([
            ['open', 200],
            ['denied', 403],
            ['barred', 400],
            ['gone', 400],
            ['nobody', 400]
        ]);
        expect(propertiesOf(items, 'open')?.results?.length).toBe(3);
        const errors = items.map(item => item.error?.code ?? (item.errors as unknown as Array<{ detailRecord: object }> | undefined)?.[0].detailRecord);
        expect(errors).toEqual([
            undefined,
            'AccessDenied',
            'AccessDenied',
            { remoteExceptionMessage: jasmine.any(String), nativeErrorCode: -2144108526, hResult: -2144108526 },
            { remoteExceptionMessage: jasmine.any(String), nativeErrorCode: 53, hResult: 53 }
        ]);
        expect(items.map(item => (item.error as unknown as { forbidden?: string } | undefined)?.forbidden)).toEqual([
            undefined,
            'Unauthorized',
            'Forbidden',
            undefined,
            undefined
        ]);
    });

    it('give what a script wrote before it failed, with its error', async () => {
        const [item] = await sdk.run(['open'], 'throwing');
        expect([item.status, propertiesOf([item], 'open')?.results]).toEqual([400, [{ node: 'open' }]]);
        expect(item.errors as unknown).toEqual([jasmine.objectContaining({ message: 'boom' })]);
    });

    it('lose a node whose part is an error without an error', async () => {
        gateway.nodeBehaviours.set('OPEN', { batchPart: 'dropped' });
        expect((await sdk.run(['open', 'other'], 'rows')).map(item => item.nodeName)).toEqual(['other']);
        gateway.nodeBehaviours.reset();
        expect((await sdk.run(['open', 'other'], 'rows')).map(item => item.nodeName)).toEqual(['open', 'other']);
    });

    it('are lost as a whole for one part that is an error without JSON', async () => {
        gateway.nodeBehaviours.set('open', { batchPart: 'withoutJson' });
        const problem = await sdk.run(['open', 'other'], 'rows').catch((error: Error) => `${error.name}: ${error.message}`);
        expect(problem).toBe("TypeError: Cannot read properties of undefined (reading 'error')");
    });

    it('bring broken rows of one node beside the others', async () => {
        gateway.nodeBehaviours.set('open', { rows: 'broken' });
        const items = await sdk.run(['open', 'other'], 'rows');
        expect(propertiesOf(items, 'open')?.results).toEqual([{ node: 4, number: '1' }, null, {}]);
        expect(propertiesOf(items, 'other')?.results?.[0]).toEqual({ node: 'other', number: 1 });
    });

    it('run all parts at once', async () => {
        expect((await sdk.run(['open', 'other'], 'together')).map(item => [item.nodeName, item.status])).toEqual([
            ['open', 200],
            ['other', 200]
        ]);
    });

    it('wait for the slowest part', async () => {
        await gateway.close();
        gateway = await openGateway(engine, { nodeBehaviours: new NodeBehaviours({ latencyMs: 60 }) });
        sdk = await sdkBatch(gateway);
        gateway.nodeBehaviours.set('gone', { latencyMs: 240 });
        const nodes = ['open', 'other', 'denied', 'barred', 'gone', 'nobody'];
        const started = performance.now();
        expect((await sdk.run(nodes, 'rows')).length).toBe(nodes.length);
        // A timer may fire a millisecond early.
        expect(performance.now() - started).toBeGreaterThanOrEqual(238);
    });

    it('are polled for the nodes alone that have not ended, and closed on all that had a session', async () => {
        const { ended: done } = sdk.start(['open', 'other', 'gone'], 'slowOnOther', true);
        const answers = await done;
        await sdk.quiet();
        const lines = sdk.sent.map(one => one.join(', '));
        expect(lines[0]).toBe('PUT open, PUT other, PUT gone');
        const polls = lines.slice(1, -1);
        expect(polls.length).toBeGreaterThan(0);
        expect(polls.filter(line => line !== 'GET other')).toEqual([]);
        expect(lines[lines.length - 1]).toBe('DELETE open, DELETE other');
        const other = answers.flatMap(items => propertiesOf(items, 'other')?.results ?? []);
        expect(other).toEqual([
            { node: 'other', number: 1 },
            { node: 'other', number: 2 }
        ]);
        expect(engine.closed.map(one => one.node).sort()).toEqual(['open', 'other']);
    });

    it('are merged by the SDK where nobody asks for parts of them', async () => {
        const items = await sdk.run(['open', 'other'], 'slowOnOther');
        expect(items.map(item => [item.nodeName, (item.properties as Properties).results?.length])).toEqual([
            ['open', 1],
            ['other', 2]
        ]);
    });

    it('are cancelled on every node', async () => {
        const run = sdk.start(['open', 'other'], 'endless', true);
        // Both have given an answer that is not their last.
        while (begun.length < 2 || sdk.sent.length < 2) {
            await delay(1);
        }
        expect((await run.cancel()).map(item => [item.nodeName, item.status])).toEqual([
            ['open', 200],
            ['other', 200]
        ]);
        const answers = await run.ended;
        await sdk.quiet();
        expect(sdk.sent.map(one => one.join(', '))).toContain('cancel open, cancel other');
        const last = answers[answers.length - 1];
        expect(last.map(item => [item.nodeName, item.status])).toEqual([
            ['open', 400],
            ['other', 400]
        ]);
    });

    it('leave requests outside of batches as they are, but for latency and rows', async () => {
        gateway.nodeBehaviours.set('open', { batchPart: 'dropped', rows: 'broken' });
        const answer = await gateway.call('POST', v2('open', 'invokeCommand'), command('rows'));
        expect([answer.status, answer.body?.results]).toEqual([200, [{ node: 4, number: '1' }, null, {}]]);
    });
});

describe('A broken row', () => {
    it('has other types, is nothing, or is empty', () => {
        const row = { text: 'four', number: 5, flag: true, nothing: null, list: [1] };
        expect([0, 1, 2, 3].map(index => brokenRow(row, index))).toEqual([
            { text: 4, number: '5', flag: true, nothing: null, list: [1] },
            null,
            {},
            { text: 4, number: '5', flag: true, nothing: null, list: [1] }
        ]);
        expect(brokenRow('text', 0)).toBe('text');
    });
});
