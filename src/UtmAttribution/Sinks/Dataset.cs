namespace UtmAttribution.Sinks;

/// <summary>A published dataset. In the engine it is a relation (table or view) of the same name.</summary>
/// <param name="Name">The name, such as <c>utm_sessions</c>.</param>
/// <param name="DateColumn">The column of type DATE that partitions it.</param>
/// <param name="SortColumns">
/// The order of the rows inside a partition, NULL last: what people filter on first, then what makes the order total. Columns of
/// the relation, published or not.
/// </param>
public sealed record Dataset(string Name, string DateColumn, IReadOnlyList<string> SortColumns)
{
    /// <summary>
    /// The published columns in their order, the audit columns last; each is a column of the relation or of one of the
    /// <see cref="Lookups"/>. Default: the columns of the relation.
    /// </summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>
    /// The columns that tell one row from all others, NULL being equal to NULL. Default: none, rows may be repeated, and only all of
    /// their columns tell them apart.
    /// </summary>
    public IReadOnlyList<string> Key { get; init; } = [];

    /// <summary>Where the columns come from that the relation itself does not have.</summary>
    public IReadOnlyList<Lookup> Lookups { get; init; } = [];

    /// <summary>
    /// The relation that has one row for each row of the dataset, with the same date column: what to count where the dataset
    /// itself is a view over joins. Default: the dataset.
    /// </summary>
    public string GrainRelation { get; init; } = Name;

    /// <summary>
    /// The visitor's number, which relations carry so that a distributed server joins them where the visitor's rows are. It is no
    /// published column, and nothing is looked up by it alone.
    /// </summary>
    internal const string VisitorColumn = "visitor_no";

    /// <summary>The columns that differ from run to run and do not count when outputs are compared.</summary>
    public static IReadOnlyList<string> AuditColumns { get; } = ["created_at", "updated_at", "batch_id", "utm_batch_id"];
}
