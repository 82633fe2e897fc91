using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using static UtmAttribution.Sources.ColumnType;

namespace UtmAttribution.Sources.Postgres;

/// <summary>What is asked of a server to read a table: only the columns that are needed, in forms that are quick to send and to read.</summary>
internal sealed class CopyQuery
{
    private readonly Relation _relation;
    private readonly List<string> _expressions = [];
    private readonly string? _range;
    private readonly bool _isDistinct;

    /// <summary>Plans the reading of a table.</summary>
    /// <param name="table">The table, or some of its columns.</param>
    /// <param name="relation">Where it is.</param>
    /// <param name="range">Rows outside may be left out.</param>
    /// <param name="place">The server, for messages.</param>
    /// <param name="version">The server's major version.</param>
    /// <exception cref="InvalidInputException">A column has a type that can't be read.</exception>
    public CopyQuery(SourceTable table, Relation relation, ReadRange? range, string place, int version)
    {
        (_relation, _isDistinct) = (relation, table.IsDistinct);
        var wires = new List<Wire>();
        foreach (var column in table.Columns)
        {
            if (relation.Find(column.Name) is not { } found)
            {
                wires.Add(Wire.Missing);
                continue;
            }
            var (expression, wire) = Read(column.Type, found) ?? throw new InvalidInputException(
                $"Column '{found.Name}' of table '{relation.Name}' has type {found.DeclaredType} in {place}; "
                + $"expected {Expectation(column.Type)}. Change it, or name a view that casts it with {new PostgresTables().Of(table).Option}.");
            _expressions.Add(expression);
            wires.Add(wire);
        }
        if (table.HasRowText)
            wires.Add(AddRowText(table, version));
        Wires = wires;
        _range = Condition(relation, range);
    }

    /// <summary>How the columns of the table come; those that are missing are not sent.</summary>
    public IReadOnlyList<Wire> Wires { get; }

    /// <summary>Times without a zone, which are taken as UTC.</summary>
    public static IEnumerable<string> TimesWithoutZone(SourceTable table, Relation relation) =>
        table.Columns.Where(column => column.Type == ColumnType.Timestamp)
            .Select(column => relation.Find(column.Name)).Where(column => column?.Type == "timestamp").Select(column => column!.Name);

    /// <summary>The statement.</summary>
    /// <param name="blocks">Only rows stored in these blocks; null for all.</param>
    public string Sql((long? From, long? Until)? blocks = null)
    {
        string?[] conditions =
        [
            _range,
            blocks?.From is { } from ? $"ctid >= '({from},0)'::tid" : null,
            blocks?.Until is { } until ? $"ctid < '({until},0)'::tid" : null,
        ];
        var where = string.Join(" and ", conditions.Where(condition => condition is not null));
        return $"copy (select {(_isDistinct ? "distinct " : "")}{string.Join(", ", _expressions)} from {_relation.Sql}{(where.Length > 0 ? $" where {where}" : "")}) to stdout (format binary)";
    }

    /// <summary>The condition for rows of the range; null where they can't be told by it.</summary>
    public static string? Condition(Relation relation, ReadRange? range) =>
        range is not null && relation.FindTime(range.Column) is { } at ? Inside(at, range) : null;

    // Columns that the contract does not know tell rows apart by their values: 1.5 and 1.50 are one.
    private Wire AddRowText(SourceTable table, int version)
    {
        var known = table.Columns.Select(column => _relation.Find(column.Name)).ToHashSet();
        var others = _relation.Columns.Where(column => column.IsReadable && !known.Contains(column)).OrderBy(column => column.Name, StringComparer.Ordinal)
            .Select(column => column.Type == "numeric" ? Trimmed(Name(column), version) : Name(column)).ToList();
        if (others.Count == 0)
            return Wire.Missing;
        _expressions.Add($"row({string.Join(", ", others)})::text");
        return Wire.Text;
    }

    private static string Trimmed(string number, int version) => version >= 13
        ? $"trim_scale({number})"
        : $"case when {number}::text like '%.%' then rtrim(rtrim({number}::text, '0'), '.') else {number}::text end";

    /// <summary>How a column is asked for, and how it comes; null where its type can't be read.</summary>
    public static (string Expression, Wire Wire)? Read(ColumnType type, RelationColumn column)
    {
        var name = Name(column);
        var asText = ($"{name}::text", Wire.Text);
        var isInteger = column.Type is "int2" or "int4" or "int8";
        var isFloat = column.Type is "float4" or "float8";
        return (type, column.Type) switch
        {
            (Json, "jsonb") => (name, Wire.JsonB),
            (_, "text" or "varchar" or "json") => (name, Wire.Text),
            (_, "jsonb") => asText,
            _ when column.Category is 'S' or 'E' => asText,
            (Id, _) when isInteger => (name, Wire.Integer),
            (Id, "numeric") => ($"case when {name} = trunc({name}) then trunc({name})::text else {name}::text end", Wire.Text),
            (Id, _) when isFloat => (name, Wire.FloatId),
            (Id, "uuid" or "oid") => asText,
            (Text, _) when column.Category is not ('A' or 'C') && column.Type != "bytea" => asText,
            (Timestamp, "timestamptz" or "timestamp") => (name, Wire.Timestamp),
            (Timestamp, "date") => ($"{name}::timestamp", Wire.Timestamp),
            (Date, "date") => (name, Wire.Date),
            (Date, "timestamptz" or "timestamp") => ($"{name}::date", Wire.Date),
            (ColumnType.Boolean, "bool") => (name, Wire.Boolean),
            (ColumnType.Boolean, _) when isInteger || isFloat || column.Type == "numeric" => ($"{name} <> 0", Wire.Boolean),
            (Number, _) when isInteger => (name, Wire.Integer),
            (Number, "numeric") => (name, Wire.Numeric),
            (Number, "float8") => (name, Wire.Double),
            (Number, "float4") => (name, Wire.Single),
            (Json, "bytea") => (name, Wire.Bytes),
            (Json, _) when column.Category is 'A' or 'C' => ($"to_json({name})::text", Wire.Text),
            _ => null,
        };
    }

    // Rows without a usable time are for the loader to reject.
    private static string Inside(RelationColumn column, ReadRange range)
    {
        var name = Name(column);
        var type = column.Type == "timestamptz" ? "timestamptz" : "timestamp";
        return $"(({name} >= {Literal(range.From, type)} and {name} < {Literal(range.Until, type)}) "
            + $"or {name} is null or {name} = 'infinity'::{column.Type} or {name} = '-infinity'::{column.Type})";
    }

    // Far ends of open ranges lie beyond the times that a server knows.
    private static string Literal(long microseconds, string type) => microseconds switch
    {
        < -62_135_596_800_000_000 => $"'-infinity'::{type}",
        > 253_402_300_799_999_999 => $"'infinity'::{type}",
        _ => $"'{DateTime.UnixEpoch.AddTicks(microseconds * 10):yyyy-MM-dd HH:mm:ss.ffffff}{(type == "timestamptz" ? "+00" : "")}'::{type}",
    };

    private static string Name(RelationColumn column) => PostgresName.Quote(column.Name);

    private static string Expectation(ColumnType type) => type switch
    {
        Id => "text, uuid, an integer type or numeric",
        Text => "text",
        Timestamp => "timestamptz or timestamp, or text such as '2025-01-31T23:59:59Z'",
        Date => "date, or text such as '2025-01-31'",
        ColumnType.Boolean => "boolean, or text such as 'true'",
        Number => "numeric, an integer or floating point type, or text such as '12.50'",
        _ => "jsonb, json, or JSON as text",
    };
}
