/** The hosts that were chosen last, in the browser's storage. */
const storageKey = 'avma.hosts.chosen';

/** None where nothing was saved, or something else than names. */
export function readHostNames(): readonly string[] {
    try {
        const saved = JSON.parse(localStorage.getItem(storageKey) ?? '[]') as unknown;
        return Array.isArray(saved) ? saved.filter((name): name is string => typeof name === 'string') : [];
    } catch {
        return [];
    }
}

export function saveHostNames(hostNames: readonly string[]): void {
    localStorage.setItem(storageKey, JSON.stringify(hostNames));
}
