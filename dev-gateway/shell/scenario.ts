/** The menu of scenarios, and the scenario in the shell's address: #estate=large&latency=500&faults=errors400,smallAnswers */
import { Scenario, ScenarioOffer } from '../gateway/development';

export interface ScenarioGateway {
    /** Rejects with the gateway's message. */
    choose(scenario: Scenario, restart: boolean): Promise<ScenarioOffer>;
}

const byId = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

/** @param usual the values that an address omits */
function readScenario(hash: string, defaults: Scenario): Scenario {
    const values = new URLSearchParams(hash.replace(/^#/, ''));
    const latency = values.get('latency');
    const faults = values.get('faults');
    return {
        estate: values.get('estate') ?? defaults.estate,
        latencyMs: latency === null ? defaults.latencyMs : Number(latency),
        faults: faults === null ? defaults.faults : faults.split(',')
    };
}

/** Contains only values that differ from the default; otherwise empty. */
function scenarioHash(scenario: Scenario, defaults: Scenario): string {
    const parts = [
        ...(scenario.estate === defaults.estate ? [] : [`estate=${encodeURIComponent(scenario.estate)}`]),
        ...(scenario.latencyMs === defaults.latencyMs || scenario.latencyMs === null ? [] : [`latency=${scenario.latencyMs}`]),
        ...(scenario.faults.length === 0 ? [] : [`faults=${scenario.faults.join(',')}`])
    ];
    return parts.length === 0 ? '' : `#${parts.join('&')}`;
}

const words = ({ estate, latencyMs, faults }: Scenario): string =>
    [
        estate,
        ...(latencyMs === null ? [] : [`${latencyMs} ms`]),
        ...(faults.length === 0 ? [] : [faults.length === 1 ? '1 fault' : `${faults.length} faults`])
    ].join(', ');

/** Switches the gateway to the address's scenario, and fills the menu. @throws Error with one line if the gateway doesn't offer it */
export async function startScenario(offer: ScenarioOffer, gateway: ScenarioGateway): Promise<void> {
    const { defaults } = offer;
    addEventListener('hashchange', () => location.reload());
    const wanted = readScenario(location.hash, defaults);
    const { current } = scenarioHash(wanted, defaults) === scenarioHash(offer.current, defaults) ? offer : await gateway.choose(wanted, false);
    const button = byId<HTMLButtonElement>('scenario');
    const form = byId<HTMLFormElement>('scenario-menu');
    button.textContent = `Scenario: ${words(current)}`;
    button.hidden = false;
    button.addEventListener('click', () => {
        form.hidden = !form.hidden;
        button.setAttribute('aria-expanded', String(!form.hidden));
    });
    const estate = byId<HTMLSelectElement>('scenario-estate');
    offer.estates.forEach(name => estate.add(new Option(name, name, false, name === current.estate)));
    const latency = byId<HTMLSelectElement>('scenario-latency');
    if (defaults.latencyMs === null) {
        latency.add(new Option('as the estate says', '', false, current.latencyMs === null));
    }
    const latencies = [...new Set([...offer.latencies, ...(current.latencyMs === null ? [] : [current.latencyMs])])].sort((one, other) => one - other);
    latencies.forEach(ms => latency.add(new Option(`${ms} ms`, String(ms), false, ms === current.latencyMs)));
    const boxes = Object.entries(offer.faults).map(([name, text]) => {
        const label = document.createElement('label');
        const box = document.createElement('input');
        box.type = 'checkbox';
        box.value = name;
        box.checked = current.faults.includes(name);
        label.append(box, ` ${text}`);
        byId('scenario-faults').append(label);
        return box;
    });
    const chosen = (): Scenario => ({
        estate: estate.value,
        latencyMs: latency.value === '' ? null : Number(latency.value),
        faults: boxes.filter(box => box.checked).map(box => box.value)
    });
    form.addEventListener('submit', event => {
        event.preventDefault();
        const scenario = chosen();
        const restart = event.submitter?.id === 'scenario-restart';
        void gateway.choose(scenario, restart).then(() => {
            // Another estate has other hosts.
            const path = scenario.estate === current.estate ? location.pathname + location.search : '/';
            history.replaceState(null, '', path + scenarioHash(scenario, defaults));
            location.reload();
        });
    });
}

/** Reloads the page when the gateway requests it, and when the gateway is available again. */
export function reloadOnRequest(): void {
    const events = new EventSource('/api/development/reloads');
    let lost = false;
    events.addEventListener('message', () => location.reload());
    events.addEventListener('error', () => (lost = true));
    events.addEventListener('open', () => lost && location.reload());
}
