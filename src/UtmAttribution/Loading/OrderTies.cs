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
    /// <param name="pieces">What was loaded. Copies that tie were created at one time, and so are in one piece.</param>
    /// <param name="openAgain">Opens a piece as it was opened for loading: the same rows of the same parts in the same order.</param>
    /// <param name="known">The texts of pieces that were read before, by their orders' numbers; those of others are added.</param>
    /// <param name="cancellation">Ends the work.</param>
    public void Resolve(
        IReadOnlyList<OrderPiece> pieces, Func<OrderPiece, CancellationToken, IReadOnlyList<TableReader>> openAgain,
        Dictionary<OrderPiece, SortedDictionary<int, byte[]>> known, CancellationToken cancellation)
    {
        var tied = TiedRows(cancellation);
        if (tied.Count == 0)
            return;
        using var appender = connection.CreateAppender("order_texts");
        foreach (var piece in pieces.Where(piece => tied.Any(piece.Has)))
        {
            if (!known.TryGetValue(piece, out var texts))
                known.Add(piece, texts = Read(piece, openAgain, tied, cancellation));
            foreach (var (number, text) in texts)
            {
                appender.Set(0, number);
                appender.SetUtf8(1, text);
                appender.EndRow();
            }
        }
        appender.Close();
    }

    private static SortedDictionary<int, byte[]> Read(
        OrderPiece piece, Func<OrderPiece, CancellationToken, IReadOnlyList<TableReader>> openAgain, HashSet<int> tied, CancellationToken cancellation)
    {
        var texts = new SortedDictionary<int, byte[]>();
        var gate = new Lock();
        PartLoad.Run(either => openAgain(piece, either), ReadPart, progress: null, cancellation, piece.Numbers);
        return texts;

        long ReadPart(TableReader reader, PartNumbers numbers, Action<long> progress, CancellationToken either)
        {
            var text = new OrderText();
            var rows = 0;
            while (reader.Read())
            {
                var orderNumber = numbers.Of(rows++);
                if (rows % 2_048 == 0)
                    either.ThrowIfCancellationRequested();
                if (!tied.Contains(orderNumber))
                    continue;
                lock (gate)
                    texts.Add(orderNumber, text.Text(reader).ToArray());
            }
            return rows;
        }
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
