using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Loading;

namespace UtmAttribution.Storing;

/// <summary>
/// What the used ad rows of every date call their ads. Which rows of an ad-hour are used is decided within its date, so that a store
/// keeps this beside the rows, date by date, and it is made of those alone that were just loaded.
/// </summary>
/// <param name="connection">Has the loaded rows.</param>
/// <param name="options">Say which of several rows of an ad-hour are used.</param>
internal sealed class LabelDays(DuckDBConnection connection, AttributionOptions options)
{
    /// <summary>The relation that says so.</summary>
    public const string Relation = "ad_label_days";

    private bool _isPrepared;
    private bool _isMade;

    /// <summary>The models that make it of loaded rows, in order.</summary>
    public static IReadOnlyList<SqlModel> Models { get; } = SqlModel.Behind([Relation]);

    /// <summary>Makes it of the rows that are loaded.</summary>
    public void Make(CancellationToken cancellation)
    {
        // Most looks at a store find nothing to load.
        if (!_isPrepared)
        {
            connection.Execute(SqlModel.Text("bridge/duckdb.sql"), cancellation);
            RunTables.Create(connection, options, RunIdentity.Undated(options.Currency!));
            _isPrepared = true;
        }
        foreach (var model in Models)
            connection.Execute(model.CreateStatement, cancellation);
        _isMade = true;
    }

    /// <summary>Removes it and what it was made of, where it was made.</summary>
    public void Drop(CancellationToken cancellation)
    {
        if (!_isMade)
            return;
        foreach (var model in Models.Reverse())
            connection.Execute(model.DropStatement, cancellation);
        _isMade = false;
    }
}
