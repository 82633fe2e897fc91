using System.CommandLine;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Comparison;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary>How <c>utm diff</c> is told which outputs it compares.</summary>
internal sealed class DiffSides
{
    private readonly TextOption _schema = new("--schema", "NAME", "schema of the databases") { Default = PostgresSchema.DefaultName };
    private readonly TextOption _schemaA = new("--schema-a", "NAME", "schema of A's database") { Default = "--schema" };
    private readonly TextOption _schemaB = new("--schema-b", "NAME", "schema of B's database") { Default = "--schema" };
    private readonly TextOption _batchA = new("--batch-a", "ID", "of A only what this run wrote and no later one replaced") { Default = "all rows" };
    private readonly TextOption _batchB = new("--batch-b", "ID", "of B only what this run wrote and no later one replaced") { Default = "all rows" };

    /// <summary>The options.</summary>
    public IReadOnlyList<Option> All => [_schema, _schemaA, _schemaB, _batchA, _batchB];

    /// <summary>The outputs.</summary>
    /// <exception cref="Errors.InvalidOptionException">One is not named well, or a schema is named and none of them is a database.</exception>
    public (PublishedOutput A, PublishedOutput B) Read(ParseResult parse, string a, string b)
    {
        var (givenA, givenB) = (new Given("A", [a]), new Given("B", [b]));
        if (_schema.In(parse) is { } both && !Values.IsConnection(givenA) && !Values.IsConnection(givenB))
            throw both.Wrong("both A and B are folders, which have no schemas; leave it out");
        return (Side(parse, givenA, _schemaA, _batchA), Side(parse, givenB, _schemaB, _batchB));
    }

    private PublishedOutput Side(ParseResult parse, Given given, TextOption schema, TextOption batch)
    {
        const string Example = "a schema, such as marketing";
        var own = schema.In(parse);
        if (!Values.IsConnection(given))
        {
            if (own is not null)
                throw own.Wrong($"{given.Label} is a folder, which has no schemas; leave it out");
            return PublishedOutput.In(given.Path("a folder, such as out")) with { BatchId = batch.TextIn(parse) };
        }

        var name = (own ?? _schema.In(parse))?.One(Example) ?? PostgresSchema.DefaultName;
        return PublishedOutput.In(new PostgresSchema(Values.Postgres(given), name)) with { BatchId = batch.TextIn(parse) };
    }
}
