/**
 * How a console displays the PowerShell module's rows: one table for each kind of row, as a format file. Rows keep all their fields; a table displays a
 * selection.
 */

interface Column {
    readonly label: string;
    /** Characters; without a width, the column shares the remaining space. */
    readonly width?: number;
    /** A property's name (by default the label in lower camel case), or a script block in braces. */
    readonly value?: string;
}

/** By the last part of the type name that the module's functions give to their rows. */
const tables: Readonly<Record<string, readonly Column[]>> = {
    Host: [
        { label: 'ComputerName', width: 16 },
        { label: 'System', value: 'osCaption' },
        { label: 'Build', width: 6, value: 'buildNumber' },
        { label: 'Sku', width: 4, value: 'operatingSystemSku' },
        { label: 'LicenseStatus', width: 13 },
        { label: 'VmmsState', width: 9 },
        { label: 'HyperVRights', width: 12 },
        { label: 'Unread', width: 6, value: '{ @($_.unread).Count }' }
    ],
    Guest: [
        { label: 'Name', width: 20 },
        { label: 'EnabledState', width: 12 },
        { label: 'DataExchangeState', width: 17 },
        { label: 'System', value: "{ ($_.intrinsic | Where-Object { $_.name -eq 'OSName' }).data }" },
        { label: 'VmId', width: 36 }
    ],
    ClusterNode: [{ label: 'NodeName', width: 16 }, { label: 'State', width: 6 }, { label: 'Build', width: 6, value: 'buildNumber' }, { label: 'ClusterName' }],
    ClusterGuest: [
        { label: 'Name' },
        { label: 'OwnerNode', width: 16 },
        { label: 'State', width: 6 },
        { label: 'PossibleOwners', width: 30, value: "{ $_.possibleOwners -join ', ' }" },
        { label: 'VmId', width: 36 }
    ],
    Key: [
        { label: 'Name' },
        { label: 'Version', width: 8 },
        { label: 'Edition', width: 12 },
        { label: 'ProductKey', width: 29 },
        { label: 'HostActivates', width: 13 },
        { label: 'VmId', width: 36 }
    ],
    Activation: [
        { label: 'ComputerName', width: 16 },
        { label: 'License', value: "{ $_.licenseDescription -replace '^.*, ' }" },
        { label: 'Key', width: 5, value: 'partialProductKey' },
        { label: 'LicenseStatus', width: 13 },
        { label: 'Error', width: 18, value: '{ if ($_.error) { $_.error.code } }' },
        { label: 'VmId', width: 36 }
    ],
    Event: [
        { label: 'LogName', width: 22 },
        { label: 'MachineName', width: 18 },
        { label: 'TimeCreated', width: 28 },
        { label: 'Id', width: 5 },
        { label: 'RecordId', width: 8 },
        {
            label: 'Data',
            value: '{ if ($_.recordId) { $_.data -join \' | \' } elseif ($_.error) { $_.error.code } else { "exists $($_.exists), recordCount $($_.recordCount)" } }'
        }
    ],
    ApplyStep: [
        { label: 'VmId', width: 36 },
        { label: 'Step', width: 8 },
        { label: 'Outcome', width: 21 },
        { label: 'Key', width: 5, value: 'keyLastFive' },
        { label: 'LicenseStatus', width: 13, value: '{ if ($_.after) { $_.after.licenseStatus } }' },
        { label: 'Error', value: '{ if ($_.error) { $_.error.code } }' }
    ],
    ItemRemoval: [
        { label: 'VmId', width: 36 },
        { label: 'Name' },
        { label: 'Outcome', width: 8 },
        { label: 'Error', width: 18, value: '{ if ($_.error) { $_.error.code } }' }
    ],
    DataExchangeChange: [
        { label: 'VmId', width: 36 },
        { label: 'Outcome', width: 8 },
        { label: 'EnabledState', width: 12 },
        { label: 'Error', value: '{ if ($_.error) { $_.error.code } }' }
    ]
};

/** Kinds of rows that appear in one output share a table, because a console displays rows as a list if their type differs from the first table's. */
const sharing: Readonly<Record<string, readonly string[]>> = { Event: ['Event', 'EventLog'] };

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

function header({ label, width }: Column): string {
    return `<TableColumnHeader><Label>${label}</Label>${width === undefined ? '' : `<Width>${width}</Width>`}</TableColumnHeader>`;
}

function item({ label, value }: Column): string {
    const script = /^\{ (.*) \}$/.exec(value ?? '')?.[1];
    return script === undefined
        ? `<TableColumnItem><PropertyName>${value ?? label[0].toLowerCase() + label.slice(1)}</PropertyName></TableColumnItem>`
        : `<TableColumnItem><ScriptBlock>${escaped(script)}</ScriptBlock></TableColumnItem>`;
}

function view(name: string, columns: readonly Column[]): string {
    const types = (sharing[name] ?? [name]).map(type => `<TypeName>Community.Avma.${type}</TypeName>`);
    return [
        '    <View>',
        `      <Name>Community.Avma.${name}</Name>`,
        `      <ViewSelectedBy>${types.join('')}</ViewSelectedBy>`,
        '      <TableControl>',
        '        <TableHeaders>',
        ...columns.map(column => `          ${header(column)}`),
        '        </TableHeaders>',
        '        <TableRowEntries>',
        '          <TableRowEntry>',
        '            <TableColumnItems>',
        ...columns.map(column => `              ${item(column)}`),
        '            </TableColumnItems>',
        '          </TableRowEntry>',
        '        </TableRowEntries>',
        '      </TableControl>',
        '    </View>'
    ].join('\n');
}

/** The text of the format file. */
export function consoleTables(): string {
    return [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<Configuration>',
        '  <ViewDefinitions>',
        ...Object.entries(tables).map(([name, columns]) => view(name, columns)),
        '  </ViewDefinitions>',
        '</Configuration>',
        ''
    ].join('\n');
}
