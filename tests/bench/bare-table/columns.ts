/** The columns of the bare table: those of the guests' table, with the same order and widths. The bench compares them and reports differences. */
export interface BareColumn {
    readonly header: string;
    readonly field: keyof BareRow;
    readonly width: number;
}

/** The plain text of each column. */
export interface BareRow {
    readonly id: string;
    readonly name: string;
    readonly state: string;
    readonly os: string;
    readonly edition: string;
    readonly build: string;
    readonly verdict: string;
    readonly evidence: string;
    readonly key: string;
    readonly addresses: string;
    readonly fqdn: string;
    readonly integration: string;
}

export const bareColumns: readonly BareColumn[] = [
    { header: 'Name', field: 'name', width: 200 },
    { header: 'State', field: 'state', width: 110 },
    { header: 'Operating system', field: 'os', width: 230 },
    { header: 'Edition', field: 'edition', width: 140 },
    { header: 'Result', field: 'verdict', width: 300 },
    { header: 'Evidence', field: 'evidence', width: 140 },
    { header: 'AVMA key to use', field: 'key', width: 130 }
];
