/** The scenarios that the development shell offers: an estate, its latency, and faults of the gateway. One at a time, for all pages. */
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { Estate, loadEstate } from './estate/estate';
import { GatewayBehaviour } from './gateway/behaviour';
import { Scenario, ScenarioHolder, ScenarioOffer } from './gateway/development';
import { NodeDirectory } from './gateway/node-directory';
import { greatestLatency } from './options';

const estateFolder = join(__dirname, 'estate');
const defaultEstate = 'contoso';
const latencies: readonly number[] = [20, 100, 500, 2000];

interface Fault {
    /** For the menu. */
    readonly text: string;
    readonly behaviour: Partial<GatewayBehaviour>;
}

const faults: Readonly<Record<string, Fault>> = {
    emptyResults: { text: 'Answers without rows leave out their results', behaviour: { omitEmptyResults: true } },
    errors400: { text: 'Errors that do not end a script come with status 400', behaviour: { nonTerminatingStatus: 400 } },
    exceptionOnly: { text: 'Failures stand in the exception of an answer alone', behaviour: { failureForm: 'exception' } },
    statusOnly: { text: 'Failures stand in the status code of an answer alone', behaviour: { failureForm: 'statusCode' } },
    fewSessions: { text: 'Each host allows a user five sessions', behaviour: { shells: { perUser: 5 } } },
    noSessions: { text: 'Each host refuses every session, without a code', behaviour: { shells: { perUser: 0, refusal: 'withoutCode' } } },
    shortSessions: { text: 'Sessions are forgotten after two seconds', behaviour: { idleMs: 2000, lateMs: 2000 } },
    smallAnswers: { text: 'Each answer carries what there is, without waiting for more', behaviour: { gatherMs: 0 } }
};

export class Scenarios implements ScenarioHolder {
    private readonly files: ReadonlyMap<string, string>;
    /** The further files of the project's estate, besides its first. */
    private readonly parts: readonly string[];
    private readonly defaults: Scenario;
    private current: Scenario;
    private estate: Estate;

    /**
     * @param file the first estate; Contoso by default
     * @param latencyMs the first latency; the estate's own by default
     * @throws Error with one line about an invalid file
     */
    constructor(file?: string, latencyMs?: number) {
        const all = readdirSync(estateFolder)
            .filter(name => name.endsWith('.json') && !name.endsWith('.schema.json'))
            .map(name => join(estateFolder, name));
        const nameOf = (path: string): string => basename(path, '.json');
        this.parts = all.filter(path => nameOf(path).startsWith(`${defaultEstate}-`));
        const own = all.filter(path => !this.parts.includes(path));
        const first = file ?? own.find(path => nameOf(path) === defaultEstate) ?? own[0];
        this.files = new Map([first, ...own.filter(path => nameOf(path) !== nameOf(first))].map(path => [nameOf(path), path]));
        this.defaults = { estate: nameOf(first), latencyMs: latencyMs ?? null, faults: [] };
        this.current = this.defaults;
        this.estate = this.load({ ...this.defaults, latencyMs: latencyMs ?? null });
    }

    /** The nodes of the current scenario. */
    public readonly nodes: NodeDirectory = currentNodes(() => this.estate);

    public get behaviour(): Partial<GatewayBehaviour> {
        return Object.assign({}, ...this.current.faults.map(name => faults[name].behaviour)) as Partial<GatewayBehaviour>;
    }

    /** All files that scenarios are read from. */
    public get estateFiles(): readonly string[] {
        return [...this.files.values(), ...this.parts];
    }

    public offer(): ScenarioOffer {
        const { defaults, current } = this;
        const texts = Object.fromEntries(Object.entries(faults).map(([name, { text }]) => [name, text]));
        const offered = defaults.latencyMs === null ? latencies : [...new Set([defaults.latencyMs, ...latencies])].sort((one, other) => one - other);
        return { estates: [...this.files.keys()], latencies: offered, faults: texts, defaults, current };
    }

    public choose(wanted: Scenario, restart: boolean): void {
        const scenario = this.checked(wanted);
        if (restart || scenario.estate !== this.current.estate) {
            this.estate = this.load(scenario);
        } else if (scenario.latencyMs !== this.current.latencyMs) {
            this.estate.latencyMs = scenario.latencyMs ?? this.load(scenario).latencyMs;
        }
        this.current = scenario;
    }

    /** Reads the current estate's file again. @throws Error with one line, and keeps the previous estate */
    public reload(): void {
        this.estate = this.load(this.current);
    }

    private load({ estate, latencyMs }: Scenario): Estate {
        const file = this.files.get(estate);
        // The project's estate consists of several files.
        return loadEstate(file === join(estateFolder, `${defaultEstate}.json`) ? undefined : file, latencyMs ?? undefined);
    }

    /** @throws Error with one line: the scenario comes from an address, which anybody can write */
    private checked({ estate, latencyMs, faults: chosen }: Scenario): Scenario {
        if (!this.files.has(estate)) {
            throw new Error(`There is no estate "${estate}". There are: ${[...this.files.keys()].join(', ')}`);
        }
        if (latencyMs !== null && !(Number.isInteger(latencyMs) && latencyMs >= 0 && latencyMs <= greatestLatency)) {
            throw new Error(`The latency must be a whole number from 0 to ${greatestLatency}, not "${latencyMs}".`);
        }
        const unknown = chosen.find(name => !Object.keys(faults).includes(name));
        if (unknown !== undefined) {
            throw new Error(`There is no fault "${unknown}". There are: ${Object.keys(faults).join(', ')}`);
        }
        return { estate, latencyMs, faults: chosen };
    }
}

/** Forwards every call to the nodes of the current estate. */
function currentNodes(current: () => Estate): NodeDirectory {
    return {
        get nodeNames() {
            return current().nodeNames;
        },
        get clusterNames() {
            return current().clusterNames;
        },
        aliases: name => current().aliases(name),
        access: (node, credential) => current().access(node, credential),
        endpoint: node => current().endpoint(node),
        moduleTrust: node => current().moduleTrust(node),
        languageMode: node => current().languageMode(node),
        windowsModules: node => current().windowsModules(node),
        inventory: node => current().inventory(node),
        answer: (call, signal) => current().answer(call, signal),
        connect: (connection, signal) => current().connect(connection, signal)
    };
}
