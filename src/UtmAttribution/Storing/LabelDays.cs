using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Options;

namespace UtmAttribution.Storing;

/// <summary>
/// What the used ad rows of every date call their ads. Which rows of an ad-hour are used is decided within its date, so that a store
/// keeps this beside the rows, date by date, and it is made of those alone that were just loaded.
/// </summary>
internal sealed class LabelDays
{
    /// <summary>The relation that says so.</summary>
    public const string Relation = "ad_label_days";

    private readonly DuckDBConnection _connection;

    /// <summary>Makes ready to run models.</summary>
    /// <param name="connection">Will have the loaded rows.</param>
    /// <param name="options">Say which of several rows of an ad-hour are used.</param>
    public LabelDays(DuckDBConnection connection, AttributionOptions options)
    {
        _connection = connection;
        _connection.Execute(SqlModel.Text("bridge/duckdb.sql"));
        RunTables.Create(_connection, options, new("", DateTimeOffset.UnixEpoch, DateOnly.MinValue, DateOnly.MinValue, options.Currency!));
    }

    /// <summary>The models that make it of loaded rows, in order.</summary>
    public static IReadOnlyList<SqlModel> Models { get; } = SqlModel.Behind([Relation]);

    /// <summary>Makes it of the rows that are loaded.</summary>
    public void Make(CancellationToken cancellation)
    {
        foreach (var model in Models)
            _connection.Execute($"create {Kind(model)} {model.Name} as\n{model.Sql}", cancellation);
    }

    /// <summary>Removes it, and what it was made of.</summary>
    public void Drop(CancellationToken cancellation)
    {
        foreach (var model in Models.Reverse())
            _connection.Execute($"drop {Kind(model)} if exists {model.Name}", cancellation);
    }

    private static string Kind(SqlModel model) => model.IsView ? "view" : "table";
}
