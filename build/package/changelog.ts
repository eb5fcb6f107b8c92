/** Reads a version's section of CHANGELOG.md. */
import { BuildError } from '../build-error';

export interface Release {
    /** The section's text. */
    readonly notes: string;
    /** ISO 8601 UTC. Until the version is released, the earliest time that a package can contain. */
    readonly released: string;
}

const unreleased = '1980-01-01T00:00:00Z';

/** The section of a version, or the section for unreleased changes. @throws BuildError if there is neither */
export function releaseOf(changelog: string, version: string): Release {
    const sections = changelog
        .replace(/\r/g, '')
        .split(/^## /m)
        .slice(1)
        .map(section => {
            const end = section.indexOf('\n');
            return { heading: section.slice(0, end).trim(), notes: section.slice(end).trim() };
        });
    const named = (wanted: string): (typeof sections)[number] | undefined =>
        sections.find(({ heading }) => heading.split(/\s/)[0].replace(/[[\]]/g, '') === wanted);
    const section = named(version) ?? named('Unreleased');
    if (!section || section.notes === '') {
        throw new BuildError('CHANGELOG.md', null, `it says nothing of version ${version}.`, `Add a section "## ${version} - YYYY-MM-DD", or "## Unreleased".`);
    }
    const date = /\d{4}-\d{2}-\d{2}/.exec(section.heading)?.[0];
    return { notes: section.notes, released: date === undefined ? unreleased : `${date}T00:00:00Z` };
}
