using UtmAttribution.DuckDb;
using UtmAttribution.Sources;

namespace UtmAttribution.Loading;

/// <summary>
/// Where copies of an order agree in id, times and price but not in the rest, their source text decides. That is rare, and the
/// text is long, so that it is read in a second pass, for these copies alone.
/// </summary>
internal sealed class OrderTies(DuckDBConnection connection)
{
    /// <summary>Fills <c>order_texts</c> where it is needed.</summary>
    /// <param name="openAgain">Opens the orders as they were opened for loading: the same rows of the same parts in the same order.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Resolve(Func<CancellationToken, IReadOnlyList<TableReader>> openAgain, CancellationToken cancellation)
    {
        var tied = TiedRows(cancellation);
        if (tied.Count == 0)
            return;
        using var texts = connection.CreateAppender("order_texts");
        var gate = new Lock();
        PartLoad.Run(openAgain, (reader, numbers, _, either) => Append(reader, numbers, tied, texts, gate, either), progress: null, cancellation);
        texts.Close();
    }

    private static long Append(
        TableReader reader, PartNumbers numbers, HashSet<int> tied, DuckDBAppender texts, Lock gate, CancellationToken cancellation)
    {
        var text = new OrderText();
        var rows = 0;
        while (reader.Read())
        {
            var orderNumber = numbers.Of(rows++);
            if (rows % 2_048 == 0)
                cancellation.ThrowIfCancellationRequested();
            if (!tied.Contains(orderNumber))
                continue;
            lock (gate)
            {
                texts.Set(0, orderNumber);
                texts.SetUtf8(1, text.Text(reader));
                texts.EndRow();
            }
        }
        return rows;
    }

    private HashSet<int> TiedRows(CancellationToken cancellation)
    {
        var rows = new HashSet<int>();
        using var reader = connection.ExecuteReader("""
            with ties as (
                select order_id, updated_us, created_us, price
                from order_rows
                where reason is null and order_id in (select order_id from order_repeats)
                group by order_id, updated_us, created_us, price
                having count(distinct text_hash) > 1
            )
            select order_rows.order_no
            from order_rows
            inner join ties
                on ties.order_id = order_rows.order_id
                and ties.updated_us is not distinct from order_rows.updated_us
                and ties.created_us = order_rows.created_us
                and ties.price = order_rows.price
            """, cancellation);
        while (reader.Read())
            rows.Add(reader.GetInt32(0));
        return rows;
    }
}
