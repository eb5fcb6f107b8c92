/** What only a development gateway has, for its shell: scenarios to choose, and pages that load again. Nothing of it is in the real one. */
import { FastifyInstance } from 'fastify';

/** What the nodes are and how they and the gateway behave. */
export interface Scenario {
    /** A name of the offer. */
    readonly estate: string;
    /** Added to each call of a Windows command, in milliseconds; null: what the estate itself says. */
    readonly latencyMs: number | null;
    /** Names of the offer. */
    readonly faults: readonly string[];
}

export interface ScenarioOffer {
    readonly estates: readonly string[];
    readonly latencies: readonly number[];
    /** What each fault does, in words, by its name. */
    readonly faults: Readonly<Record<string, string>>;
    /** What an address without a scenario means. */
    readonly usual: Scenario;
    readonly current: Scenario;
}

export interface ScenarioHolder {
    offer(): ScenarioOffer;
    /**
     * Nothing happens to an estate that is there already, unless it is to be `anew`.
     * @throws Error with one line for what is not offered, and for an estate that cannot be read
     */
    choose(wanted: Scenario, anew: boolean): void;
}

export interface Development {
    /** Null where the node is a real host. */
    readonly scenarios: ScenarioHolder | null;
    /** @returns what ends the listening */
    onReload(listener: () => void): () => void;
    /**
     * The text of a script as it is now.
     * @returns null for a command that is none of the project's
     * @throws Error with one line for a script that cannot be used
     */
    currentScript(command: string): string | null;
}

interface Choice {
    readonly scenario: Scenario;
    readonly anew: boolean;
}

/** @throws Error with one line for anything but a choice */
function readChoice(body: unknown): Choice {
    const { scenario, anew } = (body ?? {}) as { readonly scenario?: Partial<Scenario> | null; readonly anew?: unknown };
    const { estate, latencyMs, faults } = scenario ?? {};
    const known = Array.isArray(faults) && faults.every(name => typeof name === 'string');
    if (typeof estate !== 'string' || (latencyMs !== null && typeof latencyMs !== 'number') || !known) {
        throw new Error('The body names no scenario: estate, latencyMs and faults.');
    }
    return { scenario: { estate, latencyMs, faults }, anew: anew === true };
}

/** @param development null: the shell is told that there is nothing to choose */
export function addDevelopment(server: FastifyInstance, development: Development | null): void {
    server.get('/api/development', () => ({ reloads: development !== null, scenarios: development?.scenarios?.offer() ?? null }));
    if (!development) {
        return;
    }
    server.put('/api/development/scenario', (request, reply) => {
        try {
            const { scenario, anew } = readChoice(request.body);
            development.scenarios?.choose(scenario, anew);
            return development.scenarios?.offer() ?? null;
        } catch (error) {
            return reply.code(400).send({ error: { code: 'BadRequest', message: (error as Error).message } });
        }
    });
    // A stream of server-sent events that stays open.
    server.get('/api/development/reloads', (_, reply) => {
        void reply.hijack();
        const { raw } = reply;
        // A page that has gone: its listener goes with the connection.
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

/** What the SDK has made of a script and its parameters, with the script's text as it is now. */
export function withCurrentScript(sent: string, currentScript: Development['currentScript']): string {
    const match = head.exec(sent);
    const end = sent.lastIndexOf(tail);
    const current = match && end > match.index ? currentScript(match[1]) : null;
    return match === null || current === null ? sent : `${sent.slice(0, match.index + match[0].length)}${current}\n${sent.slice(end)}`;
}
