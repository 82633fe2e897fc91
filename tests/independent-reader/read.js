// Reads every Parquet file below a published folder with hyparquet and prints, a line of JSON each, first a dataset with the
// types of its columns as the files say them, then its rows as text (null is NULL, times are UTC with microseconds).
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const folder = process.argv[2]
const parsers = {
    timestampFromMicroseconds: micros => {
        const millis = new Date(Number(micros / 1000n)).toISOString()
        return `${millis.slice(0, 10)} ${millis.slice(11, 23)}${String(micros % 1000n).padStart(3, '0')}`
    },
    dateFromDays: days => new Date(days * 86400000).toISOString().slice(0, 10),
}

const logical = {
    DECIMAL: ({ precision, scale }) => `DECIMAL(${precision},${scale})`,
    TIMESTAMP: ({ unit, isAdjustedToUTC }) => `TIMESTAMP ${unit} ${isAdjustedToUTC ? 'UTC' : 'local'}`,
    INTEGER: ({ bitWidth, isSigned }) => `${isSigned ? 'INT' : 'UINT'}${bitWidth}`,
}

function typeOf({ type, logical_type: meaning, converted_type: older, precision, scale }) {
    if (meaning)
        return logical[meaning.type]?.(meaning) ?? meaning.type
    if (older === 'DECIMAL')
        return `DECIMAL(${precision},${scale})`
    return older ?? type
}

function text(value, { converted_type: older, logical_type: meaning, scale }) {
    if (value === null || value === undefined)
        return null
    return older === 'DECIMAL' || meaning?.type === 'DECIMAL' ? value.toFixed(scale) : String(value)
}

for (const dataset of readdirSync(folder).filter(name => name.startsWith('utm_')).sort()) {
    let said = false
    for (const name of readdirSync(join(folder, dataset), { recursive: true }).filter(name => name.endsWith('.parquet')).sort()) {
        const file = await asyncBufferFromFile(join(folder, dataset, name))
        const metadata = await parquetMetadataAsync(file)
        const columns = parquetSchema(metadata).children.map(child => child.element)
        const types = columns.map(column => [column.name, typeOf(column)])
        if (!said)
            console.log(JSON.stringify({ dataset, types }))
        said = true
        for (const row of await parquetReadObjects({ file, metadata, compressors, parsers }))
            console.log(JSON.stringify(columns.map(column => text(row[column.name], column))))
    }
}
