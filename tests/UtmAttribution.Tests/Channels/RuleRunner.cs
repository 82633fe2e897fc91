using UtmAttribution.Channels;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.Channels;

/// <summary>Runs rules as the product does: their SQL, in a real DuckDB.</summary>
public sealed class RuleRunner : IDisposable
{
    private static readonly string[] _columns =
        ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "referrer_domain", "click_id", "ad_id"];

    private readonly DuckDBDatabase _database;
    private readonly DuckDBConnection _connection;

    public RuleRunner()
    {
        _database = DuckDBDatabase.Open(new DuckDBSettings { Threads = 1 });
        _connection = _database.Connect();
    }

    /// <summary>The rule that wins for each visit; null where none matches. Columns that a visit does not name are NULL.</summary>
    internal IReadOnlyList<ChannelRule?> Classify(ChannelRules rules, IReadOnlyList<IReadOnlyDictionary<string, string?>> visits)
    {
        var values = visits.Select((visit, i) => $"({i}, {string.Join(", ", _columns.Select(c => Literal(visit.GetValueOrDefault(c))))})");
        var sql = $"select {rules.ToSqlCase()} from (values {string.Join(", ", values)}) t(n, {string.Join(", ", _columns)}) order by n";
        using var reader = _connection.ExecuteReader(sql);
        var winners = new List<ChannelRule?>();
        while (reader.Read()) winners.Add(reader.IsDBNull(0) ? null : rules.Active[reader.GetInt32(0)]);
        return winners;
    }

    /// <summary>Runs a statement; its error, or null.</summary>
    internal string? Error(string sql)
    {
        try
        {
            _connection.Execute(sql);
            return null;
        }
        catch (DuckDBException e)
        {
            return e.Message;
        }
    }

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
    }

    private static string Literal(string? value) =>
        value is null ? "cast(null as varchar)" : $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
