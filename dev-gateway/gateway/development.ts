/** Features of the development gateway for its shell: scenarios and reloading pages. The real gateway has none of them. */
import { FastifyInstance } from 'fastify';

/** The simulated nodes, and the behavior of nodes and gateway. */
export interface Scenario {
    /** A name in the offer. */
    readonly estate: string;
    /** Added to each call of a Windows command, in milliseconds; null for the estate's own value. */
    readonly latencyMs: number | null;
    /** Names in the offer. */
    readonly faults: readonly string[];
}

export interface ScenarioOffer {
    readonly estates: readonly string[];
    readonly latencies: readonly number[];
    /** Description of each fault, by name. */
    readonly faults: Readonly<Record<string, string>>;
    /** The scenario of an address without one. */
    readonly defaults: Scenario;
    readonly current: Scenario;
}

export interface ScenarioHolder {
    offer(): ScenarioOffer;
    /**
     * Selects a scenario. Keeps an estate that is already loaded, unless `restart` is set.
     * @throws Error with one line for a scenario that isn't offered, and for an estate that can't be read
     */
    choose(wanted: Scenario, restart: boolean): void;
}

export interface Development {
    /** Null if the node is a real host. */
    readonly scenarios: ScenarioHolder | null;
    /** @returns a function that removes the listener */
    onReload(listener: () => void): () => void;
    /**
     * The current text of a script.
     * @returns null if the project has no such command
     * @throws Error with one line for an invalid script
     */
    currentScript(command: string): string | null;
}

interface Choice {
    readonly scenario: Scenario;
    readonly restart: boolean;
}

/** @throws Error with one line for an invalid choice */
function readChoice(body: unknown): Choice {
    const { scenario, restart } = (body ?? {}) as { readonly scenario?: Partial<Scenario> | null; readonly restart?: unknown };
    const { estate, latencyMs, faults } = scenario ?? {};
    const known = Array.isArray(faults) && faults.every(name => typeof name === 'string');
    if (typeof estate !== 'string' || (latencyMs !== null && typeof latencyMs !== 'number') || !known) {
        throw new Error('The body names no scenario: estate, latencyMs and faults.');
    }
    return { scenario: { estate, latencyMs, faults }, restart: restart === true };
}

/** @param development null if there is nothing to choose, which the shell then reports */
export function addDevelopment(server: FastifyInstance, development: Development | null): void {
    server.get('/api/development', () => ({ reloads: development !== null, scenarios: development?.scenarios?.offer() ?? null }));
    if (!development) {
        return;
    }
    server.put('/api/development/scenario', (request, reply) => {
        try {
            const { scenario, restart } = readChoice(request.body);
            development.scenarios?.choose(scenario, restart);
            return development.scenarios?.offer() ?? null;
        } catch (error) {
            return reply.code(400).send({ error: { code: 'BadRequest', message: (error as Error).message } });
        }
    });
    // A stream of server-sent events that stays open.
    server.get('/api/development/reloads', (_, reply) => {
        void reply.hijack();
        const { raw } = reply;
        // The page is gone; its listener ends with the connection.
        raw.on('error', () => undefined);
        raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
        raw.write(': open\n\n');
        raw.on(
            'close',
            development.onReload(() => raw.write('data: reload\n\n'))
        );
    });
}

const head = /##(\w+-\w+)##:\1\.ps1\n/;
const tail = '}\nSmeSubmit';

/** Replaces the script in a text that the SDK built from a script and its parameters with the script's current text. */
export function withCurrentScript(sent: string, currentScript: Development['currentScript']): string {
    const match = head.exec(sent);
    const end = sent.lastIndexOf(tail);
    const current = match && end > match.index ? currentScript(match[1]) : null;
    return match === null || current === null ? sent : `${sent.slice(0, match.index + match[0].length)}${current}\n${sent.slice(end)}`;
}
